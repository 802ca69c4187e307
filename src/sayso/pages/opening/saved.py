"""Read what a program that saved a page wrote at its head: the address it was at, and when it was saved.

In: the bytes of an HTML page. Out: `Saved`, with what is true of it: a comment that stands before anything of the page
itself, an address of the web, a moment that has passed. SingleFile, browsers ("saved from url") and HTTrack write one.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from urllib.parse import urlsplit

_HEAD = 8_192  # bytes
_BEFORE = rb"(?:\xef\xbb\xbf)?\s*(?:<!doctype[^<>]*>|<html[^<>]*>|<\?xml[^<>]*>|\s+)*"
_COMMENT = re.compile(_BEFORE + rb"<!--(?P<said>.{0,6000}?)-->", re.IGNORECASE | re.DOTALL)
_SINGLE_FILE = re.compile(r"\s*Page saved with SingleFile\s+url:\s*(?P<address>\S+)\s+saved date:\s*(?P<at>[^\n\r]+)")
_BROWSER = re.compile(r"\s*saved from url=\(\d+\)(?P<address>\S+)\s*")
_HTTRACK = re.compile(r"\s*Mirrored from (?P<address>\S+) by HTTrack Website Copier/\S+ [^,]*,\s*(?P<at>[^\n\r]+)")
_SCRIPT_DATE = re.compile(r"\w{3} (\w{3}) (\d\d) (\d{4}) (\d\d:\d\d:\d\d) GMT([+-]\d{4})")
_DAY = timedelta(days=1)  # by which clocks may differ


@dataclass(frozen=True, slots=True, kw_only=True)
class Saved:
    """Where a page was saved from, and when; None where that is not told or cannot be true."""

    address: str | None = None
    at: datetime | None = None


def read_saved(data: bytes, *, now: datetime | None = None) -> Saved:
    """Return what the head of a saved page tells of its saving."""
    found = _COMMENT.match(data[:_HEAD])
    if found is None:
        return Saved()
    said = found["said"].decode("utf-8", "replace")
    for program in (_SINGLE_FILE, _BROWSER, _HTTRACK):
        if told := program.match(said):
            fields = told.groupdict()
            return Saved(address=_address(fields["address"]), at=_past(_moment(fields.get("at") or ""), now))
    return Saved()


def _address(written: str) -> str | None:
    """Return an address of the web without what follows `#`; HTTrack leaves out how it begins."""
    whole = written if "://" in written or written.startswith(("about:", "data:")) else f"http://{written}"
    try:
        parts = urlsplit(whole)
    except ValueError:
        return None
    named = parts.hostname and "." in parts.hostname and not parts.username
    return parts._replace(fragment="").geturl() if named and parts.scheme in {"http", "https"} else None


def _moment(written: str) -> datetime | None:
    scripted = _SCRIPT_DATE.match(written.strip())
    if scripted:
        month, day, year, clock, zone = scripted.groups()
        written = f"{day} {month} {year} {clock} {zone}"
    try:
        return parsedate_to_datetime(written)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None


def _past(moment: datetime | None, now: datetime | None) -> datetime | None:
    if moment is None:
        return None
    aware = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    return aware if aware <= (now or datetime.now(UTC)) + _DAY else None
