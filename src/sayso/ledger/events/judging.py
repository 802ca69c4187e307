"""Apply what people judged of a page's events to what a machine read in it.

In: a document, what a reading tells of events, and the judgements of its page. Out: the same as judged, and the
judgements that no event of this reading answers to. Pure, and the same for the first reading of a page as for any
later one: a judgement holds on to characters of the page.

A judgement is of the event whose cue shares most with the cue judged; one of the two must hold 0.8 of the shorter, for
a cue is a word or three, and machines differ in whether they count "have been" to it. Of two events with one cue, that
of the same voice is taken: a statement's, or the author's. A later judgement wins over an earlier one field by field.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from sayso.errors import BadJudgement
from sayso.labels import EVENT_MODES, EVENT_VALUES, FACTUALITIES, SECTORS
from sayso.ledger.events.dates import days_of
from sayso.ledger.judge.anchors import anchor_spans, find_spans, share
from sayso.ledger.judge.apply import check_name
from sayso.records import (
    Anchor,
    Candidate,
    Document,
    Event,
    EventJudgement,
    EventJudgementKind,
    Moment,
    Party,
    PartyAnchor,
    Place,
    Reading,
    Span,
    Status,
)

LABELS = ("event_type", "mode", "stand", "factuality", "source", "date")
HELD = 0.8  # of the shorter cue, that both hold
_STATUS: Mapping[EventJudgementKind, Status] = {
    "confirm": "confirmed",
    "correct": "corrected",
    "reject": "rejected",
}
_VALUES = {
    "event_type": EVENT_VALUES["event_type"],
    "stand": EVENT_VALUES["stand"],
    "factuality": FACTUALITIES,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What a reading tells of events."""

    events: tuple[Event, ...] = ()
    places: tuple[Place, ...] = ()
    moments: tuple[Moment, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Correction:
    """What a person says an event should be: `labels` as in `EventJudgement`, parties with spans of the document.

    `place` is where it was, and `place_span` the words for it, as `date_span` those for the date in `labels`.
    """

    labels: Mapping[str, str | None] = field(default_factory=dict)
    actors: Sequence[Party] | None = None
    recipients: Sequence[Party] | None = None
    place: Candidate | None = None
    place_span: Span | None = None
    date_span: Span | None = None
    unplaced: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class JudgedEvents:
    """What is told as judged; `newest` has the last judgement of an event by its place among them."""

    told: Told
    newest: Mapping[int, EventJudgement]
    orphans: tuple[EventJudgement, ...]


def judge_event(  # noqa: PLR0913 - what of which, who, when
    reading: Reading,
    event: Event,
    kind: EventJudgementKind,
    *,
    by: str,
    at: datetime,
    correction: Correction | None = None,
    note: str | None = None,
) -> EventJudgement:
    """Return the judgement of an event of a reading; a confirmation stands for all of its labels. Raises BadJudgement.

    `correction` is what a `correct` changes.
    """
    document = reading.document
    cue = anchor_spans(document, event.cue) if document else None
    if document is None or not cue:
        raise BadJudgement(f"{event.id}: its cue cannot be led back to the page, so it cannot be judged.")
    if (kind == "correct") != (correction is not None):
        raise BadJudgement("A correction needs what is to be corrected; nothing else takes it.")
    given = correction or Correction()
    labels = _labels_of(reading, event) if kind == "confirm" else dict(given.labels)
    judgement = EventJudgement(
        kind=kind,
        by=by,
        at=at,
        page_id=reading.page.id,
        cue=cue,
        voiced=event.statement is not None,
        labels=labels,
        actors=_party_anchors(document, given.actors),
        recipients=_party_anchors(document, given.recipients),
        place=given.place,
        place_at=_anchor(document, given.place_span),
        date_at=_anchor(document, given.date_span),
        unplaced=given.unplaced,
        note=note,
    )
    check_event(judgement, event.event_type)
    return judgement


def check_event(judgement: EventJudgement, event_type: str | None = None) -> None:
    """Raise BadJudgement for one that has no cue, names no judge, or gives a label no value it can have."""
    check_name(judgement.by)
    if not judgement.cue:
        raise BadJudgement("A judgement of an event needs the cue that it is of.")
    parties = (*(judgement.actors or ()), *(judgement.recipients or ()))
    places = (*judgement.cue, *(each.anchor for each in parties), judgement.place_at, judgement.date_at)
    for anchor in filter(None, places):
        if not 0 <= anchor.start < anchor.end:
            raise BadJudgement(f"[{anchor.start}, {anchor.end}) is no range of characters of {judgement.page_id}.")
    for name, value in judgement.labels.items():
        _check_label(name, value)
    for party in parties:
        for sector in party.sectors:
            _check_value("sector", sector, SECTORS)
    where = judgement.place
    if where and not (-90 <= where.latitude <= 90 and -180 <= where.longitude <= 180):
        raise BadJudgement(f"{where.latitude}, {where.longitude} is no place: -90 to 90, -180 to 180 degrees.")
    mode, of_type = judgement.labels.get("mode"), judgement.labels.get("event_type") or event_type
    if mode is not None and of_type is not None and mode not in EVENT_MODES[of_type]:
        modes = ", ".join(EVENT_MODES[of_type]) or "none"
        raise BadJudgement(f"{of_type} has no mode {mode!r}: its modes are {modes}.")


def apply_events(document: Document, told: Told, judgements: Sequence[EventJudgement]) -> JudgedEvents:
    """Return what is told as judged, its events in their order."""
    state = _State(document, told)
    orphans = tuple(each for each in judgements if not state.take(each))
    now = Told(events=tuple(state.events), places=tuple(state.places.values()), moments=tuple(state.moments.values()))
    return JudgedEvents(told=now, newest=state.newest, orphans=orphans)


class _State:
    """What a reading tells, as far as it was judged by now."""

    def __init__(self, document: Document, told: Told) -> None:
        self.document = document
        self.events = list(told.events)
        self.places = {each.id: each for each in told.places}
        self.moments = {each.id: each for each in told.moments}
        self.newest: dict[int, EventJudgement] = {}
        self._cues = [anchor_spans(document, event.cue) or () for event in told.events]

    def take(self, judgement: EventJudgement) -> bool:
        """Apply a judgement to the event it is of; tell whether there is one."""
        number = self._of(judgement)
        if number is None:
            return False
        before = self.events[number]
        now = replace(before, status=_STATUS[judgement.kind])
        if judgement.kind != "reject":
            now = self._corrected(now, judgement)
        self.events[number] = now
        self.newest[number] = judgement
        return True

    def _of(self, judgement: EventJudgement) -> int | None:
        best: tuple[tuple[bool, float], int] | None = None
        for number, cue in enumerate(self._cues):
            if _held(cue, judgement.cue) < HELD:
                continue
            rank = ((self.events[number].statement is not None) == judgement.voiced, share(cue, judgement.cue))
            if best is None or rank > best[0]:
                best = rank, number
        return best[1] if best else None

    def _corrected(self, event: Event, judgement: EventJudgement) -> Event:
        fields: dict[str, Any] = {name: value for name, value in judgement.labels.items() if name != "date"}
        mode = fields.get("mode", event.mode)
        fields["mode"] = mode if mode in EVENT_MODES[fields.get("event_type") or event.event_type] else None
        for side in ("actors", "recipients"):
            if (parties := getattr(judgement, side)) is not None:
                fields[side] = self._parties(parties)
        if judgement.unplaced:
            fields["place"] = None
        elif judgement.place is not None:
            fields["place"] = self._put(judgement.place, self._span(judgement.place_at) or self._own_place(event))
        if "date" in judgement.labels:
            fields |= {"moment": self._date(event, judgement), "date": judgement.labels["date"]}
        return replace(event, **fields)

    def _parties(self, parties: Iterable[PartyAnchor]) -> tuple[Party, ...]:
        found = ((party, self._span(party.anchor)) for party in parties)
        return tuple(
            Party(span=span, entity=party.entity, country=party.country, sectors=party.sectors)
            for party, span in found
            if span
        )

    def _own_place(self, event: Event) -> Span:
        known = self.places.get(event.place or "")
        return known.span if known else event.cue[0]

    def _put(self, where: Candidate, span: Span) -> str:
        place = Place(document_id=self.document.id, span=span, role="where", resolved=where, candidates=(where,))
        self.places[place.id] = place
        return place.id

    def _date(self, event: Event, judgement: EventJudgement) -> str | None:
        value = judgement.labels["date"]
        found = days_of(value) if value else None
        known = self.moments.get(event.moment or "")
        if found is None or (known and known.value == value and judgement.date_at is None):
            return known.id if known and value else None
        (start, end), granularity = found
        moment = Moment(
            document_id=self.document.id,
            span=self._span(judgement.date_at) or (known.span if known else event.cue[0]),
            value=value,
            start=start,
            end=end,
            granularity=granularity,
            anchor=None,
        )
        self.moments[moment.id] = moment
        return moment.id

    def _span(self, anchor: Anchor | None) -> Span | None:
        found = find_spans(self.document, (anchor,)) if anchor else None
        return found[0] if found else None


def _held(some: Sequence[Anchor], others: Sequence[Anchor]) -> float:
    """Return which part of the shorter of two cues both hold."""
    common = sum(max(0, min(a.end, b.end) - max(a.start, b.start)) for a in some for b in others)
    shorter = min(sum(each.end - each.start for each in side) for side in (some, others))
    return common / shorter if common else 0.0


def _labels_of(reading: Reading, event: Event) -> dict[str, str | None]:
    moment = next((each for each in reading.moments or () if each.id == event.moment), None)
    labels = {name: getattr(event, name) for name in LABELS if name != "date"}
    return labels | ({"date": moment.value} if moment and moment.value else {})


def _party_anchors(document: Document, parties: Sequence[Party] | None) -> tuple[PartyAnchor, ...] | None:
    if parties is None:
        return None
    return tuple(
        PartyAnchor(
            anchor=_found(document, party.span), entity=party.entity, country=party.country, sectors=party.sectors
        )
        for party in parties
    )


def _anchor(document: Document, span: Span | None) -> Anchor | None:
    return None if span is None else _found(document, span)


def _found(document: Document, span: Span) -> Anchor:
    found = anchor_spans(document, (span,)) if 0 <= span.start < span.end <= len(document.text) else None
    if not found:
        raise BadJudgement(f"[{span.start}, {span.end}) cannot be led back to the page.")
    return found[0]


def _check_label(name: str, value: str | None) -> None:
    if name not in LABELS:
        raise BadJudgement(f"There is no label {name!r} of events to judge: the labels are {', '.join(LABELS)}.")
    if name in _VALUES and (value is not None or name != "factuality"):
        _check_value(name, value, _VALUES[name])
    if name == "date" and value is not None and days_of(value) is None:
        raise BadJudgement(f"{value[:60]!r} is no date: 2024-03-12, 2024-W11, 2024-03, 2024, 2024-03-01/.. are.")
    if name == "source" and value is not None and not (value.strip() and value.isprintable()):
        raise BadJudgement("A source is words on one line, or null for the author.")


def _check_value(name: str, value: str | None, values: Sequence[str]) -> None:
    if value not in values:
        raise BadJudgement(f"{str(value)[:60]!r} is no {name}: it is one of {', '.join(values)}.")
