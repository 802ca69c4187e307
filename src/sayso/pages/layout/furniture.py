"""Know by its words what is not the article: menus, share bars, adverts, credits, lists of other stories.

In: the text of one passage. Out: whether it is furniture, a credit, a caption, a byline, or opens a list of related
stories. Every pattern must cover the whole passage and be short, since an article may well say "share this".
"""

from __future__ import annotations

import re

from sayso.pages.layout.person_names import is_name
from sayso.pages.vocabulary import read_vocabulary

_LISTS = read_vocabulary("sayso.pages.layout")
_WORD = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")
_SHARE = frozenset(_LISTS.words("share.words"))
_SHARE_CORE = frozenset(_LISTS.words("share.sure"))
_MENU = frozenset(_LISTS.words("menu.words"))
_ANY_FURNITURE = _LISTS.any_phrase(
    "furniture.adverts", "furniture.reading_on", "furniture.navigation", "furniture.sharing", "furniture.newsletters",
    "furniture.cookies", "furniture.rights", "furniture.labels", "furniture.reading_time", "furniture.apps",
    "furniture.accounts", "furniture.comments", "furniture.controls",
)  # fmt: skip
_FURNITURE = re.compile(rf"{_ANY_FURNITURE}\W*", re.IGNORECASE | re.DOTALL)
_RELATED_HEADING = re.compile(rf"{_LISTS.any_phrase('related.headings')}\s*[:：]?", re.IGNORECASE)
_RELATED_INLINE = re.compile(
    rf"{_LISTS.any_phrase('related.before_title')}\s*(?:[:：|»>]|\s[-–—])\s*\S.{{3,160}}(?<![.])", re.IGNORECASE
)
_AGENCY = _LISTS.any_phrase("credits.agencies")
_PICTURE = _LISTS.any_phrase("credits.pictures")
_CREDIT = re.compile(
    rf"[(\[]?(?:{_LISTS.any_word('credits.before_picture')}\s+)?{_PICTURE}"
    rf"\s*{_LISTS.any_phrase('credits.behind_picture')}?"
    rf"\s*(?:[:|©]|{_LISTS.any_word('credits.before_maker')}\b).{{1,160}}"
    rf"|[(\[]?{_PICTURE}\s+{_LISTS.any_phrase('credits.before_subject')}\s.{{1,220}}"
    rf"\b(?:{_LISTS.any_phrase('credits.behind_subject')}|©)\s.{{1,100}}(?<![.!?])"
    rf"|[(\[]?{_LISTS.any_phrase('credits.labels')}\s*:\s*.{{1,120}}(?<![.!?])"
    rf"|(?:©\s*)?[(\[]?(?:{_PICTURE}\s*[:/]?\s*)?(?:[\w.'’ -]{{1,50}}\s*[/|,]\s*)?{_AGENCY}"
    rf"(?:\s*[/|,–-]\s*[\w.'’ -]{{1,50}}|\s+{_LISTS.any_word('credits.behind_agency')}.{{0,40}})?[)\]]?"
    rf"|[(\[]?{_PICTURE}\s+{_LISTS.any_phrase('credits.on_the_way')}\s.{{1,100}}",
    re.IGNORECASE | re.DOTALL,
)
_CAPTION = re.compile(_LISTS.any_phrase("captions.openings"), re.IGNORECASE)
_CREDIT_AT_END = re.compile(
    rf"[.\s(\[](?:{_PICTURE}\s*{_LISTS.any_word('credits.behind_picture_at_end')}?\s*[:/]"
    rf"|{_LISTS.any_word('credits.labels_at_end')}\s*:|©|{_LISTS.any_phrase('credits.agencies_at_end')}\s*/|\({_AGENCY})"
    rf"\s*[\w.'’/&, -]{{0,60}}[)\]]?\Z",
    re.IGNORECASE,
)
_PERSON = r"[^\W\d_][\w.'’-]*(?:\s+(?:[^\W\d_][\w.'’-]*|&)){0,5}"
_BY = _LISTS.any_word("bylines.by")
_BYLINE = re.compile(
    rf"(?:{_LISTS.any_word('bylines.before_by')}\s+)?{_BY}:?\s+(?P<name>{_PERSON})"
    rf"(?:(?:\s*[,\n]\s*|\s*[|•·/–—-]\s*|\s+{_LISTS.any_word('bylines.behind_name')}\s+).{{0,120}})?(?<![.!?:;])"
    rf"|{_LISTS.any_phrase('bylines.work')}\s+{_BY}\s.{{2,160}}"
    rf"|{_LISTS.any_phrase('bylines.unnamed')}"
    rf"|(?P<writer>{_PERSON})\s*[,|•·–—-]\s*(?:\w+\s+){{0,3}}{_LISTS.any_word('bylines.ranks')}?"
    rf"\s*{_LISTS.any_word('bylines.posts')}s?\b.{{0,60}}(?<![.!?])",
    re.DOTALL | re.IGNORECASE,
)
_BETWEEN_NAMES = re.compile(rf",\s+|\s+{_LISTS.any_word('bylines.between_names')}\s+")


def is_furniture(text: str) -> bool:
    """Say whether a passage is a menu, a share bar, an advert or the like."""
    words = [word.lower() for word in _WORD.findall(text)]
    if not words:
        return True
    if len(text) > 400 or len(words) > 45:
        return False
    return _is_bar(words) or _FURNITURE.fullmatch(text) is not None


def _is_bar(words: list[str]) -> bool:
    bare = [word for word in words if not word.isdigit()]
    if not bare:
        return False
    share = all(word in _SHARE for word in bare) and any(word in _SHARE_CORE for word in bare)
    return share or (len(bare) > 2 and all(word in _MENU for word in bare))


def is_menu_entry(text: str) -> bool:
    """Say whether a passage could be an entry of a menu: up to three words without an end."""
    return len(text.split()) <= 3 and len(text) <= 30 and text[-1] not in '.!?:;"”'


def is_breadcrumb(text: str) -> bool:
    """Say whether a passage is a path or a row of links: "Home > World > Coast"."""
    parts = re.split(r"\s*[>»›|•·/]\s+|\s{2,}|\t", text)
    return len(parts) > 2 and len(text) <= 160 and all(0 < len(part.split()) <= 4 for part in parts)


def opens_related(text: str) -> bool:
    """Say whether a passage heads a list of other stories."""
    return len(text) <= 70 and _RELATED_HEADING.fullmatch(text) is not None


def is_related(text: str) -> bool:
    """Say whether a passage is a link to another story by its own words."""
    return len(text) <= 200 and _RELATED_INLINE.fullmatch(text) is not None


def is_credit(text: str) -> bool:
    """Say whether a passage names who made a picture, and nothing else."""
    return len(text) <= 300 and _CREDIT.fullmatch(text) is not None


def is_caption(text: str) -> bool:
    """Say whether a passage describes a picture: it says so, or ends in the picture's credit."""
    if len(text) > 450:
        return False
    return _CAPTION.match(text) is not None or _CREDIT_AT_END.search(text, max(0, len(text) - 90)) is not None


def is_byline(text: str) -> bool:
    """Say whether a passage names who wrote the article."""
    if len(text) > 200 or len(text.split()) > 25:
        return False
    match = _BYLINE.fullmatch(text)
    if match is None:
        return False
    first = (match["name"] or match["writer"] or "Staff").split()[:2]
    return all(word[0].isupper() for word in first)


def is_bare_byline(text: str) -> bool:
    """Say whether a line under a headline is a writer's name and no more."""
    names = text
    for by in _LISTS.words("bylines.by"):
        names = names.removeprefix(f"{by.capitalize()} ").removeprefix(f"{by} ")
    people = _BETWEEN_NAMES.split(names)
    return all(len(person.split()) in {2, 3, 4} and is_name(person) for person in people) and not text.isupper()
