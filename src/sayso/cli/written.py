"""Where an export goes: standard output, or a file that is written whole or not at all.

In: bytes, the name of a file or "-". Out: the file; progress on standard error where somebody sees it.
"""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
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
    draft = _draft(target, os.getpid())
    try:
        _clear(target)
        with _unnamed(target) or draft.open("xb") as file:
            yield file
            file.flush()
            if not draft.exists():
                # only with a folder's number, which an absolute path leaves alone, Python follows the link to the file
                os.link(f"/proc/self/fd/{file.fileno()}", draft, src_dir_fd=file.fileno(), follow_symlinks=True)
        draft.replace(target)
    except OSError as error:
        raise SaysoError(f"{out}: cannot be written ({error.strerror}): choose another --out.") from error
    finally:
        with suppress(OSError):
            draft.unlink()


def _draft(target: Path, process: int) -> Path:
    return target.with_name(f".{target.name}.{process}.draft")


def _unnamed(target: Path) -> BinaryIO | None:
    """Open a file that has no name until it is whole, and is gone where the process is killed; None where none can."""
    flags = getattr(os, "O_TMPFILE", 0)
    if not flags or not Path("/proc/self/fd").is_dir():
        return None
    try:
        return os.fdopen(os.open(target.parent, flags | os.O_RDWR, 0o666), "wb")
    except OSError:  # a file system without them; what else is wrong is told when the draft is opened
        return None


def _clear(target: Path) -> None:
    """Remove what killed exports to the same file left, where files need a name from the start."""
    ours = re.compile(rf"\.{re.escape(target.name)}\.(\d+)\.draft")
    for path in target.parent.iterdir() if os.name == "posix" else ():
        if (found := ours.fullmatch(path.name)) and not _runs(int(found[1])):
            path.unlink(missing_ok=True)


def _runs(process: int) -> bool:
    """Say whether another process of this number is running."""
    try:
        os.kill(process, 0)
    except (ProcessLookupError, OverflowError):
        return False
    except PermissionError:
        return True
    return process != os.getpid()


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
