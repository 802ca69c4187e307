"""Make up pages with mentions, as news has them: stories that several outlets tell, each in words of its own.

In: a world of `made_pages`. Out: readings. Words are drawn by Zipf's law from the encoder's vocabulary, so that they
are as rare as in English; names are invented, and some recur in many stories. One page in three is alone with its
story, one in three has fewer than five beside it, one in three up to sixty. One statement in three tells a fact of the
story, sometimes word for word, mostly with two words in five changed; the others are the page's own, about its matter.

Vectors are drawn so that their cosines are those of the invented dossiers as read: 0.33 (deviating by 0.14) between any
two mentions, 0.38 within a story, 0.7 between two wordings of a fact.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from functools import cache
from itertools import accumulate, count

import numpy as np
from numpy.typing import NDArray
from tokenizers import Tokenizer

from benchmarks.made_pages import World, make_reading
from sayso.claims.mentions.read import make_mention
from sayso.language.weights import FOLDER
from sayso.records import Document, Mention, Reading, Statement

WIDTH, FREE = 128, 24  # numbers of a vector, and those of them that differ freely
ALL, STORY, FACT, OWN = 0.57, 0.22, 0.57, 0.55  # what a vector has of all, of its story, of its fact, of its own
SIZES = ((1, 1, 70), (2, 2, 15), (3, 5, 10), (6, 15, 4), (16, 60, 1))  # pages of a story: from, to, how often
OPEN = 150  # stories that are told at one time
FACTS, TOLD, COPIED, KEPT = 15, 0.35, 0.15, 0.6
FILLING = ("the", "of the", "in", "was", "that the", "and", "had been", "for a", "to the", "by")
_FIRST_DAY, _A_DAY = date(2016, 1, 1), 20
Vector = NDArray[np.float64]


@dataclass(slots=True, kw_only=True)
class Fact:
    """Something that pages of a story tell: words of content, and what they mean."""

    words: Sequence[str]
    meaning: Vector
    wire: str


@dataclass(slots=True, kw_only=True)
class Story:
    """What some pages tell of."""

    left: int
    topic: Sequence[str]
    names: Sequence[str]
    meaning: Vector
    facts: Sequence[Fact]


@dataclass(slots=True)
class Teller:
    """Tells one page after another."""

    world: World
    noise: np.random.Generator
    open: list[Story] = field(default_factory=list)
    story: Story | None = None
    vectors: dict[str, bytes] = field(default_factory=dict)  # by the words of this page's contents

    def turn(self) -> None:
        """Begin a page."""
        while len(self.open) < OPEN:
            self.open.append(self._story())
        self.story = self.world.chance.choice(self.open)
        self.story.left -= 1
        if not self.story.left:
            self.open.remove(self.story)
        self.vectors = {}

    def tell(self) -> str:
        """Return what somebody says."""
        chance, story = self.world.chance, self.story
        assert story is not None
        if chance.random() < TOLD:
            fact = chance.choice(story.facts)
            said = fact.wire if chance.random() < COPIED else self._worded(self._changed(fact.words))
            meaning = fact.meaning
        else:
            said, meaning = self._worded(self._words(story, 0.4, 0.35)), _free(self.noise)
        vector = ALL * _common() + STORY * story.meaning + FACT * meaning + OWN * _free(self.noise)
        self.vectors[said] = np.round(vector / np.linalg.norm(vector) * 127).astype(np.int8).tobytes()
        return said

    def _story(self) -> Story:
        chance = self.world.chance
        least, most, _ = chance.choices(SIZES, weights=[often for *_, often in SIZES])[0]
        story = Story(
            left=chance.randint(least, most),
            topic=self._draw(25),
            names=[_zipf(chance.random(), self.world.places) for _ in range(4)],
            meaning=_free(self.noise),
            facts=(),
        )
        facts = [self._words(story, 0.6, 0.6) for _ in range(FACTS)]
        story.facts = [Fact(words=each, meaning=_free(self.noise), wire=self._worded(each)) for each in facts]
        return story

    def _words(self, story: Story, named: float, topical: float) -> list[str]:
        chance = self.world.chance
        words = [
            chance.choice(story.topic) if chance.random() < topical else self._draw(1)[0]
            for _ in range(chance.randint(4, 8))
        ]
        if chance.random() < named:
            words[0] = chance.choice(story.names)
        if chance.random() < 0.15:
            words.insert(1, f"{chance.randint(2, 90)} people")
        return words

    def _changed(self, words: Sequence[str]) -> list[str]:
        kept = [word if self.world.chance.random() < KEPT else self._draw(1)[0] for word in words]
        self.world.chance.shuffle(kept)
        return kept

    def _worded(self, words: Sequence[str]) -> str:
        return "the " + " ".join(f"{word} {self.world.chance.choice(FILLING)}" for word in words[:-1]) + f" {words[-1]}"

    def _draw(self, number: int) -> list[str]:
        words, weights = _vocabulary()
        return self.world.chance.choices(words, cum_weights=weights, k=number)


def make_pages(world: World) -> Iterator[Reading]:
    """Yield readings without end; every statement of an article has a mention."""
    teller = Teller(world, np.random.default_rng(world.chance.randrange(1 << 30)))
    told = replace(world, tell=teller.tell)
    for number in count():
        teller.turn()
        reading = make_reading(told, number, at_most=30)
        document = reading.document
        assert document is not None
        document = replace(document, published=(_FIRST_DAY + timedelta(days=number // _A_DAY)).isoformat())
        said = [each for each in reading.statements if each.layer == "article"]
        mentions = tuple(_mention(document, each, teller.vectors) for each in said)
        yield replace(reading, document=document, mentions=mentions)


def _mention(document: Document, statement: Statement, vectors: dict[str, bytes]) -> Mention:
    mention = make_mention(document.text, statement.content[0], statement, document_id=document.id, confidence=0.8)
    said = document.quote(statement.content[0]).strip("“”").removeprefix("that ")
    return replace(mention, vector=vectors[said])


def _zipf(draw: float, every: Sequence[str]) -> str:
    return every[int(len(every) ** draw) - 1]


def _free(noise: np.random.Generator) -> Vector:
    vector = np.zeros(WIDTH)
    vector[:FREE] = noise.standard_normal(FREE)
    return vector / np.linalg.norm(vector)


@cache
def _common() -> Vector:
    vector = np.zeros(WIDTH)
    vector[FREE:] = 1
    return vector / np.linalg.norm(vector)


@cache
def _vocabulary() -> tuple[list[str], list[float]]:
    """Return words by how frequent they are, and their weights added up."""
    ranked = sorted(
        dict(Tokenizer.from_file(str(FOLDER / "tokenizer.json")).get_vocab()).items(), key=lambda each: each[1]
    )
    words = [word for word, _ in ranked if word.isascii() and word.isalpha() and len(word) > 2][100:]
    return words, list(accumulate(1 / (rank + 100) for rank in range(len(words))))
