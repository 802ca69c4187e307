"""One comment's elements, taken apart: what in them is left to be read once controls are put aside.

In: a tree and an item. Out: `Parts`: its elements, lines and own texts, without those of comments within
it, buttons, forms and links that answer, judge or report.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from sayso.pages.markup.flow import read_flows, read_words
from sayso.pages.markup.tree import UNREAD, Tree
from sayso.pages.threads.element_words import CONTROL, NAME, NAME_STRONG, TEXT, TIME
from sayso.pages.threads.html.items import Item
from sayso.pages.threads.html.stamps import find_moment
from sayso.pages.threads.vocabulary import LISTS

LONGEST_LABEL = 48
_LAST_LINK = 40
_LEADS_AWAY = re.compile(LISTS.any_phrase("links.leads_away"), re.IGNORECASE)
_SIGNS = re.compile(r"[\s!-/:-@\[-`{-~|·•–—]*")


class Parts:
    """An item in the reading: `own` are the numbers of its texts that nothing has claimed yet."""

    def __init__(self, tree: Tree, item: Item, named: Sequence[frozenset[str]]) -> None:
        self.tree, self.item, self.named = tree, item, named
        self.elements = list(item.elements(tree))
        flows = [flow for root in item.roots for flow in read_flows(tree, within=root, without=item.nested)]
        self.own = {text for flow in flows for text in flow.texts}
        self.flows = flows
        self.drop(self._controls())

    def drop(self, texts: set[int]) -> None:
        """Put texts aside, with the signs that stood around them: "[ quote ]", "reply | report"."""
        self.own -= texts
        for flow in self.flows:
            left = self.own.intersection(flow.texts)
            if len(left) < len(flow.texts) and _SIGNS.fullmatch("".join(self.tree.texts[t].text for t in left)):
                self.own -= left
        self.flows = [flow for flow in self.flows if self.own.intersection(flow.texts)]

    def texts_in(self, element: int) -> set[int]:
        """Return the texts of an element that are still own."""
        first, last = self.tree.inside[element]
        if last - first > len(self.own):  # comments in it have more texts than it has
            return {text for text in self.own if first <= text < last}
        return {text for text in range(first, last) if text in self.own}

    def say(self, texts: Iterable[int]) -> str:
        """Return what texts read as."""
        return read_words(self.tree, texts)

    def size(self, texts: Iterable[int]) -> int:
        """Return how many characters texts have, white space aside."""
        return sum(len("".join(self.tree.texts[text].text.split())) for text in texts)

    def is_root(self, element: int) -> bool:
        """Tell whether an element is the item's own."""
        return element in self.item.roots

    def labels(self) -> set[str]:
        """Return the short texts of links, buttons and spans, and lines that are one text alone."""
        inside = {
            text
            for index in self.elements
            if self.tree.elements[index].tag in ("a", "button", "span") and not self.is_root(index)
            for text in self.texts_in(index)
        }
        alone = {flow.texts[0] for flow in self.flows if len(flow.texts) == 1}
        found = {self.label(text) for text in (inside | alone) & self.own}
        return {label for label in found if 0 < len(label) <= LONGEST_LABEL}

    def label(self, text: int) -> str:
        """Return a text as labels are compared."""
        return " ".join(self.tree.texts[text].text.casefold().split())

    def drop_labels(self, usual: frozenset[str]) -> None:
        """Put aside the labels that most comments of the page bear, and the links behind the words."""
        self.drop({text for text in self.own if self.label(text) in usual})
        self.drop(self._last_links())

    def _last_links(self) -> set[int]:
        """Return the last lines that are short links to nowhere else: "Answer", "Report"."""
        gone = set[int]()
        links = [index for index in self.elements if self._stays_here(index)]
        linked = {text for link in links for text in range(*self.tree.inside[link])}
        for flow in reversed(self.flows[1:]):
            shown = {text for text in self.own.intersection(flow.texts) if self.tree.texts[text].text.strip()}
            if not shown <= linked or len(flow.text) > _LAST_LINK or find_moment(flow.text):
                break
            gone |= shown
        return gone

    def _stays_here(self, index: int) -> bool:
        element = self.tree.elements[index]
        href = element.get("href") or "#"
        return element.tag == "a" and (href.startswith("#") or bool(_LEADS_AWAY.search(href)))

    def _controls(self) -> set[int]:
        gone = set[int]()
        for index in self.elements:
            texts = set() if self.is_root(index) else self.texts_in(index)
            if texts and self._is_control(index, texts):
                gone |= texts
        return gone

    def _is_control(self, index: int, texts: set[int]) -> bool:
        element, own = self.tree.elements[index], self.named[index]
        if element.tag in ("nav", "label", *UNREAD):
            return True
        if element.tag == "form":
            return element.find(".//textarea") is not None
        if element.tag == "button":
            within = range(index, self.tree.last[index])
            return not own & NAME and not any(self.named[part] & NAME_STRONG for part in within)
        named = own & CONTROL and not own & (NAME | NAME_STRONG | TIME | TEXT)
        away = element.tag == "a" and _LEADS_AWAY.search(f"{element.get('href')} {element.get('onclick')}")
        if not named and (not away or own & (NAME | NAME_STRONG)):
            return False
        said = self.say(texts)
        return len(said) <= LONGEST_LABEL and find_moment(said) is None
