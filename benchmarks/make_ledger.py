"""Write a ledger of many statements, to measure with. Every place, person and outlet in it is invented.

usage: python -m benchmarks.make_ledger LEDGER [--statements N] [--seed N]

Pages of about 25 statements and 700 words are made up and stored as readings are, many in one transaction. Who speaks
is skewed as in a newspaper: a few sources have thousands of statements, most have one or two. One statement in ten is
wire copy that other pages have nearly word for word; below one page in three is a thread with statements in it.
"""

from __future__ import annotations

import argparse
import random
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from itertools import accumulate

from rich.progress import track

from sayso.ledger import open_ledger
from sayso.ledger.store.connections import WRITING
from sayso.ledger.write.readings import store_reading
from sayso.records import Block, Comment, Document, Evidence, Link, Page, Reading, Role, Run, Segment, Span, Statement

PAGES_AT_ONCE = 100
RUN = Run(version="0.0", weights="made-up")
STARTS = (
    "bal",
    "cor",
    "dra",
    "fen",
    "gol",
    "har",
    "ist",
    "kel",
    "lor",
    "mav",
    "nor",
    "ost",
    "pel",
    "rin",
    "sul",
    "tor",
)
MIDDLES = ("a", "e", "i", "o", "u", "ande", "eri", "ilo", "ova", "una")
ENDS = ("bek", "dal", "gard", "holm", "ka", "mar", "nik", "rost", "stad", "ven", "vik", "zan")
NOUNS = (
    "harbour", "convoy", "treaty", "ferry", "budget", "garrison", "bridge", "pipeline", "election", "school", "court",
    "hospital", "rocket", "tanker", "refinery", "ceasefire", "border", "railway", "airfield", "village",
)  # fmt: skip
VERBS = (
    "was closed", "had been shelled", "will be rebuilt", "was sold", "had not been seen", "could fail", "was inspected",
    "has been cleared", "would reopen", "was never ordered", "is under repair", "was searched",
)  # fmt: skip
CUES = {
    "assert": ("said", "stated", "told reporters"), "deny": ("denied", "rejected reports"), "accuse": ("alleged",),
    "admit": ("conceded",), "promise": ("pledged",), "demand": ("demanded",), "show": ("showed",),
    "predict": ("expected",), "condemn": ("condemned reports",),
}  # fmt: skip
ACT_WEIGHTS = (60, 9, 7, 4, 5, 5, 4, 4, 2)
PERSON_KINDS = ("government", "military", "expert", "party_or_opposition", "public", "company", "court_or_police")
BODY_KINDS = ("government", "news_media", "state_media", "ngo", "intergovernmental", "company", "document")


@dataclass(frozen=True, slots=True, kw_only=True)
class Voice:
    """Somebody who can speak: as written, and as labelled."""

    words: str
    kind: str
    naming: str
    entity: str | None
    affiliation: str | None = None


@dataclass(slots=True, kw_only=True)
class World:
    """All that pages are made of."""

    chance: random.Random
    voices: Sequence[Voice]
    weights: Sequence[float]
    words: Sequence[str]
    word_weights: Sequence[float]
    places: Sequence[str]
    outlets: Sequence[str]
    wire: Sequence[str] = ()
    tell: Callable[[], str] | None = None  # what somebody says, where it is not made up as `content` does


@dataclass(slots=True)
class Text:
    """A page as it grows: its characters, its blocks, its comments, its statements."""

    parts: list[str] = field(default_factory=list)
    length: int = 0
    blocks: list[Block] = field(default_factory=list)
    comments: list[Comment] = field(default_factory=list)
    statements: list[Statement] = field(default_factory=list)

    def add(self, words: str) -> Span:
        """Add words and return where they stand."""
        span = Span(start=self.length, end=self.length + len(words))
        self.parts.append(words)
        self.length = span.end
        return span

    def ranges(self) -> Iterator[Span]:
        """Yield where each block and comment stands."""
        yield from (block.ranges[0] for block in self.blocks)
        yield from (comment.ranges[0] for comment in self.comments)

    def close(self, role: Role, start: int) -> None:
        """Make a block of what was added since `start`."""
        span = Span(start=start, end=self.length)
        self.blocks.append(Block(role=role, start=span.start, end=span.end, ranges=(span,)))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("ledger", help="the file, or a database URL; one that is there grows")
    parser.add_argument("--statements", type=int, default=100_000)
    parser.add_argument("--seed", type=int, default=1)
    arguments = parser.parse_args()
    started = time.perf_counter()
    made = fill(arguments.ledger, arguments.statements, arguments.seed)
    print(f"{made:,} statements in {arguments.ledger}, {time.perf_counter() - started:.0f} s")


def fill(target: str, wanted: int, seed: int) -> int:
    """Store pages until there are as many statements as wanted; return how many there are."""
    world, made, waiting = make_world(random.Random(seed)), 0, []
    with open_ledger(target) as ledger:
        for reading in track(make_readings(world, wanted), "pages", total=wanted // 25):
            made += len(reading.statements)
            waiting.append(reading)
            if len(waiting) == PAGES_AT_ONCE or made >= wanted:
                with ledger._engine.execution_options(**WRITING).begin() as connection:
                    for each in waiting:
                        store_reading(connection, each, keep=True, again=False)
                waiting = []
    return made


def make_readings(world: World, wanted: int) -> Iterator[Reading]:
    """Yield readings with as many statements as wanted in all."""
    number = made = 0
    while made < wanted:
        reading = make_reading(world, number, at_most=wanted - made)
        made, number = made + len(reading.statements), number + 1
        yield reading


def make_world(chance: random.Random) -> World:
    """Make up places, outlets, words and those who speak."""
    places = list({f"{chance.choice(STARTS)}{chance.choice(MIDDLES)}{chance.choice(ENDS)}".title() for _ in range(900)})
    places.sort()
    words = sorted({_word(chance) for _ in range(30_000)})
    chance.shuffle(words)
    voices = list(_voices(chance, places))
    world = World(
        chance=chance,
        voices=voices,
        weights=list(accumulate(1 / (rank + 3) for rank in range(len(voices)))),
        words=words,
        word_weights=list(accumulate(1 / (rank + 10) for rank in range(len(words)))),
        places=places,
        outlets=[f"{place} {name}" for place in places[:12] for name in ("Courier", "Herald", "Radio", "Post")],
    )
    world.wire = [content(world) for _ in range(600)]
    return world


def make_reading(world: World, number: int, *, at_most: int) -> Reading:
    """Return page `number`, read."""
    chance, text = world.chance, Text()
    title = f"{chance.choice(NOUNS).title()} at {chance.choice(world.places)}: {_rare(world, 2)}"
    text.add(title)
    text.close("headline", 0)
    made = text.statements
    count = min(at_most, chance.randint(20, 30))
    in_thread = chance.randint(1, 3) if chance.random() < 1 / 3 and count > 5 else 0
    while len(made) < count - in_thread:
        start = _paragraph(text)
        for _ in range(min(chance.randint(1, 3), count - in_thread - len(made))):
            made.append(say(world, text))
            text.add(f" The {chance.choice(NOUNS)} lies near {chance.choice(world.places)}. ")
        text.close("paragraph", start)
    for at in range(in_thread):
        _comment(world, text, at)
    return _reading(world, number, title, text)


def say(world: World, text: Text) -> Statement:
    """Add one sentence in which somebody says something, and return the statement."""
    chance = world.chance
    voice = chance.choices(world.voices, cum_weights=world.weights)[0]
    act = chance.choices(tuple(CUES), weights=ACT_WEIGHTS)[0]
    direct = chance.random() < 0.3
    source = text.add(voice.words)
    text.add(" ")
    cue = text.add(chance.choice(CUES[act]))
    said = world.tell() if world.tell else chance.choice(world.wire) if chance.random() < 0.1 else content(world)
    text.add(" ")
    span = text.add(f"“{said}”" if direct else f"that {said}")
    text.add(".")
    speaker = Link(rel="speaker", span=source, entity=voice.entity, source_kind=voice.kind, naming=voice.naming)
    return Statement(
        document_id="",
        source=(source,),
        cue=(cue,),
        content=(span,),
        form="direct" if direct else "indirect",
        source_kind=voice.kind,
        naming=voice.naming,
        entity=voice.entity,
        affiliation=voice.affiliation,
        chain=(speaker,),
        origin=voice.entity,
        act=act,
        negated=False,
        stance=chance.choices(("neutral", "factive", "distanced", "undercut"), (80, 10, 8, 2))[0],
        factuality="CT-" if act == "deny" else "CT+",
        evidence=(Evidence(kind="anonymous", span=source),) if voice.naming == "unnamed" else (),
        confidence=round(chance.uniform(0.3, 1), 3),
    )


def content(world: World) -> str:
    """Make up something to say."""
    chance = world.chance
    what = f"the {chance.choice(NOUNS)} at {chance.choice(world.places)} {chance.choice(VERBS)}"
    return f"{what} after the {_rare(world, chance.randint(2, 9))} {chance.choice(NOUNS)}"


def _rare(world: World, count: int) -> str:
    return " ".join(world.chance.choices(world.words, cum_weights=world.word_weights, k=count))


def _word(chance: random.Random) -> str:
    return "".join((chance.choice(STARTS), chance.choice(MIDDLES), chance.choice(STARTS), chance.choice(ENDS)))


def _voices(chance: random.Random, places: Sequence[str]) -> Iterator[Voice]:
    for _ in range(6_000):
        place, draw = chance.choice(places), chance.random()
        if draw < 0.15:
            yield Voice(words=f"an official in {place}", kind="government", naming="unnamed", entity=None)
        elif draw < 0.4:
            body = f"{place} {chance.choice(('Ministry', 'Council', 'Monitor', 'Institute', 'Shipping'))}"
            yield Voice(words=f"the {body}", kind=chance.choice(BODY_KINDS), naming="body", entity=body)
        else:
            name = f"{_name(chance)} {_name(chance)}"
            kind, body = chance.choice(PERSON_KINDS), f"{place} Council"
            yield Voice(words=f"{name} of {body}", kind=kind, naming="named", entity=name, affiliation=body)


def _name(chance: random.Random) -> str:
    return f"{chance.choice(STARTS)}{chance.choice(MIDDLES)}{chance.choice(('', 'n', 's', 'ra', 'lin'))}".title()


def _paragraph(text: Text) -> int:
    text.add("\n\n")
    return text.length


def _comment(world: World, text: Text, at: int) -> None:
    start = _paragraph(text)
    statement = say(world, text)
    reader = replace(statement, source_kind="reader", naming="unnamed", entity=None, affiliation=None, origin=None)
    text.statements.append(replace(reader, layer="comment", comment=f"c{at}", chain=(), evidence=()))
    span = Span(start=start, end=text.length)
    name = _name(world.chance)
    comment = Comment(id=f"c{at}", commenter=name, display=name, posted="2 days ago")
    text.comments.append(replace(comment, start=start, end=span.end, ranges=(span,)))


def _reading(world: World, number: int, title: str, text: Text) -> Reading:
    chance, words = world.chance, "".join(text.parts)
    day = date(2016, 1, 1) + timedelta(days=chance.randrange(3_600))
    outlet = chance.choices(world.outlets, weights=range(len(world.outlets), 0, -1))[0]
    seen = datetime(2026, 1, 1, tzinfo=UTC) + timedelta(minutes=number)
    page = Page(data=words.encode(), location=f"https://{outlet.split()[0].lower()}.example/{number}", fetched_at=seen)
    document = Document(
        page_id=page.id,
        text=words,
        encoding="utf-8",
        title=title,
        outlet=outlet,
        published=day.isoformat(),
        language="en",
        blocks=tuple(text.blocks),
        comments=tuple(text.comments),
        offsets=tuple(
            Segment(text_start=r.start, text_end=r.end, page_start=r.start, page_end=r.end) for r in text.ranges()
        ),
    )
    statements = tuple(replace(each, document_id=document.id) for each in text.statements)
    return Reading(page=page, run=RUN, document=document, statements=statements, seconds=0.1)


if __name__ == "__main__":
    main()
