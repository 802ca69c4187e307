"""Relative times are found as written, and resolved where that is no guess. Cases are in times.jsonl."""

from __future__ import annotations

import json
from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.pages import read_document
from sayso.pages.time.dates import find_moment
from sayso.pages.time.relative import find_times
from sayso.records import Page
from tests.examples import ROOT

CASES = [json.loads(line) for line in (ROOT / "tests/cases/times.jsonl").read_text(encoding="utf-8").splitlines()]
PIECES = st.sampled_from(
    [case["text"] for case in CASES]
    + ["ago", "99999 years", "“", '"', "\n\n", "last", "on", " May", "this", "0 days ago"]
)


@pytest.mark.parametrize("case", CASES, ids=[case["text"][:50] for case in CASES])
def test_times_are_found_and_resolved(case: dict[str, object]) -> None:
    published = case["published"]
    assert published is None or isinstance(published, str)
    found = find_times(str(case["text"]), published)
    assert [[mention.text, mention.resolved] for mention in found] == case["found"]


@given(st.lists(PIECES, max_size=6).map(" ".join), st.none() | st.dates().map(date.isoformat) | st.text(max_size=12))
def test_mentions_stand_where_they_say_in_order_and_apart(text: str, published: str | None) -> None:
    at = 0
    for mention in find_times(text, published):
        assert at <= mention.span.start < mention.span.end
        assert text[mention.span.start : mention.span.end] == mention.text
        at = mention.span.end
        first, _, last = (mention.resolved or "2000-01-01").partition("/")
        assert date.fromisoformat(first) <= date.fromisoformat(last or first)


@given(st.lists(PIECES, max_size=6).map(" ".join), st.dates().map(date.isoformat))
def test_the_day_changes_what_is_resolved_and_not_what_is_found(text: str, published: str) -> None:
    with_day, without = find_times(text, published), find_times(text, None)
    assert [mention.span for mention in with_day] == [mention.span for mention in without]
    assert all(mention.resolved is None for mention in without)


def test_a_document_has_the_times_of_its_article_and_of_its_comments() -> None:
    text = (
        "Pier shut in the harbour\n\n4 March 2031\n\nThe pier was shut yesterday, the mayor of Halmora said.\n\n"
        "She said in a letter to the council:\n\n“We heard of it last week.”\n\n"
        "2 Comments\n\nAnn Roe\nMarch 5, 2031 at 5:10 pm\nI saw it yesterday.\n\nBo Tarn\n2 years ago\nNot today.\n"
    )
    document = read_document(Page(data=text.encode()))
    assert document.published == "2031-03-04"
    assert [(document.quote(time.span), time.resolved) for time in document.times] == [
        ("yesterday", "2031-03-03"),
        ("last week", None),
        ("yesterday", "2031-03-04"),
        ("today", None),
    ]
    assert [comment.posted_at for comment in document.comments] == [datetime(2031, 3, 5, 17, 10), None]


def test_a_page_in_another_language_has_no_english_times() -> None:
    text = (
        "El puerto\n\nEl alcalde de Halmora dijo que el puerto sigue cerrado desde el martes y que today no es nada.\n"
    )
    assert read_document(Page(data=text.encode())).times == ()


@pytest.mark.parametrize(
    ("written", "moment"),
    [
        ("March 4, 2031 at 5:10 pm", datetime(2031, 3, 4, 17, 10)),
        ("4 March 2031, 12:05 am", datetime(2031, 3, 4, 0, 5)),
        ("2031-03-04T05:10", datetime(2031, 3, 4, 5, 10)),
        ("4 March 2031 at 25:10", None),
        ("4 March 2031 at 13:10 pm", None),
        ("March 4, 2031", None),
        ("12/03/2031 at 5:10", None),
        ("4 March, 5:10 pm", None),
        ("3 years ago", None),
    ],
)
def test_a_moment_has_a_full_date_and_a_clock(written: str, moment: datetime | None) -> None:
    assert find_moment(written) == moment
