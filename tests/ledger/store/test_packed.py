"""Records are kept compressed, and whatever was written can be read."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as some
from sqlalchemy import text

from sayso.errors import LedgerError
from sayso.ledger.ledger import Ledger
from sayso.ledger.store import packed
from sayso.ledger.store.codec import pack
from sayso.ledger.store.packed import compress_record, expand_record
from tests.factory import make_document, make_reading, make_statements

SUMS = {1: "1b0ebda52be81352"}  # of every dictionary that was ever written with


@given(some.text())
def test_what_goes_in_comes_out(said: str) -> None:
    record = pack({"said": said})
    assert expand_record(compress_record(record)) == record


def test_a_record_is_a_quarter_of_its_characters_at_most() -> None:
    document = make_document()
    for statement in make_statements(document):
        record = pack(statement)
        assert len(compress_record(record)) < len(record) / 4


def test_a_long_record_is_read_whole() -> None:
    record = pack([{"at": number} for number in range(40_000)])
    assert expand_record(compress_record(record)) == record


def test_text_is_read_as_it_is() -> None:
    assert expand_record('{"a":1}') == expand_record(b'{"a":1}') == '{"a":1}'


@pytest.mark.parametrize("kept", [b"", b"\x01", b"\x01\xff\xff\xff", b"\x63abc", compress_record('{"a": "long"}')[:-3]])
def test_a_damaged_record_is_one_line(kept: bytes) -> None:
    with pytest.raises(LedgerError, match=r"A record in the ledger .*damaged") as told:
        expand_record(kept)
    assert "\n" not in str(told.value)


def test_no_dictionary_changes() -> None:
    folder = Path(packed.__file__).parent
    found = {int(file.stem.partition("-")[2]): file.read_bytes() for file in folder.glob("records-*.dictionary")}
    assert {number: hashlib.sha256(data).hexdigest()[:16] for number, data in found.items()} == SUMS


def test_a_record_kept_as_text_is_found_beside_others(ledger: Ledger) -> None:
    reading = make_reading()
    ledger.store(reading)
    plain = pack(reading.statements[0])
    as_kept = ":record" if ledger._engine.dialect.name == "sqlite" else "convert_to(:record, 'UTF8')"
    change = text(f"UPDATE statements SET record = {as_kept} WHERE id = :id")
    with ledger._engine.begin() as connection:
        connection.execute(change, {"record": plain, "id": reading.statements[0].id})
    assert ledger.reading(reading.id) == reading
