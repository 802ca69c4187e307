"""Turns of scripts, interviews, hearings and parliaments."""

from __future__ import annotations

import pytest

from sayso.records import Statement
from sayso.statements.find.quotations.turns import read_turns
from tests.factory import make_document

SCRIPT = "Dam inquiry\n\nHOLT: Did it hold?\n\nJON AKER (from the gallery): It did.\n\nHOLT: Who says so?"


def told(text: str) -> list[tuple[str, str, str]]:
    document = make_document(text)

    def parts(statement: Statement) -> tuple[str, str, str]:
        source, cue = (document.quote(part[0]) for part in (statement.source, statement.cue))
        return source, cue, " | ".join(map(document.quote, statement.content))

    return list(map(parts, read_turns(document.id, text, [block.span for block in document.blocks])))


def test_each_turn_of_a_script_is_a_statement() -> None:
    assert told(SCRIPT) == [
        ("HOLT", ":", "Did it hold?"),
        ("JON AKER", ":", "It did."),
        ("HOLT", ":", "Who says so?"),
    ]


def test_a_turn_goes_on_over_paragraphs_until_the_next_and_stage_directions_are_nobodys() -> None:
    text = (
        "Hearing\n\nQ. Where were you?\n\nA. In the tower.\n\nI stayed there all night.\n\n(Laughter.)\n\n"
        "Q. Alone?\n\nA. With the bells.\n\nThe hearing goes on."
    )
    assert told(text) == [
        ("Q", ".", "Where were you?"),
        ("A", ".", "In the tower. | I stayed there all night."),
        ("Q", ".", "Alone?"),
        ("A", ".", "With the bells."),
    ]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Talk\n\nAda Quist: Why?\n\nTom Orr: So.\n\nAda Quist: Really?\n\nTom Orr: Yes.", ["Ada Quist", "Tom Orr"]),
        ("Talk\n\nMr. REYES: I rise.\n\nThe SPEAKER: Sit.\n\nMr. REYES: No.\n\nMr. REYES: Never.", []),
        ("Ann Quist and Tom Orr\n\nCHAIR: Begin.\n\nQUIST: We won.\n\nORR: We did.", ["CHAIR", "QUIST", "ORR"]),
        ("Debate\n\nMs. ORR: We won.\n\nMr. REYES: We did.\n\nMs. ORR: No.", ["Ms. ORR", "Mr. REYES"]),
    ],
)  # fmt: skip
def test_names_in_small_letters_and_with_titles(text: str, names: list[str]) -> None:
    assert sorted({name for name, _, _ in told(text)}) == sorted(names)


@pytest.mark.parametrize(
    "text",
    [
        "Dam news\n\nUPDATE: The dam held.\n\nVELMAR: The mayor said that it had.",
        "Dam news\n\nWHO: everybody.\n\nWHEN: at noon.\n\nWHERE: at the dam.",
        "Dam news\n\nLISTEN: to Holt.\n\nLISTEN: to Aker.\n\nLISTEN: to both.",
        "Dam news\n\nHolt: it held.\n\nAker: it did.\n\nHolt: well.",
        "Plan\n\nA: the first way.\n\nB: the second way.",
    ],
)
def test_lines_with_a_name_and_a_colon_are_no_script_by_themselves(text: str) -> None:
    assert told(text) == []
