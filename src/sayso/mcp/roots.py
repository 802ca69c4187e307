"""Keep what an assistant may open below the folders given at start.

In: a path as an assistant gave it, and the roots. Out: the real path of a regular file below one of them. Symlinks
are followed first, hidden files and folders stay closed, and of what lies outside nothing is told, not even whether
it exists. Raises PathRefused or MissingPage.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from sayso.errors import MissingPage, SaysoError, SettingsError


class PathRefused(SaysoError):
    """A path that may not be read."""


def real_roots(given: Iterable[Path]) -> tuple[Path, ...]:
    """Return the real folders that paths are read below. Raises SettingsError."""
    roots = tuple(given)
    for root in roots:
        if not root.is_dir():
            raise SettingsError(f"{root}: no such folder; give one that exists with --root")
    return tuple(root.resolve() for root in roots)


def find_below(roots: Sequence[Path], given: str) -> Path:
    """Return the file that a path means, relative ones below each root in turn."""
    if not roots:
        raise PathRefused("no path can be read: start `sayso mcp` with --root FOLDER, and paths below it can")
    inside = [path for root in roots for path in _candidates(root, given)]
    if not inside:
        raise PathRefused(f"{given[:200]!r}: not below a folder that was given with --root, or hidden")
    found = next(filter(_is_file, inside), None)
    if found is None:
        raise MissingPage(f"{given[:200]!r}: there is no such file below the folders given with --root")
    return found


def _candidates(root: Path, given: str) -> Iterable[Path]:
    try:
        real = (root / given).resolve()
    except (OSError, ValueError, RuntimeError):  # a NUL, a name too long, symlinks in a circle
        return
    if real.is_relative_to(root) and not any(part.startswith(".") for part in real.relative_to(root).parts):
        yield real


def _is_file(path: Path) -> bool:
    try:
        return path.is_file()
    except OSError:  # a name too long
        return False
