"""Find the headers of messages that stand in a text, and the message that it passes on.

In: the lines of a text. Out: `Heads`, blocks of headers ("From:", "Gesendet:"), each with where it begins and ends; a
`Forwarded`: what stands above, the writer, day and subject as the text gives them, and where the message itself
begins. A message quoted in an answer ("Original Message" below words of some length) is none: who answers is the one
who writes. Who a sender is and which day a header gives are read here, too.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from email.utils import parsedate_to_datetime

from sayso.pages.time.dates import find_date, find_moment
from sayso.pages.time.elsewhere import find_day
from sayso.pages.vocabulary import read_vocabulary

_LISTS = read_vocabulary("sayso.pages.layout")
_MOST_NOTE = 60  # words: a longer text above is a message of its own
_MOST_REMARK = 12  # the same where the subject does not say that something is passed on
_LONGEST = 2_000  # characters of a header
_MOST_WRAPPED = 40  # lines that a list of names may go on for
_FIELDS = ("sender", "date", "subject", "other")
_FIELD = re.compile(
    r"[> \t]*\*?(?:"
    + "|".join(rf"(?P<{name}>{_LISTS.any_phrase(f'forwarded.{name}')})" for name in _FIELDS)
    + r")\*?[ \t\xa0]*[:：]\*?[ \t\xa0]*(?P<value>(?:\S[^\n]*)?)",
    re.IGNORECASE,
)
_OPENING = re.compile(
    rf"[ \t]*[-_=*>|~ \t]*{_LISTS.any_phrase('forwarded.openings')}[^\n]{{0,60}}?[-_=*:|~ \t]*", re.IGNORECASE
)
_FORWARDING = re.compile(rf"\s*{_LISTS.any_phrase('forwarded.subjects')}\s*[:：]", re.IGNORECASE)
_NAMED = re.compile(r"(?P<name>[^<>\[\]]*?)\s*[<\[](?:mailto:)?(?P<address>[^<>]*)[>\]]")
_NAMED_BEHIND = re.compile(r"(?P<address>[^\s()]+@[^\s()]+)\s*\((?P<name>[^()]*)\)$")
_BODY = re.compile(rf"\b{_LISTS.any_phrase('bodies.words')}\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """A header: which it is, the number of its line, where its value begins in that, and the value."""

    kind: str
    line: int
    at: int
    value: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Heads:
    """The headers of one message: lines `start` up to `end`, a line that announces it among them."""

    start: int
    end: int
    opened: bool
    fields: tuple[Field, ...]

    def value(self, kind: str) -> str:
        """Return the first value of a kind, empty without one."""
        return next((field.value for field in self.fields if field.kind == kind), "")

    @property
    def kinds(self) -> frozenset[str]:
        """Which kinds there are."""
        return frozenset(field.kind for field in self.fields)


@dataclass(frozen=True, slots=True, kw_only=True)
class Forwarded:
    """A message passed on: it begins at `start`; `note` stands above it, and was written by who passes it on."""

    note: str
    sender: str
    date: str
    subject: str
    start: int


def find_heads(lines: Sequence[str], *, loose: bool = False) -> Iterator[Heads]:
    """Yield the headers of messages among lines, in order: below an announcement a sender and one more.

    Without one a sender, a subject and one more are wanted; for `loose` ones a sender and one more.
    """
    at = 0
    while at < len(lines):
        opened = len(lines[at]) <= _LONGEST and _OPENING.fullmatch(lines[at]) is not None
        found = None if opened else _field(lines[at])
        if not opened and not (found and found["value"]):
            at += 1
            continue
        fields, end = _read_fields(lines, at + 1 if opened else at)
        heads = Heads(start=at, end=end, opened=opened, fields=fields)
        enough = len(heads.kinds) > 1 if opened or loose else {"subject"} < heads.kinds and len(heads.kinds) > 2
        if "sender" in heads.kinds and enough:
            yield heads
            at = max(end, at + 1)
        else:
            at += 1


def find_forwarded(text: str, subject: str) -> Forwarded | None:
    """Return the message that a text passes on, None where it is a message of its own."""
    lines = text.split("\n")
    passed_on = passes_on(subject)
    for heads in find_heads(lines, loose=passed_on):
        if not heads.opened and not passed_on:
            continue
        note = "\n".join(lines[: heads.start]).strip()
        if not is_note(note, passed_on=passed_on):
            return None
        sender, date, title = (heads.value(name) for name in ("sender", "date", "subject"))
        start = sum(len(above) + 1 for above in lines[: heads.end])
        return Forwarded(note=note, sender=sender, date=date, subject=title, start=start)
    return None


def is_note(words: str, *, passed_on: bool) -> bool:
    """Say whether words are no more than a note on a message below, which the subject says is passed on, or not."""
    return len(words.split()) <= (_MOST_NOTE if passed_on else _MOST_REMARK)


def is_header(line: str) -> bool:
    """Say whether a line is one of the headers of a message."""
    return _field(line) is not None


def passes_on(subject: str) -> bool:
    """Say whether a subject tells that something is passed on."""
    return _FORWARDING.match(subject) is not None


def bare_subject(subject: str) -> str:
    """Return a subject without the letters that say it is passed on."""
    while found := _FORWARDING.match(subject):
        subject = subject[found.end() :].strip()
    return subject


def read_sender(sender: str) -> tuple[str | None, str | None]:
    """Return who wrote a message, and the body that did where the name is one's: one of the two is None."""
    named = _NAMED.match(sender) or _NAMED_BEHIND.match(sender)
    shown = named["name"].strip("'\"*“”„ ") if named else ""
    who = shown or (named["address"] if named else sender)
    is_body = _BODY.search(shown or ("" if "@" in sender else sender)) is not None
    return (None, who) if is_body else (who or None, None)


def read_when(written: str) -> str | None:
    """Return the moment or the day that a header gives, in ISO form."""
    try:
        moment: datetime | None = parsedate_to_datetime(written)
    except (ValueError, TypeError, IndexError, OverflowError):
        moment = find_moment(written)
    return moment.isoformat() if moment else find_date(written) or find_day(written)


def _field(line: str) -> re.Match[str] | None:
    return _FIELD.fullmatch(line) if len(line) <= _LONGEST and (":" in line or "：" in line) else None


def _read_fields(lines: Sequence[str], at: int) -> tuple[tuple[Field, ...], int]:
    """Return the fields that stand from a line on, and the line behind them; lists of names may run over lines."""
    fields: list[Field] = []
    wrapped = 0
    while at < len(lines):
        found = _field(lines[at])
        if found is not None:
            kind = next(name for name in _FIELDS if found[name])
            if found["value"]:
                fields.append(Field(kind=kind, line=at, at=found.start("value"), value=found["value"].strip()))
            wrapped = 0
        elif fields and fields[-1].kind == "other" and wrapped < _MOST_WRAPPED and _goes_on(lines[at - 1], lines[at]):
            wrapped += 1
        elif lines[at].strip("> \t") or (fields and not _parted(lines, at, fields)):
            break
        at += 1
    return tuple(fields), at


def _parted(lines: Sequence[str], at: int, fields: Sequence[Field]) -> bool:
    """Say whether a blank line only parts headers: one of another kind stands below it."""
    below = _field(lines[at + 1]) if at + 1 < len(lines) else None
    return below is not None and not any(below[field.kind] for field in fields)


def _goes_on(above: str, line: str) -> bool:
    """Say whether a line goes on with the names of the one above."""
    return bool(line.strip()) and above.rstrip().endswith((";", ",")) and ("@" in line or len(line) <= 200)
