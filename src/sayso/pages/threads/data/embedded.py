"""Read comments that a page carries as data: JSON-LD, application/json, state assigned in a script.

In: a tree. Out: `Told` comments in the order of the data, each text with its place in the source. What is
typed a schema.org Comment counts; an untyped object only where it stands under a name for comments and
has an author, a time and a text. The script that tells most comments is taken.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from sayso.pages.markup.scan import Piece
from sayso.pages.markup.tree import Tree
from sayso.pages.threads.data.literals import Literal, read_literal, read_values
from sayso.pages.threads.element_words import THREAD
from sayso.pages.threads.vocabulary import CLASSES

# Keys, the likeliest first.
_TEXT = ("text", "commentText", "commentBody", "body", "message", "content", "raw_message", "bodyHtml",
    "html", "comment")  # fmt: skip
_AUTHOR = ("author", "creator", "user", "authorName", "author_name", "username", "userName", "displayName",
    "display_name", "nickname", "name", "poster")  # fmt: skip
_PERSON = (
    "name",
    "displayName",
    "display_name",
    "username",
    "userName",
    "nickname",
    "screenName",
    "fullName",
)
_TIME = ("dateCreated", "datePublished", "commentTime", "createdAt", "created_at", "created", "publishedAt",
    "published", "postedAt", "timestamp", "date", "time")  # fmt: skip
_PARENT = ("parentItem", "parent", "parentId", "parent_id", "parentID", "inReplyTo", "in_reply_to", "replyTo")
_ID = ("@id", "id", "_id", "commentId", "identifier", "url")
_TYPES = ("Comment", "UserComments")
_LIKELY = CLASSES["in_scripts"]
_DEEPEST = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """One comment of the data; `pieces` lead its text (tags dropped, white space as it is) to the source."""

    commenter: str | None
    posted: str | None
    text: str
    pieces: tuple[Piece, ...]
    parent: int | None
    at: int


def find_told(tree: Tree) -> list[Told]:
    """Return the comments that the scripts of a page hold."""
    best: list[Told] = []
    for element, (start, end) in tree.raw.items():
        script = tree.elements[element]
        if script.tag == "script" and _is_likely(tree.source[start:end].lower()):
            is_json = "json" in (script.get("type") or "").lower()
            for placed in (False, True):  # in most scripts that speak of comments there is none: this is seen quickly
                gatherer = _Gatherer(tree.source, placed=placed)
                gatherer.gather(read_values(tree.source, start, end, is_json=is_json, placed=placed))
                if not gatherer.found:
                    break
            best = max(best, gatherer.found, key=len)
    return best


def _is_likely(script: str) -> bool:
    return any(word in script for word in _LIKELY)


class _Gatherer:
    """Walks the data and keeps what is a comment, with what it answers."""

    def __init__(self, source: str, *, placed: bool) -> None:
        self.source, self.strings = source, Literal if placed else str
        self.found: list[Told] = []
        self.ids: dict[str, int] = {}

    def gather(self, values: Iterable[Any]) -> None:
        for value in values:
            self.visit(value, None, under=False, depth=0)

    def visit(self, value: object, parent: int | None, *, under: bool, depth: int) -> None:
        """Look through a value; `under` tells that a name for comments stands above it."""
        if depth > _DEEPEST:
            return
        if isinstance(value, list):
            for one in value:
                self.visit(one, parent, under=under, depth=depth + 1)
        elif isinstance(value, dict):
            here = self.read(value, parent, under=under)
            for key, inner in value.items():
                if key not in _PARENT and (here is None or key not in _AUTHOR):
                    named = under or _names_comments(key)
                    self.visit(inner, parent if here is None else here, under=named, depth=depth + 1)

    def read(self, value: dict[str, object], parent: int | None, *, under: bool) -> int | None:
        """Keep `value` if it is a comment; return its number."""
        text = next((one for key in _TEXT if isinstance(one := value.get(key), self.strings) and one.strip()), None)
        author = _author(value)
        time = next((str(one) for key in _TIME if isinstance(one := value.get(key), str | int)), None)
        untyped = under and author and time and not value.get("@type")
        if text is None or not (untyped or _is_typed(value)):
            return None
        number = len(self.found)
        read, pieces = read_literal(self.source, text) if isinstance(text, Literal) else (text, ())
        at = text.start if isinstance(text, Literal) else 0
        parent = self.ids.get(_stated_parent(value), parent)
        self.found.append(Told(commenter=author, posted=time, text=read, pieces=pieces, parent=parent, at=at))
        for key in _ID:
            if isinstance(value.get(key), str | int):
                self.ids.setdefault(str(value[key]), number)
        return number


@lru_cache(maxsize=1024)
def _names_comments(key: str) -> bool:
    return any(word in THREAD for word in re.findall(r"[a-z]+", re.sub("([A-Z])", r" \1", key).lower()))


def _is_typed(value: dict[str, object]) -> bool:
    kinds = value.get("@type")
    return any(str(kind).rpartition("/")[2] in _TYPES for kind in (kinds if isinstance(kinds, list) else [kinds]))


def _stated_parent(value: dict[str, object]) -> str:
    stated = next((value[key] for key in _PARENT if value.get(key)), "")
    if isinstance(stated, dict):
        stated = next((stated[key] for key in _ID if stated.get(key)), "")
    return str(stated)


def _author(value: dict[str, object]) -> str | None:
    for key in _AUTHOR:
        who = value.get(key)
        who = who[0] if isinstance(who, list) and who else who
        if isinstance(who, dict):
            who = next((who[name] for name in _PERSON if isinstance(who.get(name), str)), None)
        if isinstance(who, str) and who.strip():
            return " ".join(who.split())[:120]
    return None
