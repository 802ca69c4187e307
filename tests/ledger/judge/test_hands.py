"""A corrected name goes where the same hand stands: chain and origin of its statement, and of others on the page."""

from __future__ import annotations

import time
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from sayso.ledger import judge_missing, judge_statement
from sayso.ledger.judge.apply import apply
from sayso.ledger.judge.hands import own_link
from sayso.records import Judgement, Link, Reading, Span, Statement
from tests.factory import find, make_document, make_reading, make_statement

NOON = datetime(2026, 2, 3, 12, tzinfo=UTC)
TEXT = (
    "Mill to close\n\nPress officer Lena Orr told the Hill Gazette that the owner, Piet Aal, had promised work for all,"
    " and she added that the mill would run until May.\n\nThe Dale Post, citing a clerk, said the boiler had failed."
    "\n\nHe wept."
)
DOCUMENT = make_document(TEXT)
ORR, AAL, SHE = (find(TEXT, words) for words in ("Press officer Lena Orr", "Piet Aal", "she"))
GAZETTE, POST, CLERK = (find(TEXT, words) for words in ("the Hill Gazette", "The Dale Post", "a clerk"))


def link(rel: str, span: Span, entity: str | None = None, naming: str = "named") -> Link:
    return Link(rel=rel, span=span, entity=entity, source_kind="company", naming=naming)


def said(source: str, cue: str, content: str, entity: str | None, **fields: object) -> Statement:
    """Return a statement of somebody, with the origin its chain tells."""
    naming = "named" if entity else "unnamed"
    made = make_statement(DOCUMENT, source, cue, content, entity=entity, source_kind="company", naming=naming)
    return replace(made, **fields)  # type: ignore[arg-type]


OUTER = said(
    "Press officer Lena Orr", "told", "that the owner, Piet Aal, had promised work for all", "Lena Orr",
    chain=(link("speaker", ORR, "Lena Orr"), link("said_to", GAZETTE, "Hill Gazette", "body")), origin="Lena Orr",
)  # fmt: skip
INNER = said(
    "Piet Aal", "promised", "work for all", "Piet Aal", parent=OUTER.id,
    chain=(
        link("speaker", AAL, "Piet Aal"), link("reported_by", ORR, "Lena Orr"),
        link("said_to", GAZETTE, "Hill Gazette", "body"),
    ), origin="Piet Aal",
)  # fmt: skip
OWNER = said(
    "the owner", "had promised", "work for all", None, parent=OUTER.id,
    chain=(link("speaker", find(TEXT, "the owner"), None, "unnamed"), link("reported_by", ORR, "Lena Orr")),
    origin="the owner via Lena Orr",
)  # fmt: skip
SAME = said(
    "Press officer Lena Orr", "added", "that the mill would run until May", "Lena Orr",
    chain=(link("speaker", ORR, "Lena Orr"),), origin="Lena Orr",
)  # fmt: skip
LATER = said(
    "she", "added", "that the mill would run until May", "Lena Orr",
    chain=(link("speaker", SHE, "Lena Orr"),), origin="Lena Orr",
)  # fmt: skip
CITING = said(
    "The Dale Post", "said", "the boiler had failed", "Dale Post",
    chain=(link("speaker", CLERK, None, "unnamed"), link("reported_by", POST, "Dale Post", "body")),
    origin="a clerk via Dale Post",
)  # fmt: skip
READING = make_reading(DOCUMENT, statements=(OUTER, INNER, OWNER, LATER, CITING))


def correct(statement: Statement, reading: Reading = READING, *, minutes: int = 0, **labels: str | None) -> Judgement:
    at = NOON + timedelta(minutes=minutes)
    return judge_statement(reading, statement, "correct", by="Ada", at=at, labels=labels)


def judged(*judgements: Judgement, reading: Reading = READING) -> tuple[Statement, ...]:
    assert reading.document
    return tuple(each.statement for each in apply(reading.document, reading.statements, judgements).judged)


def names(statement: Statement) -> list[str | None]:
    return [link.entity for link in statement.chain]


def test_a_name_takes_chain_and_origin_with_it() -> None:
    outer, *_ = judged(correct(OUTER, entity="Lena Oorr"))
    assert (names(outer), outer.origin, outer.status) == (["Lena Oorr", "Hill Gazette"], "Lena Oorr", "corrected")


def test_the_same_hand_in_other_chains_is_called_so_too() -> None:
    _, inner, owner, later, citing = judged(correct(OUTER, entity="Vera Lund"))
    assert (names(inner), inner.origin) == (["Piet Aal", "Vera Lund", "Hill Gazette"], "Piet Aal")
    assert (names(owner), owner.origin) == ([None, "Vera Lund"], "the owner via Vera Lund")
    assert (later, citing) == (LATER, CITING)  # the same name at another span may be another person
    assert [each.status for each in (inner, owner)] == ["machine", "machine"]


def test_one_source_of_several_statements_is_one_person() -> None:
    reading = replace(READING, statements=(OUTER, SAME))
    outer, same = judged(correct(OUTER, entity="Vera Lund", naming="named"), reading=reading)
    assert (same.entity, names(same), same.origin, same.status) == ("Vera Lund", ["Vera Lund"], "Vera Lund", "machine")
    own = correct(SAME, reading, entity="Lena Orr")
    outer, same = judged(own, correct(OUTER, minutes=1, entity="Vera Lund"), reading=reading)
    assert (outer.entity, same.entity, names(same), same.origin) == ("Vera Lund", "Lena Orr", ["Lena Orr"], "Lena Orr")


def test_of_who_cites_somebody_the_second_link_is_the_own_one() -> None:
    *_, citing = judged(correct(CITING, entity="Vale Post"))
    assert (names(citing), citing.origin) == ([None, "Vale Post"], "a clerk via Vale Post")
    assert citing.chain[0] == CITING.chain[0]


def test_of_a_relative_pronoun_the_link_stays_where_its_antecedent_stands() -> None:
    text = "Toll rises\n\nThe Ford Board, which has warned of frost, will meet. The Ford Board said that tolls rise."
    document = make_document(text)
    board = link("speaker", find(text, "The Ford Board"), "Ford Board", "body")
    warned = make_statement(
        document, "which", "has warned of", "frost", entity="Ford Board", naming="body", chain=(board,), origin="x"
    )
    reading = make_reading(document, statements=(warned,))
    (now,) = judged(correct(warned, reading, entity="Board of the Ford"), reading=reading)
    assert (now.chain[0].span, now.chain[0].entity) == (board.span, "Board of the Ford")
    assert now.origin == "Board of the Ford"


def test_a_hand_of_another_name_at_the_same_span_is_left_alone() -> None:
    other = replace(SAME, chain=(link("speaker", ORR, None, "unnamed"),), entity=None, naming="unnamed", origin=None)
    reading = replace(READING, statements=(OUTER, other))
    assert judged(correct(OUTER, entity="Vera Lund"), reading=reading)[1] == other


def test_taking_a_name_back_takes_it_back_everywhere() -> None:
    forth, back = correct(OUTER, entity="Vera Lund"), correct(OUTER, minutes=1, entity="Lena Orr")
    assert judged(forth, back)[1:] == READING.statements[1:]


def test_an_origin_that_a_person_gave_stays() -> None:
    outer, *_ = judged(correct(OUTER, entity="Vera Lund", origin="the mill"))
    assert (names(outer)[0], outer.origin) == ("Vera Lund", "the mill")
    outer, *_ = judged(correct(OUTER, origin="the mill"), correct(OUTER, minutes=1, entity="Vera Lund"))
    assert (names(outer)[0], outer.origin) == ("Vera Lund", "the mill")
    first = correct(OWNER, origin="the owner, says Orr")
    _, _, owner, *_ = judged(first, correct(OUTER, minutes=1, entity="Vera Lund"))
    assert (names(owner), owner.origin) == ([None, "Vera Lund"], "the owner, says Orr")
    again, *_ = judged(correct(OUTER, entity="Vera Lund", origin="x"), correct(OUTER, minutes=1, origin=None))
    assert again.origin is None


def test_a_confirmed_origin_follows_a_later_correction() -> None:
    confirmed = judge_statement(READING, OUTER, "confirm", by="Ada", at=NOON)
    outer, *_ = judged(confirmed, correct(OUTER, minutes=1, entity="Vera Lund"))
    assert outer.origin == "Vera Lund"


def test_who_is_no_longer_named_is_described_or_unknown() -> None:
    outer, inner, owner, later, _ = judged(
        correct(OUTER, entity=None, naming="unnamed"), correct(LATER, entity=None, naming="unnamed")
    )
    assert outer.origin == "Press officer Lena Orr via Hill Gazette"
    assert owner.origin == "the owner"
    assert names(inner) == ["Piet Aal", None, "Hill Gazette"]
    assert later.origin is None  # "she" is no origin: elsewhere it is somebody else


def test_an_added_statement_has_its_speaker_for_chain_and_origin() -> None:
    parts = {"source": [POST], "cue": [find(TEXT, "said")], "content": [find(TEXT, "the boiler had")]}
    labels = {"entity": "Dale Post", "naming": "body", "source_kind": "news_media"}
    added = judge_missing(READING, parts, by="Ada", at=NOON, labels=labels)
    *_, last = judged(added, reading=replace(READING, statements=(OUTER,)))
    speaker = Link(rel="speaker", span=POST, entity="Dale Post", source_kind="news_media", naming="body")
    assert (last.chain, last.origin) == ((speaker,), "Dale Post")


def test_without_a_source_there_is_no_chain() -> None:
    emptied = judge_statement(READING, OUTER, "correct", by="Ada", at=NOON, spans={"source": []})
    outer, *_ = judged(emptied)
    assert (outer.source, outer.chain, outer.origin) == ((), (), None)


def test_a_later_reading_with_another_wrong_name_is_corrected_alike() -> None:
    def wrong(statement: Statement) -> Statement:
        chain = tuple(replace(each, entity="M. Wrong") if each.span == ORR else each for each in statement.chain)
        entity = "M. Wrong" if statement is OUTER else statement.entity
        origin = (statement.origin or "").replace("Lena Orr", "M. Wrong")
        return replace(statement, entity=entity, chain=chain, origin=origin)

    judgement = correct(OUTER, entity="Vera Lund")
    later = replace(READING, statements=tuple(map(wrong, READING.statements)))
    assert judged(judgement, reading=later)[:3] == judged(judgement)[:3]


labels = st.fixed_dictionaries(
    {},
    optional={
        "entity": st.sampled_from(["Vera Lund", "Lena Orr", "Lena Oorr", None]),
        "naming": st.sampled_from(["named", "unnamed"]),
        "origin": st.sampled_from(["the mill", None]),
    },
)
judging = st.lists(st.tuples(st.integers(0, 4), st.sampled_from(["correct", "confirm", "reject"]), labels), max_size=7)


@given(judging)
@settings(deadline=None)
def test_whatever_is_judged_chain_and_entity_agree(made: list[tuple[int, str, dict[str, str | None]]]) -> None:
    reading = replace(READING, statements=(OUTER, INNER, OWNER, SAME, CITING))
    judgements = [
        judge_statement(
            reading, reading.statements[number], kind, by="Ada", at=NOON + timedelta(minutes=at),  # type: ignore[arg-type]
            labels=given if kind == "correct" else None,
        )
        for at, (number, kind, given) in enumerate(made)
    ]  # fmt: skip
    explicit: dict[int, str | None] = {}
    for number, kind, given_labels in made:
        if kind == "correct" and "origin" in given_labels:
            explicit[number] = given_labels["origin"]
        elif kind == "confirm" and number in explicit:
            explicit[number] = reading.statements[number].origin  # what the person saw
    found = apply(DOCUMENT, reading.statements, judgements)
    assert found == apply(DOCUMENT, reading.statements, judgements)
    for number, state in enumerate(found.judged):
        now = state.statement
        at = own_link(now)
        assert at is not None
        assert now.chain[at].entity == now.entity
        if number in explicit:
            assert now.origin == explicit[number]
        elif now.chain[0].entity:
            assert now.origin == now.chain[0].entity


def test_a_page_of_many_judgements_is_judged_in_time() -> None:
    each = "The clerk Ono Ril said that bolt {:05} was loose in the old mill by the river on that day.\n\n"
    text = "Bolts\n\n" + "".join(map(each.format, range(2_700)))
    document = make_document(text)
    known = document.id  # a hash over the whole text
    statements = []
    for number in range(2_700):
        start = text.index(f"that bolt {number:05}")
        source = Span(start=start - 22, end=start - 6)
        content = Span(start=start, end=start + 60)
        made = Statement(
            document_id=known, source=(source,), cue=(Span(start=start - 5, end=start - 1),), content=(content,),
            form="indirect", entity="Ono Ril", naming="named", chain=(link("speaker", source, "Ono Ril"),),
        )  # fmt: skip
        statements.append(made)
    reading = make_reading(document, statements=tuple(statements))
    corrected = [correct(each, reading, entity="Ona Ril") for each in statements]
    began = time.process_time()
    found = apply(document, reading.statements, corrected)
    assert time.process_time() - began < 10
    assert {state.statement.origin for state in found.judged} == {"Ona Ril"}
