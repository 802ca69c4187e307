"""Give every passage of an article's page its role.

In: passages in page order, readers' comments taken out. Out: a role for each. Nothing that reads like a sentence of
the article is called furniture: where the words do not tell, a passage is a paragraph.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import takewhile

from sayso.pages.layout import furniture
from sayso.pages.layout.lines import Passage, is_item
from sayso.pages.time.dates import is_date_line
from sayso.pages.vocabulary import read_vocabulary
from sayso.records import Role

_LISTS = read_vocabulary("sayso.pages.text")
_LONGEST = 450  # characters: whatever is longer is a paragraph
_ENDS = re.compile(r"[.!?…:;][\"'”’»)\]]*$")
_STOPS = re.compile(r"[.!?…][\"'”’»)\]]*$")
_PLACE = re.compile(r"[A-ZÀ-Þ][A-ZÀ-Þ .'’-]{2,30}(?:,\s[\w .]{2,30})?(?:\s\([^)]{2,30}\))?\s*[—–-]*")
_PLACE_AND_DATE = re.compile(r"[A-ZÀ-Þ][\w.'’ -]{1,30}(?:,\s[A-ZÀ-Þ][\w.'’ -]{1,30})?(?:,|\s[|•·—–-])\s+(.+)")
_SAYING = re.compile(
    rf"\b(?:{_LISTS.any_word('handing_over.words')}|{_LISTS.any_phrase('handing_over.phrases')})\b[^.!?]*:$"
)
_QUOTE = re.compile('["“„«]')
_OPENS = re.compile("[\"“„«'‘]")
_CLOSED = re.compile('["”»][.,!?]?$')
_FIRST_PERSON = re.compile(rf"\b{_LISTS.any_word('first_person.words')}\b")

_TOLD_BY_WORDS: tuple[tuple[Role, Callable[[str], bool]], ...] = (  # the first that holds
    ("related", furniture.opens_related),
    ("related", furniture.is_related),
    ("dateline", is_date_line),
    ("credit", furniture.is_credit),
    ("furniture", furniture.is_furniture),
    ("byline", furniture.is_byline),
    ("caption", furniture.is_caption),
)


def give_roles(passages: Sequence[Passage]) -> tuple[Role, ...]:
    """Return the role of each passage."""
    roles: list[Role | None] = [_by_words(passage.text) for passage in passages]
    body = _first_prose(passages, roles)
    _captions(passages, roles)
    _head(passages, roles, body)
    _body(passages, roles, body)
    _foot(passages, roles)
    return tuple(role or "paragraph" for role in roles)


def give_furniture_roles(passages: Sequence[Passage]) -> tuple[Role, ...]:
    """Return the roles of what stands around a comment thread: related stories, and furniture."""
    roles: list[Role] = []
    for passage in passages:
        related = furniture.opens_related(passage.text) or (
            bool(roles) and roles[-1] == "related" and _is_link(passage.text)
        )
        roles.append("related" if related else "furniture")
    return tuple(roles)


def _by_words(text: str) -> Role | None:
    if text.startswith(">"):
        return "blockquote"
    if len(text) > _LONGEST:
        return None
    return next((role for role, holds in _TOLD_BY_WORDS if holds(text)), None)


def _first_prose(passages: Sequence[Passage], roles: Sequence[Role | None]) -> int:
    """Return where the article's sentences begin; at its longest passage if it has none."""
    free = [at for at, role in enumerate(roles) if role is None]
    if not free:
        return len(passages)
    for at in free:
        text = passages[at].text
        if (is_prose(text) or is_item(text)) and not (at == free[0] and _is_stopped_headline(passages, free)):
            return at
    return max(free, key=lambda at: len(passages[at].text))


def is_prose(text: str) -> bool:
    """Say whether a passage reads as sentences: it ends like one, or is too long for a heading."""
    words = len(text.split())
    return (
        words > 30
        or (words > 4 and _ENDS.search(text) is not None and not text.endswith("?"))
        or (words > 11 and text.endswith("?"))
    )


def _is_stopped_headline(passages: Sequence[Passage], free: Sequence[int]) -> bool:
    """Know a first line that ends in a full stop for a headline all the same, by its capitals or its shortness."""
    first = passages[free[0]]
    if len(free) < 2 or len(first.text) > 160 or len(first.lines) > 2:
        return False
    words = [word for word in re.findall(r"[^\W\d_][\w'’-]*", first.text) if len(word) > 3]
    capitals = sum(word[0].isupper() for word in words)
    below = passages[free[1]]
    short = len(first.text.split()) <= 14 and below.gap > 0 and len(below.text) > 1.5 * len(first.text)
    return len(words) > 2 and (capitals > 0.7 * len(words) or (short and not _QUOTE.match(first.text)))


def _head(passages: Sequence[Passage], roles: list[Role | None], body: int) -> None:
    free = [at for at in range(body) if roles[at] is None]
    headline = _headline(passages, roles, free)
    for at in free:
        text = passages[at].text
        if at == headline:
            roles[at] = "headline"
        elif headline is None or at < headline:
            roles[at] = "furniture"
        else:
            roles[at] = _under_headline(text, last=at == body - 1)


def _headline(passages: Sequence[Passage], roles: Sequence[Role | None], free: Sequence[int]) -> int | None:
    titles = [at for at in free if len(passages[at].text) <= 250 and not furniture.is_breadcrumb(passages[at].text)]
    if not titles:
        return None
    full = [at for at in titles if len(passages[at].text.split()) > 3]
    # a window title repeats the headline with the outlet's name behind it
    repeated = [at for at in full if any(passages[at].text in passages[up].text for up in full if up < at)]
    signed = [at for at in full if at + 1 < len(roles) and roles[at + 1] in {"byline", "dateline"}]
    for best in (repeated, signed, full):
        if best:
            return best[0]
    return max(titles, key=lambda at: (len(passages[at].text.split()), -at))


def _under_headline(text: str, *, last: bool) -> Role:
    place = _PLACE_AND_DATE.fullmatch(text)
    if (place and is_date_line(place[1])) or (_PLACE.fullmatch(text) and text[-1] != "."):
        return "dateline"
    if furniture.is_bare_byline(text):
        return "byline"
    if furniture.is_breadcrumb(text) or (furniture.is_menu_entry(text) and not last):
        return "furniture"
    return "subheading"


def _captions(passages: Sequence[Passage], roles: list[Role | None]) -> None:
    """Find the line right above a credit: it describes the picture."""
    for at in range(1, len(passages)):
        above = passages[at - 1].text
        if roles[at] == "credit" and roles[at - 1] is None and passages[at].gap == 0 and len(above.split()) <= 40:
            roles[at - 1] = "caption"


def _body(passages: Sequence[Passage], roles: list[Role | None], body: int) -> None:
    at = body
    while at < len(passages):
        text = passages[at].text
        if roles[at] == "related" and furniture.opens_related(text):
            at = _related(passages, roles, at + 1)
            continue
        if roles[at] is None:
            length, role = (
                _quoted(passages, roles, at) or _listed(passages, roles, at) or (1, _plain(passages, roles, at))
            )
            roles[at : at + length] = [role] * length
            at += length
            continue
        at += 1


def _related(passages: Sequence[Passage], roles: list[Role | None], at: int) -> int:
    while at < len(passages) and (roles[at] in {None, "related"}) and _is_link(passages[at].text):
        if roles[at] is None:
            roles[at] = "related"
        at += 1
    return at


def _is_link(text: str) -> bool:
    return len(text) <= 160 and len(text.split()) <= 22 and not re.search(r"[.;:,][\"'”’»)\]]*$", text)


def _quoted(passages: Sequence[Passage], roles: Sequence[Role | None], at: int) -> tuple[int, Role] | None:
    """Measure the block quote that "… said:" hands over to, over all its paragraphs."""
    above = next((up for up in range(at - 1, -1, -1) if roles[up] not in {"furniture", "caption", "credit"}), None)
    if above is None or roles[above] not in {"paragraph", "subheading"} or not _SAYING.search(passages[above].text):
        return None
    text = passages[at].text
    if is_item(text) or not (is_prose(text) or _OPENS.match(text)) or _goes_on_unquoted(text):
        return None
    following = _free(passages, roles, at + 1)
    if _OPENS.match(text):
        return 1 + _marked(text, following), "blockquote"
    return 1 + _unmarked(text, following), "blockquote"


def _free(passages: Sequence[Passage], roles: Sequence[Role | None], at: int) -> Iterator[Passage]:
    """Yield the passages from `at` on, up to the first that has a role."""
    return (passages[low] for low in takewhile(lambda low: roles[low] is None, range(at, len(passages))))


def _goes_on_unquoted(text: str) -> bool:
    """Know a paragraph whose quotation ends before it does: the rest is the author's."""
    if not _OPENS.match(text):
        return False
    closing = max(text.rfind(mark) for mark in ("’'" if text[0] in "‘'" else '"”»'))
    return closing > 0 and len(text[closing + 1 :].split()) > 2


def _marked(text: str, following: Iterable[Passage]) -> int:
    """Count the paragraphs that repeat the opening mark of a quotation not yet closed."""
    count = 0
    for passage in following:
        if _CLOSED.search(text) or not _OPENS.match(passage.text) or _goes_on_unquoted(passage.text):
            break
        text = passage.text
        count += 1
    return count


def _unmarked(text: str, following: Iterable[Passage]) -> int:
    """Count the paragraphs in which a speaker quoted without marks goes on as I or we, one apart at most."""
    if not _FIRST_PERSON.search(text) or _QUOTE.search(text):
        return 0
    count = 0
    for number, passage in enumerate(following, 1):
        if number - count > 2 or not is_prose(passage.text) or _QUOTE.search(passage.text):
            break
        if _FIRST_PERSON.search(passage.text):
            count = number
    return count


def _listed(passages: Sequence[Passage], roles: Sequence[Role | None], at: int) -> tuple[int, Role] | None:
    """Measure a list: items with bullets, or short lines under a paragraph that ends in a colon."""
    items = sum(1 for _ in takewhile(lambda passage: is_item(passage.text), _free(passages, roles, at)))
    if items > 1 or (items and passages[at].text[0] in "•◦‣▪■●█·*"):
        return items, "list"
    if at and passages[at - 1].text.endswith(":"):
        below = takewhile(lambda passage: passage.gap == 0, _free(passages, roles, at + 1))
        short = [passages[at], *below]
        if len(short) > 1 and all(len(item.text.split()) <= 15 and not is_prose(item.text) for item in short[:-1]):
            return len(short), "list"
    return None


def _plain(passages: Sequence[Passage], roles: Sequence[Role | None], at: int) -> Role:
    text = passages[at].text
    below = next((low for low in range(at + 1, len(passages)) if roles[low] is None), None)
    heads = below is not None and (is_prose(passages[below].text) or is_item(passages[below].text))
    short = len(text.split()) <= 12 and len(text) <= 90 and not _ENDS.search(text) and text[-1] not in ",\"”’'"
    return "subheading" if heads and short and (text[0].isupper() or text[0].isdigit()) else "paragraph"


def _foot(passages: Sequence[Passage], roles: list[Role | None]) -> None:
    """Take a row of short entries below the last sentence for a menu."""
    at = len(passages)
    while at and (
        roles[at - 1] == "furniture"
        or (roles[at - 1] == "paragraph" and furniture.is_menu_entry(passages[at - 1].text))
    ):
        at -= 1
    if at > 0 and len(passages) - at > 2:
        roles[at:] = ["furniture"] * (len(passages) - at)
