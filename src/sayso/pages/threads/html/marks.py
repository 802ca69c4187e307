"""Mark where names, times and plain words stand on a page.

In: a tree and its flows. Out: `Marks`, all by number of text, so that what an element holds is counted at
once. Nothing here decides what a comment is.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import accumulate, pairwise

from sayso.pages.markup.flow import Flow
from sayso.pages.markup.tree import Tree
from sayso.pages.threads.element_words import CONTROL, NAME, NAME_STRONG, TEXT, THREAD, TIME
from sayso.pages.threads.html.stamps import find_moment, spell
from sayso.pages.threads.vocabulary import CLASSES

HEADING = 160  # characters; no comment's heading is longer
_LONGEST_NAME, _LONGEST_CONTROL, _SHORTEST_TITLE = 80, 48, 24  # without white space
_NUMBERED = re.compile(r"#\s?\d+[.:)]?\s+\S")
_OF_FORMS = CLASSES["of_forms"]
_FIELDS = TEXT | TIME
_TELLING = frozenset(("cite", "time", "button", "label"))  # what a tag tells without a name
_SET_OFF = frozenset(("h3", "h4", "h5", "h6", "dt"))


@dataclass(slots=True)
class Marks:
    """What stands where; lists of texts are in page order, sizes and numbers are counted up to each text.

    `weak` are names that no class names so: beside a time, or in bold or a link before one; `titles` are
    lines that are one link, as those of other stories; `numbered` are headings like "#4 by Ann, 3 May 2021".
    `plain` counts what is no name, time or control, `linked` what of it stands in links. `regions` are ranges
    of elements named after comments that hold no article. `names_to`, `weak_to` and `times_to` count the marks.
    """

    words: Sequence[frozenset[str]]
    sizes: list[int]
    names: list[int] = field(default_factory=list)
    weak: list[int] = field(default_factory=list)
    times: list[int] = field(default_factory=list)
    titles: list[int] = field(default_factory=list)
    numbered: list[int] = field(default_factory=list)
    plain: list[int] = field(default_factory=list)
    linked: list[int] = field(default_factory=list)
    regions: list[tuple[int, int]] = field(default_factory=list)
    names_to: list[int] = field(default_factory=list)
    weak_to: list[int] = field(default_factory=list)
    times_to: list[int] = field(default_factory=list)


def count(marks: list[int], first: int, last: int) -> int:
    """Return how many marks stand in the texts [first, last)."""
    return bisect_left(marks, last) - bisect_left(marks, first)


def read_marks(tree: Tree, flows: Sequence[Flow], named: Sequence[frozenset[str]]) -> Marks:
    """Return the marks of a page; `named` are the words of its elements."""
    marks = Marks(words=named, sizes=[0, *accumulate([len("".join(text.text.split())) for text in tree.texts])])
    heading = set(_mark_times(tree, flows, marks))
    heading.update(_mark_elements(tree, flows, marks))
    heading.update(_forms(tree))
    marks.names, marks.times = sorted(set(marks.names)), sorted(set(marks.times))
    marks.weak = sorted(set(marks.weak))
    size = len(tree.texts)
    marks.names_to, marks.weak_to, marks.times_to = (
        _count_up(places, size) for places in (marks.names, marks.weak, marks.times)
    )
    _measure(tree, flows, marks, heading)
    marks.regions.extend(_regions(tree, marks))
    return marks


def _count_up(places: list[int], size: int) -> list[int]:
    """Return how many of the places stand before each text, and before the end."""
    here = [0] * (size + 1)
    for place in places:
        here[place + 1] = 1
    return list(accumulate(here))


def _mark_times(tree: Tree, flows: Sequence[Flow], marks: Marks) -> Iterator[int]:
    """Mark the short lines that tell a time, and names beside them; yield what tells little else."""
    for place, flow in enumerate(flows):
        if len(flow.text) > HEADING:
            continue
        line = spell(tree, flow)
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
    line_of = {text: flow.texts[0] for flow in flows for text in flow.texts} if "time" in tree.tags else {}
    sizes = marks.sizes
    for index, (tag, own, (first, last)) in enumerate(zip(tree.tags, marks.words, tree.inside, strict=True)):
        if not own and tag not in _TELLING:
            continue
        size = sizes[last] - sizes[first]
        if not 0 < size <= _LONGEST_NAME:
            continue
        shown = bisect_right(sizes, sizes[first]) - 1
        somebody = _names_somebody(tree, marks, index)
        if somebody:
            marks.names.append(shown)
        if tag == "time" and shown in line_of:
            # one mark a line: a date and an hour side by side are one time
            marks.times.append(line_of[shown])
        if somebody or tag in ("time", "button", "label") or _is_control(tree, marks, index, size):
            yield from range(first, last)


def _names_somebody(tree: Tree, marks: Marks, index: int) -> bool:
    """Tell an element that is named after a person and holds no more than a name."""
    own, tag = marks.words[index], tree.tags[index]
    if not (own & NAME_STRONG or (own & NAME and not own & TIME) or tag == "cite"):
        return False
    return not own & _OF_FORMS and tag not in ("label", "input") and not _holds_fields(tree, marks, index)


def _is_control(tree: Tree, marks: Marks, index: int, size: int) -> bool:
    own = marks.words[index]
    if size > _LONGEST_CONTROL or not own & CONTROL or own & TEXT:
        return False
    return not _holds_fields(tree, marks, index)


def _holds_fields(tree: Tree, marks: Marks, index: int) -> bool:
    parts = range(index + 1, tree.last[index])
    return any(tree.tags[part] in ("p", "time") or marks.words[part] & _FIELDS for part in parts)


def _forms(tree: Tree) -> Iterator[int]:
    """Yield the texts of forms to write a comment with."""
    if "textarea" not in tree.tags:
        return
    for form in tree.root.iter("form"):
        if form.find(".//textarea") is not None and form.find(".//time") is None:
            yield from range(*tree.inside[tree.number[form]])


def _measure(tree: Tree, flows: Sequence[Flow], marks: Marks, heading: set[int]) -> None:
    """Count plain and linked text, and mark the lines that are one link."""
    links = tree.flags("links")
    lengths = [two - one for one, two in pairwise(marks.sizes)]
    plain = [0 if text in heading else length for text, length in enumerate(lengths)]
    marks.plain = [0, *accumulate(plain)]
    marks.linked = [0, *accumulate([length if link else 0 for length, link in zip(plain, links, strict=True)])]
    names = set(marks.names)
    marks.titles = [
        flow.texts[0]
        for flow in flows
        if len(flow.text) > _SHORTEST_TITLE
        and all(links[text] or not lengths[text] for text in flow.texts)
        and names.isdisjoint(flow.texts)
    ]


def _regions(tree: Tree, marks: Marks) -> Iterator[tuple[int, int]]:
    """Yield the ranges of elements that are named after comments and hold no title of an article."""
    titles = [index for index, tag in enumerate(tree.tags) if tag in ("h1", "title")]
    for index, own in enumerate(marks.words):
        if not own or own.isdisjoint(THREAD):
            continue
        named = own.isdisjoint(CLASSES["foreign"]) and tree.tags[index] not in ("html", "body")
        if named and not count(titles, index, tree.last[index]):
            yield index, tree.last[index]
