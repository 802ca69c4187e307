"""The cast of a text: everybody and every body it names, each once, under the fullest name the text gives.

In: words, pieces and tables. Out: a `Cast` that tells, for a piece, whom it names, and finds who was spoken of before
a place in the text. Surnames, first names, acronyms in brackets and slips of spelling join the name they stand for.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from rapidfuzz import fuzz

from sayso.statements.source_kind import KIN, kind_of
from sayso.statements.source_phrase import COUNTRY, DETERMINERS, Phrase, hoist_portfolio, read_phrase
from sayso.statements.source_pieces import PORTFOLIOS, Piece
from sayso.statements.source_tables import Lexicon
from sayso.statements.source_words import Word, word_set

ALIKE = 88.0  # rapidfuzz ratio: "Anan" for "Annan" is 89, "Hassan" for "Hasan" 91, "Clinton" for "Clayton" 71
MALE = word_set("male")
FEMALE = word_set("female")
STOPS = frozenset((".", ";", ":", "!", "?", "“", "”", '"', "—", "–", "said", "says", "told", "has", "had", "and"))


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


class Cast:
    """Everybody a text names, by piece and by place."""

    def __init__(self, words: Sequence[Word], pieces: Sequence[Piece], lexicon: Lexicon) -> None:
        self.words = words
        self.pieces = pieces
        self.lexicon = lexicon
        self.figures: list[Figure] = []
        self._by_key: dict[str, list[Figure]] = {}
        self._of: dict[int, Figure] = {}
        self._fill()

    def of(self, piece: Piece) -> Figure | None:
        """Return whom a piece names."""
        return self._of.get(piece.start)

    def before(self, word: int) -> Iterator[tuple[int, Figure]]:
        """Yield place and figure of every naming before a word, the nearest first."""
        for at in reversed(self._order):
            if at < word:
                yield at, self._of[at]

    def _fill(self) -> None:
        alone = []
        for at, piece in enumerate(self.pieces):
            if not piece.named:
                continue
            if piece.sort == "name" and " " not in piece.text:
                alone.append(at)
            else:
                self._enter(at, self._join(at, piece))
        for at in alone:
            figure = self._join_alone(at, self.pieces[at])
            if figure is not None:
                self._enter(at, figure)
        self._order = sorted(self._of)
        for figure in self.figures:
            figure.at.sort()
        for at, piece in enumerate(self.pieces):
            if piece.start in self._of:
                self._describe(at, self._of[piece.start])
        for at, piece in enumerate(self.pieces):
            figure = self._of.get(piece.start)
            if figure is not None and figure.person and figure.kind == "unknown":
                figure.kind = self.kind_beside(self.around(at)) or "unknown"
        for figure in self.figures:
            if figure.person and figure.kind == "unknown":
                figure.kind = self.lexicon.people.get(figure.name, "unknown")

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
        if joined is None and person:
            joined = self._namesake(name)
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
        if any(p is not None and p.role and p.role.sort == "group" for p in (before, after)):
            return True
        if any(aside.sort == "group" and aside.name is None for aside in self.around(at).asides):
            return True
        brackets = after is not None and after.text == "(" and at + 2 < len(self.pieces)
        return (before is not None and before.text == "the") or (brackets and self.pieces[at + 2].text.isupper())

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

    def _join_alone(self, at: int, piece: Piece) -> Figure | None:
        """Return whom a single unknown word names: a surname, a first name, an acronym, or a body of its own."""
        text = piece.text
        acronym = next(iter(self._by_key.get(text, ())), None) or next(iter(self._by_key.get(_plain(text), ())), None)
        if acronym is not None:
            return acronym
        people = [figure for figure in self.figures if figure.person and figure.at]
        near = sorted(people, key=lambda figure: _distance(figure, piece.start))
        for figure in near:
            if _bare(figure.name.split()[-1]) == _bare(text) or figure.name.split()[0] == text:
                return figure
        for figure in near:
            if len(text) > 4 and fuzz.ratio(figure.name.split()[-1].casefold(), text.casefold()) >= ALIKE:
                return figure
        before = self.pieces[at - 1] if at else None
        body = self._called_body(at) or (text.isupper() and len(text) < 7) or re.search(r"[\d.&/]", text) is not None
        titled = before is not None and (before.sort == "title" or (before.role and before.role.sort == "person"))
        return self._new(text, person=bool(titled) or not body)

    def _describe(self, at: int, figure: Figure) -> None:
        """Learn from the words around a naming: kind, body, gender, role nouns."""
        phrase = self.around(at)
        piece = self.pieces[at]
        if phrase.name is None or phrase.name.start != piece.start:
            return
        nouns = {noun.text.casefold() for noun in phrase.nouns}
        nouns |= {SHORT[p.text] for p in phrase.before if p.text in SHORT}
        figure.nouns |= nouns
        if piece.sort == "name" and any(p.sort == "title" for p in phrase.before):
            figure.person = True
        kind = kind_of(phrase)
        if figure.person and figure.affiliation is None:
            figure.affiliation = self.body_of(phrase)
        if figure.person and kind == "unknown" and any(n.role and n.role.kind is None for n in phrase.nouns):
            kind = self.kind_of_body(figure.affiliation)
        if self._of_congress(at):
            kind = "government"
        elif kind == "unknown" and any(self.pieces[p.start].text.isdigit() for p in phrase.asides if p.end > p.start):
            kind = "public"
        if figure.person and (kind == "military" or figure.kind in ("unknown", "public")):
            figure.kind = kind if kind != "unknown" else figure.kind
        elif not figure.person and (kind == "state_media" or figure.kind == "unknown"):
            figure.kind = _group_kind(phrase) if kind == "unknown" else kind
        figure.gender = figure.gender or self._gender(phrase, nouns)
        self._note_kin(phrase, figure)

    def kind_beside(self, phrase: Phrase) -> str | None:
        """Return the kind of whom a phrase names beside its noun ("Orlen's aides", "a Wend spokesman")."""
        for part in (phrase, *phrase.asides):
            if part.head is None or part.head.role is None or part.head.role.kind is not None:
                continue
            names = [piece for piece in reversed(part.before) if piece.named]
            names += [part.owner.name] if part.owner is not None and part.owner.name is not None else []
            links = ("of", "for", "to", "with", "at", "from")
            names += [tail.name for link, tail in part.tails if link in links and tail.name is not None]
            for name in names:
                figure = self.of(name)
                if figure is not None and figure.kind != "unknown" and name is not phrase.name:
                    return figure.kind
        return None

    def _of_congress(self, at: int) -> bool:
        """Tell whether a party and state in brackets follow a name: "(R-Utah)"."""
        after = self.pieces[at + 1 : at + 3]
        return len(after) == 2 and after[0].text == "(" and re.match(r"[RDI]-[A-Z]", after[1].text) is not None

    def kind_of_body(self, name: str | None) -> str:
        """Return the kind of the body that bears this name in the text."""
        return next((f.kind for f in self.figures if f.name == name and not f.person), "unknown")

    def _gender(self, phrase: Phrase, nouns: set[str]) -> str:
        for piece in phrase.before:
            if piece.sort == "title" and self.lexicon.titles[piece.text.replace("’", "'")][0]:
                return self.lexicon.titles[piece.text][0]
        words = {word for noun in nouns for word in noun.split()}
        return "m" if words & MALE else "f" if words & FEMALE else ""

    def _note_kin(self, phrase: Phrase, figure: Figure) -> None:
        for aside in phrase.asides:
            if aside.head is None or aside.head.text.casefold() not in ("son", "daughter"):
                continue
            for link, tail in aside.tails:
                parent = self.of(tail.name) if link == "of" and tail.name is not None else None
                if parent is not None:
                    figure.parents.append(parent)

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
            elif piece.sort != "word" or piece.text in PORTFOLIOS or lower in ("former", "then", "late", "acting"):
                if piece.sort == "person":
                    break
                start -= 1
            elif linked and self._linked(start):
                start -= 1
            else:
                break
        return start

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
        """Tell whether what follows a body's comma is the subject of the next verb rather than an aside."""
        body = self.pieces[at].sort in ("known", "body") or self.pieces[at].text.isupper()
        return body and stop < len(self.pieces) and self.pieces[stop].text in ("said", "says", "told", "has", "had")

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

    def body_of(self, phrase: Phrase) -> str | None:
        """Return the name of the body a phrase belongs to, as this text tells it."""
        for part in (phrase, *phrase.asides):
            found = self._body_in(part)
            if found is not None:
                return found
        return None

    def _body_in(self, part: Phrase) -> str | None:
        """Look before the noun, then at what hangs on it, then at its owner."""
        own = part.name if part.name is not None else None
        ranked = [p for p in reversed(part.before) if p.named and p is not own and p.sort in ("known", "body")]
        ranked.sort(key=lambda piece: piece.known is not None and piece.known.sort in COUNTRY)
        group = next((p for p in part.before if p.role and p.role.sort == "group"), None)
        if group is not None and ranked and group.end > ranked[0].end and part.head is not group:
            return self.spell(ranked[0].start, group.end)
        if ranked:
            return self._spelled(ranked[0])
        if part.owner is not None and self._body_named(part.owner) is not None:
            return self._body_named(part.owner)
        plain = [p for p in part.before if p.sort == "name"]
        if plain and part.head is not None and plain[-1].start < part.head.start:
            end = group.end if group is not None and group.start >= plain[-1].end else plain[-1].end
            return self.spell(plain[-1].start, end) if end > plain[-1].end else self._spelled(plain[-1])
        return self._body_by_link(part)

    def _body_by_link(self, part: Phrase) -> str | None:
        for link, tail in part.tails:
            posted = link == "to" and part.head is not None
            if link in ("of", "for", "from", "at", "with", "within", "inside") or (link == "in" and not posted):
                found = self._body_named(tail)
                if found is not None:
                    return found
        return self._country_of(part) or (self._body_named(part.owner) if part.owner is not None else None)

    def _country_of(self, part: Phrase) -> str | None:
        """Return the unknown name that owns a state office: "Karvonia" in "Karvonia’s interior minister"."""
        head, owner = part.head, part.owner.name if part.owner is not None else None
        office = head is not None and head.role is not None and head.role.kind in ("government", "military")
        return owner.text if office and owner is not None and owner.sort == "name" and " " not in owner.text else None

    def _body_named(self, phrase: Phrase) -> str | None:
        if phrase.name is not None:
            figure = self.of(phrase.name)
            return None if figure is None or figure.person or figure.kind == "document" else figure.name
        if phrase.head is not None and phrase.sort == "group":
            named = next((p for p in phrase.before if p.named), None)
            if named is not None:
                return self.spell(named.start, phrase.head.end)
            figure = self.body_called(phrase.head, phrase.head.start)
            return figure.name if figure else None
        return None

    def _spelled(self, piece: Piece) -> str | None:
        figure = self.of(piece)
        if figure is not None and figure.person:
            return None if " " in figure.name or figure.kind != "unknown" else piece.text
        return figure.name if figure is not None else piece.text

    def spell(self, start: int, end: int) -> str:
        """Return words `start` to `end` as one string, possessives kept."""
        text = self.words[start].text
        for before, word in zip(self.words[start:end], self.words[start + 1 : end], strict=False):
            text += (" " if word.start > before.end else "") + word.text
        return text

    def body_called(self, head: Piece, word: int) -> Figure | None:
        """Return the last body before a word that a generic noun ("the ministry", "the group") can stand for."""
        noun = head.text.casefold().split(" ")[-1]
        kinds = STANDS_FOR.get(noun, frozenset())
        for _, figure in self.before(word):
            if figure.person or figure.nation or figure.plural:
                continue
            said = {each.split(" ")[-1] for each in figure.nouns} | {figure.name.casefold().split(" ")[-1]}
            if noun in said or noun in figure.name.casefold().split(" ") or figure.kind in kinds:
                return figure
        return None


SHORT = {
    "Sen.": "senator", "Gov.": "governor", "Rep.": "representative", "Gen.": "general", "Col.": "colonel",
    "Capt.": "captain", "Maj.": "major", "Lt.": "lieutenant", "Prof.": "professor", "Judge": "judge", "Dr.": "doctor",
    "Pope": "pope", "King": "king", "Queen": "queen", "Prince": "prince", "Princess": "princess", "Sheriff": "sheriff",
}  # fmt: skip
NGO_LIKE = frozenset(("ngo", "party_or_opposition", "intergovernmental", "expert"))
STANDS_FOR: dict[str, frozenset[str]] = {
    "organisation": NGO_LIKE, "organization": NGO_LIKE, "group": NGO_LIKE, "body": NGO_LIKE,
    "charity": frozenset(("ngo",)), "watchdog": frozenset(("ngo",)), "union": frozenset(("ngo",)),
    "movement": frozenset(("party_or_opposition",)), "party": frozenset(("party_or_opposition",)),
    "company": frozenset(("company",)), "firm": frozenset(("company",)), "bank": frozenset(("company",)),
    "airline": frozenset(("company",)), "agency": frozenset(("news_media", "state_media")),
    "newspaper": frozenset(("news_media", "state_media")), "paper": frozenset(("news_media",)),
    "daily": frozenset(("news_media", "state_media")), "broadcaster": frozenset(("news_media", "state_media")),
    "channel": frozenset(("news_media", "state_media")), "outlet": frozenset(("news_media", "state_media")),
    "magazine": frozenset(("news_media",)), "network": frozenset(("news_media",)),
    "university": frozenset(("expert",)), "institute": frozenset(("expert",)), "tank": frozenset(("expert",)),
    "bloc": frozenset(("intergovernmental",)), "alliance": frozenset(("intergovernmental",)),
}  # fmt: skip


def _group_kind(phrase: Phrase) -> str:
    """Return the kind that a generic noun gives the name beside it ("the militant group Sarab")."""
    for noun in phrase.nouns:
        if noun.role and noun.role.kind and noun.role.sort == "group":
            return noun.role.kind
    return next((p.kind for p in phrase.before if p.sort == "modifier" and p.kind), "unknown")


def _plain(name: str) -> str:
    return _unaccented(name.casefold().replace("’", "'").removeprefix("the "))


def _bare(word: str) -> str:
    return re.sub(r"^(al|el)-", "", _unaccented(word.casefold()))


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
