"""Let a ledger be written, read, exported and forgotten from at once, and print what load it held and what broke.

usage: python -m benchmarks.soak LEDGER [--minutes N] [--writers N] [--readers N] [--forgetters N] [--exports N]

LEDGER is a file or the URL of a database; pages of `made_pages` are added to what is there. Each of those who use it is
a process that opens the ledger as `sayso` does. An export is read as by a slow client. What fails is counted by what it
says, and the exit status is 1 where anything did or where the ledger is not whole at the end.
"""

from __future__ import annotations

import argparse
import multiprocessing
import os
import random
import statistics
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import count, islice

from sqlalchemy import Connection, text

from benchmarks.made_pages import NOUNS, make_reading, make_world
from sayso.errors import LedgerError, SaysoError, UnknownId
from sayso.export import ExportOptions, stream
from sayso.ledger import Query, open_ledger
from sayso.ledger.ledger import Ledger

Act = Callable[[], object]
_REST = {"writer": 0.0, "reader": 0.0, "forgetter": 5.0, "export": 0.5}  # seconds between two acts
_FIRST = 50  # pages that stand there before anybody comes


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What one process did: seconds of each act, and what failed."""

    role: str
    seconds: Sequence[float]
    errors: Counter[str]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("ledger")
    parser.add_argument("--minutes", type=float, default=2)
    for role, number in (("writers", 2), ("readers", 3), ("forgetters", 1), ("exports", 2)):
        parser.add_argument(f"--{role}", type=int, default=number)
    given = parser.parse_args()
    with open_ledger(given.ledger) as ledger:
        pages = writing(ledger, random.Random(0))
        for _ in range(_FIRST):
            next(pages)()
    roles = [role for role in _REST for _ in range(getattr(given, f"{role}s"))]
    print(f"load before {os.getloadavg()[0]:.1f}, {given.minutes:g} minutes")
    with multiprocessing.get_context("spawn").Pool(len(roles)) as pool:
        told = pool.starmap(
            work, [(given.ledger, role, number, given.minutes * 60) for number, role in enumerate(roles)], 1
        )
    failed = show(told, given.minutes * 60)
    with open_ledger(given.ledger, create=False) as ledger:
        broken = list(faults(ledger))
        status = ledger.status()
    print(f"{status.pages:,} pages, {status.statements:,} statements, {status.forgotten:,} forgotten")
    print("\n".join(broken) or "the ledger is whole")
    raise SystemExit(bool(broken) or failed)


def work(target: str, role: str, number: int, lasting: float) -> Told:
    """Do what the role does for so many seconds, once the ledger is open."""
    chance, seconds, errors = random.Random(f"{role} {number} {time.time_ns()}"), [], Counter[str]()
    with open_ledger(target) as ledger:
        acts, until = ROLES[role](ledger, chance), time.time() + lasting
        while time.time() < until:
            act, started = next(acts), time.perf_counter()
            try:
                act()
            except UnknownId:  # forgotten meanwhile
                pass
            except SaysoError as error:
                errors[str(error).removeprefix(f"{ledger.name}: ")] += 1
            except Exception as error:
                errors[f"{type(error).__name__}: {error}"[:200]] += 1
            seconds.append(time.perf_counter() - started)
            time.sleep(max(0.0, min(_REST[role], until - time.time())))
    return Told(role=role, seconds=seconds, errors=errors)


def writing(ledger: Ledger, chance: random.Random) -> Iterator[Act]:
    """Yield what stores one page more."""
    world = make_world(chance)
    for number in count(chance.randrange(1 << 40)):
        reading = make_reading(world, number % 1_000_000, at_most=30)
        yield lambda reading=reading: ledger.store(reading)


def reading(ledger: Ledger, chance: random.Random) -> Iterator[Act]:
    """Yield questions, each as it comes up on a page of the web application or in the API."""

    def page() -> str:
        return chance.choice(ledger.documents(limit=50)).page_id

    questions: Sequence[Act] = (
        lambda: list(islice(ledger.search(Query(words=chance.choice(NOUNS), limit=50)), 50)),
        lambda: list(ledger.search(Query(words="zzyzx", limit=50))),
        lambda: list(ledger.search(Query(act="deny", limit=50))),
        lambda: ledger.facets(Query(words=chance.choice(NOUNS))),
        lambda: ledger.documents(words=chance.choice(NOUNS)),
        ledger.sources,
        lambda: ledger.said_by(chance.choice(ledger.sources(limit=50)).key),
        lambda: ledger.reading(page()),
        lambda: ledger.alike(ledger.reading(page()).statements[0].id),
    )
    while True:
        yield chance.choice(questions)


def forgetting(ledger: Ledger, chance: random.Random) -> Iterator[Act]:
    """Yield what forgets a page."""
    while True:
        yield lambda: ledger.forget(chance.choice(ledger.documents(limit=50)).page_id)


def exporting(ledger: Ledger, chance: random.Random) -> Iterator[Act]:
    """Yield exports, read as by a client that is slow at times."""

    def export() -> None:
        for part in islice(stream("jsonl", ledger, Query(words=chance.choice(NOUNS)), ExportOptions()), 200):
            if part and chance.random() < 0.05:
                time.sleep(0.2)

    while True:
        yield export


ROLES: dict[str, Callable[[Ledger, random.Random], Iterator[Act]]] = {
    "writer": writing,
    "reader": reading,
    "forgetter": forgetting,
    "export": exporting,
}


def show(told: Sequence[Told], seconds: float) -> bool:
    """Print the load that was held and what failed; return whether anything did."""
    print(f"{'':12}{'processes':>10}{'acts':>8}{'a second':>10}{'p50 ms':>9}{'p95 ms':>9}{'errors':>8}")
    for role in _REST:
        those = [each for each in told if each.role == role]
        times = sorted(second for each in those for second in each.seconds)
        errors = sum((each.errors for each in those), Counter[str]())
        if len(times) > 1:
            late = statistics.quantiles(times, n=20)[-1]
            figures = f"{len(times) / seconds:10.2f}{statistics.median(times) * 1e3:9.1f}{late * 1e3:9.1f}"
            print(f"{role:12}{len(those):10}{len(times):8}{figures}{errors.total():8}")
        for said, number in errors.most_common():
            print(f"    {number} × {said}")
    return any(each.errors for each in told)


def faults(ledger: Ledger) -> Iterator[str]:
    """Yield what is wrong with a ledger: damage, rows that hold on to nothing, counts that are not right."""
    with ledger._engine.connect() as connection:
        yield from _damage(connection)
        for what, query in _WRONG.items():
            number = connection.execute(text(query)).scalar()
            if number:
                yield f"{number:,} {what}"
    try:
        for each in ledger.current():
            assert each.failure or each.document
    except LedgerError as error:
        yield str(error)


def _damage(connection: Connection) -> Iterator[str]:
    if connection.dialect.name == "sqlite":
        found = connection.exec_driver_sql("PRAGMA integrity_check").scalars().all()
        yield from (each for each in found if each != "ok")
        yield from (f"no such row: {each}" for each in connection.exec_driver_sql("PRAGMA foreign_key_check").all())
        for words in ("statement_words", "document_words"):
            connection.exec_driver_sql(f"INSERT INTO {words} ({words}) VALUES ('integrity-check')")


_WRONG = {
    "statements without words": "SELECT count(*) FROM statements WHERE key NOT IN (SELECT rowid FROM statement_words)",
    "words of no statement": "SELECT count(*) FROM statement_words WHERE rowid NOT IN (SELECT key FROM statements)",
    "words of no document": "SELECT count(*) FROM document_words WHERE rowid NOT IN (SELECT key FROM documents)",
    "likenesses of no statement": "SELECT count(*) FROM likenesses"
    " WHERE statement_key NOT IN (SELECT key FROM statements)",
    "pages with text and no current reading": "SELECT count(*) FROM pages WHERE forgotten_at IS NULL"
    " AND key NOT IN (SELECT page_key FROM current_readings)",
    "forgotten pages with something left": "SELECT count(*) FROM pages WHERE forgotten_at IS NOT NULL"
    " AND (data IS NOT NULL OR key IN (SELECT page_key FROM documents))",
    "sources whose sums are wrong": "SELECT count(*) FROM sources LEFT JOIN (SELECT source_id, sum(statements) AS said,"
    " count(*) AS stood FROM source_pages GROUP BY source_id) AS summed ON source_id = id"
    " WHERE said IS NULL OR said <> statements OR stood <> pages",
    "statements of sources that are not counted": "SELECT (SELECT count(*) FROM statements JOIN current_readings"
    " ON current_readings.reading_key = statements.reading_key WHERE source_id IS NOT NULL AND layer = 'article'"
    " AND status <> 'rejected') - (SELECT coalesce(sum(statements), 0) FROM sources)",
}


if __name__ == "__main__":
    main()
