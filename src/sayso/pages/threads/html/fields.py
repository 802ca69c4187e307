"""Read the comments that items hold: who wrote each, when, and what.

In: a tree and its items. Out: a `Draft` for each: name, time as written, timestamp for machines, and the
numbers of the texts that are the comment's own words. Promises: controls, headings, the name and the time
are not in the words.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sayso.pages.markup.tree import Tree
from sayso.pages.threads.element_words import NAME_STRONG, TEXT, TIME
from sayso.pages.threads.html.commenters import find_name, find_name_beside
from sayso.pages.threads.html.items import Item
from sayso.pages.threads.html.marks import HEADING
from sayso.pages.threads.html.parts import Parts
from sayso.pages.threads.html.posted import find_time, find_time_beside
from sayso.pages.threads.html.stamps import find_moment

_FEWEST_WORDS = 3
_NAMED_BY = ("data-author", "data-comment-author", "data-author-name", "data-username", "data-user-name")
_NO_TEXT = TIME | NAME_STRONG | {"author", "name", "title", "subject"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """What one item says, before it becomes a record; `texts` are numbers of texts of the tree."""

    item: Item
    commenter: str | None
    posted: str | None
    posted_at: datetime | None
    texts: tuple[int, ...]


def read_fields(tree: Tree, items: Sequence[Item], named: Sequence[frozenset[str]]) -> list[Draft]:
    """Return the fields of the items of a page; `named` are the words of its elements."""
    taken_apart = [Parts(tree, item, named) for item in items]
    usual = _said_by_most(taken_apart)
    return [_read(parts, usual) for parts in taken_apart]


def _said_by_most(taken_apart: Sequence[Parts]) -> frozenset[str]:
    """Return the short texts that most comments of a page bear: labels of controls, in whatever language."""
    counts = Counter(label for parts in taken_apart for label in parts.labels())
    return frozenset(
        text for text, n in counts.items() if n >= 3 and 3 * n >= 2 * len(taken_apart) and not find_moment(text)
    )


def _read(parts: Parts, usual: frozenset[str]) -> Draft:
    parts.drop_labels(usual)
    name_at, name = find_name(parts)
    time = find_time(parts)
    name = name or _named_for_machines(parts)
    if not name:
        name_at, name = find_name_beside(parts, set(time.texts))
    said = _find_words(parts, name_at | time.texts)
    posted, moment = time.written, time.at
    if posted is None:
        beside = find_time_beside(parts, name_at, said)
        said, posted, moment = said - beside.texts, beside.written, moment or beside.at
    return Draft(item=parts.item, commenter=name, posted=posted, posted_at=moment, texts=tuple(sorted(said)))


def _named_for_machines(parts: Parts) -> str | None:
    """Return the name that an item bears where it shows none."""
    element = parts.tree.elements[parts.item.roots[0]]
    return next((name for key in _NAMED_BY if (name := " ".join((element.get(key) or "").split()))), None)


def _find_words(parts: Parts, heading: set[int]) -> set[int]:
    """Return the comment's own texts: of the elements named after text, else what the heading leaves."""
    left = parts.own - heading
    for flow in parts.flows:
        if heading.intersection(flow.texts) and len(flow.text) <= HEADING:
            left -= set(flow.texts)
    if not left:
        left = _beside(parts, heading)
    named = set[int]()
    for index in parts.elements:
        own = parts.named[index]
        texts = parts.texts_in(index)
        if own & TEXT and not own & _NO_TEXT and not parts.is_root(index) and not texts & heading:
            inner = _inner_text(parts, index, texts)
            named = (named - texts) | inner if inner else named | texts
    if named and 4 * parts.size(named & left) >= parts.size(left):
        return named & left
    return _without_title(parts, left)


def _beside(parts: Parts, heading: set[int]) -> set[int]:
    """Return the words that stand in one line with the name and the time, if they are more than "says"."""
    left = {text for text in parts.own - heading if any(map(str.isalnum, parts.tree.texts[text].text))}
    return left if len(parts.say(left).split()) >= _FEWEST_WORDS else set()


def _inner_text(parts: Parts, index: int, texts: set[int]) -> set[int]:
    """Return the texts of an element named after text within another, if it holds most of the other's."""
    for part in range(index + 1, parts.tree.last[index]):
        if parts.named[part] & TEXT:
            inner = parts.texts_in(part)
            if 2 * parts.size(inner) >= parts.size(texts):
                return inner
    return set()


def _without_title(parts: Parts, left: set[int]) -> set[int]:
    """Leave out the headings that stand before a comment's words."""
    for index in parts.elements:
        if re.fullmatch(r"h[1-6]", str(parts.tree.elements[index].tag)) and not parts.is_root(index):
            titled = parts.texts_in(index)
            if left and min(left) in titled and parts.size(left - titled):
                left = left - titled
    return left
