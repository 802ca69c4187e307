"""Extract the text of a rich text file (.rtf).

In: a `Page` whose bytes are RTF. Out: `Extracted`: its paragraphs in order; the cells of a table's row are one, with a
tab between two of them; footnotes stand at the end. What was deleted under track changes, hidden text, field codes,
pictures and what reviewers noted is left out. Nothing is run, and groups are nested so deep only.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from sayso.errors import BrokenPage, EmptyPage
from sayso.pages.layout.lines import BLANK
from sayso.pages.papers.extracted import Extracted, Part
from sayso.records import Page

_BLANK = f"{BLANK}\r\n\f\v\x1c\x1d\x1e\x85\u2028\u2029"
_DEEPEST = 400  # groups in groups; a word processor makes a dozen
_TOKEN = re.compile(
    rb"\\([a-zA-Z]{1,32})(-?\d{1,10})? ?|\\'([0-9a-fA-F]{2})|\\([^a-zA-Z])|([{}])|([^\\{}\r\n]+)|[\r\n]+|\\$", re.DOTALL
)
_BREAKS = {b"par": "\n\n", b"sect": "\n\n", b"page": "\n\n", b"row": "\n\n", b"nestrow": "\n\n", b"line": "\n"}
_SIGNS = {
    b"tab": "\t", b"cell": "\t", b"nestcell": "\t", b"emdash": "—", b"endash": "–", b"bullet": "•",
    b"lquote": "‘", b"rquote": "’", b"ldblquote": "“", b"rdblquote": "”", b"emspace": "\u2003", b"enspace": "\u2002",
}  # fmt: skip
_LEFT_OUT = frozenset((
    b"fonttbl", b"colortbl", b"stylesheet", b"info", b"pict", b"header", b"headerl", b"headerr", b"headerf", b"footer",
    b"footerl", b"footerr", b"footerf", b"object", b"listtable", b"listoverridetable", b"revtbl", b"rsidtbl",
    b"generator", b"annotation", b"atnid", b"atnauthor", b"xe", b"tc", b"themedata", b"datastore", b"filetbl",
    b"fldinst", b"pntext", b"listtext", b"nonshppict", b"bkmkstart", b"bkmkend", b"userprops", b"xmlnstbl",
))  # fmt: skip
_CHARSETS = {0: "cp1252", 77: "mac_roman", 128: "cp932", 129: "cp949", 134: "cp936", 136: "cp950", 161: "cp1253",
    162: "cp1254", 163: "cp1258", 177: "cp1255", 178: "cp1256", 186: "cp1257", 204: "cp1251", 222: "cp874",
    238: "cp1250"}  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class _State:
    """What holds in a group: whether its text is shown, is a footnote's, and how its bytes decode."""

    shown: bool = True
    hidden: bool = False
    note: bool = False
    fonts: bool = False
    skip: int = 1
    charset: str | None = None


def extract_rtf(page: Page) -> Extracted:
    """Return the text of a rich text file. Raises BrokenPage or EmptyPage."""
    name = page.location or "standard input"
    if not page.data.lstrip().startswith(b"{\\rtf"):
        raise BrokenPage(f"{name}: not a rich text file, whatever it is called; save it anew, as .docx or text")
    body, notes, whole = _Reader(page.data, name).read()
    parts = [
        *(Part(text=text) for text in _paragraphs(body)),
        *(Part(text=text, place="footnote") for text in _paragraphs(notes)),
    ]
    if not parts:
        raise EmptyPage(f"{name}: a rich text file without text; give a page with text")
    return Extracted(parts=tuple(parts), notes=() if whole else ("the file breaks off: its end is missing",))


def _paragraphs(text: str) -> Iterator[str]:
    for paragraph in text.split("\n\n"):
        bare = paragraph.strip(_BLANK)
        if bare:
            yield bare


class _Reader:
    """One pass over the control words."""

    def __init__(self, data: bytes, name: str) -> None:
        self._data, self._name = data, name
        self._state = _State()
        self._stack: list[_State] = []
        self._out: list[str] = []
        self._notes: list[str] = []
        self._bytes = bytearray()
        self._owed = 0  # characters that stand in for a \u before them
        self._charset = "cp1252"
        self._fonts: dict[int, str] = {}
        self._font = 0
        self._starred = False

    def read(self) -> tuple[str, str, bool]:
        """Return the text, that of the footnotes, and whether all groups were closed."""
        at = 0
        while found := _TOKEN.match(self._data, at):
            at = found.end()
            word, number, pair, sign, brace, text = found.groups()
            if word is not None:
                at = self._word(word, int(number) if number else None, at)
            elif pair is not None:
                self._take_bytes(bytes([int(pair, 16)]))
            elif sign is not None:
                self._sign(sign)
            elif brace is not None:
                self._brace(brace)
            elif text is not None:
                self._take_bytes(text)
        self._settle()
        return _whole("".join(self._out)), _whole("".join(self._notes)), not self._stack

    def _brace(self, brace: bytes) -> None:
        self._settle()
        self._owed, self._starred = 0, False
        if brace == b"{":
            if len(self._stack) >= _DEEPEST:
                raise BrokenPage(f"{self._name}: groups nested deeper than {_DEEPEST}: save it anew, as .docx or text")
            self._stack.append(self._state)
        elif self._stack:
            ended = self._state
            self._state = self._stack.pop()
            if ended.note and not self._state.note:
                self._notes.append("\n\n")

    def _sign(self, sign: bytes) -> None:
        if sign == b"*":
            self._starred = True
        elif sign in b"{}\\":
            self._take_bytes(sign)
        elif sign in b"~_":
            self._take("\xa0" if sign == b"~" else "\u2011")
        elif sign in b"\r\n":
            self._take("\n\n")

    def _word(self, word: bytes, number: int | None, at: int) -> int:
        """Obey a control word, and return where to go on."""
        starred, self._starred = self._starred, False
        if word == b"bin":
            return at + max(0, number or 0)
        if word == b"u" and number is not None:
            self._take(chr(number % 0x10000))  # a unit of UTF-16
            self._owed = self._state.skip
        elif word in _BREAKS or word in _SIGNS:
            self._take(_BREAKS.get(word) or _SIGNS[word])
        elif word == b"footnote":
            self._change(note=True)
        elif word == b"fonttbl":
            self._change(shown=False, fonts=True)
        elif word in _LEFT_OUT or (starred and word != b"shppict"):
            self._change(shown=False)
        else:
            self._format(word, number)
        return at

    def _format(self, word: bytes, number: int | None) -> None:
        match word:
            case b"uc":
                self._state = replace(self._state, skip=max(0, number or 0))
            case b"deleted" | b"v":
                self._change(hidden=number != 0)
            case b"plain":
                self._change(hidden=False, charset=None)
            case b"ansicpg":
                self._charset = _codec(f"cp{number}") or self._charset
            case b"mac":
                self._charset = "mac_roman"
            case b"f" if number is not None:
                self._font = number
                if not self._state.fonts:
                    self._change(charset=self._fonts.get(number))
            case b"fcharset" if self._state.fonts and number in _CHARSETS and number:
                self._fonts[self._font] = _CHARSETS[number]

    def _change(self, **fields: object) -> None:
        self._settle()
        self._state = replace(self._state, **fields)  # type: ignore[arg-type]

    def _take_bytes(self, data: bytes) -> None:
        owed = min(self._owed, len(data))
        self._owed -= owed
        self._bytes += data[owed:]

    def _take(self, text: str) -> None:
        self._settle()
        if self._state.shown and not self._state.hidden:
            (self._notes if self._state.note else self._out).append(text)

    def _settle(self) -> None:
        """Decode the bytes that were waiting for the rest of their character."""
        if self._bytes:
            text = self._bytes.decode(self._state.charset or self._charset, "replace")
            self._bytes.clear()
            if self._state.shown and not self._state.hidden:
                (self._notes if self._state.note else self._out).append(text)


def _whole(text: str) -> str:
    """Return a text without halves of pairs, which no encoding holds."""
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")


def _codec(name: str) -> str | None:
    try:
        return codecs.lookup({"cp10000": "mac_roman", "cp65001": "utf-8"}.get(name, name)).name
    except LookupError:
        return None
