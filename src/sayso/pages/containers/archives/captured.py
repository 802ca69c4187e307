"""Read tables of captured pages: Parquet with a column of HTML and one of addresses.

In: a Parquet file, and which of its row groups. Out: a `Page` a row, as if it had been fetched: HTML, met at its
address at the time that the table tells. Other tables are those of `tables/`, whose text has been taken out of its page
before.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime

from sayso.pages.containers.archives.fault import with_fault
from sayso.pages.containers.tables.parquet import open_parquet, values_of
from sayso.pages.containers.tables.stored import PARQUET, in_file, kind_by_name, telling
from sayso.pages.opening.fetch.rules import without_credentials
from sayso.pages.vocabulary import read_vocabulary
from sayso.records import Origin, Page

_LISTS = read_vocabulary("sayso.pages.containers")
_KNOWN = {role: _LISTS.words(f"captured.{role}") for role in ("html", "url", "met")}


def groups_of(place: str) -> int | None:
    """Return how many row groups of captured pages a file has, None where it is no such table. Raises PageError."""
    if kind_by_name(place) != PARQUET or place.lower().endswith(".gz"):
        return None
    with telling(place):
        file = open_parquet(in_file(place))
        try:
            return file.metadata.num_row_groups if _columns(file.schema_arrow.names) else None
        finally:
            file.close(force=True)


def captured_pages(place: str, group: int, *, max_bytes: int) -> Iterator[Page]:
    """Yield the pages of a row group. Raises PageError."""
    stored = in_file(place)
    with telling(place):
        file = open_parquet(stored)
        columns = _columns(file.schema_arrow.names)
        before = sum(file.metadata.row_group(number).num_rows for number in range(group))
        file.close(force=True)
        for number, row in enumerate(values_of(stored, columns.values(), group), before + 1):
            yield _page(place, number, {role: row[name] for role, name in columns.items()}, max_bytes)


def _columns(names: Sequence[str]) -> dict[str, str]:
    """Return which columns hold the HTML, its address and when it was met; none where one of the first two is open."""
    found: dict[str, str] = {}
    for role, known in _KNOWN.items():
        like = [name for word in known for name in names if name.strip().lower() == word]
        if like:
            found[role] = like[0]
    return found if {"html", "url"} <= found.keys() else {}


def _page(place: str, number: int, row: dict[str, object], max_bytes: int) -> Page:
    html = row["html"]
    data = html.encode("utf-8", "replace") if isinstance(html, str) else html if isinstance(html, bytes) else b""
    url = row["url"]
    page = Page(
        data=data,
        media_type="text/html",
        charset="utf-8" if isinstance(html, str) else None,
        location=without_credentials(url) if isinstance(url, str) and url else f"{place}#article={number}",
        fetched_at=_moment(row.get("met")),
        origin=Origin(location=place, number=number),
    )
    return with_fault(page, "long", str(max_bytes)) if page.size > max_bytes else page


def _moment(value: object) -> datetime | None:
    """Return when a page was met, in UTC."""
    if isinstance(value, str):
        try:
            value = datetime.fromisoformat(value.strip())
        except ValueError:
            return None
    if not isinstance(value, datetime):
        return None
    return value.astimezone(UTC) if value.tzinfo else value.replace(tzinfo=UTC)
