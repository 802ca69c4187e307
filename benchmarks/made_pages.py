"""Pages to fill ledgers with, made up: every place, person, outlet and word in them is invented.

In: a chance, and how many statements there will be. Out: readings, as if pages had been read.

A page has about 25 statements and 700 words. Who speaks is skewed as in a newspaper: a few sources have thousands of
statements, most have one or two. So are words (Zipf): the more is written, the more of them there are, and half of them
stand in one place or two. One statement in ten is wire copy that other pages have nearly word for word; below one page
in three is a thread with statements in it.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from itertools import accumulate
from typing import Any, TypeVar

from sayso.records import Block, Comment, Document, Evidence, Link, Page, Reading, Role, Run, Segment, Span, Statement

T = TypeVar("T")
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
STANCES = {"neutral": 80, "factive": 10, "distanced": 8, "undercut": 2}
PERSON_KINDS = ("government", "military", "expert", "party_or_opposition", "public", "company", "court_or_police")
BODY_KINDS = ("government", "news_media", "state_media", "ngo", "intergovernmental", "company", "document")
_AT_ONCE = 2_000  # that are drawn at once: one by one costs ten times as much


@dataclass(frozen=True, slots=True, kw_only=True)
class Voice:
    """Somebody who can speak: as written, and as labelled."""

    words: str
    kind: str
    naming: str
    entity: str | None
    affiliation: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class World:
    """All that pages are made of; what is drawn of each comes without end."""

    chance: random.Random
    voices: Sequence[Voice]
    words: Sequence[str]
    places: Sequence[str]
    outlets: Sequence[str]
    wire: Sequence[str]
    voice: Iterator[Voice]
    word: Iterator[str]
    place: Iterator[str]
    noun: Iterator[str]
    verb: Iterator[str]
    act: Iterator[str]
    stance: Iterator[str]
    tell: Callable[[], str] | None = None  # what somebody says, where it is not made up as `_content` does


@dataclass(slots=True)
class Text:
    """A page as it grows: its characters, its blocks, its comments, what its statements are made of."""

    parts: list[str] = field(default_factory=list)
    length: int = 0
    blocks: list[Block] = field(default_factory=list)
    comments: list[Comment] = field(default_factory=list)
    statements: list[dict[str, Any]] = field(default_factory=list)

    def add(self, words: str) -> Span:
        """Add words and return where they stand."""
        start = self.length
        self.parts.append(words)
        self.length = start + len(words)
        return Span(start=start, end=self.length)

    def ranges(self) -> Iterator[Span]:
        """Yield where each block and comment stands."""
        yield from (block.ranges[0] for block in self.blocks)
        yield from (comment.ranges[0] for comment in self.comments)

    def close(self, role: Role, start: int) -> None:
        """Make a block of what was added since `start`."""
        span = Span(start=start, end=self.length)
        self.blocks.append(Block(role=role, start=span.start, end=span.end, ranges=(span,)))


def make_world(chance: random.Random, *, statements: int = 100_000) -> World:
    """Make up places, outlets, words and those who speak: more of them, the more statements there are to be."""
    growth = max(1.0, (statements / 100_000) ** 0.5)  # as vocabularies grow with texts (Heaps)
    places = sorted(
        {f"{chance.choice(STARTS)}{chance.choice(MIDDLES)}{chance.choice(ENDS)}".title() for _ in range(900)}
    )
    words = sorted({_word(chance) for _ in range(int(30_000 * growth))})
    chance.shuffle(words)
    return _drawing(
        chance,
        voices=tuple(_voices(chance, places, int(6_000 * growth))),
        words=words,
        places=places,
        outlets=[f"{place} {name}" for place in places[:12] for name in ("Courier", "Herald", "Radio", "Post")],
    )


def again(world: World, chance: random.Random) -> World:
    """Return the same world, of which other things are drawn."""
    wire = world.wire
    return _drawing(
        chance, voices=world.voices, words=world.words, places=world.places, outlets=world.outlets, wire=wire
    )


def make_readings(world: World, wanted: int, *, first: int = 0) -> Iterator[Reading]:
    """Yield readings with as many statements as wanted in all, of pages that are numbered from `first` on."""
    number, made = first, 0
    while made < wanted:
        reading = make_reading(world, number, at_most=wanted - made)
        made, number = made + len(reading.statements), number + 1
        yield reading


def make_reading(world: World, number: int, *, at_most: int) -> Reading:
    """Return page `number`, read."""
    chance, text = world.chance, Text()
    title = f"{next(world.noun).title()} at {next(world.place)}: {_rare(world, 2)}"
    text.add(title)
    text.close("headline", 0)
    made = text.statements
    count = min(at_most, chance.randint(20, 30))
    in_thread = chance.randint(1, 3) if chance.random() < 1 / 3 and count > 5 else 0
    while len(made) < count - in_thread:
        start = _paragraph(text)
        for _ in range(min(chance.randint(1, 3), count - in_thread - len(made))):
            made.append(_say(world, text))
            text.add(f" The {next(world.noun)} lies near {next(world.place)}. ")
        text.close("paragraph", start)
    for at in range(in_thread):
        _comment(world, text, at)
    return _reading(world, number, title, text)


def _say(world: World, text: Text) -> dict[str, Any]:
    """Add one sentence in which somebody says something, and return what the statement is made of."""
    chance, voice, act = world.chance, next(world.voice), next(world.act)
    direct = chance.random() < 0.3
    source = text.add(voice.words)
    text.add(" ")
    cue = text.add(chance.choice(CUES[act]))
    said = world.tell() if world.tell else chance.choice(world.wire) if chance.random() < 0.1 else _content(world)
    text.add(" ")
    span = text.add(f"“{said}”" if direct else f"that {said}")
    text.add(".")
    speaker = Link(rel="speaker", span=source, entity=voice.entity, source_kind=voice.kind, naming=voice.naming)
    return {
        "source": (source,),
        "cue": (cue,),
        "content": (span,),
        "form": "direct" if direct else "indirect",
        "source_kind": voice.kind,
        "naming": voice.naming,
        "entity": voice.entity,
        "affiliation": voice.affiliation,
        "chain": (speaker,),
        "origin": voice.entity,
        "act": act,
        "negated": False,
        "stance": next(world.stance),
        "factuality": "CT-" if act == "deny" else "CT+",
        "evidence": (Evidence(kind="anonymous", span=source),) if voice.naming == "unnamed" else (),
        "confidence": round(0.3 + 0.7 * chance.random(), 3),
    }


def _drawing(  # noqa: PLR0913 - all that a world is made of
    chance: random.Random,
    *,
    voices: Sequence[Voice],
    words: Sequence[str],
    places: Sequence[str],
    outlets: Sequence[str],
    wire: Sequence[str] = (),
) -> World:
    world = World(
        chance=chance,
        voices=voices,
        words=words,
        places=places,
        outlets=outlets,
        wire=wire,
        voice=_drawn(chance, voices, [1 / (rank + 3) for rank in range(len(voices))]),
        word=_drawn(chance, words, [1 / (rank + 10) for rank in range(len(words))]),
        place=_drawn(chance, places),
        noun=_drawn(chance, NOUNS),
        verb=_drawn(chance, VERBS),
        act=_drawn(chance, tuple(CUES), ACT_WEIGHTS),
        stance=_drawn(chance, tuple(STANCES), tuple(STANCES.values())),
    )
    return (
        world
        if wire
        else _drawing(
            chance,
            voices=voices,
            words=words,
            places=places,
            outlets=outlets,
            wire=[_content(world) for _ in range(600)],
        )
    )


def _drawn(chance: random.Random, values: Sequence[T], weights: Sequence[float] | None = None) -> Iterator[T]:
    """Yield values without end."""
    summed = None if weights is None else list(accumulate(weights))
    while True:
        yield from chance.choices(values, cum_weights=summed, k=_AT_ONCE)


def _content(world: World) -> str:
    """Make up something to say."""
    what = f"the {next(world.noun)} at {next(world.place)} {next(world.verb)}"
    return f"{what} after the {_rare(world, 2 + int(8 * world.chance.random()))} {next(world.noun)}"


def _rare(world: World, count: int) -> str:
    return " ".join([next(world.word) for _ in range(count)])


def _word(chance: random.Random) -> str:
    parts = (chance.choice(STARTS), chance.choice(MIDDLES), chance.choice(STARTS), chance.choice(ENDS))
    return "".join((*parts, chance.choice(("", *MIDDLES))))


def _voices(chance: random.Random, places: Sequence[str], count: int) -> Iterator[Voice]:
    for _ in range(count):
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
    reader = {"source_kind": "reader", "naming": "unnamed", "entity": None, "affiliation": None, "origin": None}
    apart = {"layer": "comment", "comment": f"c{at}", "chain": (), "evidence": ()}
    text.statements.append(_say(world, text) | reader | apart)
    span, name = Span(start=start, end=text.length), _name(world.chance)
    text.comments.append(
        Comment(
            id=f"c{at}",
            commenter=name,
            display=name,
            posted="2 days ago",
            start=start,
            end=span.end,
            ranges=(span,),
        )
    )


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
    known = document.id
    statements = tuple(Statement(document_id=known, **each) for each in text.statements)
    return Reading(page=page, run=RUN, document=document, statements=statements, seconds=0.1)
