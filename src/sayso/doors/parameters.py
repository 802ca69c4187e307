"""What programs may ask with: the types of parameters that the REST API and the MCP server share.

In: what a client sent. Out: values that a `Query` takes; pydantic refuses all others, and names those there are. Text
has no NUL, which no database stores, and everything is bounded. pydantic stands at these two doors only.
"""

from __future__ import annotations

import re
from datetime import date
from functools import partial
from typing import Annotated

from pydantic import AfterValidator, BeforeValidator, Field, WithJsonSchema

from sayso.doors.events import NEAR, read_near
from sayso.labels import EVENT_MODES, EVENT_VALUES, VALUES
from sayso.ledger import Near

LONGEST = 1_000  # characters of one parameter
_LABELS = {**VALUES, **EVENT_VALUES, "mode": tuple(dict.fromkeys(m for modes in EVENT_MODES.values() for m in modes))}
_LONGEST_NEAR = 100
_DAY = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)


def _one_of(label: str, given: str) -> str:
    """Return the value of a label. Raises ValueError with the values that there are."""
    if given not in _LABELS[label]:
        raise ValueError(f"{given[:40]!r}: give one of {', '.join(_LABELS[label])}")
    return given


def _day(given: object) -> date:
    """Return an ISO day; pydantic alone would take numbers of seconds for days as well."""
    if isinstance(given, date):
        return given
    if not isinstance(given, str) or not _DAY.fullmatch(given):
        raise ValueError("give a day as YYYY-MM-DD")
    return date.fromisoformat(given)


def _near(given: object) -> Near:
    """Return a place and a distance. Raises ValueError."""
    if isinstance(given, Near):
        return given
    if not isinstance(given, str) or len(given) > _LONGEST_NEAR:
        raise ValueError(f"give {NEAR}")
    return read_near(given)


def _enum(label: str) -> WithJsonSchema:
    return WithJsonSchema({"type": "string", "enum": list(_LABELS[label])})


Words = Annotated[str, Field(max_length=LONGEST, pattern=r"^[^\x00]*$")]
Cursor = Annotated[str, Field(max_length=LONGEST, pattern=r"^[A-Za-z0-9_=-]*$")]
Given = Annotated[str, Field(max_length=100, pattern=r"^[^\x00]*$")]  # an id
Day = Annotated[date, BeforeValidator(_day), WithJsonSchema({"type": "string", "format": "date"})]
Probability = Annotated[float, Field(ge=0, le=1, allow_inf_nan=False)]
Act = Annotated[str, AfterValidator(partial(_one_of, "act")), _enum("act")]
Kind = Annotated[str, AfterValidator(partial(_one_of, "source_kind")), _enum("source_kind")]
NamingValue = Annotated[str, AfterValidator(partial(_one_of, "naming")), _enum("naming")]
FormValue = Annotated[str, AfterValidator(partial(_one_of, "form")), _enum("form")]
Stance = Annotated[str, AfterValidator(partial(_one_of, "stance")), _enum("stance")]
StatusValue = Annotated[str, AfterValidator(partial(_one_of, "status")), _enum("status")]
EventType = Annotated[str, AfterValidator(partial(_one_of, "event_type")), _enum("event_type")]
EventMode = Annotated[str, AfterValidator(partial(_one_of, "mode")), _enum("mode")]
EventContext = Annotated[str, AfterValidator(partial(_one_of, "context")), _enum("context")]
EventStandValue = Annotated[str, AfterValidator(partial(_one_of, "stand")), _enum("stand")]
FactualityValue = Annotated[str, AfterValidator(partial(_one_of, "factuality")), _enum("factuality")]
Country = Annotated[str, Field(pattern=r"^[A-Z]{3}$")]
NearValue = Annotated[
    Near,
    BeforeValidator(_near),
    WithJsonSchema({"type": "string", "maxLength": _LONGEST_NEAR, "description": f"Give {NEAR}."}),
]
