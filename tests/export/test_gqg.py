"""Lines of GDELT's Global Quotation Graph: its names, and direct words alone."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from sayso.export.words import unmarked
from sayso.records import Span
from tests.export.news import DIRECT, thread

Objects = Callable[..., list[dict[str, Any]]]


def test_a_line_has_the_names_of_the_format(objects: Objects) -> None:
    (line,) = objects("gqg")
    assert list(line) == ["date", "url", "title", "lang", "quotes"]
    assert line["lang"] == "ENGLISH"
    assert [list(quote) for quote in line["quotes"]] == [["pre", "quote", "post"]]


def test_only_direct_words_are_quotes_and_stand_so_in_the_page(objects: Objects) -> None:
    ((quote,),) = [line["quotes"] for line in objects("gqg")]
    assert quote["quote"] == DIRECT
    assert quote["pre"] + quote["quote"] + quote["post"] in thread().page.data.decode()


def test_marks_are_taken_off_and_apostrophes_stay() -> None:
    for given, words in (
        ("“Not one.”", "Not one."),
        ("“Not one”.", "Not one"),
        ('"Not one," ', "Not one,"),
        ("``Not one''", "Not one"),
        ("‘Not one’", "Not one"),
        ("the soldiers’", "the soldiers’"),
        ("’Twas the soldiers", "’Twas the soldiers"),
        ("“The soldiers’", "The soldiers’"),
        ("“”", ""),
    ):
        span = unmarked(given, Span(start=0, end=len(given)))
        assert given[span.start : span.end] == words
