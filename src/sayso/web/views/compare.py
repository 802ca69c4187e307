"""Two to six articles side by side: who speaks in which, what stands in several, what in one only.

In: readings, and for each the statements the ledger finds on its page. Out: `Comparison`. Names are joined by the
ledger's source keys alone; contents are alike by the measure of `Ledger.alike`. Figures that differ between contents
that are otherwise alike are set side by side: which of them is right is not ours to tell.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

from sayso.labels import ACTS
from sayso.ledger import Hit
from sayso.ledger.index.likeness import nearness, sketch
from sayso.ledger.store.folding import fold
from sayso.records import Document, Reading
from sayso.survey.hands import speaker_name
from sayso.web.views.origins import Roots, gather, is_joined, root_of

FEWEST, MOST = 2, 6
LETTERS = "ABCDEF"
_LEAST_WORDS = 3  # "it", "the attack": contents of fewer words are alike without being the same
_FIGURE = re.compile(r"\d+(?:[.,:]\d+)*\s?%?")
_COUNTED = (
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
    "twenty",
)  # fmt: skip - "one" is rarely a figure
_TENS = ("thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_LARGE = ("dozen", "dozens", "hundred", "hundreds", "thousand", "thousands", "million", "millions", "billion")
_NUMBERS = (
    {word: str(number) for number, word in enumerate(_COUNTED, start=2)}
    | {word: str(number * 10) for number, word in enumerate(_TENS, start=3)}
    | {word: word for word in _LARGE}
)
_WORD = re.compile(rf"{_FIGURE.pattern}|\b(?:{'|'.join(sorted(_NUMBERS, key=len, reverse=True))})\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """One of the articles; the letter it goes by, and how many statements it has."""

    letter: str
    reading: Reading
    document: Document
    hits: tuple[Hit, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """How often a source speaks in one article, by act."""

    number: int
    acts: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Voice:
    """A source and what it has in each article; `joined` where the ledger joins its name across pages."""

    name: str
    key: str | None
    joined: bool
    kind: str | None
    cells: tuple[Cell | None, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Common:
    """Statements whose contents are nearly the same; `figures` of each article where they differ, else none."""

    cells: tuple[tuple[Hit, ...], ...]
    roots: Roots
    figures: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Spring:
    """An origin and how many statements of each article come from it."""

    name: str
    cells: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """What the articles have in common and what not. `short` contents are too short to be compared."""

    sides: tuple[Side, ...]
    voices: tuple[Voice, ...]
    unsure: tuple[Voice, ...]
    common: tuple[Common, ...]
    alone: tuple[tuple[Hit, ...], ...]
    short: tuple[int, ...]
    springs: tuple[Spring, ...]
    other_origins: tuple[int, ...]
    unknown_origins: tuple[int, ...]


def compare(articles: Sequence[tuple[Reading, Document, Sequence[Hit]]]) -> Comparison:
    """Return the comparison of articles, each with the statements on its page."""
    sides = tuple(
        Side(letter=letter, reading=reading, document=document, hits=tuple(hits))
        for letter, (reading, document, hits) in zip(LETTERS, articles, strict=False)
    )
    voices = sorted(_voices(sides), key=_most_shared)
    groups = sorted(_groups(sides), key=lambda group: (-len({at for at, _ in group}), min(group)))
    grouped = {place for group in groups for place in group}
    left = [[hit for n, hit in enumerate(side.hits) if (at, n) not in grouped] for at, side in enumerate(sides)]
    springs, others, unknown = _springs(sides)
    return Comparison(
        sides=sides,
        voices=tuple(voice for voice in voices if voice.joined),
        unsure=tuple(voice for voice in voices if not voice.joined),
        common=tuple(_common(sides, group) for group in groups),
        alone=tuple(tuple(hit for hit in hits if not _is_short(hit)) for hits in left),
        short=tuple(sum(map(_is_short, hits)) for hits in left),
        springs=springs,
        other_origins=others,
        unknown_origins=unknown,
    )


def figures_in(words: str) -> tuple[tuple[str, str], ...]:
    """Return the figures in a content, each as it is compared and as it stands."""
    return tuple((_plain(found.group()), " ".join(found.group().split())) for found in _WORD.finditer(words))


def _voices(sides: Sequence[Side]) -> Iterator[Voice]:
    said: defaultdict[tuple[str, str], list[tuple[int, Hit]]] = defaultdict(list)
    names: dict[tuple[str, str], str] = {}
    for at, side in enumerate(sides):
        for hit in side.hits:
            name = speaker_name(side.document, hit.statement) or "nobody named"
            key = (hit.source_key, "") if hit.source_key else ("", f"{at} {fold(name)}")
            said[key].append((at, hit))
            names.setdefault(key, name)
    for key, hits in said.items():
        kinds = Counter(hit.statement.source_kind for _, hit in hits)
        yield Voice(
            name=names[key],
            key=key[0] or None,
            joined=any(is_joined(hit.statement) for _, hit in hits),
            kind=kinds.most_common(1)[0][0],
            cells=tuple(_cell([hit for place, hit in hits if place == at]) for at in range(len(sides))),
        )


def _cell(hits: Sequence[Hit]) -> Cell | None:
    if not hits:
        return None
    acts = Counter(hit.statement.act for hit in hits)
    return Cell(number=len(hits), acts=tuple((act, acts[act]) for act in ACTS if acts[act]))


def _most_shared(voice: Voice) -> tuple[int, int, str]:
    cells = [cell for cell in voice.cells if cell]
    return -len(cells), -sum(cell.number for cell in cells), fold(voice.name)


def _groups(sides: Sequence[Side]) -> Iterator[list[tuple[int, int]]]:
    """Yield the statements that are nearly the same as one of another article, as places (side, number) together."""
    words = {(at, n): _content(hit) for at, side in enumerate(sides) for n, hit in enumerate(side.hits)}
    long = {place: content for place, content in words.items() if len(fold(content).split()) >= _LEAST_WORDS}
    by_hash: defaultdict[int, list[tuple[int, int]]] = defaultdict(list)
    for place, content in long.items():
        for each in sketch(content):
            by_hash[each].append(place)
    pairs = {pair for places in by_hash.values() for pair in combinations(places, 2) if pair[0][0] != pair[1][0]}
    root = {place: place for place in long}

    def find(place: tuple[int, int]) -> tuple[int, int]:
        while root[place] != place:
            place = root[place]
        return place

    for one, other in sorted(pairs):
        if find(one) != find(other) and nearness(long[one], long[other]):
            root[max(find(one), find(other))] = min(find(one), find(other))
    groups: defaultdict[tuple[int, int], list[tuple[int, int]]] = defaultdict(list)
    for place in long:
        groups[find(place)].append(place)
    yield from (group for group in groups.values() if len({at for at, _ in group}) > 1)


def _common(sides: Sequence[Side], group: Iterable[tuple[int, int]]) -> Common:
    places = sorted(group)
    cells = tuple(tuple(side.hits[n] for at, n in places if at == here) for here, side in enumerate(sides))
    told = [[figure for hit in hits for figure in figures_in(_content(hit))] for hits in cells]
    compared = {frozenset(plain for plain, _ in figures) for figures, hits in zip(told, cells, strict=True) if hits}
    shown = tuple(", ".join(dict.fromkeys(as_is for _, as_is in figures)) for figures in told)
    return Common(
        cells=cells,
        roots=gather((hit.statement, hit.page_id) for hits in cells for hit in hits),
        figures=shown if len(compared) > 1 else (),
    )


def _springs(sides: Sequence[Side]) -> tuple[tuple[Spring, ...], tuple[int, ...], tuple[int, ...]]:
    """Return the origins that several articles have, and how many others, and unknown ones, each has."""
    found: list[Counter[str]] = [Counter() for _ in sides]
    names: dict[str, str] = {}
    unknown = [0] * len(sides)
    for at, side in enumerate(sides):
        for hit in side.hits:
            root = root_of(hit.statement, hit.page_id)
            if root is None or root.sort == "unknown":
                unknown[at] += 1
            else:
                found[at][root.key] += 1
                names.setdefault(root.key, root.name)
    shared = [key for key in names if sum(key in counts for counts in found) > 1]
    springs = [Spring(name=names[key], cells=tuple(counts[key] for counts in found)) for key in shared]
    others = tuple(sum(key not in shared for key in counts) for counts in found)
    return tuple(sorted(springs, key=_widest)), others, tuple(unknown)


def _widest(spring: Spring) -> tuple[int, int]:
    return -sum(number > 0 for number in spring.cells), -sum(spring.cells)


def _content(hit: Hit) -> str:
    return " ".join(hit.content)


def _is_short(hit: Hit) -> bool:
    return len(fold(_content(hit)).split()) < _LEAST_WORDS


def _plain(figure: str) -> str:
    word = figure.casefold()
    return _NUMBERS.get(word) or re.sub(r"(?<=\d),(?=\d{3})|\s", "", word)
