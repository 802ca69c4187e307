"""Work that worker processes can import: what a page's bytes tell it to do."""

from __future__ import annotations

import os
import sys
import time
from dataclasses import replace
from pathlib import Path

from sayso.records import Failure, Page, Reading, Run

WAS_LOADED = "numpy" in sys.modules  # before this module was, which the first page brings
RUN = Run(version="0", weights="w")


def obey(page: Page) -> Reading:
    """Die, die the first time only, raise, or read."""
    if page.data == b"die":
        os._exit(9)
    if page.data.startswith(b"die once "):
        marker = Path(page.data.removeprefix(b"die once ").decode())
        if not marker.exists():
            marker.touch()
            os._exit(9)
    if page.data == b"raise":
        raise ValueError("a bug")
    return Reading(page=page, run=RUN)


def lose(page: Page) -> Reading:
    """Return the failure of a page that kills."""
    return Reading(page=page, run=RUN, failure=Failure(kind="worker", message=f"{page.location}: lost"))


def tell_threads(page: Page) -> Reading:
    """Return a reading whose page tells on how many threads numpy multiplies, and whether it was loaded before."""
    when = "after" if WAS_LOADED else "before"
    told = f"{os.environ.get('OPENBLAS_NUM_THREADS')}, set {when} numpy"
    return Reading(page=replace(page, location=told), run=RUN)


def nap(page: Page) -> Reading:
    """Sleep for long, or obey."""
    if page.data == b"sleep":
        time.sleep(600)
    return obey(page)


def nothing() -> None:
    """Load nothing before the first page."""


def die() -> None:
    """Die before the first page."""
    os._exit(9)
