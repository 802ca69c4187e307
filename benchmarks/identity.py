"""Score whom pronouns are taken for: how often a name that is given is right, and how many are given.

usage: python -m benchmarks.identity [--gap gap.jsonl.gz] [--gum gum_coref.jsonl.gz] [--cases FILE.jsonl…]

GAP is its test part, GUM the ten documents that `training.identity` keeps unseen; there a pronoun is asked about where
it stands, without statements, of the head alone. Cases are texts of ours, JSON lines of {"id", "text", "cases":
[{"word", "start", "who"}]}, `who` a name or null: there the whole page is read, and the name is that of the statement
whose source is that word. For each a nearest-name baseline is printed beside: the last name before the pronoun that its
kind allows. `precision` is of the names given, `coverage` the share of all that have a name and were given the right
one. Needs the extra `training`.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from training.documents import make_document
from training.identity import PRONOUNS, gap_answer, read_lines, split_gum
from training.trust import same_name, states_of

import sayso
from sayso.language.heads import load_heads
from sayso.pages.offsets import locate
from sayso.records import Page, Span
from sayso.statements.identify import Reader
from sayso.statements.identify.reference import Referents, mention_kind
from sayso.statements.identify.text import read_text

_OF_PERSONS = frozenset(("he", "she", "i"))


@dataclass(slots=True)
class Tally:
    """Pronouns asked about, those with a name, names given and right."""

    asked: int = 0
    nameable: int = 0
    given: int = 0
    right: int = 0

    def count(self, wanted: Iterable[str], given: str | None) -> None:
        """Count one pronoun: the names that are right for it, none where it has none, and the one given."""
        names = list(wanted)
        self.asked += 1
        self.nameable += bool(names)
        self.given += given is not None
        self.right += given is not None and any(same_name(name, given) for name in names)

    def tell(self) -> str:
        """Return the figures in words."""
        precision, coverage = 100 * self.right / max(self.given, 1), 100 * self.right / max(self.nameable, 1)
        return (
            f"{self.asked:5d} asked, {self.nameable:5d} with a name, {self.given:5d} given, "
            f"precision {precision:5.1f}, coverage {coverage:5.1f}"
        )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--gap", type=Path)
    parser.add_argument("--gum", type=Path)
    parser.add_argument("--cases", type=Path, nargs="*", default=[])
    parser.add_argument("--part", default="test", help="of GAP: development, validation or test")
    parser.add_argument("--show", action="store_true", help="print what differs")
    given = parser.parse_args()
    if given.gap:
        tell("GAP", _gap(row for row in read_lines(given.gap) if row["part"] == given.part))
    if given.gum:
        tell("GUM", _gum(split_gum(given.gum)[2]))
    for path in given.cases:
        rows = map(json.loads, path.read_text(encoding="utf-8").splitlines())
        tell(path.stem, _cases(rows, show=given.show))


def tell(name: str, asked: Iterator[tuple[list[str], str | None, str | None]]) -> None:
    """Print both tallies of (right names, name given, name nearest)."""
    ours, nearest = Tally(), Tally()
    for wanted, given, near in asked:
        ours.count(wanted, given)
        nearest.count(wanted, near)
    print(f"{name:16s} sayso    {ours.tell()}\n{'':16s} nearest  {nearest.tell()}")


class Asked:
    """A text in which pronouns are asked about."""

    def __init__(self, written: str) -> None:
        self.text = read_text(written)
        self.heads = load_heads()
        reader = Reader(states=states_of(make_document(written)), heads=self.heads)
        self.referents = Referents(self.text, {}, {}, reader)

    def name(self, span: Span) -> str | None:
        """Return the name that the head alone finds likelier than the bound; the rules have no say here."""
        best = next(iter(self.referents.candidates(span)), None)
        return best.voice.entity if best and best.chance >= self.heads.bound else None

    def nearest(self, span: Span, kind: str) -> str | None:
        """Return the last name before a place."""
        word = next((n for n, one in enumerate(self.text.words) if one.end > span.start), len(self.text.words))
        for _, figure in self.text.cast.before(word):
            if figure.person == (kind in _OF_PERSONS) and not figure.plural:
                return figure.name
        return None


def _gap(rows: Iterable[dict[str, Any]]) -> Iterator[tuple[list[str], str | None, str | None]]:
    for row in rows:
        asked, kind = Asked(row["text"]), mention_kind(row["pronoun"])
        start = int(row["pronoun_offset"])
        span = Span(start=start, end=start + len(row["pronoun"]))
        meant = gap_answer(row)
        yield [row[meant]] if meant else [], asked.name(span), asked.nearest(span, kind)


def _gum(documents: Iterable[dict[str, Any]]) -> Iterator[tuple[list[str], str | None, str | None]]:
    for document in documents:
        written, asked = document["text"], Asked(document["text"])
        names: dict[str, list[str]] = {}
        for mention in document["mentions"]:
            words = written[mention["start"] : mention["end"]]
            if mention_kind(words) == "name":
                names.setdefault(mention["entity"], []).append(words)
        for mention in document["mentions"]:
            kind = mention_kind(written[mention["start"] : mention["end"]])
            if kind in PRONOUNS:
                span = Span(start=mention["start"], end=mention["end"])
                yield names.get(mention["entity"], []), asked.name(span), asked.nearest(span, kind)


def _cases(rows: Iterable[dict[str, Any]], *, show: bool) -> Iterator[tuple[list[str], str | None, str | None]]:
    for row in rows:
        asked = Asked(row["text"])
        reading = sayso.read_page(Page(data=row["text"].encode(), location=row["id"]))
        found = {}
        for statement in reading.statements:
            offsets = reading.document.offsets if reading.document else ()
            place = locate(offsets, statement.source[0]) if statement.source else None
            if place:
                found[place.start, place.end] = statement
        for case in row["cases"]:
            span = Span(start=case["start"], end=case["start"] + len(case["word"]))
            statement = found.get((span.start, span.end))
            given = statement.entity if statement else None
            if show and (given or "") != (case["who"] or ""):
                doubt = statement.candidates if statement else "no statement"
                print(f"  {row['id']} {case['word']} {case['verb']}: {case['who']}, given {given}, {doubt}")
            yield [case["who"]] if case["who"] else [], given, asked.nearest(span, mention_kind(case["word"]))


if __name__ == "__main__":
    main()
