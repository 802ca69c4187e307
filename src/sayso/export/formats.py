"""The formats that statements are exported in, and the one function that every door writes them with.

In: an open ledger, a query, options. Out: bytes as they come, the first of them at once; never more than a page
and what its format must gather is held. Comments come with the options only, whatever the query asks for.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from importlib import import_module
from typing import TYPE_CHECKING, Protocol, cast

from sayso.errors import SettingsError
from sayso.export.options import ExportOptions

if TYPE_CHECKING:
    from sayso.export.sheets import Sheet
    from sayso.ledger import Query
    from sayso.ledger.ledger import Ledger


@dataclass(frozen=True, slots=True, kw_only=True)
class Format:
    """A format: `whole_pages` ones hold the pages that have a hit with all their statements, others the hits alone."""

    name: str
    media_type: str
    suffix: str
    description: str
    binary: bool = False
    whole_pages: bool = False


class _Writer(Protocol):
    def write(self, sheets: Iterable[Sheet]) -> Iterator[bytes]: ...


FORMATS: Mapping[str, Format] = {
    each.name: each
    for each in (
        Format(
            name="jsonl",
            media_type="application/x-ndjson",
            suffix=".jsonl",
            description="JSON format 1, one page a line",
            whole_pages=True,
        ),
        Format(name="csv", media_type="text/csv; charset=utf-8", suffix=".csv", description="one statement a row"),
        Format(
            name="parquet",
            media_type="application/vnd.apache.parquet",
            suffix=".parquet",
            description="one statement a row, typed; needs the extra `arrow`",
            binary=True,
        ),
        Format(
            name="annotations",
            media_type='application/ld+json; profile="http://www.w3.org/ns/anno.jsonld"',
            suffix=".jsonld",
            description="W3C Web Annotations",
        ),
        Format(
            name="schema_org",
            media_type="application/ld+json",
            suffix=".jsonld",
            description="schema.org: Quotation for direct words, Claim otherwise",
        ),
        Format(
            name="prov",
            media_type="application/ld+json",
            suffix=".jsonld",
            description="PROV-O: the hands a statement passed through as derivations",
        ),
        Format(
            name="gqg",
            media_type="application/x-ndjson",
            suffix=".json",
            description="lines of GDELT's Global Quotation Graph: direct words only",
        ),
        Format(
            name="brat",
            media_type="application/zip",
            suffix=".zip",
            description="brat standoff, a text and its annotations a page",
            binary=True,
            whole_pages=True,
        ),
        Format(name="ftm", media_type="application/x-ndjson", suffix=".json", description="FollowTheMoney statements"),
    )
}
_MODULES = {
    "jsonl": "json.pages",
    "csv": "tables.csv_rows",
    "parquet": "tables.arrow",
    "annotations": "linked.annotations",
    "schema_org": "linked.schema_org",
    "prov": "linked.prov",
}  # by the name of a format where that is not the module's own


def find_format(name: str) -> Format:
    """Return a format by its name. Raises SettingsError with the names there are."""
    if name not in FORMATS:
        raise SettingsError(f"no format {name}: give one of {', '.join(FORMATS)}")
    return FORMATS[name]


def stream(name: str, ledger: Ledger, query: Query, options: ExportOptions | None = None) -> Iterator[bytes]:
    """Return the statements that a query finds in the format of this name, as bytes that are made as they are taken.

    Raises SettingsError for an unknown name, MissingExtra where the format needs what is not installed, at once.
    """
    from sayso.export.sheets import read_pages, read_sheets

    chosen = find_format(name)
    options = options or ExportOptions()
    writer = cast("_Writer", import_module(f"sayso.export.{_MODULES.get(name, name)}"))
    asked = replace(query, comments=options.comments)
    read = read_pages if chosen.whole_pages else read_sheets
    return writer.write(read(ledger, asked, options))
