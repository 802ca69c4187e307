"""Read shards on many machines, with Ray Data.

In: shards, and the address of a cluster. Out: reports. Each worker is an actor that keeps a process with the model, and
reads one shard at a time; a shard whose worker or machine is lost is read by another, behind the last whole piece. All
machines must reach the files and the folder that is written by the same paths. Needs the extra `cluster`.
"""

from __future__ import annotations

import logging
import os
import socket
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

import msgspec

from sayso.engine.apart import Apart
from sayso.engine.archive.pieces import Report
from sayso.engine.archive.run import Mapper
from sayso.engine.archive.shards import Shard
from sayso.engine.archive.work import Given, means_of, read_shard
from sayso.errors import MissingExtra, SaysoError

_AT_ONCE = 10_000  # shards handed to Ray together
_TOLD = ("SAYSO_LEXICON", "SAYSO_THREADS")  # settings that workers must share


def on_cluster(address: str, workers: int) -> Mapper:
    """Return what maps shards on a cluster ("local": one made here), by so many workers (0 for one a core).

    Raises MissingExtra, and SaysoError where no cluster answers.
    """
    try:
        os.environ.setdefault("RAY_USAGE_STATS_ENABLED", "0")
        os.environ.setdefault("RAY_ACCEL_ENV_VAR_OVERRIDE_ON_ZERO", "0")
        import ray
    except ImportError as error:
        raise MissingExtra("Clusters are run by Ray: pip install 'sayso[cluster]'") from error
    try:
        _knock(address)
        ray.init(
            address=address,
            ignore_reinit_error=True,
            include_dashboard=False if address == "local" else None,
            log_to_driver=False,
            runtime_env={"env_vars": {name: os.environ[name] for name in _TOLD if name in os.environ}},
            logging_level=logging.ERROR,
        )
    except (OSError, ValueError, RuntimeError) as error:
        said = " ".join(str(error).split())[:200]
        raise SaysoError(f"{address}: no Ray cluster answers there ({said}); start one with `ray start`.") from error

    def mapped(shards: Sequence[Shard], given: Given) -> Iterator[Report]:
        resources: Callable[[], Mapping[str, float]] = ray.cluster_resources
        count = workers or int(resources().get("CPU", 1))
        for at in range(0, len(shards), _AT_ONCE):
            yield from _mapped(shards[at : at + _AT_ONCE], given, count)

    return mapped


def _knock(address: str) -> None:
    """Raise OSError where nothing listens: Ray itself would try for minutes."""
    host, _, port = address.rpartition(":")
    if port.isdecimal() and host and "/" not in host:
        socket.create_connection((host.strip("[]"), int(port)), timeout=10).close()


def _mapped(shards: Sequence[Shard], given: Given, workers: int) -> Iterator[Report]:
    import ray
    from ray.data import ActorPoolStrategy, DataContext

    context = DataContext.get_current()
    context.enable_progress_bars = False
    context.print_on_execution_start = False
    logging.getLogger("ray.data").setLevel(logging.ERROR)
    rows = [{"shard": msgspec.json.encode(shard)} for shard in shards]
    pool = ActorPoolStrategy(min_size=1, max_size=max(1, min(workers, len(shards))), max_tasks_in_flight_per_actor=1)
    done = ray.data.from_items(rows, override_num_blocks=len(rows)).map_batches(
        _Worker, batch_size=1, compute=pool, num_cpus=1, fn_constructor_args=(given,)
    )
    for row in done.iter_rows():
        yield msgspec.json.decode(row["report"], type=Report)


class _Worker:
    """An actor: a process with the model beside it, which ends when it does."""

    def __init__(self, given: Given) -> None:
        self._given = given
        self._reader = Apart(means_of(given))

    def __call__(self, batch: dict[str, Any]) -> dict[str, list[bytes]]:
        shards = [msgspec.json.decode(data, type=Shard) for data in batch["shard"]]
        return {"report": [msgspec.json.encode(read_shard(shard, self._given, self._reader.read)) for shard in shards]}
