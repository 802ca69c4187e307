"""Turn the bytes of a page into characters.

In: a `Page`. Out: a `Decoded` text, or a `PageError` in one line that names the page and says what to do. No newline
is translated; a byte-order mark is no character but counts in bytes; each byte that does not decode is one character:
in UTF-8 a stray one is read as Windows-1252, one of a sequence that breaks off, and any in another encoding, is U+FFFD.
Tried in order: byte-order mark, declared character set, UTF-8, older encodings (`encodings`).
"""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass, field

from sayso.errors import BinaryPage, EmptyPage, HugePage, UndecodablePage
from sayso.pages.decoding.encodings import find_bare_utf16, find_encoding
from sayso.pages.opening.limits import huge_message
from sayso.pages.opening.signatures import name_binary, name_unread
from sayso.records import Page, Span

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),  # before UTF-16, whose mark it begins with
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_WITHOUT_MARK = {"utf-8-sig": "utf-8", "utf-16": "utf-16-le", "utf-32": "utf-32-le"}  # big-endian is as wide
_NOT_OF_PAGES = frozenset(
    {
        "utf-7",
        "idna",
        "punycode",
        "unicode-escape",
        "raw-unicode-escape",
        "unicode_escape",
        "raw_unicode_escape",
    }
)
_STRAY, _BROKEN = 0xDC00, 0xDD00  # where lone surrogates begin that stand for bytes, one by one or of a broken sequence
_BAD = re.compile("[\udc00-\uddff]")
_BAD_BYTE = "sayso.pages.bad_byte"


@dataclass(frozen=True, slots=True, kw_only=True)
class Decoded:
    """The characters of a page; `data.decode(encoding)` gives them back, but for undecodable bytes.

    `strays` counts the bytes that are no UTF-8 and were read as Windows-1252.
    """

    text: str
    encoding: str
    data: bytes = field(repr=False)
    strays: int = 0

    @property
    def notes(self) -> tuple[str, ...]:
        """What a reader must know of how the characters were come by."""
        many = f"{self.strays:,} bytes are" if self.strays > 1 else "1 byte is"
        return (f"{many} no UTF-8, and read as Windows-1252",) if self.strays else ()

    def byte_span(self, span: Span) -> tuple[int, int] | None:
        """Return the half-open range of bytes that `span` was decoded from.

        Decodes anew on each call. None where the encoding writes one text in several ways, so that its bytes cannot
        be counted (escape sequences of ISO-2022).
        """
        marked = self.data.decode(self.encoding, _BAD_BYTE)
        bare = _WITHOUT_MARK.get(self.encoding, self.encoding)
        mark = _mark_length(self.data, self.encoding)
        if mark + _width(marked, bare) != len(self.data):
            return None
        start = mark + _width(marked[: span.start], bare)
        return start, start + _width(marked[span.start : span.end], bare)


def decode(page: Page, *, max_bytes: int | None = None) -> Decoded:
    """Return the text of a page. Raises EmptyPage, BinaryPage, HugePage or UndecodablePage."""
    name = page.location or "standard input"
    if max_bytes is not None and len(page.data) > max_bytes:
        raise HugePage(huge_message(name, max_bytes))
    encoding = _find_encoding(page, name)
    marked = page.data.decode(encoding, _BAD_BYTE)
    text = _BAD.sub(_read_stray if encoding in ("utf-8", "utf-8-sig") else "\ufffd", marked)
    if not text.strip(" \t\r\n\f\v\x00\xa0\u200b\ufeff"):
        raise EmptyPage(f"{name}: there is nothing in it; give a page with text")
    strays = sum(bad != "\ufffd" for bad in map(_read_stray, _BAD.finditer(marked))) if text != marked else 0
    return Decoded(text=text, encoding=encoding, data=page.data, strays=strays)


def _find_encoding(page: Page, name: str) -> str:
    data = page.data
    unread = None if "json" in page.media_type else name_unread(data)  # JSON is read as rows of a table alone
    if unread:
        raise BinaryPage(f"{name}: this is {unread}, which is not read; give the text of one page instead")
    utf = _marked(data) or find_bare_utf16(data)
    if utf:
        return utf
    kind = name_binary(data)
    declared = _known(page.charset)
    if declared and _decodes(data, declared) and (kind is None or declared.startswith(("utf-16", "utf-32"))):
        return declared
    if kind:
        raise BinaryPage(f"{name}: this is {kind}, not a text page; give its text instead")
    if _decodes(data, "utf-8") or _mostly_utf8(data, said=declared in ("utf-8", "utf-8-sig")):
        return "utf-8"
    encoding = find_encoding(data)
    if encoding is None:
        raise UndecodablePage(f"{name}: no known encoding fits its bytes; save it as UTF-8 and read it again")
    return encoding


def _marked(data: bytes) -> str | None:
    """Return what a byte-order mark says; UTF-32's could also be UTF-16's before a zero."""
    marked = [encoding for mark, encoding in _MARKS if data.startswith(mark)]
    return marked[-1] if marked and not _decodes(data, marked[0]) else next(iter(marked), None)


def _known(charset: str | None) -> str | None:
    """Return Python's name for a declared character set, or None; Latin-1 is Windows-1252, as browsers have it."""
    try:
        name = codecs.lookup((charset or "").strip().strip("\"'")).name
        "".encode(name)  # refuses codecs that are not of text, such as base64
    except (LookupError, ValueError):
        return None
    if name in _NOT_OF_PAGES:
        return None
    return {"iso8859-1": "cp1252", "ascii": "cp1252"}.get(name, name)


def _decodes(data: bytes, encoding: str) -> bool:
    try:
        return not _BAD.search(data.decode(encoding))
    except (UnicodeError, ValueError):
        return False


def _mostly_utf8(data: bytes, *, said: bool) -> bool:
    """Say whether sequences of UTF-8 outnumber bytes that are none, as where a file was cut or patched.

    Of a page that says so itself fewer are enough: no text in another encoding holds many by chance.
    """
    text = data.decode("utf-8", _BAD_BYTE)
    bad = len(_BAD.findall(text))
    good = sum(character > "\x7f" for character in text) - bad
    return good > bad or (said and good > 1 and 4 * good > bad)


def _read_stray(bad: re.Match[str]) -> str:
    """Return what a stray byte is in Windows-1252."""
    byte = ord(bad[0]) - _STRAY
    return bytes([byte]).decode("cp1252", "replace") if byte < 0x100 else "\ufffd"


def _mark_length(data: bytes, encoding: str) -> int:
    return next((len(mark) for mark, marked in _MARKS if marked == encoding and data.startswith(mark)), 0)


def _width(marked: str, encoding: str) -> int:
    good = _BAD.sub("", marked)
    return len(good.encode(encoding, "replace")) + len(marked) - len(good)


def _mark_bad(error: UnicodeError) -> tuple[str, int]:
    """Stand in for each undecodable byte with a lone surrogate, which no decoder makes of good ones."""
    if not isinstance(error, UnicodeDecodeError):
        raise error
    bad = error.object[error.start : error.end]
    broken = len(bad) > 1 or (bad[0] >= 0xC2 and error.end == len(error.object))
    return "".join(chr((_BROKEN if broken else _STRAY) + byte) for byte in bad), error.end


codecs.register_error(_BAD_BYTE, _mark_bad)
