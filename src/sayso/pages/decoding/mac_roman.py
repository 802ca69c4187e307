"""Find Windows-1252 characters that were read as Mac Roman.

In: a text. Out: `Misread` places, each with the character that stands there and the byte behind it. A character is
taken for damage only where its neighbours show it, since "días", "señor", a dagger footnote and "Zoë" are as they
should be. Some neighbourhoods occur in no language; others count on an English page only, or where the rest of the
page shows damage or holds the word without the character.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from sayso.pages.decoding.language_id import is_english
from sayso.pages.vocabulary import any_of, read_vocabulary

_BYTES = {bytes([byte]).decode("mac-roman"): byte for byte in range(0x80, 0x100)}
_DAMAGE = re.compile("[†ëíìîïñóÖÄ∞ÁÂÈËÍÎÏÌÓÔÒÙÚÛ]")

_LISTS = read_vocabulary("sayso.pages.decoding")


def _any_capital(name: str) -> str:
    """Return a pattern that takes the words of a list, with a capital too."""
    words = _LISTS.words(name)
    return any_of((*words, *(word.capitalize() for word in words)))


# In each pattern group 1 is the character in question.
_SURE = tuple(
    re.compile(pattern, re.MULTILINE)
    for pattern in (
        r"[.,!?…]([íî])(?!\w)",  # he said.î
        r"(?<![\w'’-])([ìë])(?=[A-Z](?:[a-z]|\s|í[a-z]))",  # ìWe saw, ëAnti-terrorí
        r"[a-z]{2}(Ö)(?![\w-])",  # waitÖ
        r"(?<![\w'’])(Ä)(?=\d)",  # Ä100
        r"\d(∞)(?=\s?[CF]\b)",  # 25∞C
        r"^[ \t]*(ï)(?=[ \t]+\S)",  # a bullet
        r"\b[OD](í)(?=[A-Z][a-z])",  # OíBrien
        r"[a-z](í)(?=[A-Z])",  # líEurope
        rf"\b{_any_capital('damage.before_apostrophe')}(í)(?=(?:s|m|re|ve|ll|d)\b)",  # itís, weíve
        rf"\b{_any_capital('damage.before_not')}n(í)(?=t\b)",  # didnít
        r"(?:[a-z]{2}|[.,;:!?”’\"…%)])(†)(?=[A-Za-z]{2}|[aI]\b)",  # sources†that, said.†The
        r"\b[aAI](†)(?=[A-Za-z]{2})",  # a†man
        r"[a-z]{2}([ÁÂÈËÍÎÏÌÓÔÒÙÚÛ])(?=[a-zß-ÿ])",  # protÈgÈs: a capital inside a word of small letters
        r"[a-z]{2}(È)(?![\w-])",  # cafÈ
    )
)
_OF = {mark: tuple(pattern for pattern in _SURE if mark in pattern.pattern) for mark in "†ëíìîïÖÄ∞ÁÂÈËÍÎÏÌÓÔÒÙÚÛ"}
_REACH = 16  # characters on either side that a pattern looks at
_DOUBLE_PAIR = re.compile(r"(?<![\w'’])(ì)(?=\w)(?:(?!\n\s*\n)[^ìî]){1,2000}?(?<=[\w.,!?…)%])(î)(?!\w)")
_SINGLE_PAIR = re.compile(r"(?<![\w'’])(ë)(?=\w)(?:(?!\n\s*\n)[^ëìî]){1,400}?(?<=[\w.,!?…)%])(í)(?!\w)")
_SPACED_DASH = re.compile(r"([ñó])(?=\s+[^\W\d_])")
_WORD_BEFORE = re.compile(r"(?:([^\W\d_]+)|[”\"’î),.])\s+\Z")
_POSSESSIVE = re.compile(r"\b([^\W\d_]{2,})(í)(?=s\b)")
_PLURAL_POSSESSIVE = re.compile(r"\b([^\W\d_]{3,}s)(í)(?=\s+[^\W\d_])")
_GLUED_DASH = re.compile(rf"[a-z]{{2}}(ó)(?={_LISTS.any_word('damage.behind_dash')}\b)")
_WORD = re.compile(r"[^\W\d_]+")
# After these a lone ñ or ó is itself the subject ("the letter ñ"), not a dash.
_NAMING = frozenset(_LISTS.words("damage.naming"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Misread:
    """One character at `at` that should be `repaired`, and the byte it was written as."""

    at: int
    original: str
    repaired: str
    byte: int

    @property
    def kind(self) -> str:
        """What happened, and to which character."""
        meant = bytes([self.byte]).decode("cp1252")
        return f"cp1252-read-as-mac-roman (0x{self.byte:02X}, {unicodedata.name(meant).lower()})"


def find_misread(text: str) -> tuple[Misread, ...]:
    """Return the places of `text` that show damage, in order. A no-break space becomes a plain one."""
    if not _DAMAGE.search(text):
        return ()
    places = set(_sure(text))
    places.update(match.start(group) for match in _pairs(text) for group in (1, 2))
    if is_english(text):
        places.update(_possessives(text, damaged=bool(places)))
        places.update(_dashes(text, damaged=bool(places)))
    return tuple(_misread(text, at) for at in sorted(places))


def _misread(text: str, at: int) -> Misread:
    byte = _BYTES[text[at]]
    meant = bytes([byte]).decode("cp1252")
    return Misread(at=at, original=text[at], repaired=" " if meant == "\xa0" else meant, byte=byte)


def _sure(text: str) -> Iterator[int]:
    for suspect in _DAMAGE.finditer(text):
        at = suspect.start()
        for pattern in _OF.get(suspect[0], ()):
            near = pattern.finditer(text, max(0, at - _REACH), at + _REACH)
            yield from (match.start(1) for match in near if match.start(1) == at)


def _pairs(text: str) -> Iterator[re.Match[str]]:
    if "î" in text:
        yield from _DOUBLE_PAIR.finditer(text)
    if "ë" in text:
        yield from _SINGLE_PAIR.finditer(text)


def _possessives(text: str, *, damaged: bool) -> Iterator[int]:
    if "í" not in text:
        return
    words = frozenset(_WORD.findall(text))
    for match in _POSSESSIVE.finditer(text):
        stem = match[1]
        certain = stem.isupper() or (len(stem) > 3 and (stem.islower() or stem in words or stem[-1] in "aeioy"))
        if certain or (damaged and len(stem) > 2):
            yield match.start(2)
    for match in _PLURAL_POSSESSIVE.finditer(text):
        stem = match[1]
        if damaged or stem in words or stem[:-1] in words or (stem.islower() and len(stem) > 4):
            yield match.start(2)


def _dashes(text: str, *, damaged: bool) -> Iterator[int]:
    for match in _SPACED_DASH.finditer(text):
        before = _WORD_BEFORE.search(text, max(0, match.start() - 40), match.start())
        if before and (before[1] or "").lower() not in _NAMING:
            yield match.start(1)
    if damaged:
        yield from (match.start(1) for match in _GLUED_DASH.finditer(text))
