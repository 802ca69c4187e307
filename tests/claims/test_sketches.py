"""Mentions are compared where they are near, on pages about one matter."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest

from sayso.claims.linking import candidates as finding
from sayso.claims.linking.candidates import candidates
from sayso.claims.linking.sketches import NEAREST, PART, Sketch, Sketched, likeness, near, nearest, sketches
from sayso.claims.linking.told import weigh
from tests.claims.making import told

TUNNEL = ("a smugglers tunnel ran under the customs shed at Brask", "the Brask customs shed was shut on Friday")
HERD = ("forty reindeer drowned in lake Ommer this spring", "herders at lake Ommer want a fence")
ALONG, ACROSS = (1, 0, 0), (0, 1, 0)


def page(first: int, lines: Sequence[str], vectors: Sequence[tuple[int, int, int]] = ()) -> Sketch:
    """Return the sketch of a page whose mentions have the numbers from `first` on."""
    packed = [np.array(vector, dtype=np.int8).tobytes() for vector in vectors] or [b""] * len(lines)
    mentions = [
        Sketched(number=first + at, words=weigh(line), vector=vector, share=0.1 * at)
        for at, (line, vector) in enumerate(zip(lines, packed, strict=True))
    ]
    (sketch,) = sketches(mentions)
    return sketch


def test_what_means_alike_is_compared_on_pages_about_one_matter_alone() -> None:
    mine = page(0, (*TUNNEL, "no arrests were made"), (ACROSS, (0, 0, 1), ALONG))
    same = page(10, (TUNNEL[0], "police let everybody walk"), (ACROSS, ALONG))
    other = page(20, (*HERD, "police let everybody walk"), (ACROSS, (0, 0, 1), (9, 6, 0)))
    assert likeness(mine, same) > 0.3 > likeness(mine, other)
    found = near(mine, [same, other])
    assert {(2, 11), (0, 10)} <= set(found)
    assert (2, 22) not in found


def test_the_same_words_are_compared_whatever_their_pages_are_about() -> None:
    line = "the winter ferry to Ulmsund was never licensed"
    mine, other = (page(at, (*lines, line)) for at, lines in ((0, TUNNEL), (10, HERD)))
    assert near(mine, [other]) == [(2, 12)]


def test_vectors_of_another_length_are_as_none() -> None:
    mine = page(0, TUNNEL, (ALONG, ACROSS))
    assert (0, 10) in near(mine, [page(10, TUNNEL)])


def test_pages_that_share_most_come_first() -> None:
    mine = page(0, TUNNEL)
    others = {1: TUNNEL[:1], 2: HERD, 3: (*TUNNEL, *HERD), 4: ("the shed",)}
    rows = [
        (stem, part, weight)
        for part, lines in others.items()
        for stem, weight in zip(*_words(page(0, lines)), strict=True)
        if stem in mine.stems
    ]
    stems, parts, weights = zip(*rows, strict=True)
    found = nearest(mine, np.array(stems), np.array(parts), np.array(weights, dtype=np.float32))
    assert sorted(found[:2]) == [1, 3]
    assert found[2:] == [4]
    none = np.zeros(0, dtype=np.int64)
    assert nearest(mine, none, none, none.astype(np.float32)) == []


def _words(sketch: Sketch) -> tuple[list[int], list[float]]:
    return sketch.stems.tolist(), sketch.weights.tolist()


def test_what_stands_for_other_words_is_not_compared_but_its_words_tell_of_the_page() -> None:
    (sketch,) = sketches([Sketched(number=None, words=weigh(TUNNEL[0]), vector=b"", share=0.0)])
    assert near(sketch, [page(10, TUNNEL)]) == []
    assert likeness(sketch, page(10, TUNNEL)) > 0.5


@pytest.mark.parametrize("vocabulary", [7, 5000])
def test_the_work_grows_with_a_long_page_and_not_with_its_square(
    monkeypatch: pytest.MonkeyPatch, vocabulary: int
) -> None:
    compared: list[int] = []

    def counting(mine: Sketch, others: Sequence[Sketch]) -> list[tuple[int, int]]:
        compared.append(len(mine.numbers) * sum(len(other.numbers) for other in others))
        return near(mine, others)

    monkeypatch.setattr(finding, "near", counting)

    def work(count: int) -> int:
        chance = np.random.default_rng(1)
        compared.clear()
        lines = (" ".join(f"pier{n}x" for n in chance.integers(0, vocabulary, 5)) for _ in range(count))
        pairs = list(candidates([told(line, at=at * 40) for at, line in enumerate(lines)]))
        assert len(set(pairs)) == len(pairs) <= sum(compared)
        return sum(compared)

    assert work(6000) < 2.2 * work(3000)  # 250,000 characters
    assert sum(compared) <= 3000 * PART * (NEAREST + 1)
