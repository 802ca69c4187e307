"""The offsets of a paper count its extracted text, which the document alone gives back."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.errors import HugePage
from sayso.pages.offsets import locate
from sayso.pages.papers import extracted
from sayso.pages.papers.extracted import ENCODING, Extracted, Part, extracted_text, read_extracted
from sayso.records import Block, Comment, Document, Page, Role, Span

PAGE = Page(data=b"paper", media_type="application/pdf", location="a.pdf")
WORDS = st.sampled_from(
    [
        "The pier was shut, the mayor of Halmora said on Tuesday in the evening.", "Pier shut", "By Ann Roe",
        "It wasnâ€™t so, says CafÃ© Roe.", "news†that, ìWeî", "días así", "• one", "> no\n> yes",
        "two\nlines, one wrapped",
        "2 Comments", "Ann R.\n3 years ago\nNo.", "Bo • 2 hours ago\nâ€œYes.â€\x9d", "Share this", "â€” a dash",
    ]
)  # fmt: skip
ROLES: st.SearchStrategy[Role | None] = st.sampled_from([None, None, None, "headline", "furniture", "blockquote"])
PARTS = st.lists(st.builds(lambda t, r, p: Part(text=t, role=r, place=p), WORDS, ROLES, st.sampled_from(["1", "2"])),
                 min_size=1, max_size=9)  # fmt: skip


def parts(document: Document) -> list[Block | Comment]:
    return [*document.blocks, *document.comments]


@given(PARTS, st.booleans(), st.booleans())
def test_every_character_leads_to_the_extracted_text(given_parts: list[Part], plain: bool, threads: bool) -> None:
    document = read_extracted(PAGE, Extracted(parts=tuple(given_parts), threads=threads), plain=plain)
    text = extracted_text(document)
    assert document.encoding == ENCODING
    repaired = {at for repair in document.repairs for at in range(repair.start, repair.end)}
    for part in parts(document):
        if part.start is None or part.end is None:
            continue
        assert len(part.ranges) == 1
        for at in range(part.start, part.end):
            place = locate(document.offsets, Span(start=at, end=at + 1))
            if place and not repaired.intersection(range(place.start, place.end)):
                assert text[place.start : place.end] == document.text[at]
    for repair in document.repairs:
        assert text[repair.start : repair.end] == repair.original != repair.repaired


@given(PARTS)
def test_without_damage_the_text_is_the_extracted_text(given_parts: list[Part]) -> None:
    document = read_extracted(PAGE, Extracted(parts=tuple(given_parts)))
    if not document.repairs:
        assert extracted_text(document) == document.text
    assert {block.place for block in document.blocks} <= {part.place for part in given_parts}


def test_a_damaged_headline_is_repaired_and_its_damage_kept() -> None:
    damaged = Part(text="MarÃ\xada Roe leaves the council of Halmora", role="headline", place="1")
    document = read_extracted(
        PAGE, Extracted(parts=(damaged, Part(text="She said that it was time to go.", place="2")))
    )
    assert document.title == "María Roe leaves the council of Halmora"
    assert extracted_text(document).startswith("MarÃ\xada Roe")
    assert [block.place for block in document.blocks] == ["1", "2"]
    (repair,) = document.repairs
    assert (repair.original, repair.repaired) == ("Ã\xad", "í")


def test_readers_comments_of_a_printed_page_are_no_blocks() -> None:
    thread = Part(
        text="2 Comments\n\nAnn R.\n3 years ago\nNever again.\n\nBo T.\n2 years ago\nAgreed, all of it.", place="2"
    )
    article = (Part(text="Pier shut"), Part(text="The mayor of Halmora said in the evening that the pier is shut."))
    document = read_extracted(PAGE, Extracted(parts=(*article, thread), threads=True))
    assert [comment.commenter for comment in document.comments] == ["Ann R.", "Bo T."]
    assert all(comment.header_start is None for comment in document.comments)
    assert "Never again." in extracted_text(document)
    assert read_extracted(PAGE, Extracted(parts=(*article, thread))).comments == ()


def test_a_paper_of_more_lines_than_are_read_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(extracted, "_MOST_LINES", 3)
    with pytest.raises(HugePage, match=r"^a\.pdf: more than 3 lines"):
        read_extracted(PAGE, Extracted(parts=(Part(text="a\nb"), Part(text="c\nd"))))
