"""Search finds what is asked for, in the order of the page, from current readings only, whatever is typed."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sayso.ledger import Query
from sayso.ledger.ledger import Ledger
from tests.factory import RUN, make_document, make_reading, make_statement, make_thread

DENIAL, PAPER = "that troops had landed at Velmar", "two ships"
BOTH = (DENIAL, PAPER)


def found(ledger: Ledger, query: Query) -> tuple[str, ...]:
    """Return the contents a query finds."""
    return tuple(" … ".join(hit.content) for hit in ledger.search(query))


@pytest.mark.parametrize(
    ("query", "contents"),
    [
        (Query(), BOTH),
        (Query(words="landed"), BOTH),  # the denial holds the word, the paper stands in the same article
        (Query(words="LANDING"), BOTH),
        (Query(words="ships"), (PAPER, DENIAL)),
        (Query(words="ship order"), (PAPER, DENIAL)),
        (Query(words='"landed at velmar"'), BOTH),
        (Query(words="“landed at Velmar”"), BOTH),
        (Query(words='"velmar at landed"'), ()),
        (Query(words="closed"), BOTH),
        (Query(words="landed submarine"), ()),
        (Query(words="not"), BOTH),
        (Query(words="friday", source="renn"), (DENIAL,)),
        (Query(source="Oda Renn"), (DENIAL,)),
        (Query(source="interior ministry"), (DENIAL,)),
        (Query(source="leaked order"), (PAPER,)),
        (Query(source="velmar"), ()),
        (Query(origin="coast monitor"), (PAPER,)),
        (Query(outlet="velmar courier"), BOTH),
        (Query(outlet="courier", words="ships"), (PAPER, DENIAL)),
        (Query(outlet="Coast Monitor"), ()),
        (Query(act="deny"), (DENIAL,)),
        (Query(denies=True), (DENIAL,)),
        (Query(denies=False), (PAPER,)),
        (Query(kind="document"), (PAPER,)),
        (Query(naming="named"), (DENIAL,)),
        (Query(form="indirect"), BOTH),
        (Query(form="direct"), ()),
        (Query(stance="factive"), (PAPER,)),
        (Query(act="deny", kind="document"), ()),
        (Query(min_confidence=0.4), BOTH),
        (Query(min_confidence=0.5), (DENIAL,)),
        (Query(since=date(2021, 3, 5), until=date(2021, 3, 5)), BOTH),
        (Query(since=date(2021, 3, 6)), ()),
        (Query(until=date(2021, 3, 4), act="deny"), ()),
        (Query(since=date(2021, 1, 1), act="deny"), (DENIAL,)),
        (Query(limit=1), (DENIAL,)),
        (Query(words="ships", limit=1), (PAPER,)),
        (Query(words="ships", limit=2), (PAPER, DENIAL)),
        (Query(words="?!"), ()),
        (Query(source="—"), ()),
        (Query(outlet="…"), ()),
        (Query(words=""), ()),
    ],
)
def test_a_query_finds(
    ledger: Ledger, query: Query, contents: tuple[str, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    ledger.store(make_reading())
    assert found(ledger, query) == contents
    for name, number in (("_FEW", 0), ("_PART", 1)):  # as where many pages are asked about, and part by part
        monkeypatch.setattr(f"sayso.ledger.ask.search.{name}", number)
        assert found(ledger, query) == contents


def test_a_hit_tells_where_it_stands(ledger: Ledger) -> None:
    reading = make_reading()
    ledger.store(reading)
    held, near = ledger.search(Query(words="ships"))
    assert held.statement == reading.statements[1]
    assert (held.source, held.cue, held.content) == (("a leaked order",), ("shows",), (PAPER,))
    assert (held.page_id, held.reading_id) == (reading.page.id, reading.id)
    assert (held.title, held.outlet, held.published) == (
        "Harbour of Velmar closed",
        "Velmar Courier",
        "2021-03-05",
    )
    assert held.location == "harbour.txt"
    assert (held.in_document, near.in_document) == (False, True)


def test_negative_factuality_denies_under_any_act(ledger: Ledger) -> None:
    document = make_document()
    said = make_statement(document, act="assert", factuality="PR-")
    ledger.store(make_reading(document, statements=(said,)))
    assert [hit.statement for hit in ledger.search(Query(denies=True))] == [said]


def test_newest_page_first_and_each_in_its_order(ledger: Ledger) -> None:
    first, second = make_document("Alpha\n\none two"), make_document("Beta\n\nthree four")
    for document, words in ((first, ("one", "two")), (second, ("three", "four"))):
        made = tuple(make_statement(document, "", "", word) for word in words)
        ledger.store(make_reading(document, statements=made))
    assert found(ledger, Query()) == ("three", "four", "one", "two")
    assert found(ledger, Query(outlet="courier")) == ("three", "four", "one", "two")


def test_readers_stay_out_unless_asked_for(ledger: Ledger) -> None:
    document = make_thread()
    heard = make_statement(document, "I", "heard", "that the quay is full of lorries", layer="comment", comment="c1")
    article = make_statement(document)
    ledger.store(make_reading(document, statements=(article, heard)))
    assert [hit.statement for hit in ledger.search(Query())] == [article]
    assert [hit.statement for hit in ledger.search(Query(comments=True))] == [article, heard]
    assert not list(ledger.search(Query(words="lorries")))
    asked = [(hit.statement, hit.in_document) for hit in ledger.search(Query(words="lorries", comments=True))]
    assert asked == [(heard, False), (article, True)]
    assert not list(ledger.search(Query(words="Tolan", comments=True)))  # a commenter's name is never indexed


def test_related_links_and_empty_comments_are_no_text(ledger: Ledger) -> None:
    document = make_thread()
    related = replace(document.blocks[-1], role="related")
    empty = replace(document.comments[0], start=None, end=None, ranges=())
    document = replace(document, blocks=(*document.blocks[:-1], related), comments=(empty,))
    ledger.store(make_reading(document, statements=(make_statement(document),)))
    assert len(list(ledger.search(Query(words="friday", comments=True)))) == 1
    assert not list(ledger.search(Query(words="monitor", comments=True)))


def test_what_an_older_run_read_is_not_found(ledger: Ledger) -> None:
    document = make_document()
    ledger.store(make_reading(document, statements=(make_statement(document),)))
    ledger.store(make_reading(document, statements=(), run=replace(RUN, version="0.2.0")))
    for query in (Query(), Query(words="soldier"), Query(words="friday"), Query(outlet="velmar")):
        assert not list(ledger.search(query))


def test_accents_do_not_matter(ledger: Ledger) -> None:
    document = make_document("Señor Zoë\n\nSeñor Zoë Škoda said that it rained in León.")
    said = make_statement(document, "Señor Zoë Škoda", "said", "that it rained in León")
    ledger.store(make_reading(document, statements=(said,)))
    for words in ("leon", "León", "LEÓN", "leo\u0301n"):
        assert [hit.in_document for hit in ledger.search(Query(words=words))] == [False]
    assert found(ledger, Query(source="senor skoda")) == ("that it rained in León",)


def test_search_streams_while_the_ledger_is_written(ledger: Ledger) -> None:
    ledger.store(make_reading())
    hits = ledger.search(Query())
    next(hits)
    ledger.store(make_reading(make_document("Later page")))
    assert next(hits).content == (PAPER,)
    hits.close()  # type: ignore[attr-defined]


@given(typed=st.text(max_size=30) | st.text("\"*:^()-{}+ '%&|!<>\\ANDORTNEAR", max_size=20))
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_nothing_typed_is_a_syntax_error(ledger: Ledger, typed: str) -> None:
    list(ledger.search(Query(words=typed, source=typed, origin=typed, outlet=typed)))
    list(ledger.search(Query(words=typed)))
