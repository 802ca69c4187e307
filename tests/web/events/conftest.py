"""A ledger of three pages that tell events, one of them hostile, and the pages over it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from sayso.ledger import open_ledger
from sayso.records import Reading
from sayso.web import create_app
from tests.export.events.pages import make_shelling
from tests.factory import (
    make_document,
    make_event,
    make_events_reading,
    make_moment,
    make_party,
    make_place,
    make_reading,
)
from tests.web.conftest import HURT, OURS

SHELLING, LANDING, HOSTILE, OLDER = range(4)


@dataclass(frozen=True, slots=True, kw_only=True)
class Happened:
    """A ledger, the ids of its pages, and a client of the pages over it."""

    path: Path
    pages: tuple[str, ...]
    client: TestClient


def make_hostile() -> Reading:
    """Return a reading in which every word that an event shows holds a script."""
    text = f"{HURT}\n\nThe {HURT} bombed {HURT} town on Friday."
    document = make_document(text, title=HURT, outlet=HURT, published="2021-03-06")
    place = make_place(document, "town")
    assert place.resolved is not None
    port = replace(place.resolved, name=HURT, division=HURT, country=HURT)
    place = replace(place, resolved=port, candidates=(port,))
    moment = make_moment(document)
    event = make_event(
        document,
        "bombed",
        "ASSAULT",
        actors=(make_party(document, HURT, entity=HURT, country=HURT, sectors=(HURT,)),),
        place=place.id,
        moment=moment.id,
        source=HURT,
    )
    return make_reading(document, statements=(), events=(event,), places=(place,), moments=(moment,))


@pytest.fixture(scope="session")
def happened(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Happened]:
    """Yield the ledger and its pages; tests only look at them."""
    path = tmp_path_factory.mktemp("events") / "sayso.db"
    older = make_document("Older\n\nTroops marched on Monday.")
    readings = (make_shelling(), make_events_reading(), make_hostile(), make_reading(older, statements=()))
    with open_ledger(path) as ledger:
        pages = tuple(ledger.store(reading).page_id for reading in readings)
    with TestClient(create_app(path), base_url=OURS) as client:
        yield Happened(path=path, pages=pages, client=client)
