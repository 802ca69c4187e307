"""Find the time of a comment as a page writes it, and as a machine reads it.

In: text of a comment's heading, or an element's attributes. Out: the range of the words that tell a time,
in the languages we met, and a timestamp only where the page gives one for machines. A time in words is
never guessed at.
"""

from __future__ import annotations

import re
from datetime import UTC, datetime
from functools import lru_cache

from lxml.html import HtmlElement

from sayso.pages.markup.flow import Flow
from sayso.pages.markup.tree import Tree
from sayso.pages.time.written import LEAD, TRAIL, search_moment

_STAMPS = ("datetime", "content", "title", "data-timestamp", "data-time", "data-date", "data-utime",
    "data-created", "data-epoch", "data-datetime")  # fmt: skip
_LINE = 160  # characters


def find_moment(text: str) -> tuple[int, int] | None:
    """Return the range of the first words in `text` that tell a time."""
    return _find_in_line(text) if len(text) <= _LINE else _find_in_line.__wrapped__(text)


@lru_cache(maxsize=32_768)  # some megabytes: the same short line is asked about several times on the way
def _find_in_line(text: str) -> tuple[int, int] | None:
    found = search_moment(text)
    return found.span() if found else None


def spell(tree: Tree, flow: Flow) -> str:
    """Return a line so that a time in it can be read, though no space parts it from a name beside it."""
    if find_moment(flow.text):
        return flow.text
    pieces = [piece for text in flow.texts if (piece := " ".join(tree.texts[text].text.split()))]
    # one piece is the line itself; what has a time in a piece has it there
    between = " · " if len(pieces) > 1 and any(map(find_moment, pieces)) else " "
    return between.join(pieces)


def trim_moment(text: str) -> str:
    """Return a written time without the words and signs that lead to it."""
    led = LEAD.sub("", text)
    bare = TRAIL.sub("", led)
    opened = bare.count("(") > bare.count(")") and led[len(bare) : len(bare) + 1] == ")"
    return f"{bare})" if opened else bare  # "17:32 UTC (Mon)"


def stamp(element: HtmlElement) -> datetime | None:
    """Return the time that an element bears for machines, if it is one."""
    for attribute in _STAMPS:
        moment = parse_stamp(element.get(attribute) or "")
        if moment is not None:
            return moment
    return None


def parse_stamp(value: str) -> datetime | None:
    """Return the time of an ISO 8601 stamp or of seconds (or milliseconds) since 1970."""
    value = value.strip()
    if re.fullmatch(r"\d{9,10}|\d{12,13}", value):
        seconds = int(value) if len(value) < 12 else int(value) / 1000
        return datetime.fromtimestamp(seconds, UTC)
    if not re.match(r"\d{4}-\d\d-\d\d", value):
        return None
    try:
        return datetime.fromisoformat(value)
    except ValueError:
        return None
