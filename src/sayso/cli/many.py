"""Files of many pages: what is asked of them by options, what they hold, what of each could not be read.

In: options, opened files, readings. Out: what is asked, a preview, and lines that tell of articles not read.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

import typer

if TYPE_CHECKING:
    from rich.console import Console

    from sayso.pages.containers import Asked, Opened, OpenFile
    from sayso.records import Page, Reading

_ROWS = 3  # that a preview shows
_NAMED = 20  # articles that a line names


def ask(
    column: Sequence[str],
    metadata: str | None,
    *,
    outlet: str | None,
    published: str | None,
    address: str | None,
    title: str | None,
    paths: Sequence[str],
) -> Asked:
    """Return what options ask of files. Raises BadParameter, and PageError for a table that is none."""
    from sayso.pages.containers import Asked
    from sayso.pages.containers.laid_out import read_day
    from sayso.pages.containers.told import read_metadata
    from sayso.records import Told
    from sayso.settings import load_settings

    pairs = [each.partition("=") for each in column]
    if any(not (role and sign and name) for role, sign, name in pairs):
        raise typer.BadParameter("--column wants ROLE=NAME, as in text=body")
    day = read_day(published) if published else None
    if published and day is None:
        raise typer.BadParameter("--published wants a day, as in 2024-03-12")
    told = None
    if outlet or day or address or title:
        if len(paths) != 1:
            raise typer.BadParameter("--outlet, --published, --address, --title tell of one page; of many: --metadata")
        told = Told(outlet=outlet, published=day, address=address, title=title)
    table = read_metadata(metadata, max_bytes=load_settings().max_bytes) if metadata else None
    return Asked(columns={role.strip(): name for role, _, name in pairs}, told=told, metadata=table)


def preview(opened: Opened, console: Console) -> None:
    """Print what would be read of each file: its kind, how many pages, which columns, the first of them."""
    from sayso.cli.terminal import say
    from sayso.pages.opening.gather import FailedPage

    failed = False
    for _, file in opened.files():
        if isinstance(file, FailedPage):
            failed = True
            say(file.failure.message)
            continue
        pages = f"{file.total:,} page{'' if file.total == 1 else 's'}"
        _put(console, f"{file.place}: {f'{file.kind}, ' if file.kind else ''}{pages}")
        _put_columns(console, file)
        for note in file.notes:
            _put(console, f"  note: {note}")
        for page, _ in zip(file, range(_ROWS), strict=False):
            _put(console, f"  {_first_words(page)}")
    if failed:
        raise typer.Exit(1)


def _put_columns(console: Console, file: OpenFile) -> None:
    if file.columns is None:
        return
    _put(console, "  read: " + ", ".join(f"{role} from {name}" for role, name in file.columns.of.items()))
    if file.columns.unread:
        _put(console, "  left alone: " + ", ".join(file.columns.unread))


def _first_words(page: Page) -> str:
    """Return a line on a page: its number, what is known of it, how its text begins."""
    from sayso.doors.one_line import shorten
    from sayso.errors import PageError
    from sayso.pages import read_document

    number = f"{page.origin.number}. " if page.origin else ""
    try:
        document = read_document(page)
    except PageError as error:
        return f"{number}not readable: {error}"
    told = " · ".join(part for part in (document.outlet, document.published, document.byline) if part)
    body = next((document.quote(b.span) for b in document.blocks if b.role == "paragraph"), document.text)
    return f"{number}{document.title or '(no title)'} · {told or 'outlet and day unknown'} · {shorten(body, 80)}"


def _put(console: Console, line: str) -> None:
    from sayso.doors.one_line import show

    console.print(show(line), highlight=False, markup=False, emoji=False, soft_wrap=True)


class Tally:
    """Counts, file by file, the articles that were read and names those that were not."""

    def __init__(self) -> None:
        self._read: defaultdict[str, int] = defaultdict(int)
        self._failed: defaultdict[str, list[int]] = defaultdict(list)

    def counted(self, readings: Iterable[Reading]) -> Iterator[Reading]:
        """Yield the readings, counting them."""
        for reading in readings:
            origin = reading.page.origin
            if origin is not None:
                place = origin.location or "standard input"
                self._read[place] += 1
                if reading.failure:
                    self._failed[place].append(origin.number)
            yield reading

    def notes(self) -> Iterator[str]:
        """Yield a line for each file with articles that could not be read."""
        for place, numbers in self._failed.items():
            total = self._read[place]
            named = ", ".join(map(str, numbers[:_NAMED])) + (" …" if len(numbers) > _NAMED else "")
            read = total - len(numbers)
            few = ": fewer than half; is it the download, or the table, that it seems?" if 2 * read < total else ""
            yield f"{place}: {read:,} of {total:,} articles read, not: {named}{few}"
