"""Time every page of a ledger in a running application: 50th and 95th percentile, by the clock and of processor time.

usage: python -m benchmarks.web LEDGER [--rounds N]      (a ledger of benchmarks.make_ledger, say)

Each round asks for other pages, statements, sources and words than the one before. What is timed is the whole answer,
made and sent within this process. Beside other work by the clock tells little; processor time then tells more.
"""

from __future__ import annotations

import argparse
import os
import random
import time
from collections.abc import Callable, Iterator, Sequence
from itertools import islice

from fastapi.testclient import TestClient

from sayso.labels import ACTS
from sayso.ledger import Query, open_ledger
from sayso.web import create_app


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("ledger")
    parser.add_argument("--rounds", type=int, default=40)
    given = parser.parse_args()
    asked = dict(addresses(given.ledger))
    print(f"load before {os.getloadavg()[0]:.1f}")
    print(f"{'ms':<28}{'p50':>8}{'p95':>8}{'cpu p50':>9}{'cpu p95':>9}{'kB':>7}")
    with TestClient(create_app(given.ledger), base_url="http://127.0.0.1") as client:
        for name, address in asked.items():
            taken, size = time_page(client, address, given.rounds)
            clock, work = (sorted(times) for times in zip(*taken, strict=True))
            shown = f"{name:<28}{middle(clock):>8.1f}{late(clock):>8.1f}{middle(work):>9.1f}{late(work):>9.1f}"
            print(f"{shown}{size / 1000:>7.0f}", flush=True)


def middle(times: Sequence[float]) -> float:
    """Return the 50th percentile of sorted times."""
    return times[len(times) // 2]


def late(times: Sequence[float]) -> float:
    """Return the 95th percentile of sorted times."""
    return times[min(int(len(times) * 0.95), len(times) - 1)]


def time_page(client: TestClient, address: Callable[[], str], rounds: int) -> tuple[list[tuple[float, float]], int]:
    """Return the milliseconds of each round, by the clock and of work, and the bytes of the largest answer."""
    taken, size = [], 0
    for at in range(rounds + 3):
        where = address()
        started, worked = time.perf_counter(), time.process_time()
        answer = client.get(where)
        spent = 1000 * (time.perf_counter() - started), 1000 * (time.process_time() - worked)
        if answer.status_code != 200:
            raise SystemExit(f"{where}: {answer.status_code}")
        size = max(size, len(answer.content))
        if at >= 3:  # the first ones load templates
            taken.append(spent)
    return taken, size


def addresses(target: str) -> Iterator[tuple[str, Callable[[], str]]]:
    """Yield the name of each kind of page, and what makes an address of it."""
    chance = random.Random(7)
    with open_ledger(target, create=False) as ledger:
        pages = [entry.page_id for entry in ledger.documents(limit=400)]
        sources = ledger.sources(limit=400)
        hits = list(islice(ledger.search(Query()), 0, 4000, 10))
        far = ledger.documents(limit=1000)[-1].cursor
        deep = list(ledger.search(Query(limit=3000)))[-1].cursor
    words = sorted({word for hit in hits for part in hit.content for word in part.split() if word.isalpha()})
    yield "library", lambda: "/"
    yield "library, far down", lambda: f"/?after={far}"
    yield "library by words", lambda: f"/?q={chance.choice(words)}"
    yield "search, all", lambda: "/search"
    yield "search, far down", lambda: f"/search?after={deep}"
    yield "search by a word", lambda: f"/search?q={chance.choice(words)}"
    yield "search by two words", lambda: f"/search?q={chance.choice(words)}+{chance.choice(words)}"
    yield "search by act", lambda: f"/search?act={chance.choice(ACTS)}"
    yield "search by act and word", lambda: f"/search?denies=1&q={chance.choice(words)}"
    yield "search by day", lambda: "/search?since=2020-01-01&until=2020-12-31"
    yield "article", lambda: f"/pages/{chance.choice(pages)}"
    yield "statement", lambda: f"/statements/{chance.choice(hits).statement.id}"
    yield "sources", lambda: "/sources"
    yield "sources by name", lambda: f"/sources?q={chance.choice(sources).name.split()[0]}"
    yield "source, the largest", lambda: f"/sources/{sources[0].key}"
    yield "source, any", lambda: f"/sources/{chance.choice(sources).key}"
    yield "events", lambda: "/events"
    yield "compare, choosing", lambda: "/compare"
    yield "compare, six articles", lambda: f"/compare?{'&'.join(f'page={each}' for each in chance.sample(pages, 6))}"
    yield "review of a page", lambda: f"/pages/{chance.choice(pages)}/review"
    yield "review of a statement", lambda: f"/statements/{chance.choice(hits).statement.id}/review"


if __name__ == "__main__":
    main()
