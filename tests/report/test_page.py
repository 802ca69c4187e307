"""The report of a page: what stands where, and that a page's text cannot harm a terminal."""

from __future__ import annotations

import re
from dataclasses import replace
from io import StringIO
from typing import Literal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.console import Console

from sayso.records import Reading, Repair
from sayso.report.page import put_summary, render
from tests.factory import (
    THREAD,
    make_document,
    make_failure,
    make_reading,
    make_statement,
    make_thread,
)

REPAIR = Repair(start=3, end=4, original="†", repaired=" ", kind="mac-roman")
OBEYED = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")


def shown(reading: Reading, width: int = 100, *, terminal: bool = False) -> str:
    file = StringIO()
    colours: Literal["truecolor"] | None = "truecolor" if terminal else None
    render(reading, Console(file=file, width=width, force_terminal=terminal, color_system=colours))
    return file.getvalue()


def lines(reading: Reading) -> list[str]:
    return shown(reading).splitlines()


def with_thread() -> Reading:
    document = make_thread()
    (first,) = document.comments
    empty = replace(first, id="c2", display="Ula Penn", start=None, end=None, ranges=())
    document = replace(document, comments=(first, empty), repairs=(REPAIR,))
    article = make_statement(document, "Oda Renn", "denied", "that troops had landed")
    comment = make_statement(document, "I", "heard", "the quay is full", layer="comment", comment="c1")
    return make_reading(document=document, statements=(article, comment))


def test_the_head_tells_title_outlet_date_place_and_id() -> None:
    reading = make_reading()
    assert lines(reading)[:3] == [
        "Harbour of Velmar closed",
        "Velmar Courier · 2021-03-05",
        f"harbour.txt · {reading.page.id}",
    ]


def test_a_statement_is_source_cue_content_place_and_labels_under_its_passage() -> None:
    report = shown(make_reading())
    assert "1  Interior minister Oda Renn · denied\n     that troops had landed at Velmar\n" in report
    assert "machine-read · indirect · at 60–92" in report
    assert "\n     who: Oda Renn · government · named person · for Interior Ministry\n" in report
    assert "\n     does: deny · the text takes no side (neutral) · given as certainly not so (CT-)\n" in report
    assert "\n     proof: leaked (leaked)\n" in report
    assert report.index("paragraph 1") < report.index("│ Interior minister") < report.index("1  Interior")


def test_a_statement_over_two_blocks_stands_under_both() -> None:
    document = make_document()
    statement = make_statement(document, "the Coast Monitor", "denied", "Harbour of Velmar closed")
    report = shown(make_reading(document, statements=(statement,)))
    for passage in ("headline 1\n  │ Harbour", "paragraph 1\n  │ Interior", "paragraph 2\n  │ According"):
        assert report.index(passage) < report.index("1  the Coast Monitor")


def test_every_statement_says_who_vouches_for_it() -> None:
    reading = make_reading()
    first, second = reading.statements
    checked = replace(reading, statements=(first, replace(second, status="confirmed")))
    report = shown(checked)
    assert report.count("machine-read ·") == 1
    assert report.count("confirmed by a person ·") == 1


def test_nested_statements_stand_indented_under_the_outer_one() -> None:
    document = make_document()
    outer = make_statement(document, "Oda Renn", "denied", "that troops had landed at Velmar")
    inner = make_statement(document, "troops", "had landed", "at Velmar", parent=outer.id)
    innermost = make_statement(document, "", "landed", "Velmar", parent=inner.id)
    report = lines(make_reading(document=document, statements=(innermost, inner, outer)))
    heads = [line for line in report if re.match(r" *1(\.1)*  ", line)]
    assert [line.split()[0] for line in heads] == ["1", "1.1", "1.1.1"]
    assert [len(line) - len(line.lstrip()) for line in heads] == [2, 6, 10]


def test_a_statement_whose_outer_one_is_missing_is_still_shown() -> None:
    document = make_document()
    report = shown(make_reading(document=document, statements=(make_statement(document, parent="st_0"),)))
    assert "1  she · said" in report


def test_a_span_that_cannot_be_located_says_so() -> None:
    document = replace(make_document(), offsets=())
    assert "at not located" in shown(make_reading(document=document, statements=(make_statement(document),)))


def test_readers_comments_stand_apart_with_their_statements() -> None:
    article, comments = shown(with_thread()).split("2 comments by readers\n")
    assert "1 statement\n" in article
    assert THREAD not in article
    assert comments.startswith(f"  Tolan Brisk (guest) · 5 years ago\n  │ {THREAD}\n  1  I · heard\n")
    assert "Ula Penn · 5 years ago\n  │ (empty)" in comments


def test_a_long_comment_without_statements_is_cut() -> None:
    document = make_document("Port shut\n\n" + "Words upon words " * 60)
    comment = replace(make_thread().comments[0], start=11, end=len(document.text))
    document = replace(document, blocks=document.blocks[:1], comments=(comment,))
    last = lines(make_reading(document=document, statements=()))[-1]
    assert last.endswith("…")


def test_repairs_are_noted() -> None:
    assert "1 repair of damaged characters\n  at 3: '†' repaired to ' '\n" in shown(with_thread())


def test_a_page_in_another_language_says_so() -> None:
    document = make_document("Puerto cerrado", language="es", notes=("language es: kept without statements",))
    report = shown(make_reading(document=document, statements=()))
    assert "note: language es: kept without statements" in report
    assert "no statements" in report


def test_a_failed_page_is_one_line() -> None:
    assert shown(make_failure("lost.txt")) == "not read: lost.txt: nothing to read: check the file.\n"


def test_a_summary_is_one_line_for_a_page() -> None:
    file, reading = StringIO(), make_reading()
    put_summary(reading, Console(file=file, width=30))
    assert file.getvalue() == f"{reading.page.id}  Harbour of Velmar closed · 2 statements, no comments\n"


@pytest.mark.parametrize("width", [60, 80, 133, 200])
def test_no_line_is_wider_than_the_console_nor_ends_in_blanks(width: int) -> None:
    for line in shown(with_thread(), width).splitlines() + shown(make_reading(), width).splitlines():
        assert len(line) <= width
        assert line == line.rstrip()


def test_piped_output_has_no_escapes_and_a_terminal_sees_no_verdict_colours() -> None:
    assert "\x1b" not in shown(make_reading())
    codes = re.findall(r"\x1b\[([\d;]*)m", shown(make_reading(), terminal=True))
    assert codes
    colours = {int(number) for code in codes for number in code.split(";") if number}
    assert not colours & {31, 32, 33, 41, 42, 43, 91, 92, 93, 38, 48}


def test_what_looks_like_console_markup_stays_text() -> None:
    text = "[bold]Port[/bold] :ship: [/]\n\nHe said [red]x[/red]."
    report = shown(make_reading(make_document(text)))
    assert "[bold]Port[/bold] :ship: [/]" in report


@given(hostile=st.text(st.characters(categories=("Cc", "Cf", "Lu", "Zs", "Zl", "Zp")), min_size=1))
def test_nothing_a_terminal_obeys_comes_out(hostile: str) -> None:
    text = f"A {hostile} Z"
    document = make_document(text, title=text, byline=text, outlet=text, published=text, notes=(text,))
    document = replace(document, repairs=(replace(REPAIR, original=hostile),))
    comment = replace(make_thread().comments[0], display=hostile, posted=hostile, start=0, end=len(text))
    document = replace(document, comments=(comment,))
    labels = {"entity": hostile, "affiliation": hostile, "origin": hostile}
    statement = make_statement(document, "A", text, text, **labels)
    reading = make_reading(document=document, statements=(statement,))
    reading = replace(reading, page=replace(reading.page, location=hostile))
    assert not OBEYED.search(shown(reading))
