"""The messages quoted in an e-mail are said by those who wrote them, as the lines above them tell."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from sayso.reading import read_page
from sayso.records import Page, Reading

CASES = json.loads((Path(__file__).parents[2] / "cases" / "introductions.json").read_text("utf-8"))
HEAD = (
    "From: Per Aas <per@sluice.example>\nSubject: Sluice gate stuck\nDate: Sun, 3 Nov 2019 09:00:00 +0100\n"
    "MIME-Version: 1.0\nContent-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: 8bit\n\n"
)
SAID = "The gate was oiled in June, and nobody has touched the winch since then."


def read(text: str) -> Reading:
    return read_page(Page(data=(HEAD + text).encode(), media_type="message/rfc822"))


def told(reading: Reading) -> list[tuple[str, str, str, str | None]]:
    """Return source, content, form and entity of the statements that are nested in no other."""
    document = reading.document
    assert document is not None
    return [
        (
            " ".join(document.quote(span) for span in s.source),
            " … ".join(document.quote(span) for span in s.content),
            s.form,
            s.entity,
        )
        for s in reading.statements
        if s.parent is None
    ]


@pytest.mark.parametrize(
    ("line", "name", "cue"), [case for case in CASES["told"] if case[1] == "Ida Rask"], ids=lambda value: value[:24]
)
def test_who_wrote_a_quoted_message_is_its_source(line: str, name: str, cue: str) -> None:
    found = told(read(f"The warden said that the gate was stuck.\n\n{line}\n\n> {SAID}\n"))
    assert ("Ida Rask", SAID, "direct", "Ida Rask") in found
    assert len(found) == 2
    assert not any("@" in source or ">" in source for source, *_ in found)


def test_a_line_broken_in_two_is_one() -> None:
    found = told(read(f"Yes, it is.\n\nOn Sun, 3 Nov 2019 at 07:15, Ida Rask\n<ida@quay.example> wrote:\n\n> {SAID}\n"))
    assert found == [("Ida Rask", SAID, "direct", "Ida Rask")]


def test_what_is_quoted_deeper_is_somebody_elses() -> None:
    inner = "It was I who oiled the gate, on the tenth of June in the morning."
    text = (
        f"On 3 Nov 2019, Ida Rask <ida@quay.example> wrote:\n> {SAID}\n>\n"
        f"> On 2 Nov 2019, Nils Moe <nils@quay.example> wrote:\n>> {inner}\n>\n> He did not, I was there that day.\n\n"
        "Let us ask the warden.\n"
    )
    found = told(read(text))
    assert ("Ida Rask", f"{SAID} … He did not, I was there that day.", "direct", "Ida Rask") in found
    assert ("Nils Moe", inner, "direct", "Nils Moe") in found
    assert not any("Let us ask" in content for _, content, *_ in found)


def test_answers_may_stand_between_the_lines_of_a_message() -> None:
    more = "The warden has the only key, and she was away."
    found = told(
        read(f"Ida Rask <ida@quay.example> writes:\n> {SAID}\n\nIs that so?\n\n> {more}\n\nThen who was it?\n")
    )
    assert found == [("Ida Rask", f"{SAID} … {more}", "direct", "Ida Rask")]


def test_what_nobody_is_said_to_have_written_is_nobodys() -> None:
    assert told(read(f"Look here.\n\n> {SAID}\n")) == []


def test_statements_stand_in_the_order_of_the_text() -> None:
    reading = read(f"The warden said that the gate was stuck.\n\nIda Rask wrote:\n\n> {SAID}\n")
    starts = [one.start for one in reading.statements if one.parent is None]
    assert starts == sorted(starts)
    assert len(starts) == 2
