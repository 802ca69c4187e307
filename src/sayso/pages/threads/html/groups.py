"""Group the elements of a page that share a name, and judge which groups hold comments.

In: a tree and its marks. Out: `Group`s. Elements share a class, the pattern of an id, a schema.org type,
or a place in one list. A member is valid if it holds a name, a time and words that no other member within
it holds.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import accumulate, islice

from sayso.pages.markup.tree import Tree
from sayso.pages.threads.element_words import ITEM, NO_COMMENT, THREAD
from sayso.pages.threads.html.marks import Marks, count
from sayso.pages.threads.vocabulary import CLASSES

ONE_COMMENT, IN_THREAD, NUMBERED, UNNAMED, NONE = 3, 2, 1, 0, -1
_SCHEMA = re.compile(
    r"(?:schema\.org/|schema:|sioct?:)(?:User)?Comments?$|^schema:Comment|sioct?:Comment", re.IGNORECASE
)
_TYPED = ("itemtype", "typeof", "itemprop", "data-testid", "data-test", "data-component", "role")
_NUMBERED_ID = re.compile(r"\d|-[0-9a-f]{6}")
_LEFT_ALONE = CLASSES["listed"] | CLASSES["embedded"]
_NO_ITEM = NO_COMMENT | CLASSES["live"]
_TYPED_SET = frozenset(_TYPED)
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


@dataclass(slots=True, kw_only=True)
class Held:
    """How many marks and plain characters a member holds."""

    times: int
    names: int
    weak: int
    plain: int

    def leave_out(self, other: Held, *, sign: int = 1) -> None:
        """Count out what another member holds; with the sign -1, count it in again."""
        self.times -= sign * other.times
        self.names -= sign * other.names
        self.weak -= sign * other.weak
        self.plain -= sign * other.plain


def find_groups(tree: Tree, marks: Marks, *, unnamed: bool) -> list[Group]:
    """Return the groups of a page that have a valid member: those that a name tells, else the `unnamed` ones."""
    by_name = _by_name(tree, marks)
    near_comments = _within(marks.regions, len(tree.elements))
    ranked = [
        (tag, members, rank)
        for (tag, name), members in by_name.items()
        if (rank := _rank(tree, marks, name, members, near_comments)) != NONE
    ]
    told = [group for one in ranked if one[2] != UNNAMED for group in _judged(tree, marks, *one)]
    if told or not unnamed:
        return told
    return [group for one in ranked if one[2] == UNNAMED for group in _judged(tree, marks, *one)]


def _judged(tree: Tree, marks: Marks, tag: str, members: list[int], rank: int) -> Iterator[Group]:
    single = tuple((member,) for member in members)
    groups = [judge(tree, marks, single, rank)]
    if len(members) > 1 or tag == "dt":
        extended = tuple(_extend(tree, members))
        if extended != single:
            groups.append(replace(judge(tree, marks, extended, rank), extended=True))
    yield from (group for group in groups if group.valid)


def _by_name(tree: Tree, marks: Marks) -> dict[tuple[str, str], list[int]]:
    by_name: dict[tuple[str, str], list[int]] = defaultdict(list)
    known: dict[str, tuple[str, ...]] = {}
    for index, (tag, (first, last)) in enumerate(zip(tree.tags, tree.inside, strict=True)):
        if marks.sizes[last] > marks.sizes[first] and tag not in ("html", "body", "head"):
            for name in _names(tree, index, known):
                by_name[tag, name].append(index)
    return by_name


def _names(tree: Tree, index: int, known: dict[str, tuple[str, ...]]) -> Iterator[str]:
    """Yield the names that an element may share with others, digits left out too; `known` are those of classes."""
    attributes, tag = tree.attributes[index], tree.tags[index]
    classes = attributes.get("class") or ""
    if classes:
        if classes not in known:
            known[classes] = tuple(_class_names(classes))
        yield from known[classes]
    if attributes:
        identity = attributes.get("id") or attributes.get("name") or ""
        if identity and _NUMBERED_ID.search(identity):
            yield "#" + re.sub(r"[0-9a-f]*\d[0-9a-f-]*", "#", identity)
        if not _TYPED_SET.isdisjoint(attributes):
            yield from (f"{key}={attributes[key]}" for key in _TYPED if attributes.get(key))
    if tree.parents[index] >= 0 and not classes:
        yield f"in {tree.parents[index]}"
    if "-" in tag:
        yield "." + tag


def _class_names(classes: str) -> Iterator[str]:
    for name in classes.split():
        yield "." + name
        if re.search(r"\d", name):
            yield "." + re.sub(r"\d+", "#", name)


def _within(ranges: list[tuple[int, int]], size: int) -> list[bool]:
    """Return for each element whether it stands in one of the ranges."""
    opened = [0] * (size + 1)
    for first, last in ranges:
        opened[first] += 1
        opened[last] -= 1
    return [deep > 0 for deep in accumulate(opened)]


def _rank(tree: Tree, marks: Marks, name: str, members: list[int], near_comments: list[bool]) -> int:
    """Return how sure a name is to be of comments, from the words of it and of what stands around."""
    typed = "omment" in name.lower() and (
        _SCHEMA.search(name) is not None or name in ("itemprop=comment", "itemprop=comments")
    )
    inside = near_comments[members[0]] and near_comments[members[-1]]
    if not typed and not inside and not _may_be_told(tree, marks, members):
        return NONE
    own = marks.words[members[0]]
    around = own.union(*(marks.words[index] for index in islice(tree.around(members[0]), 3)))
    if around & _LEFT_ALONE or own & _NO_ITEM:
        return NONE
    if typed:
        return ONE_COMMENT
    if inside:
        return ONE_COMMENT if _names_one(name) else IN_THREAD
    numbered = marks.numbered and all(count(marks.numbered, *tree.inside[member]) == 1 for member in members)
    return NUMBERED if numbered else UNNAMED


def _may_be_told(tree: Tree, marks: Marks, members: list[int]) -> bool:
    """Tell whether members that no name tells may be comments: there are several, or numbers, and times in them."""
    if len(members) < 2 and not marks.numbered:
        return False
    first = tree.inside[members[0]][0]
    # siblings that follow them may belong to them
    last = max(tree.inside[max(tree.parents[member], 0)][1] for member in (members[0], members[-1]))
    return marks.times_to[last] - marks.times_to[first] >= (1 if marks.numbered else 2)


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
        parent = tree.parents[member]
        end = tree.last[parent] if parent >= 0 else 0
        sibling = tree.last[member]
        while sibling < end:
            if sibling in heads or tree.tags[sibling] in ("form", "dt", "script", "h1", "h2"):
                break
            roots.append(sibling)
            sibling = tree.last[sibling]
        else:
            # behind the last one the page goes on: no more siblings than the others had
            if tree.tags[member] != "dt":
                roots = roots[:usual]
        usual = max(usual, len(roots))
        yield tuple(roots)


def judge(tree: Tree, marks: Marks, members: tuple[Roots, ...], rank: int) -> Group:
    """Return a group with those of its members that hold a name or time and words of their own."""
    valid = []
    full = worded = 0
    for roots, held in zip(members, _held(tree, marks, members), strict=True):
        if is_comment(held, rank):
            valid.append(roots)
            full += bool(named(held, rank) and held.times)
            worded += held.plain > 0
    # where none has words, names and times are those of a byline
    return Group(members=members, valid=tuple(valid) if worded else (), rank=rank, full=full, worded=worded)


def is_comment(held: Held, rank: int) -> bool:
    """Tell whether a member holds what a comment has."""
    names = named(held, rank)
    enough = (names and held.times) if rank < IN_THREAD else (names or held.times)
    # a comment of this very name may be empty, or so short that its words were taken for its heading
    least = 0 if rank == ONE_COMMENT and names and held.times else 1
    return bool(enough and held.times <= _MOST_TIMES and least <= held.plain < _LONGEST)


def named(held: Held, rank: int) -> int:
    """Return how many names a member holds; those that no class tells count where nothing else tells."""
    return held.names or (held.weak if rank == UNNAMED else 0)


def hold(tree: Tree, marks: Marks, roots: Roots) -> Held:
    """Count what a member holds, with all that stands in it."""
    first, last = span_of(tree, roots)
    return Held(
        times=marks.times_to[last] - marks.times_to[first],
        names=marks.names_to[last] - marks.names_to[first],
        weak=marks.weak_to[last] - marks.weak_to[first],
        plain=marks.plain[last] - marks.plain[first],
    )


def end_of(tree: Tree, roots: Roots) -> int:
    """Return the number behind the last element of a member."""
    return tree.last[roots[-1]]


def _held(tree: Tree, marks: Marks, members: tuple[Roots, ...]) -> list[Held]:
    """Count what each member holds by itself: what the members right in it hold is counted out."""
    found: list[Held] = []
    around: list[tuple[Held, int]] = []
    for roots in members:
        while around and around[-1][1] <= roots[0]:
            around.pop()
        held = hold(tree, marks, roots)
        if around:
            around[-1][0].leave_out(held)
        own = replace(held)
        found.append(own)
        around.append((own, end_of(tree, roots)))
    return found


def span_of(tree: Tree, roots: Roots) -> tuple[int, int]:
    """Return the range of the texts of a member."""
    return tree.inside[roots[0]][0], tree.inside[roots[-1]][1]
