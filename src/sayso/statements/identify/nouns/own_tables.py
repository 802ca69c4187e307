"""The tables of names and nouns, checked line by line: what is wrong in a folder of the user's own is told at once.

In: a table as a file. Out: its rows, as mappings of column to cell; or a `SettingsError` that names the file, the line
and how to mend it. Every table that a user may have is told of in `KNOWN`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from sayso.errors import SettingsError
from sayso.labels import SOURCE_KINDS
from sayso.statements.identify.nouns.tokens import TABLES

KINDS = frozenset(SOURCE_KINDS)
NONE = frozenset(("",))
_GENDERS, _ANSWERS = frozenset("mf"), frozenset(("yes", "no"))
_SORTS = frozenset(("person", "people", "group", "paper", "papers", "utterance", "item", "items"))
Row = dict[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """What a table holds: which cells may not be empty, which take certain values only, which hold spellings.

    A cell of `lists` holds several values, split by semicolons.
    """

    needed: tuple[str, ...]
    values: Mapping[str, frozenset[str]] = field(default_factory=dict)
    lists: frozenset[str] = frozenset(("aliases", "members", "demonyms", "capitals", "kinds"))
    spellings: tuple[str, ...] = ("name",)


KNOWN: Mapping[str, Table] = {
    "outlets": Table(needed=("name", "state"), values={"state": _ANSWERS}, spellings=("name", "aliases")),
    "bodies": Table(needed=("name", "kind"), values={"kind": KINDS}, spellings=("name", "aliases")),
    "aliases": Table(needed=("alias", "name", "kind"), values={"kind": KINDS | {"place"}}, spellings=("alias",)),
    "countries": Table(needed=("name",), spellings=("name", "aliases", "demonyms", "capitals")),
    "peoples": Table(needed=("name", "kind"), values={"kind": KINDS}, spellings=("name", "members")),
    "places": Table(needed=("name",)),
    "people": Table(needed=("name", "kind"), values={"kind": KINDS}, spellings=("name", "aliases")),
    "roles": Table(
        needed=("noun", "sort", "kind"),
        values={"sort": _SORTS, "kind": KINDS | {"="}, "else": KINDS | NONE},
        spellings=("noun",),
    ),
    "modifiers": Table(needed=("word", "kind"), values={"kind": KINDS}, spellings=("word",)),
    "keywords": Table(
        needed=("word", "kind", "extends"), values={"kind": KINDS, "extends": _ANSWERS}, spellings=("word",)
    ),
    "inner_words": Table(needed=("word", "kind"), values={"kind": KINDS}, spellings=("word",)),
    "stand_ins": Table(needed=("noun", "kinds"), values={"kinds": KINDS}, spellings=("noun",)),
    "titles": Table(needed=("title",), values={"gender": _GENDERS | NONE, "kind": KINDS | NONE}, spellings=("title",)),
    "given_names": Table(needed=("name", "gender"), values={"gender": _GENDERS}),
}


def check_lexicon(folder: Path) -> dict[str, int]:
    """Return how many rows each table of a user's folder has. Raises SettingsError for the first that is wrong."""
    for path in sorted(folder.iterdir()):
        name = path.name.split(".")[0]
        if path.suffix == ".tsv" and path.stem not in KNOWN:
            raise SettingsError(f"{path}: no table of that name can be your own; name it one of {_told(KNOWN)}.")
        if name in KNOWN and path.name != f"{name}.tsv":
            raise SettingsError(f"{path}: a table ends in .tsv, its columns split by tabs; save it as {name}.tsv.")
    counts = {}
    for name, table in KNOWN.items():
        path = folder / f"{name}.tsv"
        if path.exists():
            rows = list(read_rows(path))
            _check_twice(path, table, rows)
            counts[name] = len(rows)
    return counts


def rows_of(name: str, own: Path | None) -> Iterator[Row]:
    """Yield the rows of a table of the package, then the user's."""
    for folder in (TABLES, own):
        if folder is not None and (folder / f"{name}.tsv").exists():
            yield from (row for _, row in read_rows(folder / f"{name}.tsv"))


def read_rows(path: Path) -> Iterator[tuple[int, Row]]:
    """Yield the rows of a table with the numbers of their lines. Raises SettingsError for one that is wrong."""
    table, columns = KNOWN[path.stem], _columns(path.stem)
    headed = False
    for number, line in enumerate(_lines(path), 1):
        if not line.strip() or line.startswith("#"):
            continue
        cells = [cell.strip() for cell in line.split("\t")]
        if not headed:
            if cells != columns:
                raise SettingsError(f"{path}, line {number}: give it the heading {' '.join(columns)}, split by tabs.")
            headed = True
            continue
        if len(cells) > len(columns):
            raise SettingsError(f"{_at(path, number)} {len(cells)} columns; give {_wanted(columns)}.")
        row = dict(zip(columns, [*cells, *[""] * (len(columns) - len(cells))], strict=True))
        _check_row(path, number, table, row, len(cells))
        yield number, row
    if not headed:
        raise SettingsError(f"{path}, line 1: give it the heading {' '.join(columns)}, split by tabs.")


def _check_row(path: Path, number: int, table: Table, row: Row, cells: int) -> None:
    columns = list(row)
    for column in table.needed:
        if columns.index(column) >= cells:
            raise SettingsError(f"{_at(path, number)} {cells} of its columns; give {_wanted(columns)}.")
        if not row[column]:
            raise SettingsError(f"{_at(path, number)} no {column}; write one, or take the line out.")
    for column, allowed in table.values.items():
        for value in row[column].split(";") if column in table.lists else [row[column]]:
            if value.strip() not in allowed:
                raise SettingsError(f"{_at(path, number)} {value!r} as its {column}; give one of {_told(allowed)}.")


def _check_twice(path: Path, table: Table, rows: Iterable[tuple[int, Row]]) -> None:
    """Refuse a spelling that two lines of one table take for different things."""
    known: dict[str, tuple[int, Row]] = {}
    for number, row in rows:
        for column in table.spellings:
            for spelling in filter(None, row[column].split(";") if column in table.lists else [row[column]]):
                before, other = known.setdefault(spelling.strip(), (number, row))
                if other != row:
                    twice = f"{spelling.strip()!r}, which line {before} has otherwise"
                    raise SettingsError(f"{_at(path, number)} {twice}; keep one of them.")


def _lines(path: Path) -> list[str]:
    data = path.read_bytes()
    try:
        return data.decode("utf-8-sig").replace("\r\n", "\n").split("\n")
    except UnicodeDecodeError as error:
        number = data.count(b"\n", 0, error.start) + 1
        raise SettingsError(f"{path}, line {number}: not UTF-8; save the table in that encoding.") from error


@cache
def _columns(name: str) -> list[str]:
    return (TABLES / f"{name}.tsv").read_text(encoding="utf-8").split("\n", 1)[0].split("\t")


def _at(path: Path, number: int) -> str:
    return f"{path}, line {number}: it has"


def _wanted(columns: Iterable[str]) -> str:
    return f"{' '.join(columns)}, split by tabs"


def _told(values: Iterable[str]) -> str:
    return ", ".join(sorted(value or "nothing" for value in values))
