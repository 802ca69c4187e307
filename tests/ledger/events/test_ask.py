"""Events are found by all that can be asked: the same as a plain filter of Python finds."""

from __future__ import annotations

import math
import random
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

import pytest

from sayso.errors import BadCursor, UnknownId
from sayso.ledger import EventEntry, EventQuery, Near
from sayso.ledger.events import ask
from sayso.ledger.ledger import Ledger
from sayso.records import Candidate, Event, Moment, Party, Place, Reading, Span
from tests.factory import find, make_document, make_events_reading, make_reading

TYPES = {"ASSAULT": ("beat", "drone"), "PROTEST": ("strike", "riot"), "AGREE": ()}
PEOPLE = (("dockers", "ARD"), ("the guard", "ARD"), ("the fleet", "VEL"), ("students", None))
TOWNS = (("Velmar", 54.5, 18.5), ("Ondra", 55.1, 18.9), ("Farsund", -17.2, 179.9), ("Nearby", -17.1, -179.8))
SOURCES = (None, "Oda Renn", "the Coast Monitor", "ODA RENN")
DAYS = ((0, 0), (30, 30), (30, 45), (400, 430), (None, 20), (40, None), (0, 1500))
TELLING = "{who} {did} {whom} in {town} near kilometre {number}."


def page(random_: random.Random, number: int) -> Reading:
    """Return a page with a few events."""
    told = []
    for at in range(random_.randint(1, 4)):
        (who, by), (whom, of) = random_.sample(PEOPLE, 2)
        town = random_.choice(TOWNS)
        line = TELLING.format(who=who, did="hit", whom=whom, town=town[0], number=10 * number + at)
        told.append((line, Party(span=find(line, who), country=by), Party(span=find(line, whom), country=of), town))
    document = make_document("\n\n".join((f"Page {number}", *(line for line, *_ in told))))
    made, places, moments = [], [], []
    for line, who_did, to_whom, (town_name, latitude, longitude) in told:
        base = document.text.index(line)

        def here(party: Party, base: int = base) -> Party:
            return replace(party, span=replace(party.span, start=party.span.start + base, end=party.span.end + base))

        where = Candidate(
            name=town_name, geonames_id=None, feature="PPL", country="VE", division=None, latitude=latitude,
            longitude=longitude,
        )  # fmt: skip
        span = here(Party(span=find(line, town_name))).span
        place = Place(document_id=document.id, span=span, role="where", resolved=where, candidates=(where,))
        places.append(place)
        day = random_.choice((*DAYS, None))
        moment = moment_of(document.id, here(Party(span=find(line, "kilometre"))).span, day) if day else None
        moments += [moment] if moment else []
        type_ = random_.choice(tuple(TYPES))
        made.append(
            Event(
                document_id=document.id,
                cue=(here(Party(span=find(line, "hit"))).span,),
                event_type=type_,
                mode=random_.choice((*TYPES[type_], None)),
                contexts=tuple(random_.sample(("military", "crime", "legal"), random_.randint(0, 2))),
                actors=(here(who_did),),
                recipients=(here(to_whom),),
                place=random_.choice((place.id, place.id, None)),
                moment=moment.id if moment else None,
                source=random_.choice(SOURCES),
                factuality=random_.choice(("CT+", "PR-", None)),
                stand=random_.choice(("actual", "denied")),
                confidence=random_.choice((0.2, 0.8, None)),
                status=random_.choice(("machine", "machine", "rejected")),
            )
        )
    return make_reading(document, events=tuple(made), places=tuple(places), moments=tuple(moments))


def moment_of(document_id: str, span: Span, day: tuple[int | None, int | None]) -> Moment:
    """Return a moment of days counted from the first of 2021."""
    start, end = (None if each is None else date(2021, 1, 1) + timedelta(days=each) for each in day)
    return Moment(
        document_id=document_id, span=span, value="x", start=start, end=end, granularity="span", anchor="itself"
    )


def asks(entry: EventEntry, query: EventQuery) -> bool:  # noqa: C901, PLR0911, PLR0912 - one plain test after the other
    """Tell whether an event is asked for, as plainly as can be."""
    event, texts = entry.event, entry.texts
    for name in ("event_type", "mode", "factuality", "stand", "statement"):
        if getattr(query, name) is not None and getattr(event, name) != getattr(query, name):
            return False
    if event.status != query.status if query.status else event.status == "rejected":
        return False
    if query.context is not None and query.context not in event.contexts:
        return False
    if query.country is not None and query.country not in [p.country for p in (*event.actors, *event.recipients)]:
        return False
    if query.holder is not None and (event.source or "").lower() != query.holder.lower():
        return False
    town = entry.place.resolved.name if entry.place and entry.place.resolved else ""
    parts = {
        "actor": " ".join(texts.actors), "recipient": " ".join(texts.recipients), "place": town,
        "source": event.source or "",
    }  # fmt: skip
    every = " ".join((*parts.values(), *texts.cue, texts.moment or ""))
    for name, said in {**parts, "words": every}.items():
        asked = getattr(query, name)
        if asked is not None and not set(asked.lower().split()) <= set(said.lower().split()):
            return False
    if query.page_ids is not None and entry.page_id not in query.page_ids:
        return False
    if query.min_confidence is not None and (event.confidence or 0) < query.min_confidence:
        return False
    if query.near is not None and not (
        entry.place and entry.place.resolved and around(entry.place.resolved, query.near) <= query.near.kilometres
    ):
        return False
    if query.since is None and query.until is None:
        return True
    moment = entry.moment
    if moment is None:
        return False
    before = query.until is None or (moment.start or date.min) <= query.until
    return before and (query.since is None or (moment.end or date.max) >= query.since)


def around(where: Candidate, near: Near) -> float:
    """Return the great-circle distance by the haversine formula, in kilometres."""
    up, other = math.radians(where.latitude), math.radians(near.latitude)
    east = math.radians(where.longitude - near.longitude)
    half = math.sin((up - other) / 2) ** 2 + math.cos(up) * math.cos(other) * math.sin(east / 2) ** 2
    return 2 * 6371.0088 * math.asin(math.sqrt(half))


def queries(random_: random.Random, page_ids: Sequence[str]) -> EventQuery:
    """Return a query of a few conditions."""
    first = date(2021, 1, 1) + timedelta(days=random_.randint(-100, 500))
    every = {
        "event_type": random_.choice(tuple(TYPES)),
        "mode": random_.choice(("beat", "strike", "riot")),
        "context": random_.choice(("military", "crime")),
        "actor": random_.choice(("dockers", "guard", "the fleet")),
        "recipient": random_.choice(("students", "Dockers")),
        "country": random_.choice(("ARD", "VEL")),
        "place": random_.choice(("Velmar", "ondra")),
        "near": Near(
            latitude=random_.choice((54.5, -17.15, 89.9)),
            longitude=random_.choice((18.5, 179.95, -179.9)),
            kilometres=random_.choice((0.0, 5.0, 60.0, 90.0, 5_000.0, 20_100.0)),
        ),
        "since": first,
        "until": first + timedelta(days=random_.choice((0, 20, 300, 2_000))),
        "source": random_.choice(("renn", "monitor")),
        "holder": random_.choice(("oda renn", "nobody")),
        "factuality": random_.choice(("CT+", "PR-")),
        "stand": random_.choice(("actual", "denied")),
        "words": random_.choice(("hit", "hit dockers", "monitor", "kilometre")),
        "page_ids": tuple(random_.sample(list(page_ids), 3)),
        "min_confidence": 0.5,
        "status": random_.choice(("machine", "rejected")),
    }
    chosen = random_.sample(sorted(every), random_.randint(1, 3))
    return EventQuery(**{name: every[name] for name in chosen})  # type: ignore[arg-type]


@pytest.mark.parametrize("few", [0, 3, 4_000], ids=["all common", "some rare", "all rare"])
def test_a_query_finds_what_a_plain_filter_finds(ledger: Ledger, few: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ask, "_FEW", few)
    random_ = random.Random(7)
    for number in range(40):
        ledger.store(page(random_, number))
    every = [*ledger.events(), *ledger.events(EventQuery(status="rejected"))]
    every.sort(key=lambda entry: entry.cursor, reverse=True)
    order = {entry.event.id: at for at, entry in enumerate(every)}
    page_ids = sorted({entry.page_id for entry in every})
    found_some = 0
    for _ in range(150):
        query = queries(random_, page_ids)
        found = [entry.event.id for entry in ledger.events(query)]
        expected = [entry.event.id for entry in every if asks(entry, query)]
        assert set(found) == set(expected), query
        assert len(found) == len(expected)
        assert ledger.event_facets(query).counted == len(expected)
        found_some += bool(found)
    assert found_some > 60
    assert len(order) > 80


def test_lists_go_on_behind_a_cursor(ledger: Ledger, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ask, "_PART", 3)
    random_ = random.Random(8)
    for number in range(8):
        ledger.store(page(random_, number))
    every = list(ledger.events())
    assert [entry.event.id for entry in ledger.events(EventQuery(limit=5))] == [e.event.id for e in every[:5]]
    rest = ledger.events(EventQuery(after=every[4].cursor))
    assert [entry.event.id for entry in rest] == [entry.event.id for entry in every[5:]]
    newest = list(dict.fromkeys(entry.page_id for entry in every))
    ledger.store(page(random_, 99))
    assert [entry.event.id for entry in ledger.events(EventQuery(after=every[4].cursor))] == [
        entry.event.id for entry in every[5:]
    ]
    assert next(iter(ledger.events())).page_id not in newest
    with pytest.raises(BadCursor):
        list(ledger.events(EventQuery(after="nowhere")))


def test_words_that_are_none_are_found_nowhere(ledger: Ledger) -> None:
    ledger.store(make_events_reading())
    assert list(ledger.events(EventQuery(words="?!"))) == []
    assert len(list(ledger.events(EventQuery(words='"had landed"')))) == 1


def test_facets_tell_where_and_when(ledger: Ledger) -> None:
    ledger.store(make_events_reading())
    facets = ledger.event_facets()
    assert (facets.counted, facets.capped) == (2, False)
    assert facets.event_type == (("COERCE", 1), ("MOBILIZE", 1))
    assert facets.country == (("ARD", 1), ("RUS", 1))
    assert facets.month == (("2021-03", 1),)
    (place,) = facets.places
    assert (place.name, place.latitude, place.events) == ("Velmar", 54.5, 1)


def test_an_event_is_recalled_by_the_beginning_of_its_id(ledger: Ledger) -> None:
    reading = make_events_reading()
    ledger.store(reading)
    assert reading.events
    entry = ledger.event(reading.events[1].id[:9])
    assert entry.event == reading.events[1]
    assert reading.places
    assert entry.place == reading.places[0]
    assert (entry.texts.cue, entry.texts.actors, entry.texts.place) == (("had landed",), ("troops",), "Velmar")
    assert "denied that troops had landed" in entry.texts.passage
    for unknown in ("ev_0123", "st_0123", "ev_"):
        with pytest.raises(UnknownId):
            ledger.event(unknown)
