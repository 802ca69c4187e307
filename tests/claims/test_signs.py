"""How words stand to what they name."""

from __future__ import annotations

import pytest

from sayso.claims.mentions.signs import read_signs


@pytest.mark.parametrize(
    ("words", "negative"),
    [
        ("no barge was towed through the lock", True),
        ("the mayor never signed the lease", True),
        ("we didn't close the clinic", True),
        ("the tape is a hoax", True),
        ("a barge was towed through the lock", False),
        ("no fewer than nine kilns burned", False),
        ("they demanded a promise that no toll would be raised", False),
        ("the clerk lied about the ballots", False),
    ],
)
def test_a_negation_of_the_main_clause_turns_it_round(words: str, negative: bool) -> None:
    assert read_signs(words).negative is negative


@pytest.mark.parametrize(
    ("before", "behind", "cue"),
    [
        ("The harbour master dismissed", "", ""),
        ("The report that", " is false", ""),
        ("The firm", "", "flatly denied"),
        ("", ", a fabrication, the union says", ""),
    ],
)
def test_others_deny_what_a_mention_names(before: str, behind: str, cue: str) -> None:
    assert read_signs("the pier was sold", before, behind, cue).denied


def test_nobody_denies_what_is_plainly_said() -> None:
    signs = read_signs("the pier was sold", "The broker said that", " in May", "said")
    assert (signs.denied, signs.negative, signs.hedged) == (False, False, False)


@pytest.mark.parametrize("words", ["the pilot may have slept", "the gun was allegedly planted", "whether the dam held"])
def test_what_is_only_possible_is_hedged(words: str) -> None:
    assert read_signs(words).hedged
