"""Any bytes are read or refused, and every character leads back to the page."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from sayso.errors import PageError
from sayso.pages import read_document
from sayso.pages.decoding.decode import decode
from sayso.pages.offsets import locate
from sayso.records import Block, Comment, Document, Page, Span

LINES = st.sampled_from(
    [
        "", "\xa0", "By Ann Roe", "4 March 2031", "Comments (2)", "Ann R.", "Ann Roe3 years ago", "Bo • 2 hours ago",
        "Reply", "Bo says:", "> no", "- one", "She said:", "“Never", "It wasnâ€™t so.", "news†that, ìWeî", "días así",
        "Photo: Ann Roe", "Related stories:", "Who did it?", "Share this", "\t\tindented", "The council met. It sat.",
        "a word here and there, and long enough to be taken for a wrapped line",
    ]
)  # fmt: skip
ENDS = st.sampled_from(["\n", "\r\n", "\r", "\f"])
PAGES = st.one_of(
    st.text(max_size=300),
    st.builds(lambda lines, end: end.join(lines), st.lists(LINES, max_size=25), ENDS),
)


def parts(document: Document) -> list[Block | Comment]:
    return [*document.blocks, *document.comments]


def check_offsets(page: Page, document: Document) -> None:
    """Read every character of every block and comment back from the page, but for repairs."""
    text = decode(page).text
    repaired = {at for repair in document.repairs for at in range(repair.start, repair.end)}
    for part in parts(document):
        if part.start is None or part.end is None:
            assert part.ranges == ()
            continue
        assert part.start < part.end <= len(document.text)
        located = 0
        for at in range(part.start, part.end):
            place = locate(document.offsets, Span(start=at, end=at + 1))
            if place is None:
                continue
            located += 1
            if not repaired.intersection(range(place.start, place.end)):
                assert text[place.start : place.end] == document.text[at]
        breaks = len(part.ranges) - 1
        assert located == part.end - part.start - breaks
    for repair in document.repairs:
        assert text[repair.start : repair.end] == repair.original != repair.repaired


@given(PAGES, st.booleans(), st.sampled_from(["utf-8", "utf-16", "utf-8-sig", "utf-32"]))
def test_every_character_leads_back_to_the_page(written: str, plain: bool, encoding: str) -> None:
    page = Page(data=written.encode(encoding, "replace"))
    try:
        document = read_document(page, plain=plain)
    except PageError:
        return
    check_offsets(page, document)
    assert document.text == "\n\n".join(document.text[p.start : p.end] for p in parts(document) if p.start is not None)


@given(st.binary(max_size=400))
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    page = Page(data=data)
    document = None
    try:
        document = read_document(page)
    except PageError as error:
        message = str(error)
    if document:
        check_offsets(page, document)
    else:
        assert message.startswith("standard input: ")
        assert "\n" not in message


def test_only_the_date_over_the_article_is_its_date() -> None:
    opening = "Mill sold\n\nThe mill was sold twice, the council says in a long paper."
    article = f"{opening}\n\n3 May 2027\n\nA company is founded by two."
    assert read_document(Page(data=article.encode())).published is None
    dated = article.replace("Mill sold\n", "Mill sold\n\nTuesday, 4 March 2031\n")
    assert read_document(Page(data=dated.encode())).published == "2031-03-04"


def test_a_quotation_that_ends_within_its_paragraph_is_no_block_quote() -> None:
    text = (
        "Port shut\n\nThe mayor of Tolm said:\n\n“We are shut,” and then she left the room without a word to anybody."
    )
    assert [block.role for block in read_document(Page(data=text.encode())).blocks] == [
        "headline",
        "paragraph",
        "paragraph",
    ]
