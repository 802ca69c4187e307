"""Judging through the pages: what is kept, what is refused with everything that was typed, what survives."""

from __future__ import annotations

from dataclasses import replace

import pytest

from sayso.ledger import Query, open_ledger
from sayso.records import Span, Statement
from tests.factory import RUN, find
from tests.web.conftest import HURT
from tests.web.reviewing import articles
from tests.web.reviewing.conftest import Desk, fields_of, words_of

NEXT = replace(RUN, version="0.2.0")


def _quote(desk: Desk, statement: Statement, part: str) -> list[str]:
    document = desk.reading().document
    assert document
    return [document.quote(span) for span in getattr(statement, part)]


def _line(words: str) -> str:
    span = find(articles.FIRST, words)
    return f"{span.start}-{span.end}"


def test_a_statement_is_confirmed_from_the_list(desk: Desk) -> None:
    statement = desk.statement(0)
    address = f"/pages/{desk.pages[0]}/review"
    assert "0 of 5 statements judged" in words_of(desk.client.get(address))
    answer = desk.client.post(address, data={"by": " Ada  Quist ", "confirm": statement.id})
    assert answer.url.path == address
    assert "Confirmed by Ada Quist on" in words_of(answer)
    assert "1 of 5 statements judged" in words_of(answer)
    assert desk.statement(0).status == "confirmed"
    assert 'value="Ada Quist"' in desk.client.get(address).text  # typed once
    assert "confirmed by Ada Quist" in words_of(desk.client.get(f"/statements/{statement.id}"))
    assert "confirmed by Ada Quist" in words_of(desk.client.get(f"/pages/{desk.pages[0]}"))


def test_the_list_goes_on_with_the_next_one(desk: Desk) -> None:
    form = {"by": "Ada", "confirm": desk.statement(0).id}
    answer = desk.client.post(f"/pages/{desk.pages[0]}/review", data=form, follow_redirects=False)
    assert answer.headers["location"].endswith(f"#{desk.statement(1).id}")


def test_what_is_rejected_is_shown_as_that_and_not_searched(desk: Desk) -> None:
    statement = desk.statement(3)
    desk.client.post(f"/pages/{desk.pages[0]}/review", data={"by": "Ada", "reject": statement.id})
    assert desk.statement(3).status == "rejected"
    with open_ledger(desk.path) as ledger:
        assert statement.id not in [hit.statement.id for hit in ledger.search(Query())]
    assert desk.judge(statement.id, kind="confirm", note="It does say so.").status_code == 303
    assert desk.statement(3).status == "confirmed"


def test_nobody_judges_without_a_name(desk: Desk) -> None:
    statement = desk.statement(0)
    answer = desk.client.post(f"/pages/{desk.pages[0]}/review", data={"by": "  ", "confirm": statement.id})
    assert answer.status_code == 422
    assert "Tell your name first" in words_of(answer)
    again = desk.judge(statement.id, kind="confirm", by="")
    assert (again.status_code, "Tell your name first" in words_of(again)) == (422, True)
    assert desk.statement(0).status == "machine"


def test_keeping_a_name_judges_nothing(desk: Desk) -> None:
    answer = desk.client.post(f"/pages/{desk.pages[0]}/review", data={"by": "Ada", "name": "1"})
    assert "0 of 5 statements judged" in words_of(answer)
    assert 'value="Ada"' in answer.text


def test_spans_and_labels_are_corrected(desk: Desk) -> None:
    statement = desk.statement(0)
    content = _line("twelve people were missing")
    answer = desk.judge(
        statement.id, kind="correct", content=content, act="believe", note="Short.", source="Rescue chief Mira Oltean"
    )
    assert answer.status_code == 303, words_of(answer)
    judged = desk.statement(0)
    assert _quote(desk, judged, "content") == ["twelve people were missing"]
    assert (judged.act, judged.status, judged.source) == ("believe", "corrected", statement.source)
    with open_ledger(desk.path) as ledger:
        (made,) = ledger.judgements()
    assert dict(made.labels) == {"act": "believe"}  # what was left alone is not judged
    assert made.note == "Short."
    told = words_of(desk.client.get(f"/statements/{statement.id}/review"))  # the old link leads there, too
    assert "Corrected by Ada Quist" in told
    assert "Short." in told


def test_two_known_people_are_joined_only_where_that_is_said(desk: Desk) -> None:
    given = desk.statement(0).id
    refused = desk.judge(given, kind="correct", entity="Joss Varga")
    assert refused.status_code == 422
    assert "are two people in this ledger" in words_of(refused)
    assert "Join them: both names are of one person" in words_of(refused)
    assert desk.statement(0).status == "machine"
    assert "Join them" not in desk.client.get(f"/statements/{given}/review").text
    assert desk.judge(given, kind="correct", entity="Joss Varga", join="yes").status_code == 303
    assert desk.statement(0).origin == "Joss Varga"


def test_parts_can_be_in_pieces_and_empty(desk: Desk) -> None:
    lines = f"{_line('The slope is')}\n{_line('still moving')}"
    assert desk.judge(desk.statement(1).id, kind="correct", content=lines, source="").status_code == 303
    judged = desk.statement(1)
    assert _quote(desk, judged, "content") == ["The slope is", "still moving"]
    assert judged.source == ()


def test_words_are_found_whatever_blanks_and_quotation_marks(desk: Desk) -> None:
    answer = desk.judge(
        desk.statement(1).id, kind="correct", content='"The slope   is\tstill moving,"', cue="said", act="predict"
    )
    assert answer.status_code == 422  # "said" stands twice in that paragraph
    text = words_of(answer)
    assert "Some words stand in more than one place" in text
    assert "“said” stands in 2 places. Which?" in text
    second = f"{articles.FIRST.rindex('said.')}-{articles.FIRST.rindex('said.') + 4}"
    again = fields_of(answer) | {"kind": "correct", "pick-cue-0": second}
    address = f"/statements/{desk.statement(1).id}/review"
    assert desk.client.post(address, data=again, follow_redirects=False).status_code == 303
    judged = desk.statement(1)
    assert _quote(desk, judged, "content") == ["“The slope is still moving,”"]
    assert [(span.start, span.end) for span in judged.cue] == [tuple(map(int, second.split("-")))]


WRONG = {
    "content": {
        "": "The content is empty",
        "30-25": "the end must lie behind the start",
        "30-30": "the end must lie behind the start",
        "10-99999": f"the text has {len(articles.FIRST)} characters",
        "20-60": "a piece lies in one paragraph",
        "words that nobody wrote": "does not stand in this text",
        "35-59 Joss Varga": "“Rescue chief Mira Oltean” stands there, not “Joss Varga”",
        "35-59\n40-50": "twice: give each character once",
        "x\n" * 30: "more than 20 pieces",
    },
    "act": {"lie": "Act: one of assert, deny"},
    "form": {"": "Form: one of direct"},
    "entity": {"x" * 400: "Who it is: at most 300 letters"},
    "note": {"x" * 2500: "A note has at most 2,000 letters"},
    "by": {"x" * 90: "A name has at most 80 letters"},
}


@pytest.mark.parametrize(("name", "value", "why"), [(n, v, w) for n, each in WRONG.items() for v, w in each.items()])
def test_what_is_wrong_is_told_and_nothing_typed_is_lost(desk: Desk, name: str, value: str, why: str) -> None:
    typed = {"note": "typed with care", "affiliation": "Rescue Corps", "cue": "60-64"} | {name: value}
    answer = desk.judge(desk.statement(0).id, kind="correct", **typed)
    assert answer.status_code == 422
    assert why in words_of(answer)
    back = fields_of(answer)
    selects = {"act", "form"}  # a browser has only the values there are to choose from
    assert {key: back[key].strip() for key in typed.keys() - selects} == {
        key: typed[key].strip() for key in typed.keys() - selects
    }
    with open_ledger(desk.path) as ledger:
        assert ledger.judgements() == ()


def test_buttons_that_do_not_go_with_what_was_changed_are_refused(desk: Desk) -> None:
    statement = desk.statement(0)
    assert "Nothing was changed" in words_of(desk.judge(statement.id, kind="correct"))
    answer = desk.judge(statement.id, kind="confirm", act="believe")
    assert "Something was changed" in words_of(answer)
    assert fields_of(answer)["act"] == "believe"
    assert "Choose: confirm" in words_of(desk.judge(statement.id))
    assert desk.judge(statement.id, kind="reject", content="nonsense").status_code == 303  # it is not there anyway


def test_a_missed_statement_is_added(desk: Desk) -> None:
    answer = desk.add(
        source="a local official", cue="", content="the dam above the village", naming="unnamed", act="assert"
    )
    assert answer.status_code == 303, words_of(answer)
    assert "Added by Ada Quist" in words_of(desk.client.get(answer.headers["location"]))
    (added,) = [each for each in desk.reading().statements if each.status == "confirmed"]
    assert (_quote(desk, added, "content"), added.naming, added.form) == (
        ["the dam above the village"],
        "unnamed",
        "indirect",
    )
    assert "the dam above the village" in words_of(desk.client.get(f"/statements/{added.id}"))
    assert desk.judge(added.id, kind="reject").status_code == 303


def test_a_statement_without_content_is_not_added(desk: Desk) -> None:
    answer = desk.add(source="Residents", content="")
    assert answer.status_code == 422
    assert fields_of(answer)["source"].strip() == "Residents"


def test_judgements_survive_a_new_reading_through_the_pages(desk: Desk) -> None:
    missing, slope, dam, denial, _ = (desk.statement(at) for at in range(5))
    seen = desk.reading()
    desk.judge(missing.id, kind="correct", content="that twelve people were missing", act="believe")
    desk.judge(denial.id, kind="reject")
    desk.add(source="a local official", content="opened at night", cue="")
    moved = replace(denial, content=(Span(start=denial.content[0].start, end=denial.content[0].end - 1),))
    with open_ledger(desk.path) as ledger:
        ledger.store(replace(seen, run=NEXT, statements=(missing, slope, moved)))
    shown = words_of(desk.client.get(f"/pages/{desk.pages[0]}/review"))
    assert "3 of 4 statements judged" in shown
    statuses = sorted(each.status for each in desk.reading().statements)
    assert statuses == ["confirmed", "corrected", "machine", "rejected"]
    assert dam.id not in {each.id for each in desk.reading().statements}


def test_orphans_are_shown(desk: Desk) -> None:
    desk.judge(desk.statement(2).id, kind="confirm", note="Heard it myself.")
    seen = desk.reading()
    with open_ledger(desk.path) as ledger:
        ledger.store(replace(seen, run=NEXT, statements=()))
    shown = words_of(desk.client.get(f"/pages/{desk.pages[0]}/review"))
    assert "1 judgement without a statement" in shown
    assert "that the dam above the village had been opened at night" in shown
    assert "Heard it myself." in shown


def test_a_form_opened_before_a_new_reading_still_counts(desk: Desk) -> None:
    statement, seen = desk.statement(0), desk.reading()
    form = fields_of(desk.client.get(f"/statements/{statement.id}/review"))
    assert form["reading"] == seen.id
    with open_ledger(desk.path) as ledger:
        ledger.store(replace(seen, run=NEXT))
    address = f"/statements/{statement.id}/review"
    answer = desk.client.post(address, data=form | {"by": "Ada", "kind": "confirm"}, follow_redirects=False)
    assert answer.status_code == 303
    assert desk.statement(0).status == "confirmed"


def test_the_reading_of_another_page_is_refused(desk: Desk) -> None:
    other = desk.reading(1)
    assert desk.judge(desk.statement(0).id, kind="confirm", reading=other.id).status_code == 422
    form = {"by": "Ada", "reading": other.id, "confirm": other.statements[0].id}
    assert desk.client.post(f"/pages/{desk.pages[0]}/review", data=form).status_code == 422


def test_other_sites_judge_nothing(desk: Desk) -> None:
    form = {"by": "Ada", "confirm": desk.statement(0).id}
    address = f"/pages/{desk.pages[0]}/review"
    assert desk.client.post(address, data=form, headers={"origin": "http://elsewhere.example"}).status_code == 403
    assert desk.statement(0).status == "machine"


def test_hostile_names_and_notes_are_text(desk: Desk) -> None:
    statement = desk.statement(0)
    short = "<script>document.title='ran'</script>"
    answer = desk.judge(statement.id, kind="confirm", by=short, note=HURT)
    assert answer.status_code == 303
    for address in (
        answer.headers["location"],
        f"/statements/{statement.id}/review",
        f"/statements/{statement.id}",
        f"/pages/{desk.pages[0]}",
    ):
        page = desk.client.get(address)
        assert short not in page.text
        assert short in words_of(page)


@pytest.mark.parametrize("address", ["/pages/page_ffffffffffffffff/review", "/statements/st_ffffffffffffffff/review"])
def test_what_is_not_there_cannot_be_judged(desk: Desk, address: str) -> None:
    assert desk.client.get(address).status_code == 404
    assert desk.client.post(address, data={"by": "Ada"}).status_code == 404


def test_the_export_is_handed_out_gzipped(desk: Desk) -> None:
    import gzip
    import json

    for at in (3, 4):
        desk.judge(desk.statement(at).id, kind="confirm", by="Zora Feld")
    answer = desk.client.get("/review/export")
    assert answer.headers["content-type"] == "application/gzip"
    (row,) = [json.loads(line) for line in gzip.decompress(answer.content).splitlines()]
    assert row["text"].startswith("Energy minister")
    assert len(row["attributions"]) == 2
    assert "Zora" not in json.dumps(row)
