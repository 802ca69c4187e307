"""Names that pages drop: what one states in its own voice and others attribute to somebody."""

from __future__ import annotations

import pytest

from sayso.errors import UnknownId
from sayso.ledger.ledger import Ledger
from tests.ledger.claims.pages import Line, page

DYKE = "the dyke near Harn broke before midnight"
PUMP = "the pumping station at Lowe stood idle"


def test_what_others_attribute_is_told_with_its_place(ledger: Ledger) -> None:
    bare, *others = (
        page("Bare", Line("", DYKE)),
        page("One", Line("Ada Voss", DYKE)),
        page("Two", Line("Bo Lund", DYKE)),
    )
    for reading in (bare, *others):
        ledger.store(reading)
    (told,) = ledger.names_dropped(bare.page.id)
    assert bare.document is not None
    assert [bare.document.quote(span) for span in told.content] == [DYKE]
    assert told.attributed_to == ("Ada Voss", "Bo Lund")
    assert told.claim.text == DYKE
    assert all(ledger.names_dropped(reading.page.id) == () for reading in others)


def test_a_page_that_names_somebody_elsewhere_dropped_nobody(ledger: Ledger) -> None:
    both = page("Both", Line("", DYKE), Line("Ada Voss", DYKE))
    ledger.store(both)
    ledger.store(page("Other", Line("Bo Lund", DYKE)))
    assert ledger.names_dropped(both.page.id) == ()


def test_what_nobody_is_named_for_or_somebody_denies_is_no_dropped_name(ledger: Ledger) -> None:
    bare = page("Bare", Line("", DYKE), Line("", PUMP))
    ledger.store(bare)
    ledger.store(page("Alike", Line("", DYKE)))
    ledger.store(page("Denying", Line("Cy Marr", PUMP, cue="denied", act="deny")))
    assert ledger.names_dropped(bare.page.id) == ()


def test_an_unknown_page_is_refused(ledger: Ledger) -> None:
    with pytest.raises(UnknownId):
        ledger.names_dropped("page_0000000000000000")
