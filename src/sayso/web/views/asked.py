"""What a search asks for, from the parameters of an address and back into one.

In: the parameters, empty ones as good as none. Out: a `Query`, or a refusal that lists the values there are.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from urllib.parse import urlencode

from starlette.exceptions import HTTPException

from sayso.labels import VALUES
from sayso.ledger import Query

WORDS = {"q": "words", "source": "source", "outlet": "outlet", "origin": "origin", "entity": "entity",
         "key": "source_key", "page": "page_id", "location": "location"}  # fmt: skip
LABELS = {"act": "act", "kind": "source_kind", "naming": "naming", "form": "form", "stance": "stance",
          "status": "status"}  # fmt: skip
DAYS = ("since", "until")
SWITCHES = ("denies", "comments")
FILTERS = (*WORDS, *LABELS, *DAYS, *SWITCHES)
_YES, _NO = ("1", "true", "yes", "on"), ("0", "false", "no")


def read_query(params: Mapping[str, str], *, limit: int | None = None) -> Query:
    """Return the query that parameters ask for; others than ours do not matter. Raises HTTPException (422)."""
    given = {name: value.strip() for name, value in params.items() if value.strip()}
    asked: dict[str, object] = {field: given[name] for name, field in WORDS.items() if name in given}
    asked |= {name: _one_of(name, label, given[name]) for name, label in LABELS.items() if name in given}
    asked |= {name: _day(name, given[name]) for name in DAYS if name in given}
    asked |= {name: _switch(name, given[name]) for name in SWITCHES if name in given}
    return Query(**asked, after=given.get("after"), limit=limit)  # type: ignore[arg-type]


def asked_for(params: Mapping[str, str]) -> dict[str, str]:
    """Return the filters that are set, by their names in an address."""
    return {name: params[name].strip() for name in FILTERS if params.get(name, "").strip()}


def address_of(path: str, params: Mapping[str, str], **changes: str | None) -> str:
    """Return an address with these parameters, some changed, and without those changed to None."""
    kept = {name: value for name, value in (dict(params) | changes).items() if value is not None}
    return f"{path}?{urlencode(kept)}" if kept else path


def _one_of(name: str, label: str, value: str) -> str:
    if value not in VALUES[label]:
        raise HTTPException(422, f"{name}={value}: give one of {', '.join(VALUES[label])}")
    return value


def _day(name: str, value: str) -> date:
    try:
        return date.fromisoformat(value)
    except ValueError as error:
        raise HTTPException(422, f"{name}={value}: give a day as YYYY-MM-DD") from error


def _switch(name: str, value: str) -> bool:
    if value.lower() in (*_YES, *_NO):
        return value.lower() in _YES
    raise HTTPException(422, f"{name}={value}: give true or false")
