"""Three invented articles on one landslide, as they would be read: for what is compared and judged."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from sayso.records import Link, Reading, Statement
from tests.factory import find, make_document, make_page, make_reading, make_statement

FIRST = (
    "Landslide buries road at Tarn Gap\n\n"
    "Rescue chief Mira Oltean said that twelve people were missing below the Tarn Gap road. "
    "“The slope is still moving,” she said.\n\n"
    "The Hill Agency, citing a local official, reported that the dam above the village had been opened at night.\n\n"
    "Energy minister Joss Varga denied that the dam had been opened. He said that he would publish the logs."
)
SECOND = (
    "Road gone at Tarn Gap\n\n"
    "Mira Oltean said that 14 people were missing below the Tarn Gap road.\n\n"
    "The dam above the village had been opened at night, the Hill Agency reported, citing a local official.\n\n"
    "Residents told the Valley Post that nobody had warned them."
)
THIRD = (
    "Who opened the dam?\n\n"
    "A witness said that the dam above the village had been opened at night.\n\n"
    "Varga promised an inquiry into the landslide."
)


def link(text: str, rel: str, words: str, **fields: Any) -> Link:
    """Return a hand of a chain."""
    return Link(rel=rel, span=find(text, words), **fields)


def say(text: str, source: str, cue: str, content: str, chain: tuple[Link, ...] = (), **fields: Any) -> Statement:
    """Return a labelled statement of an article."""
    labels: dict[str, Any] = {"act": "assert", "negated": False, "stance": "neutral", "factuality": "CT+"}
    document = make_document(text)
    return make_statement(document, source, cue, content, chain=chain, confidence=0.7, **(labels | fields))


def _person(text: str, words: str, entity: str, cue: str, content: str, **fields: Any) -> Statement:
    known = {"entity": entity, "naming": "named", "source_kind": "government"} | fields
    hand = link(text, "speaker", words, entity=entity, naming="named", source_kind="government")
    return say(text, words, cue, content, (hand,), origin=entity, **known)


def _agency(text: str, content: str) -> Statement:
    hands = (
        link(text, "speaker", "a local official", naming="unnamed", source_kind="government"),
        link(text, "reported_by", "Hill Agency", entity="Hill Agency", naming="body", source_kind="news_media"),
    )
    known = {"entity": "Hill Agency", "naming": "body", "source_kind": "news_media"}
    return say(text, "Hill Agency", "reported", content, hands, origin="a local official via Hill Agency", **known)


def _read(text: str, outlet: str, statements: tuple[Statement, ...]) -> Reading:
    document = make_document(text, outlet=outlet)
    kept = tuple(replace(each, document_id=document.id) for each in statements)
    return make_reading(document, statements=kept, page=make_page(text, location=f"{outlet}.txt".lower()))


def first() -> Reading:
    """Return the longest of them: a denial, a relayed report, a statement of "he", and a direct quotation."""
    dam = "that the dam above the village had been opened at night"
    quotation = say(
        FIRST, "she", "said", "“The slope is still moving,”", form="direct", entity="Mira Oltean", naming="named",
        source_kind="government", origin="Mira Oltean",
    )  # fmt: skip
    denial = _person(
        FIRST, "Energy minister Joss Varga", "Joss Varga", "denied", "that the dam had been opened.", act="deny"
    )
    missing = "that twelve people were missing below the Tarn Gap road"
    he = say(FIRST, "He", "said that", "he would publish the logs", act="promise", entity="Joss Varga", naming="named",
             source_kind="government", origin="Joss Varga", factuality="Uu")  # fmt: skip
    he = replace(he, cue=(_last(FIRST, "said"),), content=(find(FIRST, "that he would publish the logs"),))
    return _read(FIRST, "Mountain Courier", (
        _person(FIRST, "Rescue chief Mira Oltean", "Mira Oltean", "said", missing), quotation,
        _agency(FIRST, dam), denial, he,
    ))  # fmt: skip


def second() -> Reading:
    """Return one that has another figure, and the same report."""
    residents = say(SECOND, "Residents", "told", "that nobody had warned them", naming="unnamed", source_kind="public")
    missing = "that 14 people were missing below the Tarn Gap road"
    return _read(SECOND, "Valley Post", (
        _person(SECOND, "Mira Oltean", "Mira Oltean", "said", missing),
        _agency(SECOND, "The dam above the village had been opened at night"), residents,
    ))  # fmt: skip


def third() -> Reading:
    """Return one in which a witness says what others had from an agency, and a name is not sure."""
    witness = link(THIRD, "speaker", "A witness", naming="unnamed", source_kind="public")
    seen = say(
        THIRD, "A witness", "said", "that the dam above the village had been opened at night", (witness,),
        naming="unnamed", source_kind="public", origin="A witness",
    )  # fmt: skip
    varga = _person(THIRD, "Varga", "Varga", "promised", "an inquiry into the landslide", act="promise")
    return _read(THIRD, "Gap Gazette", (seen, varga))


def _last(text: str, words: str):  # type: ignore[no-untyped-def]  # noqa: ANN202
    return replace(find(text, words), start=text.rindex(words), end=text.rindex(words) + len(words))
