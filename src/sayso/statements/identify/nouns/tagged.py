"""A text as pieces: names, titles, role nouns, modifiers, and the words between them.

In: the words of a text and the tables. Out: `Piece`s that cover all words in order and never overlap. A name that no
table holds is one piece: a person's, or a body's where one of its words says so ("Westmark Gazette").
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from sayso.statements.identify.nouns.name_runs import CALENDAR, FUNCTION_WORDS, Runs
from sayso.statements.identify.nouns.tables import Known, Lexicon, Role
from sayso.statements.identify.nouns.tokens import Word, word_set

JOINERS = frozenset(("of", "for", "on", "to", "in", "against", "without"))
POSSESSIVES = frozenset(("'s", "'"))
PORTFOLIOS = word_set("portfolios")
COURTESY = word_set("courtesy")
QUALIFIERS = word_set("qualifiers")
GENERIC_OUTLETS = word_set("generic_outlets")  # "the Press" is nobody in particular
CROWD = Role(noun="people", sort="people", kind="public")
ADJECTIVAL = re.compile(r"(?:ian|ean|ese|ish)$")


class Piece(NamedTuple):
    """Words `start` to `end` (exclusive) as one thing.

    `sort`: known, person, body, name (could be either), place, people, title, role, modifier, possessive, word.
    `kind` is the kind of source it speaks for, where the piece itself tells.
    """

    start: int
    end: int
    sort: str
    text: str
    kind: str | None = None
    known: Known | None = None
    role: Role | None = None

    @property
    def named(self) -> bool:
        """Whether it names somebody or some body."""
        return self.sort in ("known", "person", "body", "name")


class Marker:
    """Marks the pieces of one text."""

    def __init__(self, words: Sequence[Word], lexicon: Lexicon) -> None:
        self.words = words
        self.lexicon = lexicon
        self.runs = Runs(words, lexicon)
        self.texts = self.runs.texts
        self.lowers = self.runs.lowers
        self.widest = max(lexicon.longest.values())
        self._looked_through = (0, 0, 0, -1)
        self.surnames = frozenset(self._find_surnames())

    def _find_surnames(self) -> Iterator[str]:
        """Yield the names of trades and offices that are somebody's surname here: "Anna Baker" makes "Baker" a name."""
        for at, text in enumerate(self.texts[1:], 1):
            role = self.lexicon.roles.get(self.lowers[at])
            if role is None or role.sort != "person" or not self.runs.capital(at):
                continue
            first = self.texts[at - 1]
            given = first in self.lexicon.genders and first.casefold() not in FUNCTION_WORDS
            if given and not self.words[at].titled and not self.runs.capital(at + 1):
                yield text

    def mark(self) -> tuple[Piece, ...]:
        """Return all pieces."""
        pieces: list[Piece] = []
        longest, opening = self.lexicon.longest, self.lexicon.opening | POSSESSIVES
        at = 0
        while at < len(self.words):
            text = self.texts[at]
            nameless = not self.runs.capitals[at] and not text.startswith("al-")
            run = at if nameless else self.runs.run_end(at)
            if run > at:
                pieces += self._split_run(at, run)
            elif text in longest or self.lowers[at] in opening:
                pieces.append(self._small(at))
            else:  # as most words are
                pieces.append(Piece(at, at + 1, "word", self.words[at].text))
            at = pieces[-1].end
        return tuple(pieces)

    def _split_run(self, at: int, end: int) -> list[Piece]:
        """Cut a run of name words into pieces."""
        pieces: list[Piece] = []
        while at < end:
            qualifies = self.lowers[at] in QUALIFIERS and at + 1 < end
            piece = self._piece(at, at + 1, "word") if qualifies else None
            if pieces and pieces[-1].text in COURTESY:
                piece = self._unknown(at, end)
            piece = piece or self._known(at, end) or self._body(at, end)
            if piece is None and not self._surname(at):
                piece = self._title(at) or self._role(at)
            if piece is None:
                piece = self._unknown(at, end)
            pieces.append(piece)
            at = piece.end
        return pieces

    def _known(self, at: int, end: int) -> Piece | None:
        """Return the longest name of the tables that begins here."""
        first = self.texts[at].rstrip("'")
        most = max(self.lexicon.longest.get(first, 0), self.lexicon.longest.get(_undotted(first), 0))
        for size in range(self._together(at, most), 0, -1):
            text = " ".join(self.texts[at : at + size]).rstrip("'")
            known = self.lexicon.names.get(text) or self.lexicon.names.get(_undotted(text))
            if known and known.article and not self._after_the(at, at + size):
                continue
            if known and not (size == 1 and self._part_of_name(at, end, known)):
                wider = self._body(at, end) if known.sort != "outlet" else None
                if wider and wider.end > at + size:
                    return wider
                if known.sort == "place" and self._names_more(at + size, end):
                    return self._piece(at, end, "name")
                sort = known.sort if known.sort in ("place", "people") else "known"
                if known.sort == "people" and known.plural:
                    return self._piece(at, at + size, "role", "public")._replace(role=CROWD)
                return self._piece(at, at + size, sort, known.kind)._replace(known=known)
        return None

    def _names_more(self, at: int, end: int) -> bool:
        """Tell whether one unknown word after a place makes a body's name with it ("Mosul Lanterns")."""
        return at + 1 == end and self._is_unknown(at) and self.texts[at] not in self.lexicon.genders

    def _after_the(self, at: int, end: int) -> bool:
        """Tell whether a word stands alone after "the"."""
        return at > 0 and self.texts[at - 1] in ("the", "The") and not self.runs.capital(end)

    def _part_of_name(self, at: int, end: int, known: Known) -> bool:
        """Tell whether a one-word name of the tables is only part of somebody's ("Michael Jordan", "Ford Prefect")."""
        word = self.words[at]
        if word.text.isupper() or known.sort == "demonym":
            return False
        before = at > 0 and self.words[at - 1].text in self.lexicon.genders
        follows = at + 1 < end and self._is_unknown(at + 1) and self.words[at + 1].text not in self.lexicon.genders
        return before or (follows and (known.sort in ("outlet", "body") or word.text in self.lexicon.genders))

    def _is_unknown(self, at: int) -> bool:
        text = self.texts[at]
        return not (
            text in self.lexicon.keywords
            or text in self.lexicon.titles
            or text in self.lexicon.longest
            or self.lowers[at] in self.lexicon.roles
            or self.lowers[at] in self.lexicon.modifiers
        )

    def _body(self, at: int, end: int) -> Piece | None:
        """Return the body whose name begins here, as its last key word tells ("Karvonian Foreign Ministry")."""
        last = self._last_keyword(at, end)
        if not last:
            return self._league(at, end)
        word = self.texts[last - 1]
        kind, extends = self.lexicon.keywords[word]
        if last < end and self.texts[last].isdigit():
            last, extends = last + 1, False
        if kind == "news_media":
            last = self._station_end(at, last, end)
        grown = self._extension(last) if extends else last
        if grown == at + 1:
            if kind == "news_media" and self._short_for_outlet(at):
                return self._piece(at, grown, "body", kind)
            return None if word.casefold() in self.lexicon.roles else self._piece(at, grown, "modifier", kind)
        return self._piece(at, grown, "body", self._kind_of_body(at, last, kind))

    def _short_for_outlet(self, at: int) -> bool:
        """Tell whether a word alone is what an outlet is called: "the Courier", but no "Courier" in a headline."""
        before = self.texts[at - 1] if at else ""
        after = self.lowers[at + 1] if at + 1 < len(self.words) else ""
        plain = not self.words[at].titled and not self.runs.capital(at + 1) and after not in self.lexicon.roles
        return before in ("the", "The") and plain and self.texts[at] not in GENERIC_OUTLETS

    def _last_keyword(self, at: int, end: int) -> int:
        """Return the end of the last key word that a body's name from here on can have, 0 if it has none.

        A title or an office ends such a name. What was looked through once is not again for what begins within it.
        """
        begun, stop, last, bound = self._looked_through
        if bound == end and begun < at < stop:
            return 0 if self._office(at) or last <= at else last
        stop, last = at, 0
        while stop < end and not self._title(stop):
            if self._office(stop) and not (stop > at and self.texts[stop] in self.lexicon.keywords):
                break
            if self.texts[stop] in self.lexicon.keywords:
                last = stop + 1
            stop += 1
        self._looked_through = at, stop, last, end
        return last

    def _kind_of_body(self, at: int, last: int, kind: str) -> str:
        """Let the tables' entry for the tail of a name decide ("Karvonian Supreme Court"), else its key word."""
        for start in range(max(at + 1, last - self.widest), last):
            known = self.lexicon.names.get(" ".join(self.texts[start:last]))
            if known and known.sort == "body":
                return known.kind
        if kind == "company" or (self.texts[last - 1] in ("Forces", "Army") and "Free" not in self.texts[at:last]):
            return kind
        for text in self.texts[at : last - 1]:
            if text == "Democratic" and kind == "ngo":
                continue
            if text in self.lexicon.inner_words and kind in ("government", "ngo", "party_or_opposition"):
                return self.lexicon.inner_words[text]
        return kind

    def _station_end(self, at: int, last: int, end: int) -> int:
        """Let "Radio", "Channel" and their like take the words after them."""
        if last == at + 1 and self.texts[at] in ("Radio", "Channel", "TV", "Daily"):
            while last < end and self._is_unknown(last):
                last += 1
        return last

    def _extension(self, at: int) -> int:
        """Return the end of "of Health and Welfare", "to Protect Rivers" after a body's key word."""
        end = at
        while end + 1 < len(self.words):
            step = end
            if self.texts[step] in JOINERS or (self.texts[step] == "and" and end > at):
                step += 1
                step += step < len(self.words) and self.texts[step] in ("the", "a")
            else:
                break
            stop = step
            while stop < len(self.words) and self.runs.capital(stop) and not self._bars(stop):
                stop += 1
            if stop == step or self.words[step].line != self.words[at - 1].line or self._ends_early(end, step, stop):
                break
            end = stop
        return end

    def _bars(self, at: int) -> bool:
        """Tell whether a capitalised word cannot go on with a body's name."""
        return self.texts[at] in CALENDAR or self._title(at) is not None

    def _ends_early(self, joiner: int, start: int, stop: int) -> bool:
        """Tell whether what follows a joiner is a name of its own rather than more of the body's."""
        if self.texts[joiner] == "of":
            return stop - start > 5
        if self.texts[joiner] == "and":
            return stop - start > 2 or (not self._is_unknown(start) and self.texts[start] not in PORTFOLIOS)
        if self.texts[joiner] in ("in", "on", "to"):
            return self.texts[start] in self.lexicon.longest or (joiner + 1 < start and self.texts[joiner] == "in")
        return False

    def _league(self, at: int, end: int) -> Piece | None:
        """Return a body such as "Rivers for All": one unknown plural, "for", a capital."""
        alone = end == at + 1 and self.runs.capital(end + 1) and self.texts[at].endswith("s")
        if not (alone and self.texts[end] in ("for", "Without") and self._is_unknown(at)) or self._together(at, 3) < 3:
            return None
        if self.texts[end + 1] in self.lexicon.longest and self.texts[at].casefold() in self.lexicon.roles:
            return None
        return self._piece(at, end + 2, "body", "ngo")

    def _surname(self, at: int) -> bool:
        """Tell whether a word is a surname here that elsewhere is a trade or an office; "Judge Orr" has another."""
        return self.texts[at] in self.surnames and not self.runs.capital(at + 1)

    def _title(self, at: int) -> Piece | None:
        if self.texts[at] not in self.lexicon.titles:
            return None
        return self._piece(at, at + 1, "title", self.lexicon.titles[self.texts[at]][1] or None)

    def _person_role(self, at: int) -> bool:
        role = self._role(at)
        return role is not None and role.role is not None and role.role.sort in ("person", "people")

    def _office(self, at: int) -> bool:
        """Tell whether a role noun begins here that parts a person from a body ("Minister"), as "Consumer" does not."""
        role = self._role(at)
        return role is not None and role.kind != "public" and self._person_role(at)

    def _role(self, at: int) -> Piece | None:
        """Return the longest role noun that begins here."""
        most = self.lexicon.longest_role.get(self.lowers[at], 0)
        for size in range(self._together(at, most), 0, -1):
            noun = " ".join(self.lowers[at : at + size])
            role = self.lexicon.roles.get(noun)
            if role:
                return self._piece(at, at + size, "role", role.kind)._replace(role=role)
        return None

    def _unknown(self, at: int, end: int) -> Piece:
        """Return the name that no table holds: up to the next known name, title, key word or role."""
        stop = at + 1
        while stop < end and (self._is_unknown(stop) or self._part_of_unknown(at, stop, end)):
            stop += 1
        texts = self.texts[at:stop]
        if stop == at + 1 and texts[0].casefold() in self.lexicon.modifiers:
            return self._piece(at, stop, "modifier", self.lexicon.modifiers[texts[0].casefold()])
        if stop == at + 1 and texts[0] in PORTFOLIOS:
            return self._piece(at, stop, "word")
        if texts[0] in PORTFOLIOS and at and self.texts[at - 1] in ("of", "for"):
            return self._piece(at, at + 1, "word")
        initials = texts[0] in self.lexicon.genders or any(re.fullmatch(r"[A-Z]\.", t) for t in texts[1:])
        return self._piece(at, stop, "person" if initials and len(texts) > 1 else "name")

    def _part_of_unknown(self, at: int, stop: int, end: int) -> bool:
        """Tell whether a familiar word goes on with a name all the same ("Michael Jordan", "Ali Hassan Said")."""
        known = self.lexicon.names.get(self.texts[stop])
        if self.texts[at] not in self.lexicon.genders:
            last = stop == at + 1 and stop + 1 == end and not self.words[stop].text.isupper()
            return last and self._titled(at) and self.texts[stop] in self.lexicon.longest
        if self.texts[stop] in self.lexicon.titles and self.texts[stop] not in self.surnames:
            return False
        surname = self.texts[stop] in self.surnames or not self._person_role(stop)
        return stop == at + 1 and (known is None or not known.name.isupper()) and surname

    def _titled(self, at: int) -> bool:
        """Tell whether a title or an office stands before a word: "Commissioner Ilka Rand" is no think tank."""
        return at > 0 and (self._title(at - 1) is not None or self._person_role(at - 1))

    def _small(self, at: int) -> Piece:
        """Return the piece that a word of the tables outside a name, or a possessive ending, opens."""
        text = self.texts[at]
        if text in POSSESSIVES:
            return self._piece(at, at + 1, "possessive")
        if self._surname(at):
            return self._piece(at, at + 1, "name")
        piece = self._known(at, at) if text in self.lexicon.longest and len(text) > 2 else None
        if piece is None and not (self.words[at].first and text in FUNCTION_WORDS):
            piece = self._role(at) or self._modifier(at)
        return piece or self._piece(at, at + 1, "word")

    def _modifier(self, at: int) -> Piece | None:
        for size in range(self._together(at, 2), 0, -1):
            kind = self.lexicon.modifiers.get(" ".join(self.lowers[at : at + size]))
            if kind:
                return self._piece(at, at + size, "modifier", kind)
        return None

    def _together(self, at: int, most: int) -> int:
        """Return how many of the next `most` words stand before a blank line: no name of a table runs over one."""
        most = min(most, len(self.words) - at)
        lines = [word.line for word in self.words[at : at + most]]
        return next((size for size in range(1, most) if lines[size] - lines[size - 1] > 1), most)

    def _piece(self, start: int, end: int, sort: str, kind: str | None = None) -> Piece:
        words = self.words[start:end]
        text = words[0].text
        if len(words) == 1:
            return Piece(start, end, sort, text, kind)
        for before, word in itertools.pairwise(words):
            text += " " * (word.start > before.end) + word.text
        return Piece(start, end, sort, text, kind)


def _undotted(text: str) -> str:
    """Return an acronym without its dots."""
    return text.replace(".", "") if re.fullmatch(r"(?:[A-Z]\.)+", text) else text
