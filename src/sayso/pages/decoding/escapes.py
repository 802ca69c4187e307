"""Find what was escaped once too often on the way to the page.

In: a line. Out: `Found` places with what stands there rightly: entities that a browser would show as such (`&amp;quot;`
on a page, `&rsquo;` in a text), and quotation marks doubled as tables in CSV have them (`""No,"" she said`). What
speaks of markup itself is left alone, and so are `&lt;` and `&gt;`, without which nobody can.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator

from sayso.pages.decoding.lost_bytes import Found
from sayso.pages.vocabulary import read_vocabulary

ENTITY = "entity-escaped-twice"
DOUBLED = "quotation-mark-doubled-as-in-csv"
_LISTS = read_vocabulary("sayso.pages.decoding")
_ENTITY = re.compile(
    r"&(?:amp;){0,3}(?!lt;|gt;|#0*6[02];|#x0*3[ce];)(?:#\d{2,7}|#[xX][0-9a-fA-F]{2,6}|[A-Za-z]{2,8}\d{0,2});"
)
_MARKUP = re.compile(rf"\b{_LISTS.any_word('markup.words')}\b|<[a-z/]|&[lg]t;", re.IGNORECASE)
_OPENING = re.compile(r'(?<![^\s([{—–-])""(?=[^\W_]|[$£€‘\'(])')
_CLOSING = re.compile(r'(?<=[\w.,!?…%)’\'—–-])""(?![\w"])')


def find_escapes(line: str) -> Iterator[Found]:
    """Yield the places of a line that were escaped twice, in order."""
    found = [*_entities(line), *_doubled(line)]
    yield from sorted(found, key=lambda one: one.start)


def _entities(line: str) -> Iterator[Found]:
    if "&" not in line or ";" not in line or _MARKUP.search(line):
        return
    for entity in _ENTITY.finditer(line):
        meant = html.unescape(html.unescape(html.unescape(html.unescape(entity[0]))))
        if len(meant) == 1 and (meant.isprintable() or meant == "\xa0"):
            yield Found(start=entity.start(), end=entity.end(), repaired=meant.replace("\xa0", " "), kind=ENTITY)


def _doubled(line: str) -> Iterator[Found]:
    """Yield doubled marks where each that opens has one that closes: one alone is a quotation in a quotation."""
    if '""' not in line:
        return
    opening = [(mark.start(), True) for mark in _OPENING.finditer(line)]
    marks = sorted([*opening, *((mark.start(), False) for mark in _CLOSING.finditer(line))])
    if [opens for _, opens in marks] == [True, False] * len(opening):
        for start, _ in marks:
            yield Found(start=start, end=start + 2, repaired='"', kind=DOUBLED)
