"""A PDF file is read as an article, in paragraphs with the numbers of their pages; a bad one is refused in a line."""

from __future__ import annotations

import sys
import time
import zlib
from random import Random

import pytest

from sayso.errors import BrokenPage, EmptyPage, HugePage, LockedPage, MissingExtra, PageError
from sayso.pages import read_document
from sayso.pages.papers import pdf as reader
from sayso.pages.papers.paragraphs import TextLine, join_lines
from sayso.records import Document, Page
from tests.pages.papers.make_pdf import Set, make_pdf, set_page

HEAD = (Set(text="PRESS RELEASE", y=800, size=24), Set(text="Harbour of Halmora shuts its north pier", y=760, size=18))
BODY = (
    "The harbour authority of Halmora closed the north pier on Tuesday after a crane",
    "fell into the water, and an inves-",
    "tigation has begun. Nobody was hurt, the authority said in a statement late in the",
    "evening, and the ferries go on from the south pier until further notice.",
    "",
    "The mayor of the town said that the cranes are looked at every year by an engin-",
    "eer from the capital, and that a long-",
    "term plan for the pier has been ready since spring but was never paid for by",
)
REST = (
    "anybody in the government. She asked for money once more this week.",
    "",
    "An inspector denied that the engineer was ever sent to the north pier of the town.",
)


def read(data: bytes) -> Document:
    return read_document(Page(data=data, media_type="application/pdf", location="a.pdf"))


def attempt(data: bytes) -> tuple[str | None, str]:
    """Return the kind and the line of a refusal, or None and the notes of what was read."""
    try:
        return None, "; ".join(read(data).notes)
    except PageError as error:
        return error.kind, str(error)


def texts(document: Document, role: str) -> list[str]:
    return [document.text[b.start : b.end] for b in document.blocks if b.role == role]


def report(pages: int = 3) -> bytes:
    edges = [(Set(text="Halmora Harbour Authority", y=825, size=8), Set(text=f"Page {n + 1} of {pages}", y=30, size=8))
             for n in range(pages)]  # fmt: skip
    body = [(*HEAD, *set_page(BODY)), set_page(REST), *(set_page(REST[2:]) for _ in range(pages - 2))]
    return make_pdf(*((top, *page, foot) for (top, foot), page in zip(edges, body, strict=True)))


def test_lines_become_paragraphs_with_the_pages_they_begin_on() -> None:
    document = read(report())
    assert document.title == "Harbour of Halmora shuts its north pier"
    assert [(block.place, block.role) for block in document.blocks if block.role != "furniture"] == [
        ("1", "headline"), ("1", "paragraph"), ("1", "paragraph"), ("2", "paragraph"), ("3", "paragraph"),
    ]  # fmt: skip
    first, second, third, _ = texts(document, "paragraph")
    assert first.startswith("The harbour authority")
    assert first.endswith("until further notice.")
    assert second.endswith("never paid for by anybody in the government. She asked for money once more this week.")
    assert third == REST[2]


def test_a_word_cut_at_a_lines_end_is_put_together_and_a_compound_is_kept() -> None:
    text = read(report()).text
    assert "an investigation has begun" in text
    assert "by an engineer from" in text
    assert "a long-term plan" in text


def test_what_repeats_at_the_edges_is_furniture() -> None:
    furniture = texts(read(report()), "furniture")
    assert furniture.count("Halmora Harbour Authority") == 3
    assert [text for text in furniture if text.startswith("Page ")] == ["Page 1 of 3", "Page 2 of 3", "Page 3 of 3"]
    assert "PRESS RELEASE" in furniture


def test_columns_are_read_one_after_the_other() -> None:
    left = set_page(["The left column tells of the pier,", "and it runs over into the"], x=60)
    right = set_page(["right one, where it ends.", "", "A new paragraph stands there."], x=320)
    document = read(make_pdf((*left, *right)))
    assert document.text == (
        "The left column tells of the pier, and it runs over into the right one, where it ends.\n\n"
        "A new paragraph stands there."
    )


def test_a_block_quote_and_a_list_are_known_as_on_a_page_of_text() -> None:
    lines = [
        "Pier shut",
        "",
        "The mayor of Halmora said in the evening:",
        "",
        "\x93We are shut until the cranes are gone.\x94",
    ]
    items = [
        "",
        "The plan of the town has two parts, she went on to tell:",
        "",
        "\x95 The pier is closed",
        "\x95 The cranes go",
    ]
    page = set_page([line.encode("latin-1").decode("cp1252") for line in (*lines, *items)])
    roles = [block.role for block in read(make_pdf(page)).blocks]
    assert roles == ["headline", "paragraph", "blockquote", "paragraph", "list", "list"]


def test_metadata_fills_in_what_the_text_does_not_tell() -> None:
    info = "/Title (Pier report) /Author (Ann Roe) /CreationDate (D:20310304100500+01'00')"
    document = read(make_pdf(set_page(BODY), info=info))
    assert (document.byline, document.published) == ("Ann Roe", None)  # when it was made is another day
    dated = read(make_pdf((*HEAD, Set(text="Halmora, 2 March 2031", y=735), *set_page(BODY)), info=info))
    assert dated.published == "2031-03-02"


def test_an_account_is_no_author_and_a_broken_date_none() -> None:
    document = read(make_pdf(set_page(BODY), info="/Author (aroe) /CreationDate (D:2031-99)"))
    assert (document.byline, document.published) == (None, None)


def test_a_pdf_without_text_is_empty() -> None:
    with pytest.raises(EmptyPage, match=r"^a\.pdf: .*scanned[^\n]*$"):
        read(make_pdf((), ()))


def test_an_encrypted_pdf_is_locked() -> None:
    encrypt = f"/Filter /Standard /V 1 /R 2 /P -4 /O ({'o' * 32}) /U ({'u' * 32})"
    with pytest.raises(LockedPage, match=r"^a\.pdf: [^\n]+$"):
        read(make_pdf(set_page(BODY), encrypt=encrypt))


@pytest.mark.parametrize("share", [0.0, 0.02, 0.3, 0.6, 0.9])
def test_a_cut_off_pdf_is_refused_or_says_that_it_is_cut_off(share: float) -> None:
    data = report()
    kind, said = attempt(data[: int(share * len(data))])
    assert kind in {"broken", "empty"} or "cut off" in said
    assert "\n" not in said


def test_a_stream_that_unpacks_without_end_is_refused() -> None:
    bomb = zlib.compress(b" " * 90_000_000, 9)
    started = time.process_time()
    with pytest.raises((HugePage, BrokenPage, EmptyPage), match=r"^a\.pdf: "):
        read(make_pdf((), content=bomb))
    assert time.process_time() - started < 10


def test_a_page_that_takes_too_long_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reader, "_SECONDS", 0.0)
    with pytest.raises(HugePage, match=r"^a\.pdf: .*seconds"):
        read(report())


def test_too_many_pages_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reader, "_MOST_PAGES", 2)
    with pytest.raises(HugePage, match=r"^a\.pdf: .*3 pages"):
        read(report())


def test_without_pypdf_the_line_says_how_to_install_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pypdf.errors", None)
    with pytest.raises(MissingExtra, match=r"pip install 'sayso\[pdf\]'") as raised:
        read(report())
    assert isinstance(raised.value, PageError)  # a batch goes on
    assert raised.value.kind == "extra"


def test_a_paragraph_of_short_lines_ends_with_its_sentence() -> None:
    lines = [
        "Crane falls.",
        "The pier was closed for the whole of the week.",
        "It opens on Monday in the early morning, he said.",
    ]
    page = [TextLine(text=text, x=72, y=700 - 14 * at, size=11) for at, text in enumerate(lines)]
    assert join_lines([page])[0].text == "Crane falls."


LEFT = (
    "OSTRA - The tunnel under the pass",
    "stayed shut on Thursday, and lorries",
    "stood in a line, the office said.",
    "“We had no warning at all,” said",
    "Nora Vind, a driver who had been",
    "waiting since four in the morning.",
)
MIDDLE = (
    "The builder of the tunnel denied",
    "that its roof was in danger. “It was",
    "looked at in May,” Erik Moen told",
    "the council. He did not say who had",
    "looked at it, and when he was asked",
    "he left the room without a word.",
)
RIGHT = (
    "The police of the valley say that no",
    "one was hurt when the stones came",
    "down. “Two minutes later there were",
    "forty people under it,” said Liv Berg",
    "of the police, who came first, and",
    "who rang the road office herself.",
)


def in_columns(*columns: tuple[str, ...], width: float, leading: float = 14) -> list[list[Set]]:
    return [list(set_page(lines, x=50 + at * width, leading=leading, size=9)) for at, lines in enumerate(columns)]


def paragraphs(document: Document) -> str:
    return " ".join(document.text[b.start : b.end] for b in document.blocks if b.role == "paragraph")


@pytest.mark.parametrize("order", ["columns", "rows", "upwards", "right first", "shuffled"])
@pytest.mark.parametrize("number", [2, 3])
def test_columns_are_told_by_their_gap_in_whatever_order_they_are_drawn(order: str, number: int) -> None:
    columns = in_columns(*(LEFT, MIDDLE, RIGHT)[:number], width=270 if number == 2 else 180)
    drawn = [line for column in columns for line in column]
    if order == "rows":
        drawn.sort(key=lambda line: (-line.y, line.x))
    elif order == "upwards":
        drawn.reverse()
    elif order == "right first":
        drawn = [line for column in reversed(columns) for line in column]
    elif order == "shuffled":
        Random(number).shuffle(drawn)
    head = Set(text="Tunnel under the pass stays shut for another week", x=50, y=780, size=18)
    document = read(make_pdf((head, *drawn)))
    assert document.title == head.text
    assert paragraphs(document) == " ".join(line for column in (LEFT, MIDDLE, RIGHT)[:number] for line in column)


def test_a_line_over_all_columns_parts_what_is_above_it_from_what_is_below() -> None:
    columns = in_columns(LEFT, MIDDLE, width=270)
    below = [
        [Set(text=x.text, x=x.x, y=x.y - 200, size=9) for x in column] for column in in_columns(RIGHT, LEFT, width=270)
    ]
    wide = Set(
        text="What the police of the valley say of the hour when the roof of the tunnel came down", x=50, y=560, size=11
    )
    rows = sorted((line for column in (*columns, *below) for line in column), key=lambda line: (-line.y, line.x))
    text = " ".join(block for block in read(make_pdf((wide, *rows))).text.split())
    places = [text.index(" ".join(part)) for part in (LEFT, MIDDLE, (wide.text,), RIGHT)]
    assert places == sorted(places)


def test_lines_of_one_column_stay_as_they_are_drawn() -> None:
    document = read(make_pdf((*HEAD, *set_page(BODY))))
    assert "after a crane fell into the water, and an investigation has begun." in document.text


@pytest.mark.parametrize(
    ("shown", "read_as"),
    [
        ("(of) Tj /Span << /ActualText (fi) >> BDC (#) Tj EMC (ce is) Tj", "office is"),
        ("[(of) 10] TJ /Span << /ActualText <FEFF00660069> >> BDC [(x) 5 (y)] TJ EMC (ce is) Tj", "office is"),
        ("/Span << /ActualText (The office) >> BDC (T) Tj (h) Tj (e) Tj EMC ( is) Tj", "The office is"),
        ("/Span << /Lang (en) >> BDC (The office) Tj EMC ( is) Tj", "The office is"),
        ("/Span << /ActualText () >> BDC (- -) Tj EMC (The office is) Tj", "The office is"),
    ],
)
def test_actual_text_is_read_in_place_of_what_is_drawn(shown: str, read_as: str) -> None:
    rest = " shut, the mayor of Halmora said."
    content = zlib.compress(f"BT /F1 11 Tf 72 700 Td {shown} ({rest}) Tj ET".encode())
    assert read(make_pdf((), content=content)).text == read_as + rest


@pytest.mark.parametrize("letter", ["a", "a-", "1", "é"])
def test_a_word_without_end_takes_no_minutes(letter: str) -> None:
    lines = tuple(TextLine(text=letter * 100_000, x=72, y=700 - 14 * at, size=11) for at in range(3))
    started = time.process_time()
    join_lines([lines])
    assert time.process_time() - started < 5


def test_the_limit_of_time_holds_for_all_of_the_work(monkeypatch: pytest.MonkeyPatch) -> None:
    moments = iter([0.0, *[1.0] * 200])
    monkeypatch.setattr(time, "monotonic", lambda: next(moments, 1000.0))
    monkeypatch.setattr(
        reader, "_read_lines", lambda *_: tuple(TextLine(text=x, x=72, y=700, size=11) for x in BODY if x)
    )
    monkeypatch.setattr(reader, "join_lines", lambda pages, check: [check() for _ in range(500)])
    with pytest.raises(HugePage, match=r"^a\.pdf: .*30 seconds"):
        read(make_pdf(set_page(BODY)))
