"""Take day and outlet from the dateline of an agency's text, where nothing better tells them.

In: a document whose first paragraph may open with place, day and agency: "VELITZ, March 12, 2024 (Inland Press) -".
Out: the same with `published` and `outlet` filled in, and a note for each that says where it was taken from.
"""

from __future__ import annotations

import re
from dataclasses import replace

from sayso.pages.time.dates import CALENDAR, find_date
from sayso.pages.vocabulary import read_vocabulary
from sayso.records import Document

_LISTS = read_vocabulary("sayso.pages.text")
_NO_AGENCY = re.compile(_LISTS.any_phrase("datelines.no_agency"), re.IGNORECASE)
_LONGEST = 140
_OPENING = re.compile(
    r"(?P<place>[A-ZÀ-Þ][^()\n]{1,80}?)\s*(?:\((?P<agency>[^()\n]{2,40})\))?\s*(?:[—–―]|--?(?=\s)|_(?=\s))\s*(?=\S)"
)
_AGENCY = re.compile(r"[A-ZÀ-Þ][\w.&'’-]*(?:\s+(?:of\s+|the\s+|and\s+)?[A-ZÀ-Þ][\w.&'’-]*){0,4}")
_CAPITALS = re.compile(r"[A-ZÀ-Þ][A-ZÀ-Þ .'’-]*")


def add_dateline(document: Document) -> Document:
    """Return the document with the day and the agency of its dateline, where it has none of its own."""
    if document.published and document.outlet:
        return document
    first = next((b for b in document.blocks if b.role in {"paragraph", "dateline"}), None)
    found = _OPENING.match(document.text[first.start : first.end][:_LONGEST] + " .") if first else None
    if found is None:
        return document
    day, agency = _day(found["place"]), found["agency"]
    if day is None and not _CAPITALS.fullmatch(found["place"].partition(",")[0].strip()):
        return document
    notes = []
    if document.published is None and day:
        notes.append(f"published: {day}, the day of its dateline; nothing better tells it")
        document = replace(document, published=day)
    if document.outlet is None and agency and _is_agency(agency, dated=_has_day(found["place"])):
        agency = " ".join(agency.split())
        notes.append(f"outlet: {agency}, the agency of its dateline; nothing better tells it")
        document = replace(document, outlet=agency)
    return replace(document, notes=(*document.notes, *notes))


def _day(place: str) -> str | None:
    """Return the full day that ends a dateline's place."""
    days = list(CALENDAR.finditer(place))
    return find_date(days[-1][0]) if days and not place[days[-1].end() :].strip(" ,.") else None


def _has_day(place: str) -> bool:
    return CALENDAR.search(place) is not None


def _is_agency(name: str, *, dated: bool) -> bool:
    """Say whether what stands in brackets is an agency: behind a day any name, else letters in capitals."""
    bare = name.strip()
    if _NO_AGENCY.fullmatch(bare):
        return False
    return _AGENCY.fullmatch(bare) is not None if dated else re.fullmatch(r"[A-Z]{2,6}", bare) is not None
