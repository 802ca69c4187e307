"""Tell which comment answers which.

In: a tree and the items of its threads, in page order. Out: for each item the number of the item it
answers, or None. A named parent counts first, then the stated depth, then how the page nests its lists.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence

from lxml.html import HtmlElement

from sayso.pages.markup.tree import Tree
from sayso.pages.threads.html.items import Item
from sayso.pages.threads.vocabulary import CLASSES
from sayso.pages.vocabulary import any_of

_DEPTH = re.compile(rf"(?:^|[-_]){any_of(CLASSES['depth'])}-?_?(\d+)$")
_PARENTS = ("data-parent-id", "data-parentid", "data-parent", "data-parent-comment-id", "data-reply-to",
    "data-in-reply-to", "data-comment-parent")  # fmt: skip
_IDS = ("id", "data-id", "data-comment-id", "data-commentid", "data-comment", "name")
_PASSING = re.compile(rf"\d+|^{any_of(CLASSES['passing'])}$")


def find_parents(tree: Tree, items: Sequence[Item]) -> list[int | None]:
    """Return for each item the place of the one it answers."""
    ids = {key: place for place, item in enumerate(items) for key in _ids_of(tree, item)}
    depths = [_depth(tree, item) for item in items]
    owner = {root: place for place, item in enumerate(items) for root in item.roots}
    told = all(depth is not None for depth in depths)
    parents: list[int | None] = []
    for place, item in enumerate(items):
        parent = _stated(tree, item, ids, place)
        if parent is None:
            parent = _by_depth(depths, place) if told else _by_nesting(tree, items, owner, place)
        parents.append(parent)
    return parents


def _ids_of(tree: Tree, item: Item) -> set[str]:
    keys = set[str]()
    for root in item.roots:
        for index in range(root, min(tree.last[root], root + 4)):
            if index in item.nested:
                break
            for attribute in _IDS:
                value = tree.elements[index].get(attribute) or ""
                keys.update(number for number in re.findall(r"[0-9a-f]*\d[0-9a-f-]{2,}", value))
    return keys


def _stated(tree: Tree, item: Item, ids: dict[str, int], place: int) -> int | None:
    for root in item.roots:
        for index in range(root, tree.last[root]):
            if any(tree.holds(nested, index) for nested in item.nested):
                continue
            element = tree.elements[index]
            for value in _parents_in(element):
                for number in re.findall(r"[0-9a-f]*\d[0-9a-f-]{2,}", value):
                    if ids.get(number, place) != place:
                        return ids[number]
    return None


def _parents_in(element: HtmlElement) -> list[str]:
    stated = [element.get(name) or "" for name in _PARENTS]
    named = f"{element.get('class')} {element.get('rel')} {element.get('property')}"
    if element.tag == "a" and re.search(r"in-?reply|reply-?to|parent", named, re.IGNORECASE):
        stated.append((element.get("href") or "").rpartition("#")[2])
    return stated


def _depth(tree: Tree, item: Item) -> int | None:
    element = tree.elements[item.roots[0]]
    indent = element.find(".//td[@class='ind']/img")
    if indent is not None and (indent.get("width") or "").isdecimal():
        return int(indent.get("width") or "0")
    if (element.get("data-depth") or element.get("aria-level") or "").isdecimal():
        return int(element.get("data-depth") or element.get("aria-level") or "0")
    found = (_DEPTH.search(name) for name in (element.get("class") or "").split())
    return next((int(depth[1]) for depth in found if depth), None)


def _by_depth(depths: Sequence[int | None], place: int) -> int | None:
    own = depths[place] or 0
    return next((before for before in range(place - 1, -1, -1) if (depths[before] or 0) < own), None)


def _by_nesting(tree: Tree, items: Sequence[Item], owner: dict[int, int], place: int) -> int | None:
    """Follow the lists outwards: a parent holds the item, or stands before a list of answers.

    `owner` tells whose element is whose.
    """
    child = tree.elements[items[place].roots[0]]
    holder = next(
        (number for around in child.iterancestors() if (number := owner.get(tree.number[around])) is not None),
        None,
    )
    if holder is not None:
        return holder
    for around in child.iterancestors():
        if place == 0 or around.tag in ("body", "html"):
            return None
        for sibling in child.itersiblings(preceding=True):
            if not isinstance(sibling.tag, str):
                continue
            number = tree.number[sibling]
            first = bisect_left(items, number, hi=place, key=_head)
            if first == bisect_left(items, tree.last[number], hi=place, key=_head):
                continue
            if not _alike(sibling, child):
                return first
            break
        child = around
    return None


def _head(item: Item) -> int:
    return item.roots[0]


def _alike(one: HtmlElement, two: HtmlElement) -> bool:
    if one.tag != two.tag:
        return False
    names = [
        {name for name in (element.get("class") or "").split() if not _PASSING.search(name)} for element in (one, two)
    ]
    return names[0] == names[1] or bool(names[0] & names[1])
