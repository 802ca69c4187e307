"""Numbers that sources told, and how holders stand from day to day, drawn as SVG.

In: `Measured` numbers; `Line`s of holders. Out: `Markup`, in which every word that came from outside is escaped. Each
number is a row on one scale: a point is an exact one, a bar to the right "at least", to the left "at most", a ring over
a line "about"; all of it stands in words too.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from markupsafe import Markup

from sayso.doors.one_line import shorten
from sayso.web.views.claims.figures import Figure, Measured
from sayso.web.views.claims.kept import Line
from sayso.web.wording import say_day

_LEFT, _WIDE, _ROW, _HEAD, _RIGHT = 270, 720, 34, 8, 130
_LETTERS = 38
_ABOUT = 0.1  # of a number on each side, drawn where it is told as "about"
_FAR = 0.5  # the lowest number is this part of the highest: then the scale need not begin at nought


def draw_numbers(measured: Measured) -> Markup:
    """Return the numbers of one measure, a row for each."""
    low, high = _ends(measured)
    rows = Markup("").join(
        _draw_row(figure, _HEAD + _ROW * at, low, high) for at, figure in enumerate(measured.figures)
    )
    height = _HEAD + _ROW * len(measured.figures)
    said = "; ".join(figure.sentence for figure in measured.figures)
    return Markup(
        '<svg class="numbers" viewBox="0 0 {0} {1}" role="img" aria-label="{2}, by source and day: {3}">{4}'
        '<path class="axis-line" d="M{5} {6}H{7}"></path><text x="{5}" y="{8}" class="axis">{9}</text>'
        '<text x="{7}" y="{8}" class="axis end">{10}</text></svg>'
    ).format(
        _WIDE, height + 26, measured.measure, said, rows,
        _LEFT, height, _WIDE - _RIGHT, height + 18, _short(low), _short(high),
    )  # fmt: skip


def _ends(measured: Measured) -> tuple[float, float]:
    values = [figure.value for figure in measured.figures]
    low, high = min(values), max(values)
    if low > _FAR * high:
        margin = (high - low) / 4 or 1
        return max(0.0, low - margin), high + margin
    return min(0.0, low), high * 1.1 or 1.0


def _draw_row(figure: Figure, top: int, low: float, high: float) -> Markup:
    middle = top + _ROW // 2
    denied = " denied" if figure.stand.endswith("denies") else ""
    return Markup(
        '<g class="number{0}"><path class="lane" d="M{1} {2}H{3}"></path>{4}'
        '<text x="0" y="{5}" class="hand-name">{6}</text><text x="0" y="{7}" class="hand-rel">{8}</text>'
        '<text x="{9}" y="{10}" class="amount">{11}</text></g>'
    ).format(
        denied, _LEFT, middle, _WIDE - _RIGHT, _draw_mark(figure, middle, low, high),
        middle - 2, shorten(figure.who, _LETTERS), middle + 12, shorten(f"{figure.outlet}, {figure.day}", _LETTERS + 6),
        _WIDE - _RIGHT + 10, middle + 5, shorten(f"{figure.told}{', denied' if denied else ''}", 20),
    )  # fmt: skip


def _draw_mark(figure: Figure, middle: int, low: float, high: float) -> Markup:
    def place(value: float) -> float:
        share = (value - low) / (high - low)
        return _LEFT + min(max(share, 0.0), 1.0) * (_WIDE - _RIGHT - _LEFT)

    at = place(figure.value)
    if figure.bound in (">=", "<="):
        end = _WIDE - _RIGHT if figure.bound == ">=" else _LEFT
        tip = 6 if figure.bound == ">=" else -6
        return Markup(
            '<path class="reach" d="M{0:.1f} {1}H{2:.1f}"></path><path class="bound" d="M{0:.1f} {3}v14"></path>'
            '<path class="reach" d="M{4:.1f} {5}l{6} 5l{7} 5"></path>'
        ).format(at, middle, end, middle - 7, end - tip, middle - 5, tip, -tip)
    if figure.bound == "~":
        left, right = place(figure.value * (1 - _ABOUT)), place(figure.value * (1 + _ABOUT))
        return Markup(
            '<path class="about-line" d="M{:.1f} {}H{:.1f}"></path>'
            '<circle cx="{:.1f}" cy="{}" r="5" class="point open"></circle>'
        ).format(left, middle, right, at, middle)
    return Markup('<circle cx="{:.1f}" cy="{}" r="5.5" class="point"></circle>').format(at, middle)


def _short(value: float) -> str:
    return f"{value:,.3g}" if value < 100 else f"{value:,.0f}"


def draw_lines(lines: Sequence[Line]) -> Markup:
    """Return how each holder stands to a claim by day, a row each: a disc says, a cross denies, a ring does neither."""
    days = [moment.day for line in lines for moment in line.moments]
    if not days:
        return Markup("")
    first, last = min(days), max(days)
    height = _HEAD + _ROW * len(lines)
    rows = Markup("").join(_draw_line(line, _HEAD + _ROW * at, first, last) for at, line in enumerate(lines))
    said = f"How {len(lines)} {'holder stands' if len(lines) == 1 else 'holders stand'} to it, by day"
    return Markup(
        '<svg class="numbers holders" viewBox="0 0 {0} {1}" role="group" aria-label="{2}">{3}'
        '<text x="{4}" y="{5}" class="axis">{6}</text>{7}</svg>'
    ).format(
        _WIDE, height + 26, said, rows, _LEFT, height + 18, say_day(first),
        Markup('<text x="{}" y="{}" class="axis end">{}</text>').format(_WIDE - 8, height + 18, say_day(last))
        if first != last else "",
    )  # fmt: skip


def _draw_line(line: Line, top: int, first: date, last: date) -> Markup:
    middle, span = top + _ROW // 2, max((last - first).days, 1)
    marks = []
    for at, moment in enumerate(line.moments):
        x = _LEFT + 8 + round((_WIDE - _LEFT - 30) * (moment.day - first).days / span)
        y = middle - 3 * min(sum(each.day == moment.day for each in line.moments[:at]), 3)
        shape = _STANDS.get(moment.stand, _RING).format(x, y)
        marks.append(
            Markup('<a href="{}"><title>{}</title>{}</a>').format(
                moment.address, f"{say_day(moment.day)}: {shorten(moment.said, 160)}", shape
            )
        )
    return Markup('<path class="lane" d="M{} {}H{}"></path><text x="0" y="{}" class="hand-name">{}</text>{}').format(
        _LEFT, middle, _WIDE - 8, middle + 5, shorten(line.holder, _LETTERS), Markup("").join(marks)
    )


_STANDS = {
    "asserts": Markup('<circle cx="{0}" cy="{1}" r="6" class="point"></circle>'),
    "denies": Markup('<path class="reach" d="M{0} {1}m-6 -6l12 12m0 -12l-12 12"></path>'),
}
_RING = Markup('<circle cx="{0}" cy="{1}" r="5" class="point open"></circle>')
