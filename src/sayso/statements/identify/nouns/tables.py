"""The curated tables behind `statements/identify`, read once from the TSV files in `lexicon/`.

In: the package's tables and, if given, a folder with the user's own files of the same names and columns, whose rows
win. Out: a frozen `Lexicon` of plain dictionaries. Every name is kept as the words the tokenizer makes of it, joined
by single spaces, so that a look-up is one dictionary access.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Literal

from sayso.errors import SettingsError
from sayso.statements.identify.nouns.tokens import TABLES, split_words

NameSort = Literal["body", "outlet", "country", "demonym", "capital", "people", "place"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """A name the tables hold: its usual form, what it names, the kind of source, the country it stands for.

    With `article` it is one word that means the outlet only after "the" ("the Economist").
    """

    name: str
    sort: NameSort
    kind: str
    country: str | None = None
    plural: bool = False
    article: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Role:
    """A noun for a speaker: `kind` None means the kind of the body it belongs to, or else `otherwise`."""

    noun: str
    sort: str
    kind: str | None
    otherwise: str = "unknown"


@dataclass(frozen=True, slots=True, kw_only=True)
class Lexicon:
    """All tables.

    `longest` and `longest_role` hold, for a first word, the length in words of the longest name or role noun that it
    opens; `opening` are the first words of all role nouns and modifiers.
    """

    names: Mapping[str, Known]
    longest: Mapping[str, int]
    roles: Mapping[str, Role]
    longest_role: Mapping[str, int]
    opening: frozenset[str]
    modifiers: Mapping[str, str]
    keywords: Mapping[str, tuple[str, bool]]
    titles: Mapping[str, tuple[str, str, str]]
    stand_ins: Mapping[str, frozenset[str]]
    inner_words: Mapping[str, str]
    genders: Mapping[str, str]
    adjectives: Mapping[str, str]
    people: Mapping[str, str]


@cache
def load_lexicon(own: Path | None = None) -> Lexicon:
    """Return the tables, with the rows of the user's folder `own` over the package's. Raises SettingsError."""
    names = dict(_names(own))
    roles = {_key(row["noun"]).casefold(): _role(row) for row in _rows("roles", own)}
    modifiers = {row["word"].casefold(): row["kind"] for row in _rows("modifiers", own)}
    return Lexicon(
        names=names,
        longest=_longest(names),
        roles=roles,
        longest_role=_longest(roles),
        opening=frozenset(word.split(" ")[0] for word in (*roles, *modifiers)),
        modifiers=modifiers,
        keywords={row["word"]: (row["kind"], row["extends"] == "yes") for row in _rows("keywords", own)},
        titles={row["title"]: (row["gender"], row["kind"], row["noun"]) for row in _rows("titles", own)},
        stand_ins={row["noun"]: frozenset(row["kinds"].split(";")) for row in _rows("stand_ins", own)},
        inner_words={row["word"]: row["kind"] for row in _rows("inner_words", own)},
        genders={row["name"]: row["gender"] for row in _rows("given_names", own)},
        people=dict(_people(own)),
        adjectives={row["name"]: row["demonyms"].split(";")[0] for row in _rows("countries", own)},
    )


def _longest(names: Iterable[str]) -> dict[str, int]:
    """Return, for every first word, the length in words of the longest name it opens."""
    longest: dict[str, int] = {}
    for name in names:
        first, *rest = name.split(" ")
        longest[first] = max(longest.get(first, 0), 1 + len(rest))
    return longest


def _names(own: Path | None) -> Iterator[tuple[str, Known]]:
    """Yield every name and alias; of two that clash the later one stands, so countries are never shadowed."""
    for row in _rows("places", own):
        yield _key(row["name"]), Known(name=row["name"], sort="place", kind="unknown")
    for row in _rows("peoples", own):
        known = Known(name=row["name"], sort="people", kind=row["kind"])
        yield _key(row["name"]), known
        for crowd in filter(None, row["members"].split(";")):
            yield _key(crowd), replace(known, plural=True)
    for row in _rows("outlets", own):
        kind = "state_media" if row["state"] == "yes" else "news_media"
        known = Known(name=row["name"].removeprefix("The "), sort="outlet", kind=kind, country=row["country"])
        for key, spelt in _spellings(known, row["name"], row["aliases"]):
            yield key, replace(spelt, article=row["name"] == f"The {key}" or "The " + key in row["name"])
    for row in _rows("bodies", own):
        known = Known(name=row["name"], sort="body", kind=row["kind"], country=row["country"] or None)
        yield from _spellings(known, row["name"], row["aliases"])
    for row in _rows("countries", own):
        yield from _country(row)


def _people(own: Path | None) -> Iterator[tuple[str, str]]:
    """Yield the names of people of note and the kind they speak for where a text does not describe them."""
    for row in _rows("people", own):
        for name in (row["name"], *filter(None, row["aliases"].split(";"))):
            yield name, row["kind"]


def _country(row: Mapping[str, str]) -> Iterator[tuple[str, Known]]:
    name = row["name"]
    for sort, cell in (
        ("capital", row["capitals"]),
        ("demonym", row["demonyms"]),
        ("country", row["aliases"]),
    ):
        for word in filter(None, cell.split(";")):
            crowd = sort == "demonym" and word.endswith("s") and not word.endswith(("ss", "us"))
            yield _key(word), Known(name=name, sort=sort, kind="government", country=name, plural=crowd)  # type: ignore[arg-type]
    yield _key(name), Known(name=name, sort="country", kind="government", country=name)


def _spellings(known: Known, name: str, aliases: str) -> Iterator[tuple[str, Known]]:
    for spelling in (name, *filter(None, aliases.split(";"))):
        yield _key(spelling.removeprefix("The ").removeprefix("the ")), known


def _key(name: str) -> str:
    return " ".join(word.text for word in split_words(name)).replace("’", "'")


def _role(row: Mapping[str, str]) -> Role:
    kind = None if row["kind"] == "=" else row["kind"]
    return Role(noun=row["noun"], sort=row["sort"], kind=kind, otherwise=row["else"] or "unknown")


def _rows(table: str, own: Path | None) -> Iterator[dict[str, str]]:
    """Yield the rows of a table, then the user's; lines that open with # are remarks."""
    for folder in (TABLES, own):
        path = folder / f"{table}.tsv" if folder else None
        if path is None or (folder is own and not path.exists()):
            continue
        lines = [line for line in path.read_text(encoding="utf-8").splitlines() if line and line[0] != "#"]
        columns = (TABLES / f"{table}.tsv").read_text(encoding="utf-8").split("\n", 1)[0].split("\t")
        if lines[:1] != ["\t".join(columns)]:
            raise SettingsError(f"{path}: give it the heading {' '.join(columns)}, split by tabs.")
        for line in csv.reader(lines[1:], delimiter="\t", quoting=csv.QUOTE_NONE):
            yield dict(zip(columns, line + [""] * len(columns), strict=False))
