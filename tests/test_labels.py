"""The label book for users tells of every label and of every value."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from sayso.labels import EVENT_MODES, EVENT_VALUES, VALUES
from sayso.records import ARTICLE_ROLES
from tests.factory import make_document, make_statement

BOOK = (Path(__file__).parent.parent / "docs" / "labels.md").read_text(encoding="utf-8")


def told_of(label: str) -> str:
    """Return the part of the book on a label: from where it is introduced to the next label or heading."""
    where = {"role": "The roles of blocks", "rel": "in `rel` what"}.get(label, f"\n`{label}` ")
    after = BOOK[BOOK.index(where) + len(where) :]
    return re.split(r"\n## |\n`[a-z_]+` (?:is|tells|holds)", after)[0]


@pytest.mark.parametrize("label", VALUES)
def test_the_book_tells_of_every_value_of_every_label(label: str) -> None:
    section = told_of(label)
    assert [value for value in VALUES[label] if f"`{value}`" not in section] == []


@pytest.mark.parametrize("label", EVENT_VALUES)
def test_the_book_tells_of_every_value_of_every_label_of_events(label: str) -> None:
    section = told_of(label)
    assert [value for value in EVENT_VALUES[label] if f"`{value}`" not in section] == []


@pytest.mark.parametrize("event_type", EVENT_MODES)
def test_the_book_tells_of_every_mode_beside_its_type(event_type: str) -> None:
    (row,) = re.findall(rf"^\| `{event_type}` \|[^|]*\|([^|]*)\|$", told_of("event_type"), re.MULTILINE)
    assert tuple(re.findall("`([^`]+)`", row)) == EVENT_MODES[event_type]


@pytest.mark.parametrize("label", ["event_type", "stand"])
def test_the_book_tells_of_no_value_of_events_that_there_is_not(label: str) -> None:
    rows = re.findall(r"^\| `([^`]+)` \|", told_of(label), re.MULTILINE)
    assert tuple(rows) == EVENT_VALUES[label]


@pytest.mark.parametrize("label", ["source_kind", "naming", "rel", "act", "stance", "factuality", "evidence"])
def test_the_book_tells_of_no_value_that_there_is_not(label: str) -> None:
    rows = re.findall(r"^\| `([^`]+)` \|", told_of(label), re.MULTILINE)
    assert tuple(rows) == VALUES[label]


def test_the_roles_of_an_article_are_roles() -> None:
    assert set(VALUES["role"]) > ARTICLE_ROLES


@pytest.mark.parametrize("label", [label for label in VALUES if label not in ("role", "rel", "evidence")])
def test_every_other_label_is_a_field_of_a_statement(label: str) -> None:
    assert hasattr(make_statement(make_document()), label)
