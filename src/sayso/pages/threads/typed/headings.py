"""Know the headings of readers' comments: who, when, in reply to whom.

In: lines of a page. Out: `Heading` records, one for each place that could open a comment, with the layout it was
known by. Whether it does is for `find` to say, from all of them together.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from sayso.pages.layout.forwarded import is_header
from sayso.pages.layout.lines import Line
from sayso.pages.layout.person_names import is_name, is_nickname, is_usable
from sayso.pages.threads.vocabulary import LISTS
from sayso.pages.time.dates import ON, ON_OR_AT, SHORT_TIME, TIME, time_alone, weak_time_alone
from sayso.pages.time.elsewhere import BEFORE_DATE, TELLING
from sayso.pages.time.passed import is_of_time
from sayso.pages.vocabulary import LatePattern

_TIMELY = re.compile(rf"\d|\b{LISTS.any_word('typed.timely')}\b|{TELLING}", re.IGNORECASE)
_ON = rf"(?:{ON}|{BEFORE_DATE})"
_ON_OR_AT = rf"(?:{ON_OR_AT}|{BEFORE_DATE})"
_EDITED = rf"(?:{LISTS.any_word('typed.edited')}\s+{TIME})"
_BUTTONS = rf"(?:\W+(?:{LISTS.any_phrase('typed.heading_buttons')}\b|{_EDITED}))+\W*"
_ACTIONS = rf"(?:\W*(?:\b(?:{LISTS.any_phrase('typed.heading_buttons')}\b|{_EDITED})|#\d+))*\W*"
_BUTTON = re.compile(rf"{LISTS.any_phrase('typed.no_names')}\b", re.IGNORECASE)
_SEPARATORS = rf"(?:\s*[•·|(\[@,»–—:-]+\s*|\s+/\s+)(?:{LISTS.any_phrase('typed.posted')}\s+)?"
_VERBS = LISTS.any_word("typed.verbs")
_BY = LISTS.any_word("typed.by")
_COUNTER = r"(?:\[[–+—-]\]\s*|[*•‣]\s+|#?\d{1,4}[.):]?\s+)?"
#: What sites put behind a name: "(subscriber, #812)", "12 points".
_BADGE = rf"(?:\s*\([^()]{{0,40}}\)|\s+{LISTS.any_phrase('typed.badges')})*"
_NAME = rf"{_COUNTER}(?P<name>.{{0,60}}?){_BADGE}"
_BETWEEN = rf"{_SEPARATORS}(?:{_ON}\s+)?|\s*,?\s+{_VERBS}\s*[:,(\[]?(?:\s*{_ON_OR_AT}(?!\w))?\s*|\s+{_ON_OR_AT}\s+"
_THEN_TIME = rf"(?P<time>{TIME})(?:\s+{_VERBS}\s*:)?{_ACTIONS}"
_NAME_TIME = LatePattern(rf"{_NAME}(?P<between>{_BETWEEN}|\s+|\A){_THEN_TIME}")
_SIGNED = LatePattern(rf"[–—-]{{1,2}}\s*{_NAME}(?P<between>{_BETWEEN}){_THEN_TIME}")
_GLUED = LatePattern(rf"{_NAME}(?P<between>)(?<=\S)(?=\d|(?<=(?-i:[^\W\dA-ZÀ-Þ]))(?-i:[A-Z])){_THEN_TIME}")
_NAME_SHORT_TIME = LatePattern(rf"(?P<name>.{{1,60}}?)(?P<between>\s*[•·|]\s*)(?P<time>{SHORT_TIME}){_ACTIONS}")
_POSTED_BY = LatePattern(
    rf"(?:#?\d{{1,4}}[.:]?\s+)?(?:{LISTS.any_phrase('typed.posted')}\s+(?:#\d+\s+)?)?{_BY}:?\s+(?P<name>.{{1,40}}?){_BADGE}"
    rf"(?:\s+{_VERBS})?(?:\s*[,:|•·»–—(-]+\s*(?:{_ON}\s+)?|\s+{_ON_OR_AT}\s+|\s+)(?P<time>{TIME})(?:\s+{_VERBS}\s*:)?{_ACTIONS}"
)
_TIME_FIRST = LatePattern(
    rf"\W*(?:{LISTS.any_phrase('typed.posted')}\s*:?\s+)?(?:{_ON_OR_AT}:?\s+)?[\[(]?(?P<time>{TIME})[\])]?"
    rf"(?:\s*[|•·,–—:-]*\s*{_BY}:?\s+|\s*[|•·,»–—:-]+\s*|\s+)"
    rf"(?P<name>.{{1,40}}?){_BADGE}(?:\s*,?\s+{_VERBS}\s*:?|\s*:|{_BUTTONS})?"
)
_SAYS = re.compile(rf"{_COUNTER}(?P<name>.{{1,40}}?){_BADGE}\s+{_VERBS}\s*(?::|\.\.\.|…)", re.IGNORECASE)
_TO = re.compile(rf"\s*(?:[↪↳→►▶>➤]|\b{LISTS.any_phrase('typed.replied_to')}\b)\s*@?", re.IGNORECASE)
_REPLYING = re.compile(
    rf"(?:[↪↳→>]|{LISTS.any_phrase('typed.replied_to', 'typed.replied_to_in_a_line')}:?)\s*@?(?P<to>.{{1,40}})",
    re.IGNORECASE,
)
_RANKED = rf"{LISTS.any_phrase('typed.ranks')}(?:\s*[·•|].{{0,60}})?|[•·|⋅\s]+|\([^()]{{1,40}}\)"
_RANK = re.compile(rf"{_RANKED}|@[\w.@-]{{1,60}}", re.IGNORECASE)
_BUTTONS_BEHIND = LatePattern(rf"{_BUTTONS}\Z")
_BARE_BY = re.compile(rf"{_BY}\b", re.IGNORECASE)
_NO_NAME = re.compile(rf"{_RANKED}|{LISTS.any_phrase('typed.posted')}|{_VERBS}", re.IGNORECASE)
_BADGE_BEHIND = re.compile(rf"{_BADGE}\Z", re.IGNORECASE)
_CALENDAR = re.compile(r"\d{4}|\d{1,2}[:.]\d{2}|\d/\d")
_POST_NUMBER = re.compile(r"(?P<time>.{3,60}?)\s*#\d{1,6}")
_OVER_TOWN = "name over town"
#: "— Ann Lee, 3 May 2024", which stands below the words.
SIGNED = "signed"
_MOST_RANKS = 4  # lines of rank and badges between a name and its time
_STOPPED = re.compile(r"(?<!\bm)\.$", re.IGNORECASE)

_LABELLED_NAME = re.compile(
    rf"{LISTS.any_phrase('typed.name_labels')}\s*:\s*(?P<name>.{{1,40}}?){_BADGE}", re.IGNORECASE
)
_LABELLED_TIME = re.compile(rf"{LISTS.any_phrase('typed.time_labels')}\s*:\s*(?P<time>.{{1,60}})", re.IGNORECASE)

_ONE_LINE = (
    ("posted by", _POSTED_BY),
    (SIGNED, _SIGNED),
    ("name and time", _NAME_TIME),
    ("name and time", _NAME_SHORT_TIME),
    ("time first", _TIME_FIRST),
    ("name and time", _GLUED),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Heading:
    """What may open a comment: lines `first` up to `body`, where its text begins.

    A `weak` one tells a comment only under the title of a thread.
    """

    first: int
    body: int
    layout: str
    commenter: str
    display: str
    posted: str | None = None
    reply_to: str | None = None
    weak: bool = False


def find_headings(lines: Sequence[Line]) -> tuple[Heading, ...]:
    """Return every place in `lines` that looks like the heading of a comment, with a time."""
    found: list[Heading] = []
    at = 0
    while at < len(lines):
        heading = _heading_at(lines, at, above=found[-1] if found else None)
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
        if (said or line.gap) and is_name(name) and _could_be_called(name) and at + 1 < len(lines):
            layout = "says" if said else "untimed"
            found.append(Heading(first=at, body=at + 1, layout=layout, commenter=name, display=name))
    return tuple(found)


def _heading_at(lines: Sequence[Line], at: int, *, above: Heading | None) -> Heading | None:
    text = lines[at].text
    if len(text) > 130:
        return None
    below = lines[at + 1] if at + 1 < len(lines) else None
    heading = None
    apart = lines[at].gap or at == (above.body if above else 0)
    # where one names the town under the name, all do
    apart = apart or (above is not None and above.layout == _OVER_TOWN and below is not None and "|" in below.text)
    if below and below.gap == 0 and apart and (is_nickname(text) or is_name(text)):
        heading = _with_display(text, below.text, at)
    heading = (
        heading or _labelled(lines, at) or _under_time(lines, at) or _on_one_line(text, at) or _over_time(lines, at)
    )
    return _with_reply(heading, lines) if heading else None


def _with_display(display: str, text: str, at: int) -> Heading | None:
    """Know a shown name above a line of full name, or town, and time, which may stand glued together."""
    layout = "two names"
    if not _could_be_called(display):
        return None
    if text.startswith(display) and (alone := time_alone(text[len(display) :].strip(" •·|,–—-"))):
        name, time = display, alone[1]
    elif (
        not time_alone(display)
        and not time_alone(text)
        and (match := _NAME_TIME.fullmatch(text) or _GLUED.fullmatch(text))
    ):
        name, time = match["name"].strip(), match["time"]
        if not (is_name(display) and (is_nickname(name) or not is_usable(name))):
            return None
        if is_usable(name) and not _could_be_called(name):
            return None
        if "|" in match["between"] and not _akin(name, display):
            name, layout = display, _OVER_TOWN
        if match["between"].isspace() and not (is_name(name) or _akin(name, display)):
            return None
    else:
        return None
    name = name if is_usable(name) else display
    return Heading(first=at, body=at + 2, layout=layout, commenter=name, display=display, posted=time)


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
    between = match.groupdict().get("between", "—")
    # a mark, a verb or nothing at all between name and time tells more than a space or a comma
    told = between == "" or re.search(rf"[•·|(»]|{_VERBS}", between) is not None
    if layout == "name and time" and not told and "," in name:
        name, layout = name.split(",")[0], "name, place and time"
    nickname = told and layout != "time first" and is_nickname(name) and is_usable(name)
    if not _could_be_called(name) or not (is_name(name) or nickname):
        return None
    if (
        layout != "posted by"
        and _STOPPED.search(match.string)
        and between
        and not between.strip(" ,")
        and not _CALENDAR.search(match["time"])
    ):
        return None  # "Ann Lee left yesterday."
    return Heading(
        first=at,
        body=at + 1,
        layout=layout,
        commenter=name,
        display=name,
        posted=match["time"],
        reply_to=to,
        weak=layout == "posted by" and _BARE_BY.match(match.string) is not None,
    )


def _could_be_called(name: str) -> bool:
    """Rule out the words that stand where names do: buttons, ranks, "posted", pieces of a time."""
    return not (_BUTTON.match(name) or _NO_NAME.fullmatch(name) or is_of_time(name) or time_alone(name))


def _over_time(lines: Sequence[Line], at: int) -> Heading | None:
    """Know a name, or "Name says:", above a line that is a time; ranks and badges may stand between them."""
    said = _SAYS.fullmatch(lines[at].text)
    name, to = _split_reply(said["name"] if said else _BADGE_BEHIND.sub("", lines[at].text.removesuffix(":")))
    if not (is_name(name) or (said and is_nickname(name))) or not _could_be_called(name):
        return None
    for below in range(at + 1, min(at + 2 + _MOST_RANKS, len(lines))):
        if lines[below].gap > 1:
            return None
        line = lines[below].text
        alone = time_alone(line) or time_alone(_BUTTONS_BEHIND.sub("", line))
        weak = None if alone or lines[below].gap else weak_time_alone(line)
        found = alone or weak
        if found:
            layout = "says over time" if said else "name over weak time" if weak else "name over time"
            return Heading(
                first=at,
                body=below + 1,
                layout=layout,
                commenter=name,
                display=name,
                posted=found[1],
                reply_to=to,
                weak=weak is not None,
            )
        if not (_RANK.fullmatch(lines[below].text) or _REPLYING.fullmatch(lines[below].text)):
            return None
    return None


def _labelled(lines: Sequence[Line], at: int) -> Heading | None:
    """Know a name and a time under labels of their own, in two lines: "Name: Ann Lee", "Date: 3 May 2024"."""
    first = lines[at : at + 2]
    named = next((found for line in first if (found := _LABELLED_NAME.fullmatch(line.text))), None)
    dated = next((found for line in first if (found := _LABELLED_TIME.fullmatch(line.text))), None)
    alone = time_alone(dated["time"]) if dated else None
    around = (*lines[max(0, at - 1) : at], *lines[at + 2 : at + 3])
    if named is None or alone is None or first[1].gap or not _could_be_called(named["name"]):
        return None
    if any(is_header(line.text) for line in around):
        return None  # a mail
    name = named["name"].strip()
    if not (is_name(name) or is_nickname(name)) or not is_usable(name):
        return None
    return Heading(first=at, body=at + 2, layout="labelled", commenter=name, display=name, posted=alone[1])


def _under_time(lines: Sequence[Line], at: int) -> Heading | None:
    """Know the layout of forums: a time with the number of the post, the name below it, then rank and statistics."""
    numbered = _POST_NUMBER.fullmatch(lines[at].text)
    alone = time_alone(numbered["time"]) if numbered else None
    if alone is None or at + 1 >= len(lines):
        return None
    name = lines[at + 1].text
    if lines[at + 1].gap > 1 or not is_name(name) or not _could_be_called(name):
        return None
    body = at + 2
    while body < len(lines) and body < at + 2 + _MOST_RANKS and _RANK.fullmatch(lines[body].text):
        body += 1
    return Heading(first=at, body=body, layout="time over name", commenter=name, display=name, posted=alone[1])


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
