"""JSON format 1: a golden page, and offsets that lead back to the page."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from sayso.export.json.page import to_json
from sayso.records import Block, Comment, Document, Page, Reading, Repair, Run, Segment, Span, Statement, TimeMention
from tests.claims.pages import herald
from tests.factory import make_document, make_failure, make_reading

GOLDEN = Path(__file__).parent / "harbour.json"
RUN = Run(version="0.1.0", weights="abc", settings=(("plain", "false"),))


def test_a_whole_page_is_what_the_golden_file_holds() -> None:
    """`harbour.json` was checked by hand; a change of it is a change of the format."""
    assert json.loads(to_json(damaged_page())) == json.loads(GOLDEN.read_text(encoding="utf-8"))


def test_keys_stand_in_the_order_of_the_format() -> None:
    told = json.loads(to_json(damaged_page()))
    assert list(told) == [
        "format",
        "page",
        "document",
        "comments",
        "repairs",
        "statements",
        "mentions",
        "items",
        "events",
        "places",
        "moments",
        "run",
    ]
    assert told["format"] == 1


def test_a_failed_page_has_an_error_in_place_of_what_was_read() -> None:
    told = json.loads(to_json(make_failure("lost.txt", kind="missing")))
    assert list(told) == ["format", "page", "error"]
    assert told["error"] == {"kind": "missing", "message": "lost.txt: nothing to read: check the file."}
    assert told["page"]["location"] == "lost.txt"


def test_a_span_that_cannot_be_located_has_null_offsets_and_its_text() -> None:
    reading = make_reading()
    reading = replace(reading, document=replace(make_document(), offsets=()))
    told = json.loads(to_json(reading))
    assert told["statements"][0]["cue"] == [{"start": None, "end": None, "text": "denied"}]


def test_any_splitter_of_lines_finds_one_line_and_no_terminal_obeys_it() -> None:
    title = "a\x85b\u2028c\u2029d\x9b31m\x7f\x1b[0m\n"
    line = to_json(make_reading(document=make_document(title=title)))
    assert len(line.decode().splitlines()) == 1
    assert not any(char in line.decode() for char in "\x85\u2028\u2029\x9b\x7f\x1b")
    assert json.loads(line)["document"]["title"] == title


def test_a_file_name_that_is_no_text_is_escaped() -> None:
    told = json.loads(to_json(make_failure("bad\udcff.txt")))
    assert told["page"]["location"] == "bad\\udcff.txt"


def test_a_page_whose_bytes_were_not_kept_still_tells_their_number() -> None:
    from sayso.ledger import UnkeptPage

    page = UnkeptPage(known_sha256="0" * 64, known_size=216)
    assert json.loads(to_json(make_reading(page=page)))["page"]["bytes"] == 216


@given(st.data())
def test_offsets_lead_back_to_the_page(data: st.DataObject) -> None:
    reading, page = data.draw(readings())
    told = json.loads(to_json(reading))
    repairs = [(repair["start"], repair["end"], repair["repaired"]) for repair in told["repairs"]]
    for held in (*told["document"]["blocks"], *spans_of(told)):
        if held["start"] is None:
            assert held["text"] == ""
        else:
            assert repaired(page, held["start"], held["end"], repairs) == held["text"]
    for repair in told["repairs"]:
        assert page[repair["start"] : repair["end"]] == repair["original"]


def spans_of(told: dict[str, Any]) -> list[dict[str, Any]]:
    return [span for s in told["statements"] for part in ("source", "cue", "content") for span in s[part]]


def repaired(page: str, start: int, end: int, repairs: list[tuple[int, int, str]]) -> str:
    """Return the characters of the page in a range with the repairs done."""
    parts, at = [], start
    for first, last, put in repairs:
        if start <= first and last <= end:
            parts += [page[at:first], put]
            at = last
    return "".join((*parts, page[at:end]))


@st.composite
def readings(draw: st.DrawFn) -> tuple[Reading, str]:
    """Draw a reading of one paragraph with damage in it, and the page's text.

    Statements' spans begin and end at the borders of pieces, since half a repaired piece leads to all of it.
    """
    words = st.text(min_size=1, max_size=4)
    pieces = draw(st.lists(st.tuples(words, st.none() | words), min_size=1, max_size=6))
    page, text, segments, repairs = "", "", [], []
    for original, put in pieces:
        segments.append(
            Segment(
                text_start=len(text),
                text_end=len(text) + len(put or original),
                page_start=len(page),
                page_end=len(page) + len(original),
            )
        )
        if put:
            ends = {"start": len(page), "end": len(page) + len(original)}
            repairs.append(Repair(**ends, original=original, repaired=put, kind="test"))
        page, text = page + original, text + (put or original)
    borders = [0, *(segment.text_end for segment in segments)]

    def draw_span() -> tuple[Span]:
        start, end = sorted(draw(st.tuples(st.sampled_from(borders), st.sampled_from(borders))))
        return (Span(start=start, end=end),)

    whole = Span(start=0, end=len(page))
    document = Document(
        page_id="page_0",
        text=text,
        encoding="utf-8",
        blocks=(Block(role="paragraph", start=0, end=len(text), ranges=(whole,)),),
        repairs=tuple(repairs),
        offsets=tuple(segments),
    )
    statement = Statement(
        document_id=document.id, source=draw_span(), cue=draw_span(), content=draw_span(), form="indirect"
    )
    return Reading(page=Page(data=page.encode()), run=RUN, document=document, statements=(statement,)), page


def damaged_page() -> Reading:
    """Return a page with one repair of three characters into one, a comment, and an empty comment."""
    raw = (
        "Port shut\n\nThe mayor said it wonâ€™t open.\n\n"
        "Ula Penn\n2 years ago\n\nMy cousin says it did.\n\nBo\n1 year ago\n"
    )
    damage = raw.index("â€™")
    first, second = raw.index("The mayor"), raw.index("My cousin")
    text = "Port shut\n\nThe mayor said it won’t open.\n\nMy cousin says it did."
    comment = text.index("My cousin")
    page = Page(
        data=raw.encode(),
        location="news/harbour.txt",
        fetched_at=datetime(2026, 3, 1, 12, tzinfo=UTC),
    )
    document = Document(
        page_id=page.id,
        text=text,
        encoding="utf-8",
        title="Port shut",
        language="en",
        blocks=(
            Block(role="headline", start=0, end=9, ranges=(Span(start=0, end=9),)),
            Block(
                role="paragraph",
                start=11,
                end=comment - 2,
                ranges=(Span(start=first, end=raw.index("\n\nUla")),),
            ),
        ),
        comments=(
            Comment(
                id="c1",
                commenter="Ula Penn",
                display="Ula Penn",
                posted="2 years ago",
                header_start=raw.index("Ula"),
                start=comment,
                end=len(text),
                ranges=(Span(start=second, end=second + len("My cousin says it did.")),),
            ),
            Comment(id="c2", commenter="Bo", display="Bo", posted="1 year ago", header_start=raw.index("Bo")),
        ),
        repairs=(Repair(start=damage, end=damage + 3, original="â€™", repaired="’", kind="ftfy"),),
        offsets=(
            Segment(text_start=0, text_end=text.index("’"), page_start=0, page_end=damage),
            Segment(
                text_start=text.index("’"),
                text_end=text.index("’") + 1,
                page_start=damage,
                page_end=damage + 3,
            ),
            Segment(
                text_start=text.index("’") + 1,
                text_end=comment - 2,
                page_start=damage + 3,
                page_end=raw.index("\n\nUla"),
            ),
            Segment(
                text_start=comment,
                text_end=len(text),
                page_start=second,
                page_end=second + len(text) - comment,
            ),
        ),
        notes=("one piece could not be placed",),
        times=(TimeMention(span=Span(start=15, end=20), text="mayor", resolved="2026-02-22/2026-02-28"),),
    )

    def at(words: str) -> tuple[Span, ...]:
        start = text.index(words)
        return (Span(start=start, end=start + len(words)),)

    said = Statement(
        document_id=document.id,
        source=at("The mayor"),
        cue=at("said"),
        content=at("it won’t open"),
        form="indirect",
    )
    heard = Statement(
        document_id=document.id,
        source=at("My cousin"),
        cue=at("says"),
        content=at("it did"),
        form="indirect",
        layer="comment",
        comment="c1",
    )
    return Reading(page=page, run=RUN, document=document, statements=(said, heard), seconds=0.12345)


def test_a_mention_tells_its_place_its_holder_and_its_numbers_but_no_vector() -> None:
    reading = herald()
    vector = replace(reading.mentions[0], vector=bytes(128))
    told = json.loads(to_json(replace(reading, mentions=(vector, *reading.mentions[1:]))))
    first, second = told["mentions"]
    data = reading.page.data.decode() if reading.page.data else ""
    (place,) = first["content"]
    assert (
        data[place["start"] : place["end"]] == place["text"] == "at least 12 sailors were missing after the barge sank"
    )
    (number,) = first.pop("quantities")
    assert data[number.pop("start") : number.pop("end")] == number.pop("text")
    assert number == {"measure": "missing", "value": 12, "bound": ">=", "unit": None, "counts": None}
    assert first == {
        "id": vector.id, "statement": reading.statements[0].id, "content": [place], "voice": "statement",
        "holder": "Lena Brask", "named": True, "affiliation": None, "stand": "asserts", "denied": False,
        "negative": False, "origin": "Lena Brask", "origin_named": True, "confidence": None,
    }  # fmt: skip
    assert (second["holder"], second["origin"]) == ("River Wire", "an engineer via River Wire")
    assert [(item["kind"], item["text"]) for item in told["items"]] == [("video", "A leaked video")]


def test_denies_is_derived_where_it_can_be() -> None:
    told = json.loads(to_json(make_reading()))
    assert [statement["denies"] for statement in told["statements"]] == [True, False]
