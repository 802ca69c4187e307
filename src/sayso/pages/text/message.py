"""Read a message that stands in a text with its headers: a mail that was pasted, or passed on.

In: the lines of a page. Out: a `Message`: which lines are its headers, the roles of what stands above its words, and
what the headers tell. Who passes it on wrote none of it; the names of headers are no text.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from sayso.pages.layout.forwarded import (
    Field,
    Heads,
    bare_subject,
    find_heads,
    is_note,
    passes_on,
    read_sender,
    read_when,
)
from sayso.pages.layout.lines import Line, Passage, count_marks, cut_passages
from sayso.records import Document, Role

_ROLES: dict[str, Role] = {"subject": "headline", "sender": "byline", "date": "dateline"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """A message: its headers, those of messages around it, and where its words begin.

    `own` is None where a page only quotes messages: then their headers are furniture, and the rest is the page's.
    """

    own: Heads | None
    around: tuple[Heads, ...]
    passed_on_by: str = ""

    @property
    def start(self) -> int:
        """The number of the line that its words begin in."""
        return self.own.end if self.own else 0


def find_message(lines: Sequence[Line]) -> Message | None:
    """Return the message that lines are, or quote; None where no headers stand in them."""
    raw, numbers = _with_gaps(lines)
    found = [_moved(heads, numbers) for heads in find_heads(raw)]
    if not found:
        return None
    own = None
    by = ""
    for heads in found:
        above = " ".join(line.text for line in lines[own.end if own else 0 : heads.start])
        subject = own.value("subject") if own else lines[0].text
        passed_on = passes_on(subject)
        if not is_note(above, passed_on=passed_on) or (own and not (heads.opened or passed_on)):
            break
        by = own.value("sender") if own else ""
        own = heads
    return Message(own=own, around=tuple(heads for heads in found if heads is not own), passed_on_by=by)


def cut_message(text: str, lines: Sequence[Line], message: Message) -> Iterator[tuple[Passage, Role | None]]:
    """Yield the passages of a page with a message in it, and their roles where these are known."""
    own = message.own
    at = 0
    for heads in sorted((*message.around, *([own] if own else [])), key=lambda one: one.start):
        if heads.start >= len(lines):
            break
        above: Role | None = "furniture" if own and heads.start <= own.start else None
        yield from ((passage, above) for passage in _passages(text, lines[at : heads.start]))
        values = {field.line: field for field in heads.fields} if heads is own else {}
        for number in range(heads.start, min(heads.end, len(lines))):
            field = values.get(number)
            role = _ROLES.get(field.kind) if field else None
            cut = field.at + _led(field) if field and role else 0
            line = lines[number]
            held = replace(line, start=line.start + cut, text=line.text[cut:])
            yield Passage(lines=(held,), text=text[held.start : held.end]), role or "furniture"
        at = heads.end
    rest = lines[at:]
    yield from ((passage, None) for passage in _passages(text, _unquoted(rest) if own else rest))


def describe_message(document: Document, message: Message) -> Document:
    """Return a document with what the headers of its message tell."""
    if message.own is None:
        return document
    byline, outlet = read_sender(message.own.value("sender"))
    notes = (f"passed on by {message.passed_on_by[:200]}",) if message.passed_on_by else ()
    return replace(
        document,
        title=bare_subject(message.own.value("subject")) or document.title,
        byline=byline,
        outlet=outlet,
        published=read_when(message.own.value("date")) or document.published,
        notes=(*document.notes, *notes),
    )


def _led(field: Field) -> int:
    """Return how many characters of a subject say that it is passed on."""
    return len(field.value) - len(bare_subject(field.value)) if field.kind == "subject" else 0


def _with_gaps(lines: Sequence[Line]) -> tuple[list[str], list[int]]:
    """Return the lines with a blank one for each gap, and the number of the line that each is, or stands above."""
    raw: list[str] = []
    numbers: list[int] = []
    for number, line in enumerate(lines):
        if line.gap:
            raw.append("")
            numbers.append(number)
        raw.append(line.text)
        numbers.append(number)
    return raw, [*numbers, len(lines)]


def _moved(heads: Heads, numbers: Sequence[int]) -> Heads:
    fields = tuple(replace(field, line=numbers[field.line]) for field in heads.fields)
    return replace(heads, start=numbers[heads.start], end=numbers[heads.end], fields=fields)


def _passages(text: str, lines: Sequence[Line]) -> tuple[Passage, ...]:
    return cut_passages(text, lines) if lines else ()


def _unquoted(lines: Sequence[Line]) -> Sequence[Line]:
    """Take one mark of quotation off lines that all have one: it is of the passing on."""
    if not lines or not all(count_marks(line.text) for line in lines):
        return lines
    bare = ((line, line.text[1:].lstrip()) for line in lines)
    return tuple(replace(line, start=line.end - len(text), text=text) for line, text in bare if text)
