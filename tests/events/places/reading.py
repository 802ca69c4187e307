"""Read invented pages as the stage does, for the tests of places."""

from __future__ import annotations

from sayso.events.places.read import read_places
from sayso.language.encoder import load_encoder
from sayso.records import Document
from sayso.records.setting import Place
from sayso.statements import read_statements
from tests.factory import make_document


def places_of(text: str, **fields: object) -> dict[str, Place]:
    """Return the places of a text by their words; of a name that stands twice the first."""
    document = make_document(text, **{"outlet": None, **fields})
    found: dict[str, Place] = {}
    for place in read(document):
        found.setdefault(document.quote(place.span), place)
    return found


def read(document: Document) -> tuple[Place, ...]:
    """Return the places of a document in their order."""
    made = read_statements(document, load_encoder(1))
    return read_places(document, made.statements, made.states)
