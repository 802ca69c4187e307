"""Names joined: everybody and every body a text names, each once, under the fullest name the text gives.

In: words, pieces and tables. Out: `Figures`, which tell, for a piece, whom it names, and who was named before a place.
Surnames, first names, acronyms in brackets and slips of spelling join the name they stand for.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from rapidfuzz import fuzz

from sayso.statements.identify.nouns.kinds import OUTLETS
from sayso.statements.identify.nouns.phrase import COUNTRY
from sayso.statements.identify.nouns.tables import Lexicon
from sayso.statements.identify.nouns.tagged import Piece
from sayso.statements.identify.nouns.tokens import Word, word_set
from sayso.statements.identify.nouns.wide_phrase import Window

OWNED_GROUPS = word_set("owned_groups")  # "the Orlen administration": Orlen is somebody
ALIKE = 88.0  # rapidfuzz ratio: "Anan" for "Annan" is 89, "Hassan" for "Hasan" 91, "Clinton" for "Clayton" 71


@dataclass(slots=True, kw_only=True)
class Figure:
    """Somebody or some body of a text. `nouns` are the role nouns said of it, `at` the words where it is named."""

    name: str
    person: bool
    kind: str = "unknown"
    affiliation: str | None = None
    gender: str = ""
    country: str | None = None
    nation: bool = False
    plural: bool = False
    nouns: set[str] = field(default_factory=set)
    at: list[int] = field(default_factory=list)
    parents: list[Figure] = field(default_factory=list)


def speaks_for_body(figure: Figure) -> bool:
    """Tell whether somebody is a spokesperson, whose "we" is the body's."""
    return figure.person and any(noun.startswith("spokes") for noun in figure.nouns)


class Figures:
    """Everybody a text names, by piece and by place."""

    def __init__(self, words: Sequence[Word], pieces: Sequence[Piece], lexicon: Lexicon) -> None:
        self.words = words
        self.pieces = pieces
        self.lexicon = lexicon
        self.window = Window(words, pieces)
        self.figures: list[Figure] = []
        self._by_key: dict[str, list[Figure]] = {}
        self._of: dict[int, Figure] = {}
        self._join_all()
        self._order = sorted(self._of)
        for figure in self.figures:
            figure.at.sort()

    def _join_all(self) -> None:
        """Join full names first, then the single words that may stand for them, outlets before people."""
        named = [at for at, piece in enumerate(self.pieces) if piece.named]
        single = [at for at in named if " " not in self.pieces[at].text]
        outlets = {at for at in single if self.pieces[at].sort == "body" and self.pieces[at].kind in OUTLETS}
        alone = {at for at in single if self.pieces[at].sort == "name"}
        for at in (*(at for at in named if at not in outlets | alone), *sorted(outlets)):
            self._enter(at, self._join(at, self.pieces[at]))
        for at in sorted(alone):
            self._enter(at, self._join_alone(at, self.pieces[at]))

    def of(self, piece: Piece) -> Figure | None:
        """Return whom a piece names."""
        return self._of.get(piece.start)

    def before(self, word: int) -> Iterator[tuple[int, Figure]]:
        """Yield place and figure of every naming before a word, the nearest first."""
        for at in reversed(self._order):
            if at < word:
                yield at, self._of[at]

    def _enter(self, at: int, figure: Figure) -> None:
        piece = self.pieces[at]
        self._of[piece.start] = figure
        figure.at.append(piece.start)
        if at + 2 < len(self.pieces) and self.pieces[at + 1].text == "(" and not figure.person:
            short = self.pieces[at + 2].text
            if short.isupper() and len(short) < 9:
                self._by_key.setdefault(short, []).append(figure)

    def _join(self, at: int, piece: Piece) -> Figure:
        """Return the figure a name of several words, or a known one, stands for; a new one if need be."""
        if piece.known is not None:
            return self._join_known(piece)
        name = piece.text.removeprefix("The ")
        person = piece.sort == "person" or (piece.sort == "name" and not self._called_body(at))
        joined = next(iter(self._by_key.get(_plain(name), ())), None)
        if joined is None:
            joined = self._namesake(name) if person else self._outlet_called(piece)
        if joined is None:
            joined = self._new(name, person=person, kind=piece.kind or "unknown")
        elif person and len(name.split()) > len(joined.name.split()):
            joined.name = name
        return joined

    def _join_known(self, piece: Piece) -> Figure:
        known = piece.known
        assert known is not None  # noqa: S101  (the caller asked)
        key = f"{known.sort in COUNTRY}:{known.name}:{known.plural}"
        figure = next(iter(self._by_key.get(key, ())), None) or next(iter(self._by_key.get(piece.text, ())), None)
        if figure is None:
            nation = known.sort in COUNTRY and not known.plural
            spelt = known.sort == "body" and " " in piece.text and known.kind != "intergovernmental"
            figure = self._new(piece.text if spelt else known.name, person=False, kind=known.kind, key=key)
            figure.nation, figure.country, figure.plural = nation, known.country, known.plural
        if known.sort == "body" and not piece.text.isupper() and len(piece.text) > len(figure.name):
            figure.name = piece.text
        return figure

    def _new(self, name: str, *, person: bool, kind: str = "unknown", key: str | None = None) -> Figure:
        figure = Figure(name=name, person=person, kind=kind)
        self.figures.append(figure)
        keys = [key or _plain(name)]
        if person:
            figure.gender = self.lexicon.genders.get(name.split(maxsplit=1)[0], "")
        elif len(name.split()) > 2:
            keys.append("".join(word[0] for word in re.findall(r"\w+", name) if word[0].isupper()))
        for each in keys:
            self._by_key.setdefault(each, []).append(figure)
        return figure

    def _called_body(self, at: int) -> bool:
        """Tell whether the words around an unknown name call it a body."""
        before = self.pieces[at - 1] if at else None
        after = self.pieces[at + 1] if at + 1 < len(self.pieces) else None
        groups = [p for p in (before, after) if p is not None and p.role is not None and p.role.sort == "group"]
        if any(p is before or p.text.casefold() not in OWNED_GROUPS for p in groups):
            return True
        if any(aside.sort == "group" and aside.name is None for aside in self.window.around(at).asides):
            return True
        brackets = after is not None and after.text == "(" and at + 2 < len(self.pieces)
        return (before is not None and before.text == "the") or (brackets and self.pieces[at + 2].text.isupper())

    def _outlet_called(self, piece: Piece) -> Figure | None:
        """Return the outlet that the last word of its name stands for alone: "the Courier"."""
        if piece.kind not in OUTLETS or " " in piece.text:
            return None
        called = [f for f in self.figures if f.kind in OUTLETS and f.name.split()[-1] == piece.text]
        return called[0] if len(called) == 1 else None

    def _namesake(self, name: str) -> Figure | None:
        """Return the person whose full name this is, misspelt or shortened though it be."""
        words = name.split()
        for figure in reversed(self.figures):
            other = figure.name.split()
            if not figure.person or len(other) < 2:
                continue
            if _bare(other[-1]) == _bare(words[-1]) and _initial_fits(words[0], other[0]):
                return figure
            if words[0] == other[0] and fuzz.ratio(name.casefold(), figure.name.casefold()) >= ALIKE:
                return figure
        return None

    def _join_alone(self, at: int, piece: Piece) -> Figure:
        """Return whom a single unknown word names: a surname, a first name, an acronym, or a body of its own."""
        text = piece.text
        acronym = next(iter(self._by_key.get(text, ())), None) or next(iter(self._by_key.get(_plain(text), ())), None)
        if acronym is not None:
            return acronym
        people = [(figure, figure.name.split()) for figure in self.figures if figure.person and figure.at]
        bare, lower = _bare(text), text.casefold()
        same = [figure for figure, name in people if name[0] == text or _bare(name[-1]) == bare]
        if not same and len(text) > 4:
            same = [figure for figure, name in people if fuzz.ratio(name[-1].casefold(), lower) >= ALIKE]
        if same:
            return min(same, key=lambda figure: _distance(figure, piece.start))
        before = self.pieces[at - 1] if at else None
        body = self._called_body(at) or (text.isupper() and len(text) < 7) or re.search(r"[\d.&/]", text) is not None
        titled = before is not None and (before.sort == "title" or (before.role and before.role.sort == "person"))
        return self._new(text, person=bool(titled) or not body)

    def spell(self, start: int, end: int) -> str:
        """Return words `start` to `end` as one string, possessives kept."""
        text = self.words[start].text
        for before, word in zip(self.words[start:end], self.words[start + 1 : end], strict=False):
            text += (" " if word.start > before.end else "") + word.text
        return text

    def body_called(self, head: Piece, word: int) -> Figure | None:
        """Return the last body before a word that a generic noun ("the ministry", "the group") can stand for."""
        noun = head.text.casefold().split(" ")[-1]
        kinds = self.lexicon.stand_ins.get(noun, frozenset())
        for _, figure in self.before(word):
            if figure.person or figure.nation or figure.plural:
                continue
            said = {each.split(" ")[-1] for each in figure.nouns} | {figure.name.casefold().split(" ")[-1]}
            if noun in said or noun in figure.name.casefold().split(" ") or figure.kind in kinds:
                return figure
        return None


def _plain(name: str) -> str:
    return _unaccented(name.casefold().replace("’", "'").removeprefix("the "))


def _bare(word: str) -> str:
    bare = _unaccented(word.casefold())
    return bare[3:] if bare.startswith(("al-", "el-")) else bare


def _unaccented(word: str) -> str:
    """Return a word as outlets without accents set it."""
    if word.isascii():
        return word
    return "".join(c for c in unicodedata.normalize("NFD", word) if not unicodedata.combining(c)).replace("ı", "i")


def _initial_fits(first: str, other: str) -> bool:
    return (
        first == other
        or (first[:2] == other[:2] and (first[1:2] == "." or other[1:2] == "."))
        or (first[0] == other[0] and (len(first) < 3 or len(other) < 3))
    )


def _distance(figure: Figure, word: int) -> int:
    """How far back a figure was last named; one named only later is farther than all before."""
    earlier = [word - at for at in figure.at if at <= word]
    return min(earlier) if earlier else 10**6 + min(figure.at)
