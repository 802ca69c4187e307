"""The table of aliases: fed by corrections, the user's own, in the form that the lexicon reads."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.errors import BadAliases, UnknownId
from sayso.ledger import AliasEntry, open_ledger
from sayso.ledger.ledger import Ledger
from sayso.ledger.reach.aliases import COLUMNS, read_table, write_table
from sayso.ledger.reach.spellings import are_variants, calls
from tests.ledger.reach.pages import NOON, correct, said
from tests.ledger.write.test_forgetting import holding

FIRST = said(1, ("Prof Ilka Mor", "Ilka Mor"), ("she", "Ilka Mor"), ("Mor", "Mor"))
SECOND = said(2, ("Ilka Mor", "Ilka Mor"))
HEAD = "alias\tname\tkind\tsource\n"


def pairs(ledger: Ledger) -> list[tuple[str, str]]:
    return [(each.alias, each.name) for each in ledger.aliases()]


def test_a_correction_of_a_name_feeds_it(ledger: Ledger) -> None:
    for reading in (FIRST, SECOND):
        ledger.store(reading)
    made = correct(ledger, FIRST.statements[0].id, entity="Ilka Moor")
    (alias,) = ledger.aliases()
    assert (alias.alias, alias.name, alias.kind) == ("Ilka Mor", "Ilka Moor", "expert")
    assert (alias.by, alias.at, alias.judgement_id, alias.source) == ("Ada Quist", NOON, made.id, "")
    assert alias.statements == 2
    same = ledger.same_entity(alias.id)
    assert (same.count, dict(same.labels)) == (2, {"entity": "Ilka Moor", "source_kind": "expert"})
    assert len(list(ledger.correct_same(alias.id, by="Cy", at=NOON + timedelta(hours=1)))) == 2
    assert [each.statements for each in ledger.aliases()] == [0]


def test_who_was_mistaken_for_another_has_no_alias(ledger: Ledger) -> None:
    ledger.store(FIRST)
    correct(ledger, FIRST.statements[1].id, entity="Vera Lund")  # "she"
    correct(ledger, FIRST.statements[0].id, entity=None, naming="unnamed")
    correct(ledger, FIRST.statements[0].id, minutes=1, act="deny")
    assert pairs(ledger) == []
    correct(ledger, FIRST.statements[2].id, entity="Ilka Mor")
    assert pairs(ledger) == [("Mor", "Ilka Mor")]


def test_judging_again_takes_back_what_was_fed(ledger: Ledger) -> None:
    ledger.store(FIRST)
    given = FIRST.statements[0].id
    correct(ledger, given, entity="Ilka Moro")
    correct(ledger, given, minutes=1, entity="Ilka Moor")
    assert pairs(ledger) == [("Ilka Mor", "Ilka Moor")]
    correct(ledger, given, minutes=2, entity="Ilka Mor")
    assert pairs(ledger) == []


def test_one_pair_is_one_row(ledger: Ledger) -> None:
    for reading in (FIRST, SECOND):
        ledger.store(reading)
    correct(ledger, FIRST.statements[0].id, entity="Ilka Moor")
    second = correct(ledger, SECOND.statements[0].id, minutes=1, entity="ILKA Moor")
    assert [(each.name, each.judgement_id) for each in ledger.aliases()] == [("ILKA Moor", second.id)]


def test_it_is_listed_in_parts_and_removed(ledger: Ledger) -> None:
    table = HEAD + "".join(f"A {number}\tB {number}\t\t\n" for number in range(5))
    assert ledger.import_aliases(table, by="Ada", at=NOON) == 5
    first = ledger.aliases(limit=2)
    assert [each.alias for each in first] == ["A 4", "A 3"]
    assert [each.alias for each in ledger.aliases(after=first[-1].cursor)] == ["A 2", "A 1", "A 0"]
    assert ledger.remove_alias(first[0].id[:14]).name == "B 4"
    assert len(pairs(ledger)) == 4
    with pytest.raises(UnknownId, match=f"bears the id {first[0].id}"):
        ledger.remove_alias(first[0].id)
    with pytest.raises(UnknownId, match="is no alias"):
        ledger.remove_alias("judg_00")


def test_a_table_goes_out_and_comes_in(ledger: Ledger, tmp_path: Path) -> None:
    ledger.store(FIRST)
    made = correct(ledger, FIRST.statements[0].id, entity="Ilka Moor")
    ledger.import_aliases(
        f"# ours\n{HEAD}\nQuay Board\tBoard of the Quays\tgovernment\tits own site\n", by="Bo", at=NOON
    )
    table = ledger.export_aliases()
    assert table == (
        f"{HEAD}Ilka Mor\tIlka Moor\texpert\tcorrected by hand on 2026-03-04, {made.id}\n"
        "Quay Board\tBoard of the Quays\tgovernment\tits own site\n"
    )
    with open_ledger(tmp_path / "other.db") as other:
        assert other.import_aliases(table, by="Cy", at=NOON) == 2
        assert other.import_aliases(table, by="Cy", at=NOON) == 0
        assert sorted(pairs(other)) == sorted(pairs(ledger))
        assert {each.judgement_id for each in other.aliases()} == {None}


@pytest.mark.parametrize(
    ("table", "line"),
    [
        ("", "its heading is alias name kind source, split by tabs"),
        ("alias,name\n", "its heading is alias name kind source"),
        (f"{HEAD}Mor\n", "Line 2: an alias needs both names"),
        (f"{HEAD}# no\nMor\tmor\t\t\n", "Line 3: 'Mor' is the name itself"),
        (f"{HEAD}Mor\tIlka Mor\tscholar\t\n", "Line 2: 'scholar' is no kind: give one of government, "),
        (f"{HEAD}Mor\tIlka Mor\texpert\ta\tb\n", "Line 2 has 5 columns"),
        (f"{HEAD}{'M' * 301}\tIlka Mor\t\t\n", "at most 300 characters"),
    ],
)
def test_a_table_that_says_nothing_is_refused_whole(ledger: Ledger, table: str, line: str) -> None:
    with pytest.raises(BadAliases, match=line):
        ledger.import_aliases(table.replace(HEAD, f"{HEAD}"), by="Bo", at=NOON)
    assert pairs(ledger) == []


def test_forgetting_a_page_forgets_the_aliases_it_gave(tmp_path: Path) -> None:
    with open_ledger(tmp_path / "ledger.db") as ledger:
        ledger.store(FIRST)
        correct(ledger, FIRST.statements[0].id, entity="Ilka Qxzvoran")
        ledger.import_aliases(f"{HEAD}Mor\tIlka Mor\t\t\n", by="Bo", at=NOON)
        ledger.forget(FIRST.page.id)
        assert pairs(ledger) == [("Mor", "Ilka Mor")]
        assert holding(tmp_path) == []


words = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=12).filter(lambda text: text.strip())


@given(st.lists(st.tuples(words, words, words)))
def test_what_goes_out_comes_in(rows: list[tuple[str, str, str]]) -> None:
    entries = [
        AliasEntry(
            id="", alias=alias, name=f"{name} {alias}", kind="", by="", at=NOON, judgement_id=None, source=source,
            statements=0, cursor="",
        )
        for alias, name, source in rows
    ]  # fmt: skip
    told = read_table("".join(write_table(entries)))
    expected = [
        [" ".join(cell.split()) for cell in (each.alias, each.name, "", each.source)]
        for each in entries
        if not each.alias.split()[0].startswith("#")
    ]
    assert [[row[column] for column in COLUMNS] for row in told] == expected


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Mor", "Ilka Mor", True),
        ("I. Mor", "Ilka Anna Mor", True),
        ("Ilka Mor", "ilka mör", True),
        ("Ilka Mor", "Ilka Anna Mor", True),
        ("Ilka Mor", "Ole Mor", False),
        ("I. A.", "Ilka Anna", False),
        ("Mor Ilka", "Ilka Mor", False),
        ("", "Ilka Mor", False),
    ],
)
def test_what_is_a_spelling_of_a_name(one: str, other: str, same: bool) -> None:
    assert are_variants(one, other) == are_variants(other, one) == same


@pytest.mark.parametrize(
    ("said_so", "name", "called"),
    [
        ("the old Prof. Mör", "Ilka Mor", True),
        ("she", "Ilka Mor", False),
        ("Ilka", "Ilka Mor", False),
        ("Mor and Tarn", "Ilka Mor; Bo Tarn", True),
        ("", "Ilka Mor", False),
        ("x", ";", False),
    ],
)
def test_whom_words_call(said_so: str, name: str, called: bool) -> None:
    assert calls(said_so, name) == called
