"""Whatever bytes a paper holds, it is read or refused in one line."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sayso.errors import PageError
from sayso.pages import open_page, read_document
from sayso.pages.papers import ENCODING, PAPERS
from sayso.records import Page
from tests.pages.papers.test_mail import make_mail
from tests.pages.papers.test_pdf import report
from tests.pages.papers.test_word import styled

WHOLE = {"application/pdf": report(), "message/rfc822": make_mail(html="<p>words</p>", attached=1)}
WHOLE |= {kind: styled() for kind in PAPERS - WHOLE.keys()}


def check(data: bytes, kind: str) -> None:
    try:
        document = read_document(Page(data=data, media_type=kind, location="a"))
    except PageError as error:
        line = str(error)
        assert line.startswith("a: ")
        assert "\n" not in line
    else:
        assert document.text.strip()
        assert document == read_document(Page(data=data, media_type=kind, location="a"))


@pytest.mark.parametrize("kind", sorted(PAPERS))
@given(data=st.binary(max_size=200))
def test_any_bytes(kind: str, data: bytes) -> None:
    check(data, kind)


@pytest.mark.parametrize("kind", sorted(PAPERS))
@settings(max_examples=40, deadline=None)
@given(draw=st.data())
def test_a_whole_paper_with_some_bytes_changed(kind: str, draw: st.DataObject) -> None:
    data = bytearray(WHOLE[kind])
    for _ in range(draw.draw(st.integers(1, 4))):
        at = draw.draw(st.integers(0, len(data) - 1))
        data[at : at + draw.draw(st.integers(0, 30))] = draw.draw(st.binary(max_size=10))
    check(bytes(data), kind)


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("a.pdf", "application/pdf"),
        ("a.EML", "message/rfc822"),
        ("a.docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
    ],
)
def test_a_file_is_known_by_its_suffix_and_but_for_mail_by_its_bytes(tmp_path: Path, name: str, kind: str) -> None:
    for path in (tmp_path / name, *([tmp_path / "unnamed"] if kind != "message/rfc822" else [])):
        path.write_bytes(WHOLE[kind])
        page = open_page(path, max_bytes=1_000_000)
        assert page.media_type == kind
        assert read_document(page).encoding == ENCODING
