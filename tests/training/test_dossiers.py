"""Invented dossiers: their form, and that all of them are whole."""

from __future__ import annotations

from pathlib import Path

import pytest
from training.claims.dossiers import BadDossierError, dossiers, read

HEAD = """topic: The ferry at Orm
holder P: Port Office
holder S: a sailor who asked not to be named
claim c1: The ferry at Orm sank.
claim c2: Nine people were aboard.
origins c1: 1 independent, 1 unknown
origins c2: 0 independent, 1 unknown
item i1 video: Film of the ferry | published by: Orm Radio
relation: c2 narrows c1
change: P c1 -> c2 in wire
"""
PAGE = """
=== wire | Orm Wire | 2024-02-03
{c1 + own|The ferry at Orm went down}, and {c1 - P|no ferry sank}, the port office said. {i1|A film} shows it.

{q aboard: 9 >= S|{c2 ? S #1|At least nine people} were seen {c2 #1|on the deck}}, said a sailor.
"""


def write(folder: Path, text: str) -> Path:
    path = folder / "orm-ferry.txt"
    path.write_text(text, encoding="utf-8")
    return path


def test_marks_are_taken_out_and_told(tmp_path: Path) -> None:
    dossier = read(write(tmp_path, HEAD + PAGE))
    text = dossier.texts["wire"]
    assert "{" not in text
    first, second = dossier.marked["claims"]
    told = [(text[start:end], one["link"], one["voice"]) for one in first["mentions"] for start, end in one["content"]]
    assert told == [("The ferry at Orm went down", "asserts", "author"), ("no ferry sank", "denies", "statement")]
    pieces = [text[start:end] for start, end in second["mentions"][0]["content"]]
    assert pieces == ["At least nine people", "on the deck"]
    quantity = dossier.marked["quantities"][0]
    assert (quantity["value"], quantity["bound"], quantity["measure"]) == (9, ">=", "aboard")
    assert dossier.marked["items"][0]["published_by"] == "Orm Radio"
    assert dossier.marked["changes"] == [{"holder": "Port Office", "from": "c1", "to": "c2", "page": "wire"}]
    assert [mention["origin"] for mention in first["mentions"]] == [None, "Port Office"]


@pytest.mark.parametrize(
    ("wrong", "why"),
    [
        ("{c1 + own|The ferry", "never closed"),
        ("The ferry}", "never opened"),
        ("{c9 + own|The ferry}", "no mark"),
        ("{c1 + X|The ferry}", "no such holder"),
    ],
)
def test_a_wrong_mark_is_told_with_its_page(tmp_path: Path, wrong: str, why: str) -> None:
    with pytest.raises(BadDossierError, match=why):
        read(write(tmp_path, f"{HEAD}{PAGE}\n{wrong}\n"))


@pytest.mark.parametrize("line", ["colour c1: red", "origins c1: two", "relation: c1 beats c2", "item i2 rumour: talk"])
def test_a_wrong_line_is_told(tmp_path: Path, line: str) -> None:
    with pytest.raises(BadDossierError):
        read(write(tmp_path, f"{HEAD}{line}\n{PAGE}"))


def test_all_dossiers_are_whole_and_many() -> None:
    made = list(dossiers())
    assert len(made) >= 60
    assert all(2 <= len(dossier.texts) <= 6 for dossier in made)
    mentions = [mention for dossier in made for claim in dossier.marked["claims"] for mention in claim["mentions"]]
    assert len(mentions) > 4000
    assert all(start < end for mention in mentions for start, end in mention["content"])
    assert {mention["link"] for mention in mentions} == {"asserts", "denies", "hedges", "retells"}


def test_every_claim_of_a_dossier_would_be_shown() -> None:
    for dossier in dossiers():
        relations = dossier.marked["relations"]
        crossed = {each[end] for each in relations if each["rel"] == "contradicts" for end in "ab"}
        for claim in dossier.marked["claims"]:
            denied = any(mention["link"] == "denies" for mention in claim["mentions"])
            assert len(claim["mentions"]) > 1 or denied or claim["id"] in crossed, (dossier.name, claim["id"])
