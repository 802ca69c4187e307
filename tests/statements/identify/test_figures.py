"""Whom a text names: surnames that are words, buildings named after people, one name for one person."""

from __future__ import annotations

import pytest

from sayso.statements.identify.text import read_text


def figures(text: str) -> dict[str, tuple[bool, int]]:
    """Return the names in a text: whether each is a person, and how often it is named."""
    return {figure.name: (figure.person, len(figure.at)) for figure in read_text(text).cast.figures}


@pytest.mark.parametrize(
    ("text", "name", "times"),
    [
        ("Anna Baker, a spokeswoman, denied it. Baker said the mill was safe. Baker’s lawyer agreed.", "Anna Baker", 3),
        ("Tom Judge told the judge that he was ill. Judge left the court.", "Tom Judge", 2),
        ("Captain Ann Major gave the order. Major declined to comment.", "Ann Major", 2),
        ("“We did it,” said Maria Shepherd. Shepherd is a driver.", "Maria Shepherd", 2),
        ("Later Paul Bishop met the bishop of Orrin. Bishop was not asked.", "Paul Bishop", 2),
    ],
)
def test_a_surname_may_be_the_name_of_a_trade(text: str, name: str, times: int) -> None:
    assert figures(text)[name] == (True, times)


def test_a_trade_in_small_letters_and_a_title_before_a_name_stay_what_they_are() -> None:
    named = figures("Tom Judge spoke first. The judge said no, and Judge Orr agreed with the baker.")
    assert named == {"Tom Judge": (True, 1), "Orr": (True, 1)}


@pytest.mark.parametrize("thing", ["Tower", "Building", "Plaza", "Stadium", "Library", "Memorial", "Airport"])
def test_what_is_named_after_a_person_is_nobody(thing: str) -> None:
    named = figures(f"President Harlan has denied it. Fire broke out at Harlan {thing} on Monday. Harlan was away.")
    assert named["Harlan"] == (True, 2)
    assert named[f"Harlan {thing}"] == (False, 1)
