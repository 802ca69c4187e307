"""Look at some pages together: what is claimed in them, by whom, who denies it, on whose word.

In: readings of any number of pages. Out: a `Dossier`. A pure function, the same for the pages in any order.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from sayso.claims.linking import Linked, link, told_of
from sayso.claims.linking.items import group_items
from sayso.records import Item, Reading


@dataclass(frozen=True, slots=True, kw_only=True)
class Dossier:
    """Pages with what they share: `readings` in the order given, those that failed left out."""

    readings: tuple[Reading, ...]
    linked: Linked
    items: tuple[Item, ...]


def make_dossier(readings: Iterable[Reading]) -> Dossier:
    """Return what some pages tell together."""
    pages = [(reading, reading.document) for reading in readings if reading.document is not None]
    told = (each for reading, document in pages for each in told_of(document, reading.mentions))
    return Dossier(
        readings=tuple(reading for reading, _ in pages),
        linked=link(told),
        items=group_items((document.id, reading.items) for reading, document in pages),
    )
