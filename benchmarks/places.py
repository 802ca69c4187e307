"""Score places: names found, and which place each means, beside the place of that name where most people live.

usage: places.py GOLD.jsonl.gz… [--part choosing|last|all] [--out FOLDER] [--speed]

Gold is one document a line: {"id", "text", "places": [{"start", "end", "lat", "lon", "geonames_id"}]}, places
without "lat" for their spans alone. A resolved name is right with the same GeoNames id or within 161 km (100 miles).
"given" resolves gold's own spans and counts every name that has coordinates; "end to end" finds them as well, and what
was not found is wrong. `--part` takes one half of the documents by a hash of their ids: settings are chosen on one
half, the other is looked at last. `--out` keeps the predictions in gold's form. `--speed` holds the time of the stage
against that of a whole reading.
"""

from __future__ import annotations

import argparse
import gzip
import hashlib
import json
import math
import re
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from training.documents import make_document

from sayso.events.places.find import names_at
from sayso.events.places.gazetteer import Found, load_gazetteer
from sayso.events.places.names import Lookup, Meaning
from sayso.events.places.read import read_places
from sayso.events.places.resolve import Named, resolve
from sayso.language.encoder import load_encoder
from sayso.reading import ReadingSettings, read_page
from sayso.records import Page, Span
from sayso.statements import read_statements

RIGHT_KM = 161.0
Gold = dict[str, Any]


def main() -> None:
    given = _parse()
    lookup = Lookup(load_gazetteer())
    for path in given.gold:
        gold = [document for document in _read(path) if _is_of(document["id"], given.part)]
        print(f"{path.name}: {len(gold)} documents, {sum(len(d['places']) for d in gold)} names, part: {given.part}")
        by_size = [_at_spans(document, lookup, by_size=True) for document in gold]
        at_spans = [_at_spans(document, lookup, by_size=False) for document in gold]
        print(f"  given spans: largest population {_right(gold, by_size):.1f}, sayso {_right(gold, at_spans):.1f}")
        found, spent = [], 0.0
        for document in gold:
            places, seconds = _end_to_end(document)
            found.append(places)
            spent += seconds
        exact, overlap = (_spans(gold, found, exact=exact) for exact in (True, False))
        print("  spans found: exact P {:.1f} R {:.1f} F1 {:.1f}".format(*exact), end="")
        print("; overlapping P {:.1f} R {:.1f} F1 {:.1f}".format(*overlap))
        print(
            f"  end to end: {_right(gold, found):.1f} of all names; {_resolved(found):.1f} of those found are resolved"
        )
        print(f"  {1000 * spent / len(gold):.1f} ms a document")
        if given.speed:
            print(f"  {100 * spent / sum(map(_reading_time, gold)):.1f} % of the time of a reading")
        if given.out:
            given.out.mkdir(parents=True, exist_ok=True)
            for name, predicted in (("given", at_spans), ("largest", by_size), ("found", found)):
                rows = [{"id": d["id"], "places": p} for d, p in zip(gold, predicted, strict=True)]
                stem = path.name.split(".")[0]
                (given.out / f"{stem}.{name}.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows))


def _parse() -> argparse.Namespace:
    parser = argparse.ArgumentParser()
    parser.add_argument("gold", type=Path, nargs="+")
    parser.add_argument("--part", choices=("choosing", "last", "all"), default="choosing")
    parser.add_argument("--out", type=Path)
    parser.add_argument("--speed", action="store_true")
    return parser.parse_args()


def _read(path: Path) -> Iterator[Gold]:
    with gzip.open(path, "rt", encoding="utf-8") if path.suffix == ".gz" else path.open(encoding="utf-8") as file:
        yield from map(json.loads, file)


def _is_of(name: str, part: str) -> bool:
    odd = int(hashlib.sha1(name.encode()).hexdigest(), 16) % 2
    return part == "all" or odd == (part == "last")


def _at_spans(document: Gold, lookup: Lookup, *, by_size: bool) -> list[Gold]:
    spans = [Span(start=place["start"], end=place["end"]) for place in document["places"]]
    names, meanings = names_at(document["text"], spans, lookup)
    named = [Named(words=name.words, inside=name.inside) for name in names]
    chances = {} if by_size else resolve(named, meanings)
    rows = [
        (_largest(name.meaning) if by_size else chances[name.words][0].row) if name.meaning else None for name in names
    ]
    return [_told(name.span, row) for name, row in zip(names, rows, strict=True)]


def _largest(meaning: Meaning) -> Found:
    return max(meaning.rows, key=lambda row: row.people)


def _told(span: Span, row: Found | None) -> Gold:
    place = load_gazetteer().candidate(row.row) if row else None
    return {
        "start": span.start,
        "end": span.end,
        "lat": place.latitude if place else None,
        "lon": place.longitude if place else None,
        "geonames_id": place.geonames_id if place else None,
    }


def _end_to_end(document: Gold) -> tuple[list[Gold], float]:
    """Return what is found in a document's text as it stands, and the seconds that the stage took."""
    text = document["text"]
    lines = [Span(start=match.start(), end=match.end()) for match in re.finditer(r"\S[^\n]*", text)]
    read = make_document(text, [("paragraph", span) for span in lines])
    found = read_statements(read, load_encoder(0))
    started = time.perf_counter()
    places = read_places(read, found.statements, found.states)
    seconds = time.perf_counter() - started
    return [
        {
            "start": place.span.start,
            "end": place.span.end,
            "lat": place.resolved.latitude if place.resolved else None,
            "lon": place.resolved.longitude if place.resolved else None,
            "geonames_id": place.resolved.geonames_id if place.resolved else None,
        }
        for place in places
    ], seconds


def _reading_time(document: Gold) -> float:
    started = time.perf_counter()
    read_page(
        Page(data=document["text"].encode(), location=f"{document['id']}.txt"), settings=ReadingSettings(plain=True)
    )
    return time.perf_counter() - started


def _right(gold: Sequence[Gold], predicted: Sequence[Sequence[Gold]]) -> float:
    """Return how many of a hundred gold names with coordinates are placed right."""
    right = wanted = 0
    for document, places in zip(gold, predicted, strict=True):
        for name in document["places"]:
            if name["lat"] is None:
                continue
            wanted += 1
            best = max(places, key=lambda place: _shared(name, place), default=None)
            if best and _shared(name, best) > 0 and best["lat"] is not None:
                same = name.get("geonames_id") and name["geonames_id"] == best["geonames_id"]
                right += bool(same or _distance(name, best) <= RIGHT_KM)
    return 100 * right / max(1, wanted)


def _shared(one: Gold, other: Gold) -> int:
    return int(min(one["end"], other["end"]) - max(one["start"], other["start"]))


def _distance(one: Gold, other: Gold) -> float:
    """Return the kilometres between two points on a sphere."""
    a, b, c, d = (math.radians(value) for value in (one["lat"], one["lon"], other["lat"], other["lon"]))
    part = math.sin((c - a) / 2) ** 2 + math.cos(a) * math.cos(c) * math.sin((d - b) / 2) ** 2
    return 12742 * math.asin(min(1.0, math.sqrt(part)))


def _spans(gold: Sequence[Gold], predicted: Sequence[Sequence[Gold]], *, exact: bool) -> tuple[float, float, float]:
    hits = told = wanted = 0
    for document, places in zip(gold, predicted, strict=True):
        left = list(places)
        told, wanted = told + len(places), wanted + len(document["places"])
        for name in document["places"]:
            same = [p for p in left if (p["start"], p["end"]) == (name["start"], name["end"])]
            near = same if exact else same or [p for p in left if _shared(name, p) > 0]
            if near:
                left.remove(near[0])
                hits += 1
    precision, recall = 100 * hits / max(1, told), 100 * hits / max(1, wanted)
    return precision, recall, 2 * precision * recall / max(1e-9, precision + recall)


def _resolved(predicted: Sequence[Sequence[Gold]]) -> float:
    places = [place for each in predicted for place in each]
    return 100 * sum(place["lat"] is not None for place in places) / max(1, len(places))


if __name__ == "__main__":
    main()
