"""Tell the columns of a printed page by the gaps between them, whatever the order in which a file draws its lines.

In: the chunks of text of a page, each with its place, the size of its letters and about how wide it is. Out: the chunks
line by line, in reading order: down one column and then the next, between lines that run over the whole page. A page of
one column, and one whose columns are tables of few words, is left in the order in which it is drawn.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

_LEAST_LINES = 3  # that begin at one place, for a column
_LEAST_LETTERS = 14  # of such lines, on average: less are the cells of a table
_NARROWEST = 90.0  # points between the beginnings of two columns
_NEAR = 3.0  # points
_TOUCHING = 0.8  # of the letters' size: chunks no farther apart are of one line
_SLACK = 0.15  # of a chunk's width, which is only about right


@dataclass(frozen=True, slots=True, kw_only=True)
class Chunk:
    """Text as it is drawn: where it begins (points, upwards), its letters' size, and about where it ends."""

    text: str
    x: float
    y: float
    size: float
    end: float


def in_reading_order(chunks: Sequence[Chunk]) -> list[list[Chunk]] | None:
    """Return the printed lines of a page of columns, None for a page of one."""
    rows = [sorted(row, key=lambda chunk: chunk.x) for row in _rows(chunks)]
    starts = _starts(rows)
    if len(starts) < 2:
        return None
    return list(_ordered([segment for row in rows for segment in _cut(row, starts)], starts))


def _rows(chunks: Sequence[Chunk]) -> list[list[Chunk]]:
    """Return the chunks that stand on one height, from the top down."""
    shown = sorted((chunk for chunk in chunks if chunk.text.strip()), key=lambda chunk: -chunk.y)
    rows: list[list[Chunk]] = []
    for chunk in shown:
        if rows and rows[-1][0].y - chunk.y <= 0.4 * min(rows[-1][0].size, chunk.size):
            rows[-1].append(chunk)
        else:
            rows.append([chunk])
    return rows


def _starts(rows: Sequence[Sequence[Chunk]]) -> list[float]:
    """Return where the columns begin: many lines of some length do, and few others run over the place."""
    begun: dict[int, list[Chunk]] = defaultdict(list)
    for row in rows:
        for at, chunk in enumerate(row):
            if at == 0 or chunk.x - row[at - 1].end > -_SLACK * (row[at - 1].end - row[at - 1].x):
                begun[round(chunk.x / _NEAR)].append(chunk)
    found: list[float] = []
    for place in sorted(begun):
        near = [chunk for close in (place - 1, place, place + 1) for chunk in begun.get(close, ())]
        long = sum(len(chunk.text.strip()) for chunk in near) >= _LEAST_LETTERS * len(near)
        first = min(chunk.x for chunk in begun[place])
        if len(near) >= _LEAST_LINES and long and (not found or first - found[-1] >= _NARROWEST):
            found.append(first)
    return [start for at, start in enumerate(found) if at == 0 or _is_gap(rows, found[at - 1], start)]


def _is_gap(rows: Sequence[Sequence[Chunk]], left: float, start: float) -> bool:
    """Say whether lines of the column on the left end before another begins."""
    before = [chunk for row in rows for chunk in row if left - _NEAR <= chunk.x < start - _NEAR]
    over = sum(_runs_over(chunk, start) for chunk in before)
    return 2 * over < len(before)


def _runs_over(chunk: Chunk, place: float) -> bool:
    return chunk.end - _SLACK * (chunk.end - chunk.x) > place + _NEAR


def _cut(row: Sequence[Chunk], starts: Sequence[float]) -> Iterator[list[Chunk]]:
    """Yield the lines of a row: cut where a column begins, but where a chunk runs over that place."""
    line: list[Chunk] = []
    for chunk in row:
        begins = any(abs(chunk.x - start) <= _NEAR for start in starts[1:])
        column = _column(chunk, starts)
        moved = bool(line) and column != _column(line[0], starts) and chunk.x - line[-1].end > _TOUCHING * chunk.size
        if line and (begins or moved) and not _runs_over(line[-1], chunk.x):
            yield line
            line = []
        line.append(chunk)
    yield line


def _column(chunk: Chunk, starts: Sequence[float]) -> int:
    return max(0, sum(chunk.x >= start - _NEAR for start in starts) - 1)


def _ordered(lines: Sequence[list[Chunk]], starts: Sequence[float]) -> Iterator[list[Chunk]]:
    """Yield lines column by column, between those that run over more than one."""
    columns: list[list[list[Chunk]]] = [[] for _ in starts]
    for line in lines:
        column = _column(line[0], starts)
        wide = column + 1 < len(starts) and any(_runs_over(chunk, starts[column + 1]) for chunk in line)
        if wide:
            yield from (held for one in columns for held in one)
            columns = [[] for _ in starts]
            yield line
        else:
            columns[column].append(line)
    yield from (held for one in columns for held in one)
