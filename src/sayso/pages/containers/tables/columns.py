"""Find what the columns of a table hold.

In: the names of columns, and those that were named by option. Out: `Columns`: which is the text, the headline, the
outlet, the day. Where no column is the text, or two may be, the table is refused in one line; where two may be
anything else, neither is taken, and a note says so.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from sayso.errors import UnclearTable
from sayso.pages.vocabulary import read_vocabulary

_LISTS = read_vocabulary("sayso.pages.containers")
_KNOWN = {
    role: frozenset(_LISTS.words(f"columns.{role}"))
    for role in ("text", "title", "outlet", "date", "byline", "address", "id", "file")
}
ROLES = ("text", "title", "outlet", "date", "byline", "address", "id")
_FOLDED = re.compile(r"[\s_.-]+")
_SHOWN = 12  # names of columns that a message lists


@dataclass(frozen=True, slots=True, kw_only=True)
class Columns:
    """The name of the column for each role that has one, the names of the others, and what was left open."""

    of: Mapping[str, str]
    unread: tuple[str, ...] = ()
    notes: tuple[str, ...] = field(default=())


def find_columns(table: str, names: Sequence[str], asked: Mapping[str, str], *, text: bool = True) -> Columns:
    """Return what the columns hold; `asked` names some of them by role. Raises UnclearTable.

    Without `text`, no column need be the text: the table tells of articles that are elsewhere.
    """
    shown = f"{', '.join(names[:_SHOWN])}{' …' if len(names) > _SHOWN else ''}" or "none"
    found: dict[str, str] = {}
    notes: list[str] = []
    for role, name in asked.items():
        if role not in ROLES:
            raise UnclearTable(f"{role}={name}: no column is known as {role}; those are {', '.join(ROLES)}")
        if name not in names:
            raise UnclearTable(f"{table}: has no column {name!r}; its columns are {shown}")
        found[role] = name
    for role in ROLES:
        if role in found or (role == "text" and not text):
            continue
        like = [name for name in names if _fold(name) in _KNOWN[role] and name not in found.values()]
        exact = [name for name in like if _fold(name) == role]
        chosen = exact if len(exact) == 1 and role != "text" else like
        if len(chosen) == 1:
            found[role] = chosen[0]
        elif role == "text":
            raise UnclearTable(_no_text(table, like, shown))
        elif chosen:
            notes.append(f"{role}: {' or '.join(chosen)} may be it, so none is taken; name it: --column {role}=NAME")
    unread = tuple(name for name in names if name not in found.values())
    return Columns(of=found, unread=unread, notes=tuple(notes))


def known_roles(names: Sequence[str]) -> frozenset[str]:
    """Return what columns of such names are known to hold."""
    return frozenset(role for role in ROLES if any(_fold(name) in _KNOWN[role] for name in names))


def find_file_column(names: Sequence[str]) -> str | None:
    """Return the column that names files, if there is one alone."""
    like = [name for name in names if _fold(name) in _KNOWN["file"]]
    return like[0] if len(like) == 1 else None


def _no_text(table: str, like: Sequence[str], shown: str) -> str:
    if like:
        return f"{table}: {' and '.join(like)} may both be the text; name the one to read: --column text={like[0]}"
    return f"{table}: no column is known to be the text; its columns are {shown}: name it with --column text=NAME"


def _fold(name: str) -> str:
    return _FOLDED.sub("_", name.strip().lower()).strip("_")
