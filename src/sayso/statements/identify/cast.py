"""The cast of a text: what it says of everybody it names.

In: words, pieces and tables. Out: a `Cast`: the joined figures, each with the kind it speaks for, its body, gender and
offices as the text describes them, wherever it does.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Sequence
from functools import cached_property

from sayso.statements.identify.figures import Figure, Figures, Row
from sayso.statements.identify.nouns.kinds import kind_of
from sayso.statements.identify.nouns.phrase import COUNTRY, Phrase
from sayso.statements.identify.nouns.tables import Lexicon
from sayso.statements.identify.nouns.tagged import Piece
from sayso.statements.identify.nouns.tokens import Word, word_set

MALE = word_set("male")
FEMALE = word_set("female")


class Cast(Figures):
    """The figures of a text, described."""

    def __init__(self, words: Sequence[Word], pieces: Sequence[Piece], lexicon: Lexicon) -> None:
        super().__init__(words, pieces, lexicon)
        self._fitting: dict[str, list[int]] = {}  # by what is asked: where those who fit are named
        named = [(at, self._of[piece.start]) for at, piece in enumerate(pieces) if piece.start in self._of]
        for at, figure in named:
            self._describe(at, figure)
        for at, figure in named:
            self._name_by_maker(at, figure)
        self._called, self._named = {}, self._by_name()  # two names may have changed
        for at, figure in named:
            if figure.person and figure.kind == "unknown":
                figure.kind = self.kind_beside(self.around(at)) or self._last_resort(figure)

    def _last_resort(self, figure: Figure) -> str:
        """Return the kind of somebody whom no office describes: known of old, of the body behind, or "Dr"."""
        known = self.lexicon.people.get(figure.name)
        body = next((f for f in self.called(figure.affiliation) if not f.nation), None)
        if known is None and body is not None and body.kind not in ("unknown", "document"):
            return body.kind
        return known or ("expert" if "doctor" in figure.nouns else "unknown")

    def _name_by_maker(self, at: int, figure: Figure) -> None:
        """Name a numbered resolution after the body that adopted it, if the text tells that in the same breath."""
        if figure.kind != "document" or not figure.name.startswith("Resolution") or at < 2:
            return
        verb, maker = self.pieces[at - 1], self.pieces[at - 2]
        if verb.text in ("adopted", "passed", "approved") and maker.sort in ("known", "body"):
            figure.name = f"{maker.text} {figure.name}"

    def around(self, at: int) -> Phrase:
        """Return the whole noun phrase that a naming stands in."""
        return self.window.around(at)

    def _describe(self, at: int, figure: Figure) -> None:
        """Learn from the words around a naming: kind, body, gender, role nouns."""
        phrase = self.around(at)
        piece = self.pieces[at]
        if phrase.name is None or phrase.name.start != piece.start:
            return
        nouns = {noun.text.casefold() for noun in phrase.nouns}
        nouns |= {self.lexicon.titles[p.text][2] for p in phrase.before if p.sort == "title"} - {""}
        figure.nouns |= nouns
        if piece.sort == "name" and any(p.sort == "title" for p in phrase.before):
            figure.person = True
        self._redescribed(figure)
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
        self._redescribed(figure)
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
        """Tell whether a party and state follow a name: "(R-Utah)", ", D-Mo."."""
        after = self.pieces[at + 1 : at + 3]
        return len(after) == 2 and after[0].text in ("(", ",") and re.match(r"[RDI]-[A-Z]", after[1].text) is not None

    def holder(self, noun: str, word: int) -> Figure | None:
        """Return the last person before a word whom the text calls by a noun ("minister": a foreign minister too)."""
        return self._last(f"held {noun}", word, lambda figure: figure.person and holds(figure, noun))

    def president(self, word: int) -> Figure | None:
        """Return the last person before a word whom the text calls president."""
        return self._last("president", word, lambda figure: figure.person and "president" in figure.nouns)

    def first_holder(self, noun: str) -> Figure | None:
        """Return the first person of the text whom it calls by a noun."""
        return next((figure for figure in self.figures if figure.person and holds(figure, noun)), None)

    def _last(self, key: str, word: int, fits: Callable[[Figure], bool]) -> Figure | None:
        """Return whom the text names last before a word, of those that fit; each question is worked out once."""
        places = self._fitting.get(key)
        if places is None:
            places = self._fitting[key] = sorted(at for figure in self.figures if fits(figure) for at in figure.at)
        number = bisect_left(places, word)
        return self._of[places[number - 1]] if number else None

    @cached_property
    def foremost_country(self) -> str | None:
        """The one country that a text is plainly about: named three times, and twice as often as any other."""
        counts: Counter[str] = Counter()
        for figure in self.figures:
            if figure.country and (figure.nation or figure.plural):
                counts[figure.country] += len(figure.at)
        ranked = counts.most_common(2)
        if not ranked or ranked[0][1] < 3 or (len(ranked) > 1 and ranked[1][1] * 2 > ranked[0][1]):
            return None
        return ranked[0][0]

    @cached_property
    def people(self) -> Row:
        """Where the text names persons."""
        return Row([(at, self._of[at]) for at in self._order if self._of[at].person])

    @cached_property
    def bodies(self) -> Row:
        """Where the text names bodies and nations that it tells of, not merely a place ("in Norway")."""
        return Row([(at, self._of[at]) for at in self._order if self._is_body(at)])

    def _is_body(self, at: int) -> bool:
        figure = self._of[at]
        placed = at and self.words[at - 1].text in ("in", "at", "near", "from", "on")
        return not (figure.person or figure.plural or figure.kind == "unknown" or placed)

    def kind_of_body(self, name: str | None) -> str:
        """Return the kind of the body that bears this name in the text."""
        return next((f.kind for f in self.called(name) if not f.person), "unknown")

    def _gender(self, phrase: Phrase, nouns: set[str]) -> str:
        for piece in phrase.before:
            if piece.sort == "title" and self.lexicon.titles[piece.text][0]:
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


def holds(figure: Figure, noun: str) -> bool:
    """Tell whether the text calls somebody by a noun, by itself or at the end of a longer one."""
    return any(said == noun or said.endswith(f" {noun}") for said in figure.nouns)


def _group_kind(phrase: Phrase) -> str:
    """Return the kind that a generic noun gives the name beside it ("the militant group Sarab")."""
    for noun in phrase.nouns:
        if noun.role and noun.role.kind and noun.role.sort == "group":
            return noun.role.kind
    return next((p.kind for p in phrase.before if p.sort == "modifier" and p.kind), "unknown")
