"""What only the setting put into words hides nothing from model, tables and search, and stays in the text."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.ledger.store.folding import fold
from sayso.reading import read_page
from sayso.records import Document, Page, Span, Statement
from sayso.statements import Plain

PAGE = (
    "Office of the dyke warden shut\n\n"
    "Dyke warden Signe Falk said on Monday that the office would stay shut for a week. “We found no fault in it,” she "
    "told the Skarvik Gazette. Falk denied that her staff had been warned, and officials refused to comment."
)
HIDDEN = re.compile("[\u00ad\u200b\u2060\u200e\ufeff]")


def told(text: str) -> list[tuple[object, ...]]:
    reading = read_page(Page(data=text.encode(), charset="utf-8"))
    document = reading.document
    assert document is not None
    assert HIDDEN.findall(document.text) == HIDDEN.findall(text)

    def words(spans: tuple[Span, ...]) -> list[str]:
        shown = (HIDDEN.sub("", document.quote(span)) for span in spans)
        return [one.replace("ﬀ", "ff").replace("ﬁ", "fi").replace("ﬃ", "ffi") for one in shown]

    assert {one.document_id for one in reading.statements} <= {document.id}
    ids = [one.id for one in reading.statements]
    return [
        (words(s.source), words(s.cue), words(s.content), s.form, s.entity, s.act, s.parent and ids.index(s.parent))
        for s in reading.statements
    ]


@pytest.mark.parametrize(("plain", "written"), [
    ("ice", "i\u00adce"), ("arden", "ar\u00adden"), ("said", "sa\u00adid"), ("Falk", "Fa\u200blk"), ("ff", "ﬀ"),
    ("fi", "ﬁ"), ("denied", "de\u2060nied"), ("shut", "\u200eshut"), ("that", "tha\ufefft"), ("ffi", "ﬃ"),
])  # fmt: skip
def test_statements_are_those_of_the_letters(plain: str, written: str) -> None:
    assert plain in PAGE
    found = told(PAGE)
    assert len(found) >= 3
    assert told(PAGE.replace(plain, written)) == found


@given(st.lists(st.sampled_from(["a", "Ann", " said", "\u00ad", "\u200b", "ﬁ", "ﬄ", "é", "."]), min_size=1), st.data())
def test_spans_lead_back_to_the_same_letters(parts: list[str], data: st.DataObject) -> None:
    text = "".join(parts)
    plain = Plain(Document(page_id="p", text=text, encoding="utf-8"))
    copied = plain.document.text
    start = data.draw(st.integers(0, len(copied)))
    end = data.draw(st.integers(start, len(copied)))
    span = Span(start=start, end=end)
    given_one = Statement(document_id=plain.document.id, source=(), cue=(), content=(span,), form="indirect")
    (one,) = plain.back([given_one])
    (moved,) = one.content
    back = Plain(Document(page_id="p", text=text[moved.start : moved.end], encoding="utf-8")).document.text
    assert copied[start:end] in back
    assert 0 <= moved.start <= moved.end <= len(text)


def test_a_text_of_letters_alone_is_not_copied() -> None:
    document = Document(page_id="p", text="Ann said so.", encoding="utf-8")
    assert Plain(document).document is document


def test_search_finds_the_letters() -> None:
    assert fold("of\u00adﬁce sta\u200bﬀ") == fold("office staff") == "office staff"
