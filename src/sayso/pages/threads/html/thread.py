"""Read the comment threads of an HTML page.

In: a tree and its flows. Out: a `Thread`: the comments in page order, each with its passage, and the
elements that hold them, so that no article is read from there. The page's elements are read first;
comments it carries as data count where they are more, and lend their timestamps where they are the same.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from sayso.pages.markup.flow import Flow
from sayso.pages.markup.passage import Passage, fold_pieces, read_back, read_passage
from sayso.pages.markup.tree import Tree
from sayso.pages.threads.data.embedded import Told, find_told
from sayso.pages.threads.element_words import words
from sayso.pages.threads.html.fields import read_fields
from sayso.pages.threads.html.items import find_items
from sayso.pages.threads.html.nesting import find_parents
from sayso.pages.threads.html.stamps import parse_stamp

_COUNT = re.compile(r"\W*\d+\s+[^\W\d_]+\W*")


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """One comment: `parent` is the place of the one it answers, `header_start` where its element begins."""

    commenter: str | None
    posted: str | None
    posted_at: datetime | None
    passage: Passage
    parent: int | None
    header_start: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Thread:
    """The comments of a page and the numbers of the elements they stand in."""

    comments: tuple[Said, ...] = ()
    elements: tuple[int, ...] = ()


def read_thread(tree: Tree, flows: Sequence[Flow]) -> Thread:
    """Return the comments of a page; none if it has none."""
    named = words(tree)
    items = find_items(tree, flows, named)
    parents = find_parents(tree, items)
    shown = [
        Said(
            commenter=draft.commenter,
            posted=draft.posted,
            posted_at=draft.posted_at,
            passage=read_passage(tree, draft.texts),
            parent=parent,
            header_start=tree.tag_at[draft.item.roots[0]],
        )
        for draft, parent in zip(read_fields(tree, items, named), parents, strict=True)
    ]
    told = [_say(tree.source, one) for one in find_told(tree)]
    elements = tuple(root for item in items for root in item.roots)
    if len(told) > len(shown):
        return Thread(comments=_settle(told), elements=elements)
    return Thread(comments=_settle(_lend_times(shown, told)), elements=elements)


def _say(source: str, told: Told) -> Said:
    passage = fold_pieces(source, told.text, told.pieces)
    if read_back(source, passage.ranges) != passage.text:
        # Escaped in the data: segments lead to the escapes, but no range of the page reads as the text.
        passage = replace(passage, ranges=())
    return Said(
        commenter=told.commenter,
        posted=told.posted,
        posted_at=parse_stamp(told.posted or ""),
        passage=passage,
        parent=told.parent,
        header_start=told.at,
    )


def _settle(comments: Sequence[Said]) -> tuple[Said, ...]:
    """Drop what says nothing and names nobody; what answers it answers nobody."""
    kept = [place for place, one in enumerate(comments) if _says_something(one)]
    moved = {place: new for new, place in enumerate(kept)}
    return tuple(
        replace(
            comments[place],
            parent=moved.get(parent) if (parent := comments[place].parent) is not None else None,
        )
        for place in kept
    )


def _says_something(said: Said) -> bool:
    """Tell a comment from nothing at all, and from a link that counts comments."""
    if not said.passage.text:
        return bool(said.commenter and said.posted)
    return _COUNT.fullmatch(said.passage.text) is None


def _lend_times(shown: Sequence[Said], told: Sequence[Said]) -> list[Said]:
    known = {_key(one): one.posted_at for one in told if one.posted_at}
    return [replace(one, posted_at=one.posted_at or known.get(_key(one))) for one in shown]


def _key(said: Said) -> str:
    return re.sub(r"\W", "", said.passage.text.casefold())[:60]
