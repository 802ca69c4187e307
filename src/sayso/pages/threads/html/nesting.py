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
_ANSWERS = re.compile(r"in-?reply|reply-?to|parent", re.IGNORECASE)
_PASSING = re.compile(rf"\d+|^{any_of(CLASSES['passing'])}$")


def find_parents(tree: Tree, items: Sequence[Item]) -> list[int | None]:
    """Return for each item the place of the one it answers."""
    ids = {key: place for place, item in enumerate(items) for key in _ids_of(tree, item)}
    depths = [_depth(tree, item) for item in items]
    told = _by_depth([depth or 0 for depth in depths]) if all(depth is not None for depth in depths) else None
    lists = _Lists(tree, items)
    parents: list[int | None] = []
    for place, item in enumerate(items):
        parent = _stated(tree, item, ids, place)
        if parent is None:
            parent = lists.parent(place) if told is None else told[place]
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
    for index in item.elements(tree):
        for value in _parents_in(tree.attributes[index], tree.tags[index]):
            for number in re.findall(r"[0-9a-f]*\d[0-9a-f-]{2,}", value):
                if ids.get(number, place) != place:
                    return ids[number]
    return None


def _parents_in(attributes: dict[str, str], tag: str) -> list[str]:
    stated = [attributes[name] for name in _PARENTS if name in attributes]
    if tag == "a":
        named = " ".join(attributes.get(name, "") for name in ("class", "rel", "property"))
        if _ANSWERS.search(named):
            stated.append(attributes.get("href", "").rpartition("#")[2])
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


def _by_depth(depths: Sequence[int]) -> list[int | None]:
    """Return for each item the last one before it that is less deep."""
    parents: list[int | None] = []
    around: list[int] = []
    for place, depth in enumerate(depths):
        while around and depths[around[-1]] >= depth:
            around.pop()
        parents.append(around[-1] if around else None)
        around.append(place)
    return parents


class _Lists:
    """How a page nests its lists of comments: an answer stands in what it answers, or in a list behind it."""

    def __init__(self, tree: Tree, items: Sequence[Item]) -> None:
        self.tree = tree
        self.heads = [item.roots[0] for item in items]
        self.owner = {root: place for place, item in enumerate(items) for root in item.roots}
        self.before: dict[
            int, int | None
        ] = {}  # what was found for an element, so that no list is looked through twice

    def parent(self, place: int) -> int | None:
        """Return the item that holds this one, else what stands before a list around it."""
        head = self.heads[place]
        for around in self.tree.around(head):
            if around in self.owner:
                return self.owner[around]
        return self._behind(head) if place else None

    def _behind(self, element: int) -> int | None:
        """Follow the lists outwards, up to an element before one of them that is of another kind and holds an item."""
        passed: list[int] = []
        found = None
        while element not in self.before:
            passed.append(element)
            around = self.tree.parents[element]
            if around < 0 or self.tree.tags[around] in ("body", "html"):
                break
            found = self._before(element)
            if found is not None:
                break
            element = around
        else:
            found = self.before[element]
        self.before.update(dict.fromkeys(passed, found))
        return found

    def _before(self, element: int) -> int | None:
        """Return the first item in the next sibling before an element that holds one, if it is of another kind."""
        child = self.tree.elements[element]
        for sibling in child.itersiblings("*", preceding=True):
            number = self.tree.number[sibling]
            first = bisect_left(self.heads, number)
            if first < bisect_left(self.heads, self.tree.last[number]):
                return None if _alike(sibling, child) else first
        return None


def _alike(one: HtmlElement, two: HtmlElement) -> bool:
    if one.tag != two.tag:
        return False
    names = [
        {name for name in (element.get("class") or "").split() if not _PASSING.search(name)} for element in (one, two)
    ]
    return names[0] == names[1] or bool(names[0] & names[1])
