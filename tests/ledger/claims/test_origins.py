"""A ledger counts origins as a dossier does: only where it is sure, only those that are clearly different."""

from __future__ import annotations

from collections.abc import Callable, Iterable

import numpy as np
import pytest

from sayso.claims.linking import Told
from sayso.language.claims import Array
from sayso.ledger import ClaimQuery
from sayso.ledger.claims import pairs
from sayso.ledger.ledger import Ledger
from tests.ledger.claims.pages import Line, page

WORDS = "the grain barge sank below Tarn lock"
OTHERS = "the grain barge went down below Tarn lock"


@pytest.fixture
def alike(monkeypatch: pytest.MonkeyPatch) -> Callable[[float], None]:
    """Return what sets the chance of every pair."""

    def setting(chance: float) -> None:
        def rule(both: Iterable[tuple[Told, Told]]) -> Array:
            return np.array([chance for _ in both], dtype=np.float32)

        monkeypatch.setattr(pairs, "same_claim", rule)

    return setting


def independent(ledger: Ledger) -> list[int]:
    """Return the counts of the list, of one claim's page, and of the filter for two and more."""
    (entry,) = ledger.find_claims()
    filtered = ledger.find_claims(ClaimQuery(origins=2))
    return [entry.independent, len(ledger.claim(entry.id).independent), len(list(filtered))]


def test_two_named_origins_that_surely_say_the_same_are_two(ledger: Ledger, alike: Callable[[float], None]) -> None:
    alike(0.9)
    ledger.store(page("Tarn", Line("Ola Brandt", WORDS)))
    ledger.store(page("Lode", Line("Canal Board", OTHERS)))
    assert independent(ledger) == [2, 2, 1]


def test_where_it_is_not_sure_the_further_origin_does_not_count(ledger: Ledger, alike: Callable[[float], None]) -> None:
    alike(0.4)
    ledger.store(page("Tarn", Line("Ola Brandt", WORDS)))
    ledger.store(page("Lode", Line("Canal Board", OTHERS)))
    assert independent(ledger) == [1, 1, 0]


def test_two_writings_of_one_name_are_one_origin(ledger: Ledger, alike: Callable[[float], None]) -> None:
    alike(0.9)
    ledger.store(page("Tarn", Line("Ola Brandt", WORDS)))
    ledger.store(page("Lode", Line("Brandt", OTHERS)))
    assert independent(ledger) == [1, 1, 0]


def test_an_outlet_whose_page_tells_its_source_is_no_origin(ledger: Ledger, alike: Callable[[float], None]) -> None:
    alike(0.9)
    ledger.store(page("Tarn", Line("Canal Board", WORDS), outlet="Tarn Post"))
    ledger.store(page("Lode", Line("Tarn Post", OTHERS), outlet="Lode Mail"))
    assert independent(ledger) == [1, 1, 0]
