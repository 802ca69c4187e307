"""What stands in quotation marks, and how hostile text is shown."""

from __future__ import annotations

from dataclasses import replace
from io import StringIO

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.console import Console

from sayso.doors.one_line import shorten, show
from sayso.labels import VALUES
from sayso.records import Form, Reading
from sayso.report.statement import as_form, content_of, put_statement
from sayso.report.wording import FACTUALITY, NAMING, STANCE
from tests.factory import find, make_document, make_reading, make_statement
from tests.survey.pages import named, relayed


@given(words=st.text(), form=st.sampled_from(("indirect", "mixed")))
def test_indirect_and_mixed_words_are_never_given_quotation_marks(words: str, form: Form) -> None:
    assert as_form(words, form) == show(words)


@pytest.mark.parametrize(
    ("words", "shown"),
    [
        ("Not one soldier", "“Not one soldier”"),  # a block quote has no marks of its own
        ("“Not one soldier,”", "“Not one soldier,”"),
        ('"Not one soldier"', '"Not one soldier"'),
        ("„Kein Soldat“", "„Kein Soldat“"),
        ("“The first paragraph of many", "“The first paragraph of many"),
        ("and the last.”", "and the last.”"),
        ("set foot there’.", "set foot there’."),
    ],
)
def test_direct_words_stand_in_one_pair_of_marks(words: str, shown: str) -> None:
    assert as_form(words, "direct") == shown


def test_discontinuous_content_shows_its_gap() -> None:
    document = make_document("A\n\n“No,” she said, “never.”")
    spans = (find(document.text, "“No,”"), find(document.text, "“never.”"))
    statement = make_statement(document, "she", "said", "“No,”", form="direct")
    both = type(statement)(document_id=document.id, source=(), cue=(), content=spans, form="direct")
    assert content_of(document, both) == "“No,” … “never.”"


def labels(reading: Reading) -> list[str]:
    """Return the lines of labels under the only statement of a reading."""
    file = StringIO()
    assert reading.document
    put_statement(Console(file=file, width=100), reading.document, reading.statements[0], "1", depth=0)
    return [line.strip() for line in file.getvalue().splitlines()[3:]]


def test_hands_are_drawn_from_the_first_speaker_on() -> None:
    assert labels(relayed("Tide")) == [
        "who: military · unnamed",
        "hands: An officer → told to ARNA",
        "origin: An officer via ARNA",
        "does: assert · given as certain (CT+)",
    ]


def test_what_denies_by_what_it_says_is_marked() -> None:
    assert labels(named("Tide"))[-1] == "does: assert · denies · given as certainly not so (CT-)"


def test_a_negated_act_and_what_was_not_computed_stand_as_they_are() -> None:
    document = make_document()
    bare = make_statement(document)
    assert labels(make_reading(document, statements=(bare,))) == []
    negated = replace(bare, act="accuse", negated=True, factuality="Uu")
    assert labels(make_reading(document, statements=(negated,))) == ["does: not accuse · left open (Uu)"]


@pytest.mark.parametrize("label", ["stance", "factuality", "naming"])
def test_every_value_has_words_that_end_in_it(label: str) -> None:
    words = {"stance": STANCE, "factuality": FACTUALITY, "naming": NAMING}[label]
    assert tuple(words) == VALUES[label]
    assert all(label == "naming" or told.endswith(f"({value})") for value, told in words.items())


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("two\n  lines\there", "two lines here"),
        ("\x1b[31mred\x1b[0m", "\\x1b[31mred\\x1b[0m"),
        ("\x9b31m", "\\x9b31m"),
        ("a\u202eb", "a\\u202eb"),
        ("file\udcff.txt", "file\\udcff.txt"),
        ("así, Nestlé — “ok”", "así, Nestlé — “ok”"),
    ],
)
def test_what_terminals_obey_is_seen_instead(text: str, shown: str) -> None:
    assert show(text) == shown


@given(st.text(), st.integers(2, 50))
def test_shortened_text_fits(text: str, width: int) -> None:
    assert len(shorten(text, width)) <= width
