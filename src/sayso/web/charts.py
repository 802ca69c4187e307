"""Charts as SVG, drawn here so that a browser need not.

In: figures. Out: `Markup`, in which every word that came from outside is escaped. Each chart says in words what it
shows; colours are classes of the style sheet and never the only sign.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from markupsafe import Markup

from sayso.doors.one_line import shorten, show
from sayso.report.wording import in_words
from sayso.survey.counts import Hand
from sayso.web.wording import FAMILY_NAMES, family_of, say_day

_HAND_HEIGHT, _HAND_WIDTH, _HAND_LETTERS = 46, 320, 38
_VOICE = "the article's own voice"
_SHAPES = {  # each is given the top, the middle and the family of colours
    "body": Markup('<rect x="6" y="{0}" width="12" height="12" rx="2" class="hand k-{2}"></rect>'),
    "named": Markup('<circle cx="12" cy="{1}" r="6.5" class="hand k-{2}"></circle>'),
}
_RING = Markup('<circle cx="12" cy="{1}" r="6" class="hand open k-{2}"></circle>')


def percent(part: int, whole: int) -> str:
    """Return a share in words: "<1%", "12%"."""
    share = 100 * part / whole if whole else 0
    return "<1%" if 0 < share < 1 else f"{share:.0f}%"


def share_name(family: str) -> str:
    """Return what a share is called."""
    return FAMILY_NAMES.get(family, _VOICE)


def draw_shares(shares: Sequence[tuple[str, int]]) -> Markup:
    """Return a bar of how much of a text each family of sources speaks."""
    whole = sum(number for _, number in shares)
    if not whole:
        return Markup("")
    said = "; ".join(f"{share_name(family)} {percent(number, whole)}" for family, number in shares)
    bars, left = [], 0.0
    for family, number in shares:
        width = 100 * number / whole
        gap = 0.3 if width > 0.6 else 0
        bars.append(
            Markup('<rect x="{:.2f}" y="0" width="{:.2f}" height="4" class="fill k-{}"></rect>').format(
                left, width - gap, family
            )
        )
        left += width
    return Markup(
        '<svg class="shares" viewBox="0 0 100 4" preserveAspectRatio="none" role="img" '
        'aria-label="Share of the text by who speaks: {}">{}</svg>'
    ).format(said, Markup("").join(bars))


@lru_cache(maxsize=1024)  # an article has the same hands again and again
def draw_chain(hands: tuple[Hand, ...]) -> Markup:
    """Return the hands that a content passed through, the first speaker on top, down to the article."""
    said = ", then ".join(_told(hand) for hand in hands)
    rows = Markup("").join(_draw_hand(hand, at) for at, hand in enumerate(hands))
    last = len(hands)
    end = Markup(
        '<path class="hand-line" d="M12 {0}V{1}"></path><path class="hand-tip" d="M8 {1}h8l-4 6z"></path>'
        '<text x="28" y="{2}" class="hand-rel">this article</text>'
    ).format(last * _HAND_HEIGHT - 25, last * _HAND_HEIGHT + 4, last * _HAND_HEIGHT + 12)
    return Markup(
        '<svg class="chain" viewBox="0 0 {} {}" role="img" aria-label="Through whose hands: {}, then this article">'
        "{}{}</svg>"
    ).format(_HAND_WIDTH, last * _HAND_HEIGHT + 18, said, rows, end)


def _told(hand: Hand) -> str:
    did = "" if hand.rel == "speaker" else f"{in_words(hand.rel)} "
    return f"{did}{show(hand.name or 'nobody named')}"


def _draw_hand(hand: Hand, at: int) -> Markup:
    """Return one hand: a disc for a person, a square for a body, a ring for somebody unnamed."""
    top, family = at * _HAND_HEIGHT, family_of(hand.kind)
    told = ["speaks first" if hand.rel == "speaker" else in_words(hand.rel)]
    told += [in_words(hand.kind)] if hand.kind else []
    line = Markup('<path class="hand-line" d="M12 {}V{}"></path>').format(top - 25, top + 5) if at else Markup("")
    words = Markup('<text x="28" y="{}" class="hand-name">{}</text><text x="28" y="{}" class="hand-rel">{}</text>')
    name = shorten(hand.name or "nobody named", _HAND_LETTERS)
    shape = _SHAPES.get(hand.naming or "", _RING).format(top + 7, top + 13, family)
    return line + shape + words.format(top + 18, name, top + 34, " · ".join(told))


def draw_confidence(confidence: float) -> Markup:
    """Return a small bar of how sure the machine is of its reading; the figure stands beside it."""
    return Markup(
        '<svg class="meter" viewBox="0 0 50 6" aria-hidden="true"><rect width="50" height="6" rx="3" class="track">'
        '</rect><rect width="{:.1f}" height="6" rx="3" class="level"></rect></svg>'
    ).format(50 * confidence)


@dataclass(frozen=True, slots=True, kw_only=True)
class Dot:
    """One statement on a time line: when, in which row, where it leads, and what it is called."""

    day: date | None
    row: str
    address: str
    name: str


_LEFT, _WIDE, _ROW, _HEAD = 92, 720, 30, 14


def draw_time_line(dots: Iterable[Dot]) -> Markup:
    """Return statements by day and row, each a link. Those without a day are left to the list below."""
    known = [(dot.day, dot) for dot in dots if dot.day]
    if not known:
        return Markup("")
    rows = list(dict.fromkeys(dot.row for _, dot in sorted(known, key=lambda pair: pair[1].row)))
    first, last = min(day for day, _ in known), max(day for day, _ in known)
    height = _HEAD + _ROW * len(rows)
    said = f"{len(known)} statements between {say_day(first)} and {say_day(last)}, by act"
    lanes = Markup("").join(_draw_lane(row, _HEAD + _ROW * at) for at, row in enumerate(rows))
    return Markup(
        '<svg class="time-line" viewBox="0 0 {} {}" role="group" aria-label="{}">{}{}{}</svg>'
    ).format(
        _WIDE, height + 26, said, lanes,
        Markup("").join(_draw_dots(known, rows, first, last)), _draw_ends(first, last, height),
    )  # fmt: skip


def _draw_lane(row: str, top: int) -> Markup:
    return Markup('<path class="lane" d="M{} {}H{}"></path><text x="0" y="{}" class="lane-name">{}</text>').format(
        _LEFT, top + _ROW // 2, _WIDE - 8, top + _ROW // 2 + 4, row
    )


def _draw_dots(known: Sequence[tuple[date, Dot]], rows: Sequence[str], first: date, last: date) -> Iterable[Markup]:
    """Yield the dots; those of one day and row stand on each other's shoulders, up to what a row holds."""
    days, span = max((last - first).days, 1), _WIDE - _LEFT - 30
    stacked: dict[tuple[int, str], int] = {}
    for day, dot in sorted(known, key=lambda pair: (pair[0], pair[1].row)):
        x = _LEFT + 8 + (span // 2 if first == last else round(span * (day - first).days / days))
        above = stacked.get((x // 9, dot.row), 0)
        stacked[x // 9, dot.row] = above + 1
        y = _HEAD + _ROW * rows.index(dot.row) + _ROW // 2 - 3 * min(above, 3)
        yield Markup('<a href="{}"><title>{}</title><circle cx="{}" cy="{}" r="5.5" class="dot"></circle></a>').format(
            dot.address, f"{say_day(day)}: {shorten(dot.name, 160)}", x + 3 * min(above, 3), y
        )


def _draw_ends(first: date, last: date, height: int) -> Markup:
    if first == last:
        middle = _LEFT + 8 + (_WIDE - _LEFT - 30) // 2
        return Markup('<text x="{}" y="{}" class="axis middle">{}</text>').format(middle, height + 18, say_day(first))
    return Markup('<text x="{}" y="{}" class="axis">{}</text><text x="{}" y="{}" class="axis end">{}</text>').format(
        _LEFT, height + 18, say_day(first), _WIDE - 8, height + 18, say_day(last)
    )
