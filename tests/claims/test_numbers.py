"""Numbers that a text claims of the world, and those that claim nothing."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.claims.mentions.numbers import measure_of, numbers, rival, same_amount, spelled
from sayso.records import Quantity, Span


def read(text: str) -> list[tuple[float, str, str | None]]:
    return [(number.value, number.bound, number.unit) for number in numbers(text)]


@pytest.mark.parametrize(
    ("text", "value", "bound", "unit"),
    [
        ("The landslide buried 14 houses.", 14, "=", None),
        ("At least nine miners were trapped.", 9, ">=", None),
        ("no fewer than two hundred and six crates", 206, ">=", None),
        ("Nearly 3,400 hectares burned.", 3400, "~", None),
        ("up to 60 wells ran dry", 60, "<=", None),
        ("Dozens of barns collapsed.", 24, ">=", None),
        ("hundreds of thousands of voters", 200_000, ">=", None),
        ("half a million doses", 500_000, "=", None),
        ("about a dozen goats", 12, "~", None),
        ("a fine of $2.5 million", 2_500_000, "=", "currency"),
        ("€40m was missing", 40_000_000, "=", "currency"),
        ("turnout of 61.5 percent", 61.5, "=", "percent"),
        ("37% of the crop", 37, "=", "percent"),
        ("30 to 45 families left", 30, ">=", None),
        ("20 or more trucks", 20, ">=", None),
        ("There were no casualties.", 0, "=", None),
        ("Nobody was hurt in the fire.", 0, "=", None),
        ("at least one of the pilots", 1, ">=", None),
    ],
)
def test_a_number_has_its_value_its_bound_and_its_unit(text: str, value: float, bound: str, unit: str | None) -> None:
    assert (value, bound, unit) in read(text)


@pytest.mark.parametrize(
    "text",
    [
        "It happened on March 12, 2024.",
        "on 3 June",
        "at 4.30 pm",
        "It struck at 13:53 local time.",
        "Flight 812 was late.",
        "the crane beside berth seven",
        "Under Section 9 of the act",
        "Tomas Brel, 43, a baker",
        "a 12-year-old girl",
        "In 1998 the mill closed.",
        "one of the hottest places",
        "the 21st century",
        "There was no answer.",
    ],
)
def test_dates_times_ages_and_names_claim_no_amount(text: str) -> None:
    assert read(text) == []


def test_what_happened_says_what_a_number_counts() -> None:
    text = "The blast killed 11 dockers and left 30 wounded."
    measures = [measure_of(text, number, 0, len(text)) for number in numbers(text)]
    assert measures == ["killed", "injured"]


def test_numbers_of_one_thing_that_differ_are_rivals() -> None:
    def dead(value: float) -> Quantity:
        return Quantity(span=Span(start=0, end=1), measure="killed", value=value)

    wells = Quantity(span=Span(start=0, end=1), measure="wells", value=9)
    assert rival(dead(4), dead(9))
    assert not rival(dead(9), dead(9))
    assert same_amount(dead(9), dead(9))
    assert not rival(dead(4), wells)


@given(st.integers(min_value=3, max_value=999_999))
def test_a_count_with_commas_is_read_whole(count: int) -> None:
    assert read(f"They counted {count:,} sheep.") in ([(count, "=", None)], [])
    assert read(f"They counted about {count:,} sheep.")[:1] in ([(float(count), "~", None)], [])


@given(st.text(max_size=300))
def test_every_number_stands_in_its_text(text: str) -> None:
    places = [(number.start, number.end) for number in numbers(text)]
    assert all(0 <= start < end <= len(text) for start, end in places)
    assert all(one[0] < other[0] for one, other in pairwise(places))


@pytest.mark.parametrize(
    ("words", "value"),
    [("twenty-one", 21), ("a hundred", 100), ("two thousand and five", 2005), ("three million", 3e6)],
)
def test_numbers_in_words(words: str, value: float) -> None:
    assert spelled(words) == value


def test_words_that_are_no_number_have_no_value() -> None:
    assert spelled("twenty crows") is None


@pytest.mark.parametrize(
    ("text", "measures"),
    [
        ("Six miners perished and eleven were treated for smoke", ["killed", "in hospital"]),
        ("Seven dead, and 20 have fled over the ridge", ["killed", "displaced"]),
        ("Of the 50 drowned, 12 were stokers", ["killed", "were stokers"]),
        ("The rockfall killed two and fourteen others", ["killed", "killed"]),
    ],
)
def test_a_number_with_a_predicate_of_its_own_counts_nothing_told_before_it(text: str, measures: list[str]) -> None:
    assert [measure_of(text, number, 0, len(text)) for number in numbers(text)] == measures
