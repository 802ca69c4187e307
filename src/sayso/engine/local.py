"""Read many pages on one machine.

In: a stream of pages, and of those that could not even be opened. Out: a stream of readings, in the order of the
pages. One job reads in this process; more read in worker processes.
At most a few pages for each job are in memory at a time, however long the stream. A worker that dies (out
of memory, say) costs no page: the page whose turn it is is read again alone, the others again by new
workers, and a page that kills its worker even alone becomes a failed reading of kind `worker`.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from functools import partial
from itertools import islice
from typing import Final

from sayso.engine.worker import prepare
from sayso.pages.opening.gather import FailedPage
from sayso.reading import ReadingSettings, current_run, read_page
from sayso.records import Failure, Page, Reading

_AHEAD: Final = 4  # pages held for each job: enough to keep workers busy over one slow page
Work = Callable[[Page], Reading]


def read_many(
    pages: Iterable[Page | FailedPage], *, settings: ReadingSettings | None = None, jobs: int = 1
) -> Iterator[Reading]:
    """Yield the reading of every page, in order, by `jobs` processes (0 for one a core).

    A script that asks for more than one job must keep its own work under `if __name__ == "__main__"`, because
    the processes are spawned.
    """
    chosen = settings or ReadingSettings()
    work = partial(read_page, settings=chosen)
    jobs = jobs or os.cpu_count() or 1
    opened = (_unopened(page, chosen) if isinstance(page, FailedPage) else page for page in pages)
    if jobs == 1:
        return (page if isinstance(page, Reading) else work(page) for page in opened)
    return map_pages(work, opened, lost=partial(_lost, settings=chosen), jobs=jobs)


def _unopened(given: FailedPage, settings: ReadingSettings) -> Reading:
    return Reading(page=given.page, run=current_run(settings), failure=given.failure)


def map_pages(work: Work, pages: Iterable[Page | Reading], *, lost: Work, jobs: int) -> Iterator[Reading]:
    """Yield `work(page)` for every page, in order, by `jobs` processes; `lost(page)` where one died of it.

    `work` must be importable by name, as pickle wants it. What `work` raises is raised here.
    """
    stream = iter(pages)
    held: deque[tuple[Page | Reading, Future[Reading]]] = deque()
    pool = _pool(jobs)
    try:
        while True:
            for page in islice(stream, _AHEAD * jobs - len(held)):
                held.append((page, _submit(pool, work, page)))
            if not held:
                return
            page, future = held.popleft()
            if _broken(future):
                pool.shutdown()
                pool = _pool(jobs)
                held = deque((p, _submit(pool, work, p) if _broken(f) else f) for p, f in held)
                future = _alone(work, page, lost=lost)
            yield future.result()
    finally:
        _close(pool)


def _pool(jobs: int) -> ProcessPoolExecutor:
    context = multiprocessing.get_context("spawn")  # the model's threads do not survive a fork
    return ProcessPoolExecutor(jobs, mp_context=context, initializer=prepare)


def _close(pool: ProcessPoolExecutor) -> None:
    """Let the workers finish the page they hold. A second Ctrl-C meanwhile would leave them waiting for ever."""
    if threading.current_thread() is not threading.main_thread():
        pool.shutdown(cancel_futures=True)
        return
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        pool.shutdown(cancel_futures=True)
    finally:
        signal.signal(signal.SIGINT, before)


def _submit(pool: ProcessPoolExecutor, work: Work, page: Page | Reading) -> Future[Reading]:
    if isinstance(page, Reading):
        return _done(page)
    try:
        return pool.submit(work, page)
    except BrokenProcessPool as error:
        return _done(error)


def _done(outcome: Reading | BrokenProcessPool) -> Future[Reading]:
    future: Future[Reading] = Future()
    if isinstance(outcome, Reading):
        future.set_result(outcome)
    else:
        future.set_exception(outcome)
    return future


def _broken(future: Future[Reading]) -> bool:
    return isinstance(future.exception(), BrokenProcessPool)


def _alone(work: Work, page: Page | Reading, *, lost: Work) -> Future[Reading]:
    with _pool(1) as pool:
        future = _submit(pool, work, page)
    return _done(lost(page)) if isinstance(page, Page) and _broken(future) else future


def _lost(page: Page, *, settings: ReadingSettings) -> Reading:
    name = page.location or page.id
    message = f"{name}: the process reading it died, perhaps out of memory: read it alone, with --jobs 1."
    return Reading(page=page, run=current_run(settings), failure=Failure(kind="worker", message=message))
