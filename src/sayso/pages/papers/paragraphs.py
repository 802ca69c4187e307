"""Join the printed lines of pages into paragraphs.

In: the lines of each page with their places and sizes. Out: parts: paragraphs with the page they begin on, words cut
at a line's end put together, a paragraph that runs over a page's end in one piece, and what repeats at the edges of
pages (headers, footers, page numbers) as furniture.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import dropwhile, pairwise
from statistics import median

from sayso.pages.layout.lines import is_item
from sayso.pages.papers.extracted import Part
from sayso.pages.vocabulary import read_vocabulary
from sayso.records import Role

_EDGE = 3  # lines at the top and at the bottom of a page that may be its header and footer
_REPEATED = 0.4  # of all pages: left and right ones may have headers of their own
_WIDE_GAP = 1.25  # of the usual distance between two lines
_DOUBLE = 1.8  # times the size of its letters: the distance of lines in a paper set wide
_LARGER = 1.12  # of the usual size of letters
_SHORT = 0.7  # of the usual length of a line
_STOPS = re.compile(r"[.!?…:;][\"'”’»)\]]*$")
_LISTS = read_vocabulary("sayso.pages.papers")
_NUMBER = re.compile(
    rf"[-–—\s|]*{_LISTS.any_phrase('page_numbers.before')}?\d{{1,4}}"
    rf"(?:\s*(?:/|{_LISTS.any_word('page_numbers.between')})\s*\d{{1,4}})?[-–—\s|]*",
    re.IGNORECASE,
)
_LABEL = re.compile(rf"{_LISTS.any_phrase('kinds.labels')}\W*", re.IGNORECASE)
_CUT = re.compile(r"(?<!\w)(\w+)[-\u2010]$")
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_COMPOUNDS = frozenset(_LISTS.words("compounds.beginnings"))


_Key = tuple[str, float, float]  # text without its numbers, size, height


@dataclass(frozen=True, slots=True, kw_only=True)
class TextLine:
    """A printed line: where it begins on the page (points, upwards), and how large its letters are."""

    text: str
    x: float
    y: float
    size: float


@dataclass(frozen=True, slots=True, kw_only=True)
class _Print:
    """What is usual in a paper."""

    size: float
    leading: float
    length: float
    words: frozenset[str]


def join_lines(pages: Sequence[Sequence[TextLine]], check: Callable[[], None] = lambda: None) -> tuple[Part, ...]:
    """Return the parts of a paper, in page order; `check` is called for each page, and may raise."""
    repeated = _repeated(pages)
    edges = [_edges(page, repeated) for page in pages]
    bodies = [[line for line in page if line not in edge] for page, edge in zip(pages, edges, strict=True)]
    usual = _usual(bodies)
    paragraphs = [_paragraphs(body, usual) for body in bodies]
    _join_over_pages(paragraphs)
    heads = _heads(paragraphs, usual)
    parts: list[Part] = []
    for number, (page, edge) in enumerate(zip(paragraphs, edges, strict=True), 1):
        check()
        top = max((line.y for lines in page for line in lines), default=0.0)
        furniture = [(line.y >= top, Part(text=line.text, role="furniture", place=str(number))) for line in edge]
        parts += [part for above, part in furniture if above]
        for lines in page:
            parts.append(Part(text=_join(lines, usual.words), role=heads.get(id(lines)), place=str(number)))
        parts += [part for above, part in furniture if not above]
    return tuple(parts)


def _key(line: TextLine) -> _Key:
    return re.sub(r"\d+", "#", line.text).casefold(), line.size, round(line.y, -1)


def _at_edge(page: Sequence[TextLine]) -> list[TextLine]:
    by_height = sorted(page, key=lambda line: -line.y)
    return by_height[:_EDGE] + by_height[_EDGE:][-_EDGE:]


def _repeated(pages: Sequence[Sequence[TextLine]]) -> frozenset[_Key]:
    counts = Counter(key for page in pages for key in {_key(line) for line in _at_edge(page)})
    return frozenset(key for key, count in counts.items() if count > 1 and count >= _REPEATED * len(pages))


def _edges(page: Sequence[TextLine], repeated: frozenset[_Key]) -> list[TextLine]:
    """Return the header and footer of a page: from its edges inwards, as far as lines repeat or number it."""
    by_height = sorted(page, key=lambda line: -line.y)
    found: list[TextLine] = []
    for side in (by_height, by_height[::-1]):
        for line in side[:_EDGE]:
            if line not in found and (_key(line) in repeated or _NUMBER.fullmatch(line.text)):
                found.append(line)
    return found


def _usual(pages: Sequence[Sequence[TextLine]]) -> _Print:
    lines = [line for page in pages for line in page]
    sizes: Counter[float] = Counter()
    for line in lines:
        sizes[line.size] += len(line.text)
    size = sizes.most_common(1)[0][0] if sizes else 1.0
    body = [line for line in lines if line.size == size]
    spaced = [
        (above, below) for page in pages for above, below in pairwise(page)
        if above.size == below.size == size and 0 < above.y - below.y < 4 * size
    ]  # fmt: skip
    gaps = sorted(above.y - below.y for above, below in spaced)
    leading = gaps[len(gaps) // 3] if gaps else 1.2 * size  # within paragraphs lines are closer than between two
    run_on = sum(not _STOPS.search(above.text) for above, _ in spaced)
    if leading > _DOUBLE * size and 2 * run_on < len(spaced):  # paragraphs of one line, not a paper set wide
        leading = 1.2 * size
    lengths = sorted(len(line.text) for line in body)
    words = Counter(word.casefold() for line in lines for word in _WORD.findall(line.text)[1:-1])
    return _Print(
        size=size,
        leading=leading,
        length=median(lengths[len(lengths) // 2 :]) if lengths else 1.0,
        words=frozenset(words),
    )


def _paragraphs(page: Sequence[TextLine], usual: _Print) -> list[list[TextLine]]:
    groups: list[list[TextLine]] = []
    for line in page:
        if groups and _goes_on(groups[-1], line, usual):
            groups[-1].append(line)
        else:
            groups.append([line])
    return groups


def _goes_on(group: Sequence[TextLine], line: TextLine, usual: _Print) -> bool:
    above, gap = group[-1], group[-1].y - line.y
    if is_item(line.text) or not _near(above.size, line.size):
        return False
    if gap <= 0 or gap > 4 * line.size:  # another column
        return _unfinished(above.text, line.text)
    leading = usual.leading * max(1.0, line.size / usual.size)
    if gap > _WIDE_GAP * leading:
        return False
    if line.size > _LARGER * usual.size:  # a heading over several lines, centred perhaps
        return True
    if is_item(group[0].text):
        return line.x > group[0].x + 0.3 * line.size or len(group) == 1
    indented = line.x > above.x + 0.5 * line.size and (len(group) > 1 or line.x > above.x + 4 * line.size)
    short = len(above.text) < _SHORT * usual.length
    alone = (
        short and len(group) == 1 and not line.text[0].islower() and above.text[-1] not in ",-"
    )  # a date line, a name
    return not indented and not alone and not (short and _STOPS.search(above.text))


def _near(one: float, other: float) -> bool:
    return max(one, other) <= _LARGER * min(one, other)


def _unfinished(above: str, below: str) -> bool:
    """Say whether a sentence runs from one line to another far from it."""
    return not _STOPS.search(above) and (below[:1].islower() or _CUT.search(above) is not None or above[-1:] == ",")


def _join_over_pages(pages: list[list[list[TextLine]]]) -> None:
    for left, right in pairwise(pages):
        if left and right and _near(left[-1][-1].size, right[0][0].size):
            long = len(left[-1][-1].text) > 40
            if long and not is_item(right[0][0].text) and _unfinished(left[-1][-1].text, right[0][0].text):
                right[0][:0] = left.pop()
                left.append(right.pop(0))


def _heads(pages: Sequence[Sequence[list[TextLine]]], usual: _Print) -> dict[int, Role]:
    """Return the roles of what is set larger than the rest, by identity: the headline of the first page, sub-headings.

    The largest print may be the name of who sends the paper: a longer line nearly as large is the headline then.
    """
    first = [group for group in (pages[0] if pages else ()) if _is_large(group, usual)]
    named = [group for group in first if not _LABEL.fullmatch(_join(group, usual.words))] or first
    by_size = sorted(named, key=lambda group: -group[0].size)
    longer = [group for group in by_size if _count(group) > 4 and group[0].size >= 0.7 * by_size[0][0].size]
    if not by_size:
        return {}
    headline = by_size[0] if _count(by_size[0]) > 4 or not longer else longer[0]
    # Between the headline and the first paragraph stand names, dates and decks: their words tell which.
    rest = dropwhile(lambda group: group is not headline, (group for page in pages for group in page))
    below = dropwhile(lambda group: group[0].size > _LARGER * usual.size, rest)
    roles: dict[int, Role] = {id(group): "subheading" for group in below if _is_large(group, usual)}
    return roles | {id(headline): "headline"}


def _is_large(group: Sequence[TextLine], usual: _Print) -> bool:
    return group[0].size > _LARGER * usual.size and _count(group) <= 40


def _count(group: Sequence[TextLine]) -> int:
    return sum(len(line.text.split()) for line in group)


def _join(lines: Sequence[TextLine], words: frozenset[str]) -> str:
    return "".join(_pieces(lines, words))


def _pieces(lines: Sequence[TextLine], words: frozenset[str]) -> Iterator[str]:
    for line, below in pairwise(lines):
        text, first = line.text, _WORD.match(below.text)
        cut = _CUT.search(text)
        if text.endswith("\u00ad"):
            yield text[:-1]
        elif cut and first and below.text[0].islower():
            yield text if _keeps_hyphen(cut[1], first[0], words) else text[:-1]
        else:
            yield f"{text} "
    yield lines[-1].text


def _keeps_hyphen(left: str, right: str, words: frozenset[str]) -> bool:
    """Say whether a hyphen at a line's end is the word's own, from how the paper writes its words elsewhere."""
    left, right = left.casefold(), right.casefold()
    if f"{left}{right}" in words:
        return False
    return f"{left}-{right}" in words or left in _COMPOUNDS or (left in words and right in words)
