"""The numbers that are told towards a claim and towards those it is at odds with, by source and day.

In: a claim, those related to it, and the pages they stand on. Out: `Measured`: numbers that count one thing. Which of
them is right is not ours to tell.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sayso.claims.mentions.numbers import words_of
from sayso.doors.one_line import show
from sayso.records import Bound, Claim, Quantity, Stated
from sayso.report.dossier import stand_in_words
from sayso.web.views.claims.sheets import Sheet

_BOUNDS: Mapping[Bound, str] = {"=": "", ">=": "at least ", "<=": "at most ", "~": "about "}
MOST = 40  # numbers in one drawing


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """A number as it was told: whose, where, on which day, and how that page stands to it."""

    value: float
    bound: Bound
    told: str
    who: str
    outlet: str
    day: str
    stand: str
    address: str

    @property
    def sentence(self) -> str:
        """All of it in words: "at least 12: Mira Oltean says, in Valley Post, 5 March 2021"."""
        return f"{self.told}: {self.who} {self.stand}, {self.outlet}, {self.day}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """Numbers of one measure in the order of days; `more` are left out of the drawing."""

    measure: str
    figures: tuple[Figure, ...]
    more: int = 0


def measured(claim: Claim, others: Iterable[Claim], sheets: Mapping[str, Sheet]) -> tuple[Measured, ...]:
    """Return what a claim counts, with the numbers of other claims for the same, where these are not all one number."""
    own = [each for each in _told(claim.stated) if each[0].measure]
    near = [each for other in others for each in _told(other.stated)]
    made, taken = [], set[str]()
    for amount, _ in own:
        if amount.measure in taken:
            continue
        group = [pair for pair in (*own, *near) if _counts_the_same(amount, pair[0])]
        taken |= {each.measure for each, stated in group}
        figures = list(dict.fromkeys(_figure(each, stated, sheets) for each, stated in _in_order(group)))
        if len({(figure.value, figure.bound) for figure in figures}) > 1:
            made.append(
                Measured(measure=show(amount.measure), figures=tuple(figures[:MOST]), more=max(0, len(figures) - MOST))
            )
    return tuple(made)


def say_amount(amount: Quantity) -> str:
    """Return a number with its bound in words and its unit: "at least 1,200", "about 4.5 percent"."""
    unit = {"percent": " percent", "currency": " (money)"}.get(amount.unit or "", "")
    return f"{_BOUNDS[amount.bound]}{amount.value:,.12g}{unit}"


def _told(stated: Iterable[Stated]) -> Iterator[tuple[Quantity, Stated]]:
    return ((amount, each) for each in stated for amount in each.mention.quantities)


def _counts_the_same(one: Quantity, other: Quantity) -> bool:
    return one.unit == other.unit and bool(words_of(one.measure) & words_of(other.measure))


def _in_order(group: Sequence[tuple[Quantity, Stated]]) -> list[tuple[Quantity, Stated]]:
    return sorted(group, key=lambda pair: (pair[1].published or date.max, pair[0].value))


def _figure(amount: Quantity, stated: Stated, sheets: Mapping[str, Sheet]) -> Figure:
    sheet = sheets.get(stated.page)
    return Figure(
        value=amount.value,
        bound=amount.bound,
        told=say_amount(amount),
        who=show(stated.mention.holder or (sheet.outlet if sheet else "the outlet")),
        outlet=sheet.outlet if sheet else show(stated.outlet or stated.page),
        day=sheet.day if sheet else "no date",
        stand=stand_in_words(stated),
        address=sheet.address(stated.mention.statement) if sheet else "",
    )
