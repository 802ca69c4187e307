// Beside the text: show the statement under the pointer or the focus, and go from one to the next by keyboard.
// Without this file every number in the text leads to its card all the same.

const side = document.querySelector(".side");
const cards = [...document.querySelectorAll(".statements .cards > .card")];
const marks = new Map(); // number of a statement → the pieces of text and the reference that belong to it
const byNumber = new Map(cards.map((card) => [card.dataset.number, card]));
const narrow = window.matchMedia("(max-width: 61.99rem)");
let current = null;

for (const piece of document.querySelectorAll(".text [data-s]")) {
  for (const number of piece.dataset.s.split(" ")) {
    if (!marks.has(number)) marks.set(number, []);
    marks.get(number).push(piece);
  }
}

function light(number, on) {
  for (const piece of marks.get(number) ?? []) piece.classList.toggle("lit", on);
}

function choose(number, { scroll = false } = {}) {
  if (!byNumber.has(number)) return;
  if (current !== number) {
    if (current) {
      light(current, false);
      byNumber.get(current).classList.remove("current");
    }
    current = number;
    light(number, true);
    byNumber.get(number).classList.add("current");
    side.classList.add("one");
    told.textContent = `${cards.indexOf(byNumber.get(number)) + 1} of ${cards.length}`;
  }
  side.classList.add("open");
  if (!narrow.matches) side.scrollTo({ top: 0 });
  if (scroll) (marks.get(number)?.[0] ?? byNumber.get(number)).scrollIntoView({ block: narrow.matches ? "start" : "center" });
}

function innermost(target) {
  const piece = target.closest?.(".text [data-s]");
  return piece?.dataset.s.split(" ").pop();
}

function step(by) {
  const at = current ? cards.indexOf(byNumber.get(current)) : by > 0 ? -1 : cards.length;
  const next = cards[Math.min(Math.max(at + by, 0), cards.length - 1)];
  if (next) choose(next.dataset.number, { scroll: true });
}

function showAll() {
  side.classList.remove("one", "open");
  if (current) {
    light(current, false);
    byNumber.get(current).classList.remove("current");
  }
  current = null;
  told.textContent = "";
}

function button(text, label, act) {
  const made = document.createElement("button");
  made.type = "button";
  made.textContent = text;
  made.setAttribute("aria-label", label);
  made.addEventListener("click", act);
  return made;
}

const bar = document.createElement("div");
bar.className = "stepper";
const told = document.createElement("span");
told.setAttribute("role", "status");
bar.append(
  button("←", "Previous statement", () => step(-1)),
  button("→", "Next statement", () => step(1)),
  told,
  button("Show all", "Show all statements", showAll),
);
if (cards.length) document.querySelector(".statements .cards").before(bar);

const text = document.querySelector(".text");
text.addEventListener("pointerover", (event) => {
  const number = event.pointerType === "mouse" && innermost(event.target);
  if (number) choose(number);
});
text.addEventListener("focusin", (event) => {
  const number = innermost(event.target);
  if (number) choose(number);
});
text.addEventListener("click", (event) => {
  const number = innermost(event.target);
  if (!number) return;
  choose(number);
  if (!event.target.closest("a.ref")) return;
  event.preventDefault();
  history.replaceState(null, "", `#${byNumber.get(number)?.id ?? ""}`);
  if (!narrow.matches) byNumber.get(number)?.focus({ preventScroll: true });
});
document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest("input, textarea, select")) return;
  if (event.key === "j" || event.key === "ArrowRight") step(1);
  else if (event.key === "k" || event.key === "ArrowLeft") step(-1);
  else if (event.key === "Escape") showAll();
  else return;
  event.preventDefault();
});

function follow() {
  const card = cards.find((each) => `#${each.id}` === location.hash);
  if (card) choose(card.dataset.number, { scroll: true });
}
addEventListener("hashchange", follow);
follow();
