"""Read comments that a page carries as data: JSON-LD, application/json, state assigned in a script.

In: a tree. Out: `Told` comments in the order of the data, each of its texts with its place in the source. What is
typed a schema.org Comment counts; an untyped object only where it stands under a name for comments and has an
author, a time and a text. Promises: bounded work on any script; a text that is escaped in the data leads to the very
escape.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from json.decoder import scanstring
from json.scanner import py_make_scanner
from typing import Any

from sayso.pages.markup.scan import Piece, decode, scan
from sayso.pages.markup.tree import Tree
from sayso.pages.threads.words import THREAD

_TEXT = ("text", "commentText", "commentBody", "body", "message", "content", "raw_message", "bodyHtml", "html", "comment")
_AUTHOR = ("author", "creator", "user", "authorName", "author_name", "username", "userName", "displayName", "display_name",
    "nickname", "name", "poster")  # fmt: skip
_PERSON = ("name", "displayName", "display_name", "username", "userName", "nickname", "screenName", "fullName")
_TIME = ("dateCreated", "datePublished", "commentTime", "createdAt", "created_at", "created", "publishedAt", "published",
    "postedAt", "timestamp", "date", "time")  # fmt: skip
_PARENT = ("parentItem", "parent", "parentId", "parent_id", "parentID", "inReplyTo", "in_reply_to", "replyTo")
_ID = ("@id", "id", "_id", "commentId", "identifier", "url")
_ANSWERS = ("comment", "comments", "replies", "children", "answers", "nodes", "edges", "items", "node")
_LIKELY = re.compile("comment|kommentar|repl|discussion|thread|talkback", re.IGNORECASE)
_ASSIGNED = re.compile(r"[=(:]\s*(?=[\[{]\s*[\"{\[])")
_LARGEST, _MOST_TRIES, _DEEPEST = 5_000_000, 40, 60


class _Literal(str):
    """A string of the data that knows its place in the script."""

    __slots__ = ("end", "start")
    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """One comment of the data; `pieces` lead its text (tags dropped, white space as it is) to the source."""

    commenter: str | None
    posted: str | None
    text: str
    pieces: tuple[Piece, ...]
    parent: int | None
    at: int | None


def find_told(tree: Tree) -> list[Told]:
    """Return the comments that the scripts of a page hold."""
    best: list[Told] = []
    for element, (start, end) in tree.raw.items():
        kind = (tree.elements[element].get("type") or "").lower()
        script = tree.source[start : min(end, start + _LARGEST)]
        if tree.elements[element].tag != "script" or not _LIKELY.search(script):
            continue
        found = list(_Gatherer(tree.source).gather(_values(tree.source, start, end, kind)))
        best = max(best, found, key=len)
    return best


def _values(source: str, start: int, end: int, kind: str) -> Iterator[Any]:
    """Yield the JSON values of a script."""
    end = min(end, start + _LARGEST)
    decoder = json.JSONDecoder(strict=False)
    decoder.parse_string = _scan_literal
    decoder.scan_once = py_make_scanner(decoder)  # type: ignore[attr-defined]
    script = source[:end]
    places = [start + len(source[start:end]) - len(source[start:end].lstrip())]
    if "json" not in kind:
        places = [found.end() for found, _ in zip(_ASSIGNED.finditer(script, start), range(_MOST_TRIES), strict=False)]
    done = start
    for place in places:
        if place < done:
            continue
        try:
            value, done = decoder.scan_once(script, place)  # type: ignore[attr-defined]
        except (StopIteration, ValueError, RecursionError):
            continue
        yield value


def _scan_literal(script: str, at: int, strict: bool = True) -> tuple[str, int]:  # noqa: FBT001, FBT002
    text, end = scanstring(script, at, strict)
    literal = _Literal(text)
    literal.start, literal.end = at, end - 1
    return literal, end


class _Gatherer:
    """Walks the data and keeps what is a comment, with what it answers."""

    def __init__(self, source: str) -> None:
        self.source = source
        self.found: list[Told] = []
        self.ids: dict[str, int] = {}

    def gather(self, values: Iterator[Any]) -> list[Told]:
        for value in values:
            self.visit(value, None, under=False, depth=0)
        return self.found

    def visit(self, value: Any, parent: int | None, *, under: bool, depth: int) -> None:
        if depth > _DEEPEST:
            return
        if isinstance(value, list):
            for one in value:
                self.visit(one, parent, under=under, depth=depth + 1)
        elif isinstance(value, dict):
            here = self.read(value, parent, under=under)
            for key, inner in value.items():
                if not isinstance(inner, dict | list) or key in _PARENT or (here is not None and key in _AUTHOR):
                    continue
                named = any(word in THREAD for word in re.findall(r"[a-z]+", re.sub("([A-Z])", r" \1", key).lower()))
                within = under or named
                follows = parent if here is None else here
                self.visit(inner, follows, under=within, depth=depth + 1)

    def read(self, value: dict[str, Any], parent: int | None, *, under: bool) -> int | None:
        """Keep `value` if it is a comment; return its number."""
        kinds = value.get("@type")
        typed = any(str(kind).rpartition("/")[2] in ("Comment", "UserComments") for kind in (kinds if isinstance(kinds, list) else [kinds]))
        text = next((value[key] for key in _TEXT if isinstance(value.get(key), _Literal) and value[key].strip()), None)
        author, time = _author(value), next((str(value[key]) for key in _TIME if isinstance(value.get(key), str | int)), None)
        if text is None or not (typed or (under and author and time and not kinds)):
            return None
        stated = next((value[key] for key in _PARENT if value.get(key)), None)
        stated = next((stated[key] for key in _ID if stated.get(key)), None) if isinstance(stated, dict) else stated
        number = len(self.found)
        read, pieces = _read_literal(self.source, text)
        self.found.append(
            Told(commenter=author, posted=time, text=read, pieces=pieces, parent=self.ids.get(str(stated), parent), at=text.start)
        )
        for key in _ID:
            if isinstance(value.get(key), str | int):
                self.ids.setdefault(str(value[key]), number)
        return number


def _author(value: dict[str, Any]) -> str | None:
    for key in _AUTHOR:
        who = value.get(key)
        who = who[0] if isinstance(who, list) and who else who
        if isinstance(who, dict):
            who = next((who[name] for name in _PERSON if isinstance(who.get(name), str)), None)
        if isinstance(who, str) and who.strip():
            return " ".join(who.split())[:120]
    return None


_ESCAPE = re.compile(r"\\(?:u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}|u[0-9a-fA-F]{4}|.)", re.DOTALL)


def _read_literal(source: str, literal: _Literal) -> tuple[str, tuple[Piece, ...]]:
    """Return the text of a literal, which may be HTML, and its pieces in the source."""
    written: list[Piece] = []
    at, done = 0, literal.start
    for escape in _ESCAPE.finditer(source, literal.start, literal.end):
        if escape.start() > done:
            written.append((at, at + escape.start() - done, done, escape.start()))
            at += escape.start() - done
        written.append((at, at + 1, escape.start(), escape.end()))
        at, done = at + 1, escape.end()
    if literal.end > done:
        written.append((at, at + literal.end - done, done, literal.end))
        at += literal.end - done
    if at != len(literal):
        return " ".join(literal.split()), ()
    parts: list[str] = []
    pieces: list[Piece] = []
    size = 0
    for token in scan(str(literal)):
        if token.kind == "text":
            text, read = decode(literal, token.start, token.end, size)
        elif token.kind in ("start", "end") and token.name in ("p", "br", "div", "li", "blockquote"):
            text, read = " ", []
        else:
            continue
        parts.append(text)
        pieces.extend(placed for piece in read for placed in _through(piece, written))
        size += len(text)
    return "".join(parts), tuple(pieces)


def _through(piece: Piece, written: list[Piece]) -> Iterator[Piece]:
    """Lead a piece of the decoded literal on to the source."""
    first, last, start, end = piece
    touched = [one for one in written if one[0] < end and one[1] > start]
    if last - first != end - start:
        low, high = touched[0], touched[-1]
        yield first, last, low[2] + (start - low[0]), high[3] - (high[1] - end)
        return
    for one in touched:
        if one[1] - one[0] == one[3] - one[2]:
            low, high = max(one[0], start), min(one[1], end)
            yield first + low - start, first + high - start, one[2] + low - one[0], one[2] + high - one[0]
        else:
            yield first + one[0] - start, first + one[1] - start, one[2], one[3]
