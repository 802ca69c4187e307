"""One correction is offered for all statements of the same speaker, and applied to those that are wanted."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from sayso.errors import BadJudgement, JoinsPeople, UnknownId
from sayso.ledger import Query, judge_statement
from sayso.ledger.ledger import Ledger
from tests.factory import RUN
from tests.ledger.reach.pages import NOON, correct, named, said

FIRST = said(1, ("Prof Ilka Mor", "Ilka Mor"), ("she", "Ilka Mor"), ("Bo Tarn", "Bo Tarn"))
SECOND = said(2, ("Ilka Mor", "ilka  mor"), ("a guard", None))
THIRD = said(3, ("Mor", "Ilka Mor"), ("a guard", None), ("A  Guard", None), ("he", None), ("he", None))
LATER = NOON + timedelta(hours=1)


def filled(ledger: Ledger) -> None:
    for reading in (FIRST, SECOND, THIRD):
        ledger.store(reading)


def test_the_statements_of_one_speaker_are_listed_the_newest_first(ledger: Ledger) -> None:
    filled(ledger)
    first = correct(ledger, FIRST.statements[0].id, entity="Ilka Moor", naming="named", act="assert")
    same = ledger.same_entity(first.id[:12])
    assert (same.given, same.was, same.now, same.count) == (first.id, "Ilka Mor", "Ilka Moor", 3)
    assert same.labels == {"entity": "Ilka Moor", "naming": "named"}  # not what this one statement alone does
    ids = [THIRD.statements[0].id, SECOND.statements[0].id, FIRST.statements[1].id]
    assert [hit.statement.id for hit in same.hits] == ids
    (one,) = ledger.same_entity(first.id, limit=1).hits
    assert [hit.statement.id for hit in ledger.same_entity(first.id, after=one.cursor).hits] == ids[1:]
    here = ledger.same_entity(first.id, page_id=FIRST.page.id[:10])
    assert ([hit.statement.id for hit in here.hits], here.count) == (ids[2:], 1)


def test_all_are_corrected_by_judgements_like_any_other(ledger: Ledger) -> None:
    filled(ledger)
    first = correct(ledger, FIRST.statements[0].id, entity="Ilka Moor")
    made = list(ledger.correct_same(first.id, by="Cy", at=LATER))
    assert [(each.kind, each.by, each.page_id) for each in made] == [
        ("correct", "Cy", page.page.id) for page in (THIRD, SECOND, FIRST)
    ]
    assert made[0].note == f"Came with {first.id}: Ilka Mor is Ilka Moor."
    hits = list(ledger.search(Query(entity="Ilka Moor")))
    assert {(hit.statement.origin, hit.statement.status) for hit in hits} == {("Ilka Moor", "corrected")}
    assert len(hits) == 4
    assert [(each.name, each.statements) for each in ledger.sources("ilka")] == [("Ilka Moor", 4)]
    assert ledger.judgements()[1:] == tuple(made)
    assert list(ledger.correct_same(first.id, by="Cy", at=LATER)) == []  # once more is no more
    assert ledger.same_entity(first.id).count == 0


def test_some_that_were_chosen_are_corrected_alone(ledger: Ledger) -> None:
    filled(ledger)
    first = correct(ledger, FIRST.statements[0].id, entity="Ilka Moor")
    only = [THIRD.statements[0].id[:12], FIRST.statements[1].id]
    made = list(ledger.correct_same(first.id, by="Cy", at=LATER, only=only))
    assert [each.page_id for each in made] == [THIRD.page.id, FIRST.page.id]
    assert list(ledger.correct_same(first.id, by="Cy", at=LATER, only=only)) == []
    assert ledger.same_entity(first.id).hits[0].statement.id == SECOND.statements[0].id
    with pytest.raises(BadJudgement, match=f"{FIRST.statements[2].id} is none of the statements that {first.id}"):
        ledger.correct_same(first.id, by="Cy", at=LATER, only=[FIRST.statements[2].id])


def test_one_page_alone_can_be_corrected(ledger: Ledger) -> None:
    filled(ledger)
    first = correct(ledger, FIRST.statements[0].id, entity="Ilka Moor")
    (made,) = ledger.correct_same(first.id, by="Cy", at=LATER, page_id=SECOND.page.id)
    assert made.page_id == SECOND.page.id
    assert ledger.same_entity(first.id).count == 2


def test_what_a_person_judged_is_left_alone(ledger: Ledger) -> None:
    filled(ledger)
    for number, kind in ((0, "confirm"), (1, "reject")):
        reading = (SECOND, FIRST)[number]
        statement = reading.statements[number]
        ledger.judge(judge_statement(reading, statement, kind, by="Bo", at=NOON))  # type: ignore[arg-type]
    first = correct(ledger, FIRST.statements[0].id, minutes=1, entity="Ilka Moor")
    assert [hit.page_id for hit in ledger.same_entity(first.id).hits] == [THIRD.page.id]


def test_each_can_be_taken_back_and_holds_in_a_later_reading(ledger: Ledger) -> None:
    filled(ledger)
    first = correct(ledger, FIRST.statements[0].id, entity="Ilka Moor")
    list(ledger.correct_same(first.id, by="Cy", at=LATER))
    ledger.store(replace(SECOND, run=replace(RUN, version="0.9.0")))
    ledger.store(replace(THIRD, run=replace(RUN, version="0.9.0")))
    assert ledger.reading(SECOND.page.id).statements[0].entity == "Ilka Moor"
    correct(ledger, THIRD.statements[0].id, minutes=120, entity="Ilka Mor")
    assert ledger.reading(THIRD.page.id).statements[0].entity == "Ilka Mor"
    assert ledger.same_entity(first.id).count == 0


def test_who_had_no_name_is_meant_by_the_same_words_on_that_page_only(ledger: Ledger) -> None:
    filled(ledger)
    first = correct(ledger, THIRD.statements[1].id, entity="Ole Fenn", naming="named")
    same = ledger.same_entity(first.id)
    assert (same.was, same.count, [hit.statement.id for hit in same.hits]) == (None, 1, [THIRD.statements[2].id])
    with pytest.raises(BadJudgement, match=f"on {THIRD.page.id} only"):
        ledger.same_entity(first.id, page_id=SECOND.page.id)
    (made,) = ledger.correct_same(first.id, by="Cy", at=LATER)
    assert made.labels == {"entity": "Ole Fenn", "naming": "named"}
    assert ledger.reading(THIRD.page.id).statements[2].origin == "Ole Fenn"
    pronoun = correct(ledger, THIRD.statements[3].id, entity="Ole Fenn", naming="named")
    assert ledger.same_entity(pronoun.id).hits == ()  # another "he" may be another man


def test_what_renames_nobody_is_refused(ledger: Ledger) -> None:
    filled(ledger)
    act = correct(ledger, FIRST.statements[0].id, act="deny")
    with pytest.raises(BadJudgement, match=f"{act.id} gives nobody another name"):
        ledger.same_entity(act.id)
    gone = correct(ledger, FIRST.statements[2].id, entity="Bo Torn")
    correct(ledger, FIRST.statements[2].id, minutes=1, entity="Bo Tarn")
    with pytest.raises(BadJudgement, match="was taken back by a later judgement"):
        ledger.same_entity(gone.id)
    for given in ("judg_00", "st_00", "judg_'; DROP"):
        with pytest.raises(UnknownId):
            ledger.same_entity(given)


def test_two_known_people_are_joined_only_where_that_is_said(ledger: Ledger) -> None:
    filled(ledger)
    given = FIRST.statements[0].id
    with pytest.raises(JoinsPeople, match=r"'Ilka Mor' \(4 statements\) and 'Bo Tarn' \(1 statement\) are two people"):
        correct(ledger, given, entity="Bo Tarn")
    assert ledger.judgements() == ()
    assert ledger.aliases() == ()
    first = correct(ledger, given, entity="Bo Tarn", join=True)
    assert len(list(ledger.correct_same(first.id, by="Cy", at=LATER))) == 3  # it was said once, and not asked again


def test_a_pronoun_that_means_another_joins_nobody_until_it_is_done_to_all(ledger: Ledger) -> None:
    filled(ledger)
    first = correct(ledger, FIRST.statements[1].id, entity="Bo Tarn")
    assert ledger.reading(FIRST.page.id).statements[1].entity == "Bo Tarn"
    with pytest.raises(JoinsPeople, match=r"'Ilka Mor' \(3 statements\) and 'Bo Tarn' \(2 statements\)"):
        ledger.correct_same(first.id, by="Cy", at=LATER)
    assert len(list(ledger.correct_same(first.id, by="Cy", at=LATER, join=True))) == 3


@pytest.mark.parametrize("name", ["Mor", "I. Mor", "Ilka Anna Mor", "ILKA MÖR", "Ilka Moor"])
def test_spellings_and_names_nobody_has_are_not_asked_about(ledger: Ledger, name: str) -> None:
    filled(ledger)
    ledger.store(said(4, (name, name)))
    if name == "Ilka Moor":
        with pytest.raises(JoinsPeople):
            correct(ledger, FIRST.statements[0].id, entity=name)
    else:
        correct(ledger, FIRST.statements[0].id, entity=name)
    correct(ledger, SECOND.statements[0].id, entity="Nobody Knows")


def test_bodies_are_no_people(ledger: Ledger) -> None:
    filled(ledger)
    other = said(5, ("The Dam Board", "Dam Board"))
    ledger.store(replace(other, statements=(replace(other.statements[0], naming="body"),)))
    correct(ledger, FIRST.statements[0].id, entity="Dam Board", naming="body")


def test_many_are_corrected_page_by_page(ledger: Ledger) -> None:
    for number in range(10, 30):
        ledger.store(said(number, *[("Prof Ilka Mor", "Ilka Mor")] * 12))
    first = correct(ledger, ledger.reading(said(10, *[("Prof Ilka Mor", "Ilka Mor")] * 12).page.id).statements[0].id,
                    entity="Ilka Moor")  # fmt: skip
    making = ledger.correct_same(first.id, by="Cy", at=LATER)
    some = [next(making) for _ in range(5)]
    assert {each.page_id for each in some} == {some[0].page_id}
    assert ledger.same_entity(first.id).count == 239 - 12  # a page is whole, or untouched
    making.close()  # type: ignore[attr-defined]
    assert len(list(ledger.correct_same(first.id, by="Cy", at=LATER))) == 239 - 12
    assert [each.statements for each in ledger.sources("ilka")] == [240]


def test_a_statement_that_was_named_anew_in_a_reading_is_found_in_the_current_one_alone(ledger: Ledger) -> None:
    filled(ledger)
    better = replace(THIRD, run=replace(RUN, version="0.9.0"), statements=(named(THIRD.statements[0], "Ilka Moor"),))
    ledger.store(better)
    first = correct(ledger, FIRST.statements[0].id, entity="Ilka Moor", join=True)
    assert [hit.page_id for hit in ledger.same_entity(first.id).hits] == [SECOND.page.id, FIRST.page.id]
