"""Spans as people enter them: what was written for a span is that span again, and nothing is guessed."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.records import Span
from sayso.web.views.reviewing.entered import line_of, read_spans, sections_of
from tests.factory import TEXT, find, make_document, make_thread

DOCUMENT = make_document()


def _content(line: str, picks: dict[str, str] | None = None, near: tuple[Span, ...] = ()) -> tuple[Span, ...]:
    return read_spans(DOCUMENT, {"content": line}, picks or {}, near).spans["content"]


@given(st.sampled_from(sections_of(DOCUMENT)), st.integers(0, 200), st.integers(1, 200))
def test_the_line_of_a_span_is_that_span(section: Span, start: int, length: int) -> None:
    span = Span(start=min(section.start + start, section.end - 1), end=min(section.start + start + length, section.end))
    if span.start >= span.end or DOCUMENT.quote(span) != DOCUMENT.quote(span).strip():
        return
    assert _content(line_of(DOCUMENT, span)) == (span,)
    assert _content(f"{span.start}-{span.end}") == (span,)


@given(st.text(max_size=60))
def test_whatever_is_entered_is_answered(line: str) -> None:
    entered = read_spans(DOCUMENT, {"source": line, "cue": line, "content": line}, {}, ())
    for spans in entered.spans.values():
        assert all(any(section.holds(span) for section in sections_of(DOCUMENT)) for span in spans)
    if not entered.spans["content"]:
        assert entered.problems or entered.questions


def test_blanks_around_a_range_are_left_out() -> None:
    span = find(TEXT, "two ships")
    assert _content(f"{span.start - 1}-{span.end}") == (span,)


def test_words_near_by_are_meant_first() -> None:
    text = "He said it.\n\nShe said it."
    document = make_document(text)
    near = (find(text, "She"),)
    found = read_spans(document, {"content": "said"}, {}, near).spans["content"]
    assert found == (Span(start=text.rindex("said"), end=text.rindex("said") + 4),)
    (question,) = read_spans(document, {"content": "said"}, {}, ()).questions
    assert [place.before for place in question.places] == ["He ", "She "]


def test_an_answer_counts_only_where_the_words_stand() -> None:
    text = "He said it and said so."
    document = make_document(text)
    asked = read_spans(document, {"content": "said"}, {"pick-content-0": "0-2"}, ())
    assert (asked.spans["content"], len(asked.questions)) == ((), 1)
    first = read_spans(document, {"content": "said"}, {"pick-content-0": "3-7"}, ())
    assert first.spans["content"] == (Span(start=3, end=7),)


def test_a_word_is_not_found_inside_another() -> None:
    document = make_document("The theatre thanked him.")
    assert read_spans(document, {"content": "he"}, {}, ()).problems


def test_words_that_begin_with_a_range_are_words() -> None:
    text = "In all, 2010–2014 were wet years."
    document = make_document(text)
    found = read_spans(document, {"content": "2010–2014 were wet years"}, {}, ()).spans["content"]
    assert found == (find(text, "2010–2014 were wet years"),)


def test_a_comment_is_a_room_too() -> None:
    thread = make_thread()
    (span,) = read_spans(thread, {"content": "the quay is full"}, {}, ()).spans["content"]
    assert thread.quote(span) == "the quay is full"


@pytest.mark.parametrize("line", ["0-9999999999", "१-२", "1-2-3", "--", "-5"])
def test_odd_numbers_are_no_ranges(line: str) -> None:
    assert read_spans(DOCUMENT, {"content": line}, {}, ()).problems
