"""Where statements come from in the end, and whether two of them come from one place.

In: statements, each with its page. Out: their origins, told apart only as far as that is sure. A named person or body
is the same wherever the ledger joins the name. An unnamed one is the same only under the same words through the same
named hand; two of them otherwise are neither one nor two: that is unknown, and they are never counted as independent.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

from sayso.ledger.index.counted import name_key, source_id_of
from sayso.ledger.store.folding import fold
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
        """What can be told of them, and what cannot."""
        unsure = (*self.relayed, *self.unknown)
        if self.untold == 0 and (len(self.named), len(unsure)) == (1, 0):
            return f"One origin: {self.named[0]}."
        if self.untold == 0 and (len(self.named), len(self.relayed), len(self.unknown)) == (0, 1, 0):
            return f"One origin: {self.relayed[0]}."
        return " ".join(self._told(unsure))

    def _told(self, unsure: tuple[str, ...]) -> Iterator[str]:
        if self.named:
            how_many = f"{len(self.named)} origins are" if len(self.named) > 1 else "One origin is"
            yield f"{how_many} named: {'; '.join(self.named)}."
            if len(self.named) > 1:
                yield "Whether they know it from each other is not told."
        if unsure:
            which = "Unknown whether the same or another" if self.named else "Unknown whether one origin or several"
            yield f"{which}: {'; '.join(unsure)}."
        if self.untold:
            yield (
                "For the rest the text names none: unknown."
                if self.named or unsure
                else "The texts name no origin: unknown whether it is one or several."
            )


def root_of(statement: Statement, page_id: str) -> Root | None:
    """Return the origin of a statement; None where it has none."""
    if not statement.chain or not statement.origin:
        return None
    first = statement.chain[0]
    if first.naming in ("named", "body") and first.entity:
        if is_joined(first):
            return Root(key=_key(first, page_id) or "", name=first.entity, sort="named")
        return Root(key=f"{page_id} {name_key(first.entity)}", name=first.entity, sort="unknown")
    hand = next((link for link in statement.chain[1:] if link.entity and is_joined(link)), None)
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


def is_joined(named: Statement | Link) -> bool:
    """Tell whether the ledger joins the name of a speaker, or of a hand, across pages."""
    one, other = (_key(named, page_id) for page_id in _PAGES)
    return one is not None and one == other


def _key(named: Statement | Link, page_id: str) -> str | None:
    row = {"entity": named.entity, "naming": named.naming, "source_kind": named.source_kind, "layer": "article"}
    return source_id_of(row, page_id)
