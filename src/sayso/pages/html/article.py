"""Find which flows of a page are the body of its article, and what the page says of itself.

In: a tree, its flows, elements that are no article (comment threads). Out: an `Article`: the numbers of
the flows that trafilatura takes for the body, with title, byline, date, language and outlet. trafilatura
gives text without places; its words are sought in the flows, long ones first, short ones only between
their neighbours. What stands as the body's own paragraphs do, or between them, is added. Where it finds
no body, the flows that read like prose stand in, and a note says so.
"""

from __future__ import annotations

import logging
import warnings
from collections import Counter
from collections.abc import Collection, Sequence
from copy import deepcopy
from dataclasses import dataclass, field
from itertools import accumulate, islice, pairwise

import trafilatura
from lxml.html import HtmlElement

from sayso.pages.markup.flow import Flow
from sayso.pages.markup.tree import Tree

_LOG = logging.getLogger(__name__)
logging.getLogger("trafilatura").setLevel(logging.CRITICAL)  # its "no result" is told by our note instead

NO_BODY = "No article body found: these are the page's longer paragraphs outside of menus and links."
# Larger trees and deeper tables take trafilatura minutes: it reads each table anew for every table around it
# (measured: 18 seconds for ten thousand tables, each in the last).
_LARGEST = 60_000
_MOST_IN_TABLES = 400_000
# An extensive search takes any number for a date: seconds of work for a guess.
_DATES = {"original_date": True, "extensive_search": False}
_HEADINGS = frozenset(("h2", "h3", "h4", "h5", "h6"))
_SHORTEST_PROSE, _FEWEST_OF_A_KIND = 60, 3
_SURE = 16  # so many characters that stand once on the page need no neighbours to be placed


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """The body as numbers of flows, in page order, and the metadata; `notes` tell of a fallback."""

    body: frozenset[int]
    title: str | None = None
    byline: str | None = None
    outlet: str | None = None
    published: str | None = None
    language: str | None = None
    notes: tuple[str, ...] = field(default=())


def find_article(tree: Tree, flows: Sequence[Flow], *, without: Collection[int], location: str | None) -> Article:
    """Return the article among the flows of a page."""
    found = _ask_trafilatura(tree, without, location)
    body = frozenset[int]()
    if found is not None and found.body is not None:
        body = _match([_bare(text) for text in found.body.itertext()], [_bare(flow.text) for flow in flows])
        body |= _of_a_kind(tree, flows, body)
        body |= _between(tree, flows, body)
    notes: tuple[str, ...] = ()
    if not body:
        body, notes = _prose(tree, flows), (NO_BODY,)
    return Article(
        body=body,
        title=_clean(found.title) if found else None,
        byline=_clean(found.author) if found else None,
        outlet=_clean(found.sitename) if found else None,
        published=_clean(found.date) if found else None,
        language=_language(tree),
        notes=notes,
    )


def _ask_trafilatura(
    tree: Tree, without: Collection[int], location: str | None
) -> trafilatura.settings.Document | None:
    tables = (tree.last[index] - index for index, tag in enumerate(tree.tags) if tag in ("table", "td"))
    if len(tree.elements) > _LARGEST or sum(tables) > _MOST_IN_TABLES:
        return None
    root = tree.root  # trafilatura works on a copy of its own
    if without:
        root = deepcopy(root)
        elements: list[HtmlElement] = list(root.iter("*"))
        for index in without:
            if elements[index].getparent() is not None:
                elements[index].drop_tree()
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of dates it cannot read
            found = trafilatura.bare_extraction(
                root, url=location, include_comments=False, fast=True, with_metadata=True, date_extraction_params=_DATES
            )
    except Exception as error:
        # whatever it trips over, the page is then one without a body found
        _LOG.info("%s: trafilatura failed: %r", location, error)
        return None
    return found if isinstance(found, trafilatura.settings.Document) else None


def _language(tree: Tree) -> str | None:
    """Return the language the page declares."""
    declared = tree.root.get("lang") or tree.root.get("xml:lang") or ""
    for meta in tree.root.iter("meta"):
        if declared:
            break
        if (meta.get("http-equiv") or meta.get("property") or "").lower() in (
            "content-language",
            "og:locale",
        ):
            declared = meta.get("content") or ""
    code = declared.replace("_", "-").split("-")[0].strip().lower()
    return code if code.isalpha() and 2 <= len(code) <= 3 else None


def _clean(value: str | None) -> str | None:
    return " ".join(value.split()) or None if value else None


def _bare(text: str) -> str:
    return "".join(text.split())


def _match(fragments: Sequence[str], flows: Sequence[str]) -> frozenset[int]:
    """Return the flows of which at least half the characters stand in the fragments."""
    page = "".join(flows)
    starts = [0, *accumulate(len(flow) for flow in flows)]
    covered = bytearray(len(page))
    for first, last in _places([fragment for fragment in fragments if fragment], page, set(starts)):
        covered[first:last] = b"\x01" * (last - first)
    return frozenset(
        index
        for index, (first, last) in enumerate(pairwise(starts))
        if last > first and 2 * covered.count(1, first, last) >= last - first
    )


def _places(fragments: Sequence[str], page: str, edges: set[int]) -> list[tuple[int, int]]:
    sure: list[int | None] = []
    for fragment in fragments:
        place = page.find(fragment) if len(fragment) >= _SURE else -1
        once = place >= 0 and page.find(fragment, place + 1) < 0
        sure.append(place if once else None)
    ahead = [len(page)] * (len(fragments) + 1)
    for index in range(len(fragments) - 1, -1, -1):
        here = sure[index]
        ahead[index] = ahead[index + 1] if here is None else here
    places: list[tuple[int, int]] = []
    after = 0
    for index, fragment in enumerate(fragments):
        until = ahead[index + 1] if ahead[index + 1] >= after else len(page)
        here = sure[index]
        found = (here, here + len(fragment)) if here is not None else _seek(fragment, page, edges, after, until)
        if found is not None:
            places.append(found)
            after = found[1]
        elif len(fragment) >= 4 * _SURE:
            places.extend(_halves(fragment, page, after, until))
    return places


def _seek(fragment: str, page: str, edges: set[int], after: int, until: int) -> tuple[int, int] | None:
    """Find a fragment between its neighbours; a short one only as a whole flow, or right behind the last."""
    place = page.find(fragment, after, until)
    while place >= 0:
        end = place + len(fragment)
        if len(fragment) >= _SURE or place == after or (place in edges and end in edges):
            return place, end
        place = page.find(fragment, place + 1, until)
    return None


def _halves(fragment: str, page: str, after: int, until: int) -> list[tuple[int, int]]:
    """Place the parts of a fragment that is not in one piece on the page: something was left out of it."""
    if len(fragment) < _SURE:
        return []
    place = page.find(fragment, after, until)
    if place >= 0:
        return [(place, place + len(fragment))]
    middle = len(fragment) // 2
    return [*_halves(fragment[:middle], page, after, until), *_halves(fragment[middle:], page, after, until)]


def _of_a_kind(tree: Tree, flows: Sequence[Flow], body: frozenset[int]) -> frozenset[int]:
    """Return the paragraphs outside of the body that stand as several of its own do: it may lie in several boxes."""
    kinds = [_kind(tree, flow) if len(flow.text) >= _SHORTEST_PROSE else None for flow in flows]
    counts = Counter(kinds[index] for index in body)
    return frozenset(
        index
        for index, kind in enumerate(kinds)
        if kind is not None
        and index not in body
        and counts[kind] >= _FEWEST_OF_A_KIND
        and linked_share(tree, flows[index]) < 0.5
        and not any(tree.tags[around] in _NO_PROSE for around in tree.around(flows[index].block))
    )


def _between(tree: Tree, flows: Sequence[Flow], body: frozenset[int]) -> frozenset[int]:
    """Return the headings and list items that stand between paragraphs of the body, in one box with several of them."""
    paragraphs = [index for index in sorted(body) if tree.tags[flows[index].block] == "p"]
    boxes = Counter(tree.parents[flows[index].block] for index in paragraphs)
    found: set[int] = set()
    for above, below in pairwise(paragraphs):
        for index in range(below - 1, above, -1):
            block = flows[index].block
            box = tree.parents[block]
            if tree.tags[block] == "li" and box >= 0:
                box = tree.parents[box]
            elif tree.tags[block] not in _HEADINGS:
                continue
            # what a heading stands over is of the body too
            over = index + 1 in body or index + 1 in found
            if over and boxes[box] >= _FEWEST_OF_A_KIND and linked_share(tree, flows[index]) < 0.5:
                found.add(index)
    return frozenset(found)


def _kind(tree: Tree, flow: Flow) -> tuple[str, ...] | None:
    """Return tag and class of a paragraph and of the two boxes around it, None where none of these bears a class."""
    levels = (flow.block, *islice(tree.around(flow.block), 2))
    classes = [tree.attributes[element].get("class") or "" for element in levels]
    if tree.tags[flow.block] != "p" or not any(classes):
        return None
    return tuple(part for element, names in zip(levels, classes, strict=True) for part in (tree.tags[element], names))


_NO_PROSE = frozenset(("nav", "header", "footer", "aside", "form", "menu"))


def _prose(tree: Tree, flows: Sequence[Flow]) -> frozenset[int]:
    """Return the flows that read like prose: longer ones outside of menus, most of their text no link."""
    readable = [index for index, flow in enumerate(flows) if linked_share(tree, flow) < 0.5]
    outside = [
        index
        for index in readable
        if not any(tree.tags[around] in _NO_PROSE for around in tree.around(flows[index].block))
    ]
    long = [index for index in outside if len(flows[index].text) >= 60]
    return frozenset(long or outside or readable or range(len(flows)))


def linked_share(tree: Tree, flow: Flow) -> float:
    """Return which share of a flow's characters stands in links, in or around its block."""
    linked = total = 0
    for index in flow.texts:
        size = len("".join(tree.texts[index].text.split()))
        total += size
        linked += size if tree.within(index, "links") else 0
    return linked / total if total else 0.0
