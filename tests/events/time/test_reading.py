"""Moments of whole pages: by what they are pinned, what is left out, what it costs."""

from __future__ import annotations

from dataclasses import replace
from time import process_time

from sayso.events.time import page_day, read_moments
from sayso.pages.vocabulary import read_vocabulary
from sayso.records import Block, Document, Span
from sayso.records.setting import Moment
from tests.factory import make_document, make_thread


def article(text: str, **fields: object) -> Document:
    """Return a page of one paragraph."""
    block = Block(role="paragraph", start=0, end=len(text), ranges=(Span(start=0, end=len(text)),))
    return replace(make_document(text), blocks=(block,), **fields)  # type: ignore[arg-type]


def told(document: Document) -> list[tuple[str, str | None]]:
    return [(document.quote(moment.span), moment.value) for moment in read_moments(document)]


def only(text: str, published: str | None = "2031-03-06", **fields: object) -> Moment:
    [moment] = read_moments(article(text, published=published, **fields))
    return moment


def test_a_dateline_is_the_day_that_the_text_counts_from() -> None:
    text = "VELMAR, March 3 (Coast Agency) - Lorries were burned yesterday."
    document = article(text, published="2031-03-05")
    assert told(document) == [("March 3", "2031-03-03"), ("yesterday", "2031-03-02")]
    assert read_moments(document)[1].anchor == "dateline"
    assert page_day(document).isoformat() == "2031-03-03"  # type: ignore[union-attr]


def test_a_dateline_of_a_wire_gives_an_undated_page_its_day() -> None:
    document = article("PORT TARN, 12 JAN 87 -- A BRIDGE WAS BLOWN UP LAST NIGHT.", published=None)
    assert told(document) == [("12 JAN 87", "1987-01-12"), ("LAST NIGHT", "1987-01-11")]


def test_a_block_of_a_dateline_counts_as_well() -> None:
    text = "9 August 2030\n\nThe quay burned on Tuesday."
    blocks = (
        Block(role="dateline", start=0, end=13, ranges=(Span(start=0, end=13),)),
        Block(role="paragraph", start=15, end=len(text), ranges=(Span(start=15, end=len(text)),)),
    )
    document = replace(article(text, published=None), blocks=blocks)
    assert told(document)[-1] == ("Tuesday", "2030-08-06")


def test_a_far_date_at_the_head_of_a_page_is_no_dateline() -> None:
    document = article("The fire of 3 May 1962 -- told anew. Yesterday it rained.", published="2031-03-06")
    assert told(document)[-1] == ("Yesterday", "2031-03-05")


def test_comments_have_no_moments() -> None:
    thread = make_thread()
    text = thread.text.replace("full of lorries", "shut since May 5")
    assert all(
        moment.span.end <= (thread.comments[0].start or 0) for moment in read_moments(replace(thread, text=text))
    )


def test_a_quoted_letter_counts_from_a_day_of_its_own() -> None:
    text = "We were beaten yesterday, and on 4 May 2030 as well."
    blocks = (Block(role="blockquote", start=0, end=len(text), ranges=(Span(start=0, end=len(text)),)),)
    document = replace(article(text, published="2031-03-06"), blocks=blocks)
    assert told(document) == [("yesterday", None), ("4 May 2030", "2030-05-04")]


def test_granularity_tells_how_fine_the_words_are() -> None:
    assert only("A shed burned on Monday morning.").granularity == "part"
    assert only("A shed burned at 6 a.m. on Monday.").granularity == "time"
    assert only("A shed burned in October 2030.").granularity == "month"
    assert only("Sheds burned in the 1950s.").granularity == "decade"
    assert only("Sheds have burned since Monday.").granularity == "span"


def test_an_impossible_date_is_kept_as_written() -> None:
    moment = only("The permit is dated 31 June 2030.")
    assert (moment.value, moment.start, moment.anchor, moment.span) == (None, None, None, Span(start=20, end=32))


def test_ages_lengths_and_counts_are_no_moments() -> None:
    for text in (
        "The 52-year-old welder was held for three days.",
        "A 36-hour stoppage began.",
        "He may march with 2000 soldiers and 1,950 mules.",
        "They read the Sunday Times, and USA Today.",
        "She is in her late 60s, he in his mid-40s and they in their 50s and 70s.",
        "Christmas trees burned.",
        "It costs $2019, or 1,2.3 crowns.",
    ):
        assert read_moments(article(text, published="2031-03-06")) == ()


def test_slashes_are_read_as_the_country_of_the_address_writes() -> None:
    text = "The deed of 02/03/2030 is lost."
    assert only(text, address="https://www.tarn-post.co.uk/a").value == "2030-03-02"
    assert only(text, address="https://tarn.gov/a").value == "2030-02-03"
    assert only(text, address="https://tarn-post.com/a").value is None
    assert only(text, address="https://tarn-post.ca/a").value is None


def test_code_reads_every_list_of_the_vocabulary() -> None:
    assert read_vocabulary("sayso.events.time").unread() == ()


def test_cost_grows_with_the_length_of_the_text() -> None:
    piece = "On Monday, 3 March 2031, two of 40 lorries left; a week later, in May 2029, 1998-99 or so, none did. "
    costs = []
    for times in (200, 1600):
        document = article(piece * times, published="2031-03-06")
        begin = process_time()
        found = read_moments(document)
        costs.append((process_time() - begin) / times)
        assert len(found) >= 4 * times
    assert costs[1] < 2 * costs[0]
