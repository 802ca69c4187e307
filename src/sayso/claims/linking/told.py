"""A mention as the linking of pages sees it: its words, where it stands, who published it.

In: readings. Out: `Told`s, and what is compared of them: content words with their weights, names, numbers.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property, lru_cache

import numpy as np
import snowballstemmer
from numpy.typing import NDArray

from sayso.claims.vocabulary import vocabulary
from sayso.language.rarity import rarity
from sayso.records import Document, Mention, day_of

_WORD = re.compile(r"[^\W\d_][\w'’]*|\d[\d,.]*\d|\d")
_ENDING = re.compile(r"['’]s?$")
_NAME = re.compile(r"(?<![.!?\"“‘:] )\b[A-Z][\w'’]+")
_STEMMER = snowballstemmer.stemmer("english")


@dataclass(frozen=True, slots=False, kw_only=True, eq=False)
class Told:
    """A mention with its words. `share` is how far down its page it stands, 0 to 1; `outlet` whose page it is."""

    mention: Mention
    page: str
    text: str
    share: float = 0.0
    headline: bool = False
    outlet: str | None = None
    published: date | None = None

    @cached_property
    def words(self) -> dict[str, float]:
        """The stems of its content words with their weights: the rarer in English, the heavier (3 to 10.5)."""
        return weigh(self.text)

    @cached_property
    def names(self) -> frozenset[str]:
        """What is written with a capital inside its words, folded."""
        return frozenset(name.casefold() for name in _NAME.findall(f"x {self.text}"))

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


def overlap(one: dict[str, float], other: dict[str, float]) -> tuple[float, float, float, float]:
    """Return the weighted Jaccard and containment of two sets of words, what they share, and the heaviest of it."""
    shared = [min(one[word], other[word]) for word in one.keys() & other.keys()]
    both, first, second = sum(shared), sum(one.values()), sum(other.values())
    return both / max(1e-6, first + second - both), both / max(1e-6, min(first, second)), both, max(shared, default=0.0)


def near(one: Told, other: Told) -> float:
    """Return the cosine of two mentions' vectors, -1 to 1; 0 where one has none."""
    return float(one.vector @ other.vector) if len(one.vector) == len(other.vector) else 0.0


def told_of(document: Document, mentions: Iterable[Mention]) -> Iterator[Told]:
    """Yield a page's mentions with their words."""
    page, length = document.id, max(1, len(document.text))  # the id is a hash over the whole text
    title = next((block.span for block in document.blocks if block.role == "headline"), None)
    for mention in mentions:
        start = mention.content[0].start
        yield Told(
            mention=mention,
            page=page,
            text=" … ".join(" ".join(document.quote(span).split()) for span in mention.content),
            share=start / length,
            headline=title is not None and title.start <= start < title.end,
            outlet=document.outlet,
            published=day_of(document.published),
        )


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
