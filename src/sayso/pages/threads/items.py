"""Find the elements of a page that each hold one reader's comment.

In: a tree and its flows. Out: `Item`s in page order. Elements that share a name (a class, the pattern of an id, a
schema.org type, a place in one list) form a group; the group wins whose members most often hold a name, a time and a
text of their own, groups named after comments before all others. Nothing here knows a site. Promises: no member
holds another's text; pingbacks and trackbacks are no items.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate, pairwise

from lxml.html import HtmlElement

from sayso.pages.markup.flow import Flow
from sayso.pages.markup.tree import Tree
from sayso.pages.threads.moments import find_moment, spell
from sayso.pages.threads.words import CONTROL, EMBEDDED, FOREIGN, ITEM, LIVE, NAME, NAME_STRONG, NO_COMMENT, TEXT, THREAD, TIME, words

# A class or id made of these words alone names one comment ("comment", "js-comment", "comment-item", "c-comment-card").
_ITEM_FILLERS = frozenset("""item card js c b o m w entry single box block wrapper wrap li div node article outer inner view
root level row post element unit panel cell thread top main full ui component container item user reader type new is
has comments reply""".split())  # fmt: skip
_NO_ITEM = frozenset("list lists area section form count number title heading respond links actions".split())
_SCHEMA = re.compile(r"(?:schema\.org/|schema:|sioc:|sioct:)(?:User)?Comments?$|^schema:Comment|sioct?:Comment", re.IGNORECASE)
_HEADING = 160  # no comment's heading is longer
_NUMBERED = re.compile(r"#\s?\d+[.:)]?\s+\S")
_LONGEST = 30_000
_NESTED = 200  # no deeper than the tree
_MOST_TIMES = 4  # an element with more of them holds several comments


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One comment's elements (a dt and its dds, say), and the members of its thread that stand in them."""

    roots: tuple[int, ...]
    nested: tuple[int, ...] = ()


@dataclass(slots=True)
class Marks:
    """Where names, times and titles of stories stand, by number of text; how much text stands before each.

    `weak` are names that nothing names so: what stands beside a time, or in bold or a link before one. `plain` counts what is no name, time or control, `linked` what of it stands in links.
    """

    names: list[int]
    weak: list[int]
    times: list[int]
    sizes: list[int]
    plain: list[int]
    linked: list[int]
    titles: list[int]
    numbered: list[int]
    words: list[frozenset[str]]
    regions: list[tuple[int, int]]

    def count(self, marks: list[int], first: int, last: int) -> int:
        """Return how many marks stand in the texts [first, last)."""
        return bisect_left(marks, last) - bisect_left(marks, first)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Group:
    members: tuple[tuple[int, ...], ...]
    valid: tuple[tuple[int, ...], ...]
    rank: int
    full: int = 0
    extended: bool = False

    @property
    def worth(self) -> tuple[int, int, int, bool, int]:
        """What the best group has most of: a better name, more comments, more names beside times, no siblings needed.

        Of equal ones the outermost, whose lists tell who answers whom; of single comments the innermost, since
        nothing shows there where the thread ends.
        """
        first = self.valid[0][0]
        return self.rank, len(self.valid), self.full, not self.extended, first if len(self.members) == 1 else -first


def find_items(tree: Tree, flows: Sequence[Flow]) -> list[Item]:
    """Return the elements that hold one comment each."""
    marks = _read_marks(tree, flows)
    groups = [group for group in _groups(tree, marks) if group.valid]
    best = max(groups, key=lambda group: group.worth, default=None)
    if best is None or (best.rank == 0 and not _is_thread(tree, marks, best)):
        return []
    chosen = _with_replies(tree, marks, best, groups)
    chosen = [roots for roots in chosen if not _is_pingback(tree, marks, roots)]
    heads = sorted(roots[0] for roots in chosen)
    return [
        Item(roots=roots, nested=tuple(head for root in roots for head in _between(heads, root + 1, tree.last[root])))
        for roots in sorted(chosen)
    ]


def _between(numbers: list[int], first: int, last: int) -> list[int]:
    return numbers[bisect_left(numbers, first) : bisect_left(numbers, last)]


def _read_marks(tree: Tree, flows: Sequence[Flow]) -> Marks:
    named = [words(element) for element in tree.elements]
    sizes = [0, *accumulate(len("".join(text.text.split())) for text in tree.texts)]
    names, times, heading, weak, numbered = set[int](), set[int](), set[int](), set[int](), list[int]()
    flow_of = {text: flow for flow in flows for text in flow.texts}
    for place, flow in enumerate(flows):
        line = spell(tree, flow) if len(flow.text) <= _HEADING else ""
        moment = find_moment(line)
        if moment:
            times.add(flow.texts[0])
            if _NUMBERED.match(line) and len(line) - moment[1] < 12:
                names.add(flow.texts[0])
                numbered.append(flow.texts[0])
            weak.update(_weak_name(tree, flows, place, moment))
            if len(flow.text) - (moment[1] - moment[0]) < 30:
                heading.update(flow.texts)
    for index, element in enumerate(tree.elements):
        first, last = tree.inside[index]
        if not 0 < sizes[last] - sizes[first] <= 80:
            continue
        own = named[index]
        somebody = _names_somebody(element, own)
        shown = next(place for place in range(first, last) if sizes[place + 1] > sizes[place])
        if somebody:
            names.add(shown)
        if element.tag == "time" and shown in flow_of:
            # One mark a flow: a date and an hour side by side are one time.
            times.add(flow_of[shown].texts[0])
        short = sizes[last] - sizes[first] <= 48
        control = short and own & CONTROL and not own & TEXT and not _holds_fields(element)
        if somebody or control or element.tag in ("time", "button", "label"):
            heading.update(range(first, last))
    for form in tree.root.iter("form"):
        if form.find(".//textarea") is not None and form.find(".//time") is None:
            heading.update(range(*tree.inside[tree.number[form]]))
    links = {text for link in tree.root.iter("a") if link.get("href") for text in range(*tree.inside[tree.number[link]])}
    lengths = [two - one for one, two in pairwise(sizes)]
    plain = [0 if place in heading else length for place, length in enumerate(lengths)]
    titles = [
        flow.texts[0]
        for flow in flows
        if len(flow.text) > 24 and not names.intersection(flow.texts) and all(text in links or not lengths[text] for text in flow.texts)
    ]
    marks = Marks(
        names=sorted(names),
        weak=sorted(weak),
        times=sorted(times),
        sizes=sizes,
        plain=[0, *accumulate(plain)],
        linked=[0, *accumulate(length if place in links else 0 for place, length in enumerate(plain))],
        titles=titles,
        numbered=numbered,
        words=named,
        regions=[],
    )
    marks.regions.extend(_regions(tree, marks))
    return marks


def _weak_name(tree: Tree, flows: Sequence[Flow], place: int, moment: tuple[int, int]) -> Iterator[int]:
    """Yield where a name stands in the line of a time, or set off in the line before or behind it."""
    flow = flows[place]
    line = spell(tree, flow)
    rest = (line[: moment[0]] + line[moment[1] :]).strip(" |/·•,;:–—-()")
    if rest:
        if len(rest) <= 50 and len(rest.split()) <= 6:
            yield flow.texts[0]
        return
    for beside in flows[max(0, place - 1) : place] + flows[place + 1 : place + 2]:
        if len(beside.text) <= 40 and len(beside.text.split()) <= 4 and _set_off(tree, beside):
            yield beside.texts[0]


def _set_off(tree: Tree, flow: Flow) -> bool:
    """Tell a line that is all bold, a link or a heading."""
    block = tree.elements[flow.block]
    shown = [text for text in flow.texts if tree.texts[text].text.strip()]
    if block.tag in ("h3", "h4", "h5", "h6", "dt"):
        return True
    return any(
        first <= shown[0] and shown[-1] < last
        for part in (*block.iter("a", "b", "strong"), *block.iterancestors("a", "b", "strong"))
        for first, last in (tree.inside[tree.number[part]],)
    )


def _names_somebody(element: HtmlElement, own: frozenset[str]) -> bool:
    """Tell an element that is named after a person and holds no more than a name."""
    if not (own & NAME_STRONG or (own & NAME and not own & TIME) or element.tag == "cite"):
        return False
    if own & {"form", "field", "required", "input"} or element.tag in ("label", "input"):
        return False
    return not _holds_fields(element)


def _holds_fields(element: HtmlElement) -> bool:
    return any(part.tag in ("p", "time") or words(part) & (TEXT | TIME) for part in element.iterdescendants("*"))


def _regions(tree: Tree, marks: Marks) -> Iterator[tuple[int, int]]:
    """Yield the ranges of elements that are named after comments and hold no article."""
    titles = [index for index, element in enumerate(tree.elements) if element.tag in ("h1", "title")]
    for index, own in enumerate(marks.words):
        if own & THREAD and not own & FOREIGN and tree.elements[index].tag not in ("html", "body"):
            last = tree.last[index]
            if bisect_left(titles, last) == bisect_left(titles, index):
                yield index, last


def _keys(tree: Tree, index: int) -> Iterator[tuple[str, str]]:
    element = tree.elements[index]
    tag = element.tag
    for name in (element.get("class") or "").split():
        yield tag, "." + name
        if re.search(r"\d", name):
            yield tag, "." + re.sub(r"\d+", "#", name)
    name = element.get("id") or element.get("name") or ""
    if re.search(r"\d|-[0-9a-f]{6}", name):
        yield tag, "#" + re.sub(r"[0-9a-f]*\d[0-9a-f-]*", "#", name)
    for attribute in ("itemtype", "typeof", "itemprop", "data-testid", "data-test", "data-component", "role"):
        if element.get(attribute):
            yield tag, f"{attribute}={element.get(attribute)}"
    parent = element.getparent()
    if parent is not None and not element.get("class"):
        yield tag, f"in {tree.number[parent]}"
    if "-" in tag:
        yield tag, "." + tag


def _groups(tree: Tree, marks: Marks) -> Iterator[_Group]:
    by_key: dict[tuple[str, str], list[int]] = defaultdict(list)
    for index in range(len(tree.elements)):
        first, last = tree.inside[index]
        if marks.sizes[last] > marks.sizes[first] and tree.elements[index].tag not in ("html", "body", "head"):
            for key in _keys(tree, index):
                by_key[key].append(index)
    for key, members in by_key.items():
        rank = _rank(tree, marks, key, members)
        if rank < 0:
            continue
        single = tuple((member,) for member in members)
        yield _judge(tree, marks, single, rank)
        if len(members) > 1 or key[0] == "dt":
            extended = tuple(_extend(tree, members))
            if extended != single:
                yield replace(_judge(tree, marks, extended, rank), extended=True)


def _rank(tree: Tree, marks: Marks, key: tuple[str, str], members: list[int]) -> int:
    """Return how sure a group's names are to be of comments.

    3 for the name of one comment, 2 for another name in a thread, 1 for numbered headings ("#4 by Ann, 3 May 2021"),
    0 without a name, -1 for what is no comment.
    """
    own = marks.words[members[0]]
    around = set(own)
    for place, element in enumerate(tree.elements[members[0]].iterancestors()):
        if place < 3:
            around |= marks.words[tree.number[element]]
    if around & {"recentcomments", "recent", "teaser", "teasers"} or own & (NO_COMMENT | LIVE) or around & EMBEDDED:
        return -1
    if _SCHEMA.search(key[1]) or key[1] in ("itemprop=comment", "itemprop=comments"):
        return 3
    inside = [any(first <= member < last for first, last in marks.regions) for member in (members[0], members[-1])]
    named = frozenset(re.findall(r"[a-z]+|[^\W\d_]+", re.sub(r"(?<=[a-z])(?=[A-Z])", "-", key[1].split("=")[-1]).lower()))
    if named & ITEM and named <= THREAD | ITEM | _ITEM_FILLERS and not named & _NO_ITEM and all(inside):
        return 3
    if all(inside):
        return 2
    return 1 if all(marks.count(marks.numbered, *tree.inside[member]) == 1 for member in members) else 0


def _extend(tree: Tree, members: list[int]) -> Iterator[tuple[int, ...]]:
    """Yield each member with the siblings that follow it, up to the next member."""
    heads = set(members)
    usual = 0
    for member in members:
        roots = [member]
        for sibling in tree.elements[member].itersiblings():
            if not isinstance(sibling.tag, str):
                continue
            number = tree.number[sibling]
            if number in heads or sibling.tag in ("form", "dt", "script", "h1", "h2"):
                break
            roots.append(number)
        else:
            # Behind the last one, the page goes on: no more siblings than the others had.
            if tree.elements[member].tag != "dt":
                roots = roots[: usual or 1]
        usual = max(usual, len(roots))
        yield tuple(roots)


def _judge(tree: Tree, marks: Marks, members: tuple[tuple[int, ...], ...], rank: int) -> _Group:
    """Tell which members hold a name or time and a text that no member within them holds."""
    valid = []
    full = 0
    for place, roots in enumerate(members):
        first, last = tree.inside[roots[0]][0], tree.inside[roots[-1]][1]
        spans = [(first, last, 1)]
        limit = max(tree.last[root] for root in roots)
        inner = place + 1
        while inner < len(members) and members[inner][0] < limit:
            spans.append((tree.inside[members[inner][0]][0], tree.inside[members[inner][-1]][1], -1))
            end = max(tree.last[root] for root in members[inner])
            inner += 1
            while inner < len(members) and members[inner][0] < end:
                inner += 1
        names = sum(sign * marks.count(marks.names, one, two) for one, two, sign in spans)
        times = sum(sign * marks.count(marks.times, one, two) for one, two, sign in spans)
        size = sum(sign * (marks.plain[two] - marks.plain[one]) for one, two, sign in spans)
        if rank == 0 and not names:
            names = sum(sign * marks.count(marks.weak, one, two) for one, two, sign in spans)
        enough = (names and times) if rank < 2 else (names or times)
        if enough and times <= _MOST_TIMES and 0 < size < _LONGEST:
            valid.append(roots)
            full += bool(names and times)
    return _Group(members=members, valid=tuple(valid), rank=rank, full=full)


def _is_thread(tree: Tree, marks: Marks, group: _Group) -> bool:
    """Tell a thread from a list of stories: no heading that links away, no member mostly links."""
    first = group.valid[0][0]
    named = sum(marks.count(marks.names, tree.inside[roots[0]][0], tree.inside[roots[-1]][1]) > 0 for roots in group.valid)
    if len(group.valid) < (2 if named == len(group.valid) else 3) or 2 * len(group.valid) < len(group.members):
        return False
    if not any(element.tag == "h1" for element in tree.elements[:first]) or not _leaves_an_article(tree, marks, group):
        return False
    if len(group.valid) > 2 and len({_name_of(tree, marks, roots) for roots in group.valid}) == 1:
        return False  # one author throughout: a live blog
    stories = 0
    for roots in group.valid:
        first, last = tree.inside[roots[0]][0], tree.inside[roots[-1]][1]
        plain, linked = (sizes[last] - sizes[first] for sizes in (marks.plain, marks.linked))
        stories += 2 * linked > plain or marks.count(marks.titles, first, last) > 0
    return 3 * stories < len(group.valid)


def _name_of(tree: Tree, marks: Marks, roots: tuple[int, ...]) -> str:
    first, last = tree.inside[roots[0]][0], tree.inside[roots[-1]][1]
    for names in (marks.names, marks.weak):
        place = bisect_left(names, first)
        if place < len(names) and names[place] < last:
            return tree.texts[names[place]].text.strip()
    return ""


def _leaves_an_article(tree: Tree, marks: Marks, group: _Group) -> bool:
    """Tell whether prose stands outside of a group: the entries of a live blog are its article."""
    inside = sum(
        marks.plain[tree.inside[roots[-1]][1]] - marks.plain[tree.inside[roots[0]][0]]
        for roots in group.valid
        if not any(tree.holds(other[0], roots[0]) for other in group.valid if other != roots)
    )
    paragraphs = 0
    taken = [(tree.inside[roots[0]][0], tree.inside[roots[-1]][1]) for roots in group.valid]
    for element in tree.root.iter("p", "div", "td"):
        first, last = tree.inside[tree.number[element]]
        size = marks.plain[last] - marks.plain[first] - (marks.linked[last] - marks.linked[first])
        block = element.tag == "p" or all(part.tag not in ("p", "div", "table", "ul") for part in element.iterdescendants("*"))
        if block and size >= 60 and not any(one < last and first < two for one, two in taken):
            paragraphs += size
    return paragraphs >= 600 or (paragraphs >= 150 and 4 * paragraphs >= inside)


def _with_replies(tree: Tree, marks: Marks, best: _Group, groups: Iterable[_Group]) -> list[tuple[int, ...]]:
    """Add the groups whose members are comments too: answers under another name, a second thread."""
    chosen = list(best.valid)
    for group in sorted(groups, key=lambda group: (-group.rank, -len(group.valid))):
        if group is best or group.rank < 2:
            continue
        heads = sorted(roots[0] for roots in chosen)
        fresh = [roots for roots in group.valid if not any(_between(heads, root, tree.last[root]) for root in roots)]
        taken = sorted((root, tree.last[root]) for roots in chosen for root in roots)
        inside = [roots for roots in fresh if _is_within(taken, roots[0])]
        outside = [roots for roots in fresh if roots not in inside] if group.rank == 3 else []
        add = outside + inside
        if not add:
            continue
        trial = tuple(sorted([*chosen, *add]))
        judged = _judge(tree, marks, trial, 1)
        if len(judged.valid) == len(trial):
            chosen = list(trial)
    return chosen


def _is_within(taken: list[tuple[int, int]], element: int) -> bool:
    return any(first <= element < last for first, last in taken[: bisect_left(taken, (element + 1, 0))][-_NESTED:])


def _is_pingback(tree: Tree, marks: Marks, roots: tuple[int, ...]) -> bool:
    around = [tree.elements[roots[0]], *list(tree.elements[roots[0]].iterancestors())[:2]]
    return any(marks.words[tree.number[element]] & NO_COMMENT for element in around)
