"""The curated tables behind `statements/identify`, read once from the TSV files in `lexicon/`.

In: the package's tables and, if given, a folder with the user's own files of the same names and columns, whose rows
win. Out: a frozen `Lexicon` of plain dictionaries. Every name is kept as the words the tokenizer makes of it, joined
by single spaces, so that a look-up is one dictionary access.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Literal

from sayso.statements.identify.nouns.own_tables import Row, check_lexicon, rows_of
from sayso.statements.identify.nouns.tokens import split_words

NameSort = Literal["body", "outlet", "country", "demonym", "capital", "people", "place"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """A name the tables hold: its usual form, what it names, the kind of source, the country it stands for.

    With `article` it is one word that means the outlet only after "the" ("the Economist"). It is called `as_written`
    where the table says only what it is, and always by its full name where `given`: a user's own table says so.
    """

    name: str
    sort: NameSort
    kind: str
    country: str | None = None
    plural: bool = False
    article: bool = False
    as_written: bool = False
    given: bool = False


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
    if own is not None:
        check_lexicon(own)
    names = dict(_names(own))
    names |= dict(_aliases(names, own))
    roles = {_key(row["noun"]).casefold(): _role(row) for row in rows_of("roles", own)}
    modifiers = {row["word"].casefold(): row["kind"] for row in rows_of("modifiers", own)}
    return Lexicon(
        names=names,
        longest=_longest(names),
        roles=roles,
        longest_role=_longest(roles),
        opening=frozenset(word.split(" ")[0] for word in (*roles, *modifiers)),
        modifiers=modifiers,
        keywords={row["word"]: (row["kind"], row["extends"] == "yes") for row in rows_of("keywords", own)},
        titles={row["title"]: (row["gender"], row["kind"], row["noun"]) for row in rows_of("titles", own)},
        stand_ins={row["noun"]: frozenset(row["kinds"].split(";")) for row in rows_of("stand_ins", own)},
        inner_words={row["word"]: row["kind"] for row in rows_of("inner_words", own)},
        genders={row["name"]: row["gender"] for row in rows_of("given_names", own)},
        people=dict(_people(own)),
        adjectives={row["name"]: row["demonyms"].split(";")[0] for row in rows_of("countries", own)},
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
    for row in rows_of("places", own):
        yield _key(row["name"]), Known(name=row["name"], sort="place", kind="unknown")
    for row in rows_of("peoples", own):
        known = Known(name=row["name"], sort="people", kind=row["kind"])
        yield _key(row["name"]), known
        for crowd in filter(None, row["members"].split(";")):
            yield _key(crowd), replace(known, plural=True)
    for row in rows_of("outlets", own):
        kind = "state_media" if row["state"] == "yes" else "news_media"
        known = Known(name=row["name"].removeprefix("The "), sort="outlet", kind=kind, country=row["country"])
        for key, spelt in _spellings(known, row["name"], row["aliases"]):
            yield key, replace(spelt, article=row["name"] == f"The {key}" or "The " + key in row["name"])
    for row in rows_of("bodies", own):
        known = Known(name=row["name"], sort="body", kind=row["kind"], country=row["country"] or None)
        yield from _spellings(known, row["name"], row["aliases"])
    for row in rows_of("countries", own):
        yield from _country(row)


def _aliases(names: Mapping[str, Known], own: Path | None) -> Iterator[tuple[str, Known]]:
    """Yield the aliases of aliases.tsv and the full names they stand for, where no other table has them.

    The user's own win over all other tables.
    """
    packaged, opening = list(rows_of("aliases", None)), _longest(names)
    for row in packaged:
        if (key := _bare_key(row["alias"])) not in names:
            body = Known(name=row["name"], sort="body", kind=row["kind"], as_written=True)
            yield from _alias(names, opening, row, key, body)
    for row in list(rows_of("aliases", own))[len(packaged) :]:
        known = names.get(_bare_key(row["name"])) or Known(name=row["name"], sort="body", kind=row["kind"])
        given = replace(known, kind=row["kind"], article=False, given=True)
        yield from _alias(names, opening, row, _bare_key(row["alias"]), given)


def _alias(
    names: Mapping[str, Known], opening: Container[str], row: Row, key: str, known: Known
) -> Iterator[tuple[str, Known]]:
    """Yield an alias and its full name; where the package's opens with a word that no name opens with, it alone.

    Such a word ("Water") would end the names of others before it ("Black Water").
    """
    if row["kind"] == "place":
        known = Known(name=row["name"], sort="place", kind="unknown")
    full = _bare_key(row["name"])
    if full not in names and (known.given or full.split(" ")[0] in opening):
        yield full, replace(known, as_written=False)
    yield key, known


def _people(own: Path | None) -> Iterator[tuple[str, str]]:
    """Yield the names of people of note and the kind they speak for where a text does not describe them."""
    for row in rows_of("people", own):
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
        yield _bare_key(spelling), known


def _bare_key(name: str) -> str:
    return _key(name.removeprefix("The ").removeprefix("the "))


def _key(name: str) -> str:
    return " ".join(word.text for word in split_words(name)).replace("’", "'")


def _role(row: Mapping[str, str]) -> Role:
    kind = None if row["kind"] == "=" else row["kind"]
    return Role(noun=row["noun"], sort=row["sort"], kind=kind, otherwise=row["else"] or "unknown")
