// Move the parts of a statement in its text: drag an edge, move it with the arrow keys, or select words and press a
// part. What is moved is written into the fields of the form, which works by itself without this file.
// Places count characters (code points) of the document's text, as the server does; the browser counts UTF-16 units.

const PARTS = ["source", "cue", "content"];
const RANGE = /^\s*(\d+)\s*[-–—]\s*(\d+)(?:\s+(\S.*))?\s*$/u;
const WORD = /[\p{L}\p{N}]+(?:['’.-][\p{L}\p{N}]+)*|[^\s\p{L}\p{N}]+/gu;

const passages = document.getElementById("passages");
const fields = Object.fromEntries(PARTS.map((part) => [part, document.getElementById(`p-${part}`)]));
const told = document.getElementById("moved");
const further = document.getElementById("further");
const sections = [...passages.querySelectorAll("[data-start]")].map(openSection).filter(Boolean);
let spans = read();

function openSection(element) {
  const letters = [...element.textContent];
  const start = Number(element.dataset.start);
  // a browser that reads a character otherwise than the server would count otherwise, too: leave that section alone
  if (letters.length !== Number(element.dataset.length)) return null;
  return { element, letters, start, end: start + letters.length, words: wordsOf(element.textContent, start) };
}

function wordsOf(text, start) {
  return [...text.matchAll(WORD)].map((match) => {
    const from = start + [...text.slice(0, match.index)].length;
    return { start: from, end: from + [...match[0]].length };
  });
}

function sectionOf(span) {
  return sections.find((section) => section.start <= span.start && span.end <= section.end);
}

function wordsIn(span) {
  const section = sectionOf(span);
  return section.letters.slice(span.start - section.start, span.end - section.start).join("");
}

// the fields: a line that is no range, or whose words do not stand there, is kept as it is for the server to answer
function parse(part, line) {
  const range = RANGE.exec(line);
  const span = range && { part, start: Number(range[1]), end: Number(range[2]) };
  if (!span || span.start >= span.end || !sectionOf(span)) return null;
  return !range[3] || plain(range[3]) === plain(wordsIn(span)) ? span : null;
}

function plain(words) {
  return words.replace(/[^\p{L}\p{N}]+/gu, "").toLowerCase();
}

function read() {
  return PARTS.flatMap((part) => fields[part].value.split("\n").map((line) => parse(part, line)).filter(Boolean));
}

function write(part) {
  const others = fields[part].value.split("\n").filter((line) => line.trim() && !parse(part, line));
  const own = spans.filter((span) => span.part === part).sort((one, other) => one.start - other.start);
  const lines = own.map((span) => `${span.start}–${span.end} ${wordsIn(span).trim().split(/\s+/).join(" ")}`);
  fields[part].value = [...lines, ...others].join("\n");
}

// the text
function paint() {
  for (const section of sections) {
    const here = spans.filter((span) => sectionOf(span) === section);
    const edges = [...new Set([section.start, section.end, ...here.flatMap((span) => [span.start, span.end])])];
    edges.sort((one, other) => one - other);
    const made = [];
    for (const [at, edge] of edges.entries()) {
      for (const span of here.filter((each) => each.end === edge)) made.push(handle(span, "end"));
      for (const span of here.filter((each) => each.start === edge)) made.push(handle(span, "start"));
      const next = edges[at + 1];
      if (next === undefined) break;
      const covering = here.filter((span) => span.start <= edge && next <= span.end);
      const text = section.letters.slice(edge - section.start, next - section.start).join("");
      made.push(covering.length ? piece(text, covering) : document.createTextNode(text));
    }
    section.element.replaceChildren(...made);
  }
}

function piece(text, covering) {
  const made = document.createElement("span");
  made.className = ["m", ...new Set(covering.map((span) => span.part))].join(" ");
  made.textContent = text;
  return made;
}

function handle(span, side) {
  const section = sectionOf(span);
  const made = document.createElement("span");
  made.className = `edge ${side} ${span.part}`;
  made.tabIndex = 0;
  made.setAttribute("role", "slider");
  made.setAttribute("aria-label", `${side === "start" ? "Start" : "End"} of the ${span.part}`);
  made.setAttribute("aria-valuemin", side === "start" ? section.start : span.start + 1);
  made.setAttribute("aria-valuemax", side === "start" ? span.end - 1 : section.end);
  made.setAttribute("aria-valuenow", span[side]);
  made.setAttribute("aria-valuetext", edgeWord(span, side));
  const grip = document.createElement("span");
  grip.className = "grip";
  made.append(grip);
  made.addEventListener("pointerdown", (event) => drag(event, span, side));
  made.addEventListener("keydown", (event) => press(event, span, side));
  span[`${side}Handle`] = made;
  return made;
}

function edgeWord(span, side) {
  const words = wordsIn(span).trim().split(/\s+/);
  return side === "start" ? words[0] : words[words.length - 1];
}

function move(span, side, to) {
  const section = sectionOf(span);
  const others = spans.filter((each) => each !== span && each.part === span.part && sectionOf(each) === section);
  const low = side === "start" ? Math.max(section.start, ...others.filter((o) => o.end <= span.start).map((o) => o.end)) : span.start + 1;
  const high = side === "end" ? Math.min(section.end, ...others.filter((o) => o.start >= span.end).map((o) => o.start)) : span.end - 1;
  const place = Math.min(Math.max(to, low), high);
  if (place === span[side]) return;
  span[side] = place;
  changed(span.part);
}

function changed(part) {
  write(part);
  paint();
  const own = spans.filter((span) => span.part === part).sort((one, other) => one.start - other.start);
  told.textContent = own.length ? `${part}: ${own.map((span) => short(wordsIn(span))).join(" … ")}` : `${part}: none`;
}

function short(words) {
  return words.length > 90 ? `${words.slice(0, 40)} … ${words.slice(-40)}` : words;
}

// the keyboard
function press(event, span, side) {
  const by = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
  if (by) {
    move(span, side, event.shiftKey ? span[side] + by : nextWord(sectionOf(span), span[side], side, by));
    span[`${side}Handle`].focus();
  } else if (event.key === "Delete" || event.key === "Backspace") {
    spans = spans.filter((each) => each !== span);
    changed(span.part);
    document.querySelector(`[data-part="${span.part}"]`).focus();
  } else return;
  event.preventDefault();
}

function nextWord(section, at, side, by) {
  const stops = section.words.map((word) => word[side]);
  return (by > 0 ? stops.find((stop) => stop > at) : stops.findLast((stop) => stop < at)) ?? at;
}

// mouse and touch
function drag(event, span, side) {
  if (event.button !== 0) return;
  event.preventDefault();
  const section = sectionOf(span);
  passages.classList.add("dragging");
  passages.setPointerCapture(event.pointerId);
  const follow = (moved) => {
    const at = placeUnder(section, moved.clientX, moved.clientY);
    if (at !== null) move(span, side, moved.shiftKey ? at : nearest(section.words.map((word) => word[side]), at));
  };
  const stop = () => {
    passages.classList.remove("dragging");
    passages.removeEventListener("pointermove", follow);
    for (const name of ["pointerup", "pointercancel"]) passages.removeEventListener(name, stop);
    span[`${side}Handle`].focus({ preventScroll: true });
  };
  passages.addEventListener("pointermove", follow);
  for (const name of ["pointerup", "pointercancel"]) passages.addEventListener(name, stop);
}

function nearest(stops, at) {
  return stops.reduce((best, stop) => (Math.abs(stop - at) < Math.abs(best - at) ? stop : best), stops[0] ?? at);
}

function placeUnder(section, x, y) {
  const caret = document.caretPositionFromPoint?.(x, y);
  const range = caret ? null : document.caretRangeFromPoint?.(x, y);
  const node = caret?.offsetNode ?? range?.startContainer;
  if (!node || !section.element.contains(node)) return null;
  return placeOf(section, node, caret?.offset ?? range.startOffset);
}

function placeOf(section, node, offset) {
  const before = document.createRange();
  before.setStart(section.element, 0);
  before.setEnd(node, offset);
  return section.start + [...before.toString()].length;
}

// the buttons: what is selected becomes the part, one piece a paragraph
function selected() {
  const selection = document.getSelection();
  if (!selection.rangeCount || selection.isCollapsed) return [];
  const range = selection.getRangeAt(0);
  return sections.flatMap((section) => {
    if (!range.intersectsNode(section.element)) return [];
    const inside = (node) => section.element.contains(node);
    const start = inside(range.startContainer) ? placeOf(section, range.startContainer, range.startOffset) : section.start;
    const end = inside(range.endContainer) ? placeOf(section, range.endContainer, range.endOffset) : section.end;
    return trimmed(section, start, end);
  });
}

function trimmed(section, start, end) {
  const blank = (at) => /\s/u.test(section.letters[at - section.start]);
  while (start < end && blank(start)) start += 1;
  while (start < end && blank(end - 1)) end -= 1;
  return start < end ? [{ start, end }] : [];
}

function firstWord() {
  const near = spans.find((span) => span.part === "content") ?? spans[0];
  const section = near ? sectionOf(near) : sections[0];
  return section?.words.length ? [{ ...section.words[0] }] : [];
}

function set(part) {
  const chosen = selected();
  const given = chosen.length ? chosen : firstWord();
  if (!given.length) return;
  const overlaps = (one, other) => one.start < other.end && other.start < one.end;
  spans = spans.filter((span) => span.part !== part || (further.checked && !given.some((each) => overlaps(each, span))));
  if (!further.checked) fields[part].value = "";
  const made = given.map((each) => ({ part, ...each }));
  spans.push(...made);
  changed(part);
  if (chosen.length) document.getSelection().removeAllRanges();
  else {
    told.textContent = `No words are selected, so the ${part} begins at “${wordsIn(made[0])}”: move its edges.`;
    made[0].endHandle.focus();
  }
}

for (const button of document.querySelectorAll("#tools [data-part]")) {
  button.addEventListener("pointerdown", (event) => event.preventDefault()); // keeps what is selected
  button.addEventListener("click", () => set(button.dataset.part));
}
for (const part of PARTS) {
  fields[part].addEventListener("change", () => {
    spans = read();
    paint();
  });
}
document.getElementById("tools").hidden = false;
paint();
(passages.querySelector(".m") ?? passages).scrollIntoView({ block: "nearest" });
