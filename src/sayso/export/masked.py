"""Find the names of commenters in what other readers write, and show hashes in their place.

In: a document, and what stands for each of its commenters. Out: a `MaskedDocument`: the same text, ids and places, but
what is quoted of its comments has hashes for names. A name is hidden wherever all of it stands, in any case. A part of
one is hidden where it addresses a commenter: behind `@`, or at the head of a line before a comma or a colon, or, with
a capital, in an answer to that commenter; elsewhere it may be anybody's, and a hash there would be a wrong name.
Everything takes one walk over the words of the comments, however many commenters there are.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, fields
from itertools import accumulate

from sayso.records import Comment, Document, Span

_WORD = re.compile(r"\w+")
_NEAR = 40  # characters before a word that tell whether it begins a line
_JOINED = 3  # characters between two words of one name: "J. B. Orr"
_SHORTEST = 3  # letters of a part that stands for a whole name
_CALLED = re.compile(r"\s*[,:!–—-]")
_SENTENCE_ENDS = ".!?\n…"


@dataclass(frozen=True, slots=True, kw_only=True)
class Mask:
    """Where in a document's text a name stands, and what is shown there."""

    start: int
    end: int
    shown: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MaskedDocument(Document):
    """A document whose `masks`, in order and apart, stand for words of its text wherever it is quoted."""

    masks: tuple[Mask, ...] = ()
    shifts: tuple[int, ...] = (0,)  # by how much what follows so many masks moves

    def quote(self, span: Span) -> str:
        """Return the characters of a span; a name that begins or ends in it is shown as its whole hash."""
        return "".join(self._pieces(span.start, span.end))

    @property
    def shown(self) -> str:
        """The whole text as it is shown."""
        return self.quote(Span(start=0, end=len(self.text)))

    def place(self, span: Span) -> Span:
        """Return where a span stands in the text as it is shown."""
        return Span(start=self._moved(span.start, last=False), end=self._moved(span.end, last=True))

    def within(self, span: Span) -> tuple[Mask, ...]:
        """Return the masks that a span shares characters with."""
        return self.masks[
            bisect_right(self.masks, span.start, key=_end) : bisect_left(self.masks, span.end, key=_start)
        ]

    def _pieces(self, start: int, end: int) -> Iterator[str]:
        at = start
        for mask in self.within(Span(start=start, end=end)):
            yield self.text[at : max(at, mask.start)]
            yield mask.shown
            at = mask.end
        yield self.text[at : max(at, end)]

    def _moved(self, at: int, *, last: bool) -> int:
        whole = bisect_right(self.masks, at, key=_end)
        moved = at + self.shifts[whole]
        if whole < len(self.masks) and self.masks[whole].start < at:
            mask = self.masks[whole]
            moved += mask.start - at + (len(mask.shown) if last else 0)
        return moved


def _start(mask: Mask) -> int:
    return mask.start


def _end(mask: Mask) -> int:
    return mask.end


def masked(document: Document, names: Names) -> MaskedDocument:
    """Return a document that shows hashes for the names of its commenters in what readers write."""
    same = {each.name: getattr(document, each.name) for each in fields(Document)}
    masks = tuple(names.masks(document))
    grown = (len(mask.shown) - (mask.end - mask.start) for mask in masks)
    return MaskedDocument(**same, masks=masks, shifts=tuple(accumulate(grown, initial=0)))


@dataclass(slots=True)
class _Node:
    """Names that begin with the same words: what stands for the one that ends here, and how others go on."""

    shown: str | None = None
    more: dict[str, _Node] = field(default_factory=dict)


class Names:
    """The names of commenters, whole and in part, with what is shown for each."""

    def __init__(self, known: Mapping[str, str], parted: Collection[str] = ()) -> None:
        """Take the names in `known` apart; those in `parted` are names alone, and have parts that stand for them."""
        self._root = _Node()
        self._parts: dict[str, set[str]] = {}
        self.words: set[str] = set()
        for name, shown in known.items():
            words = [found.group().casefold() for found in _WORD.finditer(name)]
            self._add(words, shown)
            self.words.update(words)
            for part in {words[0], words[-1]} if len(words) > 1 and name in parted else ():
                if len(part) >= _SHORTEST:
                    self._parts.setdefault(part, set()).add(shown)

    def _add(self, words: Iterable[str], shown: str) -> None:
        node = self._root
        for word in words:
            node = node.more.setdefault(word, _Node())
        if node is not self._root:
            node.shown = shown

    def part(self, word: str) -> str | None:
        """Return what stands for the one commenter who bears a name with this part."""
        found = self._parts.get(word.casefold(), set())
        return next(iter(found)) if len(found) == 1 else None

    def hide(self, text: str) -> str:
        """Return a text by itself with hashes for whole names."""
        at, shown = 0, []
        for mask in self._whole(text, list(_WORD.finditer(text))):
            shown += [text[at : mask.start], mask.shown]
            at = mask.end
        return "".join((*shown, text[at:]))

    def masks(self, document: Document) -> Iterator[Mask]:
        """Yield the names in the comments of a document, in the order of its text."""
        by_id = {comment.id: comment for comment in document.comments}
        spoken = [each for each in document.comments if each.start is not None and each.end is not None]
        for comment in sorted(spoken, key=lambda each: each.start or 0):
            text = document.text[comment.start : comment.end]
            answered = self._answered(by_id.get(comment.reply_to or ""))
            for mask in self._in_comment(text, answered):
                start = comment.start or 0
                yield Mask(start=start + mask.start, end=start + mask.end, shown=mask.shown)

    def _answered(self, comment: Comment | None) -> frozenset[str]:
        named = (comment.commenter, comment.display) if comment else ()
        return frozenset(found.group().casefold() for name in named if name for found in _WORD.finditer(name))

    def _in_comment(self, text: str, answered: frozenset[str]) -> Iterator[Mask]:
        words = list(_WORD.finditer(text))
        whole = list(self._whole(text, words))
        taken = iter(whole)
        mask = next(taken, None)
        for word in words:
            while mask is not None and mask.end <= word.start():
                yield mask
                mask = next(taken, None)
            if mask is not None and mask.start <= word.start():
                continue
            shown = self.part(word.group())
            if shown and _is_addressed(text, word, answered):
                yield Mask(start=word.start(), end=word.end(), shown=shown)
        if mask is not None:
            yield mask
            yield from taken

    def _whole(self, text: str, words: list[re.Match[str]]) -> Iterator[Mask]:
        """Yield whole names, the longest where several begin with the same word."""
        at = 0
        while at < len(words):
            node, last, shown = self._root, at, None
            for number in range(at, len(words)):
                if number > at and words[number].start() - words[number - 1].end() > _JOINED:
                    break
                following = node.more.get(words[number].group().casefold())
                if following is None:
                    break
                node = following
                if node.shown is not None:
                    last, shown = number, node.shown
            if shown is not None:
                yield Mask(start=words[at].start(), end=words[last].end(), shown=shown)
            at = last + 1


def _is_addressed(text: str, word: re.Match[str], answered: frozenset[str]) -> bool:
    before = text[max(0, word.start() - _NEAR) : word.start()].rstrip(" \t")
    if before.endswith("@"):
        return True
    if not word.group()[0].isupper():
        return False
    if word.group().casefold() in answered:
        return True
    return (not before or before[-1] in _SENTENCE_ENDS) and _CALLED.match(text, word.end()) is not None
