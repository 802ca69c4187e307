"""Names of commenters in what other readers write: one hash for each, in every format, and no way to it by name."""

from __future__ import annotations

import io
import json
import time
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from sayso.doors.privacy import Privacy
from sayso.export import FORMATS, ExportOptions, stream
from sayso.export.masked import MaskedDocument
from sayso.export.readers import Pseudonyms
from sayso.ledger import Query, open_ledger
from sayso.ledger.ledger import Ledger
from sayso.pages.offsets import locate
from sayso.records import Comment, Document, Page, Reading, Segment, Span
from tests.factory import RUN, find, make_document, make_statement

ARTICLE = "Lock shut\n\nThe keeper said that lock nine was shut."
THREAD = (
    ("Marit Dole", "I saw that the gates were open."),
    ("barge_77", "Marit Dole says that the gates were open. Ask @barge_77 or MARIT  DOLE."),
    ("Odd Fenn-Lie", "Marit, you said “the gates were open”, and Barge_77 denied it."),
)
NAMES = ("marit", "dole", "barge_77", "fenn")


def thread(said: tuple[tuple[str, str], ...] = THREAD) -> Document:
    text, comments = ARTICLE, []
    for number, (name, words) in enumerate(said):
        span = Span(start=len(text) + 2, end=len(text) + 2 + len(words))
        text += f"\n\n{words}"
        comments.append(
            Comment(
                id=f"c{number}", commenter=name, display=f"{name} (guest)", posted=None, start=span.start, end=span.end,
                ranges=(span,), reply_to=f"c{number - 1}" if number == 3 else None,
            )
        )  # fmt: skip
    blocks = make_document(ARTICLE).blocks
    offsets = (Segment(text_start=0, text_end=len(text), page_start=0, page_end=len(text)),)
    page = Page(data=text.encode())
    return make_document(text, page_id=page.id, blocks=blocks, comments=tuple(comments), offsets=offsets, title="Lock")


def reading() -> Reading:
    document = thread()
    quoted = find(document.text, "the gates were open”")
    fields = {"layer": "comment", "naming": "named", "source_kind": "public", "confidence": 0.9}
    statements = (
        make_statement(document, "The keeper", "said", "that lock nine was shut"),
        make_statement(document, "I", "saw", "that the gates were open", **fields | {"source_kind": "reader"},
                       comment="c0", entity="Marit Dole", origin="Marit Dole"),
        replace(make_statement(document, "", "says", "", **fields, comment="c1", entity="Marit Dole"),
                source=(Span(start=document.text.index("Marit Dole says"), end=document.text.index(" says that")),),
                content=(Span(start=document.text.index("that the gates were open. Ask"),
                              end=document.text.index(" Ask @")),)),
        replace(make_statement(document, "you", "said", "", **fields, comment="c2", entity="Marit", origin="Marit"),
                source=(find(document.text, "Marit, you"),), form="direct",
                content=(Span(start=quoted.start, end=quoted.end - 1),)),
    )  # fmt: skip
    return Reading(page=Page(data=document.text.encode()), run=RUN, document=document, statements=statements)


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    with open_ledger(tmp_path / "ledger.db") as opened:
        opened.store(reading())
        yield opened


def shown(said: tuple[tuple[str, str], ...] = THREAD) -> tuple[MaskedDocument, Pseudonyms]:
    pseudonyms = Pseudonyms("salt")
    return pseudonyms.of(thread(said)).document, pseudonyms


def words(document: MaskedDocument, number: int) -> str:
    span = document.comments[number].span
    assert span
    return document.quote(span)


def test_a_name_is_hidden_where_others_tell_it() -> None:
    document, pseudonyms = shown()
    marit, barge = map(pseudonyms.hash, ("Marit Dole", "barge_77"))
    assert words(document, 1) == f"{marit} says that the gates were open. Ask @{barge} or {marit}."
    assert words(document, 2) == f"{marit}, you said “the gates were open”, and {barge} denied it."
    assert document.comments[0].commenter == marit
    assert document.quote(Span(start=0, end=len(ARTICLE))) == ARTICLE
    assert document.id == thread().id


def test_a_first_name_in_an_answer_is_whom_it_answers() -> None:
    said = (*THREAD, ("Ilse Brandt", "No, Odd was right, and odd it is. Marit was not asked."))
    document, pseudonyms = shown(said)
    assert words(document, 3) == f"No, {pseudonyms.hash('Odd Fenn-Lie')} was right, and odd it is. Marit was not asked."


def test_a_part_that_two_bear_is_nobodys() -> None:
    document, _ = shown((("Ane Lund", "Hm."), ("Per Lund", "Oh."), ("Kai Moe", "Lund, is it you? @Lund")))
    assert words(document, 2) == "Lund, is it you? @Lund"


def test_a_part_that_addresses_nobody_may_be_anybodys() -> None:
    document, _ = shown((("Jordan Vale", "Hm."), ("Kai Moe", "I read that Jordan closed the vale. Vale county, too.")))
    assert words(document, 1) == "I read that Jordan closed the vale. Vale county, too."


def test_places_stay_and_lead_into_what_is_shown() -> None:
    document, _ = shown()
    for place in range(len(document.text)):
        span = Span(start=place, end=min(place + 9, len(document.text)))
        moved = document.place(span)
        assert document.shown[moved.start : moved.end] == document.quote(span)
        assert locate(document.offsets, span) == span


@pytest.mark.parametrize("name", FORMATS)
def test_no_format_tells_a_name(ledger: Ledger, name: str) -> None:
    pytest.importorskip("pyarrow") if name == "parquet" else None
    data = b"".join(stream(name, ledger, Query(), ExportOptions(comments=True)))
    if name == "parquet":
        import pyarrow.parquet as pq

        data = json.dumps(pq.read_table(io.BytesIO(data)).to_pylist(), default=str).encode()
    if name == "brat":
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            files = {each: archive.read(each).decode() for each in archive.namelist()}
        text = next(held for each, held in files.items() if each.endswith(".txt"))
        for line in next(held for each, held in files.items() if each.endswith(".ann")).splitlines():
            if line.startswith("T") and ";" not in line:
                _, place, covered = line.split("\t")
                _, start, end = place.split(" ")
                assert text[int(start) : int(end)] == covered
        data = "\n".join(files.values()).encode()
    written = data.decode().lower()
    assert name == "gqg" or "reader_" in written
    assert [each for each in NAMES if each in written] == []


def test_a_name_does_not_lead_to_its_hash(ledger: Ledger) -> None:
    privacy = Privacy()
    for asked in (
        Query(source="marit", comments=True),
        Query(entity="Marit Dole", comments=True),
        Query(words='"marit dole"', comments=True),
        Query(words="dole", comments=True),
        Query(origin="Marit", comments=True),
        Query(words="barge_77", comments=True),
    ):
        assert all(hit.statement.layer == "article" for hit in privacy.search(ledger, asked)), asked
        exported = b"".join(stream("csv", ledger, asked, ExportOptions(comments=True)))
        assert b"reader_" not in exported
    for found, asked in (
        (4, Query(words="gates open", comments=True)),
        (1, Query(source="keeper", comments=True)),
        (2, Query(words="gates", comments=True, limit=2)),
    ):
        assert len(privacy.search(ledger, asked)) == found


def test_many_commenters_take_one_walk() -> None:
    def seconds(count: int) -> float:
        said = tuple((f"Ane Quist{number}", f"Ane Quist{number + 1} was right, Quist. " * 4) for number in range(count))
        document = thread(said)
        started = time.process_time()
        hidden = Pseudonyms("salt").of(document).document
        assert len(hidden.masks) >= count
        return time.process_time() - started

    seconds(50)
    assert seconds(3000) < 20 * max(seconds(300), 0.01)
