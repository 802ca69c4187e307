"""What a person says of the page that is added: outlet, day, address, title, the columns of a table.

In: the fields of a form, and how many things come with it. Out: what is asked of them, and for each field that cannot
be taken one line that says why.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from sayso.doors.one_line import shorten
from sayso.pages.containers import Asked
from sayso.pages.containers.laid_out import one_line, read_day
from sayso.pages.containers.tables.columns import ROLES
from sayso.records import Told

TOLD = ("outlet", "published", "stood_at", "title")
FIELDS = (*TOLD, "columns")
_MOST = 1_000  # characters of a field
_WEB = ("https://", "http://")


@dataclass(frozen=True, slots=True, kw_only=True)
class Entered:
    """What was entered, as it was, and what it asks for; `problems` by field, none where all can be taken."""

    fields: Mapping[str, str] = field(default_factory=dict)
    problems: Mapping[str, str] = field(default_factory=dict)
    asked: Asked = field(default_factory=Asked)


def read_entered(given: Mapping[str, str], *, things: int) -> Entered:
    """Return what the fields ask of `things` pages, files and addresses together."""
    fields = {name: " ".join(given.get(name, "").split()) for name in FIELDS}
    problems = {
        name: f"This is longer than {_MOST:,} characters." for name, value in fields.items() if len(value) > _MOST
    }
    day = read_day(fields["published"])
    if fields["published"] and day is None:
        written = shorten(fields["published"], 40)
        problems["published"] = f"“{written}” cannot be read as one day; write it as 2024-03-12."
    if fields["stood_at"] and not fields["stood_at"].lower().startswith(_WEB):
        problems["stood_at"] = "An address begins with https:// or http://."
    if things > 1 and any(fields[name] for name in TOLD):
        first = next(name for name in TOLD if fields[name])
        problems.setdefault(first, f"This is told of one page, and {things} were given: add them one by one.")
    columns, wrong = _columns(fields["columns"])
    if wrong:
        problems["columns"] = wrong
    told = Told(
        outlet=one_line(fields["outlet"]),
        published=day,
        address=one_line(fields["stood_at"]),
        title=one_line(fields["title"]),
    )
    asked = Asked(columns=columns, told=told if told != Told() else None)
    return Entered(fields=fields, problems=problems, asked=asked)


def _columns(written: str) -> tuple[dict[str, str], str | None]:
    """Return the columns by their roles, of "text=body, title=head", and what is wrong with it."""
    pairs = [each.partition("=") for each in written.split(",")] if written else []
    columns = {role.strip(): name.strip() for role, _, name in pairs}
    if any(not (role.strip() and sign and name.strip()) for role, sign, name in pairs):
        return {}, "Write a role, =, and the name of a column, with commas between, as in text=body, title=head."
    unknown = next((role for role in columns if role not in ROLES), None)
    if unknown is not None:
        return {}, f"No column is known as {shorten(unknown, 40)}; those are {', '.join(ROLES)}."
    return columns, None
