"""The formats that claims are exported in, and the one function that every door writes them with.

In: an open ledger and a query for claims. Out: bytes as they come; one claim is held at a time, of the tables 2,000.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from importlib import import_module
from typing import TYPE_CHECKING, cast

from sayso.errors import SettingsError
from sayso.export.claims.sheets import ClaimSheet, read_claims
from sayso.export.formats import Format
from sayso.export.json.claims import answer_to_json

if TYPE_CHECKING:
    from sayso.ledger import ClaimQuery
    from sayso.ledger.ledger import Ledger

_LD, _PARQUET = "application/ld+json", "application/vnd.apache.parquet"
FORMATS: Mapping[str, Format] = {
    each.name: each
    for each in (
        Format(
            name="jsonl",
            media_type="application/x-ndjson",
            suffix=".jsonl",
            description="a claim a line, with everything",
        ),
        Format(name="csv", media_type="text/csv; charset=utf-8", suffix=".csv", description="a claim a row"),
        Format(name="mentions_csv", media_type="text/csv; charset=utf-8", suffix=".csv", description="a mention a row"),
        Format(name="parquet", media_type=_PARQUET, suffix=".parquet", description="a claim a row", binary=True),
        Format(
            name="mentions_parquet", media_type=_PARQUET, suffix=".parquet", description="a mention a row", binary=True
        ),
        Format(name="schema_org", media_type=_LD, suffix=".jsonld", description="schema.org: Claim with appearance"),
        Format(name="prov", media_type=_LD, suffix=".jsonld", description="PROV-O: from mentions to origins"),
        Format(name="ftm", media_type="application/x-ndjson", suffix=".json", description="FollowTheMoney statements"),
    )
}
_Writer = Callable[[Iterable[ClaimSheet]], Iterator[bytes]]
_WRITERS = {
    "csv": "tables.claims_csv",
    "mentions_csv": "tables.mentions_csv",
    "parquet": "tables.claims_parquet",
    "mentions_parquet": "tables.mentions_parquet",
    "schema_org": "linked.schema_org",
    "prov": "linked.prov",
    "ftm": "ftm.write",
}


def stream(name: str, ledger: Ledger, query: ClaimQuery, *, most: int | None = None) -> Iterator[bytes]:
    """Return the claims that a query finds, at most so many, in the format of this name, as bytes made as taken.

    `limit` of the query does not matter. Raises SettingsError for an unknown name, MissingExtra where the format needs
    what is not installed, at once.
    """
    if name not in FORMATS:
        raise SettingsError(f"no format {name}: give one of {', '.join(FORMATS)}")
    sheets = read_claims(ledger, query, most)
    if name == "jsonl":
        return (answer_to_json(sheet.answer, sheet.documents) + b"\n" for sheet in sheets)
    module, function = _WRITERS[name].split(".")
    return cast("_Writer", getattr(import_module(f"sayso.export.claims.{module}"), function))(sheets)
