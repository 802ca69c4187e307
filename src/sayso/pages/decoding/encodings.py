"""Find the encoding of bytes that are not UTF-8.

In: bytes. Out: the name of an encoding, or None. Pages of mostly ASCII letters are in one of few Latin encodings,
which charset-normalizer cannot tell apart; there the right one is known by what it does not do: put capitals and
signs in the middle of words, or write a language it was not made for. All others are charset-normalizer's to tell.
"""

from __future__ import annotations

import re

from charset_normalizer import from_bytes

from sayso.pages.decoding.language_id import guess_language

_SAMPLE = 20_000
_MOST_HIGH = 0.3  # share of bytes beyond ASCII in a page of Latin letters; Vietnamese and Czech come nearest
_WESTERN = frozenset((
    "ca", "cy", "da", "de", "en", "es", "eu", "fi", "fr", "ga", "gl", "id", "is", "it", "ms", "nb",
    "nl", "no", "pt", "sq", "sv", "sw", "tl",
))  # fmt: skip
_CENTRAL = frozenset((
    "bs", "cs", "hr", "hu", "pl", "ro", "sk", "sl", "sq",
))  # fmt: skip
# In order of preference: the first of equally good ones is taken.
_LATIN = (
    ("cp1252", _WESTERN),
    ("cp1250", _CENTRAL),
    ("iso8859-2", _CENTRAL),
    ("cp1254", frozenset({"tr", "az"})),
    ("cp1257", frozenset({"et", "lt", "lv"})),
    ("mac-roman", _WESTERN),
)
_OTHERS = [
    "cp1251", "koi8_r", "cp1253", "cp1255", "cp1256", "cp866", "cp874", "iso8859_5", "iso8859_7", "iso8859_8",
    "iso8859_9", "cp1250", "cp1252", "cp1254", "cp1257", "cp932", "euc_jp", "gb18030", "big5", "cp949", "mac_cyrillic",
]  # fmt: skip
# Half-width katakana and private-use characters are what one Asian encoding makes of another.
_EAST_ASIAN = (
    ("euc_jp", "ja"),
    ("cp932", "ja"),
    ("cp949", "ko"),
    ("big5", "zh"),
    ("gb18030", "zh"),
)
_MISREAD_ASIAN = re.compile("[\uff61-\uff9f\ue000-\uf8ff]")
_ACCENTED = re.compile(r"[^\x00-\x7f]")
_BESIDE_LETTERS = frozenset("\xa0…‘’‚“”„–—«»¡¿·ªº®™†‡•")  # signs that may touch a word


def find_encoding(data: bytes) -> str | None:
    """Return the encoding that fits best, or None where none does."""
    sample = data[:_SAMPLE]
    high = sum(byte > 0x7F for byte in sample)
    if high < _MOST_HIGH * len(sample) and sum(chr(byte).isalpha() for byte in sample if byte < 0x80) > high:
        return _latin(sample)
    east_asian = _east_asian(sample)
    if east_asian:
        return east_asian
    best = from_bytes(sample, cp_isolation=_OTHERS).best() or from_bytes(sample).best()
    return best.encoding if best else None


def find_bare_utf16(data: bytes) -> str | None:
    """Return the UTF-16 that `data` is in without a byte-order mark: the zero bytes of ASCII stand all on one side."""
    sample = data[:_SAMPLE]
    pairs = len(sample) // 2
    for encoding, zeros in (("utf-16-le", sample[1::2]), ("utf-16-be", sample[::2])):
        if pairs > 8 and zeros.count(0) > 0.6 * pairs and sample.count(0) == zeros.count(0):
            return encoding
    return None


def _latin(sample: bytes) -> str:
    def misfit(encoding: str, languages: frozenset[str]) -> tuple[int, bool]:
        text = sample.decode(encoding, "replace")
        odd = sum(_out_of_place(text, match.start()) for match in _ACCENTED.finditer(text))
        return odd, guess_language(text) not in languages

    return min(_LATIN, key=lambda candidate: misfit(*candidate))[0]


def _out_of_place(text: str, at: int) -> bool:
    """Say whether no page would have this character here: a control, a capital or a sign inside a word."""
    here, before, after = text[at], text[at - 1 : at], text[at + 1 : at + 2]
    if here == "\ufffd" or "\x80" <= here <= "\x9f":
        return True
    if here.isalpha():
        return here.isupper() and before.islower()
    inside = before.isalpha() and after.isalpha()
    return inside and here not in "’·" if here in _BESIDE_LETTERS else before.isalpha() or after.islower()


def _east_asian(sample: bytes) -> str | None:
    for encoding, language in _EAST_ASIAN:
        try:
            text = sample.decode(encoding)
        except UnicodeDecodeError as error:
            if error.start < len(sample) - 4:  # else a character cut by the end of the sample
                continue
            text = sample[: error.start].decode(encoding)
        if not _MISREAD_ASIAN.search(text) and guess_language(text) == language:
            return encoding
    return None
