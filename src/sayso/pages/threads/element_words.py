"""The words that an element of a page is named with.

In: a tree. Out: for each of its elements the words of its class, id and schema.org names; the sets of `vocabulary`
tell what they mean.
"""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import pairwise

from sayso.pages.markup.tree import Tree
from sayso.pages.threads.vocabulary import CLASSES
from sayso.pages.vocabulary import any_of

THREAD, ITEM = CLASSES["thread"], CLASSES["item"]
NAME, NAME_STRONG, NAME_WEAK = CLASSES["name"], CLASSES["name_strong"], CLASSES["name_weak"]
TIME, TEXT, CONTROL = CLASSES["time"], CLASSES["text"], CLASSES["control"]
NO_COMMENT = CLASSES["no_comment"]

_WORD = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[^\W\d_A-Z]+")
_NAMED_IN = frozenset((
    "class", "id", "itemprop", "property", "role", "data-testid", "data-test", "data-qa", "data-component", "data-type",
))  # fmt: skip
_THREAD_STEM = re.compile(any_of(CLASSES["thread_stems"]))
_TIME_STEM = re.compile(any_of(CLASSES["time_stems"]))


def words(tree: Tree) -> list[frozenset[str]]:
    """Return for each element the lower-case words of the names it bears."""
    known: dict[str, frozenset[str]] = {}
    found = []
    for attributes, tag in zip(tree.attributes, tree.tags, strict=True):
        names = " ".join([value for key, value in attributes.items() if key in _NAMED_IN]) if attributes else ""
        own = known.get(names)
        if own is None:
            own = known[names] = frozenset(word for name in names.split() for word in _split(name))
        # an element the site made itself tells by its own name
        found.append(own.union(tag.split("-")) if "-" in tag else own)
    return found


@lru_cache(maxsize=4096)
def _split(name: str) -> tuple[str, ...]:
    # "text-sm" tells how it looks, in the style sheets of half the web
    parts = [part.lower() for part in _WORD.findall(name.removeprefix("text-"))]
    return (
        *parts,
        *("comments" for part in parts if part not in THREAD and _THREAD_STEM.search(part)),
        *("timestamp" for part in parts if _TIME_STEM.search(part)),
        # "user-name", "userName" and "username" are one word to us
        *(one + two for one, two in pairwise(parts)),
    )
