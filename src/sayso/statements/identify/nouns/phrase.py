"""A noun phrase that speaks, taken apart: its head noun, its name, whose it is, what is said about it.

In: the pieces of a text and a range of them. Out: a `Phrase`. It looks no further than the phrase itself; who a
pronoun or "the minister" is, `cast` and `pronouns` tell.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from sayso.statements.identify.nouns.tagged import ADJECTIVAL, PORTFOLIOS, Piece
from sayso.statements.identify.nouns.tokens import word_set

PREPOSITIONS = word_set("prepositions")
BELONGING = frozenset(("of", "for", "from", "at", "with", "within", "inside", "in", "by", "to"))
CUTS = frozenset((",", "(", ")", "[", "—", "–", ";", ":", "who", "which", "that", "whose", "whom"))
DETERMINERS = word_set("determiners")
QUANTITIES = word_set("quantities")
FOLLOWING = word_set("following")
SOURCES = frozenset(("person", "people"))
PAPERS = frozenset(("paper", "papers", "item", "items", "utterance"))
COUNTRY = frozenset(("country", "demonym", "capital"))


class Phrase(NamedTuple):
    """A noun phrase in pieces `start` to `end`.

    `head` is its noun, `name` who it names, `before` what stands before them, `tails` the phrases hung on by a
    preposition, `asides` those set off by commas, `owner` whose it is.
    """

    start: int
    end: int
    determiner: str | None = None
    head: Piece | None = None
    name: Piece | None = None
    before: tuple[Piece, ...] = ()
    owner: Phrase | None = None
    tails: tuple[tuple[str, Phrase], ...] = ()
    asides: tuple[Phrase, ...] = ()

    @property
    def nouns(self) -> Iterator[Piece]:
        """The role nouns said of it: its own head and those of its asides."""
        for phrase in (self, *self.asides):
            yield from (piece for piece in phrase.before if piece.role)
            if phrase.head:
                yield phrase.head

    @property
    def sort(self) -> str:
        """Sort of the head noun, "" without one."""
        return self.head.role.sort if self.head and self.head.role else ""

    @property
    def definite(self) -> bool:
        """Whether it points at something known."""
        return self.determiner in ("the", "this", "these", "those", "that", "both")


def read_phrase(pieces: Sequence[Piece], start: int, end: int) -> Phrase:
    """Return the noun phrase in `pieces[start:end]`."""
    while end > start and pieces[end - 1].text in (
        ",",
        "'",
        "’s",
        "'s",
        ".",
        "“",
        '"',
        ":",
        "and",
        ")",
        "also",
    ):
        end -= 1
    cuts = list(_cuts(pieces, start, end))
    core_end = cuts[0] if cuts else end
    phrase = _read_core(pieces, start, core_end)
    tails: list[tuple[str, Phrase]] = []
    asides: list[Phrase] = []
    for cut, stop in zip(cuts, [*cuts[1:], end], strict=False):
        link = pieces[cut].text.casefold()
        if cut + 1 >= stop:
            continue
        part = _read_core(pieces, cut + 1, stop)
        if link in PREPOSITIONS:
            target = asides[-1] if asides else None
            if target is not None:
                asides[-1] = target._replace(tails=(*target.tails, (link, part)), end=stop)
            else:
                tails.append((link, part))
        elif link in CUTS:
            asides.append(part)
    return _settle(phrase._replace(end=end, tails=tuple(tails), asides=tuple(asides)) if cuts else phrase)


def _cuts(pieces: Sequence[Piece], start: int, end: int) -> Iterator[int]:
    """Yield where the core ends and every later part begins: at prepositions, commas, relatives, participles."""
    seen = False
    for at in range(start, end):
        text = pieces[at].text.casefold()
        if (pieces[at].sort == "word" and text in CUTS | PREPOSITIONS and (seen or text in CUTS) and at > start) or (
            pieces[at].sort == "word" and seen and _is_participle(pieces, at, end)
        ):
            yield at
        seen = seen or pieces[at].sort != "word" or text in QUANTITIES


def _is_participle(pieces: Sequence[Piece], at: int, end: int) -> bool:
    """Tell whether a word says what was done to the noun before it ("obtained by", "shared online")."""
    text, before = pieces[at].text, pieces[at - 1].text.casefold()
    if not text.endswith(("ed", "seen", "shot", "taken", "ing", "held")) or before in CUTS | DETERMINERS:
        return False
    return at + 1 < end and pieces[at + 1].text in PREPOSITIONS | {
        "online",
        "last",
        "during",
        "this",
        "as",
        "earlier",
    }


def _read_core(pieces: Sequence[Piece], start: int, end: int) -> Phrase:
    """Return the phrase without prepositions, commas or relatives in it."""
    owner = None
    determiner = pieces[start].text.casefold() if start < end else None
    if determiner not in DETERMINERS:
        determiner = None
    possessives = [at for at in range(start, end - 1) if pieces[at].sort == "possessive" and at > start]
    first = start
    if possessives:
        owner = _read_core(pieces, start, possessives[-1])
        first, determiner = possessives[-1] + 1, "the"
    core = [piece for piece in pieces[first:end] if piece.sort not in ("word", "possessive")]
    name = _own_name(core)
    if name is not None and _is_adjective(name, pieces[first:end]):
        name = None
    roles = [piece for piece in core if piece.role]
    head = roles[-1] if roles else None
    if head is not None and name is None and _only_modifies(pieces[first:end], head):
        head = None
    if name is not None and head is not None and head.start > name.start and not _describes(name, head):
        name = None
    before = tuple(piece for piece in core if piece is not head and piece is not name)
    return Phrase(start=start, end=end, determiner=determiner, head=head, name=name, before=before, owner=owner)


def _is_adjective(name: Piece, core: Sequence[Piece]) -> bool:
    """Tell whether a nation's adjective stands before a plain noun ("American history")."""
    last = core[-1]
    adjective = name.known is not None and name.known.sort == "demonym" and not name.known.plural
    return adjective and last.start >= name.end and last.sort == "word" and last.text.islower()


def _only_modifies(core: Sequence[Piece], head: Piece) -> bool:
    """Tell whether a plain noun we do not know follows ("military operation"), so that the role noun is no head."""
    last = core[-1]
    plain = last.sort == "word" and last.text.islower() and not last.text.endswith("ly")
    return last.start > head.start and plain and last.text not in FOLLOWING


def _own_name(core: Sequence[Piece]) -> Piece | None:
    """Return the name the phrase itself bears: the last, unless it is only a nationality before a noun."""
    named = [piece for piece in core if piece.named]
    if (
        len(named) > 1
        and named[-1].sort == "name"
        and ADJECTIVAL.search(named[-1].text)
        and named[-1].end < core[-1].end
    ):
        named.pop()
    if not named:
        return None
    last = named[-1]
    nationality = last.known is not None and last.known.sort in COUNTRY
    followed = any(piece.role and piece.start > last.start for piece in core)
    return None if nationality and followed else last


def _describes(name: Piece, head: Piece) -> bool:
    """Tell whether a noun after a name says what the name is ("SANA news agency") and does not belong to it."""
    role = head.role
    if role is None or role.sort != "group" or name.end < head.start - 2:
        return False
    outlet = role.kind in ("news_media", "state_media")
    return outlet and not (name.sort in ("name", "person") and ADJECTIVAL.search(name.text) is not None)


def _settle(phrase: Phrase) -> Phrase:
    """Move a name or noun that stands after a comma, or after "of", to where it belongs."""
    phrase = _count_through(phrase)
    if (phrase.name is None and phrase.owner is None) or phrase.sort in SOURCES:
        phrase = _hoist(phrase)
    if phrase.name is None:
        for aside in phrase.asides:
            if aside.name is not None and _names_it(phrase, aside):
                return phrase._replace(name=aside.name, before=(*phrase.before, *aside.before))
    return phrase


def _names_it(phrase: Phrase, aside: Phrase) -> bool:
    """Tell whether an aside is the name of what the phrase describes."""
    name = aside.name
    if name is None or (aside.head is not None and aside.head.start > name.start) or aside.owner is not None:
        return False
    if name.sort in ("person", "name"):
        return phrase.sort in ("person", "group", "paper", "")
    body = name.known is None or name.known.sort not in COUNTRY
    return body and phrase.sort in ("group", "person", "")


def _count_through(phrase: Phrase) -> Phrase:
    """Take "documents" for the head of "hundreds of documents", "residents" for that of "a group of residents"."""
    if not phrase.tails or phrase.tails[0][0] != "of" or phrase.name is not None:
        return phrase
    if any(piece.named for piece in phrase.before):
        return phrase
    inner = phrase.tails[0][1]
    counted = phrase.head is None or phrase.head.text.casefold() in QUANTITIES or phrase.sort == "group"
    if counted and inner.head is not None and (phrase.sort != "group" or inner.sort == "people"):
        kept = (*inner.before, *([inner.name] if inner.name else []))
        return phrase._replace(head=inner.head, before=kept, owner=inner.owner, tails=phrase.tails[1:])
    return phrase


def _hoist(phrase: Phrase) -> Phrase:
    """Take the person for the name in "ambassador to the European Union Jana Petrik", "minister of Trade Bo Lind"."""
    if phrase.name is not None or not phrase.tails or phrase.head is None:
        return phrase
    link, tail = phrase.tails[-1]
    name = tail.name
    if name is None or name.sort not in ("person", "name") or tail.head is not None or tail.owner is not None:
        return phrase
    led = [piece for piece in tail.before if piece.end == name.start]
    if led and (led[0].named or led[0].sort == "place"):
        body = tail._replace(name=led[0], before=tuple(p for p in tail.before if p is not led[0]))
        return phrase._replace(name=name, tails=(*phrase.tails[:-1], (link, body)))
    return phrase


def hoist_portfolio(phrase: Phrase, pieces: Sequence[Piece]) -> Phrase:
    """Take the person for the name where a portfolio that is no body stands between ("Minister of Trade Bo Lind")."""
    if phrase.name is not None or not phrase.tails or phrase.sort != "person":
        return phrase
    link, tail = phrase.tails[-1]
    if tail.name is None or tail.name.sort not in ("person", "name") or tail.head or tail.before:
        return phrase
    previous = [p for p in pieces[tail.start : tail.end] if p.end == tail.name.start]
    if link in ("of", "for") and previous and previous[0].text in PORTFOLIOS:
        return phrase._replace(name=tail.name, tails=phrase.tails[:-1])
    return phrase
