"""An event hangs on the date of its own clause, and on none that tells when somebody spoke."""

from __future__ import annotations

from datetime import date

import pytest

from sayso.events.time import date_of, day_of_event, read_moments
from tests.factory import make_document

PUBLISHED = "2031-03-06"


def nearest(text: str, cue: str) -> str | None:
    document = make_document(text, published=PUBLISHED)
    start = text.index(cue)
    moment = date_of(read_moments(document), start, start + len(cue), text)
    return document.quote(moment.span) if moment else None


@pytest.mark.parametrize(
    ("text", "cue", "expected"),
    [
        ("A bomb wrecked the mill on Sunday.", "wrecked", "Sunday"),
        ("On Sunday a bomb wrecked the mill, and on Tuesday guards were seized.", "wrecked", "Sunday"),
        ("On Sunday a bomb wrecked the mill, and on Tuesday guards were seized.", "seized", "Tuesday"),
        ("The army said on Wednesday that gunmen ambushed a convoy.", "ambushed", None),
        ("The army said on Wednesday that gunmen ambushed a convoy on Monday.", "ambushed", "Monday"),
        ("The army said on Wednesday that gunmen ambushed a convoy.", "said", "Wednesday"),
        ("Gunmen ambushed a convoy. It rained on Monday.", "ambushed", None),
        ("Gunmen, who fled in 2029, ambushed a convoy last week.", "ambushed", "last week"),
        ("Gunmen ambushed a convoy a few days ago.", "ambushed", None),
    ],
)
def test_the_nearest_date_of_the_sentence_is_taken(text: str, cue: str, expected: str | None) -> None:
    assert nearest(text, cue) == expected


def test_news_without_a_date_is_of_the_day() -> None:
    text = "Gunmen ambushed a convoy."
    assert day_of_event((), 7, 15, text, date(2031, 3, 6)) == "2031-03-06"
    assert day_of_event((), 7, 15, text, None) is None


def test_what_is_told_as_long_ago_is_not_of_the_day() -> None:
    text = "Once, decades before, gunmen ambushed a convoy."
    assert day_of_event((), 29, 37, text, date(2031, 3, 6)) is None
