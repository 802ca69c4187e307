"""Every statement of our passages has labels of the book, and a label that slipped to another statement is told."""

from __future__ import annotations

from pathlib import Path

import pytest
from training.examples import ExampleError, read_examples
from training.labels import OPEN, Labelled, read_labelled

FOLDER = Path(__file__).parents[2] / "training" / "examples"
HEAD = "line\tstatement\tcue\tact\tnegated\tstance\tfactuality\tsource_kind\tnaming\tentity\tevidence\n"
ROW = "1\t1\tdenied\tdeny\t\tneutral\tCT-\tgovernment\tnamed\tMira Holt\t\n"


def put(folder: Path, rows: str) -> Path:
    (folder / "labels").mkdir()
    (folder / "dam.txt").write_text("{S1 Mira Holt} {Q1 denied} {C1 that the dam broke}.\n", encoding="utf-8")
    (folder / "labels" / "dam.tsv").write_text(HEAD + rows, encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def labelled() -> list[Labelled]:
    """Return our passages, read once: there are thousands."""
    return read_labelled(FOLDER)


def test_every_statement_of_our_passages_has_labels(labelled: list[Labelled]) -> None:
    assert sum(len(passage.labels) for passage in labelled) == sum(len(e.attributions) for e in read_examples(FOLDER))


def test_who_has_a_name_has_an_entity_and_who_has_none_has_not(labelled: list[Labelled]) -> None:
    labels = [each for passage in labelled for each in passage.labels]
    assert all(bool(each.entity) == (each.naming in ("named", "body")) for each in labels)
    assert any(each.entity == OPEN for each in labels)


def test_words_of_evidence_stand_in_their_passage(labelled: list[Labelled]) -> None:
    lost = [
        (passage.example.where, words)
        for passage in labelled
        for labels in passage.labels
        for _, words in labels.evidence
        if " ".join(words.split()) not in " ".join(passage.example.text.split())
    ]
    assert lost == []


def test_labels_are_read(tmp_path: Path) -> None:
    (passage,) = read_labelled(put(tmp_path, ROW))
    assert (passage.labels[0].act, passage.labels[0].entity, passage.labels[0].negated) == ("deny", "Mira Holt", False)


@pytest.mark.parametrize(
    ("rows", "told"),
    [
        ("", "has no line"),
        (ROW.replace("denied", "said"), "its cue is 'denied'"),
        (ROW.replace("\tdeny\t", "\tdenies\t"), "act 'denies': give one of assert"),
        (ROW.replace("\t\n", "\tseen: a boat\n"), "evidence 'seen'"),
    ],
)
def test_a_wrong_line_is_told(tmp_path: Path, rows: str, told: str) -> None:
    with pytest.raises(ExampleError, match=told):
        read_labelled(put(tmp_path, rows))
