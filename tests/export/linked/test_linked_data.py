"""schema.org and PROV-O: read by pyld and by rdflib, without anything being fetched."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from pyld import jsonld
from rdflib import RDF, Graph, Literal, Namespace, URIRef

from sayso.export import stream
from sayso.ledger import Query, open_ledger
from tests.export.conftest import Exported
from tests.export.news import DIRECT, PARAPHRASE
from tests.factory import make_document, make_reading, make_statement

Objects = Callable[..., list[dict[str, Any]]]
pytestmark = pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated:DeprecationWarning")  # rdflib's own use
SCHEMA = Namespace("https://schema.org/")
PROV = Namespace("http://www.w3.org/ns/prov#")
OURS = Namespace("urn:sayso:term:")


def refuse(url: str, _options: Any) -> dict[str, Any]:
    raise AssertionError(f"fetched {url}")


def graph_of(data: bytes) -> Graph:
    return Graph().parse(data=data, format="json-ld")


@pytest.mark.parametrize("name", ["schema_org", "prov"])
def test_pyld_expands_it_without_fetching(name: str, exported: Exported, objects: Objects) -> None:
    expanded = jsonld.expand(json.loads(exported(name)), {"documentLoader": refuse})
    assert len(expanded) == len(objects(name)) > 6


@pytest.mark.parametrize("name", ["schema_org", "prov"])
def test_pyld_and_rdflib_read_the_same(name: str, exported: Exported) -> None:
    told = json.loads(exported(name))
    quads = jsonld.to_rdf(told, {"documentLoader": refuse, "format": "application/n-quads"})
    assert len(Graph().parse(data=quads, format="nt")) == len(graph_of(exported(name)))


def test_direct_words_are_a_quotation_of_who_spoke_them(exported: Exported) -> None:
    graph = graph_of(exported("schema_org"))
    (quotation,) = graph.subjects(SCHEMA.text, Literal(DIRECT))
    assert (quotation, RDF.type, SCHEMA.Quotation) in graph
    assert (quotation, OURS.form, Literal("direct")) in graph
    assert (quotation, SCHEMA.creativeWorkStatus, Literal("machine-read, unchecked")) in graph
    (who,) = graph.objects(quotation, SCHEMA.spokenByCharacter)
    assert (who, RDF.type, SCHEMA.Person) in graph
    assert (who, SCHEMA.name, Literal("Oda Renn")) in graph


def test_a_paraphrase_is_a_claim(exported: Exported) -> None:
    graph = graph_of(exported("schema_org"))
    (claim,) = graph.subjects(SCHEMA.text, Literal(PARAPHRASE))
    assert set(graph.objects(claim, RDF.type)) == {SCHEMA.Claim}
    assert len(list(graph.objects(claim, SCHEMA.appearance))) == 1
    assert list(graph.objects(claim, SCHEMA.hasPart)) == []


def test_of_mixed_words_the_quoted_ones_are_a_quotation_in_a_claim(exported: Exported) -> None:
    graph = graph_of(exported("schema_org"))
    (part,) = graph.subjects(SCHEMA.text, Literal("far too slow"))
    (claim,) = graph.subjects(SCHEMA.hasPart, part)
    assert (claim, RDF.type, SCHEMA.Claim) in graph
    assert (part, RDF.type, SCHEMA.Quotation) in graph


def test_nothing_is_a_verdict(exported: Exported) -> None:
    for name in ("schema_org", "prov"):
        assert b"ClaimReview" not in exported(name)
        assert b"Rating" not in exported(name)


def test_only_direct_words_were_quoted_from_a_page(exported: Exported) -> None:
    graph = graph_of(exported("prov"))
    for statement, form in graph.subject_objects(OURS.form):
        quoted = list(graph.objects(statement, PROV.wasQuotedFrom))
        derived = list(graph.objects(statement, PROV.wasDerivedFrom))
        assert len(quoted) == (form == Literal("direct"))
        assert len(derived) == (form != Literal("direct"))
        assert (quoted + derived)[0] in set(graph.subjects(OURS.page))


def test_a_chain_is_a_line_of_derivations(exported: Exported) -> None:
    graph = graph_of(exported("prov"))
    (said,) = graph.subjects(PROV.value, Literal(f"“{DIRECT}”"))
    (first,) = graph.objects(said, PROV.hadPrimarySource)
    (second,) = graph.subjects(PROV.wasQuotedFrom, first)
    (page,) = graph.objects(said, PROV.wasQuotedFrom)
    assert (first, OURS.rel, Literal("speaker")) in graph
    assert (second, OURS.rel, Literal("quoted_by")) in graph
    assert (page, PROV.wasDerivedFrom, second) in graph
    (agent,) = graph.objects(second, PROV.wasAttributedTo)
    assert (agent, RDF.type, PROV.Organization) in graph


def test_a_machine_read_every_statement(exported: Exported) -> None:
    graph = graph_of(exported("prov"))
    for statement in graph.subjects(OURS.form):
        (read,) = graph.objects(statement, PROV.wasGeneratedBy)
        (agent,) = graph.objects(read, PROV.wasAssociatedWith)
        assert (agent, RDF.type, PROV.SoftwareAgent) in graph


def test_the_page_is_named_by_its_address(exported: Exported) -> None:
    page = URIRef("https://ostrel-post.example/light?id=7")
    assert (page, RDF.type, PROV.Entity) in graph_of(exported("prov"))


def test_words_quoted_from_another_are_no_quotation_of_who_retells_them(tmp_path: Path) -> None:
    document = make_document("Head\n\nThe minister said that his spokesman had denied that “no ship sailed” was true.")
    outer = make_statement(
        document, "The minister", "said", "that his spokesman had denied that “no ship sailed” was true", form="mixed"
    )
    inner = make_statement(
        document, "his spokesman", "had denied", "that “no ship sailed” was true", form="mixed", parent=outer.id
    )
    with open_ledger(tmp_path / "sayso.db") as ledger:
        ledger.store(make_reading(document, statements=(outer, inner)))
        items = json.loads(b"".join(stream("schema_org", ledger, Query())))["@graph"]
    parts = {item["@id"].rpartition(":")[2]: item.get("hasPart") for item in items if item["@type"] == "Claim"}
    assert parts[outer.id] is None
    assert [part["text"] for part in parts[inner.id]] == ["no ship sailed"]
