"""What sort of body a noun phrase speaks for.

In: a `Phrase`. Out: its kind of source (LABELS: `source_kind`), "unknown" where its words do not tell; the body it
belongs to; whether it is a body by its own words ("the Turkish army").
"""

from __future__ import annotations

from collections.abc import Iterator

from sayso.statements.identify.nouns.phrase import BELONGING, COUNTRY, Phrase
from sayso.statements.identify.nouns.tagged import ADJECTIVAL, Piece
from sayso.statements.identify.nouns.tokens import word_set

POSTED_TO = word_set("posted_to")
KIN = word_set("kin")
SWAYED = frozenset((("military", "party_or_opposition"), ("news_media", "state_media")))  # "rebel commander"
OUTLETS = frozenset(("news_media", "state_media"))


def kind_of(phrase: Phrase) -> str:
    """Return the kind of source a phrase speaks for."""
    if phrase.name is not None and phrase.name.sort in ("known", "body") and not _is_crowd(phrase.name):
        return _kind_of_body(phrase, phrase.name)
    rank = _rank(phrase)
    if rank:
        return rank
    nouns = _offices(phrase) if phrase.name is not None else [phrase.head] if phrase.head is not None else []
    kinds = [_kind_of_noun(noun, phrase) for noun in nouns]
    if phrase.name is not None:
        kinds += _kinds_of_asides(phrase)
        kinds += [kind for kind in _tail_kinds(phrase) if kind] if phrase.head is None else []
        kinds += ["public"] if _is_crowd(phrase.name) else []
    kinds += [noun.role.otherwise for noun in nouns if noun.role is not None and noun.role.kind is None]
    return next((kind for kind in kinds if kind != "unknown"), "unknown")


def _kinds_of_asides(phrase: Phrase) -> list[str]:
    """Return the kinds of the bodies that asides name: "who runs the Harbour Institute"."""
    names = [aside.name for aside in phrase.asides if aside.head is None and aside.name is not None]
    return [name.kind for name in names if name.sort in ("known", "body") and name.kind and not _is_nation(name)]


def _offices(phrase: Phrase) -> list[Piece]:
    """Return the nouns for what somebody named is: the head's, then of asides, then those before.

    Kin and the public come last, since "a mother of two" tells less than "the mayor".
    """
    parts = [phrase.head, *(aside.head for aside in phrase.asides), *reversed(phrase.before)]
    parts += [piece for aside in phrase.asides for piece in reversed(aside.before)]
    nouns = [piece for piece in parts if piece is not None and piece.role and piece.role.sort in ("person", "people")]
    return sorted(nouns, key=lambda piece: piece.role is not None and piece.role.kind == "public")


def _kind_of_body(phrase: Phrase, name: Piece) -> str:
    """Return the kind of a named body; that a text calls an outlet state-run outweighs the table."""
    kinds = {piece.kind for part in (phrase, *phrase.asides) for piece in (*part.before, part.head) if piece}
    if any(p.text.casefold() == "state" for p in phrase.before) and kinds & OUTLETS:
        return "state_media"
    if "state_media" in kinds:
        return "state_media"
    return name.kind or "unknown"


def _rank(phrase: Phrase) -> str | None:
    """Return the kind that a title before the name gives ("Col.", "Sen.", "Judge")."""
    if phrase.name is None and phrase.sort not in ("person", ""):
        return None
    for piece in reversed(phrase.before):
        if piece.sort == "title" and piece.kind:
            police = any(p.text.casefold().startswith("police") for p in phrase.before)
            return "court_or_police" if piece.kind == "military" and police else piece.kind
    return None


def _kind_of_noun(noun: Piece, phrase: Phrase) -> str:
    """Return the kind of a role noun in its phrase."""
    role = noun.role
    if role is None:
        return "unknown"
    owner = next((part for part in (phrase, *phrase.asides) if part.head is noun or noun in part.before), phrase)
    if role.noun.casefold() in KIN and phrase.head is not noun:
        return "unknown"
    around = [kind for kind in _body_kinds(owner, noun) if kind]
    if role.noun in ("member", "members") and "intergovernmental" in around[:1]:
        return "government"  # who sits in it are states
    if role.kind is None:
        return around[0] if around else _country_kind(owner) or "unknown"
    swayed = (role.kind, around[0]) in SWAYED if around else False
    return around[0] if swayed and role.sort != "paper" else role.kind


def _body_kinds(phrase: Phrase, noun: Piece) -> Iterator[str | None]:
    """Yield the kinds that the words around a noun give, the strongest first."""
    earlier = [piece for piece in reversed(phrase.before) if piece.start < noun.start]
    for piece in earlier:
        if piece.named and not _is_nation(piece):
            yield piece.kind
    if phrase.name is not None and phrase.name.start > noun.start and phrase.name.sort in ("known", "body"):
        yield None if _is_nation(phrase.name) else phrase.name.kind
    yield from _tail_kinds(phrase)
    for piece in earlier:
        if piece.sort == "modifier" or (piece.role and piece.role.sort == "group"):
            yield piece.kind if piece.role is None else piece.role.kind
    if phrase.owner is not None:
        kind = kind_of(phrase.owner)
        yield None if kind in ("unknown", "public", "document") or _nation(phrase.owner) else kind


def _tail_kinds(phrase: Phrase) -> Iterator[str | None]:
    """Yield the kinds of the bodies hung on by "of", "for", "at" and their like."""
    posted = phrase.head is not None and phrase.head.text.casefold().split(" ")[-1] in POSTED_TO
    for link, tail in phrase.tails:
        if link not in BELONGING or (posted and link == "to") or _nation(tail):
            continue
        if tail.owner is not None and not _nation(tail.owner):  # "the Red Cross's Lund office"
            owner = kind_of(tail.owner)
            yield None if owner in ("unknown", "public", "document") else owner
        if tail.name is not None or tail.sort in ("group", "people", "person"):
            kind = kind_of(tail)
            yield None if kind in ("unknown", "public", "document") else kind


def _country_kind(phrase: Phrase) -> str | None:
    """Return "government" where a country stands in the phrase."""
    tails = [tail for link, tail in phrase.tails if link in BELONGING]
    parts = [*phrase.before, *(piece for tail in tails for piece in _named(tail))]
    if phrase.owner is not None:
        parts += _named(phrase.owner)
    region = any(piece.sort == "people" and piece.kind == "government" for piece in phrase.before)
    return "government" if region or any(_is_nation(piece) for piece in parts) else None


def _named(phrase: Phrase) -> list[Piece]:
    return [piece for piece in (*phrase.before, phrase.name) if piece is not None]


def _is_nation(piece: Piece) -> bool:
    return piece.known is not None and piece.known.sort in COUNTRY


def _is_crowd(piece: Piece) -> bool:
    return piece.known is not None and piece.known.plural


def _nation(phrase: Phrase) -> bool:
    return phrase.name is not None and _is_nation(phrase.name) and phrase.head is None


def bearing_name(phrase: Phrase) -> Piece | None:
    """Return the name that makes a generic noun a body of its own: "Turkish" in "the Turkish army"."""
    if phrase.head is None or phrase.sort not in ("group", "paper", "papers") or phrase.determiner in ("a", "an"):
        return None
    before = [p for p in phrase.before if p.named and p.start < phrase.head.start]
    owner = [phrase.owner.name] if phrase.owner is not None and phrase.owner.name is not None else []
    return next(iter(before or owner), None)


def is_adjectival(piece: Piece) -> bool:
    """Tell whether a name looks like one of a nation's or region's ("Karvonian")."""
    return _is_nation(piece) or ADJECTIVAL.search(piece.text) is not None
