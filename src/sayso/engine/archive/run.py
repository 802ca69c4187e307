"""Read all shards, again where one could not be read, by this machine or by a cluster.

In: shards, how to read, and who maps. Out: reports, as shards are through; those that still are not come last, with
what is the matter.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from dataclasses import replace
from queue import SimpleQueue

from sayso.engine.apart import Apart
from sayso.engine.archive.pieces import Report, begin, through
from sayso.engine.archive.shards import Shard
from sayso.engine.archive.work import Given, means_of, read_shard

_ROUNDS = 3  # times that a shard is tried
Mapper = Callable[[Sequence[Shard], Given], Iterator[Report]]


def read_shards(shards: Sequence[Shard], given: Given, mapped: Mapper) -> Iterator[Report]:
    """Yield what became of each shard. Raises SaysoError where the folder cannot be written or is another's."""
    begin(given.out, means_of(given).run)
    left: list[Shard] = []
    for shard in shards:
        done = through(given.out, shard.id)
        if done is None:
            left.append(shard)
        else:
            yield replace(done, before=done.pages, notes=())
    for turn in range(1, _ROUNDS + 1):
        named = {shard.id: shard for shard in left}
        left = []
        for report in mapped(tuple(named.values()), given):
            if report.error and turn < _ROUNDS:
                left.append(named[report.shard])
            else:
                yield report


def on_this_machine(jobs: int) -> Mapper:
    """Return what maps shards here, by so many processes (0 for one a core), each with the model."""

    def mapped(shards: Sequence[Shard], given: Given) -> Iterator[Report]:
        return _mapped(shards, given, min(jobs or os.cpu_count() or 1, max(1, len(shards))))

    return mapped


def _mapped(shards: Sequence[Shard], given: Given, jobs: int) -> Iterator[Report]:
    """Let a thread feed each process: feeding is a small part of the work."""
    readers: SimpleQueue[Apart] = SimpleQueue()
    made = [Apart(means_of(given)) for _ in range(jobs)]
    for reader in made:
        readers.put(reader)

    def work(shard: Shard) -> Report:
        reader = readers.get()
        try:
            return read_shard(shard, given, reader.read)
        finally:
            readers.put(reader)

    with ThreadPoolExecutor(jobs) as threads:
        try:
            yield from _as_done(threads, work, shards, jobs)
        finally:
            for reader in made:
                reader.end()
            threads.shutdown(cancel_futures=True)
            for reader in made:
                reader.close()


def _as_done(
    threads: ThreadPoolExecutor, work: Callable[[Shard], Report], shards: Iterable[Shard], jobs: int
) -> Iterator[Report]:
    waiting: set[Future[Report]] = set()
    for shard in shards:
        waiting.add(threads.submit(work, shard))
        if len(waiting) >= 2 * jobs:
            done, waiting = wait(waiting, return_when=FIRST_COMPLETED)
            yield from (one.result() for one in done)
    while waiting:
        done, waiting = wait(waiting, return_when=FIRST_COMPLETED)
        yield from (one.result() for one in done)
