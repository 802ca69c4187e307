"""Say values in words for a page: labels, statuses, days, hands, and which family of colours a kind belongs to.

In: values of labels and of fields. Out: plain words. Nothing here speaks of true or false.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date, datetime
from typing import Any
from urllib.parse import urlsplit

from sayso.doors.claims import holder_name
from sayso.labels import vouched
from sayso.records import Statement
from sayso.report.statement import as_form
from sayso.report.wording import FACTUALITY, NAMING, STANCE, hand_in_words, in_words

# Sixteen kinds are more colours than anybody can tell apart: kinds that stand near each other share one.
FAMILIES: Mapping[str, tuple[str, ...]] = {
    "state": ("government", "military", "court_or_police"),
    "world": ("intergovernmental",),
    "statemedia": ("state_media",),
    "media": ("news_media",),
    "civil": ("ngo", "expert"),
    "party": ("party_or_opposition",),
    "company": ("company",),
    "public": ("public", "reader"),
    "paper": ("document", "media_item"),
    "other": ("author", "unknown"),
}
FAMILY_NAMES = {
    "state": "government, military, courts and police",
    "world": "intergovernmental",
    "statemedia": "state media",
    "media": "news media",
    "civil": "NGOs and experts",
    "party": "parties and opposition",
    "company": "companies",
    "public": "the public",
    "paper": "documents and recordings",
    "other": "kind unknown",
}
_TAG = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*")
_FAMILY_OF = {kind: family for family, kinds in FAMILIES.items() for kind in kinds}
FORM = {
    "direct": "direct: the source's own words",
    "mixed": "mixed: only the words in quotation marks are the source's own",
    "indirect": "indirect: told in the outlet's words",
}
_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)  # fmt: skip


def family_of(kind: str | None) -> str:
    """Return the family of colours of a kind of source."""
    return _FAMILY_OF.get(kind or "unknown", "other")


def say_day(given: str | date | None) -> str:
    """Return a day as "5 March 2021"; what is no ISO date as it is written, of nothing "no date"."""
    if not given:
        return "no date"
    try:
        day = datetime.fromisoformat(given) if isinstance(given, str) else given
    except ValueError:
        return str(given)
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"


def say_status(status: str, by: str | None = None, at: date | None = None) -> str:
    """Return who vouches for a statement having been read so."""
    return vouched(status, by, say_day(at) if at else None)


def say_act(statement: Statement) -> str:
    """Return what the source does: "accuse", "not assert", "assert, denies"."""
    act = f"not {statement.act}" if statement.negated else (statement.act or "act not computed")
    return f"{act}, denies" if statement.denies and statement.act != "deny" else act


def counted(number: int, noun: str, plural: str | None = None) -> str:
    """Return a number and its noun: "no statements", "1 statement", "1,200 statements"."""
    return f"{number:,} {noun if number == 1 else plural or noun + 's'}" if number else f"no {plural or noun + 's'}"


def tag_of(language: str | None) -> str:
    """Return a language as a tag that browsers take; English where the page tells none."""
    return language if language and _TAG.fullmatch(language) else "en"


def say_outlet(outlet: str | None, location: str | None) -> str:
    """Return who publishes a page: the outlet, else where it was met."""
    if outlet:
        return outlet
    return urlsplit(location).netloc if location and web_address(location) else location or "pasted text"


def web_address(location: str | None) -> str | None:
    """Return where a link may lead: an http or https address; of anything else nothing."""
    try:
        parts = urlsplit(location or "")
    except ValueError:
        return None
    return location if parts.scheme in ("http", "https") and parts.netloc else None


FILTERS: Mapping[str, Callable[..., Any]] = {
    "act": say_act,
    "as_form": as_form,
    "counted": counted,
    "day": say_day,
    "factuality": lambda value: FACTUALITY.get(value, value),
    "family": family_of,
    "family_name": lambda family: FAMILY_NAMES[family],
    "form": lambda value: FORM.get(value, value),
    "hand": hand_in_words,
    "holder": holder_name,
    "in_words": in_words,
    "language": tag_of,
    "naming": lambda value: NAMING.get(value, value),
    "outlet": say_outlet,
    "stance": lambda value: STANCE.get(value, value),
    "status": say_status,
    "web_address": web_address,
}
