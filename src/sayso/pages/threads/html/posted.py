"""Find when a comment was posted.

In: the parts of an item. Out: a `Posted`: the texts that tell it, the words as written, the timestamp
where an element bears one for machines. Nobody's date of joining is taken for it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime

from sayso.pages.threads.element_words import NAME_STRONG, TIME
from sayso.pages.threads.html.marks import HEADING
from sayso.pages.threads.html.parts import LONGEST_LABEL, Parts
from sayso.pages.threads.html.stamps import find_moment, spell, stamp, trim_moment
from sayso.pages.threads.vocabulary import CLASSES, LISTS
from sayso.pages.time.written import GERMAN_HOUR

_MEMBER_SINCE = re.compile(rf"\b{LISTS.any_phrase('phrases.member_since')}\b", re.IGNORECASE)
_CLOCK = re.compile(rf"\d[:h]\d\d|\d\s?[ap]\.?m\b|\d\.\d\d\s?{GERMAN_HOUR}", re.IGNORECASE)
_DATED = CLASSES["dated"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Posted:
    """When: `texts` are numbers of texts of the tree."""

    texts: frozenset[int] = frozenset()
    written: str | None = None
    at: datetime | None = None


def find_time(parts: Parts) -> Posted:
    """Return the time of the element that is best named after one."""
    ranked = sorted((-score, index) for index in parts.elements if (score := _score(parts, index)))
    machine = None
    for _, index in ranked:
        element, texts = parts.tree.elements[index], parts.texts_in(index)
        said = parts.say(texts)
        machine = machine or stamp(element)
        tells = find_moment(said) or element.tag == "time" or (stamp(element) and len(said) <= LONGEST_LABEL)
        if texts and tells and len(said) <= HEADING and not _MEMBER_SINCE.search(said):
            texts, said = _with_clock(parts, texts, said)
            return Posted(texts=frozenset(texts), written=_as_written(said), at=machine or _stamp_near(parts, index))
    return Posted(at=machine)


def find_time_beside(parts: Parts, name: set[int], words: set[int]) -> Posted:
    """Return the time in the name's line, in a line outside of the words, or in a line of its own."""
    for flow in parts.flows:
        line = spell(parts.tree, flow) if len(flow.text) <= HEADING else ""
        moment = find_moment(line)
        if moment is None or _MEMBER_SINCE.search(line):
            continue
        if name.intersection(flow.texts) or not words.intersection(flow.texts) or moment == (0, len(line)):
            written = trim_moment(line[slice(*moment)])
            return Posted(texts=frozenset(flow.texts), written=written, at=_stamp_in(parts, set(flow.texts)))
    return Posted()


def _stamp_in(parts: Parts, texts: set[int]) -> datetime | None:
    """Return the timestamp of an element of a line."""
    inside = (index for index in parts.elements if (held := parts.texts_in(index)) and held <= texts)
    return next((moment for index in inside if (moment := stamp(parts.tree.elements[index]))), None)


def _score(parts: Parts, index: int) -> int:
    own, element = parts.named[index], parts.tree.elements[index]
    if element.tag == "time" or own & _DATED:
        return 9
    if own & TIME and not own & NAME_STRONG and not parts.is_root(index):
        return 7
    return 5 if element.tag == "abbr" and stamp(element) else 0


def _stamp_near(parts: Parts, index: int) -> datetime | None:
    """Return the timestamp of an element within one, or right around it."""
    element = parts.tree.elements[index]
    near = [*element.iter(), *list(element.iterancestors())[:1]]
    return next((moment for one in near if one in parts.tree.number and (moment := stamp(one))), None)


def _with_clock(parts: Parts, texts: set[int], said: str) -> tuple[set[int], str]:
    """Add an hour of the day that stands right behind a date in an element of its own."""
    flow = next((flow for flow in parts.flows if texts.intersection(flow.texts)), None)
    if flow is None or _CLOCK.search(said) or len(flow.text) > HEADING:
        return texts, said
    wider = find_moment(flow.text)
    if wider is None or not flow.text[slice(*wider)].startswith(trim_moment(said)):
        return texts, said
    return set(flow.texts), flow.text[slice(*wider)]


def _as_written(said: str) -> str | None:
    """Return a time without a name or a word that leads to it."""
    bare = trim_moment(said)
    moment = find_moment(bare)
    if moment and (moment[0] > 0 or len(bare) - moment[1] > 12):
        bare = bare[slice(*moment)]
    return bare or None
