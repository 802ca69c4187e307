"""Find the elements of a page that each hold one reader's comment.

In: a tree and its flows. Out: `Item`s in page order. Groups of elements that share a name compete; the
one wins whose members most often hold a name, a time and words, groups named after comments before all
others. Nothing here knows a site. Promises: no item holds another's words; pingbacks and trackbacks are
no items, nor are lists of stories, live blogs or embedded posts.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

from sayso.pages.markup.flow import Flow
from sayso.pages.markup.tree import Tree
from sayso.pages.threads.element_words import NO_COMMENT
from sayso.pages.threads.html.groups import (
    IN_THREAD,
    NUMBERED,
    ONE_COMMENT,
    UNNAMED,
    Group,
    Roots,
    find_groups,
    judge,
    span_of,
)
from sayso.pages.threads.html.marks import Marks, count, read_marks
from sayso.pages.threads.vocabulary import CLASSES, LISTS

_LIVE = re.compile(LISTS.any_phrase("live.titles"), re.IGNORECASE)
_PARAGRAPH = 60  # characters; shorter blocks are not counted as an article's
_ARTICLE, _SHORT_ARTICLE = 600, 150
_DEEPEST = 200  # no deeper than a tree is nested


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One comment's elements (a dt and its dds, say), and the heads of the items that stand in them."""

    roots: Roots
    nested: tuple[int, ...] = ()


def find_items(tree: Tree, flows: Sequence[Flow]) -> list[Item]:
    """Return the elements that hold one comment each."""
    marks = read_marks(tree, flows)
    groups = list(find_groups(tree, marks))
    best = max(groups, key=lambda group: group.worth, default=None)
    if best is None or (best.rank == UNNAMED and not _is_thread(tree, marks, best)):
        return []
    chosen = _with_replies(tree, marks, best, groups)
    chosen = tuple(sorted(roots for roots in chosen if not _is_pingback(tree, marks, roots)))
    heads = [roots[0] for roots in chosen]
    nested = [[h for root in roots for h in _between(heads, root + 1, tree.last[root])] for roots in chosen]
    return [Item(roots=roots, nested=tuple(within)) for roots, within in zip(chosen, nested, strict=True)]


def _between(numbers: list[int], first: int, last: int) -> list[int]:
    return numbers[bisect_left(numbers, first) : bisect_left(numbers, last)]


def _is_thread(tree: Tree, marks: Marks, group: Group) -> bool:
    """Tell a thread that no name tells: behind a title and an article, of several people, not of stories."""
    if _is_live(tree, marks, group):
        return False
    spans = [span_of(tree, roots) for roots in group.valid]
    named = all(count(marks.names, *span) for span in spans)
    if len(spans) < (2 if named else 3) or 2 * len(spans) < len(group.members):
        return False
    before = tree.elements[: group.valid[0][0]]
    if not any(element.tag == "h1" for element in before) or not _leaves_an_article(tree, marks, spans):
        return False
    if len(spans) > 2 and len({_name_in(tree, marks, span) for span in spans}) == 1:
        return False  # one author throughout: a live blog
    stories = sum(
        2 * (marks.linked[last] - marks.linked[first]) > marks.plain[last] - marks.plain[first]
        or count(marks.titles, first, last) > 0
        for first, last in spans
    )
    return 3 * stories < len(spans)


def _is_live(tree: Tree, marks: Marks, group: Group) -> bool:
    """Tell the entries of a live report, which may have several authors, by what the page calls itself or them."""
    around = tree.elements[group.valid[0][0]].iterancestors()
    if any(marks.words[tree.number[element]] & CLASSES["live"] for element in around):
        return True
    titles = (element.text_content() for element in tree.root.iter("h1", "title"))
    return any(map(_LIVE.search, titles)) or "LiveBlogPosting" in tree.source


def _name_in(tree: Tree, marks: Marks, span: tuple[int, int]) -> str:
    for names in (marks.names, marks.weak):
        found = _between(names, *span)
        if found:
            return tree.texts[found[0]].text.strip()
    return ""


def _leaves_an_article(tree: Tree, marks: Marks, spans: Sequence[tuple[int, int]]) -> bool:
    """Tell whether prose stands outside of a group: the entries of a live blog are its article."""
    inside = prose = reached = 0
    for first, last in sorted(spans):
        inside += marks.plain[last] - marks.plain[min(max(first, reached), last)]
        reached = max(reached, last)
    starts = sorted(first for first, _ in spans)
    for element in tree.root.iter("p", "div", "td"):
        first, last = tree.inside[tree.number[element]]
        size = marks.plain[last] - marks.plain[first] - (marks.linked[last] - marks.linked[first])
        outside = not _between(starts, first, last) and not any(
            one < last and first < two for one, two in spans[: bisect_left(starts, last)][-_DEEPEST:]
        )
        if size >= _PARAGRAPH and outside and element.find(".//p") is None and element.find(".//div") is None:
            prose += size
    return prose >= _ARTICLE or (prose >= _SHORT_ARTICLE and 4 * prose >= inside)


def _with_replies(tree: Tree, marks: Marks, best: Group, groups: Sequence[Group]) -> tuple[Roots, ...]:
    """Add the groups whose members are comments too: answers under another name, a second thread."""
    chosen = best.valid
    others = (group for group in groups if group is not best and group.rank >= IN_THREAD)
    for group in sorted(others, key=lambda group: (-group.rank, -len(group.valid))):
        heads = sorted(roots[0] for roots in chosen)
        taken = sorted((root, tree.last[root]) for roots in chosen for root in roots)
        fresh = (roots for roots in group.valid if not any(_between(heads, root, tree.last[root]) for root in roots))
        more = [roots for roots in fresh if group.rank == ONE_COMMENT or _is_within(taken, roots[0])]
        if more:
            trial = tuple(sorted((*chosen, *more)))
            before, after = (len(judge(tree, marks, members, NUMBERED).valid) for members in (chosen, trial))
            chosen = trial if after == before + len(more) else chosen
    return chosen


def _is_within(taken: list[tuple[int, int]], element: int) -> bool:
    before = taken[: bisect_left(taken, (element + 1, 0))][-_DEEPEST:]
    return any(first <= element < last for first, last in before)


def _is_pingback(tree: Tree, marks: Marks, roots: Roots) -> bool:
    element = tree.elements[roots[0]]
    first, last = span_of(tree, roots)
    begins = next((text.text for text in tree.texts[first:last] if text.text.strip()), "")
    if begins.strip().lower().startswith(("pingback", "trackback")):
        return True
    around = [element, *list(element.iterancestors())[:2]]
    return any(marks.words[tree.number[one]] & NO_COMMENT for one in around)
