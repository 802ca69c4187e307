"""Ids and the beginnings of them lead to what they name, or say why not."""

from __future__ import annotations

import pytest

from sayso.errors import UnknownId
from sayso.ledger.ledger import Ledger
from tests.factory import make_document, make_reading


def test_every_kind_of_id_leads_to_the_reading(ledger: Ledger) -> None:
    reading = make_reading()
    ledger.store(reading)
    ledger.store(make_reading(make_document("Another page")))
    assert reading.document is not None
    for whole in (reading.id, reading.page.id, reading.document.id, reading.statements[1].id):
        assert ledger.reading(whole) == reading
        assert ledger.reading(whole[:-6]) == reading


def test_a_beginning_of_several_lists_them(ledger: Ledger) -> None:
    readings = [make_reading(make_document(f"Page {number}")) for number in range(40)]
    for reading in readings:
        ledger.store(reading)
    digit = max("0123456789abcdef", key=lambda each: sum(r.id[5] == each for r in readings))
    alike = sorted(reading.id for reading in readings if reading.id[5] == digit)
    with pytest.raises(UnknownId, match=rf"begins several ids: {alike[0]}, {alike[1]}"):
        ledger.reading(f"read_{digit}")


@pytest.mark.parametrize("given", ["", "page_", "page_XYZ", "harbour.txt", "st_0%", "read_'; DROP TABLE pages"])
def test_what_is_no_id(ledger: Ledger, given: str) -> None:
    with pytest.raises(UnknownId, match="ids begin with page_, doc_, read_ or st_"):
        ledger.reading(given)


def test_an_id_nothing_bears(ledger: Ledger) -> None:
    ledger.store(make_reading())
    with pytest.raises(UnknownId, match="Nothing in the ledger bears the id page_00000000000000ff"):
        ledger.reading("page_00000000000000ff")


def test_only_pages_have_captures(ledger: Ledger) -> None:
    reading = make_reading()
    ledger.store(reading)
    with pytest.raises(UnknownId, match="is no page"):
        ledger.captures(reading.id)
