"""Claims in other people's formats: nothing lost, nothing judged, places that lead back to the page."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest
from pyld import jsonld
from rdflib import Graph
from typer.testing import CliRunner

from sayso import cli
from sayso.errors import SettingsError
from sayso.export.claims import FORMATS, stream
from sayso.ledger import ClaimQuery, open_ledger
from sayso.ledger.ledger import Ledger
from tests.claims.pages import PUMPS, ByWords, four

TEXTS = {reading.document.outlet: reading.document.text for reading in four() if reading.document}
Exported = Callable[..., bytes]
pytestmark = pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated:DeprecationWarning")  # rdflib's own use


@pytest.fixture(scope="module")
def ledger(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ledger]:
    """Yield a ledger of the four articles."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("sayso.claims.linking.pairs.load_pair_trees", ByWords)
        with open_ledger(tmp_path_factory.mktemp("claims") / "news.db") as opened:
            for reading in four():
                opened.store(reading)
            yield opened


@pytest.fixture
def exported(ledger: Ledger) -> Exported:
    """Return what gives an export whole."""

    def whole(name: str, most: int | None = None, **fields: Any) -> bytes:
        return b"".join(stream(name, ledger, ClaimQuery(**fields), most=most))

    return whole


def refuse(url: str, _options: Any) -> dict[str, Any]:
    raise AssertionError(f"fetched {url}")


def rows(data: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(data.decode(), newline="")))


def graph(data: bytes) -> dict[str, dict[str, Any]]:
    return {item["@id"]: item for item in json.loads(data)["@graph"]}


@pytest.mark.parametrize("name", FORMATS)
def test_an_empty_answer_is_a_whole_file(name: str, exported: Exported) -> None:
    data = exported(name, words="weather")
    if FORMATS[name].binary:
        assert pq.read_table(io.BytesIO(data)).num_rows == 0
    elif name in {"schema_org", "prov"}:
        assert json.loads(data)["@graph"] == []
    else:
        assert len(data.splitlines()) == (1 if "csv" in name else 0)


@pytest.mark.parametrize("name", ["csv", "parquet"])
def test_a_claim_is_a_row(name: str, exported: Exported) -> None:
    data = exported(name)
    told: list[Any] = rows(data) if name == "csv" else pq.read_table(io.BytesIO(data)).to_pylist()
    assert len(told) == 4
    pumps = next(row for row in told if row["text"] == PUMPS)
    listed = (lambda *each: "; ".join(each)) if name == "csv" else (lambda *each: list(each))
    assert pumps["independent_origins"] == listed("Timo Falk")
    assert pumps["unknown_origins"] == listed("an engineer via River Wire", "State Signal")
    assert pumps["denied_by"] == listed("Timo Falk")
    assert str(pumps["contested"]).lower() == "true"
    assert pumps["vouched"] == "machine-read, unchecked"
    nine = next(row for row in told if row["text"].startswith("9 sailors"))
    rivals = {row["id"] for row in told if "sailors" in row["text"] and row is not nine}
    assert set(nine["contradicts"].split("; ") if name == "csv" else nine["contradicts"]) == rivals


def test_a_mention_is_a_row_and_its_places_lead_back(exported: Exported) -> None:
    told = pq.read_table(io.BytesIO(exported("mentions_parquet"))).to_pylist()
    assert len(told) == 8
    for row in told:
        for place in (*row["content"], *row["quantities"]):
            assert TEXTS[row["outlet"]][place["start"] : place["end"]] == place["text"]
    flat = rows(exported("mentions_csv"))
    assert [row["id"] for row in flat] == [row["id"] for row in told]
    start, end = map(int, flat[0]["content_places"].split("-"))
    assert TEXTS[flat[0]["outlet"]][start:end] == flat[0]["content"]
    assert {row["quantities"] for row in flat} == {"", ">=12 missing", "~15 missing", "9 missing"}


def test_a_table_of_claims_computes_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sayso.claims.linking.pairs.load_pair_trees", ByWords)
    with open_ledger(tmp_path / "news.db") as ledger:
        for reading in four():
            ledger.store(reading)
        (entry,) = ledger.find_claims(ClaimQuery(contested=True))
        ledger.judge_claim(entry.id, "rename", by="Ada", at=datetime.now(UTC), text="=1+1")
        (row,) = rows(b"".join(stream("csv", ledger, ClaimQuery(contested=True))))
    assert row["title"] == "'=1+1"


def test_a_claim_tells_where_it_appears_and_is_never_rated(exported: Exported) -> None:
    data = exported("schema_org")
    items = graph(data)
    claim = next(item for item in items.values() if item.get("text") == PUMPS)
    assert claim["@type"] == "Claim"
    named = [items[each["@id"]]["publisher"]["name"] for each in claim["appearance"]]
    assert named == ["Ostrel Herald", "River Wire", "State Signal"]
    assert [items[each["@id"]]["publisher"]["name"] for each in claim["sayso:deniedIn"]] == ["Kerran Daily"]
    assert claim["creativeWorkStatus"] == "machine-read, unchecked"
    for word in (b"Rating", b"ClaimReview", b"verdict"):
        assert word not in data


def test_a_claim_is_derived_from_its_mentions_and_they_from_their_origins(exported: Exported) -> None:
    items = graph(exported("prov"))
    claim = next(each for each in items.values() if each.get("prov:value") == PUMPS and "sayso:contested" in each)
    origins = {each: items[each]["wasAttributedTo"]["label"] for each in claim["hadPrimarySource"]}
    assert sorted(origins.values()) == ["State Signal", "Timo Falk", "an engineer via River Wire"]
    sources = {origins.get(items[each].get("hadPrimarySource", "")) for each in claim["wasDerivedFrom"]}
    assert {"Timo Falk", "an engineer via River Wire"} <= sources
    denial = next(item for item in items.values() if item.get("sayso:stand") == "denies")
    assert denial["@id"] not in claim["wasDerivedFrom"]
    for item in items.values():
        for page in item.get("wasDerivedFrom", []) if "sayso:stand" in item else []:
            assert page in items or page.startswith("urn:sayso:st_")


@pytest.mark.parametrize("name", ["schema_org", "prov"])
def test_pyld_and_rdflib_read_the_same_without_fetching(name: str, exported: Exported) -> None:
    told = json.loads(exported(name))
    quads = jsonld.to_rdf(told, {"documentLoader": refuse, "format": "application/n-quads"})
    graph = Graph().parse(data=exported(name), format="json-ld")
    assert len(Graph().parse(data=quads, format="nt")) == len(graph) > 20


def test_followthemoney_has_a_note_a_claim_with_its_pages_and_origins(exported: Exported) -> None:
    lines = [json.loads(line) for line in exported("ftm").splitlines()]
    notes = {line["entity_id"] for line in lines if line["schema"] == "Note"}
    assert len(notes) == 4
    note = next(line["entity_id"] for line in lines if line["prop"] == "description" and line["value"] == PUMPS)
    told = {(line["prop"], line["value"]) for line in lines if line["entity_id"] == note}
    pages = {line["entity_id"] for line in lines if line["schema"] == "Article"}
    assert {value for prop, value in told if prop == "proof"} == pages
    assert ("keywords", "contested") in told
    origin = next(value for prop, value in told if prop == "entity")
    named = [line["value"] for line in lines if line["entity_id"] == origin and line["prop"] == "name"]
    assert named == ["Timo Falk"]


def test_every_claim_goes_out_once_unless_fewer_are_asked_for(exported: Exported) -> None:
    ids = [json.loads(line)["claim"]["id"] for line in exported("jsonl").splitlines()]
    assert len(set(ids)) == len(ids) == 4
    assert len(exported("jsonl", most=3).splitlines()) == 3
    assert len(exported("jsonl", contested=True).splitlines()) == 1


def test_an_unknown_format_is_refused(ledger: Ledger) -> None:
    with pytest.raises(SettingsError, match="give one of jsonl, csv"):
        stream("xml", ledger, ClaimQuery())


def test_the_command_writes_a_file(ledger: Ledger, tmp_path: Path) -> None:
    target, kept = tmp_path / "claims.csv", ledger.status().target
    done = CliRunner().invoke(
        cli.app, ["claims", "--contested", "--format", "csv", "--out", str(target), "--ledger", kept]
    )
    assert done.exit_code == 0, done.output
    assert [row["text"] for row in rows(target.read_bytes())] == [PUMPS]
    refused = CliRunner().invoke(cli.app, ["claims", "--format", "xml", "--ledger", kept])
    assert refused.exit_code == 1
