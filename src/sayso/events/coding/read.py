"""Read events: who did what to whom, sentence by sentence, each as the voice tells it in whose words it stands.

In: a document, its statements, the encoder's states, places and moments. Out: `Event`s in the order of the text.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import cast

import numpy as np
from numpy.typing import NDArray

from sayso.claims.mentions.read import Contents
from sayso.events.coding.counted import quantities_of
from sayso.events.coding.parties import Parties
from sayso.events.coding.spans import runs_of, whole_words
from sayso.events.time import date_of, news_day, page_day
from sayso.language.encoder import States
from sayso.language.events import PARTS, TYPES, EventHeads, Told, load_event_heads
from sayso.records import ARTICLE_ROLES, Document, Event, EventStand, Moment, Party, Place, Ranges, Span, Statement
from sayso.statements.wording.tokens import tokenise

_CHUNK = 192  # pieces read together; a longer sentence is read in parts
_FEWEST = 4  # pieces of a sentence that may tell an event
_SHARE = 0.5  # of the surest piece's chance, from which another belongs to the cue
_CONTEXT = 0.35  # the chance from which a context is told
#: What parties do to each other: told with two who act and none acted upon, it goes both ways.
_MUTUAL = ("AGREE", "CONSULT", "SUPPORT", "COOPERATE", "CONCEDE", "RETREAT")
#: Told as something that is not, or not yet: how sure the source of a statement is of its content says nothing of it.
_NOT_YET = ("ordered", "planned", "feared", "hypothetical")
Array = NDArray[np.float32]
Pieces = tuple[int, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """What a page's events are read from."""

    document: Document
    statements: Sequence[Statement]
    states: States
    places: Sequence[Place]
    moments: Sequence[Moment]


def read_events(page: Page, threads: int = 0) -> tuple[Event, ...]:
    """Return the events that the article of a page tells."""
    if not page.states.vectors.shape[1]:
        return ()  # nothing was long enough to be read
    heads = load_event_heads(threads)
    sentences = heads.promising(page.states, list(sentences_of(page.document, page.states)))
    made = heads.read(page.states, list(_chunks(sentences)))
    coder = _Coder(page, heads)
    return tuple(event for start, end in sentences for event in coder.code(made[start:end], start))


def sentences_of(document: Document, states: States) -> Iterator[Pieces]:
    """Yield the sentences of the article as ranges of pieces."""
    cuts = tokenise(document.text).sentences
    for block in document.blocks:
        if block.role not in ARTICLE_ROLES:
            continue
        first, last = np.searchsorted(cuts, (block.span.start, block.span.end), side="right")
        inner = [cut for cut in cuts[first:last] if block.span.start < cut < block.span.end]
        edges = np.searchsorted(states.starts, [block.span.start, *inner, block.span.end])
        for start, end in pairwise(edges.tolist()):
            for at in range(start, end, _CHUNK):
                if min(end, at + _CHUNK) - at >= _FEWEST:
                    yield at, min(end, at + _CHUNK)


def _chunks(sentences: Iterable[Pieces]) -> Iterator[Pieces]:
    """Yield neighbouring sentences together, as many as are read in one."""
    held: Pieces | None = None
    for start, end in sentences:
        if held and start == held[1] and end - held[0] <= _CHUNK:
            held = (held[0], end)
            continue
        if held:
            yield held
        held = (start, end)
    if held:
        yield held


class _Coder:
    """Codes the sentences of one page."""

    def __init__(self, page: Page, heads: EventHeads) -> None:
        self._page, self._heads = page, heads
        self._text, self._id = page.document.text, page.document.id
        told = [statement for statement in page.statements if statement.layer == "article"]
        self._inside = Contents(told)
        self._places = Ranges(place.span for place in page.places)
        self._moments = Ranges(moment.span for moment in page.moments)
        self._day = page_day(page.document)
        self._parties = Parties(self._text, told, page.places)

    def code(self, made: Array, first: int) -> Iterator[Event]:
        """Yield the events of a sentence whose pieces begin at number `first`."""
        cues = self._heads.cues(made)
        chances = self._heads.types(made, cues)
        for rank, number in enumerate(np.argsort(-chances).tolist()):
            if chances[number] < (self._heads.further if rank else self._heads.bar):
                break
            yield self._event(made, first, cues[:, number], TYPES[number], float(chances[number]))

    def _event(self, made: Array, first: int, cue: Array, kind: str, chance: float) -> Event:
        pieces = np.nonzero(cue >= _SHARE * cue.max())[0]
        told = _one_part_each(self._heads.tell(made, pieces, kind), pieces)
        here, states = slice(first, first + len(made)), self._page.states
        spans = self._spans(whole_words(pieces, states.starts[here], states.ends[here]), first)
        whole = Span(start=spans[0].start, end=spans[-1].end)
        sentence = self._spans([(0, len(made))], first)[0]
        statement = self._inside.holding(spans[0])
        actors, recipients = (self._named(told, part, made, first) for part in PARTS[:2])
        place = self._place(told, first, whole, sentence)
        moment = self._moment(told, first, whole)
        return Event(
            document_id=self._id,
            cue=spans,
            event_type=kind,
            mode=told.mode,
            contexts=_contexts(told),
            actors=self._parties.placed(actors, sentence),
            recipients=self._parties.placed(recipients, sentence),
            reciprocal=kind in _MUTUAL and len(actors) > 1 and not recipients,
            place=place.id if place else None,
            moment=moment.id if moment else None,
            date=moment.value if moment else news_day(self._text, whole.start, whole.end, self._day),
            quantities=quantities_of(self._text, kind, sentence),
            statement=statement.id if statement else None,
            source=_source(self._text, statement),
            factuality=_factuality(told, statement),
            stand=_stand(told, statement),
            confidence=round(chance, 4),
        )

    def _spans(self, runs: Iterable[Pieces], first: int) -> tuple[Span, ...]:
        starts, ends = self._page.states.starts, self._page.states.ends
        return tuple(Span(start=int(starts[first + a]), end=int(ends[first + b - 1])) for a, b in runs)

    def _named(self, told: Told, part: str, made: Array, first: int) -> tuple[Party, ...]:
        """Return the parties of a sentence that are part of an event, by their words."""
        runs = self._runs(told, part, first)
        return tuple(
            self._parties.of(span, self._heads.sectors(made, np.arange(*run)))
            for run, span in zip(runs, self._spans(runs, first), strict=True)
        )

    def _place(self, told: Told, first: int, cue: Span, sentence: Span) -> Place | None:
        """Return where an event is told to have been: the place the heads mark, else the nearest of its sentence."""
        marked = [at for span in self._marked(told, "place", first) for at in self._places.over(span)]
        if marked:
            return self._page.places[marked[0]]
        near = [self._page.places[at] for at in self._places.over(sentence)]
        happened = [place for place in near if place.role == "where"]
        return min(happened, key=lambda place: _apart(place.span, cue), default=None)

    def _moment(self, told: Told, first: int, cue: Span) -> Moment | None:
        """Return when: the date the heads mark, else the one that its sentence hangs it on."""
        marked = [at for span in self._marked(told, "date", first) for at in self._moments.over(span)]
        if marked:
            return self._page.moments[marked[0]]
        return date_of(self._page.moments, cue.start, cue.end, self._text)

    def _runs(self, told: Told, part: str, first: int) -> list[Pieces]:
        here = slice(first, first + len(told.parts))
        states = self._page.states
        return runs_of(told.parts[:, PARTS.index(part)], self._text, states.starts[here], states.ends[here])

    def _marked(self, told: Told, part: str, first: int) -> tuple[Span, ...]:
        return self._spans(self._runs(told, part, first), first)


def _one_part_each(told: Told, cue: NDArray[np.int64]) -> Told:
    """Return the same with no piece of the cue in a part, and none both in who acts and in who is acted upon."""
    parts = told.parts.copy()
    parts[cue] = 0
    acts = parts[:, 0, 0] >= parts[:, 1, 0]
    parts[~acts, 0] = 0
    parts[acts, 1] = 0
    return replace(told, parts=parts)


def _apart(one: Span, other: Span) -> int:
    return max(one.start - other.end, other.start - one.end, 0)


def _contexts(told: Told) -> tuple[str, ...]:
    """Return the contexts that are likely enough, the likeliest where none is."""
    likely = tuple(name for name, chance in told.contexts if chance > _CONTEXT)
    return likely or (told.contexts[0][0],)


def _source(text: str, statement: Statement | None) -> str | None:
    """Return who tells what stands in a statement: by name where that is sure, else by words; None for the author."""
    if statement is None:
        return None
    words = " ".join(text[span.start : span.end] for span in statement.source)
    return statement.entity or words or None


def _factuality(told: Told, statement: Statement | None) -> str:
    if statement is None or statement.factuality is None or told.stand in _NOT_YET:
        return told.factuality
    if told.factuality.endswith("-") and statement.factuality.endswith("+"):
        return statement.factuality[:-1] + "-"
    return statement.factuality


def _stand(told: Told, statement: Statement | None) -> EventStand:
    denied = (statement is not None and statement.denies) or told.factuality.endswith("-")
    return "denied" if denied and told.stand == "actual" else cast("EventStand", told.stand)
