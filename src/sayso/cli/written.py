"""Where an export goes: standard output, or a file that is written whole or not at all.

In: bytes, the name of a file or "-". Out: the file; progress on standard error where somebody sees it.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import BinaryIO

import typer

from sayso.errors import SaysoError


def check_terminal(binary: bool, out: str) -> None:
    """Refuse to write what is no text to a terminal. Raises BadParameter."""
    if binary and out == "-" and sys.stdout.isatty():
        raise typer.BadParameter("this format is no text: give --out FILE, or send it on with | or >")


@contextmanager
def written(out: str) -> Iterator[BinaryIO]:
    """Open what is written to: standard output, or a file that takes its name once it is whole."""
    if out == "-":
        yield sys.stdout.buffer
        return
    target = Path(out)
    try:
        file = NamedTemporaryFile(dir=target.parent, prefix=f".{target.name}.", delete=False)  # noqa: SIM115
    except OSError as error:
        raise SaysoError(f"{out}: cannot be written ({error.strerror}): choose another --out.") from error
    try:
        with file:
            yield file  # type: ignore[misc]
        Path(file.name).chmod(0o666 & ~_umask())
        Path(file.name).replace(target)
    except OSError as error:
        raise SaysoError(f"{out}: cannot be written ({error.strerror}): choose another --out.") from error
    finally:
        with suppress(FileNotFoundError):
            Path(file.name).unlink()


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask


def counted(parts: Iterable[bytes], *, shown: bool) -> Iterator[bytes]:
    """Yield the parts while a line on standard error tells how much there is, where somebody sees it."""
    if not shown or not sys.stderr.isatty():
        yield from parts
        return
    from rich.console import Console
    from rich.progress import DownloadColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

    columns = SpinnerColumn(), TextColumn("exporting"), DownloadColumn(), TimeElapsedColumn()
    with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
        task = progress.add_task("exporting", total=None)
        for part in parts:
            progress.advance(task, len(part))
            yield part
