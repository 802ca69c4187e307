"""Give the flows of an article their roles.

In: a tree, its flows, the article found among them. Out: `Placed` flows in page order: body flows with
the roles of the label book, the headline and byline where they stand on the page, captions and credits of
its pictures, links to other stories that stand between its paragraphs. Nothing else of the page is a
block.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from lxml.html import HtmlElement

from sayso.pages.html.article import Article, linked_share
from sayso.pages.markup.flow import Flow
from sayso.pages.markup.tree import Tree
from sayso.pages.vocabulary import read_vocabulary
from sayso.records import Role

_HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
_LISTS = read_vocabulary("sayso.pages.html")
_WORD = r"(?:^|[\s_-]){}(?:$|[\s_-])"  # as a word of its own in a name
_CAPTION = re.compile(_LISTS.any_phrase("classes.captions"), re.IGNORECASE)
_CREDIT = re.compile(_LISTS.any_phrase("classes.credits"), re.IGNORECASE)
_CREDITS = re.compile(
    rf"{_LISTS.any_phrase('credits.pictures')}s?(?:\s+{_LISTS.any_phrase('credits.behind')})?\s*[:/©]|©|\(c\)\s",
    re.IGNORECASE,
)
_BYLINE = re.compile(
    rf"{_LISTS.any_phrase('classes.bylines')}|{_WORD.format(_LISTS.any_phrase('classes.byline_words'))}", re.IGNORECASE
)
_RELATED = re.compile(_LISTS.any_phrase("classes.related"), re.IGNORECASE)
_READ_ON = re.compile(rf"{_LISTS.any_phrase('read_on.labels')}\b", re.IGNORECASE)
_LEAD = re.compile(
    rf"{_LISTS.any_phrase('classes.leads')}|{_WORD.format(_LISTS.any_phrase('classes.lead_words'))}", re.IGNORECASE
)
_PROMOTION = re.compile(_LISTS.any_phrase("classes.promotions"), re.IGNORECASE)
_OFFER = re.compile(_LISTS.any_phrase("offers.offered"), re.IGNORECASE)
_TO_TAKE = re.compile(_LISTS.any_phrase("offers.to_take"), re.IGNORECASE)
_ROLES: dict[str, Role] = {
    "blockquote": "blockquote",
    "li": "list",
    "dt": "list",
    "dd": "list",
    **dict.fromkeys(("article", "main", "body"), "paragraph"),
}
_FEWEST_WORDS = 8
_FEWEST_TITLE_WORDS = 4
_STOPS = re.compile(r"(?<![.…])[.!?][\"'”’»)\]]*$")  # a title that breaks off ends in dots
_INLINE = frozenset(("span", "em", "i", "small", "a", "cite", "address"))
_ASIDE = frozenset(("nav", "aside", "form", "header", "footer"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Placed:
    """One flow with its role."""

    role: Role
    flow: Flow


def place_blocks(tree: Tree, flows: Sequence[Flow], article: Article) -> list[Placed]:
    """Return the blocks of an article in page order."""
    headline = _find_headline(tree, flows, article)
    first = min(article.body) if headline is None else min(headline, *article.body)
    last = max(article.body)
    byline = _find_byline(tree, flows, article, headline, min(article.body))
    promotions = _find_promotions(tree, flows, article)
    holders = _holders(tree, flows, article)
    placed = []
    for index, flow in enumerate(flows):
        role: Role | None
        if index == headline:
            role = "headline"
        elif index == byline:
            role = "byline"
        elif index in article.body:
            role = None if index in promotions else _role(tree, flow)
        elif headline is not None and headline < index < min(article.body) and _is_lead(tree, flow):
            role = "paragraph"
        else:
            role = _role_beside(tree, flow, holders) if first < index < last else None
            at_head = headline is not None and headline < index < min(article.body)
            role = "paragraph" if at_head and _is_linked_paragraph(tree, flow, holders) else role
        if role is not None:
            placed.append(Placed(role=role, flow=flow))
    return placed


def _find_promotions(tree: Tree, flows: Sequence[Flow], article: Article) -> frozenset[int]:
    """Return what of the body is a menu, or offers newsletters and the like; none where that would be much of it."""
    found = frozenset(index for index in article.body if _promotes(tree, flows[index]) or _is_menu(tree, flows[index]))
    size = sum(len(flows[index].text) for index in article.body)
    return found if 4 * sum(len(flows[index].text) for index in found) <= size else frozenset()


def _promotes(tree: Tree, flow: Flow) -> bool:
    block = tree.elements[flow.block]
    if len(flow.text) <= 160 and _OFFER.search(flow.text) and _TO_TAKE.search(flow.text):
        return True
    return any(
        _PROMOTION.search(_names(element))
        for element in (block, *list(block.iterancestors())[:3])
        if element.tag not in ("body", "html", "main", "article")
    )


def _is_menu(tree: Tree, flow: Flow) -> bool:
    """Tell what stands in a menu, be it within the article: the way to it, its parts."""
    return any(tree.tags[around] == "nav" for around in tree.around(flow.block))


def _is_title(text: str) -> bool:
    """Tell the title of another story from a sentence and from a word that is linked."""
    return len(text.split()) >= _FEWEST_TITLE_WORDS and _STOPS.search(text) is None


def _is_lead(tree: Tree, flow: Flow) -> bool:
    """Tell a standfirst, which trafilatura leaves out where it stands in the article's header."""
    if len(flow.text) < 40 or linked_share(tree, flow) >= 0.5 or _picture_role(tree, flow):
        return False
    block = tree.elements[flow.block]
    return any(_LEAD.search(_names(element)) for element in (block, *list(block.iterancestors())[:2]))


def _find_headline(tree: Tree, flows: Sequence[Flow], article: Article) -> int | None:
    """Return the heading that reads as the title does; else the one h1 that stands right before the body."""
    start, last = min(article.body), max(article.body)
    title = _letters(article.title or "")
    headings = [
        index
        for index, flow in enumerate(flows[: last + 1])
        if _heading(tree, flow) is not None and index <= max(start, 0) + 3
    ]
    same = [index for index in headings if title and _letters(flows[index].text) == title]
    like = [index for index in headings if title and _is_part(_letters(flows[index].text), title)]
    tops = [index for index in headings if _heading(tree, flows[index]) == "h1"]
    near = [index for index in tops if index >= start - 40 and len(flows[index].text.split()) >= 3]
    plain = [index for index in range(start + 1) if title and _letters(flows[index].text) == title]
    found = same or plain or like or near
    ranked = sorted(found, key=lambda index: (_heading(tree, flows[index]) != "h1", -index))
    return ranked[0] if ranked else None


def _is_part(one: str, two: str) -> bool:
    shorter, longer = sorted((one, two), key=len)
    return len(shorter) >= 12 and shorter in longer and 3 * len(shorter) >= len(longer)


def _letters(text: str) -> str:
    return "".join(letter for letter in text.casefold() if letter.isalnum())


def _heading(tree: Tree, flow: Flow) -> str | None:
    around = tree.elements[flow.block]
    for element in (around, *around.iterancestors()):
        if element.tag in _HEADINGS:
            return str(element.tag)
        if element.tag in ("p", "li", "td", "article", "section", "body"):
            return None
    return None


def _find_byline(tree: Tree, flows: Sequence[Flow], article: Article, headline: int | None, start: int) -> int | None:
    """Return the short flow between headline and body (or right behind it) that names the author."""
    names = [_letters(name) for name in re.split(r"[;,]", article.byline or "") if len(_letters(name)) > 3]
    low = min(headline if headline is not None else start - 8, start - 8)
    for index in range(max(0, low), min(len(flows), start + 4)):
        flow = flows[index]
        if index == headline or len(flow.text) > 120 or _heading(tree, flow):
            continue
        named = any(name in _letters(flow.text) for name in names)
        marked = any(_BYLINE.search(_names(element)) for element in _near(tree, flow)) and len(flow.text) <= 80
        if named or (marked and not names):
            return index
    return None


def _role(tree: Tree, flow: Flow) -> Role:
    """Return the role of a flow of the body."""
    beside = _picture_role(tree, flow)
    if beside is not None:
        return beside
    linked = linked_share(tree, flow)
    if linked > 0.9 and _is_title(flow.text):
        return "related"
    if linked > 0.5 and (_READ_ON.match(flow.text) or (linked > 0.8 and _in_related(tree, flow))):
        return "related"
    if _heading(tree, flow) or _is_bold_line(tree, flow):
        return "subheading"
    block = tree.elements[flow.block]
    around = (str(element.tag) for element in (block, *block.iterancestors()))
    return next((_ROLES[tag] for tag in around if tag in _ROLES), "paragraph")


def _is_bold_line(tree: Tree, flow: Flow) -> bool:
    """Tell a short line, all bold, that ends as no sentence does: how many outlets set their sub-headings."""
    if len(flow.text) > 90 or flow.text[-1] in ".!?…:;,\"”»'’)" or len(flow.text.split()) < 2:
        return False
    block = tree.elements[flow.block]
    if block.tag not in ("p", "div"):
        return False
    return all(tree.within(index, "bold") for index in flow.texts if tree.texts[index].text.strip())


def _role_beside(tree: Tree, flow: Flow, holders: frozenset[int]) -> Role | None:
    """Return the role of a flow that stands between the body's flows and is none of them."""
    if any(element.tag in _ASIDE for element in tree.elements[flow.block].iterancestors()):
        return None
    if linked_share(tree, flow) >= 0.5:
        if _in_related(tree, flow) or _READ_ON.match(flow.text):
            return "related"
        return "paragraph" if _is_linked_paragraph(tree, flow, holders) else None
    return _picture_role(tree, flow)


def _holders(tree: Tree, flows: Sequence[Flow], article: Article) -> frozenset[int]:
    """Return the elements in which paragraphs of the body stand, directly or in a box of their own."""
    found: set[int] = set()
    for index in article.body:
        block = tree.elements[flows[index].block]
        if block.tag == "p":
            found.update(tree.number[around] for around in islice(block.iterancestors(), 2))
    return frozenset(found)


def _is_linked_paragraph(tree: Tree, flow: Flow, holders: frozenset[int]) -> bool:
    """Tell a paragraph that is a link throughout from the title of another story: it reads as sentences do."""
    block = tree.elements[flow.block]
    if block.tag != "p" or len(flow.text.split()) < _FEWEST_WORDS or not _STOPS.search(flow.text):
        return False
    if _promotes(tree, flow):
        return False
    return any(tree.number[around] in holders for around in islice(block.iterancestors(), 2))


def _picture_role(tree: Tree, flow: Flow) -> Role | None:
    names = [_names(element) for element in _near(tree, flow)]
    block = tree.elements[flow.block]
    figure = any(element.tag == "figcaption" for element in (block, *block.iterancestors()))
    if len(flow.text) <= 200 and any(_CREDIT.search(name) for name in names):
        return "credit"
    if figure or any(_CAPTION.search(name) for name in names):
        return "credit" if _CREDITS.match(flow.text) and len(flow.text) <= 120 else "caption"
    return "credit" if _CREDITS.match(flow.text) and len(flow.text) <= 80 else None


def _in_related(tree: Tree, flow: Flow) -> bool:
    block = tree.elements[flow.block]
    around = [block, *list(block.iterancestors())[:4]]
    return any(_RELATED.search(_names(element)) for element in around)


def _near(tree: Tree, flow: Flow) -> Iterator[HtmlElement]:
    """Yield a flow's block, what stands right around it, and the inline elements that hold all of it."""
    block = tree.elements[flow.block]
    yield block
    parent = block.getparent()
    if parent is not None and parent.tag not in ("body", "article", "main"):
        yield parent
    shown = [index for index in flow.texts if tree.texts[index].text.strip()]
    at = tree.texts[shown[0]].element if shown else flow.block
    while at > flow.block:
        part = tree.elements[at]
        if part.tag in _INLINE and shown[-1] < tree.inside[at][1]:
            yield part
        parent = part.getparent()
        at = tree.number[parent] if parent is not None else 0


def _names(element: HtmlElement) -> str:
    return f"{element.get('class') or ''} {element.get('itemprop') or ''} {element.get('rel') or ''}"
