"""CSV, Parquet, Arrow and pandas: read by csv and by pyarrow."""

from __future__ import annotations

import csv
import io
import sys
from typing import Any

import pyarrow.parquet as pq
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.errors import MissingExtra
from sayso.export import ExportOptions
from sayso.export.tables import arrow as tables
from sayso.export.tables.csv_rows import COLUMNS, guard
from sayso.ledger import Query
from sayso.ledger.ledger import Ledger
from tests.export.conftest import Exported
from tests.export.news import DIRECT, HEARD, PARAPHRASE, READER, thread


def rows(data: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(data.decode(), newline="")))


def test_csv_has_one_statement_a_row(exported: Exported) -> None:
    told = rows(exported("csv"))
    assert tuple(told[0]) == COLUMNS
    assert len(told) == 6
    (denial,) = [row for row in told if row["content"] == PARAPHRASE]
    assert denial["form"] == "indirect"
    assert denial["vouched"] == "machine-read, unchecked"
    assert denial["entity"] == "Oda Renn"
    assert denial["denies"] == "true"
    start, end = map(int, denial["content_places"].split("-"))
    assert thread().page.data.decode()[start:end] == PARAPHRASE
    assert denial["chain"] == "speaker: Oda Renn"


def test_no_spreadsheet_computes_a_field(exported: Exported) -> None:
    (row,) = [row for row in rows(exported("csv")) if "SUM" in row["content"]]
    assert row["content"].startswith("'=SUM(A1)")


@given(st.text())
def test_the_guard_can_be_taken_off(text: str) -> None:
    guarded = guard(text)
    assert not guarded.startswith(("=", "+", "-", "@", "\t", "\r"))
    assert (guarded.removeprefix("'")) == text


@given(st.lists(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0")), min_size=1, max_size=3))
def test_any_field_comes_back_from_a_reader_of_csv(texts: list[str]) -> None:
    buffer = io.StringIO(newline="")
    csv.writer(buffer).writerow([guard(text) for text in texts])
    (read,) = csv.reader(io.StringIO(buffer.getvalue(), newline=""))
    assert [text.removeprefix("'") for text in read] == texts


def test_parquet_has_the_same_statements_with_places(exported: Exported) -> None:
    table = pq.read_table(io.BytesIO(exported("parquet")))
    told: list[dict[str, Any]] = table.to_pylist()
    assert [row["id"] for row in told] == [row["id"] for row in rows(exported("csv"))]
    page = thread().page.data.decode()
    for row in told:
        if row["page_id"] == thread().page.id:
            for span in (*row["source"], *row["cue"], *row["content"], *row["chain"], *row["evidence"]):
                assert page[span["start"] : span["end"]] == span["text"]
    assert {row["form"] for row in told} == {"direct", "mixed", "indirect"}


def test_parquet_comes_in_row_groups(exported: Exported, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tables, "_ROWS", 2)
    assert pq.ParquetFile(io.BytesIO(exported("parquet"))).num_row_groups == 3


def test_statements_of_a_ledger_are_an_arrow_table_and_a_data_frame(news: Ledger) -> None:
    found = news.statements(Query(form="direct"))
    assert found.to_arrow().column("content").to_pylist()[0][0]["text"] == f"“{DIRECT}”"
    frame = found.to_pandas()
    assert list(frame["status"]) == ["machine"]
    assert frame["content"][0][0]["text"] == f"“{DIRECT}”"


def test_a_table_hides_the_names_of_readers_unless_told(news: Ledger) -> None:
    found = news.statements(Query(comments=True))
    hidden, named = found.to_arrow(), found.to_arrow(commenter_names=True)
    assert HEARD in str(hidden.to_pylist())
    assert READER not in str(hidden.to_pylist())
    assert READER in named.column("entity").to_pylist()


def test_where_pyarrow_is_missing_its_pip_line_is_told(news: Ledger, monkeypatch: pytest.MonkeyPatch) -> None:
    from sayso.export import stream

    monkeypatch.setitem(sys.modules, "pyarrow", None)
    with pytest.raises(MissingExtra, match=r"pip install 'sayso\[arrow\]'"):
        stream("parquet", news, Query())
    with pytest.raises(MissingExtra, match="arrow"):
        news.statements(Query()).to_pandas()
    assert b"".join(stream("csv", news, Query(), ExportOptions()))
