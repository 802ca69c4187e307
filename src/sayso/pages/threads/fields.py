"""Read one comment's elements: who wrote it, when, and what.

In: a tree and an item. Out: a `Draft`: name, time as written, timestamp for machines, the numbers of the texts that
are the comment's own words. Promises: controls (reply, like, report), headings and the name are not in the words.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from sayso.pages.markup.flow import read_flows
from sayso.pages.markup.passage import read_passage
from sayso.pages.markup.tree import UNREAD, Tree
from sayso.pages.threads.items import Item
from sayso.pages.threads.moments import find_moment, spell, stamp, trim_moment
from sayso.pages.threads.words import CONTROL, NAME, NAME_STRONG, NAME_WEAK, TEXT, TIME, words

_SAYS = r"says?|said|wrote|writes|commented|replied|sagt|schreibt|schrieb|meint|dit|a dit|écrit|dice|dijo|escribió|disse|scrive|ha scritto|zegt|schreef|säger|skriver|skrev|sier|siger|mówi|pisze|napisał|napisała|říká|kirjoitti|sanoo|пишет|says on"
_AFTER_NAME = re.compile(rf"(?:\s*[|/·•,;:–—-]+|\s+(?:{_SAYS})\s*[.:…]*|\s*\((?:not verified|gast|guest|invité)\)|\s+(?:on|am|at|le|el|il|op|den|um|el día))+\s*$", re.IGNORECASE)  # fmt: skip
_BEFORE_NAME = re.compile(r"^(?:[\s|/·•,;:@–—-]+|\d+[.:)]\s+(?=\D)|#\d+\s*|(?:posted by|written by|submitted by|comment by|kommentar von|geschrieben von|commentaire de|by|von|par|por|di|da|af|av|door|от|autor:|author:|name:)(?=[\s:])[\s:]*)+", re.IGNORECASE)  # fmt: skip
_MEMBER_SINCE = re.compile(r"\b(?:joined|registered|member since|registriert|mitglied seit|dabei seit|beigetreten|inscrit|inscription|miembro desde|iscritto|lid sinds|medlem)\b", re.IGNORECASE)  # fmt: skip
_SIGNS = re.compile(r"[\s!-/:-@\[-`{-~|·•–—]*")
_FACELESS = frozenset("avatar avatars gravatar image img photo initials initial badge role label bio location meta count says verified status reputation karma icon link url likes title".split())  # fmt: skip
_LONGEST_NAME, _LONGEST_CONTROL, _HEADING = 60, 48, 160
_LEADS_AWAY = re.compile(r"reply|respond|login|signin|sign-in|register|report|flag|like|vote|delete|edit|share|javascript:|permalink|antwort", re.IGNORECASE)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """What one item says, before it becomes a record; `texts` are numbers of texts of the tree."""

    item: Item
    commenter: str | None
    posted: str | None
    posted_at: datetime | None
    texts: tuple[int, ...]


def read_fields(tree: Tree, items: Sequence[Item]) -> list[Draft]:
    """Return the fields of the items of a page."""
    named = [words(element) for element in tree.elements]
    readers = [_Reader(tree, item, named) for item in items]
    usual = _said_by_all(readers)
    return [reader.read(usual) for reader in readers]


def _said_by_all(readers: Sequence[_Reader]) -> frozenset[str]:
    """Return the short texts that most comments of a page hold: labels of controls, in whatever language."""
    counts = Counter(text for reader in readers for text in reader.labels())
    return frozenset(text for text, count in counts.items() if count >= 3 and 3 * count >= 2 * len(readers))


class _Reader:
    """Takes an item apart: each step leaves fewer texts for the next."""

    def __init__(self, tree: Tree, item: Item, named: Sequence[frozenset[str]]) -> None:
        self.tree, self.item, self.named = tree, item, named
        self.elements = [
            index
            for root in item.roots
            for index in range(root, tree.last[root])
            if not any(tree.holds(nested, index) for nested in item.nested)
        ]
        self.flows = [flow for root in item.roots for flow in read_flows(tree, within=root, without=item.nested)]
        self.own = {text for flow in self.flows for text in flow.texts}
        self.own -= self.controls()
        self.own -= self.brackets()
        self.flows = [flow for flow in self.flows if self.own.intersection(flow.texts)]

    def labels(self) -> set[str]:
        """Return the short texts of links and buttons, and lines that are one text alone."""
        inside = {
            text
            for index in self.elements
            if self.tree.elements[index].tag in ("a", "button", "span") and index not in self.item.roots
            for text in range(*self.tree.inside[index])
        }
        alone = {flow.texts[0] for flow in self.flows if len(flow.texts) == 1}
        found = {self.label(text) for text in (inside | alone) & self.own}
        return {label for label in found if 0 < len(label) <= _LONGEST_CONTROL}

    def label(self, text: int) -> str:
        return " ".join(self.tree.texts[text].text.casefold().split())

    def read(self, usual: frozenset[str]) -> Draft:
        self.own -= {text for text in self.own if self.label(text) in usual}
        self.own -= self.brackets() | self.last_links()
        name_at, name = self.name()
        time_at, posted, moment = self.time()
        if not name:
            name_at, name = self.name_beside(time_at)
        words = self.words(name_at | time_at)
        if posted is None:
            time_at, posted = self.time_beside(name_at, words)
            words = words - time_at
        return Draft(item=self.item, commenter=name, posted=posted, posted_at=moment, texts=tuple(sorted(words)))

    def texts_in(self, element: int) -> set[int]:
        first, last = self.tree.inside[element]
        return {text for text in range(first, last) if text in self.own}

    def say(self, texts: Iterable[int]) -> str:
        return read_passage(self.tree, sorted(texts)).text

    def controls(self) -> set[int]:
        """Return the texts of buttons, forms, menus and short links that answer, judge or report."""
        gone = set[int]()
        for index in self.elements:
            element, own = self.tree.elements[index], self.named[index]
            if index in self.item.roots:
                continue
            texts = self.texts_in(index)
            short = len(self.say(texts)) <= _LONGEST_CONTROL if texts else True
            if not texts:
                continue
            leads_away = element.tag == "a" and _LEADS_AWAY.search(f"{element.get('href')} {element.get('onclick')}")
            a_control = own & CONTROL and not own & (NAME | NAME_STRONG | TIME | TEXT)
            asks = element.tag == "form" and element.find(".//textarea") is not None
            named = own & (NAME | NAME_STRONG) or any(self.named[part] & NAME_STRONG for part in range(index, self.tree.last[index]))
            if asks or element.tag in ("nav", "label", *UNREAD) or (element.tag == "button" and not named):
                gone |= texts
            elif short and (a_control or (leads_away and not own & (NAME | NAME_STRONG))) and not find_moment(self.say(texts)):
                gone |= texts
        return gone

    def last_links(self) -> set[int]:
        """Return the lines behind the words that are short links to nowhere else: "Answer", "Report"."""
        gone = set[int]()
        for flow in reversed(self.flows[1:]):
            left = self.own.intersection(flow.texts)
            shown = {text for text in left if self.tree.texts[text].text.strip()}
            if not shown:
                continue
            links = [index for index in self.elements if self.tree.elements[index].tag == "a" and self.stays_here(index)]
            linked = {text for link in links for text in range(*self.tree.inside[link])}
            if not shown <= linked or len(flow.text) > 40 or find_moment(flow.text):
                break
            gone |= left
        return gone

    def stays_here(self, link: int) -> bool:
        href = self.tree.elements[link].get("href") or "#"
        return href.startswith("#") or bool(_LEADS_AWAY.search(href))

    def brackets(self) -> set[int]:
        """Return what stood around controls: signs alone, as in "[ quote ]" or "reply | report"."""
        gone = set[int]()
        for flow in self.flows:
            left = self.own.intersection(flow.texts)
            if len(left) < len(flow.texts) and _SIGNS.fullmatch("".join(self.tree.texts[text].text for text in left)):
                gone |= left
        return gone

    def name(self) -> tuple[set[int], str | None]:
        """Return the texts and the words of the element that most looks like the commenter's name."""
        best: tuple[int, int, str, set[int]] | None = None
        for index in self.elements:
            score = self.name_score(index)
            if not score or (best and score <= best[0]):
                continue
            texts = self.texts_in(index)
            name = self.clean_name(self.say(texts)) if texts else ""
            if len(name) > _LONGEST_NAME or not name:
                texts, name = self.first_inline(index)
            if name:
                best = (score, index, name, texts)
        return (best[3], best[2]) if best else (set(), None)

    def name_score(self, index: int) -> int:
        own, element = self.named[index], self.tree.elements[index]
        if index in self.item.roots and not element.tag == "dt":
            return 0
        if element.get("rel") == "author" or (own & NAME_STRONG and not own & _FACELESS):
            return 10
        if own & _FACELESS - {"link", "url"} or own & TEXT - {"body"}:
            return 0
        if own & NAME and {"name", "nom", "nombre", "nome", "navn"} & own and len(own & NAME) > 1:
            return 9
        if "name" in own and element.getparent() is not None and self.named[self.tree.number[element.getparent()]] & NAME:
            return 9
        if own & NAME and not own & TIME:
            return 7
        if element.tag == "cite":
            return 6
        return 2 if own & NAME_WEAK else 0

    def first_inline(self, index: int) -> tuple[set[int], str]:
        """Return the first short name-like part of an element that holds more than a name."""
        for part in range(index + 1, self.tree.last[index]):
            if self.tree.elements[part].tag in ("a", "b", "strong", "span", "h3", "h4", "h5", "h6", "p", "div", "em", "i"):
                texts = self.texts_in(part)
                name = self.clean_name(self.say(texts)) if texts else ""
                if name and len(name) <= _LONGEST_NAME:
                    return texts, name
        return set(), ""

    @staticmethod
    def clean_name(text: str) -> str:
        """Return a name without what leads to it, a verb of saying or a time behind it; "" for what is no name."""
        if len(text) > _HEADING:
            return ""
        moment = find_moment(text)
        if moment:
            text = text[: moment[0]] if text[: moment[0]].strip(" |/·•,;:#–—-") else text[moment[1] :]
        previous = None
        while previous != text:
            previous = text
            text = _AFTER_NAME.sub("", _BEFORE_NAME.sub("", text)).strip()
        return text if any(letter.isalnum() for letter in text) and len(text.split()) <= 9 else ""

    def time(self) -> tuple[set[int], str | None, datetime | None]:
        """Return the texts, the words and the timestamp of the element that tells when."""
        ranked = sorted((-score, index) for index in self.elements if (score := self.time_score(index)))
        machine = None
        for _, index in ranked:
            texts = self.texts_in(index)
            said = self.say(texts)
            machine = machine or self.machine_time(index)
            moment = find_moment(said)
            told = moment or self.tree.elements[index].tag == "time" or (self.machine_time(index) and len(said) <= 40)
            if not texts or not told or len(said) > _HEADING or _MEMBER_SINCE.search(said):
                continue
            texts, said = self.with_clock(texts, said)
            return texts, self.written(said), machine or self.stamp_near(index)
        return set(), None, machine

    def machine_time(self, index: int) -> datetime | None:
        return stamp(self.tree.elements[index])

    def stamp_near(self, index: int) -> datetime | None:
        """Return the timestamp of an element, of one within it, or right around it."""
        element = self.tree.elements[index]
        near = [*element.iter(), *list(element.iterancestors())[:1]]
        return next((moment for one in near if isinstance(one.tag, str) and (moment := stamp(one))), None)

    def time_score(self, index: int) -> int:
        own, element = self.named[index], self.tree.elements[index]
        if element.tag == "time" or {"datecreated", "datepublished", "commenttime"} & own:
            return 9
        if own & TIME and not own & NAME_STRONG and index not in self.item.roots:
            return 7
        return 5 if element.tag == "abbr" and stamp(element) else 0

    def with_clock(self, texts: set[int], said: str) -> tuple[set[int], str]:
        """Add an hour of the day that stands right behind a date in an element of its own."""
        flow = next((flow for flow in self.flows if texts & set(flow.texts)), None)
        if flow is None or re.search(r"\d[:.h]\d\d", said) or len(flow.text) > _HEADING:
            return texts, said
        wider = find_moment(flow.text)
        if wider is None or not flow.text[slice(*wider)].startswith(trim_moment(said)):
            return texts, said
        return set(flow.texts), flow.text[slice(*wider)]

    @staticmethod
    def written(said: str) -> str | None:
        """Return a time as written, without a name or a word that leads to it."""
        bare = trim_moment(said)
        moment = find_moment(bare)
        if moment and (moment[0] > 0 or len(bare) - moment[1] > 12):
            bare = bare[slice(*moment)]
        return bare or None

    def name_beside(self, time_at: set[int]) -> tuple[set[int], str | None]:
        """Return the name in the heading of a comment that marks none: beside the time, or a first short line."""
        for flow in [*self.flows[:3], *self.flows[-2:]]:
            line = spell(self.tree, flow)
            heading = len(flow.text) <= _HEADING and (time_at & set(flow.texts) or find_moment(line))
            name = self.clean_name(line) if heading else ""
            if name:
                return set(flow.texts), name
        for flow in self.flows[: 2 if len(self.flows) > 1 else 0]:
            name = self.clean_name(flow.text)
            if name and len(flow.text) <= _LONGEST_NAME and not time_at & set(flow.texts):
                return set(flow.texts), name
        return set(), None

    def time_beside(self, name_at: set[int], words: set[int]) -> tuple[set[int], str | None]:
        """Return the time in the name's line, or in a short line beside the words."""
        for flow in self.flows:
            line = spell(self.tree, flow)
            moment = find_moment(line) if len(flow.text) <= _HEADING else None
            beside = name_at & set(flow.texts) or not words & set(flow.texts) or moment == (0, len(line))
            if moment and beside and not _MEMBER_SINCE.search(flow.text):
                return set(flow.texts), trim_moment(line[slice(*moment)])
        return set(), None

    def words(self, heading: set[int]) -> set[int]:
        """Return the comment's own texts: of the elements named after text, else what the heading leaves."""
        left = self.own - heading
        for flow in self.flows:
            if heading & set(flow.texts) and len(flow.text) <= _HEADING:
                left -= set(flow.texts)
        named = set[int]()
        for index in self.elements:
            texts = self.texts_in(index) - named
            if index in self.item.roots or not texts or texts & heading:
                continue
            if self.named[index] & TEXT and not self.named[index] & (TIME | NAME_STRONG | {"author", "name", "title", "subject"}):
                named |= texts
                inner = self.inner_text(index)
                named -= texts - inner if inner else set()
        if named and 4 * self.size(named & left) >= self.size(left):
            return named & left
        return self.without_title(left)

    def inner_text(self, index: int) -> set[int]:
        """Return the texts of an element named after text within another, if it holds most of the other's."""
        for part in range(index + 1, self.tree.last[index]):
            if self.named[part] & TEXT:
                texts = self.texts_in(part)
                if 2 * self.size(texts) >= self.size(self.texts_in(index)):
                    return texts
        return set()

    def size(self, texts: Iterable[int]) -> int:
        return sum(len("".join(self.tree.texts[text].text.split())) for text in texts)

    def without_title(self, left: set[int]) -> set[int]:
        """Leave out the headings that stand before a comment's words."""
        for index in self.elements:
            if re.fullmatch(r"h[1-6]", str(self.tree.elements[index].tag)) and index not in self.item.roots:
                rest = left - self.texts_in(index)
                if self.size(rest) and min(left) in self.texts_in(index):
                    left = rest
        return left

