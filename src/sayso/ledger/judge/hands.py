"""Let chains and origins follow who speaks, as people judged it.

In: a statement before and after a judgement, or another one through whose chain the same speaker passes. Out: the
statement with its chain, and its origin unless a person gave that. Links are the same hand where they stand at the
same span and bear the same name: nothing else of a page is touched.
"""

from __future__ import annotations

from collections.abc import Sequence, Set
from dataclasses import replace

from sayso.records import Document, Link, Statement, origin_of

VOICE = ("source", "entity", "source_kind", "naming")  # what tells who speaks


def own_link(statement: Statement) -> int | None:
    """Return which link of its chain a statement's own speaker is: of "the Gazette, citing a clerk" the second.

    It stands where the source does, or where what a relative pronoun takes up does.
    """
    chain = statement.chain
    if not statement.source:
        return None
    here = (at for at, link in enumerate(chain) if any(link.span.overlaps(span) for span in statement.source))
    named = (
        at
        for at, link in enumerate(chain)
        if link.rel == "speaker" and (link.entity, link.naming) == (statement.entity, statement.naming)
    )
    return next(here, next(named, None))


def follow(document: Document, before: Statement, now: Statement, *, origin: bool) -> Statement:
    """Return a statement that was judged with its speaker in the chain as judged; `origin`: a person gave that."""
    if all(getattr(before, name) == getattr(now, name) for name in VOICE):
        return now
    chain = _with_speaker(before, now)
    told = now if origin else replace(now, origin=_origin(document, before, chain))
    return replace(told, chain=chain, candidates=() if now.entity else now.candidates)


def pass_on(document: Document, holder: Statement, hands: tuple[Link, Link], *, given: Set[str]) -> Statement:
    """Return another statement of the page in which the first of two hands is now the second.

    Its own speaker, where it is that very hand, goes with it, unless a person gave its name (`given`).
    """
    was, now = hands
    own = own_link(holder)
    mine = own is not None and _same(holder.chain[own], was)
    if (mine and "entity" in given) or not any(_same(link, was) for link in holder.chain):
        return holder
    chain = tuple(_renamed(link, now) if _same(link, was) else link for link in holder.chain)
    told = replace(holder, chain=chain)
    if mine:
        told = replace(
            told,
            entity=now.entity,
            source_kind=told.source_kind if "source_kind" in given else now.source_kind,
            naming=told.naming if "naming" in given else now.naming,
            candidates=() if now.entity else told.candidates,
        )
    return told if "origin" in given else replace(told, origin=_origin(document, holder, chain))


def _with_speaker(before: Statement, now: Statement) -> tuple[Link, ...]:
    if not now.source:
        return ()
    at = own_link(before)
    if at is None:
        speaker = Link(
            rel="speaker",
            span=now.source[0],
            entity=now.entity,
            source_kind=now.source_kind,
            naming=now.naming,
        )
        return (speaker, *now.chain)
    moved = now.source != before.source
    link = now.chain[at]
    told = replace(
        link,
        span=now.source[0] if moved else link.span,
        entity=now.entity,
        source_kind=now.source_kind,
        naming=now.naming,
    )
    return (*now.chain[:at], told, *now.chain[at + 1 :])


def _same(link: Link, other: Link) -> bool:
    return link.span == other.span and link.entity == other.entity


def _renamed(link: Link, now: Link) -> Link:
    return replace(link, entity=now.entity, source_kind=now.source_kind, naming=now.naming)


def _origin(document: Document, before: Statement, chain: Sequence[Link]) -> str | None:
    """Return the origin of a chain; the words of an unnamed first hand are those it had, as far as it is the same."""
    if not chain or chain[0].entity:
        return origin_of(chain, "")
    if before.origin and before.chain and before.chain[0].entity is None and before.chain[0].span == chain[0].span:
        hand = next((link.entity for link in before.chain[1:] if link.entity), None)
        return origin_of(chain, before.origin.removesuffix(f" via {hand}") if hand else before.origin)
    words = " ".join(document.quote(chain[0].span).split())
    return None if is_pronoun(words) else origin_of(chain, words)  # two of whom "he" is said are not one origin


def is_pronoun(words: str) -> bool:
    """Tell whether words are a pronoun alone, which another person may be meant by elsewhere."""
    from sayso.statements.identify import pronouns  # it loads the tables of words

    kinds = (pronouns.HE, pronouns.SHE, pronouns.IT, pronouns.THEY, pronouns.FIRST, pronouns.FIRST_PLURAL)
    return any(words.casefold() in kind for kind in (*kinds, pronouns.YOU, pronouns.RELATIVE))
