"""The readings of pages that a command is given: of paths, made now; of ids, from a ledger.

In: paths and ids. Out: readings; those that failed are named on standard error and told to the caller.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from sayso.cli.ledgers import opened
from sayso.cli.terminal import make_console, say, tracked
from sayso.settings import load_settings

if TYPE_CHECKING:
    from sayso.records import Reading

_ID = re.compile(r"(page|doc|read|st)_[0-9a-f]{1,16}")


def readings_of(given: list[str], ledger: str | None, failed: list[Reading]) -> Iterator[Reading]:
    """Yield the readings of paths, made now, and of ids in the ledger; of the whole ledger where none is given.

    A path that cannot be read is named on standard error, and its reading added to `failed`.
    """
    from sayso.engine.local import read_many
    from sayso.pages.containers import Opened
    from sayso.pages.opening.gather import gather

    ids = [each for each in given if _ID.fullmatch(each) and not Path(each).exists()]
    gathered = gather([each for each in given if each not in ids], max_bytes=load_settings().max_bytes)
    pages = Opened(gathered)
    for reading in tracked(read_many(pages), lambda: pages.total, make_console()):
        if reading.failure:
            say(reading.failure.message)
            failed.append(reading)
        yield reading
    if ids or not given:
        with opened(ledger, create=False) as store:
            yield from map(store.reading, ids) if ids else store.current()
