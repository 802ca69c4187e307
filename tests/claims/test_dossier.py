"""Pages put together, from files to claims."""

from __future__ import annotations

import random
from collections.abc import Iterable
from dataclasses import replace
from importlib import import_module
from pathlib import Path

import numpy as np
import pytest

import sayso
from sayso.claims.dossier import Dossier, make_dossier
from sayso.claims.linking import Told, link
from sayso.claims.linking.candidates import FEW
from sayso.claims.linking.pairs import same_claim
from sayso.export.json.dossier import dossier_object, page_names
from sayso.pages.offsets import locate
from sayso.records import Reading
from tests.claims.making import told

DEMO = Path(sayso.__file__).parent / "demo"
COPIES = FEW // 2  # of three clauses: more than are compared each with each


@pytest.fixture(scope="module")
def readings() -> list[Reading]:
    return [sayso.read(path) for path in sorted(DEMO.glob("*.txt"))]


@pytest.fixture(scope="module")
def dossier(readings: list[Reading]) -> Dossier:
    return make_dossier(readings)


def test_dispatches_on_one_event_share_claims_and_contest_some(dossier: Dossier) -> None:
    claims = dossier.linked.claims
    assert len(claims) > 10
    assert any(claim.contested for claim in claims)
    over_pages = [claim for claim in claims if len({stated.page for stated in claim.stated}) > 2]
    assert over_pages


def test_every_claim_is_told_twice_or_denied_or_contradicted(dossier: Dossier) -> None:
    crossed = {number for each in dossier.linked.relations if each.kind == "contradicts" for number in (each.a, each.b)}
    crossed |= {number for each in dossier.linked.changes for number in (each.before, each.after)}
    for claim in dossier.linked.claims:
        denied = any(stated.stand == "denies" for stated in claim.stated)
        assert len(claim.stated) > 1 or denied or claim.id in crossed


def test_every_span_reads_back_in_the_page_as_it_came_in(readings: list[Reading]) -> None:
    for reading in readings:
        document = reading.document
        assert document is not None
        if document.repairs:
            continue  # what was put right reads otherwise
        page = reading.page.data.decode("utf-8")
        for mention in reading.mentions:
            for span in (*mention.content, *(amount.span for amount in mention.quantities)):
                place = locate(document.offsets, span)
                assert place is not None
                assert page[place.start : place.end] == document.quote(span)


def test_mentions_stand_in_the_article_and_never_in_comments(readings: list[Reading]) -> None:
    for reading in readings:
        document = reading.document
        assert document is not None
        comments = [(one.start, one.end) for one in document.comments if one.start is not None and one.end is not None]
        for mention in reading.mentions:
            span = mention.content[0]
            assert not any(start <= span.start < end for start, end in comments)


def test_the_order_of_pages_makes_no_difference(readings: list[Reading], dossier: Dossier) -> None:
    shuffled = random.Random(7).sample(readings, len(readings))
    assert make_dossier(shuffled).linked == dossier.linked


def test_an_article_read_twice_adds_no_origin(readings: list[Reading]) -> None:
    once, twice = make_dossier(readings[:1]), make_dossier([readings[0], readings[0]])
    most = max((len(claim.independent) for claim in once.linked.claims), default=1)
    assert all(len(claim.independent) <= max(1, most) for claim in twice.linked.claims)


def test_the_object_has_the_form_that_is_promised(dossier: Dossier) -> None:
    made = dossier_object(dossier, "halmora")
    assert set(made) == {"dossier", "pages", "claims", "relations", "quantities", "items", "changes"}
    assert {page["id"] for page in made["pages"]} == {path.stem for path in DEMO.glob("*.txt")}
    mention = made["claims"][0]["mentions"][0]
    assert {"page", "content", "voice", "holder", "link", "origin"} <= set(mention)
    assert {one["link"] for claim in made["claims"] for one in claim["mentions"]} <= {
        "asserts", "denies", "hedges", "retells",
    }  # fmt: skip


def test_two_files_of_one_name_are_told_apart(readings: list[Reading]) -> None:
    second = replace(readings[1], page=replace(readings[1].page, location=readings[0].page.location))
    names = page_names([readings[0], second])
    assert len(set(names.values())) == 2


def test_a_page_that_failed_is_left_out(readings: list[Reading]) -> None:
    failed = replace(readings[0], document=None, statements=(), mentions=(), items=())
    assert len(make_dossier([failed, readings[1]]).readings) == 1


def test_no_page_at_all_is_an_empty_dossier() -> None:
    assert make_dossier([]).linked.claims == ()


def test_many_copies_of_one_story_are_one_origin_and_are_compared_once(monkeypatch: pytest.MonkeyPatch) -> None:
    compared: list[tuple[Told, Told]] = []

    def counted(pairs: Iterable[tuple[Told, Told]]) -> np.ndarray:
        compared.extend(pairs)
        return same_claim(compared)

    monkeypatch.setattr(import_module("sayso.claims.linking.link"), "same_claim", counted)
    clauses = ("nine kilns burned in Arvel", "the guild blames a spark from the rail line", "no worker was hurt")
    copies = [
        told(words, page=f"p{page}", at=at * 80, holder="Arvel Wire")
        for page in range(COPIES)
        for at, words in enumerate(clauses)
    ]
    linked = link(copies)
    assert len(compared) == 3
    assert len(linked.claims) == 3
    assert all(len(claim.independent) == 1 and len(claim.stated) == COPIES for claim in linked.claims)


def test_pages_without_dates_are_put_together_all_the_same() -> None:
    linked = link(
        [
            told("nine kilns burned in Arvel", page=page, holder=who)
            for page, who in (("a", "Guild"), ("b", "Fire Brigade"))
        ]
    )
    assert len(linked.claims) == 1
    assert linked.changes == ()


def test_an_outlet_that_quotes_itself_is_one_origin() -> None:
    group = [
        told("nine kilns burned in Arvel", page="a", holder="Arvel Courier", outlet="Arvel Courier"),
        told("nine kilns burned in Arvel", page="b", holder="Arvel Courier", outlet="Arvel Courier"),
    ]
    claim = link(group).claims[0]
    assert len(claim.independent) == 1


def test_a_denial_of_nothing_known_is_shown_as_a_denial() -> None:
    claim = link([told("the kilns were sold to Brask", holder="Guild", denied=True)]).claims[0]
    assert [stated.stand for stated in claim.stated] == ["denies"]
    assert claim.independent == ()
    assert not claim.contested
