"""Tell a page that lists stories from a page that tells one.

In: a tree, its flows, the article found among them. Out: whether it is an index. Such a page has many headings that are
links to elsewhere and only a few words to each of them; a run of paragraphs with no such heading between is an article,
however many links stand around it, and so is a page that calls itself one.
"""

from __future__ import annotations

from collections.abc import Sequence

from sayso.pages.html.article import Article, linked_share
from sayso.pages.markup.flow import Flow
from sayso.pages.markup.tree import Tree

INDEX = "An index of other stories, it seems: its teasers are kept as links to them, and make no statements."
_LEAST_TITLES = 6
_MOST_PARAGRAPHS, _LONGEST_TEASER = 3, 500  # what stands under one title; more, in characters, is an article
_FEWEST_WORDS = 3
_HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5"))


def is_index(tree: Tree, flows: Sequence[Flow], article: Article) -> bool:
    """Say whether the body found on a page is a list of other stories."""
    if _calls_itself_article(tree) or not article.body:
        return False
    start, last = min(article.body), max(article.body)
    titles = 0
    run: list[int] = []  # the sizes of what stands between two linked titles
    for index in range(max(0, start - 1), last + 1):
        if _is_linked_title(tree, flows[index]):
            titles, run = titles + 1, []
        elif index in article.body:
            run.append(len(flows[index].text))
        if len(run) > _MOST_PARAGRAPHS or sum(run) > _LONGEST_TEASER:
            return False
    return titles >= _LEAST_TITLES


def _calls_itself_article(tree: Tree) -> bool:
    kinds = (m.get("content") or "" for m in tree.root.iter("meta") if (m.get("property") or "").lower() == "og:type")
    return any("article" in kind.lower() for kind in kinds)


def _is_linked_title(tree: Tree, flow: Flow) -> bool:
    block = tree.elements[flow.block]
    heading = block.tag in _HEADINGS or any(around.tag in _HEADINGS for around in block.iterancestors())
    return heading and len(flow.text.split()) >= _FEWEST_WORDS and linked_share(tree, flow) > 0.9
