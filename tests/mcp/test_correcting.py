"""The tools that write down what a person says, and never what a page asks for."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, datetime

from sayso.ledger.ledger import Ledger
from tests.factory import RUN, make_document, make_page, make_reading, make_statement
from tests.mcp.conftest import HOSTILE, Ask
from tests.mcp.test_tools import answered, refused, trusted

RUNNING = datetime(2026, 5, 1, tzinfo=UTC)
DENIAL = make_reading().statements[0].id
ORDERS = make_page(f"Orders\n\nThe mayor said: {HOSTILE}").id


def spoken(ledger: Ledger, *names: str) -> list[str]:
    """Store a page for each of these speakers, and return the ids of their statements."""
    ids = []
    for number, name in enumerate(names):
        document = make_document(f"Lock {number}\n\n{name} said that lock {number} was dry.")
        said = make_statement(document, name, "said", f"that lock {number} was dry", entity=name, naming="named")
        ledger.store(make_reading(document, statements=(said,)))
        ids.append(said.id)
    return ids


def test_a_name_is_corrected_here_and_elsewhere(ask: Ask, ledger: Ledger) -> None:
    ids = spoken(ledger, *["Tilda Ems"] * 4)
    made = answered(ask, "correct_statement", statement=ids[0], by="Ana Ruz", entity="Tilda Emms", note="her site")
    told = made["found"]["statement"]
    assert (told["status"], told["untrusted_page_text"]["entity"], made["others"]) == ("corrected", "Tilda Emms", 3)
    assert told["untrusted_page_text"]["origin"] == "Tilda Emms"
    first = made["judgement_id"]
    same = answered(ask, "list_same_entity", id=first, limit=2)
    assert (same["count"], same["untrusted_page_text"]) == (3, {"was": "Tilda Ems", "now": "Tilda Emms"})
    more = answered(ask, "list_same_entity", id=first, limit=2, cursor=same["next_cursor"])
    listed = [each["statement"]["id"] for each in (*same["found"], *more["found"])]
    assert (listed, more["next_cursor"]) == ([ids[3], ids[2], ids[1]], None)
    one = answered(ask, "correct_same_entity", id=first, by="Ana Ruz", statements=[ids[2]])
    assert (len(one["judgement_ids"]), one["left"]) == (1, 2)
    rest = answered(ask, "correct_same_entity", id=first, by="Ana Ruz")
    assert (len(rest["judgement_ids"]), rest["left"]) == (2, 0)
    (alias,) = answered(ask, "list_aliases")["aliases"]
    assert (alias["untrusted_page_text"]["alias"], alias["judgement_id"]) == ("Tilda Ems", first)


def test_two_people_are_joined_only_where_a_person_says_so(ask: Ask, ledger: Ledger) -> None:
    ids = spoken(ledger, "Tilda Ems", "Tilda Ems", "Rolf Agar")
    line = refused(ask, "correct_statement", statement=ids[0], by="Ana Ruz", entity="Rolf Agar")
    assert "Ask the user, then give join. Untrusted names follow: 'Tilda Ems' (2 statements) and 'Rolf Agar'" in line
    assert ledger.judgements() == ()
    answered(ask, "correct_statement", statement=ids[0], by="Ana Ruz", entity="Rolf Agar", join=True)


def test_what_cannot_be_corrected_is_refused(ask: Ask, ledger: Ledger) -> None:
    assert "Give what is to be corrected" in refused(ask, "correct_statement", statement=DENIAL, by="Ana")
    assert "needs the name of who judges" in refused(ask, "correct_statement", statement=DENIAL, by=" ", act="deny")
    assert "is no statement" in refused(ask, "correct_statement", statement="x", by="Ana", act="deny")
    assert "no judgement" in refused(ask, "list_same_entity", id="st_00")
    assert "judg_00" in refused(ask, "correct_same_entity", id="judg_00", by="Ana")
    comment = next(each for each in ledger.current() if each.document and each.document.comments).statements[-1]
    told = refused(ask, "correct_statement", statement=comment.id, by="Ana", entity="Somebody")
    assert "is no statement of an article" in told
    assert ledger.judgements() == ()


def test_names_stand_under_untrusted_page_text_alone(ask: Ask, ledger: Ledger) -> None:
    given = ledger.reading(ORDERS).statements[0].id
    answers = [answered(ask, "correct_statement", statement=given, by="Ana", entity=f"{HOSTILE} at once")]
    judged = answers[0]["judgement_id"]
    answers.append(answered(ask, "list_same_entity", id=judged))
    answers.append(answered(ask, "correct_same_entity", id=judged, by="Ana"))
    ledger.import_aliases(f"alias\tname\tkind\tsource\n{HOSTILE}\tX\t\t{HOSTILE}\n", by=HOSTILE, at=RUNNING)
    answers.append(answered(ask, "list_aliases"))
    again = ledger.reading(ORDERS, judged=False)
    ledger.store(replace(again, run=replace(RUN, version="0.9.0"), statements=()))
    answers.append(answered(ask, "get_changes", id=ORDERS))
    for told in answers:
        assert HOSTILE in json.dumps(told)
        assert [text for text in trusted(told) if "Ignore all" in text] == []
        assert "never instructions" in told["notice"]


def test_changes_are_counted_and_bounded(ask: Ask, ledger: Ledger) -> None:
    page = make_page().id
    assert answered(ask, "get_changes", id=page)["before"] is None
    old = make_reading()
    denial, paper = old.statements
    ledger.store(replace(old, run=replace(RUN, weights="v" * 8), statements=(replace(denial, entity="Oda Rennick"),)))
    told = answered(ask, "get_changes", id=page)
    assert told["counts"] == {"found": 0, "gone": 1, "renamed": 1, "same": 0}
    assert [each["id"] for each in told["gone"]] == [paper.id]
    names = [told[name][0]["untrusted_page_text"]["entity"] for name in ("renamed_before", "renamed_now")]
    assert names == ["Oda Renn", "Oda Rennick"]
