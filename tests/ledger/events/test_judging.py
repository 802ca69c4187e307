"""What people say of events holds on to characters of the page, whatever reads it next."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.errors import BadCursor, BadJudgement, UnknownId
from sayso.ledger import Correction, EventQuery, Near, judge_event
from sayso.ledger.events.dates import days_of
from sayso.ledger.ledger import Ledger
from sayso.records import Candidate, EventJudgement, Party, Reading, Run
from tests.factory import find, make_event, make_events_reading, make_place

AT = datetime(2026, 5, 6, 7, tzinfo=UTC)
ONDRA = Candidate(
    name="Ondra", geonames_id=7, feature="PPL", country="AR", division=None, latitude=10.0, longitude=20.0
)  # fmt: skip


def say(reading: Reading, kind: Any = "correct", number: int = 1, at: datetime = AT, **what: Any) -> EventJudgement:
    """Return a judgement of an event of a reading."""
    assert reading.events
    correction = Correction(**what) if kind == "correct" else None
    return judge_event(reading, reading.events[number], kind, by="Ada Lind", at=at, correction=correction)


def test_a_correction_is_found_told_and_told_apart_from_the_machine(ledger: Ledger) -> None:
    reading = make_events_reading()
    document = reading.document
    assert document
    ledger.store(reading)
    guard = Party(span=find(document.text, "soldier"), entity="the Coast Guard", country="VEL", sectors=("MIL",))
    labels = {"event_type": "COERCE", "mode": "seize", "date": "2021-02-03", "stand": "feared"}
    ledger.judge_event(say(reading, labels=labels, actors=(guard,), recipients=(guard,), place=ONDRA))
    (entry,) = ledger.events(EventQuery(event_type="COERCE", mode="seize"))
    assert (entry.event.status, entry.event.stand, entry.judged_by, entry.judged_at) == (
        "corrected", "feared", "Ada Lind", AT,
    )  # fmt: skip
    assert entry.event.actors == entry.event.recipients == (guard,)
    assert entry.texts.actors == ("soldier",)
    for query in (
        EventQuery(near=Near(latitude=10, longitude=20, kilometres=1)),
        EventQuery(since=date(2021, 2, 3), until=date(2021, 2, 3)),
        EventQuery(country="VEL", status="corrected"),
        EventQuery(recipient='"Coast Guard"', place="ondra"),
    ):
        assert [each.event.id for each in ledger.events(query)] == [entry.event.id]
    assert list(ledger.events(EventQuery(near=Near(latitude=54.5, longitude=18.5, kilometres=50)))) == []
    judged = ledger.reading(reading.id)
    assert judged.events
    assert judged.events[1] == entry.event
    assert judged.events[0] == (reading.events or ())[0]
    assert ledger.reading(reading.id, judged=False) == reading


def test_it_survives_a_new_reading_with_another_cue(ledger: Ledger) -> None:
    reading = make_events_reading()
    document = reading.document
    assert document
    assert reading.events
    ledger.store(reading)
    ledger.judge_event(say(reading, labels={"event_type": "ASSAULT", "mode": "drone"}))
    ledger.judge_event(say(reading, "reject", 0))
    seen = make_event(document, "landed", "AGREE", statement=reading.events[1].statement)
    newer = replace(reading, run=Run(version="0.2.0", weights="v"), events=(seen, reading.events[0]))
    ledger.store(newer)
    (entry,) = ledger.events()
    assert (entry.reading_id, entry.event.event_type, entry.event.mode) == (newer.id, "ASSAULT", "drone")
    assert [each.event.event_type for each in ledger.events(EventQuery(status="rejected"))] == ["COERCE"]
    assert ledger.event_orphans(newer.id) == ()
    gone = replace(newer, run=Run(version="0.3.0", weights="v"), events=())
    ledger.store(gone)
    assert list(ledger.events()) == []
    assert len(ledger.event_orphans(gone.id)) == 2


def test_of_two_events_with_one_cue_that_of_the_same_voice_is_judged(ledger: Ledger) -> None:
    reading = make_events_reading()
    assert reading.document
    assert reading.events
    own = make_event(reading.document, "had landed")
    reading = replace(reading, events=(own, reading.events[1]))
    ledger.store(reading)
    ledger.judge_event(say(reading, "reject", 1))
    assert [each.event.id for each in ledger.events()] == [own.id]


def test_a_later_word_wins_field_by_field(ledger: Ledger) -> None:
    reading = make_events_reading()
    ledger.store(reading)
    later = AT.replace(day=8)
    ledger.judge_event(say(reading, at=later, labels={"mode": "weapons"}))
    ledger.judge_event(say(reading, labels={"mode": "police", "factuality": "Uu"}))
    ledger.judge_event(say(reading, "reject", at=AT.replace(day=5)))
    (entry,) = ledger.events(EventQuery(event_type="MOBILIZE"))
    assert (entry.event.mode, entry.event.factuality, entry.event.status) == ("weapons", "Uu", "corrected")
    kept = ledger.event_judgements(reading.page.id)
    assert len(kept) == 3
    assert ledger.event_judgements(after=kept[0].id) == kept[1:]
    ledger.judge_event(kept[0])
    assert len(ledger.event_judgements()) == 3
    with pytest.raises(BadCursor):
        ledger.event_judgements(after="ejud_0")


def test_what_is_confirmed_stays_as_it_was_seen(ledger: Ledger) -> None:
    reading = make_events_reading()
    ledger.store(reading)
    ledger.judge_event(say(reading, "confirm"))
    assert reading.events
    other = replace(reading.events[1], event_type="ASSAULT", mode="drone", stand="actual", moment=None)
    ledger.store(replace(reading, run=Run(version="0.2.0", weights="v"), events=(other,), moments=()))
    (entry,) = ledger.events()
    assert (entry.event.event_type, entry.event.mode, entry.event.stand) == ("MOBILIZE", "troops", "denied")
    assert entry.event.status == "confirmed"
    assert entry.moment
    assert entry.moment.value == "2021-03-05"


def test_place_and_date_are_taken_away(ledger: Ledger) -> None:
    reading = make_events_reading()
    ledger.store(reading)
    ledger.judge_event(say(reading, labels={"date": None}, unplaced=True))
    (entry,) = ledger.events(EventQuery(event_type="MOBILIZE"))
    assert (entry.place, entry.moment) == (None, None)
    assert list(ledger.events(EventQuery(since=date(2000, 1, 1)))) == []


def test_words_of_the_page_are_the_place_and_the_date(ledger: Ledger) -> None:
    reading = make_events_reading()
    text = reading.document.text if reading.document else ""
    ledger.store(reading)
    where, when = find(text, "Coast"), find(text, "two")
    what: dict[str, Any] = {"labels": {"date": "2021-W09"}, "place": ONDRA, "place_span": where, "date_span": when}
    ledger.judge_event(say(reading, number=0, **what))
    (entry,) = ledger.events(EventQuery(place="ondra"))
    assert (entry.texts.place, entry.texts.moment) == ("Coast", "two")
    assert entry.moment
    assert (entry.moment.start, entry.moment.granularity) == (date(2021, 3, 1), "week")
    judged = ledger.reading(reading.id)
    assert len(judged.places or ()) == 2


@pytest.mark.parametrize(
    ("what", "told"),
    [
        ({"labels": {"event_type": "FIGHT"}}, "ASSAULT"),
        ({"labels": {"event_type": None}}, "event_type"),
        ({"labels": {"mode": "riot"}}, "its modes are troops"),
        ({"labels": {"event_type": "AGREE", "mode": "riot"}}, "its modes are none"),
        ({"labels": {"stand": "certain"}}, "denied"),
        ({"labels": {"date": "31 June"}}, "2024-03-12"),
        ({"labels": {"place": "Ondra"}}, "the labels are"),
        ({"labels": {"source": " "}}, "one line"),
        ({"place": replace(ONDRA, latitude=91.0)}, "degrees"),
        ({"actors": (Party(span=find("ab", "ab"), sectors=("ARMY",)),)}, "COP"),
        ({"place": ONDRA, "place_span": find("x" * 9_000 + "y", "y")}, "cannot be led back"),
    ],
)
def test_what_no_event_can_be_is_refused(what: dict[str, Any], told: str) -> None:
    with pytest.raises(BadJudgement, match=told):
        say(make_events_reading(), **what)


def test_what_is_not_there_is_not_judged(ledger: Ledger) -> None:
    reading = make_events_reading()
    with pytest.raises(UnknownId):
        ledger.judge_event(say(reading, "reject"))
    assert reading.events
    with pytest.raises(BadJudgement):
        judge_event(reading, reading.events[0], "correct", by="Ada", at=AT)
    with pytest.raises(BadJudgement):
        judge_event(reading, reading.events[0], "reject", by=" ", at=AT)


def test_a_forgotten_page_is_judged_no_more(ledger: Ledger) -> None:
    reading = make_events_reading()
    ledger.store(reading)
    ledger.judge_event(say(reading, "reject"))
    ledger.forget(reading.page.id)
    assert ledger.event_judgements() == ()
    ledger.store(reading, again=True)
    assert len(list(ledger.events())) == 2


@pytest.mark.parametrize(
    ("value", "first", "last"),
    [
        ("2024-03-12", "2024-03-12", "2024-03-12"),
        ("2024-W01", "2024-01-01", "2024-01-07"),
        ("2024-02", "2024-02-01", "2024-02-29"),
        ("1999", "1999-01-01", "1999-12-31"),
        ("2024-02/2024-03-02", "2024-02-01", "2024-03-02"),
        ("../2024", None, "2024-12-31"),
        ("2024-03-01/..", "2024-03-01", None),
    ],
)
def test_days_of_iso_values(value: str, first: str | None, last: str | None) -> None:
    found = days_of(value)
    assert found
    assert tuple(day.isoformat() if day else None for day in found[0]) == (first, last)


@given(st.one_of(st.text(max_size=12), st.from_regex(r"[0-9-/W.]{1,24}", fullmatch=True)))
def test_any_words_are_a_date_or_none(value: str) -> None:
    found = days_of(value)
    if found and found[0][0] and found[0][1]:
        assert found[0][0] <= found[0][1]


@pytest.mark.parametrize("value", ["2024-02-30", "2024-13", "0000", "../..", "2024-05/2024-04", "2024-W54", ""])
def test_impossible_days_are_none(value: str) -> None:
    assert days_of(value) is None


def test_places_of_others_are_left_alone(ledger: Ledger) -> None:
    """A correction at words that were no place yet adds one, and changes none."""
    reading = make_events_reading()
    assert reading.document
    ledger.store(reading)
    ledger.judge_event(say(reading, number=0, place=ONDRA))
    judged = ledger.reading(reading.id)
    assert make_place(reading.document) in (judged.places or ())
