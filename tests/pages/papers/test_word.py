"""A Word document is read with the roles its styles tell; archives that unpack without end are refused."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from datetime import datetime

import docx
import pytest
from docx.shared import Pt

from sayso.engine.local import read_many
from sayso.errors import BrokenPage, EmptyPage, HugePage, LockedPage
from sayso.pages import read_document
from sayso.pages.papers import word as reader
from sayso.records import Document, Page

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
SAID = "The harbour authority closed the north pier on Tuesday, the mayor of Halmora said."
NAMESPACE = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def read(data: bytes) -> Document:
    return read_document(Page(data=data, media_type=WORD, location="a.docx"))


def texts(document: Document, role: str) -> list[str]:
    return [document.text[b.start : b.end] for b in document.blocks if b.role == role]


def styled() -> bytes:
    paper = docx.Document()
    paper.core_properties.author = "Ann Roe"
    paper.core_properties.created = datetime(2031, 3, 4, 10, 5)
    paper.sections[0].header.paragraphs[0].text = "Harbour Authority of Halmora"
    paper.sections[0].footer.paragraphs[0].text = "Pier 4, Halmora"
    paper.add_paragraph("PRESS RELEASE")
    paper.add_heading("North pier shut after crane falls", 0)
    paper.add_paragraph(SAID).runs[0].font.size = Pt(12)
    paper.add_heading("What comes next", 2)
    paper.add_paragraph("The ferries go on from the other side of the harbour, she added.")
    paper.add_paragraph("We will open it again.", style="Quote")
    paper.add_paragraph("the pier", style="List Bullet")
    paper.add_paragraph("the cranes", style="List Bullet")
    paper.add_table(1, 2).rows[0].cells[1].text = "Nobody was hurt in the accident, the authority said."
    held = io.BytesIO()
    paper.save(held)
    return held.getvalue()


def packed(body: str, **others: str) -> bytes:
    """Return a .docx of a body's XML and other members by name."""
    held = io.BytesIO()
    document = f'<?xml version="1.0"?><w:document {NAMESPACE}><w:body>{body}</w:body></w:document>'
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in {"word/document.xml": document, **others}.items():
            archive.writestr(name, data)
    return held.getvalue()


def paragraph(text: str) -> str:
    return f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>"


def test_styles_tell_roles() -> None:
    document = read(styled())
    found = [(block.role, document.text[block.start : block.end]) for block in document.blocks]
    assert found == [
        ("furniture", "Harbour Authority of Halmora"),
        ("furniture", "PRESS RELEASE"),
        ("headline", "North pier shut after crane falls"),
        ("paragraph", SAID),
        ("subheading", "What comes next"),
        ("paragraph", "The ferries go on from the other side of the harbour, she added."),
        ("blockquote", "We will open it again."),
        ("list", "the pier"),
        ("list", "the cranes"),
        ("paragraph", "Nobody was hurt in the accident, the authority said."),
        ("furniture", "Pier 4, Halmora"),
    ]
    assert (document.title, document.byline) == ("North pier shut after crane falls", "Ann Roe")
    assert document.published == "2031-03-04T10:05:00Z"
    assert any(note.startswith("published") for note in document.notes)


def test_what_was_deleted_is_left_out_and_what_was_inserted_is_in() -> None:
    body = (
        "<w:p><w:r><w:t>The pier is </w:t></w:r><w:del><w:r><w:delText>safe</w:delText></w:r></w:del>"
        "<w:ins><w:r><w:t>shut</w:t></w:r></w:ins><w:r><w:instrText>PAGE</w:instrText><w:tab/><w:t>now.</w:t></w:r></w:p>"
    )
    assert read(packed(body)).text == "The pier is shut\tnow."


def test_a_text_box_is_read_once() -> None:
    box = f"<w:txbxContent>{paragraph('In the box.')}</w:txbxContent>"
    alternative = (
        '<mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006">'
        f"<mc:Choice>{box}</mc:Choice><mc:Fallback>{box}</mc:Fallback></mc:AlternateContent>"
    )
    text = read(packed(f"<w:p><w:r><w:t>Around it.</w:t></w:r><w:r>{alternative}</w:r></w:p>")).text
    assert text.split("\n\n") == ["Around it.", "In the box."]


def test_footnotes_follow_the_text() -> None:
    notes = f"<w:footnotes {NAMESPACE}><w:footnote>{paragraph('Told to the Courier.')}</w:footnote></w:footnotes>"
    document = read(packed(paragraph(SAID), **{"word/footnotes.xml": notes}))
    assert [block.place for block in document.blocks] == [None, "footnote"]
    assert document.text.endswith("Told to the Courier.")


@pytest.mark.parametrize(
    ("name", "entity"),
    [
        ("file", '<!ENTITY x SYSTEM "file:///etc/hostname">'),
        ("laughs", '<!ENTITY a "ha"><!ENTITY x "' + "&a;" * 1000 + '">'),
    ],
)
def test_entities_are_not_expanded(name: str, entity: str) -> None:
    document = (
        f'<?xml version="1.0"?><!DOCTYPE w:document [{entity}]><w:document {NAMESPACE}><w:body>'
        f"{paragraph(f'{name} [&x;]')}</w:body></w:document>"
    )
    read_back = read(packed("", **{"word/document.xml": document}))
    assert read_back.text.startswith(name)
    assert len(read_back.text) < 20


def bomb(size: int) -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive, archive.open("word/document.xml", "w") as member:
        for _ in range(size // 1_000_000):
            member.write(b" " * 1_000_000)
    return held.getvalue()


def test_an_archive_that_unpacks_without_end_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reader, "_MOST", 2_000_000)
    with pytest.raises(HugePage, match=r"^a\.docx: [^\n]+$"):
        read(bomb(5_000_000))


def test_the_allowance_is_for_the_whole_archive(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reader, "_MOST", 20_000)
    header = f"<w:hdr {NAMESPACE}>{paragraph('x' * 9_000)}</w:hdr>"
    with pytest.raises(HugePage, match=r"^a\.docx: "):
        read(packed(paragraph(SAID), **{f"word/header{n}.xml": header for n in range(1, 4)}))


BAD: Mapping[str, tuple[bytes, type[Exception]]] = {
    "old": (b"\xd0\xcf\x11\xe0" + b"\0" * 600, LockedPage),
    "cut off": (styled()[:-500], BrokenPage),
    "not an archive": (b"words", BrokenPage),
    "another archive": (packed("").replace(b"word/document.xml", b"word/dacument.xml"), BrokenPage),
    "broken markup": (packed("<w:p>"), BrokenPage),
    "nested without end": (packed("<w:p>" * 100_000), BrokenPage),
    "no text": (packed("<w:p/>"), EmptyPage),
}


@pytest.mark.parametrize(("data", "error"), BAD.values(), ids=BAD.keys())
def test_what_cannot_be_read_is_refused_in_a_line(data: bytes, error: type[Exception]) -> None:
    with pytest.raises(error, match=r"^a\.docx: [^\n]+$"):
        read(data)


def test_an_encrypted_member_is_locked() -> None:
    data = bytearray(packed(paragraph(SAID)))
    for mark, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.index(mark) + at] |= 1  # the flag of encryption
    with pytest.raises(LockedPage, match=r"^a\.docx: "):
        read(bytes(data))


@pytest.mark.parametrize("mark", ["<w:vanish/>", '<w:vanish w:val="1"/>', "<w:webHidden/>", '<w:vanish w:val="true"/>'])
def test_what_word_does_not_show_is_left_out(mark: str) -> None:
    hidden = f"<w:r><w:rPr>{mark}</w:rPr><w:t> The crane was sound, he lied.</w:t></w:r>"
    document = read(packed(f"<w:p><w:r><w:t>{SAID}</w:t></w:r>{hidden}</w:p>"))
    assert document.text == SAID


@pytest.mark.parametrize("mark", ['<w:vanish w:val="0"/>', '<w:vanish w:val="false"/>', "<w:b/>"])
def test_what_word_shows_after_all_is_read(mark: str) -> None:
    shown = f"<w:r><w:rPr>{mark}</w:rPr><w:t> Nobody fell.</w:t></w:r>"
    assert read(packed(f"<w:p><w:r><w:t>{SAID}</w:t></w:r>{shown}</w:p>")).text == f"{SAID} Nobody fell."


@pytest.mark.parametrize("entity", ["&pier;", "&pier; and &quay;", "&#8212;"])
def test_text_behind_an_entity_that_is_not_resolved_stays(entity: str) -> None:
    held = io.BytesIO()
    kinds = '<!DOCTYPE w:document [<!ENTITY pier "x"><!ENTITY quay SYSTEM "file:///etc/hostname">]>'
    text = f"The {entity} was shut on Tuesday by the harbour authority of Halmora."
    with zipfile.ZipFile(held, "w") as archive:
        archive.writestr(
            "word/document.xml", f"{kinds}<w:document {NAMESPACE}><w:body>{paragraph(text)}</w:body></w:document>"
        )
    assert read(held.getvalue()).text.endswith("was shut on Tuesday by the harbour authority of Halmora.")


@pytest.mark.parametrize(
    ("created", "modified", "published"),
    [
        ("2031-03-04T10:05:00Z", "2031-03-05T09:00:00Z", "2031-03-04T10:05:00Z"),
        ("2031-03-04T10:05:00Z", None, "2031-03-04T10:05:00Z"),
        ("2013-12-23T23:15:00Z", "2013-12-23T23:15:00Z", None),
        ("2006-09-16T00:00:00Z", None, None),
        ("2019-03-04T10:05:00Z", "2031-03-05T09:00:00Z", None),
        ("1601-01-01T00:00:00Z", "2031-03-05T09:00:00Z", None),
        ("some day", "2031-03-05T09:00:00Z", None),
    ],
)
def test_a_templates_day_is_no_day_of_publication(created: str, modified: str | None, published: str | None) -> None:
    dates = {"created": created, "modified": modified}
    told = "".join(f"<t:{name}>{stamp}</t:{name}>" for name, stamp in dates.items() if stamp)
    core = f'<c:p xmlns:c="urn:c" xmlns:t="http://purl.org/dc/terms/">{told}</c:p>'
    assert read(packed(paragraph(SAID), **{"docProps/core.xml": core})).published == published


def test_a_damaged_document_costs_no_other_page() -> None:
    whole = styled()
    end = whole.rindex(b"PK\x05\x06")
    damaged = whole[: end + 12] + b"\xff\xff\xff\x7f" + whole[end + 16 :]  # the size of its table of contents
    pages = [Page(data=data, media_type=WORD, location=f"{at}.docx") for at, data in enumerate((whole, damaged, whole))]
    readings = list(read_many(pages))
    assert [reading.failure and reading.failure.kind for reading in readings] == [None, "broken", None]
    assert readings[1].failure is not None
    assert readings[1].failure.message.startswith("1.docx: ")


def test_whatever_a_parser_raises_is_its_pages_failure(monkeypatch: pytest.MonkeyPatch) -> None:
    def trip(*_: object, **__: object) -> None:
        raise AssertionError("never\nthought of")

    monkeypatch.setattr(reader, "extract_word", trip)
    with pytest.raises(BrokenPage, match=r"^a\.docx: [^\n]*never thought of[^\n]*$"):
        read(styled())
