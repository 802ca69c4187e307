"""What is told about one statement, wherever it is shown.

In: a reading. Out: a `Card` for each of its statements, numbered as the report numbers them: 1, 1.1, 1.2, 2.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import count
from typing import TypedDict

from sayso.doors.one_line import show
from sayso.ledger import StatedClaim
from sayso.pages.offsets import locate
from sayso.records import Document, Judgement, Reading, Span, Statement
from sayso.survey.counts import Hand
from sayso.survey.hands import hands_of, speaker_name
from sayso.web.wording import family_of, say_act

_Children = defaultdict[str | None, list[tuple[str, Statement]]]


class _Judged(TypedDict, total=False):
    judged_by: str
    judged_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """One statement in words. `content` is shown by its form; `places` are ranges of the page as it came in."""

    id: str
    number: str
    statement: Statement
    speaker: str | None
    source: str
    cue: str
    content: tuple[str, ...]
    family: str
    act: str
    hands: tuple[Hand, ...]
    evidence: tuple[tuple[str, str], ...]
    places: tuple[Span | None, ...]
    outer: tuple[str, str] | None = None  # id and number
    inner: tuple[tuple[str, str], ...] = ()
    judged_by: str | None = None
    judged_at: datetime | None = None
    claims: tuple[StatedClaim, ...] = ()

    @property
    def place(self) -> str:
        """Where its content stands, in characters of the page as it came in."""
        return ", ".join(f"{span.start:,}–{span.end:,}" if span else "not located" for span in self.places)


def number_statements(statements: Iterable[Statement]) -> Mapping[str, Statement]:
    """Return statements by their numbers, in the order of the page, nested ones after the outer one."""
    known = {statement.id: statement for statement in statements}  # an id is a hash: each is made once
    children: _Children = defaultdict(list)
    for given, statement in sorted(known.items(), key=lambda pair: pair[1].start):
        children[statement.parent if statement.parent in known else None].append((given, statement))
    return dict(_walk(children, None, ""))


def make_cards(
    reading: Reading,
    numbered: Mapping[str, Statement],
    judgements: Mapping[str, Sequence[Judgement]] | None = None,
    claims: Mapping[str, tuple[StatedClaim, ...]] | None = None,
) -> Mapping[str, Card]:
    """Return the cards of numbered statements, by their numbers; `judgements` and `claims` by the statements' ids."""
    document = reading.document
    if document is None:
        return {}
    ids = {number: statement.id for number, statement in numbered.items()}
    numbers = {given: number for number, given in ids.items()}
    inner: defaultdict[str, list[tuple[str, str]]] = defaultdict(list)
    for number, statement in numbered.items():
        if statement.parent in numbers:
            inner[statement.parent].append((ids[number], number))
    judged = judgements or {}
    return {
        number: replace(
            make_card(document, statement, number, ids[number]),
            outer=(statement.parent, numbers[statement.parent]) if statement.parent in numbers else None,
            inner=tuple(inner.get(ids[number], ())),
            claims=(claims or {}).get(ids[number], ()),
            **_who_judged(judged.get(ids[number], ())),
        )
        for number, statement in numbered.items()
    }


def make_card(document: Document, statement: Statement, number: str, given: str) -> Card:
    """Return the card of one statement and its id, without those around it and who judged it."""
    return Card(
        id=given,
        number=number,
        statement=statement,
        speaker=speaker_name(document, statement),
        source=_words(document, statement.source),
        cue=_words(document, statement.cue),
        content=tuple(document.quote(span) for span in statement.content),
        family=family_of(statement.source_kind),
        act=say_act(statement),
        hands=hands_of(document, statement),
        evidence=tuple((found.kind, show(document.quote(found.span))) for found in statement.evidence),
        places=tuple(locate(document.offsets, span) for span in statement.content),
    )


def _who_judged(judgements: Sequence[Judgement]) -> _Judged:
    return {"judged_by": judgements[-1].by, "judged_at": judgements[-1].at} if judgements else {}


def _words(document: Document, spans: tuple[Span, ...]) -> str:
    return " … ".join(show(document.quote(span)) for span in spans)


def _walk(children: _Children, parent: str | None, above: str) -> Iterator[tuple[str, Statement]]:
    for number, (given, statement) in zip(count(1), children.get(parent, ()), strict=False):
        own = f"{above}{number}"
        yield own, statement
        yield from _walk(children, given, f"{own}.")
