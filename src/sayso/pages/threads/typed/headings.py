"""Know the headings of readers' comments: who, when, in reply to whom.

In: lines of a page. Out: `Heading` records, one for each place that could open a comment, with the layout it was
known by. Whether it does is for `find` to say, from all of them together.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from sayso.pages.layout.lines import Line
from sayso.pages.layout.person_names import is_name, is_nickname, is_usable
from sayso.pages.threads.vocabulary import LISTS
from sayso.pages.time.dates import BEFORE_TIME, ON, ON_OR_AT, SHORT_TIME, TIME, time_alone

_TIMELY = re.compile(rf"\d|\b{LISTS.any_word('typed.timely')}\b", re.IGNORECASE)
_ACTIONS = rf"(?:\W*\b{LISTS.any_word('typed.heading_buttons')})*\W*"
_BUTTON = re.compile(rf"{LISTS.any_phrase('typed.no_names')}\b", re.IGNORECASE)
_SEPARATORS = r"\s*[•·|(\[@,–—:-]+\s*"
_VERBS = LISTS.any_word("typed.verbs")
_BY = LISTS.any_word("typed.by")
_NAME_TIME = re.compile(
    rf"(?:#?\d{{1,4}}[.):]?\s+)?(?P<name>.{{0,60}}?)"
    rf"(?P<between>{_SEPARATORS}(?:{ON}\s+)?|\s*,?\s+{_VERBS}\s*:?(?:\s+{ON_OR_AT})?\s*|\s+{ON_OR_AT}\s+|\s*)"
    rf"(?P<time>{TIME}){_ACTIONS}",
    re.IGNORECASE,
)
_NAME_SHORT_TIME = re.compile(
    rf"(?P<name>.{{1,60}}?)(?P<between>\s*[•·|]\s*)(?P<time>{SHORT_TIME}){_ACTIONS}", re.IGNORECASE
)
_POSTED_BY = re.compile(
    rf"{LISTS.any_word('typed.posted')}\s+{_BY}:?\s+(?P<name>.{{1,40}}?)"
    rf"(?:\s*[,|•·–—(-]\s*(?:{ON}\s+)?|\s+{ON_OR_AT}\s+|\s+)(?P<time>{TIME}){_ACTIONS}",
    re.IGNORECASE,
)
_TIME_FIRST = re.compile(
    rf"(?:{BEFORE_TIME}\s+)?(?:{ON_OR_AT}\s+)?[\[(]?(?P<time>{TIME})[\])]?(?:\s+{_BY}\s+|\s*[|•·,–—:-]\s*|\s+)"
    rf"(?P<name>.{{1,40}}?)(?:\s+{_VERBS})?\s*:?",
    re.IGNORECASE,
)
_SAYS = re.compile(rf"(?:#?\d{{1,4}}[.):]?\s+)?(?P<name>.{{1,40}}?)\s+{_VERBS}\s*(?::|\.\.\.|…)", re.IGNORECASE)
_TO = re.compile(rf"\s*(?:[↪↳→►▶>➤]|\b{LISTS.any_phrase('typed.replied_to')}\b)\s*@?", re.IGNORECASE)
_REPLYING = re.compile(
    rf"(?:[↪↳→>]|{LISTS.any_phrase('typed.replied_to', 'typed.replied_to_in_a_line')}:?)\s*@?(?P<to>.{{1,40}})",
    re.IGNORECASE,
)
_RANK = re.compile(rf"{LISTS.any_phrase('typed.ranks')}(?:\s*[·•|].{{0,60}})?", re.IGNORECASE)

_ONE_LINE = (
    ("posted by", _POSTED_BY),
    ("name and time", _NAME_TIME),
    ("name and time", _NAME_SHORT_TIME),
    ("time first", _TIME_FIRST),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Heading:
    """What may open a comment: lines `first` up to `body`, where its text begins."""

    first: int
    body: int
    layout: str
    commenter: str
    display: str
    posted: str | None = None
    reply_to: str | None = None


def find_headings(lines: Sequence[Line]) -> tuple[Heading, ...]:
    """Return every place in `lines` that looks like the heading of a comment, with a time."""
    found: list[Heading] = []
    at = 0
    while at < len(lines):
        heading = _heading_at(lines, at, above=found[-1].body if found else 0)
        if heading is None:
            at += 1
        else:
            found.append(heading)
            at = heading.body
    return tuple(found)


def find_untimed(lines: Sequence[Line]) -> tuple[Heading, ...]:
    """Return the lines that are a name alone, or "Name says:", for threads that give no times there."""
    found = []
    for at, line in enumerate(lines):
        said = _SAYS.fullmatch(line.text)
        name = said["name"] if said else line.text.removesuffix(":")
        if (said or line.gap) and is_name(name) and at + 1 < len(lines):
            found.append(Heading(first=at, body=at + 1, layout="untimed", commenter=name, display=name))
    return tuple(found)


def _heading_at(lines: Sequence[Line], at: int, *, above: int) -> Heading | None:
    text = lines[at].text
    if len(text) > 130:
        return None
    below = lines[at + 1] if at + 1 < len(lines) else None
    heading = None
    if below and below.gap == 0 and (lines[at].gap or at == above) and is_nickname(text):
        heading = _with_display(text, below.text, at)
    heading = heading or _on_one_line(text, at) or _over_time(lines, at)
    return _with_reply(heading, lines) if heading else None


def _with_display(display: str, text: str, at: int) -> Heading | None:
    """Know a shown name above a line of full name and time, which may stand glued together."""
    if text.startswith(display) and (alone := time_alone(text[len(display) :].strip(" •·|,–—-"))):
        name, time = display, alone[1]
    elif not time_alone(display) and not time_alone(text) and (match := _NAME_TIME.fullmatch(text)):
        name, time = match["name"].strip(), match["time"]
        if not (is_name(display) and (is_nickname(name) or not is_usable(name))):
            return None
        if match["between"].isspace() and not (is_name(name) or _akin(name, display)):
            return None
    else:
        return None
    name = name if is_usable(name) else display
    return Heading(first=at, body=at + 2, layout="two names", commenter=name, display=display, posted=time)


def _akin(name: str, display: str) -> bool:
    return not set(name.lower().split()).isdisjoint(display.lower().rstrip(".").split())


def _on_one_line(text: str, at: int) -> Heading | None:
    if not _TIMELY.search(text) or time_alone(text):
        return None
    for layout, pattern in _ONE_LINE:
        match = pattern.fullmatch(text)
        heading = _from_match(match, layout, at) if match else None
        if heading:
            return heading
    return None


def _from_match(match: re.Match[str], layout: str, at: int) -> Heading | None:
    name, to = _split_reply(match["name"])
    between = match.groupdict().get("between", " ")
    # a mark, a verb or nothing at all between name and time tells more than a space or a comma
    told = between == "" or re.search(rf"[•·|(]|{_VERBS}", between) is not None
    if layout == "name and time" and not told and "," in name:
        name, layout = name.split(",")[0], "name, place and time"
    nickname = told and layout != "time first" and is_nickname(name) and is_usable(name)
    if _BUTTON.match(name) or not (is_name(name) or nickname):
        return None
    return Heading(
        first=at, body=at + 1, layout=layout, commenter=name, display=name, posted=match["time"], reply_to=to
    )


def _over_time(lines: Sequence[Line], at: int) -> Heading | None:
    """Know a name, or "Name says:", above a line that is a time."""
    said = _SAYS.fullmatch(lines[at].text)
    name, to = _split_reply(said["name"] if said else lines[at].text)
    if not (is_name(name) or (said and is_nickname(name))) or time_alone(name):
        return None
    for below in (at + 1, at + 2):
        if below >= len(lines) or lines[below].gap > 1:
            return None
        alone = time_alone(re.sub(rf"(?i){_ACTIONS}\Z", "", lines[below].text))
        if alone:
            layout = "says over time" if said else "name over time"
            return Heading(
                first=at,
                body=below + 1,
                layout=layout,
                commenter=name,
                display=name,
                posted=alone[1],
                reply_to=to,
            )
        if not (_RANK.fullmatch(lines[below].text) or _REPLYING.fullmatch(lines[below].text)):
            return None
    return None


def _split_reply(name: str) -> tuple[str, str | None]:
    name = name.strip()
    parts = _TO.split(name, maxsplit=1)
    if len(parts) == 2 and parts[0] and parts[1]:
        return parts[0].strip(" •·|,"), parts[1].strip(" •·|,:")
    return name.strip(" •·|,"), None


def _with_reply(heading: Heading, lines: Sequence[Line]) -> Heading:
    """Take the lines "Replying to Name" within or right under a heading into it."""
    replying = next(_replies(lines, heading), None)
    if replying is None:
        return heading
    at, to = replying
    return replace(heading, reply_to=to, body=max(heading.body, at + 1))


def _replies(lines: Sequence[Line], heading: Heading) -> Iterator[tuple[int, str]]:
    for at in range(heading.first + 1, min(heading.body + 1, len(lines))):
        match = _REPLYING.fullmatch(lines[at].text)
        if match and (is_name(match["to"]) or is_nickname(match["to"])):
            yield at, match["to"].strip(" :")
