"""Tell which noun phrases of some pages speak of one thing of proof.

In: the item mentions of pages. Out: `Item`s. Two are one where they are of one kind and their words do not part them:
"the leaked memo" and "the memo", not "the March memo" and "the April memo". A bare "the video" is the one spoken of
last.
"""

from __future__ import annotations

from collections.abc import Iterable

from sayso.claims.linking.told import weigh
from sayso.records import Item, ItemMention, make_id


def group_items(pages: Iterable[tuple[str, Iterable[ItemMention]]]) -> tuple[Item, ...]:
    """Return the items of pages in the order in which they are first spoken of.

    pages gives for each its id and its item mentions in the order of the text.
    """
    groups: list[list[tuple[str, ItemMention]]] = []
    known: list[set[str]] = []
    for page, mentions in pages:
        last: dict[str, int] = {}  # by kind, the item spoken of last on this page
        for mention in mentions:
            marks = set(weigh(mention.words)) - _nouns(mention)
            place = _fitting(mention, marks, groups, known, last.get(mention.kind))
            if place is None:
                place = len(groups)
                groups.append([])
                known.append(set())
            groups[place].append((page, mention))
            known[place] |= marks
            last[mention.kind] = place
    return tuple(map(_item, groups))


def _nouns(mention: ItemMention) -> set[str]:
    return set(weigh(mention.words.split()[-1]))


def _fitting(
    mention: ItemMention,
    marks: set[str],
    groups: list[list[tuple[str, ItemMention]]],
    known: list[set[str]],
    last: int | None,
) -> int | None:
    """Return the number of the item that a mention speaks of, None for a new one."""
    if not marks and last is not None:
        return last
    alike = [at for at, group in enumerate(groups) if group[0][1].kind == mention.kind]
    sharing = [at for at in alike if marks & known[at]]
    if sharing:
        return max(sharing, key=lambda at: (len(marks & known[at]), at == last, len(groups[at])))
    bare = [at for at in alike if not marks or not known[at]]
    return max(bare, key=lambda at: len(groups[at])) if bare else None


def _item(group: list[tuple[str, ItemMention]]) -> Item:
    page, first = group[0]
    fullest = max((mention for _, mention in group), key=lambda mention: len(mention.words))
    return Item(
        id=make_id("item", page, first.span.start, first.span.end),
        kind=first.kind,
        words=fullest.words,
        mentions=tuple(group),
    )
