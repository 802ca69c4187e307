"""ProQuest downloads as text: articles between lines of underscores, with labelled fields above and below each.

In: the characters of a download; later, those of one article. Out: its articles, without the foot of the file; later,
the parts of one.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from sayso.pages.containers.cutting import Articles, cut_out
from sayso.pages.containers.laid_out import LaidOut, one_line, read_byline, read_day
from sayso.pages.layout.lines import Line
from sayso.pages.layout.person_names import is_name
from sayso.pages.vocabulary import read_vocabulary
from sayso.records import Span

_LISTS = read_vocabulary("sayso.pages.containers")
_RULE = re.compile(r"^[ \t]*_{30,}[ \t]*\r?$", re.MULTILINE)
_NUMBER = re.compile(r"\s*^document (\d+) of (\d+)[ \t]*\r?$", re.IGNORECASE | re.MULTILINE)
_LABEL = re.compile(rf"({_LISTS.any_phrase('proquest.labels')}):[ \t\xa0]*", re.IGNORECASE)
_TEXT = re.compile(rf"{_LISTS.any_phrase('proquest.text')}(?::[ \t\xa0]*|$)", re.IGNORECASE)
_DETAILS = re.compile(rf"{_LISTS.any_phrase('proquest.details')}:?", re.IGNORECASE)
_FOOT = re.compile(rf"\s*(?:{_LISTS.any_phrase('proquest.foot')})", re.IGNORECASE)
_KNOWN = re.compile(r"^[ \t]*(?:full text|publication title|proquest document id)\b", re.IGNORECASE | re.MULTILINE)
_ISSUE = re.compile(r"(?P<outlet>[^;]+?)(?:;[^;]*)?(?:\[[^\]]*\])?\.?\s*(?P<day>\d{1,2} \w{3,9} \d{4})?")


def holds_proquest(text: str) -> bool:
    """Tell a download by its lines of underscores and the fields between them."""
    return _RULE.search(text) is not None and len(_KNOWN.findall(text)) > 1


def cut_proquest(text: str) -> Articles:
    """Return the articles of a download."""
    rules = list(_RULE.finditer(text))
    starts = [0, *(rule.end() for rule in rules)]
    ends = [*(rule.start() for rule in rules), len(text)]
    ranges = []
    counts: list[int] = []
    for start, end in zip(starts, ends, strict=True):
        number = _NUMBER.match(text, start, end)
        if number:
            counts.append(int(number[2]))
        first = number.end() if number else start
        if text[first:end].strip() and not _FOOT.match(text, first, end) and _KNOWN.search(text, first, end):
            ranges.append((first, end))
    notes = []
    if counts and max(counts) > len(ranges):
        notes.append(f"its articles count to {max(counts)}, it holds {len(ranges)}: it may have been cut off")
    return Articles(cuttings=cut_out(text, ranges), notes=tuple(notes))


def lay_proquest(text: str, lines: Sequence[Line]) -> LaidOut:
    """Return the parts of one article."""
    start = next((at for at, line in enumerate(lines) if _TEXT.match(line.text)), None)
    end = len(lines) if start is None else _end(lines, start)
    body: tuple[Span, ...] = ()
    if start is not None:
        opened = _TEXT.match(lines[start].text)
        first = lines[start].start + (opened.end() if opened else 0)
        body = (Span(start=first, end=max(first, lines[end - 1].end)),)
    fields = _fields([*lines[: start or 0], *lines[end:]] if start is not None else lines)
    issue = _ISSUE.fullmatch(fields.get("publication info", "").partition(": ")[0].strip())
    title = lines[0] if lines and not _LABEL.match(lines[0].text) and not _TEXT.match(lines[0].text) else None
    return LaidOut(
        headline=Span(start=title.start, end=title.end) if title else _titled(text, lines),
        body=body,
        outlet=_outlet(fields.get("publication title") or (issue["outlet"] if issue else None)),
        published=read_day(fields.get("publication date") or (issue["day"] if issue and issue["day"] else "")),
        byline=_author(fields.get("author")),
        address=fields.get("document url"),
    )


def _end(lines: Sequence[Line], start: int) -> int:
    """Return the line behind the text: the first of the fields that run on to the end."""
    at = next((at for at in range(start + 1, len(lines)) if _DETAILS.fullmatch(lines[at].text)), None)
    if at is not None:
        return at
    end = len(lines)
    for low in range(len(lines) - 1, start, -1):
        if lines[low].gap or low == start + 1:  # the first line of a chunk
            if not _LABEL.match(lines[low].text):
                break
            end = low
    return end


def _fields(lines: Sequence[Line]) -> dict[str, str]:
    fields: dict[str, str] = {}
    name = ""
    for line in lines:
        found = _LABEL.match(line.text)
        if found:
            name = found[1].lower()
            fields.setdefault(name, line.text[found.end() :])
        elif name and not line.gap:
            fields[name] += f" {line.text}"
        elif line.gap and name and not fields[name]:
            fields[name] = line.text
        else:
            name = ""
    return fields


def _titled(text: str, lines: Sequence[Line]) -> Span | None:
    for line in lines:
        found = _LABEL.match(line.text)
        if found and found[1].lower() == "title" and line.start + found.end() < line.end:
            return Span(start=line.start + found.end(), end=line.end)
    return None


def _outlet(written: str | None) -> str | None:
    """Return the name before the place, as in "Harbour Courier; Velitz"."""
    return one_line((written or "").partition(";")[0])


def _author(written: str | None) -> str | None:
    """Return the author by first and last name, where one person is written the other way round."""
    if not written:
        return None
    last, _, first = written.partition(",")
    first = first.strip().rstrip(".")
    if first and "," not in first and ";" not in first and len(last.split()) <= 2 and is_name(f"{first} {last}"):
        return f"{first} {last.strip()}"
    return read_byline(written)
