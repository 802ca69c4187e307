"""Find who wrote a comment.

In: the parts of an item. Out: the texts that are the name, and the name as shown. The element best named
after a person counts; else what stands beside the time in the comment's heading, else a first short line.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from sayso.pages.threads.element_words import NAME, NAME_STRONG, NAME_WEAK, TEXT, TIME
from sayso.pages.threads.html.marks import HEADING
from sayso.pages.threads.html.parts import Parts
from sayso.pages.threads.html.stamps import find_moment, spell
from sayso.pages.threads.vocabulary import CLASSES, LISTS
from sayso.pages.time.passed import is_of_time

LONGEST_NAME, _MOST_WORDS = 60, 9
_FACELESS = CLASSES["faceless"]
_A_NAME = CLASSES["a_name"]
_PARTED = re.compile(r"\s*[,|(·/–—-]")
_SET_OFF = frozenset(("a", "b", "strong", "cite"))
_INLINE = frozenset(("a", "b", "strong", "span", "h3", "h4", "h5", "h6", "p", "div", "em", "i"))
_LEADS = re.compile(rf"{LISTS.any_phrase('phrases.no_names')}\W*", re.IGNORECASE)
_BEHIND = re.compile(
    # possessive: else a row of n dashes could be cut in 2^n ways, and all would be tried before something behind it
    rf"(?:\s*[|/·•,;:»–—-]++|\s+{LISTS.any_phrase('phrases.says')}\s*[.:…]*|\s*\({LISTS.any_phrase('phrases.guest')}\)"
    rf"|\s+{LISTS.any_phrase('phrases.behind_name')})+\s*$",
    re.IGNORECASE,
)
_BEFORE = re.compile(
    r"^(?:[\s|/·•,;:@»–—-]+|\d+[.:)]\s+(?=\D)|#[\d.]+\s*"
    rf"|{LISTS.any_phrase('phrases.before_name')}(?=[\s:])[\s:]*)+",
    re.IGNORECASE,
)


def find_name(parts: Parts) -> tuple[set[int], str | None]:
    """Return the texts and the words of the element that most looks like a name."""
    found: tuple[set[int], str | None] = (set(), None)
    best = 0
    for index in parts.elements:
        score = _score(parts, index)
        if score <= best:
            continue
        texts, name = _read_name(parts, index)
        if name:
            best, found = score, (texts, name)
    return found


def find_name_beside(parts: Parts, time: set[int]) -> tuple[set[int], str | None]:
    """Return the name in the heading of a comment that marks none: beside the time, or a first short line."""
    for flow in (*parts.flows[:3], *parts.flows[-2:]):
        line = spell(parts.tree, flow)
        if len(flow.text) <= HEADING and (time.intersection(flow.texts) or find_moment(line)):
            name = _leading_name(parts, set(flow.texts)) or clean_name(line)
            if name:
                return set(flow.texts), name
    others = [flow for flow in parts.flows if not time.intersection(flow.texts)]
    for flow in others[:2] if len(others) > 1 else ():
        name = clean_name(flow.text)
        if name and len(flow.text) <= LONGEST_NAME:
            return set(flow.texts), name
    return set(), None


def _leading_name(parts: Parts, line: set[int]) -> str:
    """Return the name that is set off, behind no other: "<a>Ann</a>, Ellery", "Posted 3 May by <b>Ann</b>"."""
    for index in parts.elements:
        texts = parts.texts_in(index) if parts.tree.elements[index].tag in _SET_OFF else set()
        if texts and texts <= line and not clean_name(parts.say(text for text in line if text < min(texts))):
            said = parts.say(texts)
            return "" if find_moment(said) or len(said) > LONGEST_NAME else clean_name(said)
    return ""


def clean_name(text: str) -> str:
    """Return a name without what leads to it, a verb of saying or a time beside it; "" if it is none."""
    if len(text) > HEADING:
        return ""
    moment = find_moment(text)
    if moment is None:
        return _bare_name(text)
    # "Posted 3 May by Ann": what stands before the time only leads to it
    return _bare_name(text[: moment[0]]) or _bare_name(text[moment[1] :])


def _bare_name(text: str) -> str:
    previous = None
    while previous != text:
        previous = text
        text = _BEHIND.sub("", _BEFORE.sub("", text)).strip()
    if not any(letter.isalnum() for letter in text) or len(text.split()) > _MOST_WORDS:
        return ""
    return "" if _LEADS.fullmatch(text) or is_of_time(text) else text


def _score(parts: Parts, index: int) -> int:
    """Return how much an element's names speak of a person: 10 as much as can be, 0 not at all."""
    own, element = parts.named[index], parts.tree.elements[index]
    if parts.is_root(index) and element.tag != "dt":
        return 0
    if element.get("rel") == "author" or (own & NAME_STRONG and not own & _FACELESS):
        return 10
    if own & _FACELESS - {"link", "url"} or own & TEXT - {"body"}:
        return 0
    tests: tuple[tuple[int, Callable[[], object]], ...] = (
        (9, lambda: own & _A_NAME and (len(own & NAME) > 1 or _around(parts, index) & NAME)),
        (7, lambda: own & NAME and not own & TIME),
        (6, lambda: element.tag == "cite"),
        (2, lambda: own & NAME_WEAK),
    )
    return next((score for score, test in tests if test()), 0)


def _around(parts: Parts, index: int) -> frozenset[str]:
    parent = parts.tree.elements[index].getparent()
    return parts.named[parts.tree.number[parent]] if parent is not None else frozenset()


def _first_line(parts: Parts, texts: set[int]) -> set[int]:
    """Return those of the texts that stand before the edge of a block: a name, not the rank below it."""
    shown = [text for text in sorted(texts) if parts.tree.texts[text].text.strip()]
    end = next((text for text in shown[1:] if parts.tree.texts[text].gap == "|"), None)
    return {text for text in texts if end is None or text < end}


def _read_name(parts: Parts, index: int) -> tuple[set[int], str]:
    """Return the name in an element: all of it, or its first short part."""
    for part in range(index, parts.tree.last[index]):
        if part > index and parts.tree.elements[part].tag not in _INLINE:
            continue
        texts = _first_line(parts, parts.texts_in(part))
        name = clean_name(parts.say(texts)) if texts else ""
        if name and len(name) <= LONGEST_NAME:
            leading = _leading_name(parts, texts)
            parted = leading and name.startswith(leading) and _PARTED.match(name, len(leading))
            return texts, leading if parted else name
    return set(), ""
