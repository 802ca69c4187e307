"""Open an archive of the web, and give the pages that were captured in it, one at a time.

In: the bytes of a WARC or WACZ file. Out: an `Archive`: how many pages there are, what was left alone, and the pages:
HTML, text and PDF that a server gave with status 200, each with its address, the time it was met, the character set of
its head, and its place in the archive. A revisit is a further capture of the page that it leads back to. It is gone
through twice: once over the heads, to count and to see what revisits ask for, once for the pages. No more than one page
is held.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta

from sayso.errors import BrokenPage, EmptyPage, HugePage
from sayso.pages.containers.archives.bodies import Body, unpack
from sayso.pages.containers.archives.choosing import (
    NOTES,
    REVISIT,
    TYPES,
    address_of,
    bare,
    leads_to,
    type_of,
    why_left,
)
from sayso.pages.containers.archives.fault import with_fault
from sayso.pages.containers.archives.parts import Part, Parts, parts_of
from sayso.pages.containers.archives.records import Damage, Record, records_of
from sayso.pages.containers.archives.revisits import Kept, Key, asks_for
from sayso.pages.containers.tables.stored import Stored, telling
from sayso.pages.opening.signatures import sniff_type
from sayso.records import Origin, Page

_RATIO, _ALWAYS = 200, 64_000_000  # times the size of an archive that its pages may have; bytes that they always may
_UNKEPT = frozenset(("set-cookie", "set-cookie2"))  # a visitor's, not the page's
_KINDS = 50  # kinds of what is left alone that are counted apart
_SHOWN = 8  # of them, told
_NAMED = 20  # numbers of records, told
_DAY = timedelta(days=1)  # by which clocks may differ


@dataclass(frozen=True, slots=True, kw_only=True)
class Survey:
    """What the heads of an archive tell: pages, revisits and what they ask for, what is left alone and why."""

    pages: int
    revisits: int
    asked: frozenset[Key]
    left: Counter[str]
    listed: frozenset[str] | None


@dataclass(slots=True)
class _Passed:
    """What was met on the way through the pages."""

    lost: int = 0
    damage: list[str] = field(default_factory=list)
    cut: list[str] = field(default_factory=list)
    size: int = 0


class Archive:
    """The pages of an archive. `total` counts every revisit, also one whose page turns out not to be there."""

    def __init__(self, stored: Stored, kind: str, parts: Parts, survey: Survey, max_bytes: int) -> None:
        self.stored, self.kind, self.survey = stored, kind, survey
        self.total = survey.pages + survey.revisits
        self._parts, self._max_bytes, self._passed = parts, max_bytes, _Passed()

    @property
    def notes(self) -> tuple[str, ...]:
        """What was left alone."""
        left = self.survey.left
        if not left:
            return ()
        told = ", ".join(f"{number:,} {why}" for why, number in left.most_common(_SHOWN))
        more = f", {len(left) - _SHOWN} kinds more" if len(left) > _SHOWN else ""
        return (f"{_many(left.total(), 'record is no page', 'records are no pages')}, left alone: {told}{more}",)

    def later(self) -> tuple[str, ...]:
        """Return what is to be said once the pages were gone through."""
        notes: list[str] = []
        if self._passed.lost:
            lost = _many(self._passed.lost, "revisit leads to a page", "revisits lead to pages")
            notes.append(f"{lost} captured elsewhere, and left out")
        if cut := self._passed.cut:
            named = ", ".join(cut[:_NAMED]) + (" …" if len(cut) > _NAMED else "")
            short = _many(len(cut), "page is cut short", "pages are cut short")
            notes.append(f"{short} in the archive, read as far as there is of it: {named}")
        return tuple(notes)

    def __iter__(self) -> Iterator[Page]:
        """Yield the pages. Raises PageError where the archive breaks off, or unpacks to too much."""
        self._passed = _Passed()
        with closing(Kept(self.survey.asked)) as kept, telling(self.stored.name):
            for part in self._parts.files:
                yield from self._pages(part, kept)
        if self._passed.damage:
            raise BrokenPage("; ".join(self._passed.damage))

    def _pages(self, part: Part, kept: Kept) -> Iterator[Page]:
        damaged: list[Damage] = []
        with part.open() as file:
            for found in records_of(file, part.name):
                if isinstance(found, Damage):
                    damaged.append(found)
                elif (page := self._page(part, found, kept)) is not None:
                    yield page
        if damaged:
            self._passed.damage.append(_damage(part.name, damaged))

    def _page(self, part: Part, record: Record, kept: Kept) -> Page | None:
        if record.kind in NOTES or why_left(record, self.survey.listed):
            return None
        if record.kind == REVISIT:
            first = kept.page_of(record)
            if first is None:
                self._passed.lost += 1
                return None
            page = _captured(part, record, first)
        else:
            page = _met(part, record, self._max_bytes)
            kept.keep(record, page)
        if page.origin and page.origin.cut:
            self._passed.cut.append(f"record {record.number:,}")
        self._passed.size += page.size
        if self._passed.size > max(_ALWAYS, _RATIO * self.stored.size):
            raise HugePage(
                f"{part.name}: its pages unpack to more than {_RATIO} times its size; nothing behind record"
                f" {record.number:,} is read: look at what is in it"
            )
        return page


def open_archive(stored: Stored, kind: str, *, max_bytes: int) -> Archive:
    """Return an archive. Raises PageError."""
    with telling(stored.name):
        parts = parts_of(stored, kind)
        survey = _survey(parts)
    archive = Archive(stored, kind, parts, survey, max_bytes)
    if not archive.total:
        raise EmptyPage("; ".join((f"{stored.name}: an archive without pages", *archive.notes)))
    return archive


def _survey(parts: Parts) -> Survey:
    listed = set(parts.listed) if parts.listed is not None else None
    pages = revisits = 0
    asked: set[Key] = set()
    left: Counter[str] = Counter()
    for part in parts.files:
        with part.open() as file:
            for found in records_of(file, part.name):
                if isinstance(found, Damage) or found.kind in NOTES:
                    continue
                _follow(found, listed)
                why = why_left(found, listed)
                if why:
                    left[why if why in left or len(left) < _KINDS else "of other types"] += 1
                elif found.kind == REVISIT:
                    revisits += 1
                    asked.update(asks_for(found))
                else:
                    pages += 1
    return Survey(
        pages=pages,
        revisits=revisits,
        asked=frozenset(asked),
        left=left,
        listed=frozenset(listed) if listed is not None else None,
    )


def _follow(record: Record, listed: set[str] | None) -> None:
    """Let a page that is listed be the one that its address sends on to."""
    if listed is None or (address := address_of(record)) is None:
        return
    to = leads_to(record)
    if to and bare(address) in listed:
        listed.add(to)


def _met(part: Part, record: Record, max_bytes: int) -> Page:
    """Return the page that a record holds; one that cannot be unpacked, or is too long, says so when it is read."""
    raw, cut = record.body(max_bytes + 1)
    http = record.http or ()
    body = unpack(raw, record.header("transfer-encoding"), record.header("content-encoding"), most=max_bytes + 1)
    declared = TYPES[type_of(record)]
    page = Page(
        data=body.data,
        media_type=sniff_type(body.data, declared),
        charset=_charset(record),
        location=address_of(record),
        fetched_at=_past(record.met_at),
        status=record.status,
        headers=tuple((name, value) for name, value in http if name not in _UNKEPT),
        origin=_origin(part, record, cut=cut or body.cut or bool(record.told.get("warc-truncated"))),
    )
    return _checked(page, body, len(raw) > max_bytes, max_bytes)


def _checked(page: Page, body: Body, long: bool, max_bytes: int) -> Page:
    if body.packed:
        return with_fault(page, "packed", body.packed)
    return with_fault(page, "long", str(max_bytes)) if long or page.size > max_bytes else page


def _captured(part: Part, record: Record, first: Page) -> Page:
    """Return a page as it was met again."""
    headers = tuple((name, value) for name, value in record.http or () if name not in _UNKEPT)
    return replace(
        first,
        location=address_of(record),
        fetched_at=_past(record.met_at),
        headers=headers or first.headers,
        origin=_origin(part, record, cut=bool(first.origin and first.origin.cut)),
    )


def _origin(part: Part, record: Record, *, cut: bool) -> Origin:
    return Origin(
        location=part.location,
        number=record.number,
        offset=record.offset,
        digest=record.told.get("warc-payload-digest"),
        cut=cut,
    )


def _charset(record: Record) -> str | None:
    """Return the character set that the head declares."""
    written = record.header("content-type") if record.http is not None else record.told.get("content-type", "")
    for parameter in written.split(";")[1:]:
        name, _, value = parameter.partition("=")
        if name.strip().lower() == "charset":
            return value.strip().strip("\"'")[:40] or None
    return None


def _past(moment: datetime | None) -> datetime | None:
    """Return a moment that has passed, in UTC; None for one that cannot be true."""
    if moment is None:
        return None
    aware = moment.astimezone(UTC) if moment.tzinfo else moment.replace(tzinfo=UTC)
    return aware if aware <= datetime.now(UTC) + _DAY else None


def _many(number: int, one: str, more: str) -> str:
    return f"{number:,} {one if number == 1 else more}"


def _damage(name: str, damaged: list[Damage]) -> str:
    behind = ", ".join(f"{one.behind:,}" for one in damaged[:_NAMED]) + (" …" if len(damaged) > _NAMED else "")
    rest = "so is what comes after" if damaged[-1].goes_on else "nothing behind it"
    return f"{name}: damaged behind record {behind}; what stands before is read, {rest}: get the whole file"
