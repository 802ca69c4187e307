"""What a person entered as the parts of a statement: ranges of the text, or words that stand in it.

In: lines, one a piece: `120–134`, `120–134 the words there`, or `the words` alone. Out: spans of `Document.text`; and
what could not be understood, as a line to the person and, for words that stand in several places, as a question.
Nothing is guessed: a range must lie in one block or one comment, and words that go with it must stand there.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from sayso.doors.one_line import shorten, show
from sayso.ledger.store.folding import fold
from sayso.records import ARTICLE_ROLES, Document, Span, Statement
from sayso.web.views.marking import PARTS, Part

MOST_LINES, MOST_LETTERS, MOST_PLACES = 20, 20_000, 12
_RANGE = re.compile(r"\s*([0-9]{1,9})\s*[-–—]\s*([0-9]{1,9})(?:\s+(\S.*))?\s*", re.DOTALL)
_QUOTES = {**dict.fromkeys('"“”„«»', '["“”„«»]'), **dict.fromkeys("'‘’", "['‘’]")}
_AROUND = 40


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """One of the places where words stand, with what is around them."""

    value: str
    before: str
    words: str
    after: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """Which of several places is meant; `name` is the field that answers."""

    name: str
    part: Part
    words: str
    places: tuple[Place, ...]
    more: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Entered:
    """The spans that were understood, and what was not."""

    spans: Mapping[str, tuple[Span, ...]]
    problems: tuple[str, ...] = ()
    questions: tuple[Question, ...] = ()


def line_of(document: Document, span: Span) -> str:
    """Return the line that stands for a span."""
    return f"{span.start}–{span.end} {' '.join(document.quote(span).split())}"


def lines_of(document: Document, statement: Statement) -> dict[str, str]:
    """Return what stands in the three fields for a statement."""
    return {part: "\n".join(line_of(document, span) for span in getattr(statement, part)) for part in PARTS}


def sections_of(document: Document) -> tuple[Span, ...]:
    """Return where a span may lie: the blocks of the article, then the comments."""
    blocks = [block.span for block in document.blocks if block.role in ARTICLE_ROLES]
    comments = (Span(start=c.start, end=c.end) for c in document.comments if c.start is not None and c.end is not None)
    return (*blocks, *comments)


def read_spans(
    document: Document, fields: Mapping[str, str], picks: Mapping[str, str], near: Sequence[Span] = ()
) -> Entered:
    """Return the spans that the fields `source`, `cue` and `content` ask for.

    `picks` are answers to questions asked before, `near` spans in whose blocks words are looked for first.
    """
    reader = _Reader(document, picks, near)
    for part in ("content", "cue", "source"):  # words are looked for beside the content first
        reader.read(part, fields.get(part, ""))
    if not reader.spans["content"] and not reader.problems and not reader.questions:
        reader.problems.append("The content is empty: no statement is without one. Give its words or their range.")
    spans: dict[str, tuple[Span, ...]] = {part: tuple(sorted(reader.spans[part])) for part in PARTS}
    return Entered(spans=spans, problems=tuple(reader.problems), questions=tuple(reader.questions))


class _Reader:
    def __init__(self, document: Document, picks: Mapping[str, str], near: Sequence[Span]) -> None:
        self.document, self.picks = document, picks
        self.sections = sections_of(document)
        self.near = [section for section in self.sections if any(section.overlaps(span) for span in near)]
        self.spans: dict[str, list[Span]] = {part: [] for part in PARTS}
        self.problems: list[str] = []
        self.questions: list[Question] = []

    def read(self, part: Part, field: str) -> None:
        lines = [line.strip() for line in field.splitlines() if line.strip()]
        if len(lines) > MOST_LINES or len(field) > MOST_LETTERS:
            self.problems.append(f"The {part} has more than {MOST_LINES} pieces or {MOST_LETTERS:,} letters.")
            return
        for number, line in enumerate(lines):
            span = self._span(part, number, line)
            if span is None:
                continue
            if any(span.overlaps(other) for other in self.spans[part]):
                self.problems.append(f"The {part} has “{self._short(span)}” twice: give each character once.")
                continue
            self.spans[part].append(span)
            self.near += [section for section in self.sections if section.holds(span) and section not in self.near]

    def _span(self, part: Part, number: int, line: str) -> Span | None:
        ranged = _RANGE.fullmatch(line)
        if ranged is None:
            return self._find(part, number, line)
        start, end, words = int(ranged[1]), int(ranged[2]), ranged[3]
        if words and self._stands_nowhere_but(line, start, end, words):
            return self._find(part, number, line)  # words that begin with a range of years, say
        problem = self._wrong(part, start, end, words)
        if problem:
            self.problems.append(problem)
            return None
        return self._trimmed(Span(start=start, end=end))

    def _stands_nowhere_but(self, line: str, start: int, end: int, words: str) -> bool:
        return self._wrong("content", start, end, words) is not None and any(
            True for _ in self._places(line, self.sections)
        )

    def _wrong(self, part: str, start: int, end: int, words: str | None) -> str | None:
        """Say what is wrong with a range, if anything is."""
        asked = f"The {part}, {start}–{end}"
        if start >= end:
            return f"{asked}: the end must lie behind the start."
        if end > len(self.document.text):
            return f"{asked}: the text has {len(self.document.text)} characters."
        span = Span(start=start, end=end)
        if not any(section.holds(span) for section in self.sections):
            return f"{asked}: a piece lies in one paragraph. Give a line for each paragraph."
        if not self.document.quote(span).strip():
            return f"{asked}: there are only blanks."
        if words and fold(words) != fold(self.document.quote(span)):
            return (
                f"{asked}: “{self._short(span)}” stands there, not “{shorten(words, 60)}”. "
                "Take the range away to have the words looked for, or the words."
            )
        return None

    def _find(self, part: Part, number: int, words: str) -> Span | None:
        """Return the place of words, asking where there are several: those nearby are preferred."""
        found = list(self._places(words, self.near)) or list(self._places(words, self.sections))
        if not found:
            self.problems.append(
                f"The {part}: “{shorten(words, 80)}” does not stand in this text. Copy the words from it."
            )
            return None
        name = f"pick-{part}-{number}"
        picked = [span for span in self._places(words, self.sections) if _value(span) == self.picks.get(name)]
        if picked or len(found) == 1:
            return (picked or found)[0]
        places = tuple(self._place(span) for span in found[:MOST_PLACES])
        more = len(found) - len(places)
        self.questions.append(Question(name=name, part=part, words=shorten(words, 80), places=places, more=more))
        return None

    def _places(self, words: str, sections: Iterable[Span]) -> Iterator[Span]:
        pattern = re.compile(_as_pattern(words))
        for section in sections:
            for match in pattern.finditer(self.document.text, section.start, section.end):
                yield Span(start=match.start(), end=match.end())

    def _place(self, span: Span) -> Place:
        section = next(each for each in self.sections if each.holds(span))
        left, right = max(section.start, span.start - _AROUND), min(section.end, span.end + _AROUND)
        text = self.document.text
        before, after = text[left : span.start], text[span.end : right]
        return Place(
            value=_value(span),
            before=("…" if left > section.start else "") + before,
            words=text[span.start : span.end],
            after=after + ("…" if right < section.end else ""),
        )

    def _trimmed(self, span: Span) -> Span:
        words = self.document.quote(span)
        start = span.start + len(words) - len(words.lstrip())
        return Span(start=start, end=start + len(words.strip()))

    def _short(self, span: Span) -> str:
        return shorten(show(self.document.quote(span)), 60)


def _value(span: Span) -> str:
    return f"{span.start}-{span.end}"


def _as_pattern(words: str) -> str:
    """Return a pattern of these words: whole ones, whatever white space and whichever quotation marks stand there."""
    body = r"\s+".join("".join(_QUOTES.get(c, re.escape(c)) for c in word) for word in words.split())
    left = r"(?<!\w)" if words[:1].isalnum() else ""
    right = r"(?!\w)" if words[-1:].isalnum() else ""
    return left + body + right
