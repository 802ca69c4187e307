"""Read invented dossiers: pages of several outlets on one event, with claims, numbers and things of proof marked.

In: a file of `training/dossiers`. Out: its pages' texts, and what is marked in them in the form of `Dossier`.

A file opens with lines about the whole dossier, then holds its pages:

    topic: The fire at the Velitz depot
    holder M: Interior Ministry
    claim c1: A drone hit the depot.
    origins c1: 1 independent, 2 unknown
    relation: c3 contradicts c4
    item i1 video: Film of the burning depot | published by: Free Quay
    change: M c3 -> c4 in wire

    === wire | Inland Press | 2024-03-12
    {c1 + own|Drone hits depot}, {c1 > own|ministry says}

A mark is `{what|words}`. `c1 + M` is a mention of claim c1 by holder M (`own` is the outlet's own voice); the link is
`+` asserts, `-` denies, `?` hedges, `>` retells; `<KEY` behind it names another origin than the holder, `<?` an origin
that is not told. `#1` ties pieces of one mention together. `;` divides two mentions of the same words. `q killed: 12 =
M` is a number with measure, value, bound (`=`, `>=`, `<=`, `~`) and holder; `i1` a mention of an item. Marks nest.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parents[1] / "dossiers"

_LINKS = {"+": "asserts", "-": "denies", "?": "hedges", ">": "retells"}
_ITEMS = ("video", "photo", "recording", "document", "emails", "messages", "report", "post", "other")
_RELATIONS = ("contradicts", "narrows", "supports")
_NUMBER = re.compile(r"q (?P<measure>.+): (?P<value>-?[\d.]+) (?P<bound>>=|<=|=|~) (?P<holder>\w+)")
_MENTION = re.compile(r"(?P<claim>c\d+) (?P<link>[-+?>]) (?P<holder>\w+)(?: <(?P<origin>\w+|\?))?(?: #(?P<tie>\w+))?")
_PIECE = re.compile(r"(?P<claim>c\d+) #(?P<tie>\w+)")


class BadDossierError(ValueError):
    """A file that does not follow the form; the message names file, line and what is wrong."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Dossier:
    """Texts by page, and what is marked in them: topic, pages, claims, relations, quantities, items, changes."""

    name: str
    texts: dict[str, str]
    marked: dict[str, Any]


def dossiers(folder: Path = FOLDER) -> Iterator[Dossier]:
    """Read every dossier of a folder. Raises: BadDossierError."""
    for path in sorted(folder.glob("*.txt")):
        yield read(path)


def read(path: Path) -> Dossier:
    """Read one dossier. Raises: BadDossierError."""
    head, *pages = re.split(r"^=== ", path.read_text(encoding="utf-8"), flags=re.MULTILINE)
    told = _Head(str(path))
    for line in filter(None, map(str.strip, head.splitlines())):
        told.take(line)
    texts: dict[str, str] = {}
    listed, quantities = [], []
    for page in pages:
        title, _, text = page.partition("\n")
        name, outlet, day = (part.strip() for part in title.split("|"))
        listed.append({"id": name, "outlet": outlet, "date": day or None})
        marks = _Marks(f"{path}: {name}", name, told)
        texts[name] = marks.read(text.strip() + "\n")
        quantities += marks.quantities
    for claim in told.claims.values():
        if not claim["mentions"] or claim["origins"] is None:
            raise BadDossierError(f"{path}: claim {claim['id']} has no mention, or no line of origins")
    marked = {
        "dossier": path.stem,
        "topic": told.topic,
        "pages": listed,
        "claims": [*told.claims.values()],
        "relations": told.relations,
        "quantities": quantities,
        "items": [*told.items.values()],
        "changes": [told.change(said, texts) for said in told.changes],
    }
    return Dossier(name=path.stem, texts=texts, marked=marked)


class _Head:
    """What the lines before the pages tell."""

    def __init__(self, place: str) -> None:
        self.place = place
        self.topic = ""
        self.holders: dict[str, str] = {}
        self.claims: dict[str, dict[str, Any]] = {}
        self.items: dict[str, dict[str, Any]] = {}
        self.relations: list[dict[str, str]] = []
        self.changes: list[str] = []

    def take(self, line: str) -> None:
        """Take one line."""
        what, _, said = (part.strip() for part in line.partition(":"))
        kind, *keys = what.split()
        reader = getattr(self, f"_{kind}", None)
        if reader is None:
            raise self.bad(line, "unknown line")
        reader(line, said, *keys)

    def bad(self, what: str, why: str) -> BadDossierError:
        """Return the error that says where and why."""
        return BadDossierError(f"{self.place}: {what!r}: {why}")

    def who(self, key: str) -> str:
        """Return the holder that a key stands for."""
        if key == "own":
            return "the outlet"
        if key not in self.holders:
            raise self.bad(key, "no such holder")
        return self.holders[key]

    def change(self, said: str, texts: Mapping[str, str]) -> dict[str, str]:
        """Return what a line says of a changed line."""
        found = re.fullmatch(r"(\w+) (c\d+|words: .+?) -> (c\d+|words: .+?) in (\S+)", said)
        if not found or found[4] not in texts:
            raise self.bad(said, "say 'HOLDER c1 -> c2 in PAGE'")
        return {"holder": self.who(found[1]), "from": found[2], "to": found[3], "page": found[4]}

    def _topic(self, _line: str, said: str) -> None:
        self.topic = said

    def _holder(self, _line: str, said: str, key: str) -> None:
        self.holders[key] = said

    def _claim(self, _line: str, said: str, key: str) -> None:
        self.claims[key] = {"id": key, "text": said, "mentions": [], "origins": None}

    def _origins(self, line: str, said: str, key: str) -> None:
        found = re.fullmatch(r"(\d+) independent, (\d+) unknown", said)
        if not found or key not in self.claims:
            raise self.bad(line, "say 'N independent, M unknown' of a claim")
        self.claims[key]["origins"] = {"independent": int(found[1]), "unknown": int(found[2])}

    def _relation(self, line: str, said: str) -> None:
        one, relation, other = said.split()
        if relation not in _RELATIONS or not {one, other} <= set(self.claims):
            raise self.bad(line, "no such relation or claim")
        self.relations.append({"a": one, "b": other, "rel": relation})

    def _item(self, line: str, said: str, key: str, kind: str) -> None:
        if kind not in _ITEMS:
            raise self.bad(line, "no such kind of item")
        text, _, publisher = said.partition("| published by:")
        self.items[key] = {"id": key, "kind": kind, "what": text.strip(), "mentions": []}
        if publisher:
            self.items[key]["published_by"] = publisher.strip()

    def _change(self, _line: str, said: str) -> None:
        self.changes.append(said)


class _Marks:
    """What is marked in one page; mentions are filed with their claims and items."""

    def __init__(self, place: str, page: str, told: _Head) -> None:
        self.place, self.page, self.told = place, page, told
        self.quantities: list[dict[str, Any]] = []
        self._ties: dict[str, dict[str, Any]] = {}

    def read(self, body: str) -> str:
        """File what is marked in a page's body and return its text."""
        text, spans = self._spans(body)
        for start, end, whole in sorted(spans):
            for what in map(str.strip, whole.split(";")):
                self._file(what, start, end)
        return text

    def _spans(self, body: str) -> tuple[str, list[tuple[int, int, str]]]:
        text = ""
        opened: list[tuple[str, int]] = []
        spans: list[tuple[int, int, str]] = []
        for part in re.split(r"(\{[^{}|]*\||\})", body):
            if part.startswith("{"):
                opened.append((part[1:-1].strip(), len(text)))
            elif part != "}":
                text += part
            elif opened:
                what, start = opened.pop()
                spans.append((start, len(text), what))
            else:
                raise BadDossierError(f"{self.place}: a mark is closed that was never opened near {text[-40:]!r}")
        if opened:
            raise BadDossierError(f"{self.place}: a mark is never closed: {opened[-1][0]!r}")
        return text, spans

    def _file(self, what: str, start: int, end: int) -> None:
        claims = self.told.claims
        if what in self.told.items:
            self.told.items[what]["mentions"].append({"page": self.page, "span": [start, end]})
        elif found := _NUMBER.fullmatch(what):
            self.quantities.append(self._quantity(found, start, end))
        elif (found := _MENTION.fullmatch(what)) and found["claim"] in claims:
            mention = self._mention(found, start, end)
            claims[found["claim"]]["mentions"].append(mention)
            if found["tie"]:
                self._ties[found["claim"] + found["tie"]] = mention
        elif (found := _PIECE.fullmatch(what)) and found["claim"] + found["tie"] in self._ties:
            self._ties[found["claim"] + found["tie"]]["content"].append([start, end])
        else:
            raise BadDossierError(f"{self.place}: {what!r} is no mark, or its claim or item is not told above")

    def _quantity(self, found: re.Match[str], start: int, end: int) -> dict[str, Any]:
        value = float(found["value"])
        return {
            "page": self.page,
            "span": [start, end],
            "measure": found["measure"],
            "value": int(value) if value.is_integer() else value,
            "bound": found["bound"],
            "holder": self.told.who(found["holder"]),
        }

    def _mention(self, found: re.Match[str], start: int, end: int) -> dict[str, Any]:
        own, origin = found["holder"] == "own", found["origin"]
        untold = origin == "?" or (own and not origin)
        return {
            "page": self.page,
            "content": [[start, end]],
            "voice": "author" if own else "statement",
            "holder": self.told.who(found["holder"]),
            "link": _LINKS[found["link"]],
            "origin": None if untold else self.told.who(origin or found["holder"]),
        }


def _summary(dossier: Dossier) -> Iterator[str]:
    """Yield lines that count what a dossier holds, and name claims that would not be shown."""
    marked = dossier.marked
    words = sum(len(text.split()) for text in dossier.texts.values())
    yield f"{dossier.name}: {len(dossier.texts)} pages, {words} words"
    mentions = sum(len(claim["mentions"]) for claim in marked["claims"])
    counts = (f"{len(marked[what])} {what}" for what in ("claims", "relations", "quantities", "items", "changes"))
    yield f"  {mentions} mentions, {', '.join(counts)}"
    crossed = {relation[end] for relation in marked["relations"] if relation["rel"] == "contradicts" for end in "ab"}
    once = [claim["id"] for claim in marked["claims"] if len(claim["mentions"]) == 1 and claim["id"] not in crossed]
    if once:
        yield f"  told once and never contradicted: {', '.join(once)}"


if __name__ == "__main__":
    import sys

    for path in map(Path, sys.argv[1:]):
        try:
            print(*_summary(read(path)), sep="\n")
        except BadDossierError as error:
            print(error)
