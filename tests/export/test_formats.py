"""What holds for every format: nothing private unasked for, nothing paraphrased as a quotation, streams that stream."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest

from sayso.errors import SettingsError
from sayso.export import FORMATS, ExportOptions, stream
from sayso.export.readers import Pseudonyms
from sayso.ledger import Hit, Query, judge_statement, open_ledger
from sayso.ledger.ledger import Ledger
from tests.export.conftest import Exported
from tests.export.news import HEARD, PARAPHRASE, READER, thread

DOCS = Path(__file__).parents[2] / "docs" / "exports.md"
ALL = tuple(FORMATS)
ON_STATEMENTS = tuple(name for name in ALL if name != "gqg")  # which has no room for a label, and direct words alone
WITH_COMMENTS = tuple(name for name in ALL if name != "gqg")  # the comment's statement is no direct one
Objects = Callable[..., list[dict[str, Any]]]


def words_in(name: str, data: bytes) -> str:
    """Return all that an export says, as text."""
    if name == "parquet":
        return str(pq.read_table(io.BytesIO(data)).to_pylist())
    if name == "brat":
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return "\n".join(archive.read(each).decode() for each in archive.namelist())
    return data.decode()


@pytest.mark.parametrize("name", ALL)
def test_readers_comments_stay_out_unless_asked_for(name: str, exported: Exported) -> None:
    told = words_in(name, exported(name))
    assert told
    for private in (READER, "Brisk", HEARD, "Ula Penn", "My cousin"):
        assert private not in told


@pytest.mark.parametrize("name", WITH_COMMENTS)
def test_comments_come_with_hashes_for_the_names_of_readers(name: str, exported: Exported) -> None:
    told = words_in(name, exported(name, ExportOptions(comments=True)))
    assert HEARD in told
    assert "reader_" in told
    assert READER not in told
    assert "Ula Penn" not in told


@pytest.mark.parametrize("name", WITH_COMMENTS)
def test_names_of_readers_come_only_when_they_are_asked_for(name: str, exported: Exported) -> None:
    assert READER in words_in(name, exported(name, ExportOptions(comments=True, commenter_names=True)))


@pytest.mark.parametrize("name", ALL)
def test_names_asked_for_without_comments_are_none(name: str, exported: Exported) -> None:
    assert READER not in words_in(name, exported(name, ExportOptions(commenter_names=True)))


def test_a_query_for_comments_does_not_open_them(exported: Exported) -> None:
    assert HEARD not in exported("csv", comments=True).decode()


def test_a_name_has_one_hash_in_an_export_and_another_in_the_next() -> None:
    one, other = Pseudonyms(None), Pseudonyms(None)
    assert one.hash(READER) == one.hash("tolan  BRISK")
    assert one.hash(READER) != other.hash(READER)
    assert Pseudonyms("salt").hash(READER) == Pseudonyms("salt").hash(READER) != Pseudonyms("pepper").hash(READER)


def test_a_name_and_the_way_it_is_shown_have_one_hash(objects: Objects) -> None:
    found = [page for page in objects("jsonl", ExportOptions(comments=True, salt="s")) if page["comments"]]
    comment = next(comment for page in found for comment in page["comments"] if comment["commenter"])
    assert comment["commenter"] == comment["display"]


@pytest.mark.parametrize("name", ON_STATEMENTS)
def test_every_statement_has_its_form_and_who_vouches_for_it(name: str, exported: Exported) -> None:
    told = words_in(name, exported(name))
    assert "indirect" in told
    assert "mixed" in told
    assert "direct" in told
    assert "machine" in told


@pytest.mark.parametrize("name", ALL)
def test_a_paraphrase_is_in_no_quotation_marks(name: str, exported: Exported) -> None:
    told = words_in(name, exported(name))
    for mark in ("“", "\\u201c", '\\"', "«"):
        assert f"{mark}{PARAPHRASE}" not in told


@pytest.mark.parametrize("name", ON_STATEMENTS)
def test_the_first_bytes_come_before_the_second_page_is_read(name: str, news: Ledger) -> None:
    counting = Counting(news)
    first = next(part for part in stream(name, counting, Query()) if part)  # type: ignore[arg-type]
    assert first
    assert counting.read <= 1


@pytest.mark.parametrize("name", ALL)
def test_an_export_of_nothing_is_a_whole_file(name: str, exported: Exported) -> None:
    data = exported(name, words="nowhere")
    if name == "csv":
        assert len(list(csv.reader(io.StringIO(data.decode())))) == 1
    elif name in {"jsonl", "gqg", "ftm"}:
        assert data == b""
    else:
        words_in(name, data)


@pytest.mark.parametrize("name", ALL)
def test_the_same_ledger_gives_the_same_bytes(name: str, exported: Exported) -> None:
    assert exported(name) == exported(name)


@pytest.mark.parametrize("name", ALL)
def test_a_filter_is_that_of_search(name: str, exported: Exported) -> None:
    told = words_in(name, exported(name, source="Oda Renn"))
    assert "Mila Dorn" not in told
    assert "Velmar" in told


def test_an_unknown_format_is_answered_with_those_there_are(news: Ledger) -> None:
    with pytest.raises(SettingsError, match="jsonl, csv, parquet"):
        stream("docx", news, Query())


def test_the_documentation_names_every_format_and_its_suffix() -> None:
    text = DOCS.read_text(encoding="utf-8")
    for each in FORMATS.values():
        assert f"| `{each.name}` | `{each.suffix}` | `{each.media_type}` |" in text


def test_what_was_rejected_stays_out_and_what_was_confirmed_says_by_whom(tmp_path: Path) -> None:
    from datetime import UTC, datetime

    when = datetime(2026, 4, 1, tzinfo=UTC)
    with open_ledger(tmp_path / "judged.db") as ledger:
        ledger.store(thread())
        reading = ledger.reading(thread().page.id)
        denial, shown, _direct, _heard = reading.statements
        ledger.judge(judge_statement(reading, denial, "confirm", by="Ada Quill", at=when))
        ledger.judge(judge_statement(reading, shown, "reject", by="Ada Quill", at=when))
        for name in ALL:
            told = words_in(name, b"".join(stream(name, ledger, Query())))
            assert shown.id not in told
            if name in {"csv", "parquet", "annotations", "schema_org", "prov", "ftm"}:
                assert "confirmed by Ada Quill on 2026-04-01" in told
            elif name in {"jsonl", "brat"}:
                assert "confirmed" in told
        rejected = words_in("csv", b"".join(stream("csv", ledger, Query(status="rejected"))))
        assert shown.id in rejected
        assert denial.id not in rejected


def test_a_page_found_by_its_statements_and_by_its_text_is_exported_once(news: Ledger) -> None:
    pages = b"".join(stream("jsonl", news, Query(words="Velmar"))).splitlines()
    assert len(pages) == len(set(pages)) == 1


class Counting:
    """A ledger that counts the readings it is asked for."""

    def __init__(self, ledger: Ledger) -> None:
        self.ledger = ledger
        self.read = 0

    def search(self, query: Query) -> Any:
        hits: list[Hit] = [replace(hit) for hit in self.ledger.search(query)]
        return iter(hits)

    def reading(self, given: str) -> Any:
        self.read += 1
        return self.ledger.reading(given)
