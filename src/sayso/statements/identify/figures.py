"""Names joined: everybody and every body a text names, each once, under the fullest name the text gives.

In: words, pieces and tables. Out: `Figures`, which tell, for a piece, whom it names, and who was named before a place.
Surnames, first names, acronyms in brackets and slips of spelling join the name they stand for.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left, bisect_right, insort
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from rapidfuzz import fuzz, process

from sayso.statements.identify.nouns.kinds import OUTLETS
from sayso.statements.identify.nouns.phrase import COUNTRY
from sayso.statements.identify.nouns.tables import Lexicon
from sayso.statements.identify.nouns.tagged import Piece
from sayso.statements.identify.nouns.tokens import Word, word_set
from sayso.statements.identify.nouns.wide_phrase import Window

OWNED_GROUPS = word_set("owned_groups")  # "the Orlen administration": Orlen is somebody
ALIKE = 88.0  # rapidfuzz ratio: "Anan" for "Annan" is 89, "Hassan" for "Hasan" 91, "Clinton" for "Clayton" 71
MOST = 1_000  # people among whom a name is looked for by its likeness: each name of a page, however long, is one step


@dataclass(slots=True, kw_only=True)
class Figure:
    """Somebody or some body of a text. `nouns` are the role nouns said of it, `at` the words where it is named.

    `given` is a name that a user's own table of aliases gives: no spelling of the text replaces it.
    """

    name: str
    person: bool
    kind: str = "unknown"
    affiliation: str | None = None
    gender: str = ""
    country: str | None = None
    nation: bool = False
    plural: bool = False
    given: bool = False
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
        self._fullest = _FullNames()
        self._join_all()
        self._order = sorted(self._of)
        self._called: dict[str, list[int]] = {}  # by generic noun: where bodies are named that it can stand for
        self._named = self._by_name()

    def _join_all(self) -> None:
        """Join full names first, then the single words that may stand for them, outlets before people."""
        named = [at for at, piece in enumerate(self.pieces) if piece.named]
        single = [at for at in named if " " not in self.pieces[at].text]
        outlets = {at for at in single if self.pieces[at].sort == "body" and self.pieces[at].kind in OUTLETS}
        alone = {at for at in single if self.pieces[at].sort == "name"}
        for at in (*(at for at in named if at not in outlets | alone), *sorted(outlets)):
            self._enter(at, self._join(at, self.pieces[at]))
        people = _People(figure for figure in self.figures if figure.person and figure.at)
        for at in sorted(alone):
            figure = self._join_alone(at, self.pieces[at], people)
            self._enter(at, figure)
            if figure.person:
                people.note(figure, self.pieces[at].start)

    def _by_name(self) -> dict[str, list[Figure]]:
        """Return the figures by their names; whoever changes a name asks anew."""
        named: defaultdict[str, list[Figure]] = defaultdict(list)
        for figure in self.figures:
            named[figure.name].append(figure)
        return dict(named)

    def called(self, name: str | None) -> Sequence[Figure]:
        """Return the figures of a name, in the order in which the text brings them in."""
        return self._named.get(name or "", ())

    def of(self, piece: Piece) -> Figure | None:
        """Return whom a piece names."""
        return self._of.get(piece.start)

    def before(self, word: int) -> Iterator[tuple[int, Figure]]:
        """Yield place and figure of every naming before a word, the nearest first."""
        for number in range(bisect_left(self._order, word) - 1, -1, -1):
            at = self._order[number]
            yield at, self._of[at]

    def _enter(self, at: int, figure: Figure) -> None:
        piece = self.pieces[at]
        self._of[piece.start] = figure
        insort(figure.at, piece.start)
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
            joined = self._fullest.namesake(name) if person else self._outlet_called(piece)
        if joined is None:
            joined = self._new(name, person=person, kind=piece.kind or "unknown")
        elif person and len(name.split()) > len(joined.name.split()):
            joined.name = name
            self._fullest.note(joined)
        return joined

    def _join_known(self, piece: Piece) -> Figure:
        known = piece.known
        assert known is not None  # noqa: S101  (the caller asked)
        key = f"{known.sort in COUNTRY}:{known.name}:{known.plural}"
        figure = next(iter(self._by_key.get(key, ())), None) or next(iter(self._by_key.get(piece.text, ())), None)
        if figure is None:
            nation = known.sort in COUNTRY and not known.plural
            spelt = known.sort == "body" and " " in piece.text and known.kind != "intergovernmental"
            spelt = spelt or known.as_written
            figure = self._new(piece.text if spelt else known.name, person=False, kind=known.kind, key=key)
            figure.nation, figure.country, figure.plural = nation, known.country, known.plural
        if known.given:
            figure.name, figure.given = known.name, True
        longer = not piece.text.isupper() and len(piece.text) > len(figure.name)
        if known.sort == "body" and longer and not figure.given:
            figure.name = piece.text
        return figure

    def _new(self, name: str, *, person: bool, kind: str = "unknown", key: str | None = None) -> Figure:
        figure = Figure(name=name, person=person, kind=kind)
        self.figures.append(figure)
        keys = [key or _plain(name)]
        if person:
            figure.gender = self.lexicon.genders.get(name.split(maxsplit=1)[0], "")
            self._fullest.note(figure)
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

    def _join_alone(self, at: int, piece: Piece, people: _People) -> Figure:
        """Return whom a single unknown word names: a surname, a first name, an acronym, or a body of its own."""
        text = piece.text
        acronym = next(iter(self._by_key.get(text, ())), None) or next(iter(self._by_key.get(_plain(text), ())), None)
        if acronym is not None:
            return acronym
        nearest = people.bearing(text, piece.start)
        if nearest is None and len(text) > 4:
            nearest = people.alike(text, piece.start)
        if nearest is not None:
            return nearest
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
        places = self._called.get(noun)
        if places is None:
            fitting = (figure for figure in self.figures if self._stands_for(noun, figure))
            places = self._called[noun] = sorted(at for figure in fitting for at in figure.at)
        number = bisect_left(places, word)
        return self._of[places[number - 1]] if number else None

    def _stands_for(self, noun: str, figure: Figure) -> bool:
        if figure.person or figure.nation or figure.plural:
            return False
        words = figure.name.casefold().split(" ")
        said = noun in words or any(each.split(" ")[-1] == noun for each in figure.nouns)
        return said or figure.kind in self.lexicon.stand_ins.get(noun, frozenset())

    def _redescribed(self, figure: Figure) -> None:
        """Bring up to date which nouns can stand for a body of which the text has told more."""
        for noun, places in self._called.items():
            number = bisect_left(places, figure.at[0])
            held = number < len(places) and places[number] == figure.at[0]
            if held == self._stands_for(noun, figure):
                continue
            if held:
                own = set(figure.at)
                self._called[noun] = [at for at in places if at not in own]
            else:
                for at in figure.at:
                    insort(places, at)


class Row:
    """Namings in the order of the text, and where each stretch of the same name begins."""

    def __init__(self, namings: Sequence[tuple[int, Figure]]) -> None:
        self.places = [at for at, _ in namings]
        self.figures = [figure for _, figure in namings]
        self.opens: list[int] = []
        for number, figure in enumerate(self.figures):
            same = number > 0 and self.figures[number - 1].name == figure.name
            self.opens.append(self.opens[-1] if same else number)

    def last_two(self, word: int) -> tuple[Figure, Figure] | None:
        """Return the last two of different names before a word, as they stand there."""
        last = bisect_left(self.places, word) - 1
        other = self.opens[last] - 1 if last >= 0 else -1
        return (self.figures[other], self.figures[last]) if other >= 0 else None

    def another(self, start: int, end: int, name: str | None) -> bool:
        """Tell whether words `start` to `end` hold a naming of any other name."""
        first, last = bisect_left(self.places, start), bisect_left(self.places, end) - 1
        return first <= last and (self.figures[last].name != name or self.opens[last] > first)


class _FullNames:
    """The people named in full so far, by their surnames and by their first names."""

    def __init__(self) -> None:
        self._people: list[Figure] = []
        self._numbers: dict[int, int] = {}  # by identity
        self._by_surname: defaultdict[tuple[str, str], list[int]] = defaultdict(list)  # with the first name's initial
        self._by_first: defaultdict[str, tuple[list[int], list[str]]] = defaultdict(lambda: ([], []))  # with full names

    def note(self, figure: Figure) -> None:
        """Take in somebody, or the fuller name that somebody turns out to have."""
        number = self._numbers.setdefault(id(figure), len(self._people))
        if number == len(self._people):
            self._people.append(figure)
        words = figure.name.split()
        if len(words) > 1:
            insort(self._by_surname[_bare(words[-1]), words[0][0]], number)
            numbers, names = self._by_first[words[0]]
            at = bisect_left(numbers, number)
            numbers.insert(at, number)
            names.insert(at, figure.name.casefold())

    def namesake(self, name: str) -> Figure | None:
        """Return the person whose full name this is, misspelt or shortened though it be; the last of several."""
        words = name.split()
        bare = _bare(words[-1])
        same = (
            number
            for number in reversed(self._by_surname.get((bare, words[0][0]), [])[-MOST:])
            if _bears(self._people[number].name.split(), bare, words[0])
        )
        latest = next(same, -1)
        numbers, names = self._by_first.get(words[0], ([], []))
        numbers, names = numbers[-MOST:], names[-MOST:]
        alike = process.extract(name.casefold(), names, scorer=fuzz.ratio, score_cutoff=ALIKE, limit=None)
        current = (numbers[at] for _, _, at in alike if self._people[numbers[at]].name.casefold() == names[at])
        latest = max((latest, *current))
        return self._people[latest] if latest >= 0 else None


class _People:
    """The people of a text and where each is named, to find whom a single word names: who is named nearest to it."""

    def __init__(self, figures: Iterable[Figure]) -> None:
        self._of: dict[int, Figure] = {}
        self._places: defaultdict[str, list[int]] = defaultdict(list)  # by first name, and by bare surname
        self._first: list[int] = []  # where each is named first, of those known from the start
        self._surnames: list[str] = []  # theirs, then those of people known by one word alone
        self._figures: list[Figure] = []
        for figure in sorted(figures, key=lambda figure: figure.at[0]):
            self._first.append(figure.at[0])
            self._take(figure)
            for at in figure.at:
                self._place(figure, at)
        self._known = {id(figure) for figure in self._figures}

    def note(self, figure: Figure, at: int) -> None:
        """Take in one more place at which somebody is named."""
        if id(figure) not in self._known:
            self._known.add(id(figure))
            self._take(figure)
        self._place(figure, at)

    def _take(self, figure: Figure) -> None:
        self._figures.append(figure)
        self._surnames.append(figure.name.split()[-1].casefold())

    def _place(self, figure: Figure, at: int) -> None:
        self._of[at] = figure
        words = figure.name.split()
        for key in (f"first {words[0]}", f"last {_bare(words[-1])}"):
            insort(self._places[key], at)

    def bearing(self, word: str, at: int) -> Figure | None:
        """Return who bears a word as first name or surname."""
        places = [self._places.get(key, ()) for key in (f"first {word}", f"last {_bare(word)}")]
        before = [held[number - 1] for held in places if (number := bisect_right(held, at))]
        if before:
            return self._of[max(before)]
        after = [held[0] for held in places if held]
        return self._of[min(after)] if after else None

    def alike(self, word: str, at: int) -> Figure | None:
        """Return whose surname is nearly a word; of many people those are looked at who are brought in around it."""
        middle, known = bisect_right(self._first, at), len(self._first)
        around = [*range(max(0, middle - MOST), min(known, middle + MOST))]
        around += range(max(known, len(self._figures) - MOST), len(self._figures))
        surnames = [self._surnames[number] for number in around]
        found = process.extract(word.casefold(), surnames, scorer=fuzz.ratio, score_cutoff=ALIKE, limit=None)
        figures = [self._figures[around[number]] for _, _, number in found]
        return min(figures, key=lambda figure: _distance(figure, at), default=None)


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


def _bears(name: Sequence[str], surname: str, first: str) -> bool:
    """Tell whether a full name is that of a bare surname and a first name or initial."""
    return _bare(name[-1]) == surname and _initial_fits(first, name[0])


def _initial_fits(first: str, other: str) -> bool:
    return (
        first == other
        or (first[:2] == other[:2] and (first[1:2] == "." or other[1:2] == "."))
        or (first[0] == other[0] and (len(first) < 3 or len(other) < 3))
    )


def _distance(figure: Figure, word: int) -> int:
    """How far back a figure was last named; one named only later is farther than all before."""
    number = bisect_right(figure.at, word)
    return word - figure.at[number - 1] if number else 10**6 + figure.at[0]
