"""FollowTheMoney statements: their ids and names, and their own validation where followthemoney is installed."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.export.news import DIRECT, PARAPHRASE

Objects = Callable[..., list[dict[str, Any]]]


def values(lines: list[dict[str, Any]], schema: str, prop: str) -> list[str]:
    return [line["value"] for line in lines if (line["schema"], line["prop"]) == (schema, prop)]


def test_direct_words_alone_stand_in_quotation_marks(objects: Objects) -> None:
    told = values(objects("ftm"), "Note", "description")
    assert f"“{DIRECT}”" in told
    assert PARAPHRASE in told


def test_every_note_tells_form_and_status_and_has_its_page(objects: Objects) -> None:
    lines = objects("ftm")
    notes = {line["entity_id"] for line in lines if line["schema"] == "Note"}
    pages = {line["entity_id"] for line in lines if line["schema"] == "Article"}
    assert len(notes) == 6
    assert len(pages) == 3
    for note in notes:
        told = defaultdict(set)
        for line in lines:
            if line["entity_id"] == note:
                told[line["prop"]].add(line["value"])
        assert "status:machine" in told["keywords"]
        assert any(value.startswith("form:") for value in told["keywords"])
        assert told["proof"] <= pages


def test_a_speaker_with_a_name_is_mentioned_in_its_page(objects: Objects) -> None:
    lines = objects("ftm")
    assert sorted(set(values(lines, "Person", "name"))) == ["Mila Dorn", "Oda Renn"]
    assert "Oda Renn" in values(lines, "Mention", "name")


def test_ids_are_the_hashes_they_are_with_followthemoney(objects: Objects) -> None:
    for line in objects("ftm"):
        key = "{dataset}.{entity_id}.{prop}.{value}".format(**line)
        assert line["id"] == hashlib.sha1(key.encode()).hexdigest()


def test_followthemoney_validates_it(exported: Callable[..., bytes], tmp_path: Path) -> None:
    pytest.importorskip("followthemoney", reason="followthemoney is not installed (it needs the libraries of ICU)")
    from followthemoney import StatementEntity
    from followthemoney.dataset import Dataset
    from followthemoney.statement.serialize import read_path_statements

    path = tmp_path / "news.json"
    path.write_bytes(exported("ftm"))
    found = defaultdict(list)
    for statement in read_path_statements(path, "json"):
        found[statement.canonical_id].append(statement)
    dataset = Dataset.make({"name": "sayso", "title": "sayso"})
    for statements in found.values():
        entity = StatementEntity.from_statements(dataset, statements)
        entity.schema.validate(entity.to_dict())
        for statement in statements:
            if statement.prop != "id":
                kind = entity.schema.properties[statement.prop].type
                assert kind.name == statement.prop_type
                assert kind.validate(statement.value)
                assert statement.id == statement.generate_key()
