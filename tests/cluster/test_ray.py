"""What a worker, a machine or the driver was at when it died is read again, and nothing is there twice."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from sayso.ledger import open_ledger
from tests.cluster.setting import PAGES, actors, begun, cluster_of, kill, read_of, start, write_archives

pytest.importorskip("ray", reason="Ray is of the environment that `make test-cluster` builds")

ARCHIVES = 6
PATIENCE = 540  # seconds


@pytest.fixture(scope="module")
def archives(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, set[str]]:
    folder = tmp_path_factory.mktemp("crawl") / "archives"
    return folder, write_archives(folder, ARCHIVES)


@pytest.fixture(scope="module")
def cluster() -> Iterator[Any]:
    with cluster_of(2) as made:
        yield made


def wait_for(out: Path, number: int) -> None:
    until = time.monotonic() + PATIENCE
    while not begun(out, number):
        assert time.monotonic() < until, "no shard was read"
        time.sleep(0.2)


def test_workers_and_a_driver_that_are_killed_lose_nothing_and_leave_nothing_twice(
    tmp_path: Path, archives: tuple[Path, set[str]], cluster: Any
) -> None:
    folder, addresses = archives
    out = tmp_path / "out"
    with start(folder, out, "--cluster", cluster.address) as first:
        wait_for(out, 1)
        for actor in actors():
            kill(actor)
        wait_for(out, 2)
        kill(first)
    before = read_of(out)
    assert before
    with start(folder, out, "--cluster", cluster.address) as second:
        told, errors = second.communicate(timeout=PATIENCE)
    assert second.returncode == 0, errors
    assert f"{ARCHIVES * PAGES} pages of {ARCHIVES} shards read, " in told
    after = read_of(out)
    assert {location for location, _ in after} == addresses
    assert set(after.values()) == {1}
    assert before <= after

    here = tmp_path / "here"
    with start(folder, here, "--jobs", "2") as local:
        told, errors = local.communicate(timeout=PATIENCE)
    assert local.returncode == 0, errors
    assert read_of(here) == after


def test_what_the_other_machine_was_at_is_read_when_one_is_lost(
    tmp_path: Path, archives: tuple[Path, set[str]], cluster: Any
) -> None:
    folder, addresses = archives
    out = tmp_path / "out"
    with start(folder, out, "--cluster", cluster.address) as driver:
        wait_for(out, 1)
        cluster.remove_node(cluster.list_all_nodes()[-1], allow_graceful=False)
        told, errors = driver.communicate(timeout=PATIENCE)
    assert driver.returncode == 0, errors
    assert {location for location, _ in read_of(out)} == addresses
    assert set(read_of(out).values()) == {1}
    with start(folder, out) as again:
        told, _ = again.communicate(timeout=PATIENCE)
    assert f"{ARCHIVES * PAGES} pages of {ARCHIVES} shards read, {ARCHIVES * PAGES} of them earlier" in told


def test_a_cluster_that_does_not_answer_is_one_line(tmp_path: Path, archives: tuple[Path, set[str]]) -> None:
    with start(archives[0], tmp_path / "out", "--cluster", "127.0.0.1:9") as driver:
        _, errors = driver.communicate(timeout=PATIENCE)
    assert driver.returncode == 1
    assert errors.startswith("sayso: 127.0.0.1:9: no Ray cluster answers there")
    assert errors.count("\n") == 1


def test_what_a_cluster_read_goes_into_a_ledger_once(tmp_path: Path, archives: tuple[Path, set[str]]) -> None:
    out = tmp_path / "out"
    with start(archives[0], out, "--cluster", "local", "--jobs", "1") as driver:
        _, errors = driver.communicate(timeout=PATIENCE)
    assert driver.returncode == 0, errors
    from typer.testing import CliRunner

    from sayso import cli

    for _ in range(2):
        done = CliRunner().invoke(cli.app, ["load", str(out), "--ledger", str(tmp_path / "a.db")])
        assert done.exit_code == 0, done.stderr
    with open_ledger(tmp_path / "a.db") as ledger:
        assert ledger.status().pages == ARCHIVES * PAGES
        assert ledger.status().readings == ARCHIVES * PAGES
