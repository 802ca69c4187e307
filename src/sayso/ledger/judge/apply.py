"""Apply what people judged of a page to what a machine read in it.

In: a document, its statements, and the judgements of its page. Out: the statements as judged, and the judgements
that no statement of this reading answers to. Pure, and the same for the first reading of a page as for any later
one: a judgement holds on to characters of the page, not to a statement's id.

A judgement is of the statement whose content shares at least 0.8 of its characters with the content judged (their
Jaccard index), and whose cue, or where one of them has none, whose source, shares some: of two statements with one
content, one inside the other, it never takes the wrong one. A later judgement wins over an earlier one, field by
field; all win over the machine.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any, Literal

from sayso.errors import BadJudgement
from sayso.labels import VALUES
from sayso.ledger.judge.anchors import anchor_spans, anchor_statement, find_spans, share
from sayso.records import Document, Judgement, JudgementKind, Reading, Span, Spans, Statement, Status

ALIKE = 0.8
NAMES = ("entity", "affiliation", "origin")  # labels that are words
LABELS = ("form", "source_kind", "naming", *NAMES, "act", "negated", "stance", "factuality")
LONGEST = 80  # characters of a judge's name
_PARTS = ("source", "cue", "content")
_VOICE = ("source", "entity", "source_kind", "naming")  # what tells who speaks
_STATUS: Mapping[str, Status] = {
    "confirm": "confirmed",
    "correct": "corrected",
    "reject": "rejected",
    "add": "confirmed",
}


@dataclass(slots=True, kw_only=True)
class Judged:
    """A statement, what the machine read (None: nothing), and the judgements of it, oldest first."""

    statement: Statement
    machine: Statement | None
    judgements: list[Judgement] = field(default_factory=list)
    seen: list[Spans] = field(default_factory=list)


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """A reading's statements as judged, those of the machine in its order first; and what answers to none."""

    judged: tuple[Judged, ...]
    orphans: tuple[Judgement, ...]


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
    if not judgement.by.strip():
        raise BadJudgement("A judgement needs the name of who judges (`by`).")
    if len(judgement.by) > LONGEST or not judgement.by.isprintable():
        raise BadJudgement(f"The name of who judges has at most {LONGEST} characters, all of them printable.")
    if not judgement.anchors.content or (judgement.corrected and not judgement.corrected.content):
        raise BadJudgement("A judgement needs the content it is of: no statement is without one.")
    for anchor in _all(judgement):
        if not 0 <= anchor.start < anchor.end:
            raise BadJudgement(f"[{anchor.start}, {anchor.end}) is no range of characters of {judgement.page_id}.")
    for name, value in judgement.labels.items():
        if name not in LABELS:
            raise BadJudgement(f"There is no label {name!r} to judge: the labels are {', '.join(LABELS)}.")
        _check_value(name, value)


def apply(document: Document, statements: Sequence[Statement], judgements: Iterable[Judgement]) -> Outcome:
    """Return the statements as judged; `judgements` are those of the page, oldest first."""
    states = [Judged(statement=each, machine=each) for each in statements]
    for state in states:
        anchors = anchor_statement(document, state.statement)
        state.seen.extend([anchors] if anchors else [])
    orphans = tuple(judgement for judgement in judgements if not _take(document, states, judgement))
    return Outcome(judged=_with_parents(states), orphans=orphans)


def _take(document: Document, states: list[Judged], judgement: Judgement) -> bool:
    if judgement.kind == "add":  # where a statement stood before it was corrected another one may be missed
        now = [(state, [anchors]) for state in states if (anchors := anchor_statement(document, state.statement))]
        state = _best(now, judgement.anchors) or _added(document, judgement)
        states.extend([state] if state and not any(state is each for each in states) else [])
    else:
        ever = [(state, state.seen) for state in states]
        state = _best(ever, judgement.anchors)
        if state is None and judgement.corrected:  # a later machine may read it as a person had corrected it
            state = _best(ever, judgement.corrected)
    if state is None:
        return False
    spans = judgement.corrected or judgement.anchors
    fields: dict[str, Any] = dict(judgement.labels) | {"status": _STATUS[judgement.kind]}
    if judgement.kind != "reject":
        places = {name: find_spans(document, getattr(spans, name)) for name in _PARTS}
        if not places["content"]:
            return False
        emptied = judgement.corrected is not None or judgement.kind == "add"  # else nothing there: it had no place
        fields |= {name: found for name, found in places.items() if found or (emptied and found is not None)}
    if fields.get("form", "") is None:
        del fields["form"]
    state.statement = _told_by(state.statement, replace(state.statement, **fields))
    state.judgements.append(judgement)
    state.seen.extend(each for each in (judgement.anchors, judgement.corrected) if each)
    return True


def _told_by(before: Statement, now: Statement) -> Statement:
    """Return the statement with its speaker in the chain as judged."""
    if all(getattr(before, name) == getattr(now, name) for name in _VOICE):
        return now
    first, rest = now.chain[:1], now.chain[1:]
    span = now.source[0] if now.source else None
    told = (
        replace(link, span=span or link.span, entity=now.entity, source_kind=now.source_kind, naming=now.naming)
        for link in first
        if link.rel == "speaker"
    )
    return replace(now, chain=(*(tuple(told) or first), *rest))


def _best(states: Iterable[tuple[Judged, Sequence[Spans]]], anchors: Spans) -> Judged | None:
    """Return the statement that the anchors are of, by where each was seen; None where there is none for sure."""
    found: tuple[tuple[float, float, float], Judged] | None = None
    for state, places in states:
        for seen in places:
            content = share(seen.content, anchors.content)
            if content < ALIKE or not _same_voice(seen, anchors):
                continue
            rank = (content, share(seen.cue, anchors.cue), share(seen.source, anchors.source))
            if found is None or rank > found[0]:
                found = rank, state
    return found[1] if found else None


def _same_voice(one: Spans, other: Spans) -> bool:
    if one.cue and other.cue:
        return share(one.cue, other.cue) > 0
    if one.source and other.source:
        return share(one.source, other.source) > 0
    return not (one.cue or other.cue) or not (one.source or other.source)


def _added(document: Document, judgement: Judgement) -> Judged | None:
    content = find_spans(document, judgement.anchors.content)
    if not content:
        return None
    comment = next((c for c in document.comments if c.start is not None and _within(c.start, c.end, content[0])), None)
    statement = Statement(
        document_id=document.id,
        source=(),
        cue=(),
        content=content,
        form="indirect",
        layer="comment" if comment else "article",
        comment=comment.id if comment else None,
    )
    return Judged(statement=statement, machine=None)


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
