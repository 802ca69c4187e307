"""Find the thread of readers' comments in a page of plain text.

In: the lines of a page. Out: a `Thread`: which lines it takes, and its comments, empty ones too. A thread is known by
a line such as "14 Comments" over headings of comments, or by headings of one layout, after the article; so nothing of
the article is taken for a comment, and no comment for the article.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from sayso.pages.layout.lines import Line
from sayso.pages.layout.person_names import is_name
from sayso.pages.threads.typed.headings import SIGNED, Heading, find_headings, find_untimed
from sayso.pages.threads.vocabulary import LISTS
from sayso.pages.time.dates import CALENDAR, TIME, time_alone

_TITLE = re.compile(
    rf"(?:{LISTS.any_word('typed.before_count')}\s+)?(?:\d[\d,.]*|{LISTS.any_word('typed.counts')})?"
    rf"\s*(?:{LISTS.any_phrase('typed.whose')}\s+)?{LISTS.any_phrase('typed.titles')}"
    r"(?:\s*[(\[]\s*[\d,.]+\s*[)\]]|\s*:?\s*\d+)?"
    rf"(?:\s+{LISTS.any_phrase('typed.behind_title')}.{{0,150}})?\s*:?"
    rf"|{LISTS.any_phrase('typed.announcements')}",
    re.IGNORECASE,
)
_BUTTON = LISTS.any_phrase("typed.buttons")
_ACTIONS = re.compile(rf"(?:[\W\d_]*\b{_BUTTON}\b)+[\W\d_]*|[▲▼△▽👍👎♥❤+↑↓−#\d\s|·•⋅/-]+", re.IGNORECASE)
_FOOTER = re.compile(
    rf"(?:{_BUTTON}[\W\d_]+)+(?P<time>{TIME}|\d+\s?{LISTS.any_phrase('typed.units')})\W*", re.IGNORECASE
)
_CLOSING = re.compile(LISTS.any_phrase("typed.closings"), re.IGNORECASE)
_AGE = re.compile(rf"\d+\s?{LISTS.any_phrase('typed.units')}\.?", re.IGNORECASE)
_SUBJECT = re.compile(LISTS.any_phrase("typed.subjects"), re.IGNORECASE)
_NEAR_TITLE = 12  # lines between "Comments" and the first of them: sorting, logging in, rules
_BODY = 80  # characters: a line this long is a paragraph of an article, not a menu
_WRAPPED = 40  # characters: two lines this long, one right under the other, are one too
_MOST_PARTS = 3  # paragraphs: where all have more, they are stories
_HOUR = re.compile(r"\d\s?[:.h]\s?\d\d(?!\d)(?![./-])|\d\s?[ap]\.?m\b", re.IGNORECASE)
_YEAR = re.compile(r"\d{4}")
_STOPPED = re.compile(r"[.!?…:;][\"'”’»)\]]*$")
_RELATIVE = re.compile(LISTS.any_phrase("typed.relative"), re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class ThreadComment:
    """One comment: its heading, the runs of lines that are its text, and whose answer it is (an index)."""

    heading: Heading
    runs: tuple[tuple[int, int], ...]
    posted: str | None
    reply_to: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Thread:
    """Lines `start` up to `end`; those up to `first` head the thread ("14 Comments", "Sort by best")."""

    start: int
    first: int
    end: int
    comments: tuple[ThreadComment, ...]


def find_thread(lines: Sequence[Line]) -> Thread | None:
    """Return the comment thread among `lines`, or None."""
    timed = find_headings(lines)
    title, headings = _under_title(lines, timed) or (None, _alike(lines, timed))
    if not headings:
        return None
    end = _end(lines, headings[-1])
    comments = _nest(lines, [_read(lines, h, stop) for h, stop in zip(headings, _stops(headings, end), strict=True)])
    if comments[-1].runs and headings[0].layout == SIGNED:
        return None  # words stand below the last of them, too: whose are they?
    if not comments[-1].runs and headings[0].layout in {"posted by", SIGNED}:
        above = _chunk_above(lines, headings[0].first) if title is None else title + 1
        comments = _signed_below(lines, above, headings) or ([] if headings[0].layout == SIGNED else comments)
    if not comments:
        return None
    if title is None and 2 * sum(bool(comment.runs) for comment in comments) < len(comments):
        return None  # a list of stories with their times
    first = min([headings[0].first, *(run[0] for run in comments[0].runs)])
    return Thread(start=first if title is None else title, first=first, end=end, comments=tuple(comments))


def is_thread_title(text: str) -> bool:
    """Say whether a line announces readers' comments."""
    return len(text) <= 200 and _TITLE.fullmatch(text) is not None


def _under_title(lines: Sequence[Line], timed: Sequence[Heading]) -> tuple[int, list[Heading]] | None:
    for title in (at for at, line in enumerate(lines) if is_thread_title(line.text)):
        near = title + _NEAR_TITLE
        below = [heading for heading in timed if heading.first > title]
        # "14 Comments" above the article, where a byline tells who wrote it
        over_article = title < _first_paragraph(lines) and [heading.weak for heading in below] == [True]
        above = lines[title + 1 : below[0].first] if below else ()
        if below and not over_article and below[0].first <= near and not any(len(x.text) > _BODY for x in above):
            return title, _drop_odd(below)
        if not below:
            rest = lines[title + 1 :]
            loose = _footed(rest) or _timed_below(rest) or _before_closing(rest, find_untimed(rest))
            if loose and loose[0].first <= _NEAR_TITLE:
                return title, [_moved(heading, title + 1) for heading in loose]
    return None


def _before_closing(lines: Sequence[Line], untimed: Sequence[Heading]) -> Sequence[Heading]:
    """Leave out names below the line that closes a thread: without times little tells them from what stands there."""
    for at, (above, heading) in enumerate(pairwise(untimed), 1):
        if any(_CLOSING.fullmatch(line.text) for line in lines[above.body : heading.first]):
            return untimed[:at]
    return untimed


def _moved(heading: Heading, by: int) -> Heading:
    return replace(heading, first=heading.first + by, body=heading.body + by)


def _drop_odd(headings: list[Heading]) -> list[Heading]:
    """Drop what only one line looks like where many look alike: a date in somebody's text."""
    counts = Counter(heading.layout for heading in headings)
    return [
        heading for heading in headings if 4 * counts[heading.layout] >= len(headings) or counts[heading.layout] > 2
    ]


def _alike(lines: Sequence[Line], timed: Sequence[Heading]) -> list[Heading]:
    body = _first_paragraph(lines)
    after = [heading for heading in timed if heading.first > body and (not heading.weak or _tells_age(heading))]
    counts = Counter(heading.layout for heading in after)
    kept = [heading for heading in after if counts[heading.layout] > 1]
    if kept:
        return kept
    if not after:
        rest = lines[body + 1 :]
        found = _footed(rest) or _saying_over_time(rest)
        return [_moved(heading, body + 1) for heading in found] or _signed_above(lines, timed, body)
    alone = after[0]
    has_text = alone.body < len(lines)
    return [alone] if len(after) == 1 and has_text and _RELATIVE.search(alone.posted or "") else []


def _signed_above(lines: Sequence[Line], timed: Sequence[Heading], body: int) -> list[Heading]:
    """Know threads of "By NAME on TIME", which heads a story as well: nothing like a title stands above any of them.

    Of days without an hour three are wanted. Where the story has such a line too, theirs tell hours and its does not.
    """
    signed = [heading for heading in timed if heading.weak and heading.layout == "posted by"]
    below = [heading for heading in signed if heading.first > body]
    own = signed[: len(signed) - len(below)]
    timely = all(map(_tells_hour, below))
    if len(below) < (2 if timely else 3) or len({heading.commenter for heading in below}) < 2:
        return []
    if own and (not timely or any(map(_tells_hour, own))):
        return []
    stops = _stops(below, len(lines))
    parts = [sum(lines[at].gap > 0 for at in range(h.body + 1, end)) for h, end in zip(below, stops, strict=True)]
    told = all(h.body < end for h, end in zip(below, stops, strict=True)) and min(parts) < _MOST_PARTS
    return below if told and not any(_is_titled(lines, heading.first) for heading in below) else []


def _tells_hour(heading: Heading) -> bool:
    """Tell a time with its hour, or how long ago, from a day alone."""
    posted = heading.posted or ""
    return _HOUR.search(CALENDAR.sub("", posted)) is not None or not (CALENDAR.search(posted) or _YEAR.search(posted))


def _is_titled(lines: Sequence[Line], at: int) -> bool:
    """Say whether what stands above a line may be the title of a story: it ends no sentence, or asks in one line."""
    above = lines[at - 1]
    if _is_action(above.text):
        return False
    stop = _STOPPED.search(above.text)
    asks = stop is not None and stop[0][0] in "?!" and above.gap > 0 and len(above.text) <= _BODY
    return stop is None or asks


def _tells_age(heading: Heading) -> bool:
    """Tell "3h" from an hour of the day or a weekday, which stand under names in timetables too."""
    return _AGE.fullmatch(heading.posted or "") is not None


def _timed_below(lines: Sequence[Line]) -> tuple[Heading, ...]:
    """Know threads of name, text and time, where each line behind a time is a name."""
    times = [at for at, line in enumerate(lines) if time_alone(line.text)]
    found: list[Heading] = []
    for first, at in zip([0, *(at + 1 for at in times)], times, strict=False):
        name = lines[first].text.removesuffix(":")
        if at < first + 2 or not is_name(name):
            return ()
        found.append(Heading(first=first, body=first + 1, layout="timed below", commenter=name, display=name))
    return tuple(found) if len(found) > 1 else ()


def _saying_over_time(lines: Sequence[Line]) -> tuple[Heading, ...]:
    """Know threads without a title by "Name said...", when a time ends each comment."""
    found = [heading for heading in find_untimed(lines) if heading.layout == "says"]
    ends = [heading.first - 1 for heading in found[1:]]
    return tuple(found) if ends and all(time_alone(lines[end].text) for end in ends) else ()


def _first_paragraph(lines: Sequence[Line]) -> int:
    for at, (line, below) in enumerate(pairwise(lines)):
        if len(line.text) > _BODY or (below.gap == 0 and min(len(line.text), len(below.text)) > _WRAPPED):
            return at
    return len(lines)


def _footed(lines: Sequence[Line]) -> tuple[Heading, ...]:
    """Know threads where the time stands below the text: name, text, "Like · Reply · 3h"."""
    footers = [(at, match["time"]) for at, line in enumerate(lines) if (match := _FOOTER.fullmatch(line.text))]
    found: list[Heading] = []
    below = 0
    for at, time in footers:
        names = [n for n in range(below, at) if (lines[n].gap or n == below) and is_name(lines[n].text)]
        if names:
            first = names[0] if found else names[-1]
            name = lines[first].text
            found.append(
                Heading(first=first, body=first + 1, layout="footed", commenter=name, display=name, posted=time)
            )
        below = at + 1
    return tuple(found) if len(found) > 1 else ()


def _stops(headings: Sequence[Heading], end: int) -> list[int]:
    return [*(heading.first for heading in headings[1:]), end]


def _end(lines: Sequence[Line], last: Heading) -> int:
    for at in range(last.body, len(lines)):
        if _CLOSING.fullmatch(lines[at].text):
            return at
    return len(lines)


def _read(lines: Sequence[Line], heading: Heading, stop: int) -> ThreadComment:
    posted = heading.posted
    kept = [at for at in range(heading.body, stop) if not _is_action(lines[at].text)]
    if kept and _SUBJECT.fullmatch(lines[kept[-1]].text) and kept[-1] == stop - 1:
        kept.pop()  # of the next one
    if kept and posted is None and (alone := time_alone(lines[kept[-1]].text)):
        posted = alone[1]
        kept.pop()
    runs: list[tuple[int, int]] = []
    for at in kept:
        if runs and runs[-1][1] == at:
            runs[-1] = (runs[-1][0], at + 1)
        else:
            runs.append((at, at + 1))
    return ThreadComment(heading=heading, runs=tuple(runs), posted=posted)


def _chunk_above(lines: Sequence[Line], at: int) -> int:
    """Return the first of the lines that stand right above one, without a blank line between."""
    first = at - 1
    while first > 0 and not lines[first].gap:
        first -= 1
    return max(0, first)


def _signed_below(lines: Sequence[Line], first: int, headings: Sequence[Heading]) -> list[ThreadComment]:
    """Read a thread whose comments are signed below their words: "Posted by: Name | time"."""
    above = [first, *(heading.body for heading in headings)]
    comments = [
        _read(lines, replace(heading, body=body), heading.first) for heading, body in zip(headings, above, strict=False)
    ]
    return comments if all(comment.runs for comment in comments) else []


def _is_action(text: str) -> bool:
    return len(text) <= 90 and bool(_ACTIONS.fullmatch(text) or _FOOTER.fullmatch(text) or _CLOSING.fullmatch(text))


def _nest(lines: Sequence[Line], comments: list[ThreadComment]) -> list[ThreadComment]:
    """Set `reply_to`: to the last comment by the name that is answered, else to the last one less indented."""
    nested: list[ThreadComment] = []
    last_by: dict[str, int] = {}
    outer: list[tuple[int, int]] = []  # indents, each less than the one behind it, with the last comment so far in
    for at, comment in enumerate(comments):
        indent = lines[comment.heading.first].indent
        if comment.heading.reply_to:
            parent = last_by.get(_key(comment.heading.reply_to))
        else:
            parent = next((place for width, place in reversed(outer) if width < indent - 1), None)
        nested.append(replace(comment, reply_to=parent))
        while outer and outer[-1][0] >= indent:
            outer.pop()
        outer.append((indent, at))
        last_by |= dict.fromkeys(map(_key, (comment.heading.commenter, comment.heading.display)), at)
    return nested


def _key(name: str) -> str:
    return name.casefold().strip(" .")
