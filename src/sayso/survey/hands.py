"""The hands behind one statement.

In: a statement and its document. Out: its hands, first speaker first, the speaker's name, and what it rests on.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from sayso.records import Document, Statement
from sayso.survey.counts import OUTLETS, Hand

READERS = "readers who comment"
_NAMED = frozenset(("named", "body"))

RESTS: Mapping[str, Callable[[tuple[Hand, ...]], bool]] = {
    "unnamed": lambda hands: hands[0].naming == "unnamed",
    "no_named_hand": lambda hands: hands[0].naming == "unnamed" and not any(h.naming in _NAMED for h in hands),
    "nobody": lambda hands: hands[0].naming == "none",
    "state_media": lambda hands: any(hand.kind == "state_media" for hand in hands),
    "document": lambda hands: any(hand.kind == "document" for hand in hands),
}


def hands_of(document: Document, statement: Statement) -> tuple[Hand, ...]:
    """Return the hands a statement passed through; of one without a chain, its speaker alone."""
    if not statement.chain:
        name = speaker_name(document, statement)
        return (Hand(rel="speaker", name=name, kind=statement.source_kind, naming=statement.naming),)
    return tuple(
        Hand(rel=link.rel, name=_link_name(document, statement, at), kind=link.source_kind, naming=link.naming)
        for at, link in enumerate(statement.chain)
    )


def speaker_name(document: Document, statement: Statement) -> str | None:
    """Return who speaks: the entity, else the words for it; None where the text names no source.

    Readers who comment are private people: all are one speaker, without their names.
    """
    if statement.source_kind == "reader":
        return READERS
    if statement.entity or not statement.source:
        return statement.entity
    first = statement.chain[0] if statement.chain else None
    if (
        first
        and first.entity is None
        and (first.source_kind, first.naming)
        == (
            statement.source_kind,
            statement.naming,
        )
    ):
        return statement.origin  # made of the words that a pronoun stands for
    return _folded(" ".join(map(document.quote, statement.source)))


def hands_after(statement: Statement, hands: tuple[Hand, ...]) -> tuple[Hand, ...]:
    """Return the hands that came after the statement's own speaker."""
    if not statement.chain:
        return ()
    at = (n for n, link in enumerate(statement.chain) if statement.entity and link.entity == statement.entity)
    return hands[next(at, 0) + 1 :]


def single_kind(hand: Hand) -> str | None:
    """Return what alone an origin is: an `unnamed` speaker or an `outlet`; None for any other."""
    if hand.naming == "unnamed":
        return "unnamed"
    return "outlet" if hand.kind in OUTLETS else None


def _link_name(document: Document, statement: Statement, at: int) -> str:
    """Return who a link is: the entity, else the words for it, and of the first link what its pronoun stands for."""
    link = statement.chain[at]
    if link.source_kind == "reader":
        return READERS
    if link.entity:
        return link.entity
    if at == 0 and statement.origin:
        named = next((each.entity for each in statement.chain[1:] if each.entity), None)
        return statement.origin.removesuffix(f" via {named}")
    return _folded(document.quote(link.span))


def _folded(words: str) -> str:
    return " ".join(words.split())
