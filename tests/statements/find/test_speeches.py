"""Speeches that are laid out as such."""

from __future__ import annotations

import pytest

from sayso.records import Statement
from sayso.statements.find.speeches import read_speeches
from tests.factory import make_document

SCRIPT = "Dam inquiry\n\nHOLT: Did it hold?\n\nJON AKER (from the gallery): It did.\n\nHOLT: Who says so?"


def told(text: str) -> list[tuple[str, str, str]]:
    document = make_document(text)

    def parts(statement: Statement) -> tuple[str, str, str]:
        source, cue, content = (
            document.quote(part[0]) for part in (statement.source, statement.cue, statement.content)
        )
        return source, cue, content

    return list(map(parts, read_speeches(document.id, text, [block.span for block in document.blocks])))


def test_each_speech_of_a_script_is_a_statement() -> None:
    assert told(SCRIPT) == [
        ("HOLT", ":", "Did it hold?"),
        ("JON AKER", ":", "It did."),
        ("HOLT", ":", "Who says so?"),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Dam news\n\nUPDATE: The dam held.\n\nVELMAR: The mayor said that it had.",
        "Dam news\n\nWHO: everybody.\n\nWHEN: at noon.\n\nWHERE: at the dam.",
        "Dam news\n\nLISTEN: to Holt.\n\nLISTEN: to Aker.\n\nLISTEN: to both.",
        "Dam news\n\nHolt: it held.\n\nAker: it did.\n\nHolt: well.",
    ],
)
def test_lines_with_a_name_and_a_colon_are_no_script_by_themselves(text: str) -> None:
    assert told(text) == []


def test_a_quotation_may_be_signed() -> None:
    text = (
        'Voices\n\n“The dam held all night.” — Mira Holt, mayor of Velmar\n\n"Nobody in the valley slept." -- Jon Aker'
    )
    assert told(text) == [
        ("Mira Holt, mayor of Velmar", "—", "“The dam held all night.”"),
        ("Jon Aker", "--", '"Nobody in the valley slept."'),
    ]
    assert told("Voices\n\n“The dam held all night.” — The crowd moved back.") == []
    assert told("Voices\n\n“The dam held all night,” said Mira Holt — Aker agreed.") == []
