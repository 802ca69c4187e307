"""Write a ledger of many statements, to measure with. Every place, person and outlet in it is invented.

usage: python -m benchmarks.make_ledger LEDGER [--statements N] [--seed N] [--processes N]

LEDGER is a file or the URL of a database; one that is there grows. Its pages are those of `made_pages`, and its rows
those that `sayso read` would have written (`bulk`). The same numbers give the same ledger, in however many processes.
"""

from __future__ import annotations

import argparse
import multiprocessing
import os
import random
import time
from collections import deque
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from itertools import chain
from multiprocessing.pool import AsyncResult
from typing import Any

from rich.progress import track
from sqlalchemy import Engine, func, select

from benchmarks.bulk import Stems, as_copy, as_tuples, find_stems, make_rows, writing
from benchmarks.made_pages import CUES, NOUNS, RUN, VERBS, World, again, make_readings, make_world
from sayso.ledger import open_ledger
from sayso.ledger.store.codec import pack
from sayso.ledger.store.connections import PLAIN
from sayso.ledger.store.folding import fold
from sayso.ledger.store.schema import pages, runs

AT_ONCE = 5_000  # statements that are made, and written, at a time
_SPACING = AT_ONCE // 20  # pages of so many statements at most


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What a process needs to know of a ledger to make a part of its rows."""

    seed: int
    wanted: int
    first: int
    run_key: int
    stems: Stems | None

    @property
    def parts(self) -> range:
        """The numbers of the parts."""
        return range(-(-self.wanted // AT_ONCE))


_PLAN: list[Plan] = []  # of this process


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("ledger", help="the file, or a database URL; one that is there grows")
    parser.add_argument("--statements", type=int, default=100_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--processes", type=int, default=os.cpu_count())
    arguments = parser.parse_args()
    started, worked = time.perf_counter(), os.times()
    fill(arguments.ledger, arguments.statements, seed=arguments.seed, processes=arguments.processes)
    took, now = time.perf_counter() - started, os.times()
    work = sum(now[:4]) - sum(worked[:4])
    print(
        f"{arguments.statements:,} statements in {arguments.ledger}, {took:.0f} s: {arguments.statements / took:,.0f} a"
        f" second; {work / arguments.statements * 1e6:.0f} µs of work for each beside the server's"
    )


def fill(target: str, wanted: int, *, seed: int = 1, processes: int = 1) -> None:
    """Add pages with so many statements."""
    with open_ledger(target) as ledger:
        engine = ledger._engine
        with engine.begin() as connection:
            first = (connection.execute(select(func.max(pages.c.key))).scalar() or 0) + 1
            run_key = connection.execute(select(runs.c.key).where(runs.c.id == RUN.id)).scalar()
            if run_key is None:
                run_key = connection.execute(runs.insert().returning(runs.c.key), {"id": RUN.id, "record": pack(RUN)})
                run_key = run_key.scalar_one()
        plan = Plan(seed=seed, wanted=wanted, first=first, run_key=run_key, stems=_stems(engine, seed, wanted))
        _write(engine, wanted, _made(plan, processes))
        _look_at(engine)


def _write(engine: Engine, wanted: int, made: Iterator[Mapping[str, Any]]) -> None:
    alone = engine.execution_options(**PLAIN) if engine.dialect.name == "sqlite" else engine
    with alone.connect() as connection, writing(connection) as write:
        for rows in track(made, "statements", total=-(-wanted // AT_ONCE)):
            write(rows)


def _look_at(engine: Engine) -> None:
    """Let the server look at what was written, as it does by itself within minutes."""
    if engine.dialect.name != "sqlite":
        with engine.execution_options(isolation_level="AUTOCOMMIT").connect() as connection:
            connection.exec_driver_sql("VACUUM ANALYZE")


def _made(plan: Plan, processes: int) -> Iterator[Mapping[str, Any]]:
    """Yield the rows of all parts in their order, a few of them made ahead."""
    if processes == 1:
        _take(plan)
        yield from map(_make, plan.parts)
        return
    with multiprocessing.get_context("spawn").Pool(processes, _take, (plan,)) as pool:
        ahead: deque[AsyncResult[Mapping[str, Any]]] = deque()
        for part in plan.parts:
            ahead.append(pool.apply_async(_make, (part,)))
            if len(ahead) > 2 * processes:
                yield ahead.popleft().get()
        while ahead:
            yield ahead.popleft().get()


def _take(plan: Plan) -> None:
    _PLAN[:] = [plan]


def _make(part: int) -> Mapping[str, Any]:
    """Return the rows of one part of the statements."""
    (plan,) = _PLAN
    world = again(_world(plan.seed, plan.wanted), random.Random(f"{plan.seed} {plan.first} {part}"))
    first = plan.first + part * _SPACING
    made = make_readings(world, min(AT_ONCE, plan.wanted - part * AT_ONCE), first=first)
    rows = make_rows(enumerate(made, first), plan.run_key)
    return as_tuples(rows) if plan.stems is None else as_copy(rows, plan.stems)


@cache
def _world(seed: int, wanted: int) -> World:
    return make_world(random.Random(seed), statements=wanted)


def _stems(engine: Engine, seed: int, wanted: int) -> Stems | None:
    if engine.dialect.name == "sqlite":
        return None
    world = _world(seed, wanted)
    spoken = chain(
        ("that the after at lies near",),
        world.words,
        world.places,
        world.outlets,
        NOUNS,
        VERBS,
        *CUES.values(),
        *((each.words, each.entity or "", each.affiliation or "") for each in world.voices),
    )
    with engine.connect() as connection:
        return find_stems(connection, {word for words in spoken for word in fold(words).split()})


if __name__ == "__main__":
    main()
