"""A name is what is left of a comment's heading without what leads to it and what stands behind it."""

from __future__ import annotations

import pytest

from sayso.pages.threads.html.commenters import clean_name


@pytest.mark.parametrize(
    ("heading", "name"),
    [
        ("by Mira Holt |", "Mira Holt"),
        ("Mira Holt --- says:", "Mira Holt"),
        ("#4. Mira Holt wrote", "Mira Holt"),
        ("Mira Holt · 3 days ago", "Mira Holt"),
        ("-- | --", ""),
    ],
)
def test_a_name_stands_alone(heading: str, name: str) -> None:
    assert clean_name(heading) == name


def test_a_long_row_of_signs_is_read_at_once() -> None:
    assert clean_name("x" + "-" * 70 + "y") == "x" + "-" * 70 + "y"
