"""One ledger of news for all formats: they only read it."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from sayso.export import ExportOptions, stream
from sayso.ledger import Query
from sayso.ledger.ledger import Ledger
from tests.export.news import make_news

Exported = Callable[..., bytes]


@pytest.fixture(scope="session")
def news(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ledger]:
    """Yield the ledger."""
    with make_news(tmp_path_factory.mktemp("news") / "news.db") as ledger:
        yield ledger


@pytest.fixture(scope="session")
def exported(news: Ledger) -> Exported:
    """Return a function that gives an export of the ledger whole; `fields` are those of the query."""

    def whole(name: str, options: ExportOptions | None = None, **fields: Any) -> bytes:
        return b"".join(stream(name, news, Query(**fields), options))

    return whole


@pytest.fixture(scope="session")
def objects(exported: Exported) -> Callable[..., list[dict[str, Any]]]:
    """Return a function that gives the items of a JSON-LD export, or the objects of one with a line each."""

    def items(name: str, options: ExportOptions | None = None, **fields: Any) -> list[dict[str, Any]]:
        data = exported(name, options, **fields)
        if name in {"annotations", "schema_org", "prov"}:
            told: dict[str, Any] = json.loads(data)
            return list(told["items" if name == "annotations" else "@graph"])
        return [json.loads(line) for line in data.splitlines()]

    return items
