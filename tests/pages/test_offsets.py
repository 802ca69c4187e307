"""A span of the text leads to a span of the page, or to none: never to a wrong one."""

from __future__ import annotations

from sayso.pages.offsets import locate
from sayso.records import Segment, Span

# "one", then "’" for three damaged characters, then "s", then a gap between blocks, then "two"
OFFSETS = (
    Segment(text_start=0, text_end=3, page_start=10, page_end=13),
    Segment(text_start=3, text_end=4, page_start=13, page_end=16),
    Segment(text_start=4, text_end=5, page_start=16, page_end=17),
    Segment(text_start=7, text_end=10, page_start=20, page_end=23),
)


def test_a_span_within_a_segment() -> None:
    assert locate(OFFSETS, Span(start=1, end=3)) == Span(start=11, end=13)


def test_a_repair_stands_for_all_it_replaced() -> None:
    assert locate(OFFSETS, Span(start=3, end=4)) == Span(start=13, end=16)
    assert locate(OFFSETS, Span(start=2, end=5)) == Span(start=12, end=17)


def test_what_was_not_read_from_the_page_has_no_place() -> None:
    assert locate(OFFSETS, Span(start=5, end=7)) is None
    assert locate(OFFSETS, Span(start=4, end=6)) is None
    assert locate(OFFSETS, Span(start=8, end=11)) is None
    assert locate(OFFSETS, Span(start=2, end=2)) is None
    assert locate((), Span(start=0, end=1)) is None
