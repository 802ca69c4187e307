"""The tree of an HTML page, every text of it with its place in the source.

In: the decoded page. Out: a `Tree`: lxml's elements, and the texts that stand in them in page order. lxml
counts no characters, so each start tag carries its number into the parser; the texts between two numbers
are then compared with the characters the scanner read between the same two tags. Promises: a text that
does not agree with the source has no place (`at` is None), never a wrong one; time and depth are bounded
on any input.
"""

from __future__ import annotations

import re
from collections import Counter
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

    `tags` are their names, `parents` the numbers of those around (-1 for none), `attributes` what they bear.
    `tag_at` is where an element's start tag stands in the source (None for one the parser added), `last`
    the number behind its last descendant, `raw` where its script stands; `stream` is all running text,
    `pieces` what of the source it was read from.
    """

    source: str
    root: HtmlElement
    elements: list[HtmlElement] = field(default_factory=list)
    tags: list[str] = field(default_factory=list)
    parents: list[int] = field(default_factory=list)
    attributes: list[dict[str, str]] = field(default_factory=list)
    number: dict[HtmlElement, int] = field(default_factory=dict)
    last: list[int] = field(default_factory=list)
    inside: list[tuple[int, int]] = field(default_factory=list)
    tag_at: list[int | None] = field(default_factory=list)
    texts: list[Text] = field(default_factory=list)
    raw: dict[int, tuple[int, int]] = field(default_factory=dict)
    stream: str = ""
    pieces: list[Piece] = field(default_factory=list)
    _steps: dict[int, str] = field(default_factory=dict)
    _within: dict[str, list[bool]] = field(default_factory=dict)

    def flags(self, kind: Literal["links", "bold"]) -> list[bool]:
        """Return for each text whether it stands in a link, or is bold."""
        if kind not in self._within:
            self._within[kind] = self._mark_within(kind)
        return self._within[kind]

    def within(self, text: int, kind: Literal["links", "bold"]) -> bool:
        """Tell whether a text stands in a link, or is bold."""
        return self.flags(kind)[text]

    def _mark_within(self, kind: str) -> list[bool]:
        opened = [0] * (len(self.texts) + 1)
        wanted = ("b", "strong") if kind == "bold" else ("a",)
        for index, tag in enumerate(self.tags):
            if tag in wanted and (kind == "bold" or self.attributes[index].get("href")):
                first, last = self.inside[index]
                opened[first] += 1
                opened[last] -= 1
        return [deep > 0 for deep in accumulate(opened[:-1])]

    def holds(self, outer: int, inner: int) -> bool:
        """Tell whether element `inner` is `outer` or stands in it."""
        return outer <= inner < self.last[outer]

    def xpath(self, element: int) -> str:
        """Return the path of an element, each step counted among its like."""
        steps: list[str] = []
        while element >= 0:
            parent = self.parents[element]
            if element not in self._steps:
                self._count_steps(parent, element)
            steps.append(self._steps[element])
            element = parent
        return "".join(reversed(steps))

    def _count_steps(self, parent: int, element: int) -> None:
        """Note the step to each child of an element: lxml's own count is quadratic on long lists."""
        seen = Counter[str]()
        children = self.children(parent) if parent >= 0 else (element,)
        for child in children:
            tag = self.tags[child]
            like = tag if _PLAIN_NAME.fullmatch(tag) else "*"
            seen["*"] += 1
            seen[like] += like != "*"
            self._steps[child] = f"/{like}[{seen[like]}]"

    def children(self, element: int) -> Iterator[int]:
        """Yield the elements right in an element."""
        child = element + 1
        while child < self.last[element]:
            yield child
            child = self.last[child]

    def around(self, element: int) -> Iterator[int]:
        """Yield the elements around an element, the innermost first."""
        element = self.parents[element]
        while element >= 0:
            yield element
            element = self.parents[element]


def parse(source: str) -> Tree | None:
    """Return the tree of a page, or None where a parser finds nothing in it. Raises TooManyTagsError."""
    marked = mark(source)
    parser = HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, collect_ids=False, huge_tree=True)
    # lxml.html's own choice of a class for each element is Python, called anew for every copy of one
    parser.set_element_class_lookup(etree.ElementDefaultClassLookup(element=HtmlElement))
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
        self.open: list[int] = [-1]  # the elements around
        self.blocks: list[int] = [0]
        self.waiting: list[Text] = []
        self.hidden: list[Text] = []

    def walk(self) -> None:
        for event, element in etree.iterwalk(self.tree.root, events=("start", "end"), tag="*"):
            if event == "start":
                self.enter(element)
            else:
                self.leave(element)
        self.settle(len(self.tree.stream))
        etree.strip_attributes(self.tree.root, NUMBER)
        self.tree.number = dict(zip(self.tree.elements, range(len(self.tree.elements)), strict=True))
        for node in self.hidden:
            node.text = ""  # it shows nothing; its number stays

    def enter(self, element: HtmlElement) -> None:
        name = str(element.tag)
        if name == "template" and any(element.get(mode) for mode in _SHADOWS):
            element.tag = name = "div"  # a browser shows what stands in it
        tree = self.tree
        index = len(tree.elements)
        tree.elements.append(element)
        tree.tags.append(name)
        tree.parents.append(self.open[-1])
        tree.last.append(index + 1)
        tree.inside.append((len(tree.texts), 0))
        attributes = dict(element.items())
        tree.attributes.append(attributes)
        numbered = attributes.pop(NUMBER, None)
        if numbered is None:
            tree.tag_at.append(None)
        else:
            number = int(numbered)
            at, stream_at = self.marked.tags[number]
            self.settle(stream_at)
            tree.tag_at.append(at)
            if number in self.marked.raw:
                tree.raw[index] = self.marked.raw[number]
        self.open.append(index)
        if name in BLOCKS:
            self.gap = "|"
            self.blocks.append(index)
        elif name == "br":
            # Two line breaks on end part paragraphs in pages that use no paragraphs.
            self.gap = "|" if self.gap else " "
        if name in UNREAD:
            self.unread += 1
        text = element.text
        if text and name not in RAW:
            self.take(text, index)

    def leave(self, element: HtmlElement) -> None:
        tree, index = self.tree, self.open.pop()
        name = tree.tags[index]
        tree.last[index] = len(tree.elements)
        tree.inside[index] = (tree.inside[index][0], len(tree.texts))
        if name in UNREAD:
            self.unread -= 1
        if name in BLOCKS:
            self.blocks.pop()
            self.gap = "|"
        tail = element.tail
        if tail:
            self.take(tail, max(self.open[-1], 0))

    def take(self, text: str, element: int) -> None:
        node = Text(text, None, self.blocks[-1], self.gap, element)
        self.tree.texts.append(node)
        self.waiting.append(node)
        if self.unread:
            self.hidden.append(node)
        elif not text.isspace():
            self.gap = ""

    def settle(self, until: int) -> None:
        """Give the texts since the last tag their places, if they are the characters read there."""
        since, self.since = self.since, until
        waiting = self.waiting
        if not waiting:
            return
        self.waiting = []
        if until < since:
            return
        stream = self.tree.stream
        if "".join([node.text for node in waiting]) == stream[since:until]:
            for node in waiting:
                node.at = since
                since += len(node.text)
            return
        _settle_loosely(waiting, stream, since, until)


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
