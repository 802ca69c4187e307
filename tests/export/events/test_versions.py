"""Which events of a page are versions of one, and that none is lost or doubled by it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.export.events import make_sheet
from sayso.export.events.sheets import happened
from sayso.export.events.versions import group_versions
from sayso.records import Event, Moment, Party, Place, Span
from tests.export.events.pages import BOTH, DORVIK, make_shelling, make_shelling_sheet
from tests.factory import make_document, make_thread

DOCUMENT = make_document("Fights\n\n" + " ".join(f"word{n:02}" for n in range(40)))


def _span(at: int) -> Span:
    return Span(start=8 + 7 * at, end=14 + 7 * at)


def _event(at: int, **fields: object) -> Event:
    return Event(document_id=DOCUMENT.id, cue=(_span(at),), **({"event_type": "ASSAULT"} | fields))  # type: ignore[arg-type]


def _place(at: int, number: int | None) -> Place:
    return Place(document_id=DOCUMENT.id, span=_span(at), role="where", resolved=BOTH[number] if number else DORVIK)


def _day(at: int, day: int) -> Moment:
    return Moment(document_id=DOCUMENT.id, span=_span(at), value=f"2024-05-{day:02}", start=date(2024, 5, day),
                  end=date(2024, 5, day), granularity="day", anchor="itself")  # fmt: skip


HERE, THERE, FOURTH, NINTH = _place(20, None), _place(21, 1), _day(22, 4), _day(23, 9)
PLACES, MOMENTS = {each.id: each for each in (HERE, THERE)}, {each.id: each for each in (FOURTH, NINTH)}


def _sizes(*events: Event) -> list[int]:
    return [len(group) for group in group_versions(DOCUMENT, events, PLACES, MOMENTS)]


def test_three_voices_and_the_outlet_tell_one_shelling() -> None:
    sheet = make_shelling_sheet()
    assert [[sheet.told_by(event) for event in group] for group in sheet.groups] == [
        ["author", "the governor", "Ivo Tamm", "a monitor"],
        ["author"],
        ["author"],
        ["author"],
    ]
    assert [happened(event) for event in sheet.groups[0]] == [True, True, False, True]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ({"place": HERE.id}, {"place": THERE.id}),
        ({"place": HERE.id, "moment": FOURTH.id}, {"place": HERE.id, "moment": NINTH.id}),
        ({"place": HERE.id, "mode": "aerial"}, {"place": HERE.id, "mode": "beat"}),
        ({"place": HERE.id}, {"place": HERE.id, "event_type": "COERCE"}),
        ({"place": HERE.id}, {}),
        ({}, {}),
    ],
    ids=["places", "days", "modes", "types", "nothing shared", "nothing told"],
)
def test_what_differs_or_shares_nothing_stays_apart(one: dict[str, object], other: dict[str, object]) -> None:
    assert _sizes(_event(1, **one), _event(2, **other)) == [1, 1]


def test_what_says_little_does_not_tie_what_differs() -> None:
    assert _sizes(
        _event(1, place=HERE.id, moment=FOURTH.id), _event(2, moment=FOURTH.id), _event(3, place=THERE.id)
    ) == [2, 1]
    assert _sizes(
        _event(1, place=HERE.id),
        _event(2, place=HERE.id, moment=FOURTH.id),
        _event(3, place=THERE.id, moment=FOURTH.id),
    ) == [2, 1]


def test_actors_are_one_by_name_by_words_or_by_country_and_sectors() -> None:
    def acts(at: int, **fields: object) -> Event:
        return _event(at, actors=(Party(span=_span(at), **fields),))  # type: ignore[arg-type]

    assert _sizes(acts(1, entity="Oda Renn"), acts(2, entity="oda renn")) == [2]
    assert _sizes(acts(1, country="UKR", sectors=("MIL", "GOV")), acts(2, country="UKR", sectors=("GOV", "MIL"))) == [2]
    assert _sizes(acts(1, country="UKR"), acts(2, country="UKR")) == [1, 1]


_events = st.builds(
    lambda at, kind, mode, place, moment, who: _event(
        at, event_type=kind, mode=mode, place=place, moment=moment, actors=(Party(span=_span(who)),) if who else ()
    ),
    st.integers(0, 19), st.sampled_from(["ASSAULT", "PROTEST"]), st.sampled_from([None, "riot"]),
    st.sampled_from([None, HERE.id, THERE.id]), st.sampled_from([None, FOURTH.id, NINTH.id]), st.integers(0, 3),
)  # fmt: skip


@given(st.lists(_events, max_size=12, unique_by=lambda event: event.id))
def test_every_event_is_in_one_group_and_no_group_holds_two_that_differ(events: list[Event]) -> None:
    groups = group_versions(DOCUMENT, events, PLACES, MOMENTS)
    assert sorted(event.id for group in groups for event in group) == sorted(event.id for event in events)
    for group in groups:
        for told in (
            {event.event_type for event in group},
            {event.mode for event in group} - {None},
            {event.place for event in group} - {None},
            {event.moment for event in group} - {None},
            {event.actors for event in group} - {()},
        ):
            assert len(told) <= 1


def test_what_people_rejected_and_what_comments_tell_stays_out() -> None:
    reading = make_shelling()
    events = tuple(replace(event, status="rejected") for event in reading.events or ())
    assert make_sheet(replace(reading, events=events)) is None
    asked = make_sheet(replace(reading, events=events), {events[0].id})
    assert asked is not None
    assert [len(group) for group in asked.groups] == [1]
    thread = make_thread()
    comment = thread.comments[0].span
    assert comment is not None
    told = Event(document_id=thread.id, cue=(comment,), event_type="MOBILIZE")
    assert make_sheet(replace(reading, document=thread, statements=(), events=(told,), places=(), moments=())) is None


def test_a_page_that_no_run_looked_at_so_has_no_sheet() -> None:
    assert make_sheet(make_shelling(events=None, places=None, moments=None)) is None
