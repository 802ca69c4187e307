"""The whole noun phrase that a name stands in: the office before it, the aside after it.

In: words and pieces. Out: the phrase around a piece, read.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from sayso.statements.identify.nouns.kinds import KIN
from sayso.statements.identify.nouns.phrase import DETERMINERS, Phrase, hoist_portfolio, read_phrase
from sayso.statements.identify.nouns.tagged import PORTFOLIOS, Piece
from sayso.statements.identify.nouns.tokens import Word

STOPS = frozenset((".", ";", ":", "!", "?", "“", "”", '"', "—", "–", "said", "says", "told", "has", "had", "and"))


class Window:
    """The phrases around the names of one text."""

    def __init__(self, words: Sequence[Word], pieces: Sequence[Piece]) -> None:
        self.words = words
        self.pieces = pieces

    def around(self, at: int) -> Phrase:
        """Return the whole noun phrase that a naming stands in."""
        phrase = self._around(at, self._left(at, linked=True))
        if phrase.name is None or phrase.name.start != self.pieces[at].start:
            phrase = self._around(at, self._left(at, linked=False))
        return phrase

    def _around(self, at: int, start: int) -> Phrase:
        end = self._right(at)
        if start > 2 and self.pieces[start - 1].text == "," and self.pieces[at].sort in ("person", "name"):
            start = self._office_before(start)
        return hoist_portfolio(read_phrase(self.pieces, start, end), self.pieces)

    def _office_before(self, at: int) -> int:
        """Take in "the chief prosecutor of Lusk," before a name that a comma sets off."""
        office = at - 2
        while (
            office > 0
            and at - office < 8
            and (self.pieces[office].named or self.pieces[office].text in ("of", "for", "at", "to", "the"))
        ):
            office -= 1
        role = self.pieces[office].role
        return self._left(office, linked=False) if role is not None and role.sort == "person" else at

    def _left(self, at: int, *, linked: bool) -> int:
        """Return where the description before a name begins."""
        start = at
        while start > 0 and at - start < 12:
            piece = self.pieces[start - 1]
            lower = piece.text.casefold()
            if self.words[piece.start].sentence != self.words[self.pieces[at].start].sentence:
                break
            if piece.sort == "word" and lower in DETERMINERS:
                start -= 1
                if not (linked and self._linked(start)):
                    break
            elif piece.sort != "word" or piece.text in PORTFOLIOS or lower in ("former", "then", "late", "acting", "/"):
                if piece.sort == "person":
                    break
                start -= 1
            elif linked and self._linked(start):
                start -= 1
            else:
                break
        return start

    def _linked(self, start: int) -> bool:
        """Tell whether "of", "for" or "to" joins what begins here to an office before it."""
        if start < 2:
            return False
        link, office = self.pieces[start - 1], self.pieces[start - 2]
        held = office.role is not None and office.role.sort == "person" and office.text.casefold() not in KIN
        return link.text in ("of", "for", "to") and held

    def _right(self, at: int) -> int:
        """Return where the description after a name ends."""
        end = at + 1
        if end + 1 >= len(self.pieces):
            return end
        link = self.pieces[end].text
        if link in ("of", "from", "at", "with") and self._describable(end + 1):
            return self._stop(end + 1)
        if link in (",", "(") and (self._describable(end + 1) or self.pieces[end + 1].text[:1].isdigit()):
            if self.pieces[end + 1].text[:1].isdigit() and end + 3 < len(self.pieces):
                return self._stop(end + 3)
            stop = self._stop(end + 1)
            return end if self._next_subject(at, stop) else stop
        return end

    def _next_subject(self, at: int, stop: int) -> bool:
        """Tell whether what follows a comma is the subject of the next verb rather than an aside."""
        if stop >= len(self.pieces):
            return True
        closer = self.pieces[stop].text
        if self.pieces[at].sort in ("known", "body") or self.pieces[at].text.isupper():
            return closer not in (",", ")")
        inner = self.pieces[at + 2 : stop]
        verb = any(p.sort == "word" and p.text.endswith("ed") and a.role for a, p in pairwise(inner))
        return closer not in (",", ")", "said", "says", "told") and (verb or len(inner) > 8)

    def _describable(self, at: int) -> bool:
        piece = self.pieces[at]
        if piece.sort in ("role", "title", "modifier", "known", "body", "name", "person"):
            return True
        return piece.text.casefold() in DETERMINERS or piece.text in ("who", "former")

    def _stop(self, at: int) -> int:
        """Return where an aside that begins here ends."""
        end = at
        while end < len(self.pieces) and end - at < 16:
            piece = self.pieces[end]
            if piece.text in STOPS or piece.text in (",", ")"):
                break
            end += 1
        return end
