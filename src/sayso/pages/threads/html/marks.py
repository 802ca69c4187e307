"""Mark where names, times and plain words stand on a page.

In: a tree and its flows. Out: `Marks`, all by number of text, so that what an element holds is counted at
once. Nothing here decides what a comment is.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import accumulate, pairwise

from lxml.html import HtmlElement

from sayso.pages.markup.flow import Flow
from sayso.pages.markup.tree import Tree
from sayso.pages.threads.element_words import CONTROL, NAME, NAME_STRONG, TEXT, THREAD, TIME, words
from sayso.pages.threads.html.stamps import find_moment, spell
from sayso.pages.threads.vocabulary import CLASSES

HEADING = 160  # characters; no comment's heading is longer
_LONGEST_NAME, _LONGEST_CONTROL, _SHORTEST_TITLE = 80, 48, 24  # without white space
_NUMBERED = re.compile(r"#\s?\d+[.:)]?\s+\S")
_OF_FORMS = CLASSES["of_forms"]
_SET_OFF = frozenset(("h3", "h4", "h5", "h6", "dt"))


@dataclass(slots=True)
class Marks:
    """What stands where; lists of texts are in page order, sizes are counted up to each text.

    `weak` are names that no class names so: beside a time, or in bold or a link before one; `titles` are
    lines that are one link, as those of other stories; `numbered` are headings like "#4 by Ann, 3 May 2021".
    `plain` counts what is no name, time or control, `linked` what of it stands in links. `regions` are ranges
    of elements named after comments that hold no article.
    """

    words: list[frozenset[str]]
    sizes: list[int]
    names: list[int] = field(default_factory=list)
    weak: list[int] = field(default_factory=list)
    times: list[int] = field(default_factory=list)
    titles: list[int] = field(default_factory=list)
    numbered: list[int] = field(default_factory=list)
    plain: list[int] = field(default_factory=list)
    linked: list[int] = field(default_factory=list)
    regions: list[tuple[int, int]] = field(default_factory=list)


def count(marks: list[int], first: int, last: int) -> int:
    """Return how many marks stand in the texts [first, last)."""
    return bisect_left(marks, last) - bisect_left(marks, first)


def read_marks(tree: Tree, flows: Sequence[Flow]) -> Marks:
    """Return the marks of a page."""
    marks = Marks(
        words=[words(element) for element in tree.elements],
        sizes=[0, *accumulate(len("".join(text.text.split())) for text in tree.texts)],
    )
    heading = set(_mark_times(tree, flows, marks))
    heading.update(_mark_elements(tree, flows, marks))
    heading.update(_forms(tree))
    marks.names, marks.times = sorted(set(marks.names)), sorted(set(marks.times))
    marks.weak = sorted(set(marks.weak))
    _measure(tree, flows, marks, heading)
    marks.regions.extend(_regions(tree, marks))
    return marks


def _mark_times(tree: Tree, flows: Sequence[Flow], marks: Marks) -> Iterator[int]:
    """Mark the short lines that tell a time, and names beside them; yield what tells little else."""
    for place, flow in enumerate(flows):
        line = spell(tree, flow) if len(flow.text) <= HEADING else ""
        moment = find_moment(line)
        if moment is None:
            continue
        marks.times.append(flow.texts[0])
        if _NUMBERED.match(line) and len(line) - moment[1] < 12:
            marks.names.append(flow.texts[0])
            marks.numbered.append(flow.texts[0])
        marks.weak.extend(_weak_names(tree, flows, place, line[: moment[0]] + line[moment[1] :]))
        if len(line) - (moment[1] - moment[0]) < 30:
            yield from flow.texts


def _weak_names(tree: Tree, flows: Sequence[Flow], place: int, rest: str) -> Iterator[int]:
    """Yield where a name stands in the rest of a time's line, or set off in the line before or behind it."""
    rest = rest.strip(" |/·•,;:–—-()")
    if rest:
        if len(rest) <= 50 and len(rest.split()) <= 6:
            yield flows[place].texts[0]
        return
    for beside in (*flows[max(0, place - 1) : place], *flows[place + 1 : place + 2]):
        if len(beside.text) <= 40 and len(beside.text.split()) <= 4 and _set_off(tree, beside):
            yield beside.texts[0]


def _set_off(tree: Tree, flow: Flow) -> bool:
    """Tell a line that is all bold, a link or a heading."""
    block = tree.elements[flow.block]
    if block.tag in _SET_OFF:
        return True
    shown = [text for text in flow.texts if tree.texts[text].text.strip()]
    around = (*block.iter("a", "b", "strong"), *block.iterancestors("a", "b", "strong"))
    ranges = (tree.inside[tree.number[part]] for part in around)
    return any(first <= shown[0] and shown[-1] < last for first, last in ranges)


def _mark_elements(tree: Tree, flows: Sequence[Flow], marks: Marks) -> Iterator[int]:
    """Mark the elements named after a person or a time; yield the texts of those and of controls."""
    flow_of = {text: flow for flow in flows for text in flow.texts}
    for index, element in enumerate(tree.elements):
        first, last = tree.inside[index]
        size = marks.sizes[last] - marks.sizes[first]
        if not 0 < size <= _LONGEST_NAME:
            continue
        shown = next(text for text in range(first, last) if marks.sizes[text + 1] > marks.sizes[text])
        somebody = _names_somebody(element, marks.words[index])
        if somebody:
            marks.names.append(shown)
        if element.tag == "time" and shown in flow_of:
            # one mark a line: a date and an hour side by side are one time
            marks.times.append(flow_of[shown].texts[0])
        if somebody or element.tag in ("time", "button", "label") or _is_control(element, marks.words[index], size):
            yield from range(first, last)


def _names_somebody(element: HtmlElement, own: frozenset[str]) -> bool:
    """Tell an element that is named after a person and holds no more than a name."""
    if not (own & NAME_STRONG or (own & NAME and not own & TIME) or element.tag == "cite"):
        return False
    return not own & _OF_FORMS and element.tag not in ("label", "input") and not _holds_fields(element)


def _is_control(element: HtmlElement, own: frozenset[str], size: int) -> bool:
    return bool(size <= _LONGEST_CONTROL and own & CONTROL and not own & TEXT and not _holds_fields(element))


def _holds_fields(element: HtmlElement) -> bool:
    parts = element.iterdescendants("*")
    return any(part.tag in ("p", "time") or words(part) & (TEXT | TIME) for part in parts)


def _forms(tree: Tree) -> Iterator[int]:
    """Yield the texts of forms to write a comment with."""
    for form in tree.root.iter("form"):
        if form.find(".//textarea") is not None and form.find(".//time") is None:
            yield from range(*tree.inside[tree.number[form]])


def _measure(tree: Tree, flows: Sequence[Flow], marks: Marks, heading: set[int]) -> None:
    """Count plain and linked text, and mark the lines that are one link."""
    ranges = (tree.inside[tree.number[link]] for link in tree.root.iter("a") if link.get("href"))
    links = {text for first, last in ranges for text in range(first, last)}
    lengths = [two - one for one, two in pairwise(marks.sizes)]
    plain = [0 if text in heading else length for text, length in enumerate(lengths)]
    marks.plain = [0, *accumulate(plain)]
    marks.linked = [0, *accumulate(length if text in links else 0 for text, length in enumerate(plain))]
    names = set(marks.names)
    marks.titles = [
        flow.texts[0]
        for flow in flows
        if len(flow.text) > _SHORTEST_TITLE
        and not names.intersection(flow.texts)
        and all(text in links or not lengths[text] for text in flow.texts)
    ]


def _regions(tree: Tree, marks: Marks) -> Iterator[tuple[int, int]]:
    """Yield the ranges of elements that are named after comments and hold no title of an article."""
    titles = [index for index, element in enumerate(tree.elements) if element.tag in ("h1", "title")]
    for index, own in enumerate(marks.words):
        named = own & THREAD and not own & CLASSES["foreign"] and tree.elements[index].tag not in ("html", "body")
        if named and not count(titles, index, tree.last[index]):
            yield index, tree.last[index]
