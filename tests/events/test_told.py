"""What a page tells of what happened, read with the weights that travel in the package."""

from __future__ import annotations

from functools import cache

import pytest

from sayso.reading import read_page
from sayso.records import Event, Page, Reading, Told

TEXT = """Raid on mill kills 14

Kenyan warplanes bombed a mill near Garissa on Tuesday, killing 14 people and wounding at least 30, residents said.

Defence Minister Amos Letoya denied that the air force had bombed the mill.

Police in Mombasa arrested nine dockers on Wednesday after a strike.

The council bought two new brooms, and the choir sang until the lamps went out.
"""


@cache
def reading(text: str = TEXT, published: str | None = "2026-03-05") -> Reading:
    """Return the text as read, of a page of that day."""
    return read_page(Page(data=text.encode(), location="raid.txt", told=Told(published=published)))


def told(read: Reading, words: str) -> Event:
    """Return the event whose cue stands in the sentence that begins with these words."""
    assert read.document is not None
    start = read.document.text.index(words)
    end = read.document.text.index("\n", start) if "\n" in read.document.text[start:] else len(read.document.text)
    found = [event for event in read.events or () if start <= event.cue[0].start < end]
    assert found, words
    return max(found, key=lambda event: event.confidence or 0)


def test_who_did_what_to_whom_where_when_and_how_many() -> None:
    read = reading()
    assert read.document is not None
    event = told(read, "Kenyan warplanes")
    assert (event.event_type, event.mode) == ("ASSAULT", "aerial")
    assert [read.document.quote(party.span) for party in event.actors] == ["Kenyan warplanes"]
    assert event.actors[0].country == "KEN"
    places = {place.id: place for place in read.places or ()}
    moments = {moment.id: moment for moment in read.moments or ()}
    assert event.place is not None
    assert (found := places[event.place].resolved) is not None
    assert (found.name, found.country) == ("Garissa", "KE")
    assert event.moment is not None
    assert moments[event.moment].value == event.date == "2026-03-03"
    counted = {amount.counts: (amount.value, amount.bound) for amount in event.quantities}
    assert counted == {"deaths": (14, "="), "injuries": (30, ">=")}


def test_each_voice_tells_its_own() -> None:
    read = reading()
    statements = {each.id: each for each in read.statements}
    said, denied = told(read, "Kenyan warplanes"), told(read, "Defence Minister")
    assert said.statement in statements
    assert (said.stand, said.factuality) == ("actual", "CT+")
    assert denied.statement in statements
    assert (denied.stand, denied.factuality, denied.source) == ("denied", "CT-", "Amos Letoya")


def test_what_the_author_tells_has_no_source() -> None:
    event = told(reading(), "Police in Mombasa")
    assert (event.event_type, event.statement, event.source) == ("COERCE", None, None)
    assert event.date == "2026-03-04"


def test_what_is_no_event_is_none() -> None:
    read = reading()
    assert read.document is not None
    start = read.document.text.index("The council")
    assert not [event for event in read.events or () if event.cue[0].start >= start]


def test_without_a_day_of_the_page_no_day_is_told() -> None:
    read = reading(published=None)
    assert {event.date for event in read.events or ()} == {None}
    assert {moment.value for moment in read.moments or ()} <= {None}


def test_places_are_those_of_the_page_as_it_came_in() -> None:
    text = TEXT.replace("warplanes", "war\u00adplanes").replace("Garissa", "Ga\u00adrissa")
    read = reading(text)
    assert read.document is not None
    event = told(read, "Kenyan war")
    assert [read.document.quote(party.span) for party in event.actors] == ["Kenyan war\u00adplanes"]
    assert event.place in {place.id for place in read.places or ()}
    assert event.moment in {moment.id for moment in read.moments or ()}
    assert event.statement in {each.id for each in read.statements}


@pytest.mark.parametrize("text", ["", "x", "…\n\n…", "La brigada detuvo a nueve personas en el puerto de la ciudad."])
def test_what_holds_none(text: str) -> None:
    read = read_page(Page(data=text.encode(), location="page.txt"))
    assert not read.events
