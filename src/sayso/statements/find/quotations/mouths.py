"""Put every quotation into the mouth that the clause beside it names, and into no other.

In: a text, its article's blocks, its quoted ranges and the statements that the model found in it. Out: the statements,
in which a quotation with a "said NAME" of its own belongs to that cue alone, and one that follows it at once goes on
from it; with a statement for a quotation that the model left out; and, for one that nothing introduces, beside a
sentence about somebody, a statement without source and cue, of which later stages tell who that is.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from operator import attrgetter

from sayso.language.quotes import SAYING, Quoted
from sayso.records import Span, Statement
from sayso.statements.find.quotations.clauses import Clause, clause_after, clause_before, sentence_ends

_START = attrgetter("start")
_MARKS = "“”‘’\"'«»„‚‹›` \t\xa0\u202f"
_AT_ONCE = re.compile(r"[\s,”–—-]*(?:(?:also|then|later|which|as)\b\s*)?")  # between a quotation and its clause
_COMMAS = frozenset(",”")  # behind speech that a dash opened the comma was made a closing mark
_SENTENCE = re.compile(r"[.!?…][”»«“\"'’‹›\s]*$")
_SOMEBODY = re.compile(r"(?<![.!?] )(?<!^)\b[A-ZÀ-Þ][\w’-]+|^[A-ZÀ-Þ][\w’-]+ [A-ZÀ-Þ]", re.MULTILINE)
_NEW, _NOBODY, _NO_SPEECH = -1, -2, -3  # in place of a statement's number: one to be made, none told, no speech
_NEAR, _FAR = 160, 400  # characters from a quotation to its cue, and to the sentence before
_SMALL, _TITLE = 3, 9  # letters that a title may leave small, words that make no title any more
_NICK = 3  # words of a nickname, at most
_CALLED = re.compile(r"\b(?:nick)?named?(?: of)? $|\b(?:known(?: \w+)? as|alias|goes by|dubbed|is called|was called) $")
_NAME_BEFORE = re.compile(r"[A-ZÀ-Þ][\w’-]+ $")
_SAYING = re.compile(rf"\b{SAYING}\b")
_NEGATED = re.compile(r"\bnot\b|n[’']t\b|\bnever\b")
_WORDS = re.compile(r"\w+")
_INSIDE = re.compile(r"(?<=[\w,] )[A-ZÀ-Þ]\w+")


@dataclass(slots=True, kw_only=True)
class _Turn:
    """Quotations of one speaker, and the number of the statement that they belong to, or the clause of a new one."""

    owner: int
    clause: Clause | None = None
    quotations: list[Span] = field(default_factory=list)


class _Cues:
    """Where the cues of statements stand."""

    def __init__(self, statements: Sequence[Statement]) -> None:
        self._cues = sorted((cue.start, cue.end, n) for n, each in enumerate(statements) for cue in each.cue)
        self._starts = [cue[0] for cue in self._cues]

    def between(self, start: int, end: int) -> Sequence[tuple[int, int, int]]:
        """Return start, end and statement of the cues that open in a range."""
        return self._cues[bisect_left(self._starts, start) : bisect_left(self._starts, end)]

    def at(self, span: Span) -> int | None:
        """Return the number of the last statement whose cue overlaps a span."""
        held = self._cues[max(0, bisect_left(self._starts, span.end) - 4) : bisect_left(self._starts, span.end)]
        return next((number for _, end, number in reversed(held) if span.start < end), None)


def put_into_mouths(
    document_id: str, text: str, blocks: Sequence[Span], quoted: Sequence[Quoted], statements: Sequence[Statement]
) -> list[Statement]:
    """Return the statements with each quotation in the mouth of who speaks it."""
    outer = [quote for quote in quoted if not quote.inner]
    starts = [quote.start for quote in outer]
    listener = _Listener(text, statements)
    turns: list[_Turn] = []
    for block in blocks:
        held = outer[bisect_left(starts, block.start) : bisect_left(starts, block.end)]
        turns += listener.turns(block, [quote for quote in held if quote.end <= block.end])
    return _Mouths(document_id, text, turns, statements).settle() if turns else list(statements)


class _Listener:
    """Hears who speaks the quotations of a text: by the cue that the model found beside one, else by its clause."""

    def __init__(self, text: str, statements: Sequence[Statement]) -> None:
        self._text, self._statements, self._cues = text, statements, _Cues(statements)

    def turns(self, block: Span, quotes: Sequence[Quoted]) -> Iterator[_Turn]:
        """Yield who speaks in a block, each with the quotations that are his."""
        last: _Turn | None = None
        done, told = block.start, False  # where the last clause or quotation ends, and whether it was a clause
        for number, quote in enumerate(quotes):
            following = quotes[number + 1].start if number + 1 < len(quotes) else block.end
            behind = done, told
            turn, end = self._turn(quote, done, following)
            done, told = (end, True) if end else (quote.end, False)
            if turn is None and last and last.owner != _NO_SPEECH and self._goes_on(behind, quote.start):
                last.quotations.append(quote.span)
                continue
            if turn is None and _is_sentence(self._text, quote):
                turn = _Turn(owner=self._told_before(quote), quotations=[quote.span])
            last = turn
            if turn is not None:
                yield turn

    def _turn(self, quote: Quoted, done: int, following: int) -> tuple[_Turn | None, int]:
        """Return who speaks a quotation, if words beside it tell, and where the clause behind it ends, 0 for none."""
        if _is_nickname(self._text, quote):
            return _Turn(owner=_NO_SPEECH, quotations=[quote.span]), 0
        if not _is_speech(self._text, quote):
            return None, 0
        if not _is_over(self._text, quote):
            clause = clause_after(self._text, quote.end, following, comma=_in_comma(self._text, quote))
            owner, end = self._behind(quote, clause.cue.end if clause else following)
            if owner is not None:
                return _Turn(owner=owner, quotations=[quote.span]), end
            if clause:
                return self._by(clause, quote), clause.end
        owner = self._leading(done, quote)
        if owner is not None:
            return _Turn(owner=owner, quotations=[quote.span]), 0
        before = clause_before(self._text, done, quote.start)
        return (self._by(before, quote), 0) if before else (None, 0)

    def _by(self, clause: Clause, quote: Quoted) -> _Turn:
        owner = self._cues.at(clause.cue)
        return _Turn(owner=_NEW if owner is None else owner, clause=clause, quotations=[quote.span])

    def _behind(self, quote: Quoted, following: int) -> tuple[int | None, int]:
        """Return the statement whose clause follows the quotation at once, and where that clause ends."""
        end = min([following, quote.end + _NEAR, *sentence_ends(self._text, quote.end, following)])
        for start, stop, number in self._cues.between(quote.end, end):
            source = [span for span in self._statements[number].source if quote.end <= span.start < end]
            first = min([start, *(span.start for span in source)])
            if _AT_ONCE.fullmatch(self._text, quote.end, first):
                return number, max([stop, *(span.end for span in source)])
        return None, 0

    def _leading(self, done: int, quote: Quoted) -> int | None:
        """Return the statement whose cue leads to a quotation: "somebody muttered: “…”"."""
        for _, end, number in reversed(self._cues.between(max(done, quote.start - _NEAR), quote.start)):
            between = self._text[end : quote.start].rstrip()
            if (
                end <= quote.start
                and between[-1:] in ("", ":", ",")
                and not sentence_ends(self._text, end, quote.start)
            ):
                return number
            break
        return None

    def _told_before(self, quote: Quoted) -> int:
        """Return the statement of saying that ends with the sentence before a quotation, which so goes on."""
        for start, end, number in reversed(self._cues.between(max(0, quote.start - _FAR), quote.start)):
            ends = sentence_ends(self._text, start, quote.start)
            said = _SAYING.search(self._text, start, end) and not _NEGATED.search(self._text, start, end)
            if ends == [quote.start] and said and "\n" not in self._text[start : quote.start]:
                return number
            if len(ends) > 1:
                break
        return _NOBODY

    def _goes_on(self, behind: tuple[int, bool], start: int) -> bool:
        """Tell whether nothing but the rest of a clause ("said Aker, who farms there.") stands before a quotation."""
        done, told = behind
        rest = self._text[done:start].strip()
        return not rest or (told and rest[-1] in ".,;:—–-" and sentence_ends(self._text, done, start) in ([], [start]))


def _in_comma(text: str, quote: Quoted) -> bool:
    return (
        text[quote.start : quote.end].rstrip(_MARKS)[-1:] in ("", *",?!…") or text[quote.end : quote.end + 1] in _COMMAS
    )


def _is_over(text: str, quote: Quoted) -> bool:
    """Tell whether a sentence ends with the quotation, so that nobody is told behind it."""
    behind = text[quote.end : quote.end + 2].lstrip()
    return text[quote.start : quote.end].rstrip(_MARKS)[-1:] in (".", ";") and not behind[:1].islower()


def _is_nickname(text: str, quote: Quoted) -> bool:
    """Tell whether a quotation is what somebody is called: Odile “Buzz” Marchetti, by the name “Sparrow”."""
    words = text[quote.start : quote.end].strip(_MARKS + ".,").split()
    if len(words) > _NICK or not all(word[:1].isupper() or word in ("the", "of") for word in words):
        return False
    before, after = text[max(0, quote.start - 40) : quote.start], text[quote.end : quote.end + 2]
    return _CALLED.search(before) is not None or (_NAME_BEFORE.search(before) is not None and after[1:2].isupper())


def _is_speech(text: str, quote: Quoted) -> bool:
    """Tell whether a quotation opens as a sentence does; else it is some words of the outlet's sentence, or a title."""
    words = _WORDS.findall(text, quote.start, quote.end)
    long = [word for word in words if len(word) > _SMALL]
    titled = 1 < len(words) < _TITLE and len(long) > 1 and all(word[:1].isupper() for word in long)
    return bool(words) and words[0][:1].isupper() and not titled


def _is_sentence(text: str, quote: Quoted) -> bool:
    inside = text[quote.start + 1 : quote.end]
    return _is_speech(text, quote) and _SENTENCE.search(inside) is not None and len(_WORDS.findall(inside)) > 1


class _Mouths:
    """The turns of a text and its statements, brought together."""

    def __init__(self, document_id: str, text: str, turns: Sequence[_Turn], statements: Sequence[Statement]) -> None:
        self._document_id, self._text, self._turns, self._statements = document_id, text, turns, statements

    def settle(self) -> list[Statement]:
        """Return the statements as settled, in the order of the text."""
        owners = sorted(
            ((q, turn.owner) for turn in self._turns for q in turn.quotations), key=lambda each: each[0].start
        )
        given: dict[int, list[Span]] = {}
        for quotation, owner in owners:
            given.setdefault(owner, []).append(quotation)
        places = [span.start for span, _ in owners]
        settled = []
        for number, statement in enumerate(self._statements):
            first = min((s.start for s in statement.content), default=0)
            last = max((s.end for s in statement.content), default=0)
            near = owners[max(0, bisect_left(places, first) - 1) : bisect_left(places, last)]
            own = given.get(number, [])
            others = [span for span, owner in near if owner != number and self._lost(statement, span, owner, own)]
            changed = self._settled(statement, others, own)
            settled += [changed] if changed else []
        new = [
            self._statement((turn.clause.source,), (turn.clause.cue,), turn.quotations)
            for turn in self._turns
            if turn.owner == _NEW and turn.clause
        ]
        taken = sorted((s for each in (*settled, *new) for s in each.content), key=_START)
        return sorted([*settled, *new, *self._alone(taken)], key=_START)

    def _lost(self, statement: Statement, quotation: Span, owner: int, own: Sequence[Span]) -> bool:
        """Tell whether a quotation of another, or of nobody told, is taken from a statement.

        Of nobody's it loses those that stand in a later sentence than a cue that is none of saying ("put down her
        glasses"), and all where it has quotations of its own.
        """
        cue = statement.cue[-1] if statement.cue else None
        if owner != _NOBODY or own:
            return True
        if cue is None or cue.end > quotation.start or _SAYING.search(self._text, cue.start, cue.end):
            return False
        return bool(sentence_ends(self._text, cue.end, quotation.start))

    def _settled(self, statement: Statement, others: Sequence[Span], own: Sequence[Span]) -> Statement | None:
        """Return the statement without the quotations of others and with its own; None where nothing is left."""
        lost = [span for span in others if any(span.overlaps(part) for part in statement.content)]
        if any(part.start < span.start and span.end < part.end for span in lost for part in statement.content):
            lost = []  # its words run around them: who is quoted within is another matter
        if not lost and not own:
            return statement
        kept = [part for part in statement.content if not any(part.overlaps(span) for span in lost)]
        kept = [part for part in kept if not any(span.holds(part) for span in own)]
        own = [span for span in own if not any(part.holds(span) for part in kept)]
        kept = [_beside(part, own) for part in kept]
        content = tuple(sorted([*(part for part in kept if part.end > part.start), *own], key=_START))
        return replace(statement, content=content) if content else None

    def _alone(self, taken: Sequence[Span]) -> Iterator[Statement]:
        """Yield a statement for each quotation that is in nobody's mouth, beside a sentence about somebody."""
        starts = [span.start for span in taken]
        for turn in self._turns:
            quotation = turn.quotations[0]
            at = bisect_right(starts, quotation.end)
            if turn.owner != _NOBODY or any(span.overlaps(quotation) for span in taken[max(0, at - 3) : at]):
                continue
            line = self._text.rfind("\n", 0, quotation.start) + 1
            before = self._text[max(line, quotation.start - _FAR) : quotation.start].rstrip()
            if before.endswith((".", "?", "!")) and (_SOMEBODY.search(before) or self._opens_with_name(before)):
                yield self._statement((), (), turn.quotations)

    def _opens_with_name(self, sentence: str) -> bool:
        """Tell whether a sentence opens with a word that has its capital elsewhere inside of sentences too."""
        first = _WORDS.match(sentence)
        return first is not None and first.group() in self._capitals

    @cached_property
    def _capitals(self) -> frozenset[str]:
        return frozenset(_INSIDE.findall(self._text))

    def _statement(self, source: tuple[Span, ...], cue: tuple[Span, ...], content: Sequence[Span]) -> Statement:
        return Statement(
            document_id=self._document_id, source=source, cue=cue, content=tuple(content), form="indirect",
            layer="article",
        )  # fmt: skip


def _beside(part: Span, own: Sequence[Span]) -> Span:
    """Return what of a part stands beside the quotations that overlap it."""
    start, end = part.start, part.end
    for span in own:
        if span.overlaps(part):
            start, end = (start, min(end, span.start)) if part.start < span.start else (max(start, span.end), end)
    return Span(start=start, end=max(start, end))
