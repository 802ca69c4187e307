"""Print how long a ledger takes to find events: median and slowest of each question, and its work, in milliseconds.

usage: python -m benchmarks.events LEDGER [--make EVENTS] [--rounds N] [--seed N]

`--make` first fills a new LEDGER with so many invented events, a thousand a page: types, actors, sources and places as
uneven as in news, days over ten years. Every question asks for a page of 50 entries; `counts` are facets.
"""

from __future__ import annotations

import argparse
import random
import statistics
import time
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from itertools import islice

from sayso.labels import CONTEXTS, EVENT_MODES, FACTUALITIES
from sayso.ledger import EventQuery, Near, open_ledger
from sayso.ledger.ledger import Ledger
from sayso.records import Block, Candidate, Document, Event, Moment, Page, Party, Place, Reading, Run, Segment, Span

_PAGE = 1_000  # events of one
_FIRST = date(2015, 1, 1)
_DAYS = 3_650
_COUNTRIES = ("ARD", "VEL", "KEN", "UKR", "USA", "IGO", "FRA", "NGA", "COL", "IND")


class World:
    """Invented names, as uneven as in news: a few are everywhere, most are rare."""

    def __init__(self, seed: int) -> None:
        self.chance = random.Random(seed)
        self.actors = [f"{self._name()} {self._name()}" for _ in range(3_000)]
        self.sources = [f"{self._name()} {self._name()}" for _ in range(1_000)]
        self.places = [
            (self._name(), self.chance.gauss(30, 20) % 85, self.chance.gauss(20, 60) % 180) for _ in range(2_000)
        ]

    def _name(self) -> str:
        letters = "".join(self.chance.choices("abdefgiklmnoprstuv", k=self.chance.randint(5, 8)))
        return letters.capitalize()

    def one(self, names: list[str]) -> str:
        """Return a name, the first ones most often."""
        return names[min(int(self.chance.paretovariate(0.6)) - 1, len(names) - 1)]

    def place(self) -> tuple[str, float, float]:
        """Return a place, the first ones most often."""
        return self.places[min(int(self.chance.paretovariate(0.5)) - 1, len(self.places) - 1)]

    def day(self) -> date:
        """Return any day."""
        return _FIRST + timedelta(days=self.chance.randrange(_DAYS))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("ledger")
    parser.add_argument("--make", type=int, default=0)
    parser.add_argument("--rounds", type=int, default=20)
    parser.add_argument("--seed", type=int, default=1)
    arguments = parser.parse_args()
    world = World(arguments.seed)
    with open_ledger(arguments.ledger, create=bool(arguments.make)) as ledger:
        if arguments.make:
            started = time.perf_counter()
            for number in range(arguments.make // _PAGE):
                ledger.store(make_page(world, number))
            spent = time.perf_counter() - started
            print(f"{arguments.make:,} events stored in {spent:.0f} s, {ledger.status().bytes / 1e6:.0f} MB")
        for name, ask in questions(ledger, world).items():
            taken, cpu, found = [], [], 0
            for _ in range(arguments.rounds):
                started, worked = time.perf_counter(), time.process_time()
                found += ask()
                taken.append(1_000 * (time.perf_counter() - started))
                cpu.append(1_000 * (time.process_time() - worked))
            times = f"{statistics.median(taken):8.1f}{max(taken):10.1f}   cpu {statistics.median(cpu):6.1f}"
            print(f"{name:<28}{times}   found {found / len(taken):.0f}")


def questions(ledger: Ledger, world: World) -> dict[str, Callable[[], int]]:
    """Return what is asked, by name; each returns how many events it found."""
    chance = world.chance

    def find(**asked: object) -> int:
        query = EventQuery(limit=50, **asked)  # type: ignore[arg-type]
        return sum(1 for _ in ledger.events(query))

    def near(kilometres: float, place: tuple[str, float, float] | None = None) -> Near:
        _, latitude, longitude = place or world.place()
        return Near(latitude=latitude, longitude=longitude, kilometres=kilometres)

    def week() -> dict[str, date]:
        first = world.day()
        return {"since": first, "until": first + timedelta(days=7)}

    cursors = [entry.cursor for entry in islice(ledger.events(), 0, 20_000, 997)]
    rare = world.actors[1_500:]
    kinds = list(EVENT_MODES)
    return {
        "newest": find,
        "behind a cursor": lambda: find(after=chance.choice(cursors)),
        "type": lambda: find(event_type=chance.choice(kinds)),
        "mode": lambda: find(mode="cyber"),
        "actor, often met": lambda: find(actor=world.actors[0]),
        "actor, rare": lambda: find(actor=chance.choice(rare)),
        "words, common and rare": lambda: find(words=f"{world.actors[0].split()[0]} {chance.choice(rare).split()[0]}"),
        "country": lambda: find(country=chance.choice(_COUNTRIES)),
        "holder": lambda: find(holder=chance.choice(world.sources[:50])),
        "place by name": lambda: find(place=world.place()[0]),
        "near, 50 km": lambda: find(near=near(50)),
        "near, 50 km, rare place": lambda: find(near=near(50, chance.choice(world.places[500:]))),
        "near, 2,000 km": lambda: find(near=near(2_000)),
        "near nothing, 5 km": lambda: find(near=near(5, ("", -80.0, 10.0))),
        "a week": lambda: find(**week()),
        "all days since": lambda: find(since=world.day()),
        "type, near, week": lambda: find(event_type="ASSAULT", near=near(300), **week()),
        "type and country": lambda: find(event_type="RETREAT", country=chance.choice(_COUNTRIES)),
        "context and actor": lambda: find(context="election", actor=world.actors[1]),
        "rejected": lambda: find(status="rejected"),
        "counts of all": lambda: ledger.event_facets().counted,
        "counts of a type in a week": lambda: (
            ledger.event_facets(
                EventQuery(event_type="PROTEST", **week())  # type: ignore[arg-type]
            ).counted
        ),
    }


def make_page(world: World, number: int) -> Reading:
    """Return a page of a thousand events."""
    lines = list(_lines(world, number))
    text = "\n\n".join(line for line, _ in lines)
    page = Page(data=text.encode(), location=f"{number}.txt")
    blocks, at = [], 0
    for line, _ in lines:
        span = Span(start=at, end=at + len(line))
        blocks.append(Block(role="paragraph", start=span.start, end=span.end, ranges=(span,)))
        at = span.end + 2
    document = Document(
        page_id=page.id, text=text, encoding="utf-8", blocks=tuple(blocks), language="en",
        offsets=(Segment(text_start=0, text_end=len(text), page_start=0, page_end=len(text)),),
    )  # fmt: skip
    document_id = document.id
    told = [_told(world, document_id, block.start, parts) for block, (_, parts) in zip(blocks, lines, strict=True)]
    events, places, moments = zip(*told, strict=True)
    run = Run(version="0", weights="0")
    return Reading(
        page=page, run=run, document=document, events=events, places=places,
        moments=tuple(each for each in moments if each),
    )  # fmt: skip


_Parts = tuple[str, str, tuple[str, float, float]]


def _lines(world: World, number: int) -> Iterator[tuple[str, _Parts]]:
    for at in range(_PAGE):
        who, whom, place = world.one(world.actors), world.one(world.actors), world.place()
        yield f"{who} hit {whom} in {place[0]}, {number}.{at}.", (who, whom, place)


def _told(world: World, document_id: str, start: int, parts: _Parts) -> tuple[Event, Place, Moment | None]:
    who, whom, (name, latitude, longitude) = parts
    chance = world.chance
    at = start + len(who) + 1
    where = Candidate(
        name=name, geonames_id=None, feature="PPL", country="AR", division=None, latitude=latitude, longitude=longitude
    )
    inside = at + 4 + len(whom) + 4
    place = Place(
        document_id=document_id, span=Span(start=inside, end=inside + len(name)), role="where", resolved=where,
        candidates=(where,), confidence=0.8,
    )  # fmt: skip
    moment = None
    if chance.random() < 0.7:
        first = world.day()
        last = first + timedelta(days=chance.choice((0, 0, 0, 6, 30, 365)))
        span = Span(start=at, end=at + 3)
        value = f"{first}/{last}"
        moment = Moment(
            document_id=document_id, span=span, value=value, start=first, end=last, granularity="span", anchor="itself"
        )
    kinds = list(EVENT_MODES)
    kind = kinds[min(int(chance.expovariate(0.25)), len(kinds) - 1)]
    event = Event(
        document_id=document_id,
        cue=(Span(start=at, end=at + 3),),
        event_type=kind,
        mode=chance.choice((*EVENT_MODES[kind], None)),
        contexts=tuple(chance.sample(CONTEXTS, chance.randint(0, 3))),
        actors=(Party(span=Span(start=start, end=start + len(who)), country=chance.choice(_COUNTRIES)),),
        recipients=(Party(span=Span(start=at + 4, end=at + 4 + len(whom)), country=chance.choice(_COUNTRIES)),),
        place=place.id,
        moment=moment.id if moment else None,
        statement="st_1" if (source := chance.random() < 0.6) else None,
        source=world.one(world.sources) if source else None,
        factuality=chance.choice(FACTUALITIES),
        confidence=chance.random(),
    )
    return event, place, moment


if __name__ == "__main__":
    main()
