"""Find what stands between quotation marks, in the house styles of many countries.

In: a text. Out: half-open ranges of quoted words, marks included, in order, never crossing a paragraph nor each other:
a range lies apart from another or within it. And the same text with its marks set one way, character by character,
which is what the model was taught on.

Known are "…", “…”, ”…”, „…“, „…”, «…», »…«, ‹…›, ›…‹, ‘…’, ’…’, ‚…‘, '…', ``…'', and the dash that opens a paragraph of
speech ("— It rained, said Holt."). What a mark does is told by its neighbours and by what is open. An opening mark that
is never closed runs to the end of its paragraph, as where a quotation goes on and each paragraph repeats the opening
mark; where another opens first, or somebody is named as speaking, the closing mark was forgotten, and it ends there.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import pairwise
from operator import attrgetter

from sayso.records import Span

_START = attrgetter("start")
_PARAGRAPH = re.compile(r"[^\n]+")
_MARK = re.compile("``|''|[\"“”„«»‹›‘’‚']")
_CLOSED_BY = {
    "“": "”\"", "”": "”", "„": "“”\"", "«": "»", "»": "«", "‹": "›", "›": "‹", "‘": "’'", "’": "’", "‚": "‘’",
    '"': '"”', "'": "'", "``": "''", "''": "''",
}  # fmt: skip
_SINGLE = frozenset("‘’‚'")
_USUAL = frozenset(("“", '"', "``"))
_ALWAYS = frozenset(("“", "„", "«", "``"))  # open wherever nothing is open that they close
_BEFORE = frozenset(" \t\xa0\u202f\u2009([{—–-/:;,.…“„«»‹›‘‚\"'")  # what an opening mark stands behind
_SPACES = frozenset(" \t\xa0\u202f\u2009")
# the verbs that most often stand beside a quotation
SAYING = (
    r"(?:said|says|say|told|tells|asks?|asked|adds?|added|repl(?:y|ies|ied)|answer(?:s|ed)?|explain(?:s|ed)?"
    r"|recall(?:s|ed)?|wr(?:ote|ites|itten)|insist(?:s|ed)?|warn(?:s|ed)?|shout(?:s|ed)?|cr(?:ies|ied)|admit(?:s|ted)?"
    r"|claim(?:s|ed)?|argue[sd]?|note[sd]?|state[sd]?|continue[sd]?|conclude[sd]?|remark(?:s|ed)?|mutter(?:s|ed)?"
    r"|observe[sd]?|announce[sd]?|report(?:s|ed)?|declare[sd]?|agree[sd]?|joke[sd]?|whisper(?:s|ed)?|laugh(?:s|ed)?"
    r"|snap(?:s|ped)?|beg[ai]ns?|went on|goes on|put in|cut in|retort(?:s|ed)?|repeat(?:s|ed)?|respond(?:s|ed)?"
    r"|counter(?:s|ed)?|tweet(?:s|ed)?|post(?:s|ed)?|testif(?:y|ies|ied)|confess(?:es|ed)?|complain(?:s|ed)?"
    r"|protest(?:s|ed)?|reckon(?:s|ed)?|suggest(?:s|ed)?|stress(?:es|ed)?|reveal(?:s|ed)?|predict(?:s|ed)?|promise[sd]?"
    r"|quip(?:s|ped)?|sigh(?:s|ed)?|call(?:s|ed)|reads?|ran|came the (?:answer|reply))"
)
_NAME = (
    r"(?:(?:the|a|an|his|her|its|their|our) (?:[\w’'-]+ ){0,3}?[\w’'-]+|he|she|they|I|we"
    r"|(?:[A-Z][\w.’'-]*)(?: (?:[A-Z][\w.’'-]*|de|van|von|of))*)"
)
_ATTRIBUTION = re.compile(rf"(?P<stop>[,?!…]|\.{{3}}|\s[—–-]) (?:{SAYING}|{_NAME} {SAYING})")
_OPENING_SINGLE = re.compile(r"(?<![\w'’])[‘'](?=[^\W\d_])")
_CLOSING_SINGLE = re.compile(r"(?:[^s\s]|(?<=[.,;!?…—-]))['’](?!\w)|s['’](?! [a-z])")
# what follows a closing mark, and no noun that the miners' own
_AFTER_CLOSING = re.compile(
    rf"(?:$|[^\w\s]| [^a-z]| (?:{SAYING}|(?:and|or|but|in|on|at|by|for|from|to|of|is|are|was|were|has|have|had|will"
    r"|would|can|could|may|who|which|that|as|with|when|while|after|before|because|he|she|they|it|we|the|an?|not|than|if)\b))"
)
_DASH = re.compile(r"(?:[—–―]|--)[ \xa0\u202f]?(?=[A-Z¿¡“\"«I])")
_DASH_BEHIND = re.compile(r"[.!?…][ \xa0](?=(?:[—–―]|--)[ \xa0\u202f]?[A-Z¿¡“\"«])")
_SENTENCE_END = re.compile(r"[.!?…](?=\s)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Quoted:
    """Words between quotation marks: where they stand, whether the marks are double and whether they close.

    `mark` is the opening mark; `inner` tells that they lie within other quoted words.
    """

    start: int
    end: int
    double: bool
    closed: bool = True
    inner: bool = False
    mark: str = '"'

    @property
    def span(self) -> Span:
        """The range, marks included."""
        return Span(start=self.start, end=self.end)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Open:
    start: int
    mark: str


def find_quoted(text: str) -> tuple[Quoted, ...]:
    """Return the quoted ranges of `text`, sorted by start, one that holds another before it."""
    found = [quoted for part in _PARAGRAPH.finditer(text) for quoted in _in_paragraph(text, part.start(), part.end())]
    dashed = list(_dashed(text))
    held = [each for each in found if not _runs_out(each, dashed)]
    both = sorted([*held, *dashed], key=lambda quoted: (quoted.start, -quoted.end))
    return tuple(_nested(both))


def standardise(text: str, quoted: tuple[Quoted, ...]) -> str:
    """Return `text`, of the same length, with “…” around outer quotations and ‘…’ around those within.

    Single marks stay where most are double: in headlines and around doubtful words.
    """
    outer = [each for each in quoted if not each.inner]
    mostly_double = 2 * sum(each.double for each in outer) >= len(outer)
    kept = _USUAL | _SINGLE if mostly_double else _USUAL
    strange = [each for each in quoted if each.mark not in kept]
    if not strange:
        return text
    letters = list(text)
    for each in strange:
        opening, closing = "‘’" if each.inner else "“”"
        size = len(each.mark)
        letters[each.start : each.start + size] = opening.ljust(size)
        if not each.closed:
            continue
        if each.mark[0] in "—–―-":
            if each.end < len(text) and text[each.end] == ",":
                letters[each.end] = closing
        elif text[each.end - 1 : each.end] in _CLOSED_BY.get(each.mark, ""):
            letters[each.end - 1] = closing
    return "".join(letters)


def _in_paragraph(text: str, start: int, end: int) -> Iterator[Quoted]:
    waiting: list[_Open] = []
    done: list[Quoted] = []
    for match in _MARK.finditer(text, start, end):
        mark = match.group()
        at = next((n for n in range(len(waiting) - 1, -1, -1) if mark in _CLOSED_BY[waiting[n].mark]), None)
        if at is not None and _closes(text, match, waiting[at], start, end):
            opened = waiting[at]
            del waiting[at:]
            done.append(_quoted(opened, match.end(), closed=True))
        elif _opens(text, match, start, end):
            same = next((n for n, each in enumerate(waiting) if each.mark == mark and mark not in _SINGLE), None)
            if same is not None:  # it opens again: the closing mark was forgotten
                done.append(_broken_off(text, waiting[same], match.start()))
                del waiting[same:]
            waiting.append(_Open(start=match.start(), mark=mark))
    for opened in waiting:
        if opened.mark not in _SINGLE:
            done.append(_unclosed(text, opened, end))
            break
    yield from sorted(done, key=lambda quoted: (quoted.start, -quoted.end))


def _quoted(opened: _Open, end: int, *, closed: bool) -> Quoted:
    return Quoted(start=opened.start, end=end, double=opened.mark not in _SINGLE, closed=closed, mark=opened.mark)


def _unclosed(text: str, opened: _Open, end: int) -> Quoted:
    """Return the range of a mark that nothing closes: up to whoever is named as speaking, or the paragraph's end."""
    attribution = _ATTRIBUTION.search(text, opened.start + 1, end)
    return _quoted(opened, attribution.end("stop") if attribution else end, closed=False)


def _broken_off(text: str, opened: _Open, end: int) -> Quoted:
    """Return the range of a mark that nothing closes before another opens: up to a speaker, or a sentence's end."""
    whole = _unclosed(text, opened, end)
    if whole.end < end:
        return whole
    sentence = _SENTENCE_END.search(text, opened.start, end)
    return _quoted(opened, sentence.end() if sentence else end, closed=False)


def _opens(text: str, match: re.Match[str], start: int, end: int) -> bool:
    mark, at = match.group(), match.start()
    after = text[match.end() : match.end() + 1] if match.end() < end else ""
    before = text[at - 1] if at > start else " "
    if not after:
        return False
    if mark in _ALWAYS:
        return True
    if before.isalnum() or before not in _BEFORE:
        return False
    if mark in _SINGLE:
        return not after.isspace() and (mark == "‘" or after.isalpha() or after in '“"«')
    if mark in "»›":  # they open where they close nothing, and words follow at once
        return before in _SPACES or before in "([—–-„“‚‘»"
    return not after.isspace()


def _closes(text: str, match: re.Match[str], opened: _Open, start: int, end: int) -> bool:
    mark, at = match.group(), match.start()
    if at <= opened.start + len(opened.mark) - 1:
        return False
    before, after = text[at - 1], text[match.end() : match.end() + 1] if match.end() < end else ""
    if mark in _SINGLE or mark in "‘’":
        return not before.isspace() and not after.isalnum() and not _is_apostrophe(text, match, end)
    # else it opens, since that was never closed: „A. “B”, "A. "B"
    return mark not in '“”«‹"' or not before.isspace() or not after or after.isspace()


def _is_apostrophe(text: str, match: re.Match[str], end: int) -> bool:
    """Tell whether a single mark behind an s is the miners' own: a noun follows, and another mark closes later."""
    at = match.start()
    if text[at - 1] != "s" or _AFTER_CLOSING.match(text, match.end(), end):
        return False
    rest = _CLOSING_SINGLE.search(text, match.end(), end)
    # no farther than to `rest`, with the letter behind the mark: to look on, from each of many, took long
    return rest is not None and _OPENING_SINGLE.search(text, match.end(), min(end, rest.start() + 2)) is None


def _runs_out(quoted: Quoted, dashed: list[Quoted]) -> bool:
    """Tell whether a range begins in speech that a dash opens and ends behind it."""
    at = bisect_right(dashed, quoted.start, key=_START) - 1
    return at >= 0 and quoted.start < dashed[at].end < quoted.end


def _dashed(text: str) -> Iterator[Quoted]:
    """Yield what a dash at the head of a paragraph opens, where somebody is named as speaking behind one of them.

    A later dash of such a paragraph, behind a sentence's end, opens speech again: "— No, said Holt. — Not yet."
    """
    opening = []
    for part in _PARAGRAPH.finditer(text):
        if _DASH.match(text, part.start(), part.end()) is None:
            continue
        later = (dash.end() for dash in _DASH_BEHIND.finditer(text, part.start(), part.end()))
        for start, stop in pairwise((part.start(), *later, part.end())):
            opening.append(_spoken(text, start, stop))
    if any(told for _, told in opening):
        yield from (quoted for quoted, _ in opening)


def _spoken(text: str, start: int, stop: int) -> tuple[Quoted, bool]:
    """Return the speech that the dash at `start` opens, and whether somebody is named as speaking behind it."""
    dash = _DASH.match(text, start, stop)
    mark = dash.group().rstrip() if dash else text[start]
    attribution = _ATTRIBUTION.search(text, start + len(mark), stop)
    end = start + len(text[start:stop].rstrip())
    if attribution:
        end = attribution.end("stop") if attribution["stop"] in "?!…..." else attribution.start("stop")
    return Quoted(start=start, end=end, double=True, mark=mark), attribution is not None


def _nested(ranges: list[Quoted]) -> Iterator[Quoted]:
    """Yield the ranges that do not cross, each told whether it lies within another."""
    around: list[Quoted] = []
    for each in ranges:
        while around and around[-1].end <= each.start:
            around.pop()
        if around and each.end > around[-1].end:
            continue
        yield replace(each, inner=bool(around))
        around.append(each)
