"""Quotations that are signed."""

from __future__ import annotations

import pytest

from sayso.language.quotes import find_quoted
from sayso.statements.find.quotations.signed import read_signed
from tests.factory import make_document


def told(text: str) -> list[tuple[str, str, str]]:
    document = make_document(text)
    signed = read_signed(document.id, document.text, document.blocks, find_quoted(document.text))
    return [
        ("".join(map(document.quote, s.source)), "".join(map(document.quote, s.cue)), document.quote(s.content[0]))
        for s in signed
    ]


def test_a_quotation_may_be_signed_beside_it() -> None:
    text = (
        'Voices\n\n“The dam held all night.” — Mira Holt, mayor of Velmar\n\n"Nobody in the valley slept." -- Jon Aker'
    )
    assert told(text) == [
        ("Mira Holt, mayor of Velmar", "—", "“The dam held all night.”"),
        ("Jon Aker", "--", '"Nobody in the valley slept."'),
    ]


@pytest.mark.parametrize("mark", ["—", "–", "―", "-"])
def test_a_quotation_may_be_signed_in_the_next_paragraph(mark: str) -> None:
    text = f"Voices\n\n«The tower leans a little more.»\n\n{mark} Ivo Tamm, verger\n\nThe tower is closed."
    assert told(text) == [("Ivo Tamm, verger", mark, "«The tower leans a little more.»")]


def test_a_name_and_what_is_said_of_it_sign_without_a_dash() -> None:
    text = "Voices\n\n„The tower leans a little more.“\n\nIvo Tamm, verger\n\nThe tower is closed."
    assert told(text) == [("Ivo Tamm, verger", "", "„The tower leans a little more.“")]


@pytest.mark.parametrize(
    "text",
    [
        "Voices\n\n“The dam held all night.” — The crowd moved back.",
        "Voices\n\n“The dam held all night,” said Mira Holt — Aker agreed.",
        "Voices\n\n“The dam held all night.”\n\nMira Holt was there.",
        "Voices\n\n“The dam held all night.”\n\nFloods",
        "Voices\n\n“Loud Dam” — Mira Holt",
    ],
)
def test_what_follows_a_quotation_is_no_signature_by_itself(text: str) -> None:
    assert told(text) == []
