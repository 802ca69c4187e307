"""Judgements as training data: only what was judged teaches, and what is read back is what was judged."""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tokenizers import Tokenizer
from training.data import load

from sayso.export.training import rows_of, stream
from sayso.ledger import Query, judge_missing, judge_statement, open_ledger
from sayso.ledger.ledger import Ledger
from sayso.records import Reading, Statement
from tests.factory import RUN, find
from tests.web.reviewing import articles

NOON = datetime(2026, 2, 3, 12, tzinfo=UTC)
READING = articles.first()
MISSING, SLOPE, DAM, DENIAL, LOGS = READING.statements


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    """Yield a ledger with one page."""
    with open_ledger(tmp_path / "sayso.db") as opened:
        opened.store(READING)
        yield opened


def _judge(ledger: Ledger, kind: Any, *statements: Statement, **fields: Any) -> None:
    for statement in statements:
        ledger.judge(judge_statement(READING, statement, kind, by="Ada Quist", at=NOON, **fields))


def _rows(ledger: Ledger, query: Query | None = None) -> list[dict[str, Any]]:
    return [json.loads(line) for line in b"".join(stream(ledger, query)).splitlines()]


def _said(row: dict[str, Any]) -> list[tuple[list[str], list[str], list[str]]]:
    """Return the words of each attribution."""
    text = row["text"]
    return [
        tuple([text[start:end] for start, end in each[part]] for part in ("source", "cue", "content"))  # type: ignore[misc]
        for each in row["attributions"]
    ]


def test_nothing_is_taught_by_what_nobody_judged(ledger: Ledger) -> None:
    assert _rows(ledger) == []


def test_a_block_goes_out_when_all_its_statements_were_judged(ledger: Ledger) -> None:
    _judge(ledger, "confirm", MISSING)
    assert _rows(ledger) == []  # the quotation beside it was not
    _judge(ledger, "confirm", SLOPE)
    (row,) = _rows(ledger)
    assert row["text"] == articles.FIRST.split("\n\n")[1]
    assert (row["publisher"], row["date"]) == ("Mountain Courier", "2021-03-05")
    assert _said(row) == [
        (["Rescue chief Mira Oltean"], ["said"], ["that twelve people were missing below the Tarn Gap road"]),
        (["she"], ["said"], ["“The slope is still moving,”"]),
    ]


def test_neighbours_are_one_text_and_others_their_own(ledger: Ledger) -> None:
    _judge(ledger, "confirm", MISSING, SLOPE, DENIAL, LOGS)
    blocks = articles.FIRST.split("\n\n")
    assert [row["text"] for row in _rows(ledger)] == [blocks[1], blocks[3]]
    _judge(ledger, "confirm", DAM)
    assert [row["text"] for row in _rows(ledger)] == ["\n\n".join(blocks[1:])]  # the headline was not looked at
    assert len({row["id"] for row in _rows(ledger)}) == 1


def test_rejected_ones_are_left_out_corrected_and_added_ones_are_in(ledger: Ledger) -> None:
    content = find(articles.FIRST, "he would publish the logs")
    _judge(ledger, "reject", DENIAL)
    _judge(ledger, "correct", LOGS, spans={"content": [content]})
    parts = {
        "source": [find(articles.FIRST, "Energy minister")],
        "cue": [],
        "content": [find(articles.FIRST, "the dam had been opened")],
    }
    ledger.judge(judge_missing(READING, parts, by="Ada Quist", at=NOON))
    (row,) = _rows(ledger)
    assert _said(row) == [
        (["Energy minister"], [], ["the dam had been opened"]),
        (["He"], ["said"], ["he would publish the logs"]),
    ]


def test_a_statement_that_reaches_elsewhere_takes_both_blocks_with_it(ledger: Ledger) -> None:
    far = replace(LOGS, content=(*LOGS.content, find(articles.FIRST, "reported")))
    judged = [replace(each, status="confirmed") for each in (DENIAL, far)]
    reading = replace(READING, statements=(MISSING, SLOPE, replace(DAM, status="confirmed"), *judged))
    assert [row["text"] for row in rows_of(reading)] == ["\n\n".join(articles.FIRST.split("\n\n")[2:])]
    unsure = replace(reading, statements=(MISSING, SLOPE, DAM, *judged))
    assert list(rows_of(unsure)) == []


def test_a_block_is_left_out_where_a_confirmed_statement_is_no_longer_read(ledger: Ledger) -> None:
    _judge(ledger, "confirm", DENIAL, LOGS)
    assert len(_rows(ledger)) == 1
    ledger.store(replace(READING, run=replace(RUN, version="0.2.0"), statements=(LOGS,)))
    assert len(ledger.orphans(READING.page.id)) == 1
    assert _rows(ledger) == []


def test_a_nested_statement_stands_in_the_content_of_the_outer_one(ledger: Ledger) -> None:
    inner = replace(
        LOGS,
        source=(),
        cue=(find(articles.FIRST, "still"),),
        content=(find(articles.FIRST, "moving"),),
        parent=SLOPE.id,
    )
    done = tuple(replace(each, status="confirmed") for each in (MISSING, SLOPE, inner))
    outer, nested = rows_of(replace(READING, statements=done))
    assert len(outer["attributions"]) == 2
    assert nested["text"] == "The slope is still moving,"
    assert _said(nested) == [([], ["still"], ["moving"])]


def test_what_was_added_inside_a_content_is_nested_too(ledger: Ledger) -> None:
    _judge(ledger, "confirm", MISSING, SLOPE)
    parts = {"cue": [find(articles.FIRST, "still")], "content": [find(articles.FIRST, "moving")]}
    ledger.judge(judge_missing(READING, parts, by="Ada Quist", at=NOON))
    outer, nested = _rows(ledger)
    assert len(outer["attributions"]) == 2
    assert _said(nested) == [([], ["still"], ["moving"])]


def test_a_query_keeps_to_its_pages(ledger: Ledger) -> None:
    _judge(ledger, "confirm", DENIAL, LOGS)
    assert len(_rows(ledger, Query(outlet="Mountain Courier"))) == 1
    assert _rows(ledger, Query(outlet="Valley Post")) == []
    assert len(_rows(ledger, Query(page_id=READING.page.id))) == 1


def test_comments_and_judges_stay_at_home(ledger: Ledger) -> None:
    _judge(ledger, "confirm", DENIAL, LOGS, note="Private.")
    assert b"Ada" not in b"".join(stream(ledger))
    assert b"Private" not in b"".join(stream(ledger))
    remark = replace(DENIAL, layer="comment", status="confirmed")
    assert list(rows_of(replace(READING, statements=(remark,)))) == []


def test_training_reads_it(ledger: Ledger, tmp_path: Path) -> None:
    _judge(ledger, "confirm", *READING.statements)
    path = tmp_path / "judged.jsonl.gz"
    path.write_bytes(b"".join(stream(ledger, compress=True)))
    assert json.loads(gzip.decompress(path.read_bytes()).splitlines()[0])["id"].startswith(READING.page.id)
    tokenizer = Tokenizer.from_file(str(files("sayso.language") / "weights" / "tokenizer.json"))
    (article,) = load(path, tokenizer)
    assert [len(each["content"]) for each in article.levels[0]] == [1] * 5
    assert all(len(span) for each in article.levels[0] for part in each.values() for span in part)


@given(st.lists(st.sampled_from(["machine", "confirmed", "corrected", "rejected"]), min_size=5, max_size=5))
def test_no_row_holds_a_machine_s_statement_or_lacks_a_judged_one(statuses: list[Any]) -> None:
    said = [replace(each, status=status) for each, status in zip(READING.statements, statuses, strict=True)]
    reading: Reading = replace(READING, statements=tuple(said))
    document = reading.document
    assert document
    rows = list(rows_of(reading))
    out = {words for row in rows for _, _, (words,) in _said(row)}
    for each in said:
        words, block = document.quote(each.content[0]), _block(each)
        if each.status in ("machine", "rejected"):
            assert words not in out
        elif any(block in row["text"] for row in rows):
            assert words in out
        if each.status == "machine":
            assert not any(block in row["text"] for row in rows)


def _block(statement: Statement) -> str:
    return next(
        block for block in articles.FIRST.split("\n\n") if find(articles.FIRST, block).holds(statement.content[0])
    )
