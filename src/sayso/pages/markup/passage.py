"""Read texts of a tree as one passage: white space folded, every character led back to the source.

In: a tree and the numbers of some of its texts. Out: a `Passage`. Promises: reading its ranges
(`read_back`: tags dropped, line breaks as white space, entities decoded, white space folded) gives its
text; what stands between two ranges is not its text.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from html import unescape
from itertools import pairwise

from sayso.pages.markup.scan import Piece, cut, quotation_mark
from sayso.pages.markup.tree import BLOCKS, Text, Tree
from sayso.records import Segment, Span

_RUN = re.compile(r"\S+(?: \S+)*|\s+")
# Between two pieces of one range: nothing but white space and tags that even a simple reader drops.
_BRIDGE = re.compile(r"(?:\s|</?[a-zA-Z][^<>]*>|<!--[^<>]*-->)*+")
_BREAK = re.compile(rf"</?(?:br|{'|'.join(sorted(BLOCKS))})\b[^<>]*>", re.IGNORECASE)
_QUOTED = re.compile(r"</?q[\s/>]", re.IGNORECASE)
_TAG = re.compile(r"</?[a-zA-Z][^<>]*>|<!--[^<>]*-->")


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """A folded text; `segments` count from its first character, `ranges` are of the source."""

    text: str
    segments: tuple[Segment, ...]
    ranges: tuple[Span, ...]


def read_passage(tree: Tree, texts: Iterable[int]) -> Passage:
    """Return the passage that the texts of these numbers make, in page order."""
    fold = _Fold(tree.source, tree.pieces)
    for index in texts:
        node = tree.texts[index]
        if node.gap:
            fold.space(())
        fold.add(node)
    return fold.passage()


def fold_pieces(source: str, text: str, pieces: Iterable[Piece]) -> Passage:
    """Return the passage of a text whose pieces lead into `source`, white space folded."""
    fold = _Fold(source, list(pieces))
    fold.add(Text(text, 0, 0, ""))
    return fold.passage()


def read_back(source: str, ranges: Iterable[Span]) -> str:
    """Return what the ranges of a page read as: the proof that a passage was read from them."""
    parts = (_TAG.sub(_shown, _BREAK.sub(" ", source[span.start : span.end])) for span in ranges)
    return " ".join(" ".join(unescape(part) for part in parts).split())


def _shown(tag: re.Match[str]) -> str:
    return quotation_mark(tag.string, *tag.span()) if _QUOTED.match(tag[0]) else ""


class _Fold:
    """Gathers runs and white space into one text."""

    def __init__(self, source: str, pieces: Sequence[Piece]) -> None:
        self.source, self.pieces = source, pieces
        self.parts: list[str] = []
        self.size = 0
        self.runs: list[Piece] = []
        self.alike = self.lost = False
        self.whites: list[Piece] | None = None

    def space(self, pieces: Iterable[Piece]) -> None:
        if self.whites is None:
            self.whites = []
        self.whites.extend(pieces)

    def add(self, node: Text) -> None:
        for found in _RUN.finditer(node.text):
            start = None if node.at is None else node.at + found.start()
            pieces = () if start is None else cut(self.pieces, start, start + len(found[0]))
            if found[0].isspace():
                self.space(pieces)
                continue
            self._close_space()
            for first, last, page_first, page_last in pieces:
                shift = self.size - (start or 0)
                self._run((first + shift, last + shift, page_first, page_last))
            self.lost = self.lost or start is None
            self.parts.append(found[0])
            self.size += len(found[0])

    def _run(self, piece: Piece, *, alike: bool = True) -> None:
        """Add a piece, or lengthen the last one where both are `alike` the characters of the page."""
        alike = alike and piece[1] - piece[0] == piece[3] - piece[2]
        if alike and self.alike and self.runs and self.runs[-1][1::2] == (piece[0], piece[2]):
            first, _, page_first, _ = self.runs[-1]
            self.runs[-1] = (first, piece[1], page_first, piece[3])
        else:
            self.runs.append(piece)
        self.alike = alike

    def _close_space(self) -> None:
        if self.whites is None:
            return
        whites, self.whites = self.whites, None
        if not self.size:
            return
        if whites:
            together = all(one[3] == two[2] for one, two in pairwise(whites))
            first, last = whites[0][2], whites[-1 if together else 0][3]
            self._run((self.size, self.size + 1, first, last), alike=self.source[first:last] == " ")
        self.parts.append(" ")
        self.size += 1

    def passage(self) -> Passage:
        segments = tuple(
            Segment(text_start=first, text_end=last, page_start=page_first, page_end=page_last)
            for first, last, page_first, page_last in self.runs
        )
        # what has a part without a place does not read back as a whole
        ranges = () if self.lost else _ranges(self.source, self.runs)
        return Passage(text="".join(self.parts), segments=segments, ranges=ranges)


def _ranges(source: str, runs: list[Piece]) -> tuple[Span, ...]:
    """Join the places of the runs over what reads as nothing."""
    spans: list[list[int]] = []
    for _, _, first, last in runs:
        if spans and first >= spans[-1][1] and _BRIDGE.fullmatch(source, spans[-1][1], first):
            spans[-1][1] = last
        else:
            spans.append([first, last])
    return tuple(Span(start=first, end=last) for first, last in spans)
