"""Comparing: what is common, what is not, which origins are behind it, and that nothing unsure is joined."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import html

from sayso.records import Link, Span, Statement
from sayso.web.views.compare import figures_in
from sayso.web.views.origins import gather
from tests.web.reviewing.conftest import Desk, words_of


def _address(desk: Desk, *at: int) -> str:
    return "/compare?" + "&".join(f"page={desk.pages[n]}" for n in at)


def _rows(desk: Desk, at: int) -> dict[str, list[str]]:
    page = html.fromstring(desk.client.get(_address(desk, 0, 1, 2)).text)
    rows = page.xpath("//table")[at].xpath(".//tbody/tr")
    return {_text(row.xpath("./th")[0]): [_text(cell) for cell in row.xpath("./td")] for row in rows}


def _text(element: html.HtmlElement) -> str:
    return " ".join(element.text_content().split())


def test_who_speaks_in_which(desk: Desk) -> None:
    assert _rows(desk, 0) == {
        "Mira Oltean government": ["2 assert 2", "1 assert", "–"],
        "Hill Agency news media": ["1 assert", "1 assert", "–"],
        "Joss Varga government": ["2 deny 1, promise 1", "–", "–"],
    }


def test_names_that_are_not_sure_are_not_joined(desk: Desk) -> None:
    unsure = _rows(desk, 1)
    assert unsure["Varga government"] == ["–", "–", "1 promise"]
    assert set(unsure) == {"Varga government", "Residents public", "A witness public"}


def test_what_stands_in_several_and_in_one_only(desk: Desk) -> None:
    page = html.fromstring(desk.client.get(_address(desk, 0, 1, 2)).text)
    groups = [
        [len(cell.cssselect(".told")) for cell in group.cssselect(".cell")] for group in page.cssselect(".common")
    ]
    assert groups == [[1, 1, 1], [1, 1, 0]]
    alone = [len(cell.cssselect(".told")) for cell in page.cssselect("details.cell")]
    assert alone == [3, 1, 1]


def test_figures_that_differ_stand_side_by_side_without_a_verdict(desk: Desk) -> None:
    page = html.fromstring(desk.client.get(_address(desk, 0, 1)).text)
    lines = [_text(line) for line in page.cssselect(".figure-line")]
    assert lines == ["Figures: twelve", "Figures: 14"]
    said = [_text(roots) for roots in page.cssselect(".roots")]
    assert "The figures differ. One origin: Mira Oltean." in said
    assert not {"wrong", "true", "false", "correct", "incorrect"} & set(
        words_of(desk.client.get(_address(desk, 0, 1))).lower().split()
    )


def test_one_origin_is_one_and_an_unnamed_one_is_unknown(desk: Desk) -> None:
    two = html.fromstring(desk.client.get(_address(desk, 0, 1)).text)
    assert "One origin: a local official via Hill Agency." in [_text(each) for each in two.cssselect(".roots")]
    three = html.fromstring(desk.client.get(_address(desk, 0, 2)).text)
    (said,) = [_text(each) for each in three.cssselect(".roots")]
    assert said == "Unknown whether one origin or several: a local official via Hill Agency; A witness."
    springs = html.fromstring(desk.client.get(_address(desk, 0, 1)).text).xpath(
        "//section[@aria-labelledby='origins']//tbody/tr/th"
    )
    assert {_text(each) for each in springs} == {"Mira Oltean", "a local official via Hill Agency"}


def test_what_was_rejected_is_not_compared(desk: Desk) -> None:
    statement = desk.statement(0)
    desk.judge(statement.id, kind="reject")
    assert "The figures differ" not in words_of(desk.client.get(_address(desk, 0, 1)))


def test_articles_are_chosen_without_javascript(desk: Desk) -> None:
    page = html.fromstring(desk.client.get("/compare").text)
    assert {box.get("value") for box in page.cssselect("input[type=checkbox]")} == set(desk.pages)
    found = html.fromstring(desk.client.get(f"/compare?choose=1&page={desk.pages[0]}&q=warned").text)
    boxes = {box.get("value"): box.get("checked") is not None for box in found.cssselect("input[type=checkbox]")}
    assert boxes == {desk.pages[0]: True, desk.pages[1]: False}


@pytest.mark.parametrize("at", [(0,), (0, 0)])
def test_one_article_is_not_enough(desk: Desk, at: tuple[int, ...]) -> None:
    answer = desk.client.get(_address(desk, *at))
    assert answer.status_code == 422
    assert "Choose 2 to 6 articles: 1 article chosen." in words_of(answer)
    assert "checked" in answer.text


def test_seven_are_too_many_and_strangers_are_not_found(desk: Desk) -> None:
    many = "&".join(f"page=page_{n:016x}" for n in range(7))
    assert desk.client.get(f"/compare?{many}").status_code == 404
    assert desk.client.get("/compare?page=../x&page=y").status_code == 422


def _statement(name: str | None, naming: str, hand: str | None = None, origin: str | None = None) -> Statement:
    span = Span(start=0, end=1)
    chain: tuple[Link, ...] = (Link(rel="speaker", span=span, entity=name, naming=naming, source_kind="government"),)
    if hand:
        chain += (Link(rel="reported_by", span=span, entity=hand, naming="body", source_kind="news_media"),)
    return Statement(
        document_id="doc", source=(span,), cue=(), content=(span,), form="indirect", chain=chain, origin=origin or name
    )


NAMED = _statement("Ilse Brand", "named")
ONE_NAME = _statement("Brand", "named")
BODY = _statement("SANA", "body")
RELAYED = _statement(None, "unnamed", "Hill Agency", "an official via Hill Agency")
OTHER = _statement(None, "unnamed", "Coast Wire", "an official via Coast Wire")
UNNAMED = _statement(None, "unnamed", None, "an official")
UNTOLD = replace(UNNAMED, chain=(), origin=None)


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ((NAMED, NAMED), "One origin: Ilse Brand."),
        ((BODY, BODY), "One origin: SANA."),
        ((NAMED, BODY), "2 origins are named: Ilse Brand; SANA. Whether they know it from each other is not told."),
        ((ONE_NAME, ONE_NAME), "Unknown whether one origin or several: Brand; Brand."),
        ((RELAYED, RELAYED), "One origin: an official via Hill Agency."),
        (
            (RELAYED, OTHER),
            "Unknown whether one origin or several: an official via Hill Agency; an official via Coast Wire.",
        ),
        ((UNNAMED, UNNAMED), "Unknown whether one origin or several: an official; an official."),
        ((NAMED, UNNAMED), "One origin is named: Ilse Brand. Unknown whether the same or another: an official."),
        ((NAMED, UNTOLD), "One origin is named: Ilse Brand. For the rest the text names none: unknown."),
        ((UNTOLD, UNTOLD), "The texts name no origin: unknown whether it is one or several."),
    ],
)
def test_origins_are_told_apart_as_far_as_is_sure(said: tuple[Statement, ...], told: str) -> None:
    assert gather((each, f"page_{n}") for n, each in enumerate(said)).sentence == told


@pytest.mark.parametrize(
    ("words", "plain"),
    [
        ("twelve people and 1,200 lorries", ["12", "1200"]),
        ("at 7.30 some 45 % of two million", ["7.30", "45%", "2", "million"]),
        ("no one was there, someone said", []),
        ("14", ["14"]),
    ],
)
def test_figures_are_found_in_words_and_digits(words: str, plain: list[str]) -> None:
    assert [each for each, _ in figures_in(words)] == plain


@given(st.integers(0, 10**9))
def test_a_number_is_the_same_with_and_without_commas(number: int) -> None:
    assert [each for each, _ in figures_in(f"{number:,}")] == [each for each, _ in figures_in(str(number))]
