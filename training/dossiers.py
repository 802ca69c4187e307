"""Read invented dossiers: pages of several outlets on one event, with claims, numbers and things of proof marked.

In: a file of `training/examples/dossiers`. Out: its pages' texts, and what is marked in them in the form of `Dossier`.

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
that is not told. `#1` ties pieces of one mention together. `;` divides two mentions of the same words. `q killed: 12 = M`
is a number with measure, value, bound (`=`, `>=`, `<=`, `~`) and holder; `i1` a mention of an item. Marks nest.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent / "examples" / "dossiers"

_LINKS = {"+": "asserts", "-": "denies", "?": "hedges", ">": "retells"}
_ITEMS = ("video", "photo", "recording", "document", "emails", "messages", "report", "post", "other")
_RELATIONS = ("contradicts", "narrows", "supports")
_NUMBER = re.compile(r"q (?P<measure>.+): (?P<value>-?[\d.]+) (?P<bound>>=|<=|=|~) (?P<holder>\w+)")
_MENTION = re.compile(r"(?P<claim>c\d+) (?P<link>[-+?>]) (?P<holder>\w+)(?: <(?P<origin>\w+|\?))?(?: #(?P<tie>\w+))?")
_PIECE = re.compile(r"(?P<claim>c\d+) #(?P<tie>\w+)")


class BadDossierError(ValueError):
    """A file that does not follow the form; the message names file, line and what is wrong."""


@dataclass(slots=True)
class Dossier:
    """Texts by page, and what is marked: the same keys as a line of claims in JSON has."""

    name: str
    texts: dict[str, str] = field(default_factory=dict)
    marked: dict[str, Any] = field(default_factory=dict)


def dossiers(folder: Path = FOLDER) -> Iterator[Dossier]:
    """Read every dossier of a folder. Raises: BadDossierError."""
    for path in sorted(folder.glob("*.txt")):
        yield read(path)


def read(path: Path) -> Dossier:
    """Read one dossier. Raises: BadDossierError."""
    head, *pages = re.split(r"^=== ", path.read_text(encoding="utf-8"), flags=re.MULTILINE)
    holders: dict[str, str] = {}
    claims: dict[str, dict[str, Any]] = {}
    marked: dict[str, Any] = {"dossier": path.stem, "topic": "", "pages": [], "relations": [], "quantities": []}
    items: dict[str, dict[str, Any]] = {}
    changes = []
    for line in filter(None, map(str.strip, head.splitlines())):
        what, _, said = (part.strip() for part in line.partition(":"))
        words = what.split()
        if words == ["topic"]:
            marked["topic"] = said
        elif words[0] == "holder" and len(words) == 2:
            holders[words[1]] = said
        elif words[0] == "claim" and len(words) == 2:
            claims[words[1]] = {"id": words[1], "text": said, "mentions": [], "origins": None}
        elif words[0] == "origins" and len(words) == 2 and words[1] in claims:
            found = re.fullmatch(r"(\d+) independent, (\d+) unknown", said)
            if not found:
                raise BadDossierError(f"{path}: {line!r}: say 'N independent, M unknown'")
            claims[words[1]]["origins"] = {"independent": int(found[1]), "unknown": int(found[2])}
        elif words == ["relation"]:
            a, relation, b = said.split()
            if relation not in _RELATIONS or not {a, b} <= set(claims):
                raise BadDossierError(f"{path}: {line!r}: no such relation or claim")
            marked["relations"].append({"a": a, "b": b, "rel": relation})
        elif words[0] == "item" and len(words) == 3 and words[2] in _ITEMS:
            text, _, publisher = said.partition("| published by:")
            items[words[1]] = {"id": words[1], "kind": words[2], "what": text.strip(), "mentions": []}
            if publisher:
                items[words[1]]["published_by"] = publisher.strip()
        elif words == ["change"]:
            changes.append((line, said))
        else:
            raise BadDossierError(f"{path}: {line!r}: unknown line")
    texts: dict[str, str] = {}
    for page in pages:
        title, _, body = page.partition("\n")
        name, outlet, date = (part.strip() for part in title.split("|"))
        marked["pages"].append({"id": name, "outlet": outlet, "date": date or None})
        texts[name] = _marks(f"{path}: {name}", body.strip() + "\n", name, holders, claims, items, marked["quantities"])
    marked["claims"] = [*claims.values()]
    marked["items"] = [*items.values()]
    marked["changes"] = [_change(f"{path}: {line!r}", said, holders, claims, texts) for line, said in changes]
    for claim in claims.values():
        if not claim["mentions"] or claim["origins"] is None:
            raise BadDossierError(f"{path}: claim {claim['id']} has no mention, or no line of origins")
    return Dossier(path.stem, texts, marked)


def _change(
    place: str, said: str, holders: dict[str, str], claims: dict[str, Any], texts: dict[str, str]
) -> dict[str, Any]:
    found = re.fullmatch(r"(\w+) (c\d+|words: .+?) -> (c\d+|words: .+?) in (\S+)", said)
    if not found or found[1] not in holders or found[4] not in texts:
        raise BadDossierError(f"{place}: say 'HOLDER c1 -> c2 in PAGE'")
    return {"holder": holders[found[1]], "from": found[2], "to": found[3], "page": found[4]}


def _marks(
    place: str,
    body: str,
    page: str,
    holders: dict[str, str],
    claims: dict[str, Any],
    items: dict[str, Any],
    quantities: list[dict[str, Any]],
) -> str:
    """Take the marks out of a page's body, file what they say, and return the text."""
    text: list[str] = []
    length = 0
    opened: list[tuple[str, int]] = []
    spans: list[tuple[int, int, str]] = []
    for part in re.split(r"(\{[^{}|]*\||\})", body):
        if part.startswith("{"):
            opened.append((part[1:-1].strip(), length))
        elif part == "}":
            if not opened:
                raise BadDossierError(f"{place}: a mark is closed that was never opened near {''.join(text)[-40:]!r}")
            what, start = opened.pop()
            spans.append((start, length, what))
        else:
            text.append(part)
            length += len(part)
    if opened:
        raise BadDossierError(f"{place}: a mark is never closed: {opened[-1][0]!r}")
    ties: dict[str, dict[str, Any]] = {}

    def who(key: str) -> str:
        if key == "own":
            return "the outlet"
        if key not in holders:
            raise BadDossierError(f"{place}: no holder {key!r}")
        return holders[key]

    for start, end, whole in sorted(spans):
        for what in map(str.strip, whole.split(";")):
            if what in items:
                items[what]["mentions"].append({"page": page, "span": [start, end]})
            elif found := _NUMBER.fullmatch(what):
                value = float(found["value"])
                quantities.append(
                    {
                        "page": page,
                        "span": [start, end],
                        "measure": found["measure"],
                        "value": int(value) if value.is_integer() else value,
                        "bound": found["bound"],
                        "holder": who(found["holder"]),
                    }
                )
            elif (found := _MENTION.fullmatch(what)) and found["claim"] in claims:
                own = found["holder"] == "own"
                origin = found["origin"]
                mention = {
                    "page": page,
                    "content": [[start, end]],
                    "voice": "author" if own else "statement",
                    "holder": who(found["holder"]),
                    "link": _LINKS[found["link"]],
                    "origin": None if origin == "?" or own and not origin else who(origin or found["holder"]),
                }
                claims[found["claim"]]["mentions"].append(mention)
                if found["tie"]:
                    ties[found["claim"] + found["tie"]] = mention
            elif (found := _PIECE.fullmatch(what)) and found["claim"] + found["tie"] in ties:
                ties[found["claim"] + found["tie"]]["content"].append([start, end])
            else:
                raise BadDossierError(f"{place}: {what!r} is no mark, or its claim or item is not told above")
    return "".join(text)


if __name__ == "__main__":
    import sys

    for one in map(Path, sys.argv[1:]):
        try:
            dossier = read(one)
        except BadDossierError as error:
            print(error)
            continue
        print(one.name, "pages", len(dossier.texts), "words", sum(len(t.split()) for t in dossier.texts.values()))
        kept = dossier.marked
        print(
            f"  claims {len(kept['claims'])}, mentions {sum(len(c['mentions']) for c in kept['claims'])}, "
            f"numbers {len(kept['quantities'])}, items {len(kept['items'])}, relations {len(kept['relations'])}, "
            f"changes {len(kept['changes'])}"
        )
        once = [
            c["id"]
            for c in kept["claims"]
            if len(c["mentions"]) == 1
            and not any(c["id"] in (r["a"], r["b"]) and r["rel"] == "contradicts" for r in kept["relations"])
        ]
        if once:
            print("  told once and never contradicted (no shown claim):", ", ".join(once))
