"""The ledger a command works on, opened and told of, and readings as they are kept in it.

In: a path or URL. Out: an open ledger, and what it had kept of a page before.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from sayso.cli.terminal import say
from sayso.errors import ForgottenPage
from sayso.settings import load_settings

if TYPE_CHECKING:
    from sayso.ledger.ledger import Ledger
    from sayso.records import Reading


@contextmanager
def opened(given: str | None, *, create: bool = True, keep_pages: bool = True) -> Iterator[Ledger]:
    """Open the ledger that an option names, else the one of the settings, and say so where it was made."""
    from sayso.ledger import open_ledger

    where = given or load_settings().ledger
    with open_ledger(where, create=create, keep_pages=keep_pages, told=_Upgrade().tell) as ledger:
        if ledger.created:
            say(f"made the ledger {ledger.name}")
        yield ledger


class _Upgrade:
    """Says every tenth of bringing a ledger up to date, as it comes."""

    def __init__(self) -> None:
        self._said = -1

    def tell(self, done: float) -> None:
        """Hear how much is done, from 0 to 1."""
        tenths = int(done * 10)
        if tenths > self._said:
            self._said = tenths
            say(f"bringing the ledger of an earlier version up to date: {tenths * 10} %")


def kept(readings: Iterable[Reading], store: Ledger | None) -> Iterator[Reading]:
    """Yield the readings as they are stored; one of a forgotten page is a failure, and the others go on."""
    for reading in readings:
        yield _stored(reading, store) if store else reading


def _stored(reading: Reading, store: Ledger) -> Reading:
    from dataclasses import replace

    from sayso.records import Failure

    try:
        stored = store.store(reading)
    except ForgottenPage as error:
        message = f"{reading.page.location}: {error} --no-ledger reads it without keeping it."
        return replace(reading, document=None, statements=(), failure=Failure(kind="forgotten", message=message))
    if stored.reading and not stored.page and reading.document:
        _tell_changes(store, reading)
    return reading


def _tell_changes(store: Ledger, reading: Reading) -> None:
    """Say what is new where a page was read before, by older weights say."""
    from sayso.report.changes import counted

    changes = store.changes(reading.id)
    if changes.before is not None:
        say(f"{reading.page.id} was read before: {counted(changes)}: `sayso changes {reading.page.id}`")
