"""The words that an element of a page is named with.

In: an element. Out: the words of its class, id and schema.org names; the sets of `vocabulary` tell what
they mean.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from lxml.html import HtmlElement

from sayso.pages.threads.vocabulary import CLASSES
from sayso.pages.vocabulary import any_of

THREAD, ITEM = CLASSES["thread"], CLASSES["item"]
NAME, NAME_STRONG, NAME_WEAK = CLASSES["name"], CLASSES["name_strong"], CLASSES["name_weak"]
TIME, TEXT, CONTROL = CLASSES["time"], CLASSES["text"], CLASSES["control"]
NO_COMMENT = CLASSES["no_comment"]

_WORD = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[^\W\d_A-Z]+")
_NAMED_IN = (
    "class",
    "id",
    "itemprop",
    "property",
    "role",
    "data-testid",
    "data-test",
    "data-qa",
    "data-component",
    "data-type",
)
_THREAD_STEM = re.compile(any_of(CLASSES["thread_stems"]))
_TIME_STEM = re.compile(any_of(CLASSES["time_stems"]))


def words(element: HtmlElement) -> frozenset[str]:
    """Return the lower-case words of the names an element bears."""
    return frozenset(_split(element))


def _split(element: HtmlElement) -> Iterator[str]:
    tag = str(element.tag)
    if "-" in tag:  # an element the site made itself tells by its own name
        yield from tag.split("-")
    for attribute in _NAMED_IN:
        for name in (element.get(attribute) or "").split():
            # "text-sm" tells how it looks, in the style sheets of half the web
            parts = [part.lower() for part in _WORD.findall(name.removeprefix("text-"))]
            yield from parts
            yield from ("comments" for part in parts if part not in THREAD and _THREAD_STEM.search(part))
            yield from ("timestamp" for part in parts if _TIME_STEM.search(part))
            # "user-name", "userName" and "username" are one word to us
            yield from (one + two for one, two in pairwise(parts))
