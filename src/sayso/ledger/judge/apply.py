"""Apply what people judged of a page to what a machine read in it.

In: a document, its statements, and the judgements of its page. Out: the statements as judged, and the judgements
that no statement of this reading answers to. Pure, and the same for the first reading of a page as for any later
one: a judgement holds on to characters of the page, not to a statement's id.

A judgement is of the statement whose content shares at least 0.8 of its characters with the content judged (their
Jaccard index), and whose cue, or where one of them has none, whose source, shares some: of two statements with one
content, one inside the other, it never takes the wrong one. A later judgement wins over an earlier one, field by
field; all win over the machine. Who speaks is corrected in the chain and the origin too, and wherever else on the page
that very hand stands in a chain (`hands` says how).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import cached_property
from typing import Any, Literal

from sayso.errors import BadJudgement
from sayso.labels import VALUES
from sayso.ledger.judge.anchors import anchor_spans, anchor_statement, find_spans
from sayso.ledger.judge.hands import follow, own_link, pass_on
from sayso.ledger.judge.matching import Places, nearest
from sayso.records import Document, Judgement, JudgementKind, Reading, Span, Spans, Statement, Status

NAMES = ("entity", "affiliation", "origin")  # labels that are words
LABELS = ("form", "source_kind", "naming", *NAMES, "act", "negated", "stance", "factuality")
LONGEST = 80  # characters of a judge's name
_PARTS = ("source", "cue", "content")
_STATUS: Mapping[str, Status] = {
    "confirm": "confirmed",
    "correct": "corrected",
    "reject": "rejected",
    "add": "confirmed",
}


@dataclass(slots=True, kw_only=True)
class Judged:
    """A statement, what the machine read (None: nothing), and the judgements of it, oldest first.

    `given` are the labels that a person gave it; an origin that was only confirmed still follows who speaks.
    """

    statement: Statement
    machine: Statement | None
    judgements: list[Judgement] = field(default_factory=list)
    given: set[str] = field(default_factory=set)


@dataclass(frozen=True, slots=True, kw_only=True)
class Renaming:
    """What a judgement made of who speaks: the statement right before it and right after, and all of its judgements."""

    before: Statement
    now: Statement
    judged: Judged


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """A reading's statements as judged, those of the machine in its order first; and what answers to none.

    `renamed` has, by the id of the judgement, what gave a statement another name than it had before.
    """

    judged: tuple[Judged, ...]
    orphans: tuple[Judgement, ...]
    renamed: Mapping[str, Renaming] = field(default_factory=dict)


def judge_statement(  # noqa: PLR0913 - who, when, what of which
    reading: Reading,
    statement: Statement,
    kind: Literal["confirm", "correct", "reject"],
    *,
    by: str,
    at: datetime,
    spans: Mapping[str, Sequence[Span]] | None = None,
    labels: Mapping[str, str | bool | None] | None = None,
    note: str | None = None,
) -> Judgement:
    """Return the judgement of a statement of a reading; a confirmation stands for all of its labels.

    `spans` are the `source`, `cue` and `content` that a correction changes, in `Document.text`. Raises BadJudgement.
    """
    document = _document(reading)
    anchors = anchor_statement(document, statement)
    if anchors is None:
        raise BadJudgement(f"{statement.id}: its content cannot be led back to the page, so it cannot be judged.")
    if kind == "confirm" and labels is None:
        labels = {name: getattr(statement, name) for name in LABELS}
    parts = {name: getattr(statement, name) for name in _PARTS} | dict(spans or {})
    source, cue, content = (tuple(parts[name]) for name in _PARTS)
    moved = replace(statement, source=source, cue=cue, content=content)
    if spans and any(moved.id == other.id != statement.id for other in reading.statements):
        raise BadJudgement(f"{moved.id} is just this statement already: reject the one that is too many.")
    return Judgement(
        kind=kind,
        by=by,
        at=at,
        page_id=reading.page.id,
        anchors=anchors,
        corrected=_anchors(document, parts) if spans else None,
        labels=dict(labels or {}),
        note=note,
    )


def judge_missing(  # noqa: PLR0913 - who, when, what of which
    reading: Reading,
    spans: Mapping[str, Sequence[Span]],
    *,
    by: str,
    at: datetime,
    labels: Mapping[str, str | bool | None] | None = None,
    note: str | None = None,
) -> Judgement:
    """Return the judgement that adds a statement the machine missed. Raises BadJudgement."""
    kind: JudgementKind = "add"
    anchors = _anchors(_document(reading), spans)
    page_id = reading.page.id
    return Judgement(kind=kind, by=by, at=at, page_id=page_id, anchors=anchors, labels=dict(labels or {}), note=note)


def check(judgement: Judgement) -> None:
    """Raise BadJudgement for one that has no content, names no judge, or gives a label no value it can have."""
    check_name(judgement.by)
    if not judgement.anchors.content or (judgement.corrected and not judgement.corrected.content):
        raise BadJudgement("A judgement needs the content it is of: no statement is without one.")
    for anchor in _all(judgement):
        if not 0 <= anchor.start < anchor.end:
            raise BadJudgement(f"[{anchor.start}, {anchor.end}) is no range of characters of {judgement.page_id}.")
    for name, value in judgement.labels.items():
        if name not in LABELS:
            raise BadJudgement(f"There is no label {name!r} to judge: the labels are {', '.join(LABELS)}.")
        _check_value(name, value)


def check_name(by: str) -> None:
    """Raise BadJudgement for what is no name of who judges."""
    if not by.strip():
        raise BadJudgement("A judgement needs the name of who judges (`by`).")
    if len(by) > LONGEST or not by.isprintable():
        raise BadJudgement(f"The name of who judges has at most {LONGEST} characters, all of them printable.")


def apply(document: Document, statements: Sequence[Statement], judgements: Iterable[Judgement]) -> Outcome:
    """Return the statements as judged; `judgements` are those of the page, oldest first."""
    bench = _Bench(document, statements)
    orphans = tuple(judgement for judgement in judgements if not bench.take(judgement))
    return Outcome(judged=_with_parents(bench.states), orphans=orphans, renamed=bench.renamed)


class _Bench:
    """The statements of one reading while its judgements are applied, with where they and their hands stand."""

    def __init__(self, document: Document, statements: Sequence[Statement]) -> None:
        self.document = document
        self.states: list[Judged] = []
        self.renamed: dict[str, Renaming] = {}
        self._places = Places()
        self._hands: dict[Span, dict[int, None]] = {}
        for each in statements:
            self._admit(Judged(statement=each, machine=each))

    def take(self, judgement: Judgement) -> bool:
        """Apply a judgement to the statement it is of; tell whether there is one."""
        found = self._missed(judgement) if judgement.kind == "add" else self._of(judgement)
        number, state = found
        if state is None:
            return False
        fields = self._fields(judgement)
        if fields is None:
            return False
        if number is None:
            number = self._admit(state)
        before = state.statement
        given = judgement.labels.keys() - ({"origin"} if judgement.kind == "confirm" else set())
        held = "origin" in judgement.labels or "origin" in state.given
        state.statement = follow(self.document, before, replace(before, **fields), origin=held)
        state.given |= given
        state.judgements.append(judgement)
        for each in filter(None, (judgement.anchors, judgement.corrected)):
            self._places.add(number, each)
        self._note_hands(number, state.statement)
        if before.entity != state.statement.entity:
            self.renamed[judgement.id] = Renaming(before=before, now=state.statement, judged=state)
        self._pass_on(number, before, state.statement)
        return True

    def _of(self, judgement: Judgement) -> tuple[int | None, Judged | None]:
        number = self._places.best(judgement.anchors)
        if number is None and judgement.corrected:  # a later machine may read it as a person had corrected it
            number = self._places.best(judgement.corrected)
        return number, None if number is None else self.states[number]

    def _missed(self, judgement: Judgement) -> tuple[int | None, Judged | None]:
        """Return the statement there now; where one stood before it was corrected another one may be missed."""
        near = ((number, self.states[number].statement) for number in self._places.near(judgement.anchors))
        now = ((number, anchors) for number, each in near if (anchors := anchor_statement(self.document, each)))
        number = nearest(now, judgement.anchors)
        return number, self._added(judgement) if number is None else self.states[number]

    def _added(self, judgement: Judgement) -> Judged | None:
        content = find_spans(self.document, judgement.anchors.content)
        if not content:
            return None
        comments = (each for each in self.document.comments if _within(each.start, each.end, content[0]))
        comment = next(comments, None)
        statement = Statement(
            document_id=self._document_id,
            source=(),
            cue=(),
            content=content,
            form="indirect",
            layer="comment" if comment else "article",
            comment=comment.id if comment else None,
        )
        return Judged(statement=statement, machine=None)

    @cached_property
    def _document_id(self) -> str:
        return self.document.id  # a hash over the whole text

    def _fields(self, judgement: Judgement) -> dict[str, Any] | None:
        """Return what a judgement gives a statement; None where this document has no text for its content."""
        fields: dict[str, Any] = dict(judgement.labels) | {"status": _STATUS[judgement.kind]}
        if judgement.kind != "reject":
            spans = judgement.corrected or judgement.anchors
            places = {name: find_spans(self.document, getattr(spans, name)) for name in _PARTS}
            if not places["content"]:
                return None
            emptied = judgement.corrected is not None or judgement.kind == "add"  # else nothing there: it had no place
            fields |= {name: found for name, found in places.items() if found or (emptied and found is not None)}
        if fields.get("form", "") is None:
            del fields["form"]
        return fields

    def _admit(self, state: Judged) -> int:
        number = len(self.states)
        self.states.append(state)
        anchors = anchor_statement(self.document, state.statement)
        if anchors:
            self._places.add(number, anchors)
        self._note_hands(number, state.statement)
        return number

    def _note_hands(self, number: int, statement: Statement) -> None:
        for link in statement.chain:
            self._hands.setdefault(link.span, {})[number] = None

    def _pass_on(self, number: int, before: Statement, now: Statement) -> None:
        """Let the other statements through whose chain the same hand passes call it as it was judged."""
        was, at = own_link(before), own_link(now)
        if was is None or at is None:
            return
        hands = before.chain[was], now.chain[at]
        told = [(hand.entity, hand.source_kind, hand.naming) for hand in hands]
        if told[0] == told[1]:
            return
        for other in sorted(self._hands.get(hands[0].span, {})):
            if other != number:
                state = self.states[other]
                state.statement = pass_on(self.document, state.statement, hands, given=state.given)


def _within(start: int | None, end: int | None, span: Span) -> bool:
    return start is not None and end is not None and start <= span.start and span.end <= end


def _with_parents(states: Sequence[Judged]) -> tuple[Judged, ...]:
    """Let nested statements follow their parent: correcting its spans changes its id, and so theirs."""
    renamed: dict[str, str] = {}
    waiting = [state for state in states if state.machine is not None]
    known = {state.machine.id for state in waiting if state.machine}
    while waiting:
        later = []
        for state in waiting:
            parent = state.statement.parent
            if parent in known and parent not in renamed:
                later.append(state)
                continue
            if parent in renamed and renamed[parent] != parent:
                state.statement = replace(state.statement, parent=renamed[parent])
            if state.machine:
                renamed[state.machine.id] = state.statement.id
        if len(later) == len(waiting):
            break  # no machine makes a circle; should one, its parents stay as they are
        waiting = later
    return tuple(states)


def _document(reading: Reading) -> Document:
    if reading.document is None:
        raise BadJudgement(f"{reading.page.id} could not be read, so there is nothing to judge.")
    return reading.document


def _anchors(document: Document, parts: Mapping[str, Sequence[Span]]) -> Spans:
    made = {name: anchor_spans(document, spans) for name, spans in parts.items()}
    lost = [name for name, anchors in made.items() if anchors is None]
    if lost:
        raise BadJudgement(f"The {lost[0]} cannot be led back to the page: choose words that stand in it.")
    return Spans(**{name: anchors or () for name, anchors in made.items()})


def _all(judgement: Judgement) -> Iterable[Any]:
    for spans in (judgement.anchors, judgement.corrected):
        if spans:
            yield from (*spans.source, *spans.cue, *spans.content)


def _check_value(name: str, value: str | bool | None) -> None:
    if name == "negated":
        fits, allowed = value is None or isinstance(value, bool), "true, false or nothing"
    elif name in NAMES:
        fits, allowed = value is None or isinstance(value, str), "a name or nothing"
    else:
        fits = value in VALUES[name] or (value is None and name != "form")
        allowed = ", ".join(VALUES[name])
    if not fits:
        raise BadJudgement(f"{value!r} is no value of {name}: it has {allowed}.")
