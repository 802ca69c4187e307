"""The tree of an HTML page, every text of it with its place in the source.

In: the decoded page. Out: a `Tree`: lxml's elements, and the texts that stand in them in page order. lxml
counts no characters, so each start tag carries its number into the parser; the texts between two numbers
are then compared with the characters the scanner read between the same two tags. Promises: a text that
does not agree with the source has no place (`at` is None), never a wrong one; time and depth are bounded
on any input.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import accumulate
from typing import Literal

from lxml import etree
from lxml.html import HtmlElement, HTMLParser, document_fromstring

from sayso.pages.markup.mark import NUMBER, Marked, mark
from sayso.pages.markup.scan import RAW, Piece

BLOCKS = frozenset((
    "html", "head", "body", "address", "article", "aside", "blockquote", "button", "caption", "center",
    "dd", "details", "dialog", "dir", "div", "dl", "dt", "fieldset", "figcaption", "figure", "footer",
    "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hgroup", "hr", "legend", "li", "main", "menu",
    "nav", "ol", "option", "p", "pre", "section", "select", "summary", "table", "tbody", "td", "tfoot",
    "th", "thead", "title", "tr", "ul",
))  # fmt: skip
# What shows no running text of the page.
UNREAD = frozenset((
    "script", "style", "template", "select", "textarea", "title", "object", "svg", "math", "audio", "video",
    "canvas", "datalist", "xmp", "iframe", "noembed", "noframes", "plaintext",
))  # fmt: skip
_SHADOWS = ("shadowrootmode", "shadowmode")  # the second is how Chromium saves it
_PLAIN_NAME = re.compile(r"[a-z][a-z0-9_-]*")


@dataclass(slots=True)
class Text:
    """Characters in one element: their place in `Tree.stream`, the block around, what stands before.

    `gap` is "" for nothing or inline tags, " " for a line break, "|" for the edge of a block; `element` is the
    innermost one that holds them.
    """

    text: str
    at: int | None
    block: int
    gap: str
    element: int = 0


@dataclass(slots=True)
class Tree:
    """A parsed page. Elements are numbered in page order; `inside[i]` is the range of texts in element i.

    `tag_at` is where an element's start tag stands in the source (None for one the parser added), `last`
    the number behind its last descendant, `raw` where its script stands; `stream` is all running text,
    `pieces` what of the source it was read from.
    """

    source: str
    root: HtmlElement
    elements: list[HtmlElement] = field(default_factory=list)
    number: dict[HtmlElement, int] = field(default_factory=dict)
    last: list[int] = field(default_factory=list)
    inside: list[tuple[int, int]] = field(default_factory=list)
    tag_at: list[int | None] = field(default_factory=list)
    texts: list[Text] = field(default_factory=list)
    raw: dict[int, tuple[int, int]] = field(default_factory=dict)
    stream: str = ""
    pieces: list[Piece] = field(default_factory=list)
    _steps: list[str] = field(default_factory=list)
    _within: dict[str, list[bool]] = field(default_factory=dict)

    def within(self, text: int, kind: Literal["links", "bold"]) -> bool:
        """Tell whether a text stands in a link, or is bold."""
        if kind not in self._within:
            self._within[kind] = self._mark_within(kind)
        return self._within[kind][text]

    def _mark_within(self, kind: str) -> list[bool]:
        opened = [0] * (len(self.texts) + 1)
        for element, (first, last) in zip(self.elements, self.inside, strict=True):
            if element.tag in ("b", "strong") if kind == "bold" else element.tag == "a" and element.get("href"):
                opened[first] += 1
                opened[last] -= 1
        return [deep > 0 for deep in accumulate(opened)]

    def holds(self, outer: int, inner: int) -> bool:
        """Tell whether element `inner` is `outer` or stands in it."""
        return outer <= inner < self.last[outer]

    def xpath(self, element: int) -> str:
        """Return the path of an element, each step counted among its like."""
        if not self._steps:
            self._steps.extend(self._count_steps())
        around = [self.number[one] for one in self.elements[element].iterancestors()]
        return "".join(self._steps[one] for one in (*reversed(around), element))

    def _count_steps(self) -> Iterator[str]:
        """Yield the last step of each element's path: lxml's own count is quadratic on long lists."""
        seen: dict[HtmlElement | None, Counter[str]] = defaultdict(Counter)
        for element in self.elements:
            tag = str(element.tag)
            like = tag if _PLAIN_NAME.fullmatch(tag) else "*"
            siblings = seen[element.getparent()]
            siblings["*"] += 1
            siblings[like] += like != "*"
            yield f"/{like}[{siblings[like]}]"


def parse(source: str) -> Tree | None:
    """Return the tree of a page, or None where a parser finds nothing in it. Raises TooManyTagsError."""
    marked = mark(source)
    parser = HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, collect_ids=False, huge_tree=True)
    try:
        root = document_fromstring("".join(marked.html).encode("utf-8"), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError):
        return None
    tree = Tree(source=source, root=root, stream="".join(marked.stream), pieces=marked.pieces)
    _Walk(tree, marked).walk()
    return tree


class _Walk:
    """One pass over the parsed tree that numbers the elements and gives the texts their places."""

    def __init__(self, tree: Tree, marked: Marked) -> None:
        self.tree, self.marked = tree, marked
        self.gap, self.unread, self.since = "|", 0, 0
        self.blocks: list[int] = []
        self.waiting: list[Text] = []
        self.kept: set[int] = set()

    def walk(self) -> None:
        for event, element in etree.iterwalk(self.tree.root, events=("start", "end")):
            if not isinstance(element.tag, str):
                continue
            if event == "start":
                self.open(element)
            else:
                self.close(element)
        self.settle(len(self.tree.stream))
        self.drop_unread()

    def open(self, element: HtmlElement) -> None:
        if element.tag == "template" and any(element.get(mode) for mode in _SHADOWS):
            element.tag = "div"  # a browser shows what stands in it
        tree, name = self.tree, str(element.tag)
        index = len(tree.elements)
        tree.elements.append(element)
        tree.number[element] = index
        tree.last.append(index + 1)
        tree.inside.append((len(tree.texts), 0))
        number = element.attrib.pop(NUMBER, None)
        if number is None:
            tree.tag_at.append(None)
        else:
            at, stream_at = self.marked.tags[int(number)]
            self.settle(stream_at)
            tree.tag_at.append(at)
            if int(number) in self.marked.raw:
                tree.raw[index] = self.marked.raw[int(number)]
        self.edge(name)
        if name in BLOCKS:
            self.blocks.append(index)
        self.unread += name in UNREAD
        if element.text and name not in RAW:
            self.take(element.text, index)

    def close(self, element: HtmlElement) -> None:
        tree, name = self.tree, str(element.tag)
        index = tree.number[element]
        tree.last[index] = len(tree.elements)
        tree.inside[index] = (tree.inside[index][0], len(tree.texts))
        self.unread -= name in UNREAD
        if name in BLOCKS and self.blocks:
            self.blocks.pop()
        self.edge(name, closing=True)
        if element.tail:
            parent = element.getparent()
            self.take(element.tail, tree.number[parent] if parent is not None else 0)

    def edge(self, name: str, *, closing: bool = False) -> None:
        if name in BLOCKS:
            self.gap = "|"
        elif name == "br" and not closing:
            # Two line breaks on end part paragraphs in pages that use no paragraphs.
            self.gap = "|" if self.gap else " "

    def take(self, text: str, element: int) -> None:
        node = Text(text, None, self.blocks[-1] if self.blocks else 0, self.gap, element)
        if not self.unread:
            self.kept.add(len(self.tree.texts))
        self.tree.texts.append(node)
        self.waiting.append(node)
        if not self.unread and text.strip():
            self.gap = ""

    def settle(self, until: int) -> None:
        """Give the texts since the last tag their places, if they are the characters read there."""
        since, self.since = self.since, until
        waiting, self.waiting = self.waiting, []
        if not waiting or until < since:
            return
        stream = self.tree.stream
        if "".join(node.text for node in waiting) == stream[since:until]:
            for node in waiting:
                node.at = since
                since += len(node.text)
            return
        _settle_loosely(waiting, stream, since, until)

    def drop_unread(self) -> None:
        """Empty the texts that show nothing; their numbers stay."""
        for index, node in enumerate(self.tree.texts):
            if index not in self.kept:
                node.text = ""


def _settle_loosely(waiting: list[Text], stream: str, since: int, until: int) -> None:
    """Place texts whose white space the parser changed: their other characters must follow in order."""
    places: list[int] = []
    for node in waiting:
        bare = node.text.strip()
        place = stream.find(bare, since, until)
        if place < 0 or stream[since:place].strip():
            return
        places.append(place)
        since = place + len(bare)
    for node, place, after in zip(waiting, places, [*places[1:], until], strict=True):
        if stream[place:after].strip() != node.text.strip():
            return
        node.text, node.at = stream[place:after], place
