"""Print how long a ledger takes to answer: the median and the 95th percentile of each question, in milliseconds.

usage: python -m benchmarks.ledger LEDGER [--rounds N] [--seed N]

LEDGER is best one of `make_ledger`. Every question is asked with words, sources, days and cursors drawn from the
ledger itself, after three that are not counted. A page of a list is 50 entries. `cpu` is the time this process worked:
on a busy machine the other figures hold its waiting too; with PostgreSQL the server's work is not in it.
"""

from __future__ import annotations

import argparse
import gc
import os
import random
import statistics
import time
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import islice

from sayso.ledger import Hit, Query, SourceEntry, open_ledger
from sayso.ledger.ledger import Ledger
from sayso.ledger.store.folding import fold

PAGE = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class Sample:
    """What to ask a ledger about: hits and cursors from all over it, words by how common they are, its sources."""

    chance: random.Random
    hits: Sequence[Hit]
    common: Sequence[str]
    rare: Sequence[str]
    great: Sequence[SourceEntry]
    small: Sequence[SourceEntry]

    def hit(self) -> Hit:
        """Return any statement."""
        return self.chance.choice(self.hits)

    def day(self) -> date:
        """Return a day on which something was published."""
        return date.fromisoformat(self.hit().published or "2020-01-01")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("ledger")
    parser.add_argument("--rounds", type=int, default=40)
    parser.add_argument("--seed", type=int, default=1)
    arguments = parser.parse_args()
    with open_ledger(arguments.ledger, create=False) as ledger:
        status = ledger.status()
        print(f"{status.pages:,} pages, {status.statements:,} statements; load before {os.getloadavg()[0]:.1f}")
        sample = draw(ledger, random.Random(arguments.seed))
        gc.freeze()  # what was drawn is no part of answering, nor is looking through it for garbage
        print(f"{'ms':44}{'p50':>9}{'p95':>9}{'cpu p50':>9}{'cpu p95':>9}{'found':>8}")
        for name, ask in questions(ledger, sample).items():
            measure(name, ask, arguments.rounds)


def draw(ledger: Ledger, chance: random.Random) -> Sample:
    """Go through the ledger once, and choose what to ask."""
    hits = [hit for hit in ledger.search(Query()) if chance.random() < 0.02]
    counted = Counter(word for hit in hits for word in set(fold(" ".join(hit.content)).split()))
    sources = ledger.sources(limit=100_000)
    return Sample(
        chance=chance,
        hits=hits,
        common=[word for word, _ in counted.most_common(30)],
        rare=[word for word, count in counted.items() if count == 1],
        great=sources[:5],
        small=sources[len(sources) // 2 :],
    )


def questions(ledger: Ledger, sample: Sample) -> Mapping[str, Callable[[], Sequence[object]]]:
    """Return every question by name."""
    chance = sample.chance

    def page(query: Query) -> Sequence[Hit]:
        return list(islice(ledger.search(replace(query, limit=PAGE)), PAGE))

    def word(words: Sequence[str]) -> str:
        return chance.choice(words)

    def month(query: Query) -> Query:
        first = sample.day()
        return replace(query, since=first, until=first + timedelta(days=30))

    labels: dict[str, Callable[[], Sequence[object]]] = {
        "search: all": lambda: page(Query()),
        "search: common word": lambda: page(Query(words=word(sample.common))),
        "search: two common words": lambda: page(Query(words=f"{word(sample.common)} {word(sample.common)}")),
        "search: rare word": lambda: page(Query(words=word(sample.rare))),
        "search: word that is not there": lambda: page(Query(words="zzyzx")),
        "search: common word and act": lambda: page(Query(words=word(sample.common), act="condemn")),
        "search: rare and common word": lambda: page(Query(words=f"{word(sample.rare)} {word(sample.common)}")),
        "search: phrase": lambda: page(Query(words='"was never ordered"')),
        "search: act": lambda: page(Query(act=chance.choice(("deny", "show", "condemn", "assert")))),
        "search: denies, kind, naming, form, stance": lambda: page(
            Query(denies=True, kind="ngo", naming="body", form="direct", stance="undercut")
        ),
        "search: no such act": lambda: page(Query(act="threaten", form="indirect")),
        "search: outlet": lambda: page(Query(outlet=sample.hit().outlet)),
        "search: 30 days": lambda: page(month(Query())),
        "search: 30 days, word, act": lambda: page(month(Query(words=word(sample.common), act="deny"))),
        "search: source words": lambda: page(Query(source=" ".join(sample.hit().source))),
        "search: origin": lambda: page(Query(origin=sample.hit().statement.origin or "council")),
        "search: entity": lambda: page(Query(entity=chance.choice(sample.great).name)),
        "search: page": lambda: page(Query(page_id=sample.hit().page_id)),
        "search: location": lambda: page(Query(location=sample.hit().location)),
        "search: rejected": lambda: page(Query(status="rejected")),
        "search: behind a cursor": lambda: page(Query(after=sample.hit().cursor)),
        "search: common word behind a cursor": lambda: page(
            Query(words=word(sample.common), after=sample.hit().cursor)
        ),
        "search: act behind a cursor": lambda: page(Query(act="deny", after=sample.hit().cursor)),
        "search: outlet behind a cursor": lambda: page(Query(outlet=sample.hit().outlet, after=sample.hit().cursor)),
        "search: comments too": lambda: page(Query(comments=True, words=word(sample.common))),
    }
    deep = ledger.documents(limit=100_000)
    lists: dict[str, Callable[[], Sequence[object]]] = {
        "documents": ledger.documents,
        "documents: behind a cursor": lambda: ledger.documents(after=chance.choice(deep).cursor),
        "documents: common word": lambda: ledger.documents(words=word(sample.common)),
        "documents: outlet, since a day": lambda: ledger.documents(outlet=sample.hit().outlet, since=sample.day()),
        "documents: location": lambda: ledger.documents(location=sample.hit().location),
        "sources": ledger.sources,
        "sources: words": lambda: ledger.sources(words=chance.choice(sample.small).name[:4]),
        "sources: kind": lambda: ledger.sources(kind="expert"),
        "sources: behind a cursor": lambda: ledger.sources(after=chance.choice(sample.small).cursor),
        "source": lambda: [ledger.source(chance.choice(sample.great).key)],
        "said_by: great source": lambda: ledger.said_by(chance.choice(sample.great).key),
        "said_by: small source": lambda: ledger.said_by(chance.choice(sample.small).key),
        "said_by: behind a cursor": lambda: behind(ledger, chance.choice(sample.great).key),
        "alike": lambda: ledger.alike(sample.hit().statement.id),
        "statement": lambda: [ledger.statement(sample.hit().statement.id)],
        "reading": lambda: ledger.reading(sample.hit().page_id).statements,
        "facets: all": lambda: [ledger.facets(Query())],
        "facets: common word": lambda: [ledger.facets(Query(words=word(sample.common)))],
        "facets: rare word": lambda: [ledger.facets(Query(words=word(sample.rare)))],
        "facets: act": lambda: [ledger.facets(Query(act="deny"))],
        "facets: outlet": lambda: [ledger.facets(Query(outlet=sample.hit().outlet))],
        "facets: 30 days": lambda: [ledger.facets(month(Query()))],
        "status": lambda: [ledger.status()],
    }
    return labels | lists


def behind(ledger: Ledger, key: str) -> Sequence[object]:
    """Return the second page of what a source said; the first is timed too."""
    first = ledger.said_by(key, limit=1)
    return ledger.said_by(key, after=first[-1].cursor)


def measure(name: str, ask: Callable[[], Sequence[object]], rounds: int) -> None:
    """Ask again and again, and print how long it took."""
    for _ in range(3):
        ask()
    seconds, busy, found = [], [], 0
    for _ in range(rounds):
        started, worked = time.perf_counter(), time.process_time()
        found = max(found, len(ask()))
        seconds.append(time.perf_counter() - started)
        busy.append(time.process_time() - worked)
    figures = (each(times) * 1e3 for times in (seconds, busy) for each in (statistics.median, _slow))
    print(f"{name:44}{''.join(f'{each:9.1f}' for each in figures)}{found:8}", flush=True)


def _slow(times: Sequence[float]) -> float:
    return statistics.quantiles(times, n=20)[-1]


if __name__ == "__main__":
    main()
