"""Cut the source of an HTML page into tags and characters.

In: the decoded page. Out: its start tags, end tags, running text and raw text (scripts, styles), in order,
each with its place in the source; every decoded character of the running text knows the characters it was
written as. Promises: linear time on any input, and no character of the running text is lost but for controls
that no page may hold.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from html import unescape
from itertools import islice
from typing import Literal, NamedTuple

# What a browser reads up to the end tag, whatever stands in it.
RAW = frozenset(("script", "style", "xmp", "iframe", "noembed", "noframes", "plaintext"))
# The same, but entities count.
ESCAPABLE = frozenset(("title", "textarea"))

_ATTRIBUTE = r"""[^\s/>][^\s/>=]*+(?:\s*+=\s*+(?:"[^"]*+"|'[^']*+'|[^\s>"'][^\s>]*+)?+)?+"""
_TAG = re.compile(rf"<(/?)([a-zA-Z][^\s/>]*+)((?:[\s/]++|{_ATTRIBUTE})*+)>")
_PLAIN_TAG = re.compile(r"<(/?)([a-zA-Z][^\s/>]*+)([^<>]*+)>")
_END_OF = {name: re.compile(rf"</{name}(?=[\s/>])", re.IGNORECASE) for name in RAW | ESCAPABLE}
_TAG_OR_MARK = re.compile(r"<(?:([a-zA-Z]|/[a-zA-Z])|[/!?])")
_CONTROLS = r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff\ud800-\udfff]"
_FORBIDDEN = re.compile(_CONTROLS)
_MAY_BE_UNLIKE = re.compile(rf"[&\r{_CONTROLS[1:]}")  # one set: sought much faster than a choice
_UNLIKE_ITSELF = re.compile(rf"&(?:#[0-9]+;?|#[xX][0-9a-fA-F]+;?|[a-zA-Z][a-zA-Z0-9]*;?)|\r\n?|{_CONTROLS}")

_MOST_ATTRIBUTES, _LONGEST_ATTRIBUTE = 60, 4000
_ONE_ATTRIBUTE = re.compile(_ATTRIBUTE)
_MARKS = frozenset('"“”„«»‘’‚')
Piece = tuple[int, int, int, int]
"""Start and end among the decoded characters, start and end in the source; equal lengths mean one to one."""


class Token(NamedTuple):
    """One part of the source: a tag with its lower-case name and attributes, running text, or raw text."""

    kind: Literal["start", "end", "text", "raw"]
    start: int
    end: int
    name: str = ""
    attributes: str = ""


def scan(source: str) -> Iterator[Token]:
    """Yield the tokens of a page; comments, declarations and broken ends of tags are left out."""
    at, size, pattern = 0, len(source), _TAG
    last_comment = source.rfind("-->")
    while at < size:
        mark = _TAG_OR_MARK.search(source, at)
        start = mark.start() if mark else size
        if start > at:
            yield Token("text", at, start)
        at = start
        if mark is None:
            return
        if mark[1] is None:
            at = _after_mark(source, start, last_comment)
            continue
        tag = pattern.match(source, start)
        if tag is None and pattern is _TAG:
            # An open quotation mark runs to the end of the page: from here on tags end at the first ">", or
            # each of many such tags would be sought through the whole rest.
            pattern = _PLAIN_TAG
            tag = pattern.match(source, start)
        at = tag.end() if tag else start + 1
        if tag is None:
            yield Token("text", start, at)
            continue
        name = tag[2].lower()
        yield Token("end" if tag[1] else "start", start, at, name, tag[3])
        if not tag[1] and name in _END_OF:
            end = _raw_end(source, name, at)
            if end > at:
                yield Token("raw" if name in RAW else "text", at, end)
            at = end


def quotation_mark(source: str, start: int, end: int) -> str:
    """Return what the tag of an element `q` at [start, end) shows; nothing where the page has set a mark itself."""
    beside = source[max(0, start - 1) : start] + source[end : end + 1]
    if _MARKS.intersection(beside):
        return ""
    return "”" if source.startswith("</", start) else "“"


def strip_controls(text: str) -> str:
    """Return a text without the characters no page may hold."""
    return _FORBIDDEN.sub("", text)


def has_controls(text: str) -> bool:
    """Tell whether a text holds characters that no page may hold."""
    return _FORBIDDEN.search(text) is not None


def trim_attributes(attributes: str, *, controls: bool = True) -> str:
    """Return attributes fit for a parser, whose time is quadratic in their number: the first ones only."""
    if len(attributes) > _LONGEST_ATTRIBUTE:
        found = islice(_ONE_ATTRIBUTE.finditer(attributes), _MOST_ATTRIBUTES)
        attributes = " ".join(one[0] for one in found if len(one[0]) <= _LONGEST_ATTRIBUTE)
    return _FORBIDDEN.sub("", attributes) if controls else attributes


def _after_mark(source: str, start: int, last_comment: int) -> int:
    """Return where a comment, declaration or processing instruction that opens at `start` is over.

    A browser takes all behind an open comment for the comment; so would a reader lose the article.
    """
    if source.startswith("<!--", start):
        if source.startswith(("<!-->", "<!--->"), start):
            return source.index(">", start) + 1
        if start + 4 <= last_comment:
            return source.index("-->", start + 4) + 3
    end = source.find(">", start)
    return end + 1 if end >= 0 else len(source)


def _raw_end(source: str, name: str, at: int) -> int:
    if name == "plaintext":
        return len(source)
    end = _END_OF[name].search(source, at)
    return end.start() if end else len(source)


def decode(source: str, start: int, end: int, at: int) -> tuple[str, list[Piece]]:
    """Return the characters of `source[start:end]`, entities decoded, and their pieces counted from `at`.

    Line ends become one line feed; characters no page may hold are left out and have no piece.
    """
    if _MAY_BE_UNLIKE.search(source, start, end) is None:
        return source[start:end], [(at, at + end - start, start, end)] if start < end else []
    parts: list[str] = []
    pieces: list[Piece] = []
    done = start

    def add(text: str, page_start: int, page_end: int) -> None:
        nonlocal at
        if text:
            parts.append(text)
            pieces.append((at, at + len(text), page_start, page_end))
            at += len(text)

    for found in _UNLIKE_ITSELF.finditer(source, start, end):
        written = found[0]
        read = unescape(written) if written[0] == "&" else "\n" if written[0] == "\r" else ""
        if read == written:
            continue
        add(source[done : found.start()], done, found.start())
        for character, first, last in _entity(written, strip_controls(read)):
            add(character, found.start() + first, found.start() + last)
        done = found.end()
    add(source[done:end], done, end)
    return "".join(parts), pieces


def _entity(written: str, read: str) -> Iterator[tuple[str, int, int]]:
    """Yield what an entity reads as: in "&notit;", read "¬it;", the last three stand for themselves."""
    kept = len(written) - len(read) + 1
    if len(read) > 2 and written[kept:] == read[1:]:
        yield read[0], 0, kept
        yield read[1:], kept, len(written)
    else:
        yield read, 0, len(written)


def cut(pieces: Sequence[Piece], start: int, end: int) -> Iterator[Piece]:
    """Yield what the characters [start, end) were read from; a piece that stands for a whole stays whole."""
    for place in range(bisect_right(pieces, start, key=lambda piece: piece[1]), len(pieces)):
        first, last, page_first, page_last = pieces[place]
        if first >= end:
            return
        if last - first == page_last - page_first:
            low, high = max(first, start), min(last, end)
            yield low, high, page_first + low - first, page_first + high - first
        elif start <= first and last <= end:
            yield first, last, page_first, page_last
