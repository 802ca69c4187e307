"""A mention as the linking of pages sees it: its words, where it stands, who published it.

In: readings. Out: `Told`s, and what is compared of them: content words with their weights, names, numbers, and what
is told beside them on their page.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property, lru_cache
from itertools import pairwise

import numpy as np
import snowballstemmer
from numpy.typing import NDArray

from sayso.claims.vocabulary import vocabulary
from sayso.language.rarity import rarity
from sayso.records import Document, Mention, day_of

_WORD = re.compile(r"[^\W\d_][\w'’]*|\d[\d,.]*\d|\d")
_ENDING = re.compile(r"['’]s?$")
_NAME = re.compile(r"(?<![.!?\"“‘:] )\b[A-Z][\w'’]+")
_TOKEN = re.compile(r"\w+")
_STEMMER = snowballstemmer.stemmer("english")
_LEAST_TELLING = 0.05  # what remains of the weight of a word that all mentions of a page have

Weights = Mapping[str, float]


@dataclass(frozen=True, slots=False, kw_only=True, eq=False)
class Told:
    """A mention with its words. `share` is how far down its page it stands, 0 to 1; `outlet` whose page it is.

    `telling` are its words with weights that fall with the number of mentions of its page that have them: the name that
    stands in each tells nothing. `around` are the words of the mentions before and behind it on its page.
    """

    mention: Mention
    page: str
    text: str
    share: float = 0.0
    headline: bool = False
    outlet: str | None = None
    published: date | None = None
    telling: Weights = field(default_factory=dict)
    around: Weights = field(default_factory=dict)

    @cached_property
    def words(self) -> dict[str, float]:
        """The stems of its content words with their weights: the rarer in English, the heavier (3 to 10.5)."""
        return weigh(self.text)

    @cached_property
    def names(self) -> frozenset[str]:
        """What is written with a capital inside its words, folded."""
        return frozenset(name.casefold() for name in _NAME.findall(f"x {self.text}"))

    @cached_property
    def runs(self) -> frozenset[tuple[str, ...]]:
        """Its words by twos and threes as they follow each other, folded."""
        words = _TOKEN.findall(self.text.casefold())
        return frozenset((*pairwise(words), *zip(words, words[1:], words[2:], strict=False)))

    @cached_property
    def vector(self) -> NDArray[np.float32]:
        """What its words mean (D,), of length one; zeros where the reading has none."""
        numbers = np.frombuffer(self.mention.vector, dtype=np.int8).astype(np.float32)
        length = float(np.linalg.norm(numbers))
        return numbers / np.float32(length) if length else numbers


def weigh(text: str) -> dict[str, float]:
    """Return the stems of the content words of a text with their weights."""
    weights: dict[str, float] = {}
    for stem, weight in map(_weighed, _WORD.findall(text)):
        if weight > weights.get(stem, 0.0):
            weights[stem] = weight
    return weights


def overlap(one: Weights, other: Weights) -> tuple[float, float, float, float]:
    """Return the weighted Jaccard and containment of two sets of words, what they share, and the heaviest of it."""
    shared = [min(one[word], other[word]) for word in one.keys() & other.keys()]
    both, first, second = sum(shared), sum(one.values()), sum(other.values())
    return both / max(1e-6, first + second - both), both / max(1e-6, min(first, second)), both, max(shared, default=0.0)


def near(one: Told, other: Told) -> float:
    """Return the cosine of two mentions' vectors, -1 to 1; 0 where one has none."""
    return float(one.vector @ other.vector) if len(one.vector) == len(other.vector) else 0.0


def told_of(document: Document, mentions: Iterable[Mention]) -> list[Told]:
    """Return a page's mentions with their words."""
    page, length = document.id, max(1, len(document.text))  # the id is a hash over the whole text
    title = next((block.span for block in document.blocks if block.role == "headline"), None)
    return on_one_page(
        Told(
            mention=mention,
            page=page,
            text=" … ".join(" ".join(document.quote(span).split()) for span in mention.content),
            share=(start := mention.content[0].start) / length,
            headline=title is not None and title.start <= start < title.end,
            outlet=document.outlet,
            published=day_of(document.published),
        )
        for mention in mentions
    )


def on_one_page(mentions: Iterable[Told]) -> list[Told]:
    """Return all mentions of one page with what each has that its neighbours have not, and what those tell."""
    told = list(mentions)
    having = Counter(stem for each in told for stem in each.words)
    order = sorted(range(len(told)), key=lambda at: told[at].mention.content[0].start)
    place = {at: number for number, at in enumerate(order)}
    return [
        replace(each, telling=_telling(each.words, having, len(told)), around=_around(told, order, place[at]))
        for at, each in enumerate(told)
    ]


def _telling(words: Weights, having: Mapping[str, int], count: int) -> Weights:
    return {stem: weight * max(_LEAST_TELLING, math.log((count + 1) / having[stem])) for stem, weight in words.items()}


def _around(told: Sequence[Told], order: Sequence[int], number: int) -> Weights:
    beside = (*order[max(0, number - 1) : number], *order[number + 1 : number + 2])
    return {stem: weight for at in beside for stem, weight in told[at].words.items()}


@lru_cache(maxsize=1)
def _stop_words() -> frozenset[str]:
    return frozenset(vocabulary()["words"]["stop"])


@lru_cache(maxsize=100_000)
def _weighed(word: str) -> tuple[str, float]:
    """Return the stem of a word and its weight; 0 where it is none of content."""
    plain = _ENDING.sub("", word.casefold().replace("’", "'"))
    if len(plain) < 2 or plain in _stop_words():
        return "", 0.0
    return _STEMMER.stemWord(plain), rarity(plain)
