"""Search results and the facets beside them.

In: a query's parameters and what the ledger answers. Out: facets with the addresses that set and unset them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from sayso.ledger.answers import Facets
from sayso.report.wording import NAMING, in_words
from sayso.web.views.asked import address_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """One value of a facet: how many have it, where it leads, whether it is set."""

    name: str
    number: int
    address: str
    chosen: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Facet:
    """A label by which results can be narrowed."""

    name: str
    choices: tuple[Choice, ...]


_NAMES: tuple[tuple[str, str, Callable[[str], str]], ...] = (
    ("act", "Act", in_words),
    ("kind", "Kind of source", in_words),
    ("naming", "Naming", lambda value: NAMING.get(value, value)),
    ("form", "Form", in_words),
    ("stance", "How the text treats it", in_words),
    ("outlet", "Outlet", str),
)
_MOST = 12


def view_facets(path: str, params: Mapping[str, str], facets: Facets) -> Iterator[Facet]:
    """Yield the facets of what was found, and those that are set even where nothing was."""
    for label, name, say in _NAMES:
        counts = dict(getattr(facets, label))
        if label in params and label != "outlet":
            counts.setdefault(params[label], 0)
        chosen = params.get(label)
        choices = tuple(
            Choice(
                name=say(value),
                number=number,
                address=address_of(path, params, **{label: None if value == chosen else value}),
                chosen=value == chosen,
            )
            for value, number in list(counts.items())[:_MOST]
        )
        if choices:
            yield Facet(name=name, choices=choices)
    years = tuple(_year(path, params, year, number) for year, number in sorted(facets.year, reverse=True)[:_MOST])
    if years:
        yield Facet(name="Year", choices=years)


def _year(path: str, params: Mapping[str, str], year: str, number: int) -> Choice:
    since, until = f"{year}-01-01", f"{year}-12-31"
    chosen = (params.get("since"), params.get("until")) == (since, until)
    address = address_of(path, params, since=None if chosen else since, until=None if chosen else until)
    return Choice(name=year, number=number, address=address, chosen=chosen)
