"""Find the message that an e-mail passes on: its headers stand in the text, under "Forwarded message" or the like.

In: the text of an e-mail. Out: a `Forwarded`: what stands above, the writer, day and subject as the text gives them,
and where the message itself begins. A message quoted in an answer ("Original Message" below words of some length) is
none: who answers is the one who writes.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from sayso.pages.vocabulary import read_vocabulary

_LISTS = read_vocabulary("sayso.pages.papers")
_MOST_NOTE = 60  # words: a longer text above is a message of its own
_MOST_REMARK = 12  # the same where the subject does not say that something is passed on
_FIELDS = ("sender", "date", "subject", "other")
_FIELD = re.compile(
    r"[> \t]*\*?(?:"
    + "|".join(rf"(?P<{name}>{_LISTS.any_phrase(f'forwarded.{name}')})" for name in _FIELDS)
    + r")\*?[ \t]*[:：]\*?[ \t]*(?P<value>\S[^\n]*)",
    re.IGNORECASE,
)
_OPENING = re.compile(
    rf"[ \t]*[-_=*>|~ \t]*{_LISTS.any_phrase('forwarded.openings')}[^\n]{{0,60}}?[-_=*:|~ \t]*", re.IGNORECASE
)
_FORWARDING = re.compile(rf"\s*{_LISTS.any_phrase('forwarded.subjects')}\s*[:：]", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Forwarded:
    """A message passed on: it begins at `start`; `note` stands above it, and was written by who passes it on."""

    note: str
    sender: str
    date: str
    subject: str
    start: int


def find_forwarded(text: str, subject: str) -> Forwarded | None:
    """Return the message that a text passes on, None where it is a message of its own."""
    lines = text.split("\n")
    passed_on = _FORWARDING.match(subject) is not None
    for at, line in enumerate(lines):
        opened = _OPENING.fullmatch(line) is not None
        if not opened and not (passed_on and _FIELD.fullmatch(line)):
            continue
        fields, end = _read_fields(lines, at + 1 if opened else at)
        note = "\n".join(lines[:at]).strip()
        if "sender" in fields and len(fields) > 1:
            if len(note.split()) > (_MOST_NOTE if passed_on else _MOST_REMARK):
                return None
            sender, date, title = (fields.get(name, "") for name in ("sender", "date", "subject"))
            start = sum(len(above) + 1 for above in lines[:end])
            return Forwarded(note=note, sender=sender, date=date, subject=title, start=start)
    return None


def bare_subject(subject: str) -> str:
    """Return a subject without the letters that say it is passed on."""
    while found := _FORWARDING.match(subject):
        subject = subject[found.end() :].strip()
    return subject


def _read_fields(lines: list[str], at: int) -> tuple[dict[str, str], int]:
    """Return the fields that stand from a line on, by kind, and the line behind them."""
    fields: dict[str, str] = {}
    while at < len(lines):
        found = _FIELD.fullmatch(lines[at])
        if found is not None:
            fields.setdefault(_kind(found), found["value"].strip())
        elif fields or lines[at].strip("> \t"):
            break
        at += 1
    return fields, at


def _kind(found: re.Match[str]) -> str:
    return next(name for name in _FIELDS if found[name])
