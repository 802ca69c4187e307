"""Numbers are tied to the event that carries them, deaths and injuries apart."""

from __future__ import annotations

import pytest

from sayso.events.coding.counted import quantities_of
from sayso.records import Span


def counted(kind: str, text: str) -> list[tuple[str | None, float, str]]:
    found = quantities_of(text, kind, Span(start=0, end=len(text)))
    return [(each.counts, each.value, each.bound) for each in found]


@pytest.mark.parametrize(
    ("kind", "text", "right"),
    [
        (
            "ASSAULT",
            "The shells killed at least 14 people and wounded 31 others near the mill.",
            [("deaths", 14, ">="), ("injuries", 31, "=")],
        ),
        ("MOBILIZE", "Wenland moved some 4,000 troops to the Marl crossing.", [("troops", 4000, "~")]),
        ("AID", "The bank lent Orvia $25 million for pumps.", [("money", 25_000_000, "=")]),
        ("COERCE", "Police arrested nine bakers in Tolm.", [("arrested", 9, "=")]),
        ("PROTEST", "About 600 demonstrators blocked the weir.", [("protesters", 600, "~")]),
        ("RETREAT", "The rebels freed 17 hostages.", [("abducted", 17, "=")]),
        ("CONSULT", "The two met for 40 minutes with 12 soldiers at the door.", []),
        ("ASSAULT", "Gunmen fired on a bus in 1998.", []),
    ],
)
def test_what_an_event_counts(kind: str, text: str, right: list[tuple[str, float, str]]) -> None:
    assert counted(kind, text) == right


def test_money_is_no_toll() -> None:
    assert counted("ASSAULT", "The raid cost the town $3 million and killed two people.") == [("deaths", 2, "=")]


def test_spans_read_back() -> None:
    text = "In Tolm, more than 200 soldiers left."
    (found,) = quantities_of(text, "RETREAT", Span(start=0, end=len(text)))
    assert text[found.span.start : found.span.end] == "more than 200 soldiers left"[: found.span.end - found.span.start]
    assert found.bound == ">="
