"""The one function from a page to a reading, which every door calls.

In: a `Page`. Out: a `Reading` with a document and its statements, or with the failure that a bad page is. Pure: it
writes nothing, and the same page, weights and settings give the same reading.
"""

from __future__ import annotations

import time
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING

from sayso.errors import PageError
from sayso.records import Document, Failure, Page, Reading, Run, make_id
from sayso.settings import load_settings

if TYPE_CHECKING:
    from sayso.pages.containers import OpenFile

LANGUAGE = "en"  # the language the weights were trained on


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadingSettings:
    """What changes a reading.

    `plain` takes the whole page as article text; statements less sure than `min_confidence` are left out, where None
    keeps from the confidence that gives the best F1.
    """

    plain: bool = False
    min_confidence: float | None = None


def read_page(page: Page, *, settings: ReadingSettings | None = None) -> Reading:
    """Read one page. A page that cannot be read gives a reading with a `Failure`; only bugs raise."""
    from sayso.pages import read_document

    settings = settings or ReadingSettings()
    started = time.perf_counter()
    reading = Reading(page=page, run=current_run(settings))
    try:
        document = read_document(page, plain=settings.plain)
    except PageError as error:
        reading = replace(reading, failure=Failure(kind=error.kind, message=str(error)))
    else:
        reading = _read_text(reading, document, settings)
    return replace(reading, seconds=time.perf_counter() - started)


def open_pages(
    path: str | Path, *, columns: Mapping[str, str] | None = None, metadata: str | Path | None = None
) -> OpenFile:
    """Open a file that holds many pages, or one: a download from a database of news, a table, a page.

    What is returned has a length, and is gone through once; each page is for `read_page`. `columns` names columns of a
    table by role, as in {"text": "body"}; `metadata` is a table that tells of files by their names. Raises PageError.
    """
    from sayso.pages.containers.opened import Asked, open_file
    from sayso.pages.containers.told import read_metadata

    most = load_settings().max_bytes
    told = read_metadata(str(metadata), max_bytes=most) if metadata else None
    return open_file(str(path), Asked(columns=columns or {}, metadata=told), max_bytes=most)


def read(page: str | Path | Page, *, plain: bool = False) -> Reading:
    """Read a file, an address, or a `Page` at hand. Raises PageError where `read_page` would record a failure.

    A file of many pages is read by `open_pages` and `read_page`.
    """
    from sayso.pages import open_page

    given = page if isinstance(page, Page) else open_page(page, max_bytes=load_settings().max_bytes)
    reading = read_page(given, settings=ReadingSettings(plain=plain))
    if reading.failure:
        raise PageError.of(reading.failure.kind, reading.failure.message)
    return reading


@cache
def current_run(settings: ReadingSettings) -> Run:
    """Return what a reading made now with `settings` is made by."""
    from sayso.language.weights import weights_id

    given = {
        "plain": settings.plain or None,
        "min_confidence": settings.min_confidence,
        "lexicon": _fingerprint(load_settings().lexicon),
        "gazetteer": _gazetteer_fingerprint(load_settings().gazetteer),
    }
    pairs = tuple((name, str(value).lower()) for name, value in given.items() if value is not None)
    return Run(version=version("sayso"), weights=weights_id(), settings=pairs)


def check_settings() -> None:
    """Refuse settings that make no sense, and a lexicon or a gazetteer with a wrong line, before a page is read.

    Raises SettingsError.
    """
    settings = load_settings()
    if settings.lexicon is not None:
        check_lexicon(settings.lexicon)
    _gazetteer_fingerprint(settings.gazetteer)


def check_lexicon(folder: Path) -> dict[str, int]:
    """Return how many rows each table of a user's folder has. Raises SettingsError for the first line that is wrong."""
    from sayso.statements.identify.nouns.own_tables import check_lexicon as check

    return check(folder)


def _fingerprint(folder: Path | None) -> str | None:
    """Return what tells the user's own tables from others."""
    if folder is None:
        return None
    check_lexicon(folder)
    return make_id("lex", *((path.name, path.read_text(encoding="utf-8")) for path in sorted(folder.glob("*.tsv"))))


def _gazetteer_fingerprint(path: Path | None) -> str | None:
    """Return what tells the user's own places from others. Raises SettingsError for the first row that is wrong."""
    if path is None:
        return None
    from sayso.events.places.own import check_gazetteer

    check_gazetteer(path)
    return make_id("gaz", path.read_text(encoding="utf-8-sig"))


def _read_text(reading: Reading, document: Document, settings: ReadingSettings) -> Reading:
    """Return the reading with what the document's text tells."""
    if document.language not in (None, LANGUAGE):
        note = f"language {document.language}: kept without statements, which are found in English ({LANGUAGE}) only"
        return replace(reading, document=replace(document, notes=(*document.notes, note)))
    from sayso.claims.mentions import move_back, read_items, read_mentions
    from sayso.events import told as happened
    from sayso.language.encoder import load_encoder
    from sayso.statements import Plain, label_statements, read_statements

    threads = load_settings().threads
    plain = Plain(document)
    found = read_statements(plain.document, load_encoder(threads), min_confidence=settings.min_confidence)
    statements = label_statements(plain.document, found.statements, found.states)
    mentions = read_mentions(plain.document, statements, found.states, threads)
    moved = plain.back(statements)
    ids = {one.id: other.id for one, other in zip(statements, moved, strict=True)}
    told = happened.read_told(plain.document, statements, found.states, threads)
    told = happened.move_back(told, document.id, plain.span, ids)
    return replace(
        reading,
        document=replace(document, notes=(*document.notes, *found.notes)) if found.notes else document,
        statements=moved,
        mentions=move_back(mentions, document.id, plain.span, ids),
        items=tuple(replace(item, span=plain.span(item.span)) for item in read_items(plain.document)),
        events=told.events,
        places=told.places,
        moments=told.moments,
    )
