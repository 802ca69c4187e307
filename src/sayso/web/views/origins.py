"""Where statements come from in the end, and whether two of them come from one place.

In: statements, each with its page. Out: their origins, told apart only as far as that is sure. A named person or body
is the same wherever the ledger joins the name. An unnamed one is the same only under the same words through the same
named hand; two of them otherwise are neither one nor two: that is unknown, and they are never counted as independent.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from sayso.ledger.derive import name_key, source_id_of
from sayso.ledger.words import fold
from sayso.records import Link, Statement

_PAGES = ("page_one", "page_two")  # a source that has one key on both is joined across pages


@dataclass(frozen=True, slots=True, kw_only=True)
class Root:
    """The origin of a statement. `sort`: `named`; `relayed`, unnamed through a named hand; else `unknown`."""

    key: str
    name: str
    sort: Literal["named", "relayed", "unknown"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Roots:
    """The origins of several statements, each once; of the unknown ones how they are described."""

    named: tuple[str, ...] = ()
    relayed: tuple[str, ...] = ()
    unknown: tuple[str, ...] = ()
    untold: int = 0

    @property
    def sentence(self) -> str:
        """What can be told of them."""
        unsure = [*self.relayed, *self.unknown]
        told = f"{len(self.named)} origins are named: {_listed(self.named)}" if len(self.named) > 1 else ""
        if len(self.named) == 1:
            told = f"One origin: {self.named[0]}" if not unsure and not self.untold else f"One origin is named: {self.named[0]}"
        if not self.named and len(self.relayed) == 1 and not self.unknown and not self.untold:
            return f"One origin: {self.relayed[0]}."
        parts = [told] if told else []
        if unsure:
            others = "It is unknown whether these are one origin or several" if not told else "Unknown whether one of them or another"
            parts.append(f"{others}: {_listed(unsure)}")
        if self.untold:
            parts.append("For the rest the text names no origin" if parts else "The text names no origin: unknown whether one or several")
        return f"{'. '.join(parts)}."


def root_of(statement: Statement, page_id: str) -> Root | None:
    """Return the origin of a statement; None where it has none."""
    if not statement.chain or not statement.origin:
        return None
    first = statement.chain[0]
    if first.naming in ("named", "body") and first.entity:
        if _sure(first):
            return Root(key=_key(first, page_id) or "", name=first.entity, sort="named")
        return Root(key=f"{page_id} {name_key(first.entity)}", name=first.entity, sort="unknown")
    hand = next((link for link in statement.chain[1:] if link.entity and _sure(link)), None)
    if hand:
        key = f"{fold(statement.origin)} {_key(hand, page_id)}"
        return Root(key=key, name=statement.origin, sort="relayed")
    return Root(key=f"{page_id} {fold(statement.origin)}", name=statement.origin, sort="unknown")


def gather(said: Iterable[tuple[Statement, str]]) -> Roots:
    """Return the origins behind statements, each given with the id of its page."""
    found: dict[str, dict[str, str]] = {"named": {}, "relayed": {}, "unknown": {}}
    untold = 0
    for statement, page_id in said:
        root = root_of(statement, page_id)
        if root is None:
            untold += 1
        else:
            found[root.sort].setdefault(root.key, root.name)
    named, relayed, unknown = (tuple(found[sort].values()) for sort in ("named", "relayed", "unknown"))
    return Roots(named=named, relayed=relayed, unknown=unknown, untold=untold)


def _sure(link: Link) -> bool:
    """Tell whether the ledger joins this name across pages."""
    one, other = (_key(link, page_id) for page_id in _PAGES)
    return one is not None and one == other


def _key(link: Link, page_id: str) -> str | None:
    row = {"entity": link.entity, "naming": link.naming, "source_kind": link.source_kind, "layer": "article"}
    return source_id_of(row, page_id)


def _listed(names: Iterable[str]) -> str:
    return "; ".join(names)
