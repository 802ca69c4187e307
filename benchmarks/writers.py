"""Print how many pages a second several processes store in one ledger, and how many of them wait for one another.

usage: python -m benchmarks.writers LEDGER [--writers N] [--pages N]

Each process stores pages as `make_ledger` makes them, of the same people, so that all count the same sources. On
PostgreSQL its sessions are looked at twenty times a second meanwhile: how many are at work, and how many of those wait
for a lock, and for which kind.
"""

from __future__ import annotations

import argparse
import random
import time
from collections import Counter
from concurrent.futures import ProcessPoolExecutor
from itertools import islice
from multiprocessing import get_context

from sqlalchemy import text

from benchmarks.make_ledger import make_readings, make_world
from sayso.ledger import open_ledger
from sayso.ledger.ledger import Ledger

ACTIVE = text(
    "SELECT coalesce(wait_event, '') FROM pg_stat_activity WHERE datname = current_database() "
    "AND pid <> pg_backend_pid() AND state = 'active' AND (wait_event_type = 'Lock' OR wait_event_type IS NULL)"
)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("ledger")
    parser.add_argument("--writers", type=int, default=8)
    parser.add_argument("--pages", type=int, default=100, help="of each writer")
    arguments = parser.parse_args()
    with open_ledger(arguments.ledger) as ledger, ProcessPoolExecutor(arguments.writers, get_context("spawn")) as pool:
        start = time.time() + 5 + 3 * arguments.writers  # when all have made their pages
        work = [pool.submit(store, arguments.ledger, arguments.pages, start) for _ in range(arguments.writers)]
        time.sleep(max(0, start - time.time()))
        looked, seen = 0, Counter[str]()
        while not all(each.done() for each in work):
            looked, seen = looked + 1, seen + Counter(look(ledger))
            time.sleep(0.05)
        failed = Counter(line for each in work for line in each.result()[1])
        seconds = max(each.result()[0] for each in work) - start
    stored = arguments.writers * arguments.pages - failed.total()
    print(f"{stored} pages by {arguments.writers} writers in {seconds:.1f} s: {stored / seconds:.1f} a second")
    print(f"failed: {failed.total()}", *failed)
    for event, number in seen.most_common():
        print(f"sessions {'waiting for ' + event if event else 'at work'}: {number / looked:.2f}")


def store(target: str, pages: int, start: float) -> tuple[float, list[str]]:
    """Store pages from a moment on; return when all were stored, and what failed."""
    world = make_world(random.Random(1))
    world.chance.seed()
    readings, failed = list(islice(make_readings(world, 10**9), pages)), []
    with open_ledger(target) as ledger:
        time.sleep(max(0, start - time.time()))
        for reading in readings:
            try:
                ledger.store(reading)
            except Exception as error:  # counted and told
                failed.append(str(error))
    return time.time(), failed


def look(ledger: Ledger) -> list[str]:
    """Return what each session at work waits for, "" for nothing."""
    if ledger._engine.dialect.name == "sqlite":
        return []
    with ledger._engine.connect() as connection:
        return list(connection.execute(ACTIVE).scalars())


if __name__ == "__main__":
    main()
