"""Read pages in a process apart, which may die or take too long of one page and costs no other.

In: pages, one at a time. Out: their readings. A page that takes longer than it may is a failed reading of kind `slow`;
one that kills its process twice, or trips over a bug, is one of kind `worker`. The process holds the model, and is made
anew where it had to go.
"""

from __future__ import annotations

import multiprocessing
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from multiprocessing.connection import Connection
from multiprocessing.context import SpawnProcess
from types import TracebackType
from typing import Self

from sayso.engine.worker import prepare
from sayso.records import Failure, Page, Reading, Run

_STARTING = 600.0  # seconds that loading the model may take, on a machine that has much to do
_SPAWN = multiprocessing.get_context("spawn")  # the model's threads do not survive a fork
Work = Callable[[Page], Reading]


@dataclass(frozen=True, slots=True, kw_only=True)
class Means:
    """How pages are read: by which function, what is done before the first, in how much time each, by which run.

    Both functions must be importable by name, as pickle wants it.
    """

    work: Work
    warm: Callable[[], object]
    run: Run
    seconds: float


class EndedError(Exception):
    """Nothing more is to be read."""


class Apart:
    """A process that reads. Use it from one thread, in a `with` statement."""

    def __init__(self, means: Means) -> None:
        self._means = means
        self._process: SpawnProcess | None = None
        self._line: Connection | None = None
        self._ended = False

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def read(self, page: Page) -> Reading:
        """Return the reading of a page, a failed one where it cannot be had.

        Raises OSError where the process does not start, and EndedError once it was told to end.
        """
        for _ in range(2):
            line = self._open()
            try:
                line.send(page)
                if not line.poll(self._means.seconds):
                    self.close()
                    return self._failed(page, "slow", f"not read within {self._means.seconds:g} seconds; read it alone")
                answer = line.recv()
            except (EOFError, OSError):  # it died: once may be chance
                self.close()
                continue
            return answer if isinstance(answer, Reading) else self._failed(page, "worker", str(answer))
        return self._failed(page, "worker", "the process reading it died twice, perhaps out of memory; read it alone")

    def end(self) -> None:
        """Read no more, from whichever thread this is called; what is being read is lost."""
        self._ended = True
        process = self._process
        if process is not None:
            with suppress(ValueError):  # closed meanwhile
                process.kill()

    def close(self) -> None:
        """End the process, whatever it does."""
        if self._process is not None:
            self._process.kill()
            self._process.join()
            self._process.close()
        if self._line is not None:
            self._line.close()
        self._process = self._line = None

    def _open(self) -> Connection:
        """Return the line to the process, made and ready if it was not. Raises OSError, EndedError."""
        if self._ended:
            raise EndedError
        if self._line is None:
            ours, theirs = _SPAWN.Pipe()
            self._line = ours
            self._process = _SPAWN.Process(
                target=_serve, args=(theirs, self._means.work, self._means.warm), daemon=True
            )
            self._process.start()
            theirs.close()
            try:
                ours.recv() if ours.poll(_STARTING) else self.close()
            except EOFError:
                self.close()
            if self._line is None:
                raise OSError("the process that reads pages does not start; is there memory for the model?")
        return self._line

    def _failed(self, page: Page, kind: str, why: str) -> Reading:
        name = page.location or page.id
        return Reading(page=page, run=self._means.run, failure=Failure(kind=kind, message=f"{name}: {why}"))


def _serve(line: Connection, work: Work, warm: Callable[[], object]) -> None:
    """Answer pages with their readings until the other side is gone."""
    prepare()
    warm()
    line.send(None)
    while True:
        try:
            page = line.recv()
        except EOFError:
            return
        try:
            answer: Reading | str = work(page)
        except Exception as error:  # a bug costs its page, in a run over a million of them
            answer = " ".join(f"cannot be read ({type(error).__name__}: {error}); tell us".split())[:300]
        line.send(answer)
