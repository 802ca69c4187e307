"""Count who speaks in pages.

In: a stream of readings. Out: one `Survey`. A page is counted once, however often it comes; statements that a
person rejected, and readers' comments unless asked for, are left out. Only counts are held, never the pages.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import overload

from sayso.records import ARTICLE_ROLES, Document, Reading, Span, Statement
from sayso.survey.counts import Chained, Hand, Origin, Share, Speaker, Survey, Tally
from sayso.survey.hands import RESTS, hands_after, hands_of, single_kind, speaker_name

LONGEST = 10  # chains kept
_ARTICLE = re.compile(r"^(an?|the) (?=.)")
_Group = tuple[str, str | None]  # of a figure, and a value in it


def survey_sources(readings: Iterable[Reading], *, comments: bool = False) -> Survey:
    """Return who speaks in these readings; `comments` counts readers' comments and their statements, too."""
    counts = _Counts(comments=comments)
    for reading in readings:
        counts.add(reading)
    return counts.survey()


@dataclass(slots=True)
class _Voice:
    """What is counted of one speaker."""

    statements: int = 0
    denies: int = 0
    pages: set[str] = field(default_factory=set)
    names: Counter[str | None] = field(default_factory=Counter)
    kinds: Counter[str | None] = field(default_factory=Counter)
    namings: Counter[str | None] = field(default_factory=Counter)
    acts: Counter[str] = field(default_factory=Counter)
    through: Counter[str] = field(default_factory=Counter)

    def speaker(self) -> Speaker:
        """Return the counts; where name, kind or naming differ between statements, the most frequent one."""
        (name, _), (kind, _), (naming, _) = (
            counted.most_common(1)[0] for counted in (self.names, self.kinds, self.namings)
        )
        return Speaker(
            name=name,
            kind=kind,
            naming=naming,
            statements=self.statements,
            pages=len(self.pages),
            denies=self.denies,
            acts=_tallies(self.acts),
            through=_tallies(self.through),
        )


@dataclass(slots=True)
class _Root:
    """What is counted of one origin. The keys of a dict are a set in order."""

    name: str
    hand: Hand
    traced: bool
    statements: list[str] = field(default_factory=list)
    pages: dict[str, None] = field(default_factory=dict)
    outlets: dict[str, None] = field(default_factory=dict)

    def origin(self) -> Origin:
        """Return the counts."""
        return Origin(
            name=self.name,
            kind=self.hand.kind,
            naming=self.hand.naming,
            traced=self.traced,
            single=single_kind(self.hand),
            statements=tuple(self.statements),
            pages=tuple(self.pages),
            outlets=tuple(self.outlets),
        )


class _Counts:
    def __init__(self, *, comments: bool) -> None:
        self.comments = comments
        self.pages: set[str] = set()
        self.unread, self.total, self.characters, self.attributed = 0, 0, 0, 0
        self.statements: Counter[_Group] = Counter()
        self.lengths: Counter[_Group] = Counter()
        self.speakers: defaultdict[_Group, set[str]] = defaultdict(set)
        self.voices: defaultdict[str | None, _Voice] = defaultdict(_Voice)
        self.roots: dict[str, _Root] = {}
        self.chains: list[Chained] = []

    def add(self, reading: Reading) -> None:
        """Count one page, unless it was."""
        document = reading.document
        if document is None:
            self.unread += 1
        if document is None or document.page_id in self.pages:
            return
        self.pages.add(document.page_id)
        spans: defaultdict[_Group, list[Span]] = defaultdict(list)
        for statement in reading.statements:
            if statement.status != "rejected" and (self.comments or statement.layer == "article"):
                self._count(document, statement, spans)
        self.characters += covered(_text(document, comments=self.comments))
        self.attributed += covered(span for held in spans.values() for span in held)
        self.lengths.update({group: covered(held) for group, held in spans.items()})
        self.chains = sorted(self.chains, key=lambda chained: -len(chained.hands))[:LONGEST]

    def _count(self, document: Document, statement: Statement, spans: defaultdict[_Group, list[Span]]) -> None:
        hands, name = hands_of(document, statement), speaker_name(document, statement)
        self.total += 1
        rests = [("rests", value) for value, holds in RESTS.items() if holds(hands)]
        for group in (("kind", statement.source_kind), ("naming", statement.naming), *rests):
            self.statements[group] += 1
            if statement.entity and name:
                self.speakers[group].add(_key(name))
            spans[group] += statement.content
        self._hear(document, statement, name, hands)
        if statement.origin and statement.source_kind != "reader":
            self._trace(document, statement, statement.origin, hands)
        if len(hands) > 1:
            self.chains.append(_chained(document, statement, hands))

    def _hear(self, document: Document, statement: Statement, name: str | None, hands: tuple[Hand, ...]) -> None:
        voice = self.voices[_key(name)]
        voice.statements += 1
        voice.denies += statement.denies
        voice.pages.add(document.page_id)
        voice.names[name] += 1
        voice.kinds[statement.source_kind] += 1
        voice.namings[statement.naming] += 1
        if statement.act:
            voice.acts[f"not {statement.act}" if statement.negated else statement.act] += 1
        voice.through.update({hand.name for hand in hands_after(statement, hands) if hand.name})

    def _trace(self, document: Document, statement: Statement, name: str, hands: tuple[Hand, ...]) -> None:
        traced = any(link.entity for link in statement.chain)
        root = self.roots.setdefault(_key(name), _Root(name=name, hand=hands[0], traced=traced))
        root.statements.append(statement.id)
        root.pages[document.page_id] = None
        if document.outlet:
            root.outlets[document.outlet] = None

    def survey(self) -> Survey:
        """Return what was counted."""
        return Survey(
            pages=len(self.pages),
            unread=self.unread,
            statements=self.total,
            characters=self.characters,
            attributed=self.attributed,
            kinds=self._shares("kind"),
            namings=self._shares("naming"),
            rests=tuple(self._share(("rests", value)) for value in RESTS),
            speakers=tuple(
                sorted((voice.speaker() for voice in self.voices.values()), key=lambda each: -each.statements)
            ),
            chains=tuple(self.chains),
            origins=tuple(
                sorted((root.origin() for root in self.roots.values()), key=lambda each: -len(each.statements))
            ),
        )

    def _shares(self, figure: str) -> tuple[Share, ...]:
        return tuple(self._share(group) for group, _ in self.statements.most_common() if group[0] == figure)

    def _share(self, group: _Group) -> Share:
        return Share(
            value=group[1],
            statements=self.statements[group],
            speakers=len(self.speakers[group]),
            characters=self.lengths[group],
        )


def covered(spans: Iterable[Span]) -> int:
    """Return how many characters lie under any of the spans."""
    total, reached = 0, 0
    for span in sorted(spans):
        total += max(0, span.end - max(span.start, reached))
        reached = max(reached, span.end)
    return total


def _text(document: Document, *, comments: bool) -> Iterator[Span]:
    for block in document.blocks:
        if block.role in ARTICLE_ROLES:
            yield block.span
    for comment in document.comments if comments else ():
        if comment.start is not None and comment.end is not None:
            yield Span(start=comment.start, end=comment.end)


def _chained(document: Document, statement: Statement, hands: tuple[Hand, ...]) -> Chained:
    return Chained(
        statement_id=statement.id,
        page_id=document.page_id,
        title=document.title,
        form=statement.form,
        content=tuple(map(document.quote, statement.content)),
        hands=hands,
    )


@overload
def _key(name: str) -> str: ...
@overload
def _key(name: None) -> None: ...
def _key(name: str | None) -> str | None:
    """Return what a name is gathered by: "An officer" and "the officer" are the same words."""
    return None if name is None else _ARTICLE.sub("", name.casefold())


def _tallies(counted: Counter[str]) -> tuple[Tally, ...]:
    return tuple(Tally(value=value, number=number) for value, number in counted.most_common())
