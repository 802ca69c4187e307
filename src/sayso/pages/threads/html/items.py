"""Find the elements of a page that each hold one reader's comment.

In: a tree and its flows. Out: `Item`s in page order. Groups of elements that share a name compete; the
one wins whose members most often hold a name, a time and words, groups named after comments before all
others. Nothing here knows a site. Promises: no item holds another's words; pingbacks and trackbacks are
no items, nor are lists of stories, live blogs or embedded posts.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate, islice

from sayso.pages.markup.flow import Flow
from sayso.pages.markup.tree import Tree
from sayso.pages.threads.element_words import NO_COMMENT
from sayso.pages.threads.html.groups import UNNAMED, Group, Roots, find_groups, span_of
from sayso.pages.threads.html.marks import Marks, count, read_marks
from sayso.pages.threads.html.replies import with_replies
from sayso.pages.threads.vocabulary import CLASSES, LISTS

_LIVE = re.compile(LISTS.any_phrase("live.titles"), re.IGNORECASE)
_PARAGRAPH = 60  # characters; shorter blocks are not counted as an article's
_ARTICLE, _SHORT_ARTICLE = 600, 150


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One comment's elements (a dt and its dds, say), and the heads of the items that stand in them."""

    roots: Roots
    nested: tuple[int, ...] = ()

    def elements(self, tree: Tree) -> Iterator[int]:
        """Yield the comment's own elements, in page order: not those of comments in it."""
        nested = set(self.nested)
        for root in self.roots:
            element = root
            while element < tree.last[root]:
                if element in nested:
                    element = tree.last[element]
                else:
                    yield element
                    element += 1


def find_items(tree: Tree, flows: Sequence[Flow], named: Sequence[frozenset[str]]) -> list[Item]:
    """Return the elements that hold one comment each; `named` are the words of the page's elements."""
    marks = read_marks(tree, flows, named)
    groups = find_groups(tree, marks, unnamed=len(marks.times) > 1 and "h1" in tree.tags)
    best = max(groups, key=lambda group: group.worth, default=None)
    if best is None or (best.rank == UNNAMED and not _is_thread(tree, marks, best)):
        return []
    chosen = with_replies(tree, marks, best, groups)
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
    if "h1" not in tree.tags[: group.valid[0][0]] or not _leaves_an_article(tree, marks, spans):
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
    if any(marks.words[index] & CLASSES["live"] for index in tree.around(group.valid[0][0])):
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
    opened = [0] * (len(tree.texts) + 1)
    for first, last in spans:
        opened[first] += 1
        opened[last] -= 1
    held = [deep > 0 for deep in accumulate(opened[:-1])]
    held_to = [0, *accumulate(held)]
    inside = sum(marks.plain[text + 1] - marks.plain[text] for text, within in enumerate(held) if within)
    blocks = [index for index, tag in enumerate(tree.tags) if tag in ("p", "div")]
    prose = 0
    for index, tag in enumerate(tree.tags):
        if tag not in ("p", "div", "td"):
            continue
        first, last = tree.inside[index]
        size = marks.plain[last] - marks.plain[first] - (marks.linked[last] - marks.linked[first])
        outside = held_to[last] == held_to[first]
        if size >= _PARAGRAPH and outside and not _between(blocks, index + 1, tree.last[index]):
            prose += size
    return prose >= _ARTICLE or (prose >= _SHORT_ARTICLE and 4 * prose >= inside)


def _is_pingback(tree: Tree, marks: Marks, roots: Roots) -> bool:
    first, last = span_of(tree, roots)
    begins = next((text.text for text in tree.texts[first:last] if text.text.strip()), "")
    if begins.strip().lower().startswith(("pingback", "trackback")):
        return True
    around = (roots[0], *islice(tree.around(roots[0]), 2))
    return any(marks.words[index] & NO_COMMENT for index in around)
