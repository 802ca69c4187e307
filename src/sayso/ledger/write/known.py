"""What a ledger knows of a page or a file before it is read, and the sightings of pages that need no reading.

In: a page at hand and the run that would read it; files that were read through. Out: `Known`, and rows. A page is known
by its bytes, not by its place: an article of a download, a row of a table and a record of an archive are known wherever
they are met again.
"""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import Connection, delete, insert, select

from sayso.ledger.answers import Known, ReadFile
from sayso.ledger.store.codec import storable, unpack
from sayso.ledger.store.schema import captures, pages, read_files, readings, runs
from sayso.ledger.write.readings import add_capture
from sayso.records import Capture, Page, Run, capture_of


def look(connection: Connection, page: Page, run: Run, *, keep: bool) -> Known:
    """Return what is known of a page; where its bytes are to be kept and are not, no reading of it counts."""
    columns = (pages.c.key, pages.c.forgotten_at, pages.c.data.is_(None).label("bare"))
    row = connection.execute(select(*columns).where(pages.c.id == page.id, pages.c.sha256 == page.sha256)).first()
    if row is None:
        return Known()
    if row.forgotten_at:
        return Known(forgotten=row.forgotten_at[:10])
    here = captures.c.location.is_(None) if page.location is None else captures.c.location == storable(page.location)
    sighted = select(captures.c.id, captures.c.record).where(captures.c.page_key == row.key, here)
    last = connection.execute(sighted.order_by(captures.c.key.desc()).limit(1)).first()
    met = unpack(last.record, Capture) if last else None
    exact = select(captures.c.key).where(captures.c.id == capture_of(page).id)
    return Known(
        reading_id=None if row.bare and keep else _reading(connection, page, run, row.key),
        captured=connection.execute(exact).first() is not None,
        met=met.fetched_at if met is not None and met.told == page.told else None,
    )


def _reading(connection: Connection, page: Page, run: Run, page_key: int) -> str | None:
    """Return the id of what a run read in a page of this kind, told of in the same words; None for a failure."""
    chosen = (
        select(readings.c.id, captures.c.record)
        .join(runs, runs.c.key == readings.c.run_key)
        .join(captures, captures.c.key == readings.c.capture_key)
        .where(
            readings.c.page_key == page_key,
            readings.c.failure.is_(None),
            readings.c.media_type == page.media_type,
            readings.c.charset.is_not_distinct_from(page.charset),
            runs.c.id == run.id,
        )
    )
    found = connection.execute(chosen).all()
    return next((one.id for one in found if unpack(one.record, Capture).told == page.told), None)


def sight(connection: Connection, page: Page) -> bool:
    """Add a sighting of a page that is known, and return whether it was new."""
    page_key = connection.execute(select(pages.c.key).where(pages.c.id == page.id)).scalar_one()
    return add_capture(connection, page, page_key)[0]


def file_pages(connection: Connection, location: str, mark: str) -> int | None:
    """Return how many pages a file has that was read through and is still the same; None for any other."""
    same = select(read_files.c.pages).where(read_files.c.location == storable(location), read_files.c.mark == mark)
    return connection.execute(same).scalar()


def remember_files(connection: Connection, files: Collection[ReadFile]) -> None:
    """Keep which files were read through, each as it was last."""
    rows = {str(storable(one.location)): {"mark": one.mark, "pages": one.pages} for one in files}
    if rows:
        connection.execute(delete(read_files).where(read_files.c.location.in_(list(rows))))
        connection.execute(insert(read_files), [{"location": place, **row} for place, row in rows.items()])


def forget_files(connection: Connection, page_key: int) -> None:
    """Let the files that hold a page be opened when they are met again: not all in them is known any more."""
    found = connection.execute(select(captures.c.record).where(captures.c.page_key == page_key)).scalars()
    sighted = (unpack(record, Capture) for record in found)
    places = {one.origin.location if one.origin else one.location for one in sighted}
    named = [storable(place) for place in places if place]
    connection.execute(delete(read_files).where(read_files.c.location.in_(named)))
