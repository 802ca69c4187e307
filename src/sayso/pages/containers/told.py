"""What is told of pages from outside of them: by options, by a table beside them.

In: a table of metadata, keyed by the names of files. Out: `Metadata`, which tells what it knows of a file, and
documents that say so. What is told wins over what a page says of itself.
"""

from __future__ import annotations

import io
from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from functools import lru_cache
from pathlib import Path

from sayso.errors import PageError, UnclearTable
from sayso.pages.containers.laid_out import one_line, read_byline, read_day
from sayso.pages.containers.tables.columns import find_columns, find_file_column
from sayso.pages.containers.tables.csv_rows import Row, csv_rows, find_delimiter
from sayso.pages.decoding.decode import decode
from sayso.pages.opening.gather import open_page
from sayso.records import Document, Page, Told

SIDECAR = "articles.csv"
_ROLES = ("outlet", "date", "byline", "title", "address")


@dataclass(frozen=True, slots=True, kw_only=True)
class Metadata:
    """What a table tells of files, by their paths from its folder or by their names alone."""

    place: str
    files: Mapping[str, Told]
    notes: tuple[str, ...] = ()

    def of(self, place: str) -> Told | None:
        """Return what is told of a file: by its path, else by its name."""
        path = Path(place)
        try:
            inside = path.relative_to(Path(self.place).parent).as_posix()
        except ValueError:
            inside = path.name
        return self.files.get(inside) or self.files.get(place) or self.files.get(path.name)


def read_metadata(place: str, *, max_bytes: int) -> Metadata:
    """Return what a table of CSV or TSV tells. Raises PageError, UnclearTable where no column names files."""
    page = open_page(place, max_bytes=max_bytes)
    text = decode(page).text
    delimiter = find_delimiter(text.split("\n", 1)[0])
    rows = csv_rows(io.StringIO(text, newline="").readline, delimiter, most=len(text) + 1)
    header = next(rows, None)
    names = [header.value(number).strip() for number in range(len(header.cells))] if header else []
    file = find_file_column(names)
    if file is None:
        raise UnclearTable(f"{place}: no column, or more than one, names files; call one of them file")
    columns = find_columns(place, names, {}, text=False)
    numbers = {role: names.index(name) for role, name in columns.of.items() if role in _ROLES}
    files = {row.value(names.index(file)).strip(): _told(row, numbers) for row in rows}
    return Metadata(place=place, files={name: told for name, told in files.items() if name}, notes=columns.notes)


@lru_cache(maxsize=256)
def find_sidecar(folder: str, max_bytes: int) -> Metadata | None:
    """Return what `articles.csv` in a folder tells of the files beside it, None where it names no files."""
    place = Path(folder) / SIDECAR
    if not place.is_file():
        return None
    try:
        return read_metadata(str(place), max_bytes=max_bytes)
    except PageError:
        return None  # a table of articles, say, which is read where it is named


def tell(page: Page, told: Told | None) -> Page:
    """Return a page with what is told of it, over what was told before."""
    if told is None:
        return page
    before = page.told or Told()
    given = {each.name: getattr(told, each.name) or getattr(before, each.name) for each in fields(Told)}
    return replace(page, told=Told(**given) if any(given.values()) else None)


def describe(document: Document, told: Told | None) -> Document:
    """Return a document that says what is told of its page."""
    given = {each.name: getattr(told, each.name) for each in fields(Told)} if told else {}
    return replace(document, **{name: value for name, value in given.items() if value})


def _told(row: Row, numbers: Mapping[str, int]) -> Told:
    values = {role: one_line(row.value(number)) for role, number in numbers.items()}
    return Told(
        outlet=values.get("outlet"),
        published=read_day(values.get("date") or ""),
        byline=read_byline(values.get("byline") or ""),
        title=values.get("title"),
        address=values.get("address"),
    )
