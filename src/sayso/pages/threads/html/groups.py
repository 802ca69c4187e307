"""Group the elements of a page that share a name, and judge which groups hold comments.

In: a tree and its marks. Out: `Group`s. Elements share a class, the pattern of an id, a schema.org type,
or a place in one list. A member is valid if it holds a name, a time and words that no other member within
it holds.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, replace

from sayso.pages.markup.tree import Tree
from sayso.pages.threads.element_words import ITEM, NO_COMMENT, THREAD
from sayso.pages.threads.html.marks import Marks, count
from sayso.pages.threads.vocabulary import CLASSES

ONE_COMMENT, IN_THREAD, NUMBERED, UNNAMED, NONE = 3, 2, 1, 0, -1
_SCHEMA = re.compile(
    r"(?:schema\.org/|schema:|sioct?:)(?:User)?Comments?$|^schema:Comment|sioct?:Comment", re.IGNORECASE
)
_TYPED = ("itemtype", "typeof", "itemprop", "data-testid", "data-test", "data-component", "role")
_LONGEST = 30_000  # characters of one comment
_MOST_TIMES = 4  # an element with more of them holds several comments

Roots = tuple[int, ...]
"""The elements of one member: one, or a heading and the siblings that follow it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """Elements that share a name; `rank` is how sure it is of comments.

    `full` counts the members with a name beside a time, `worded` those with words.
    """

    members: tuple[Roots, ...]
    valid: tuple[Roots, ...]
    rank: int
    full: int = 0
    worded: int = 0
    extended: bool = False

    @property
    def worth(self) -> tuple[int, int, int, int, bool, int]:
        """What the best group has most of: a better name, more comments, more names beside times.

        Of equal ones the outermost, whose lists tell who answers whom; of single comments the innermost,
        since nothing shows there where the thread ends.
        """
        first = self.valid[0][0]
        place = first if len(self.members) == 1 else -first
        return self.rank, len(self.valid), self.worded, self.full, not self.extended, place


def find_groups(tree: Tree, marks: Marks) -> Iterator[Group]:
    """Yield the groups of a page that have a valid member."""
    for (tag, name), members in _by_name(tree, marks).items():
        rank = _rank(tree, marks, name, members)
        if rank == NONE:
            continue
        single = tuple((member,) for member in members)
        groups = [judge(tree, marks, single, rank)]
        if len(members) > 1 or tag == "dt":
            extended = tuple(_extend(tree, members))
            if extended != single:
                groups.append(replace(judge(tree, marks, extended, rank), extended=True))
        yield from (group for group in groups if group.valid)


def _by_name(tree: Tree, marks: Marks) -> dict[tuple[str, str], list[int]]:
    by_name: dict[tuple[str, str], list[int]] = defaultdict(list)
    for index, element in enumerate(tree.elements):
        first, last = tree.inside[index]
        if marks.sizes[last] > marks.sizes[first] and element.tag not in ("html", "body", "head"):
            for name in _names(tree, index):
                by_name[str(element.tag), name].append(index)
    return by_name


def _names(tree: Tree, index: int) -> Iterator[str]:
    """Yield the names that an element may share with others, digits left out too."""
    element, tag = tree.elements[index], str(tree.elements[index].tag)
    for name in (element.get("class") or "").split():
        yield "." + name
        if re.search(r"\d", name):
            yield "." + re.sub(r"\d+", "#", name)
    identity = element.get("id") or element.get("name") or ""
    if re.search(r"\d|-[0-9a-f]{6}", identity):
        yield "#" + re.sub(r"[0-9a-f]*\d[0-9a-f-]*", "#", identity)
    yield from (f"{key}={element.get(key)}" for key in _TYPED if element.get(key))
    parent = element.getparent()
    if parent is not None and not element.get("class"):
        yield f"in {tree.number[parent]}"
    if "-" in tag:
        yield "." + tag


def _rank(tree: Tree, marks: Marks, name: str, members: list[int]) -> int:
    """Return how sure a name is to be of comments, from the words of it and of what stands around."""
    own = marks.words[members[0]]
    near = [tree.number[element] for element in list(tree.elements[members[0]].iterancestors())[:3]]
    around = own.union(*(marks.words[index] for index in near))
    if around & (CLASSES["listed"] | CLASSES["embedded"]) or own & (NO_COMMENT | CLASSES["live"]):
        return NONE
    if _SCHEMA.search(name) or name in ("itemprop=comment", "itemprop=comments"):
        return ONE_COMMENT
    inside = all(any(first <= member < last for first, last in marks.regions) for member in (members[0], members[-1]))
    if inside:
        return ONE_COMMENT if _names_one(name) else IN_THREAD
    numbered = all(count(marks.numbered, *tree.inside[member]) == 1 for member in members)
    return NUMBERED if numbered else UNNAMED


def _names_one(name: str) -> bool:
    """Tell a name made of words for one comment: "comment", "js-comment", "comment-item", "c-comment"."""
    parted = re.sub(r"(?<=[a-z])(?=[A-Z])", "-", name.rsplit("=", maxsplit=1)[-1]).lower()
    named = frozenset(re.findall(r"[a-z]+|[^\W\d_]+", parted))
    allowed = THREAD | ITEM | CLASSES["item_fillers"]
    return bool(named & ITEM) and named <= allowed and not named & CLASSES["not_item"]


def _extend(tree: Tree, members: list[int]) -> Iterator[Roots]:
    """Yield each member with the siblings that follow it, up to the next member."""
    heads = set(members)
    usual = 1
    for member in members:
        roots = [member]
        siblings = (sibling for sibling in tree.elements[member].itersiblings() if sibling in tree.number)
        for sibling in siblings:
            number = tree.number[sibling]
            if number in heads or sibling.tag in ("form", "dt", "script", "h1", "h2"):
                break
            roots.append(number)
        else:
            # behind the last one the page goes on: no more siblings than the others had
            if tree.elements[member].tag != "dt":
                roots = roots[:usual]
        usual = max(usual, len(roots))
        yield tuple(roots)


def judge(tree: Tree, marks: Marks, members: tuple[Roots, ...], rank: int) -> Group:
    """Return a group with those of its members that hold a name or time and words of their own."""
    valid = []
    full = worded = 0
    heads = [roots[0] for roots in members]
    for place, roots in enumerate(members):
        spans = list(_own_spans(tree, members, heads, place))

        def total(sizes: list[int], spans: list[tuple[int, int, int]] = spans) -> int:
            return sum(sign * (sizes[last] - sizes[first]) for first, last, sign in spans)

        def number(places: list[int], spans: list[tuple[int, int, int]] = spans) -> int:
            return sum(sign * count(places, first, last) for first, last, sign in spans)

        times, names = number(marks.times), number(marks.names)
        if rank == UNNAMED and not names:
            names = number(marks.weak)
        enough = (names and times) if rank < IN_THREAD else (names or times)
        # a comment of this very name may be empty, or so short that its words were taken for its heading
        least = 0 if rank == ONE_COMMENT and names and times else 1
        if enough and times <= _MOST_TIMES and least <= total(marks.plain) < _LONGEST:
            valid.append(roots)
            full += bool(names and times)
            worded += total(marks.plain) > 0
    # where none has words, names and times are those of a byline
    return Group(members=members, valid=tuple(valid) if worded else (), rank=rank, full=full, worded=worded)


def _own_spans(tree: Tree, members: tuple[Roots, ...], heads: list[int], place: int) -> Iterator[tuple[int, int, int]]:
    """Yield the range of a member's texts, counted in, and those of the members in it, counted out."""
    yield *span_of(tree, members[place]), 1
    limit = max(tree.last[root] for root in members[place])
    inner = place + 1
    while inner < len(members) and heads[inner] < limit:
        yield *span_of(tree, members[inner]), -1
        inner = bisect_left(heads, max(tree.last[root] for root in members[inner]), inner + 1)


def span_of(tree: Tree, roots: Roots) -> tuple[int, int]:
    """Return the range of the texts of a member."""
    return tree.inside[roots[0]][0], tree.inside[roots[-1]][1]
