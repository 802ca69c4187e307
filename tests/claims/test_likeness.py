"""What is compared of pairs of mentions, and the chance that it gives."""

from __future__ import annotations

from dataclasses import replace
from itertools import combinations

import numpy as np
import pytest

from sayso.claims.linking.likeness import FEATURES, features
from sayso.claims.linking.pairs import same_claim
from sayso.claims.linking.told import Told, on_one_page, overlap
from sayso.records import Span
from tests.claims.making import told


def some() -> list[Told]:
    """Return mentions of two pages: the same in other words, another number, a denial, something else."""
    first = [
        told("the tannery dumped 40 barrels in the Orrin", page="a", holder="Sela Brandt"),
        told("nobody at the tannery was hurt", page="a", holder="Sela Brandt"),
        told("the Orrin ran green for two days", page="a"),
    ]
    second = [
        told("40 barrels were dumped in the Orrin by the tannery", page="b", holder="River Watch"),
        told("the tannery dumped 12 barrels in the Orrin", page="b", holder="Tannery Guild"),
        told("a choir sang in Velden on Sunday", page="b"),
    ]
    return [*_placed(first), *_placed(second)]


def _placed(mentions: list[Told]) -> list[Told]:
    ranges = [(Span(start=at * 100, end=at * 100 + 50),) for at in range(len(mentions))]
    return on_one_page(
        replace(each, mention=replace(each.mention, content=content))
        for each, content in zip(mentions, ranges, strict=True)
    )


def test_the_order_of_a_pair_and_of_the_pairs_makes_no_difference() -> None:
    pairs = list(combinations(some(), 2))
    signs = features(pairs)
    assert signs.shape == (len(pairs), len(FEATURES))
    np.testing.assert_allclose(features([pair[::-1] for pair in pairs]), signs, rtol=1e-5)
    np.testing.assert_allclose(features(pairs[::-1]), signs[::-1], rtol=1e-5)


def test_a_pair_is_compared_alike_alone_and_among_others() -> None:
    pairs = list(combinations(some(), 2))
    alone = np.concatenate([features([pair]) for pair in pairs])
    np.testing.assert_allclose(features(pairs), alone, rtol=1e-5)


def test_what_is_shared_of_words_is_what_overlap_tells() -> None:
    pairs = list(combinations(some(), 2))
    columns = [FEATURES.index(name) for name in ("jaccard", "contained", "shared", "heaviest")]
    told_of_words = [overlap(one.words, other.words) for one, other in pairs]
    expected = [
        (jaccard, contained, shared / 10, heaviest / 10) for jaccard, contained, shared, heaviest in told_of_words
    ]
    np.testing.assert_allclose(features(pairs)[:, columns], expected, rtol=1e-5)


def test_numbers_names_and_places_are_signs_of_their_own() -> None:
    one, _, _, same, rival, other = some()
    signs = features([(one, same), (one, rival), (one, other)])
    column = {name: signs[:, number].tolist() for number, name in enumerate(FEATURES)}
    assert column["same number"] == [1, 0, 0]
    assert column["rival number"] == [0, 1, 0]
    assert column["number in one"] == [0, 0, 1]
    assert column["one page"] == [0, 0, 0]
    assert column["names apart"] == [0, 0, 1]


def test_a_word_that_each_mention_of_a_page_has_tells_little() -> None:
    page = _placed([told(f"the kiln of Harrow {what}") for what in ("burst", "cracked", "smoked", "was sold")])
    first = page[0]
    assert first.telling["harrow"] < first.words["harrow"] / 4
    assert first.telling["burst"] > first.words["burst"]


def test_what_stands_around_a_mention_is_told_by_its_neighbours_in_the_text() -> None:
    page = _placed([told("a mast fell"), told("two horses drowned"), told("the mayor wept")])
    assert set(page[1].around) == set(page[0].words) | set(page[2].words)
    assert set(page[0].around) == set(page[1].words)


def test_the_same_in_other_words_is_likelier_than_a_rival_or_something_else() -> None:
    barrels, hurt, choir = np.eye(3, 128, dtype=np.int8) * 127  # what says what words mean, in place of the network
    meant = (barrels, hurt, choir, barrels, barrels, choir)
    one, unhurt, _, same, rival, other = (
        replace(each, mention=replace(each.mention, vector=vector.tobytes()))
        for each, vector in zip(some(), meant, strict=True)
    )
    alike, rivals, unlike, apart = same_claim([(one, same), (one, rival), (one, other), (unhurt, same)])
    assert alike > 0.5
    assert max(unlike, apart) < 0.1
    assert rivals < alike


def test_no_pairs_have_no_chances() -> None:
    assert same_claim([]).tolist() == []


@pytest.mark.parametrize("count", [2, 400])
def test_chances_are_chances(count: int) -> None:
    mentions = some()
    rng = np.random.default_rng(count)
    pairs = [(mentions[a], mentions[b]) for a, b in rng.integers(0, len(mentions), (count, 2)).tolist()]
    chances = same_claim(pairs)
    assert chances.shape == (count,)
    assert ((chances >= 0) & (chances <= 1)).all()
