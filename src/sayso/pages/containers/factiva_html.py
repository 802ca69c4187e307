"""Factiva downloads as HTML: a `div` an article, its fields by codes in a table, or by their order.

In: the characters of a download; later, a page whose bytes are one article's. Out: its articles, as they stand in the
file; later, a `Document` of headline and paragraphs. How it was searched, at the end of the file, is no article.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from lxml.html import HtmlElement

from sayso.errors import EmptyPage, HugePage
from sayso.pages.containers.cutting import Articles, cut_out
from sayso.pages.containers.factiva_text import CODES, TEXT_FIELDS, told_by_order, told_of
from sayso.pages.containers.laid_out import one_line, read_byline
from sayso.pages.decoding.decode import decode
from sayso.pages.decoding.language_id import tell_language
from sayso.pages.html.assemble import assemble
from sayso.pages.html.flow_roles import Placed
from sayso.pages.markup.flow import Flow, read_flows
from sayso.pages.markup.mark import TooManyTagsError
from sayso.pages.markup.tree import Tree, parse
from sayso.pages.threads.html.thread import Thread
from sayso.records import Document, Page

_OPEN = re.compile(r"<div\b[^<>]*>", re.IGNORECASE)
_TAG = re.compile(r"<(/?)div\b[^<>]*>|<!--.*?-->", re.IGNORECASE | re.DOTALL)
_OUTER = re.compile(r"""\bid\s*=\s*["']?article-[A-Za-z0-9]{8,}""", re.IGNORECASE)
_INNER = re.compile(r"""\bclass\s*=\s*(["'])article(?:\s[^"'<>]*)?\1""", re.IGNORECASE)
_HEADLINE = re.compile(r"(?:^|\s)\w*headline(?:\s|$)", re.IGNORECASE)
_PARAGRAPH = re.compile(r"(?:^|\s)\w*articleparagraph(?:\s|$)", re.IGNORECASE)
_AUTHOR = re.compile(r"(?:^|\s)author(?:\s|$)", re.IGNORECASE)


def holds_factiva_html(text: str) -> bool:
    """Tell a download by its articles: a `div` with an article's number, or one of that class with such paragraphs."""
    low = text[:200_000].lower()
    if "articleparagraph" not in text.lower() or not ("factiva" in low or "dow jones" in low):
        return False
    return any(_is_article(found[0]) for found in _OPEN.finditer(text))


def cut_factiva_html(text: str) -> Articles:
    """Return the articles of a download; one that is never closed is cut off, and reaches to the end."""
    ranges: list[tuple[int, int]] = []
    start: int | None = None
    depth = 0
    for found in _TAG.finditer(text):
        if found[1] is None:
            continue
        if start is None:
            if not found[1] and _is_article(found[0]):
                start, depth = found.start(), 1
            continue
        depth += -1 if found[1] else 1
        if depth == 0:
            ranges.append((start, found.end()))
            start = None
    if start is None:
        return Articles(cuttings=cut_out(text, ranges))
    ranges.append((start, len(text)))
    note = "its last article is never closed: the download may have been cut off"
    return Articles(cuttings=cut_out(text, ranges), notes=(note,))


def read_factiva_html(page: Page, *, max_bytes: int | None = None) -> Document:
    """Return the document of one article. Raises PageError."""
    decoded = decode(page, max_bytes=max_bytes)
    name = page.location or "standard input"
    try:
        tree = parse(decoded.text)
    except TooManyTagsError as error:
        raise HugePage(f"{name}: {error}; save the article alone and read that") from error
    flows = read_flows(tree) if tree is not None else []
    if tree is None or not (placed := list(_placed(tree, flows))) or placed[-1].role == "headline":
        raise EmptyPage(f"{name}: its fields hold no text; download it with its full text")
    composed, repairs = assemble(tree, page.id, placed, Thread())
    body = "\n".join(composed.text[block.start : block.end] for block in composed.blocks)
    told = _told(tree, flows)
    return Document(
        page_id=page.id,
        text=composed.text,
        encoding=decoded.encoding,
        title=next((one_line(one.flow.text) for one in placed if one.role == "headline"), None),
        language=tell_language(body),
        blocks=composed.blocks,
        repairs=repairs,
        offsets=composed.offsets,
        **told,  # type: ignore[arg-type]
    )


def _is_article(tag: str) -> bool:
    return _OUTER.search(tag) is not None or _INNER.search(tag) is not None


def _placed(tree: Tree, flows: Sequence[Flow]) -> Iterator[Placed]:
    titled = False
    for flow in flows:
        classes = list(_classes(tree, flow))
        if any(map(_HEADLINE.search, classes)):
            if not titled and _code(tree, flow) in {None, "HD"}:
                titled = True
                yield Placed(role="headline", flow=flow)
        elif any(map(_PARAGRAPH.search, classes)) and _code(tree, flow) in {None, *TEXT_FIELDS}:
            yield Placed(role="paragraph", flow=flow)


def _told(tree: Tree, flows: Sequence[Flow]) -> dict[str, str | None]:
    """Return what the fields say: those with codes, else those that stand between headline and text."""
    coded: dict[str, str] = {}
    plain: list[str] = []
    author = None
    for flow in flows:
        classes = list(_classes(tree, flow))
        code = _code(tree, flow)
        if code and flow.text != code:
            coded.setdefault(code, flow.text)
        elif any(map(_AUTHOR.search, classes)):
            author = author or flow.text
        elif not any(map(_PARAGRAPH.search, classes)) and not any(map(_HEADLINE.search, classes)):
            plain.append(flow.text)
    if coded:
        return told_of(coded)
    return told_by_order(plain) | {"byline": read_byline(author) if author else None}


def _classes(tree: Tree, flow: Flow) -> Iterator[str]:
    """Yield the classes of a flow's block, of what stands right around it, and of the inline elements in it."""
    block = tree.elements[flow.block]
    around = block.getparent()
    for element in (block, *([around] if around is not None else []), *block.iter("span")):
        if element.get("class"):
            yield element.get("class") or ""


def _code(tree: Tree, flow: Flow) -> str | None:
    """Return the code that stands in the first cell of a flow's row."""
    block: HtmlElement | None = tree.elements[flow.block]
    while block is not None and block.tag != "tr":
        block = block.getparent()
    cell = next(iter(block.iter("td", "th")), None) if block is not None else None
    code = "".join(cell.itertext()).strip(" \t\r\n\xa0*") if cell is not None else ""
    return code if code in CODES else None
