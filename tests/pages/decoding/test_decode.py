"""Bytes become characters, and characters lead back to bytes."""

from __future__ import annotations

import codecs
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.errors import BinaryPage, EmptyPage, HugePage, PageError
from sayso.pages.decoding.decode import decode
from sayso.records import Page, Span

CODECS = {"utf-16": "utf-16-le", "utf-32": "utf-32-le", "utf-8-sig": "utf-8"}
WRITTEN = [
    ("cp1252", "Le ministre a déclaré que l’armée était déjà à l’étranger, malgré les démentis répétés du député."),
    ("cp1252", "The minister said it wasn’t true. “We have no troops there,” he added – and walked away."),
    ("cp1252", "El ministro aseguró que el ejército no había salido del país, según dijo el señor Núñez mañana."),
    ("cp1250", "Minister powiedział, że żołnierze wrócą do kraju w przyszłym tygodniu, a sąd milczy o świadkach."),
    ("cp1250", "Ministr řekl, že vojáci se příští týden vrátí domů. Svědkové však říkají něco úplně jiného."),
    ("cp1251", "Министр заявил, что войска вернутся домой на следующей неделе. Свидетели говорят другое."),
    ("koi8-r", "Министр заявил, что войска вернутся домой на следующей неделе. Свидетели говорят другое."),
    ("cp1254", "Bakan, askerlerin önümüzdeki hafta eve döneceğini söyledi. Tanıklar başka şeyler anlatıyor."),
    ("mac-roman", "Le ministre a déclaré que l’armée était déjà à l’étranger, malgré les démentis répétés du député."),
    ("shift_jis", "大臣は兵士が来週帰国すると述べた。目撃者はまったく別のことを話している。"),
    ("gb18030", "部长表示，士兵将于下周回国。目击者的说法却完全不同，法院保持沉默。"),
    ("utf-16", "The minister said “no”."),
    ("utf-16-le", "The minister said no, and that was that for the day."),
    ("utf-32", "The minister said “no”."),
    ("utf-8-sig", "The minister said “no”."),
]  # fmt: skip


@pytest.mark.parametrize(("encoding", "text"), WRITTEN, ids=lambda value: value[:12])
def test_encodings_are_found_out(encoding: str, text: str) -> None:
    assert decode(Page(data=text.encode(encoding))).text == text


def test_a_declared_encoding_is_believed_if_it_decodes() -> None:
    data = "café".encode("cp437")
    assert decode(Page(data=data, charset="cp437")).text == "café"
    assert decode(Page(data="café ćwir".encode(), charset="ascii")).text != ""
    assert decode(Page(data="café".encode(), charset="no-such-thing")).text == "café"


def test_latin_1_is_windows_1252() -> None:
    assert decode(Page(data=b"\x93no\x94", charset="iso-8859-1")).text == "“no”"


def test_newlines_are_left_as_they_are() -> None:
    assert decode(Page(data=b"a\r\nb\rc\n")).text == "a\r\nb\rc\n"


def test_bad_bytes_are_one_character_each() -> None:
    decoded = decode(Page(data="café déjà été là ".encode() + b"\xe2\x80 x\xff end"))
    assert (decoded.encoding, decoded.text) == ("utf-8", "café déjà été là \ufffd\ufffd xÿ end")
    assert decoded.notes == ("1 byte is no UTF-8, and read as Windows-1252",)
    at = decoded.text.index("x")
    assert decoded.byte_span(Span(start=at, end=at + 2)) == (len(decoded.data) - 6, len(decoded.data) - 4)


STRAYS = [
    (
        "“We ran,” said Øyvind. ",
        b"\x93It burned,\x94 said J\xf8rn of the caf\xe9.",
        "“It burned,” said Jørn of the café.",
    ),
    ("Ærlig talt, sa Åse – nei. ", b"\xabOui\xbb, dit Ren\xe9 \x96 5 \x80", "«Oui», dit René – 5 €"),
    ("Signé : Zoë. ", b"L\x92\xe9cole de No\xebl \x85", "L’école de Noël …"),
    ("“No” – “yes”. ", b"It\x92s \x931\x94, \x932\x94, \x933\x94, \x934\x94.", "It’s “1”, “2”, “3”, “4”."),
    ("Él dijo: «así». ", b"\xbfQu\xe9 pas\xf3, se\xf1or?", "¿Qué pasó, señor?"),
]


@pytest.mark.parametrize(("sound", "stray", "meant"), STRAYS)
@pytest.mark.parametrize("charset", ["utf-8", "UTF8"])
def test_a_page_that_says_it_is_utf_8_keeps_it_with_stray_bytes(
    sound: str, stray: bytes, meant: str, charset: str
) -> None:
    decoded = decode(Page(data=sound.encode() + stray, charset=charset))
    assert (decoded.encoding, decoded.text) == ("utf-8", sound + meant)
    assert decoded.strays == sum(byte > 0x7F for byte in stray)


def test_a_sequence_that_breaks_off_is_no_stray_byte() -> None:
    decoded = decode(Page(data="“Déjà”, dit-il. ".encode() + b"\xe2\x80 et caf\xc3", charset="utf-8"))
    assert decoded.text == "“Déjà”, dit-il. \ufffd\ufffd et caf\ufffd"
    assert decoded.notes == ()


def test_a_page_that_wrongly_says_utf_8_is_not() -> None:
    data = "“We ran,” said Jørn of the café. “It burned – all of it,” said Åse.".encode("cp1252")
    decoded = decode(Page(data=data, charset="utf-8"))
    assert (decoded.encoding, decoded.strays) == ("cp1252", 0)
    assert "Jørn of the café" in decoded.text


def test_a_byte_order_mark_is_no_character_but_counts_in_bytes() -> None:
    decoded = decode(Page(data=codecs.BOM_UTF8 + b"abc"))
    assert decoded.text == "abc"
    assert decoded.byte_span(Span(start=1, end=2)) == (4, 5)


@given(st.text(min_size=1), st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "utf-32", "cp1252"]), st.data())
def test_byte_spans_read_back(text: str, encoding: str, data: st.DataObject) -> None:
    page = Page(data=text.encode(encoding, "replace"))
    try:
        decoded = decode(page)
    except PageError:
        return
    start = data.draw(st.integers(0, len(decoded.text)))
    end = data.draw(st.integers(start, len(decoded.text)))
    found = decoded.byte_span(Span(start=start, end=end))
    assert found is not None
    bare = CODECS.get(decoded.encoding, decoded.encoding)
    assert page.data[found[0] : found[1]].decode(bare, "replace") == decoded.text[start:end]


@given(st.binary(min_size=1, max_size=200))
def test_byte_spans_of_any_bytes_cover_the_page(data: bytes) -> None:
    try:
        decoded = decode(Page(data=data))
    except PageError:
        return
    spans = [decoded.byte_span(Span(start=at, end=at + 1)) for at in range(len(decoded.text))]
    known = [span for span in spans if span]
    assert known == [] or (known[-1][1] == len(data) and all(a[1] == b[0] for a, b in pairwise(known)))


@pytest.mark.parametrize(
    ("data", "named"),
    [
        (b"%PDF-1.7 and more", "PDF"),
        (b"PK\x03\x04 and more", "ZIP"),
        (b"\x89PNG\r\n\x1a\n", "PNG"),
        (b"\xff\xd8\xff\xe0..JFIF", "JPEG"),
        (b"\x00\x01\x02\x00\x03" * 20, "binary"),
    ],
)  # fmt: skip
def test_what_is_not_text_is_named(data: bytes, named: str) -> None:
    with pytest.raises(BinaryPage, match=rf"^scan\.pdf: .*{named}"):
        decode(Page(data=data, location="scan.pdf"))


@pytest.mark.parametrize("data", [b"", b" \r\n\t", "\xa0\n".encode(), codecs.BOM_UTF8])
def test_an_empty_page_is_refused(data: bytes) -> None:
    with pytest.raises(EmptyPage, match=r"^standard input: "):
        decode(Page(data=data))


def test_a_page_over_the_limit_is_refused() -> None:
    with pytest.raises(HugePage, match=r"SAYSO_MAX_BYTES"):
        decode(Page(data=b"abc"), max_bytes=2)
