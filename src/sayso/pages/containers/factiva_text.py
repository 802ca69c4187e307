"""Factiva downloads as RTF: fields with codes ("HD", "SN", "TD"), or the same without, then "Document …".

In: the text taken out of a download, a paragraph a line, blank lines between; later, that of one article. Out: its
articles, each with the line that ends it; later, the parts of one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from sayso.pages.containers.cutting import Articles, cut_out
from sayso.pages.containers.laid_out import LaidOut, one_line, read_byline, read_day, tells_rights
from sayso.pages.layout.lines import Line
from sayso.pages.layout.person_names import is_name
from sayso.pages.vocabulary import any_of, read_vocabulary
from sayso.records import Span

_LISTS = read_vocabulary("sayso.pages.containers")
_END = re.compile(rf"^[ \t]*{_LISTS.any_phrase('factiva.ends')}[ \t]*$", re.IGNORECASE | re.MULTILINE)
_AN_END = re.compile(rf"^[ \t]*AN[ \t]+{_LISTS.any_phrase('factiva.ends')}[ \t]*$", re.IGNORECASE | re.MULTILINE)
WORDS = re.compile(_LISTS.any_phrase("factiva.words"), re.IGNORECASE)
TEXT_FIELDS = frozenset(_LISTS.words("factiva.text"))
CODES = frozenset(_LISTS.words("factiva.fields")) | TEXT_FIELDS
_CODE = re.compile(rf"({any_of(CODES)})(?:[ \xa0]*\t[ \t\xa0]*|[ \xa0]{{2,}}|[ \xa0]*$)")
_BY = re.compile(rf"{read_vocabulary('sayso.pages.layout').any_word('bylines.by')}\b", re.IGNORECASE)
_CLOCK = re.compile(r"\d{1,2}[:.]\d{2}(?:\s*[ap]\.?m\.?)?(?:\s+[A-Z]{2,4})?", re.IGNORECASE)


def holds_factiva_text(text: str) -> bool:
    """Tell a download by the lines that end its articles, above which stands a number of words or a code."""
    ends = _ends(text)
    return bool(ends) and any(
        WORDS.fullmatch(line.strip()) or _CODE.match(line.strip()) for line in text[: ends[0].start()].split("\n")
    )


def cut_factiva_text(text: str) -> Articles:
    """Return the articles of a download; what follows the last one, how it was searched, is none."""
    ends = _ends(text)
    starts = [0, *(end.end() for end in ends[:-1])] if ends else []
    ranges = [(start, end.end()) for start, end in zip(starts, ends, strict=True)]
    rest = text[ends[-1].end() :] if ends else text
    cut_off = any(WORDS.fullmatch(line.strip()) or _CODE.match(line.strip()) for line in rest.split("\n"))
    if cut_off:
        ranges.append((len(text) - len(rest), len(text)))
    notes = ("its last article lacks the line that ends it: the download may have been cut off",) if cut_off else ()
    return Articles(cuttings=cut_out(text, ranges), notes=notes)


def lay_factiva_text(text: str, lines: Sequence[Line]) -> LaidOut:
    """Return the parts of one article."""
    coded = list(_coded(lines))
    if any(code in TEXT_FIELDS for code, _ in coded):
        return _lay_coded(text, coded)
    return _lay_bare(lines)


def told_of(fields: Mapping[str, str]) -> dict[str, str | None]:
    """Return what coded fields say of an article."""
    return {
        "outlet": one_line(fields.get("SN")),
        "published": read_day(fields.get("PD", "")),
        "byline": read_byline(fields["BY"]) if fields.get("BY") else None,
    }


def told_by_order(lines: Sequence[str]) -> dict[str, str | None]:
    """Return what lines without codes say: below the number of words stand the day, the hour, the outlet."""
    words = next((at for at, line in enumerate(lines) if WORDS.fullmatch(line)), None)
    if words is None:
        return {"outlet": None, "published": None, "byline": None}
    day = next((at for at in range(words + 1, min(len(lines), words + 3)) if read_day(lines[at])), None)
    below = (line for line in lines[(words if day is None else day) + 1 :] if not _CLOCK.fullmatch(line))
    author = lines[words - 1] if words > 1 and _is_author(lines[words - 1]) else None
    return {
        "outlet": one_line(next(below, None)),
        "published": read_day(lines[day]) if day is not None else None,
        "byline": read_byline(author) if author else None,
    }


def _ends(text: str) -> list[re.Match[str]]:
    return sorted((*_END.finditer(text), *_AN_END.finditer(text)), key=lambda end: end.start())


def _coded(lines: Sequence[Line]) -> Iterator[tuple[str, Span]]:
    """Yield the fields: a code, and where its value stands, up to the next code."""
    found = [(line, match) for line in lines if (match := _CODE.match(line.text)) is not None]
    ends = (*(line.start for line, _ in found[1:]), lines[-1].end if lines else 0)
    for (line, match), end in zip(found, ends, strict=bool(found)):
        start = line.start + match.end()
        yield match[1], Span(start=min(start, end), end=end)


def _lay_coded(text: str, coded: Sequence[tuple[str, Span]]) -> LaidOut:
    fields = {code: text[span.start : span.end].strip() for code, span in coded}
    title = next((span for code, span in coded if code == "HD"), None)
    return LaidOut(
        headline=_bare(text, title) if title else None,
        body=tuple(span for code, span in coded if code in TEXT_FIELDS),
        **told_of(fields),  # type: ignore[arg-type]
    )


def _lay_bare(lines: Sequence[Line]) -> LaidOut:
    shown = [line.text for line in lines]
    words = next((at for at, line in enumerate(shown) if WORDS.fullmatch(line)), None)
    last = len(lines) - 1 if lines and _END.fullmatch(shown[-1]) else len(lines)
    if words is None:
        return LaidOut(headline=None, body=())
    above = [at for at in range(words) if not (at == words - 1 and at and _is_author(shown[at]))]
    rights = next((at for at in range(words, min(last, words + 14)) if tells_rights(shown[at])), None)
    body = words + 1 if rights is None else rights + 1
    if rights is None:  # then the short lines below the number of words are fields
        while body < last and len(shown[body]) <= 60 and shown[body][-1] not in '.!?”"':
            body += 1
    title = lines[above[-1]] if above else None
    return LaidOut(
        headline=Span(start=title.start, end=title.end) if title else None,
        body=(Span(start=lines[body].start, end=lines[last - 1].end),) if body < last else (),
        **told_by_order(shown[: body + 1]),  # type: ignore[arg-type]
    )


def _is_author(line: str) -> bool:
    return _BY.match(line) is not None or (len(line.split()) > 1 and is_name(line))


def _bare(text: str, span: Span) -> Span | None:
    held = text[span.start : span.end]
    start, end = span.start + len(held) - len(held.lstrip()), span.start + len(held.rstrip())
    return Span(start=start, end=end) if start < end else None
