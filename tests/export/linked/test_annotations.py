"""Web Annotations: read by pyld, and selectors that find their words in the page as it came in."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import assume, given, settings
from pyld import jsonld

from sayso.export.linked.annotations import write as write_annotations
from sayso.export.sheets import Sheet
from sayso.export.words import page_characters
from sayso.ledger import Hit, UnkeptPage
from sayso.reading import read_page
from sayso.records import Page, Reading
from tests.export.json.test_page import damaged_page, readings
from tests.export.news import HTML_PAGE, lighthouse, thread

Objects = Callable[..., list[dict[str, Any]]]
OA, AS = "http://www.w3.org/ns/oa#", "http://www.w3.org/ns/activitystreams#"
_LINKS = {
    "motivation": "motivatedBy",
    "body": "hasBody",
    "target": "hasTarget",
    "selector": "hasSelector",
    "source": "hasSource",
    "state": "hasState",
    "purpose": "hasPurpose",
}
CONTEXT = {  # of http://www.w3.org/ns/anno.jsonld, the terms that are used
    "oa": OA,
    "as": AS,
    "dcterms": "http://purl.org/dc/terms/",
    "dc": "http://purl.org/dc/elements/1.1/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "id": {"@id": "@id", "@type": "@id"},
    "type": {"@id": "@type", "@type": "@vocab"},
    **{name: {"@type": "@id" if name == "source" else "@vocab", "@id": f"oa:{to}"} for name, to in _LINKS.items()},
    **{name: f"oa:{name}" for name in ("exact", "prefix", "suffix", "start", "end", "styleClass", "sourceDate")},
    **{
        name: f"oa:{name}"
        for name in (
            "Annotation", "SpecificResource", "TextQuoteSelector", "TextPositionSelector", "DataPositionSelector",
            "TextualBody", "TimeState", "describing", "tagging",
        )
    },
    "AnnotationPage": "as:OrderedCollectionPage",
    "Software": "as:Application",
    "Person": "foaf:Person",
    "items": {"@id": "as:items", "@container": "@list", "@type": "@id"},
    "generator": {"@id": "as:generator", "@type": "@id"},
    "creator": {"@id": "dcterms:creator", "@type": "@id"},
    "modified": "dcterms:modified",
    "name": "foaf:name",
    "value": "rdf:value",
    "format": "dc:format",
    "language": "dc:language",
}  # fmt: skip


def load_here(url: str, _options: Any) -> dict[str, Any]:
    """Give the one context that an annotation names; nothing is fetched."""
    assert url == "http://www.w3.org/ns/anno.jsonld"
    return {"contextUrl": None, "documentUrl": url, "document": {"@context": CONTEXT}}


def made(reading: Reading) -> list[dict[str, Any]]:
    """Return the annotations of a reading."""
    document = reading.document
    assert document is not None
    hits = tuple(
        Hit(
            statement=statement,
            source=(),
            cue=(),
            content=(),
            page_id=reading.page.id,
            reading_id=reading.id,
            location=reading.page.location,
            title=document.title,
            outlet=document.outlet,
            published=document.published,
        )
        for statement in reading.statements
    )
    told: dict[str, Any] = json.loads(
        b"".join(write_annotations([Sheet(reading=reading, document=document, hits=hits)]))
    )
    return list(told["items"])


def selectors(annotation: dict[str, Any], kind: str) -> list[dict[str, Any]]:
    targets = [target for target in annotation["target"] if isinstance(target, dict)]  # else it is the page itself
    return [each for target in targets for each in target["selector"] if each["type"] == kind]


def test_pyld_reads_every_annotation_with_nothing_left_over(exported: Callable[..., bytes]) -> None:
    told = json.loads(exported("annotations"))
    (page,) = jsonld.expand(told, {"documentLoader": load_here})
    items = page[f"{AS}items"][0]["@list"]
    assert len(items) == len(told["items"]) > 4
    for item in items:
        assert item["@type"] == [f"{OA}Annotation"]
        assert item["urn:sayso:term:status"] == [{"@value": "machine"}]
        for target in item[f"{OA}hasTarget"]:
            assert target[f"{OA}hasSource"][0]["@id"]
            assert target[f"{OA}hasSelector"]
    lost = jsonld.compact(jsonld.expand(told, {"documentLoader": load_here}), CONTEXT | {"sayso": "urn:sayso:term:"})
    assert len(json.dumps(lost)) > 0.9 * len(json.dumps({**told, "@context": lost["@context"]}))


def test_selectors_of_a_text_give_the_characters_of_the_page() -> None:
    for reading in (thread(), damaged_page()):
        page = reading.page.data.decode()
        for annotation in made(reading):
            places = selectors(annotation, "TextPositionSelector")
            quotes = selectors(annotation, "TextQuoteSelector")
            assert len(places) == len(quotes) == len(annotation["target"])
            for place, quote in zip(places, quotes, strict=True):
                assert page[place["start"] : place["end"]] == quote["exact"]
                assert page[: place["start"]].endswith(quote["prefix"])
                assert page[place["end"] :].startswith(quote["suffix"])


@pytest.mark.parametrize("end", ["\r\n", "\r", "\n"])
def test_selectors_count_and_quote_line_ends_as_browsers_do(end: str) -> None:
    lines = (
        "Sluice open all night", "", "The keeper of the sluice at Skarvik, Signe Falk, said on Monday that the gate",
        "had stood open all night, and that the lower town had been", "warned by telephone.",
    )  # fmt: skip
    reading = read_page(Page(data=end.join(lines).encode(), charset="utf-8"))
    shown = "\n".join(lines)
    found = [
        (quote["exact"], shown[place["start"] : place["end"]])
        for one in made(reading)
        for quote, place in zip(
            selectors(one, "TextQuoteSelector"), selectors(one, "TextPositionSelector"), strict=True
        )
    ]
    assert any("\n" in exact for exact, _ in found)
    assert [exact for exact, _ in found] == [read for _, read in found]


def test_damage_of_the_page_is_in_what_is_quoted_of_it() -> None:
    said = made(damaged_page())[0]
    assert "it wonâ€™t open" in [quote["exact"] for quote in selectors(said, "TextQuoteSelector")]


def test_what_stands_around_a_span_never_leaves_its_block() -> None:
    said = made(damaged_page())[0]
    assert all("Ula" not in quote["suffix"] for quote in selectors(said, "TextQuoteSelector"))


@settings(max_examples=50)
@given(readings())
def test_every_exact_text_is_what_stands_at_its_place(drawn: tuple[Reading, str]) -> None:
    reading, page = drawn
    reading = replace(reading, page=replace(reading.page, charset="utf-8"))
    assume(page_characters(reading) == page)
    for annotation in made(reading):
        quotes = selectors(annotation, "TextQuoteSelector")
        for quote, place in zip(quotes, selectors(annotation, "TextPositionSelector"), strict=True):
            shown = page.replace("\r\n", "\n").replace("\r", "\n")
            assert quote["exact"] == shown[place["start"] : place["end"]]


def test_in_html_bytes_are_counted_and_markup_is_not_quoted() -> None:
    data = HTML_PAGE.encode()
    mixed = made(lighthouse())[0]
    assert selectors(mixed, "TextPositionSelector") == []
    (content,) = [target for target in mixed["target"] if target["styleClass"] == "sayso-content"]
    quote, place = content["selector"]
    assert content["source"] == "https://ostrel-post.example/light?id=7"
    assert content["state"] == {"type": "TimeState", "sourceDate": "2026-03-02T08:30:00+00:00"}
    assert data[place["start"] : place["end"]].decode() == (
        "the repair was <i>“far too slow”</i> to save the light&nbsp;&amp; its lens"
    )
    assert "<" not in quote["exact"]
    assert quote["exact"].replace("\xa0", " ") == "the repair was “far too slow” to save the light & its lens"
    assert quote["prefix"].endswith("Keeper Mila Dorn said ")


@pytest.mark.parametrize(
    ("charset", "name"),
    [
        ("iso-8859-2", "Bożena Ćwik"),
        ("shift_jis", "山田光"),
        ("euc-kr", "김하늘"),
        ("gb18030", "李可"),
        ("utf-8", "Zoë Ångberg"),
    ],
)
def test_bytes_are_counted_in_the_character_set_that_a_page_declares_in_itself(charset: str, name: str) -> None:
    words = "“The sluice was open all night,”"
    if charset == "iso-8859-2":
        words = '"The sluice was open all night,"'
    page = (
        f'<!doctype html><html lang=en><head><meta charset="{charset}"><title>Sluice open all night</title></head>'
        f"<body><article><h1>Sluice open all night</h1><p>{name} saw it first, and {name} rang the harbour office.</p>"
        f"<p>{words} said {name}, who has kept the sluice of Skarvik for twelve years and lives beside it.</p>"
        f"<p>The council will hear the keeper on Monday, and the minutes of it will be public.</p></article>"
    ).encode(charset)
    reading = read_page(Page(data=page, media_type="text/html"))
    places = [place for one in made(reading) for place in selectors(one, "DataPositionSelector")]
    quotes = [quote["exact"] for one in made(reading) for quote in selectors(one, "TextQuoteSelector")]
    assert words in quotes
    assert [page[place["start"] : place["end"]].decode(charset) for place in places] == quotes


def test_a_page_whose_bytes_were_not_kept_is_not_quoted() -> None:
    reading = thread()
    unkept = UnkeptPage(known_sha256="0" * 64, known_size=9)
    for annotation in made(replace(reading, page=unkept)):
        assert selectors(annotation, "TextQuoteSelector") == []
        assert selectors(annotation, "TextPositionSelector")
