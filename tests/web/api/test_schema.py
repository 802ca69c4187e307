"""Whatever is sent, the API answers as its OpenAPI says: requests are made up from the schema, valid and invalid."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any, cast

import pytest
import schemathesis
from hypothesis import HealthCheck, given, settings
from hypothesis.strategies import SearchStrategy
from schemathesis import GenerationMode
from schemathesis.specs.openapi.checks import positive_data_acceptance

from sayso.ledger import open_ledger
from sayso.ledger.ledger import Ledger
from sayso.pages.opening.fetch.fetcher import Fetcher
from sayso.records import Page
from sayso.web.api import create_api
from sayso.web.app import create_app
from tests.claims.pages import ByWords, four
from tests.factory import RUN, make_events_reading, make_page, make_reading
from tests.web.api.conftest import MOST, fill, read_quickly

TOKEN = "0123456789abcdef"  # the schema is asked for from a host that is not this machine
AUTHORIZED = {"authorization": f"Bearer {TOKEN}"}
UNTOLD = [positive_data_acceptance]  # which cursors, pages and judgements there are is more than a schema can tell
NEVER_WRONG = ("/aliases/table", "/aliases/{id}", "/claims/{id}", "/events/{id}", "/sources/{key}", "/status")
STATEMENT = make_reading().statements[0].id
EVENT = next(iter(make_events_reading().events or ())).id
EVENTS = replace(RUN, version="0.2.0")
SOURCE = "src_dc7e2e0fbaa44b37"  # of Oda Renn
EXAMPLES = 20  # of each operation and mode
ALL = [HealthCheck.too_slow, HealthCheck.filter_too_much, HealthCheck.data_too_large, HealthCheck.large_base_example]


def _operations() -> Iterator[tuple[str, str]]:
    for path, item in create_api(cast("Ledger", None)).openapi()["paths"].items():
        yield from ((path, method) for method in item)


@pytest.fixture(scope="module")
def schema(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    """Yield the schema of an application over a ledger."""
    path = tmp_path_factory.mktemp("schema") / "news.db"
    fill(path)
    monkeypatch = pytest.MonkeyPatch()
    monkeypatch.setattr("sayso.claims.linking.pairs.load_pair_trees", ByWords)
    with open_ledger(path) as ledger:
        for reading in (*four(), make_events_reading(run=EVENTS)):
            ledger.store(reading)
    app = create_app(path, max_bytes=MOST, read=read_quickly, hosts={"*"}, token=TOKEN)
    yield schemathesis.openapi.from_asgi("/api/v1/openapi.json", app, headers=AUTHORIZED)
    monkeypatch.undo()


@pytest.fixture(autouse=True)
def _no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    def page(_: Fetcher, address: str) -> Page:
        return Page(data=b"Port\n\nIt was shut.", location=address[:100])

    monkeypatch.setattr(Fetcher, "page", page)


@pytest.mark.parametrize("mode", list(GenerationMode))
@pytest.mark.parametrize(("path", "method"), list(_operations()))
def test_answers_are_as_the_schema_says(schema: Any, path: str, method: str, mode: GenerationMode) -> None:
    if mode.is_negative and path in NEVER_WRONG:
        pytest.skip("nothing that can be sent there is wrong")
    _check(schema[path][method.upper()].as_strategy(generation_mode=mode))


@pytest.mark.parametrize("mode", list(GenerationMode))
@pytest.mark.parametrize(("path", "method"), [each for each in _operations() if "{" in each[0]])
def test_answers_of_what_there_is_are_as_the_schema_says(
    schema: Any, path: str, method: str, mode: GenerationMode
) -> None:
    operation = schema[path][method.upper()]
    if mode.is_negative and not operation.query:
        pytest.skip("nothing but the path can be wrong")
    kind = path.split("/")[1]
    ids = {"statements": STATEMENT, "claims": "claim_", "events": EVENT}
    known = {"id": ids.get(kind, make_page().id), "key": SOURCE}
    names = {each["name"] for each in operation.definition.raw["parameters"] if each["in"] == "path"}
    _check(operation.as_strategy(generation_mode=mode, path_parameters={name: known[name] for name in names}))


def _check(cases: SearchStrategy[Any]) -> None:
    @given(case=cases)
    @settings(max_examples=EXAMPLES, derandomize=True, database=None, deadline=None, suppress_health_check=ALL)
    def check(case: Any) -> None:
        case.call_and_validate(headers=AUTHORIZED, excluded_checks=UNTOLD)

    check()
