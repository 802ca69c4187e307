"""Turn texts with events into what the network learns from.

In: passages of ours, headlines of NGEC, phrases for agents. Out: `Lesson`s: what the encoder made of a text, and which
of its pieces tell what.
"""

from __future__ import annotations

import gzip
import json
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from sayso.labels import CONTEXTS, FACTUALITIES, SECTORS
from sayso.language.encoder import States, load_encoder
from sayso.language.events import MODES, STANDS, TYPES
from sayso.records import Span
from training.events.passages import Labelled, Passage, read_passages

Numbers = NDArray[np.int64]
Array = NDArray[np.float32]
NONE = len(TYPES)
_PARTS = "ARLD"
_TOGETHER = 400  # texts read together
_LONGEST = 400  # characters of a first sentence
_FIRST = re.compile(r"(?<=[a-z]{3}[.!?])\s+(?=[A-Z])")


@dataclass(frozen=True, slots=True)
class Target:
    """An event by its pieces: type, mode (-1 for none), cue, parts (T, 4, 2), contexts, factuality, stand, parties."""

    type: int
    mode: int
    cue: Numbers
    parts: Array
    contexts: Array
    factuality: int
    stand: int
    parties: tuple[tuple[Numbers, Array], ...]


@dataclass(frozen=True, slots=True)
class Lesson:
    """A text as the encoder read it; types (T,) of its pieces; `whole` (17,), the types it tells, last none."""

    states: States
    types: Numbers | None
    whole: Array
    events: tuple[Target, ...] = ()
    name: str = ""


def read_states(texts: Sequence[str]) -> Iterator[States]:
    """Yield what the encoder makes of each text."""
    encoder = load_encoder(0)
    for at in range(0, len(texts), _TOGETHER):
        part = texts[at : at + _TOGETHER]
        pieces = [encoder.cut(text) for text in part]
        vectors: list[Array] = [np.zeros((len(each), 384), dtype=np.float32) for each in pieces]
        for scores in encoder.score(pieces):
            window = scores.window
            owned = slice(window.first - window.start, window.last - window.start)
            vectors[scores.sequence][window.first : window.last] = scores.states[owned]
        for text, each, held in zip(part, pieces, vectors, strict=True):
            yield States(text=text, ids=each.ids, starts=each.starts, ends=each.ends, vectors=held)


def own_lessons(folder: Path) -> list[Lesson]:
    """Return the passages of `training/events` as lessons."""
    held = [(path.stem, passage) for path in sorted(folder.glob("*.txt")) for passage in read_passages(path)]
    states = read_states([passage.text for _, passage in held])
    return [_lesson(name, passage, state) for (name, passage), state in zip(held, states, strict=True)]


def headline_lessons(path: Path) -> list[Lesson]:
    """Return the headlines of NGEC and the first sentence below each, of which the type alone is known."""
    with gzip.open(path, "rt", encoding="utf-8") as file:
        rows = [json.loads(line) for line in file]
    told = {row["headline"]: row["event_type"] for row in rows}
    told |= {_FIRST.split(row["text"].split("\n")[0])[0][:_LONGEST]: row["event_type"] for row in rows}
    kept = [(text, TYPES.index(kind)) for text, kind in told.items() if kind in TYPES and len(text.split()) > 2]
    states = read_states([text for text, _ in kept])
    return [Lesson(state, None, _one_of([kind], NONE + 1)) for (_, kind), state in zip(kept, states, strict=True)]


def agent_lessons(path: Path) -> list[tuple[States, Array]]:
    """Return the phrases of the agents' dictionary (`POLICE_OFFICER [~COP]`) with their sectors."""
    found = re.findall(
        r"^([A-Z][A-Z_ -]+?)_?(?: \{[^}]*\})? \[~([A-Z]{3})", path.read_text(encoding="utf-8"), re.MULTILINE
    )
    kept = [(words.replace("_", " ").strip().lower(), code) for words, code in found if code in SECTORS]
    states = read_states([f"The {words} said so." for words, _ in kept])
    return [
        (state, _one_of([SECTORS.index(code)], len(SECTORS))) for (_, code), state in zip(kept, states, strict=True)
    ]


def _lesson(name: str, passage: Passage, states: States) -> Lesson:
    events = tuple(target for event in passage.events if (target := _target(event, states)))
    types = np.full(len(states.starts), NONE, dtype=np.int64)
    for target in events:
        types[target.cue] = target.type
    whole = _one_of([target.type for target in events] or [NONE], NONE + 1)
    return Lesson(states, types, whole, events, name)


def _target(event: Labelled, states: States) -> Target | None:
    cue = np.concatenate([np.zeros(0, dtype=np.int64), *_pieces(states, event.spans["E"])])
    if not len(cue):
        return None
    parts = np.zeros((len(states.starts), len(_PARTS), 2), dtype=np.float32)
    for number, part in enumerate(_PARTS):
        for pieces in _pieces(states, event.spans.get(part, ())):
            parts[pieces, number, 0] = 1
            parts[pieces[:1], number, 1] = 1
    coded = [
        (pieces, _one_of([SECTORS.index(sector) for sector in sectors], len(SECTORS)))
        for part in "AR"
        for pieces, (_, sectors) in zip(_pieces(states, event.spans.get(part, ())), event.codes[part], strict=False)
    ]
    return Target(
        type=TYPES.index(event.type),
        mode=MODES.index((event.type, event.mode)) if event.mode else -1,
        cue=cue,
        parts=parts,
        contexts=_one_of([CONTEXTS.index(each) for each in event.contexts], len(CONTEXTS)),
        factuality=FACTUALITIES.index(event.factuality),
        stand=STANDS.index(event.reality),
        parties=tuple(coded),
    )


def _pieces(states: States, spans: Iterable[tuple[int, int]]) -> list[Numbers]:
    return [states.pieces_in(Span(start=start, end=end)) for start, end in spans]


def _one_of(numbers: Sequence[int], count: int) -> Array:
    made = np.zeros(count, dtype=np.float32)
    made[list(numbers)] = 1
    return made
