"""What a list of events is asked for, from the parameters of an address and back into one.

In: the parameters, empty ones as good as none. Out: an `EventQuery`, or a refusal that lists the values there are.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from starlette.exceptions import HTTPException

from sayso.doors.events import read_near
from sayso.labels import EVENT_MODES, EVENT_VALUES, VALUES
from sayso.ledger import EventQuery, Near

WORDS = {"q": "words", "actor": "actor", "recipient": "recipient", "country": "country", "place": "place",
         "source": "source"}  # fmt: skip
MODES = tuple(dict.fromkeys(mode for modes in EVENT_MODES.values() for mode in modes))
CHOICES: Mapping[str, tuple[str, ...]] = {
    "type": EVENT_VALUES["event_type"],
    "mode": MODES,
    "context": EVENT_VALUES["context"],
    "factuality": VALUES["factuality"],
    "stand": EVENT_VALUES["stand"],
    "status": VALUES["status"],
}
DAYS = ("since", "until")
FILTERS = (*WORDS, *CHOICES, "near", *DAYS, "page")


def read_event_query(params: Mapping[str, str], *, limit: int | None = None) -> EventQuery:
    """Return the query that parameters ask for; others than ours do not matter. Raises HTTPException (422)."""
    given = {name: value.strip() for name, value in params.items() if value.strip()}
    asked: dict[str, object] = {field: given[name] for name, field in WORDS.items() if name in given}
    if "country" in given:
        asked["country"] = given["country"].upper()
    for name, values in CHOICES.items():
        if name in given:
            if given[name] not in values:
                raise HTTPException(422, f"{name}={given[name][:40]}: give one of {', '.join(values)}")
            asked["event_type" if name == "type" else name] = given[name]
    asked |= {name: _day(name, given[name]) for name in DAYS if name in given}
    if "near" in given:
        asked["near"] = _near(given["near"])
    if "page" in given:
        asked["page_ids"] = (given["page"],)
    return EventQuery(**asked, after=given.get("after"), limit=limit)  # type: ignore[arg-type]


def events_asked_for(params: Mapping[str, str]) -> dict[str, str]:
    """Return the filters that are set, by their names in an address."""
    return {name: params[name].strip() for name in FILTERS if params.get(name, "").strip()}


def _near(given: str) -> Near:
    try:
        return read_near(given)
    except ValueError as error:
        raise HTTPException(422, f"near={given[:40]}: {error}") from error


def _day(name: str, value: str) -> date:
    try:
        return date.fromisoformat(value)
    except ValueError as error:
        raise HTTPException(422, f"{name}={value[:40]}: give a day as YYYY-MM-DD") from error
