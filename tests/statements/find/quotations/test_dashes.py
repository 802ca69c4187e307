"""Speech that dashes open, more than once in a paragraph, as whole pages are read."""

from __future__ import annotations

import pytest

import sayso
from sayso.language.quotes import find_quoted
from sayso.records import Page


def told(text: str) -> dict[str, str | None]:
    """Return who is given each stretch of speech that a dash opens."""
    document = (reading := sayso.read_page(Page(data=f"County news\n\n{text}".encode()))).document
    assert document is not None
    return {
        document.quote(span).strip(" ,"): statement.entity
        for statement in reading.statements
        if statement.parent is None
        for span in statement.content
        if document.quote(span)[0] in "—–―-"
    }


@pytest.mark.parametrize(
    ("text", "speakers"),
    [
        (
            "The bakers met at four.\n\n— Flour is dearer than bread, said Odo Varga. — We bake at a loss.",
            {"— Flour is dearer than bread": "Odo Varga", "— We bake at a loss.": "Odo Varga"},
        ),
        (
            "– The goal was never in, shouted the keeper, Runa Falk. – I had it on the line.\n\n"
            "– Nobody else saw that line, answered referee Timo Brandis.",
            {
                "– The goal was never in": "Runa Falk",
                "– I had it on the line.": "Runa Falk",
                "– Nobody else saw that line": "Timo Brandis",
            },
        ),
        (
            "The tenor, Bruno Achard, came back for his scarf.\n\n"
            "— It is not in my office. He looked under the piano. — Then somebody wears it, said Lena Dorsch.",
            {"— Then somebody wears it": "Lena Dorsch"},
        ),
        (
            "-- The bees left in April, explained Marit Sande. -- They did not say why.\n\n"
            "The hives stand empty along the railway.",
            {"-- The bees left in April": "Marit Sande", "-- They did not say why.": "Marit Sande"},
        ),
        (
            "― The vaccine sat in a warm van for two days, said nurse Pia Holm.\n\n"
            "― Nobody told us, replied the driver, Jens Kroll.",
            {
                "― The vaccine sat in a warm van for two days": "Pia Holm",
                "― Nobody told us": "Jens Kroll",
            },
        ),
    ],
    ids=["bakers", "match", "opera", "bees", "vaccine"],
)
def test_each_dash_is_whose_clause_follows_it(text: str, speakers: dict[str, str]) -> None:
    assert told(text) == speakers


def test_a_dash_within_a_sentence_opens_nothing() -> None:
    text = "— The bridge – Old Mill – is shut, said Ada Poll, and the ferry – May to June – is full."
    assert [text[quote.start : quote.end] for quote in find_quoted(text)] == ["— The bridge – Old Mill – is shut"]


def test_a_dash_behind_a_sentence_opens_nothing_where_none_opens_the_paragraph() -> None:
    assert find_quoted("It rained. — Nobody minded, said Ada Poll.") == ()
