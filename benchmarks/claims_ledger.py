"""Print how long the claims of a ledger take: to follow a page that is added, to be found and told, to be made anew.

usage: python -m benchmarks.claims_ledger LEDGER [--statements N] [--pages N] [--seed N]

LEDGER is a file that is not there yet. Pages are made up as for `make_ledger`; every statement has a mention of its
content, with a vector made of its words. They are compared by the words that they share, in place of weights, which
costs more. All figures are processor time of this process, in milliseconds: the 95th percentile and the median.
"""

from __future__ import annotations

import argparse
import random
import statistics
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from functools import lru_cache
from hashlib import blake2b
from itertools import islice
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from benchmarks.made_pages import World, make_readings, make_world
from sayso.claims.linking.pairs import Array, features
from sayso.claims.linking.told import Told
from sayso.claims.mentions.read import make_mention
from sayso.ledger import ClaimQuery, open_ledger
from sayso.ledger.claims import pairs
from sayso.ledger.ledger import Ledger
from sayso.ledger.store.connections import WRITING
from sayso.ledger.write import readings as write
from sayso.records import Mention, Reading

WIDTH = 128  # of a vector
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
    pairs.same_claim = by_words
    chance = random.Random(arguments.seed)
    world = make_world(chance)
    made = with_mentions(world, make_readings(world, arguments.statements + 60 * arguments.pages + 30 * WARM))
    with open_ledger(arguments.ledger) as ledger:
        count = fill(ledger, made, arguments.statements)
        print(f"{count:,} statements")
        print(f"making all anew: {busy(ledger.rebuild_claims) / 1000:.1f} s", flush=True)
        for each in islice(made, WARM):
            ledger.store(each)
        measure("adding a page", [add(ledger, each) for each in islice(made, arguments.pages)])
        measure("adding it without mentions", [bare(ledger, each) for each in islice(made, arguments.pages)])
        ask(ledger, world, arguments.pages)


def by_words(both: Iterable[tuple[Told, Told]]) -> Array:
    """Return a chance for each pair by its signs, at the cost of all of them."""
    signs = np.array([features(one, other) for one, other in both], dtype=np.float32)
    return signs[:, 1] if len(signs) else np.zeros(0, dtype=np.float32)


def with_mentions(world: World, made: Iterable[Reading]) -> Iterator[Reading]:
    """Yield readings with a mention of each statement of the article."""
    noise = np.random.default_rng(world.chance.randrange(1 << 30))
    for reading in made:
        document = reading.document
        assert document is not None
        mentions: list[Mention] = []
        for statement in reading.statements:
            if statement.layer == "article":
                mention = make_mention(document, statement.content[0], statement, confidence=0.8)
                words = [word for word in document.quote(statement.content[0]).split() if len(word) > 5]  # of content
                vector = np.sum([word_vector(word) for word in words], axis=0) + noise.standard_normal(WIDTH)
                scaled = np.clip(np.round(vector / np.abs(vector).max() * 127), -127, 127)
                mentions.append(replace(mention, vector=scaled.astype(np.int8).tobytes()))
        yield replace(reading, mentions=tuple(mentions))


@lru_cache(maxsize=100_000)
def word_vector(word: str) -> NDArray[np.float64]:
    """Return what a word means, made up."""
    seed = int.from_bytes(blake2b(word.encode(), digest_size=8).digest())
    return np.random.default_rng(seed).standard_normal(WIDTH)


def fill(ledger: Ledger, made: Iterator[Reading], wanted: int) -> int:
    """Store pages whose claims are not followed; return how many statements they have."""
    following, count = write.follow_page, 0
    write.follow_page = lambda *_: None
    try:
        while count < wanted:
            with ledger._engine.execution_options(**WRITING).begin() as connection:
                for each in islice(made, PAGES_AT_ONCE):
                    write.store_reading(connection, each, keep=False, again=False)
                    count += len(each.statements)
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
    documents = ledger.documents(limit=500)
    hits = [statement.id for page in documents[:20] for statement in ledger.reading(page.reading_id).statements]
    questions: dict[str, Callable[[], object]] = {
        "find_claims: all": ledger.find_claims,
        "find_claims: common word": lambda: ledger.find_claims(ClaimQuery(words="harbour")),
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
