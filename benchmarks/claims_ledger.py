"""Print how long the claims of a ledger take: to follow a page that is added, to be found and told, to be made anew.

usage: python -m benchmarks.claims_ledger LEDGER [--statements N] [--pages N] [--seed N]

LEDGER is a file that is not there yet. Pages are made up as `stories` does; every statement has a mention of its
content. Of the pages that fill the ledger only the mentions are kept, which is all that claims ask of them. All times
are processor time of this process, in milliseconds: the 95th percentile and the median.
"""

from __future__ import annotations

import argparse
import random
import resource
import statistics
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from itertools import islice
from pathlib import Path

from benchmarks.made_pages import World, make_world
from benchmarks.stories import make_pages
from sayso.claims.linking.likeness import Array
from sayso.claims.linking.told import Told
from sayso.ledger import ClaimQuery, open_ledger
from sayso.ledger.claims import pairs
from sayso.ledger.ledger import Ledger
from sayso.ledger.store.connections import WRITING
from sayso.ledger.write import readings as write
from sayso.records import Reading

PAGES_AT_ONCE = 100
WARM = 10  # pages that are added before any is timed


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("ledger", type=Path)
    parser.add_argument("--statements", type=int, default=100_000)
    parser.add_argument("--pages", type=int, default=100, help="pages added one by one, and questions of each kind")
    parser.add_argument("--seed", type=int, default=1)
    arguments = parser.parse_args()
    if arguments.ledger.exists():
        parser.error(f"{arguments.ledger} is there already")
    world = make_world(random.Random(arguments.seed))
    made = make_pages(world)
    with open_ledger(arguments.ledger) as ledger:
        count = fill(ledger, made, arguments.statements)
        print(f"{count:,} statements")
        compared = counting()
        print(f"making all anew: {busy(ledger.rebuild_claims) / 1000:.1f} s, {peak():.2f} GB", flush=True)
        print(f"{sum(compared) / count:.2f} pairs compared a statement")
        for each in islice(made, WARM):
            ledger.store(each)
        compared.clear()
        linked = following()
        measure("adding a page", [add(ledger, each) for each in islice(made, arguments.pages)])
        measure("linking it", linked)
        measure("pairs compared for it", compared)
        measure("adding it without mentions", [bare(ledger, each) for each in islice(made, arguments.pages)])
        ask(ledger, world, arguments.pages)


def counting() -> list[float]:
    """Return a list that takes how many pairs are compared each time."""
    counted: list[float] = []
    compare = pairs.same_claim

    def counted_too(both: Iterable[tuple[Told, Told]]) -> Array:
        given = list(both)
        counted.append(len(given))
        return compare(given)

    pairs.same_claim = counted_too
    return counted


def following() -> list[float]:
    """Return a list that takes the milliseconds for which claims follow each page."""
    times: list[float] = []
    follow = write.follow_page
    write.follow_page = lambda *given: times.append(busy(lambda: follow(*given)))
    return times


def peak() -> float:
    """Return how many GB this process took at most so far."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6


def fill(ledger: Ledger, made: Iterator[Reading], wanted: int) -> int:
    """Store pages whose claims are not followed; return how many statements they have."""
    following, count = write.follow_page, 0
    write.follow_page = lambda *_: None
    try:
        while count < wanted:
            with ledger._engine.execution_options(**WRITING).begin() as connection:
                for each in islice(made, PAGES_AT_ONCE):
                    write.store_reading(connection, replace(each, statements=()), keep=False, again=False)
                    count += len(each.mentions)
                    if count >= wanted:
                        break
    finally:
        write.follow_page = following
    return count


def add(ledger: Ledger, reading: Reading) -> float:
    """Store a page and return the milliseconds that took."""
    return busy(lambda: ledger.store(reading))


def bare(ledger: Ledger, reading: Reading) -> float:
    """Store a page without its mentions."""
    return add(ledger, replace(reading, mentions=()))


def ask(ledger: Ledger, world: World, rounds: int) -> None:
    """Ask for claims in every way, and print how long that took."""
    chance = world.chance
    entries = ledger.find_claims(ClaimQuery(limit=5000))
    print(f"{len(entries):,} claims looked at; the largest has {max(each.mentions for each in entries):,} mentions")
    great = sorted(entries, key=lambda each: -each.mentions)[:20]
    voices = [voice.entity for voice in world.voices[:200] if voice.entity]
    documents = ledger.documents(limit=200)
    hits = [statement.id for page in documents[:20] for statement in ledger.reading(page.reading_id).statements]
    questions: dict[str, Callable[[], object]] = {
        "find_claims: all": ledger.find_claims,
        "find_claims: common word": lambda: ledger.find_claims(ClaimQuery(words="state")),
        "find_claims: two words": lambda: ledger.find_claims(ClaimQuery(words=f"closed {chance.choice(world.places)}")),
        "find_claims: contested": lambda: ledger.find_claims(ClaimQuery(contested=True)),
        "find_claims: holder": lambda: ledger.find_claims(ClaimQuery(holder=chance.choice(voices))),
        "find_claims: page": lambda: ledger.find_claims(ClaimQuery(page_id=chance.choice(documents).page_id)),
        "find_claims: five origins": lambda: ledger.find_claims(ClaimQuery(origins=5)),
        "find_claims: a thousand origins": lambda: ledger.find_claims(ClaimQuery(origins=1000)),
        "find_claims: behind a cursor": lambda: ledger.find_claims(ClaimQuery(after=chance.choice(entries).cursor)),
        "claim": lambda: ledger.claim(chance.choice(entries).id),
        "claim: the largest": lambda: ledger.claim(chance.choice(great).id),
        "claims_of a page": lambda: ledger.claims_of(chance.sample(hits, 25)),
    }
    for name, question in questions.items():
        question()
        measure(name, [busy(question) for _ in range(rounds)])


def busy(work: Callable[[], object]) -> float:
    """Return how many milliseconds this process worked."""
    started = time.process_time()
    work()
    return (time.process_time() - started) * 1e3


def measure(name: str, times: list[float]) -> None:
    """Print the 95th percentile and the median."""
    print(f"{name:40}{statistics.quantiles(times, n=20)[-1]:9.1f}{statistics.median(times):9.1f}", flush=True)


if __name__ == "__main__":
    main()
