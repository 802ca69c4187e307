"""The hands a paper, picture or recording passed through, wherever in the text that is told.

In: a text. Out: `Passing`s: who leaked, posted or obtained which papers, found once a text. `hands_of` picks those of
one paper: the same noun, at the same place or taken up again ("the documents were leaked by a clerk").
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from sayso.statements.chain.hands import Hand
from sayso.statements.identify.noun_bounds import chunk_from
from sayso.statements.identify.nouns.phrase import DETERMINERS, PAPERS, Phrase
from sayso.statements.identify.nouns.tokens import word_set
from sayso.statements.identify.text import Text, read_text
from sayso.statements.identify.voice import voice_of_phrase

PASSED = {
    "leaked": "leaked_by", "leak": "leaked_by",
    "posted": "posted_by", "uploaded": "posted_by", "shared": "posted_by", "released": "posted_by",
    "published": "posted_by", "tweeted": "posted_by", "circulated": "posted_by",
    "obtained": "obtained_by", "acquired": "obtained_by", "seen": "obtained_by", "reviewed": "obtained_by",
    "viewed": "obtained_by", "received": "obtained_by", "intercepted": "obtained_by",
    "aired": "reported_by", "broadcast": "reported_by",
}  # fmt: skip
ACTIVE_ONLY_PASSIVE = frozenset(("seen", "viewed"))
AUTHORED = frozenset(("released", "published"))  # of a paper, what its author does, not another hand
ORDER = ("leaked_by", "posted_by", "obtained_by", "reported_by")
AUXILIARIES = word_set("auxiliaries")


@dataclass(frozen=True, slots=True, kw_only=True)
class Passing:
    """Papers (pieces `start` to `end`, their `noun`) that passed through a hand."""

    noun: str
    start: int
    end: int
    definite: bool
    hand: Hand


def hands_of(text: Text, source: str, phrase: Phrase, *, again: bool) -> list[Hand]:
    """Return the hands of the paper a phrase speaks of; `again` where it takes up what was mentioned before."""
    if phrase.head is None or phrase.sort not in PAPERS or phrase.sort == "utterance":
        return []
    told = _passings(source).get(_singular(phrase.head.text), {})
    found = (told[rel].first(phrase, again=again) for rel in ORDER if rel in told)
    return [passing.hand for passing in found if passing is not None]


class _Passings:
    """The passings of papers of one noun through hands of one kind, in the order in which the text tells them."""

    def __init__(self) -> None:
        self._all: list[Passing] = []
        self._over: dict[int, int] = {}  # by piece: the first passing of papers that it is part of
        self._reached: list[int] = []  # how far the definite ones of those so far begin

    def add(self, passing: Passing) -> None:
        for at in range(passing.start, passing.end):
            self._over.setdefault(at, len(self._all))
        begun = passing.start if passing.definite else -1
        self._reached.append(max(begun, self._reached[-1] if self._reached else -1))
        self._all.append(passing)

    def first(self, phrase: Phrase, *, again: bool) -> Passing | None:
        """Return the first that is of the paper a phrase speaks of."""
        here = (self._over[at] for at in range(phrase.start, phrase.end) if at in self._over)
        number = 0 if again else min(*here, bisect_right(self._reached, phrase.start), len(self._all))
        return self._all[number] if number < len(self._all) else None


@lru_cache(maxsize=8)
def _passings(source: str) -> dict[str, dict[str, _Passings]]:
    """Return every passing a text tells of, by the noun of the papers and what the hand did."""
    text = read_text(source)
    found: dict[str, dict[str, _Passings]] = {}
    for at in range(len(text.pieces)):
        for passing in _passings_at(text, at):
            found.setdefault(passing.noun, {}).setdefault(passing.hand.rel, _Passings()).add(passing)
    return found


def _passings_at(text: Text, at: int) -> Iterator[Passing]:
    word = text.pieces[at].text.casefold()
    if word not in PASSED or at + 2 >= len(text.pieces):
        return
    rel = PASSED[word]
    if text.pieces[at + 1].text in ("by", "on"):
        papers = _before(text, at)
        if papers is not None and _is_paper(text, papers) and (word not in AUTHORED or _is_picture(text, papers)):
            yield from _passing(text, papers, chunk_from(text, at + 2), rel, by=text.pieces[at + 1].text == "by")
        return
    if text.pieces[at + 1].text == "to" and rel == "leaked_by":
        papers = _before(text, at)
        if papers is not None and _is_paper(text, papers):
            yield from _passing(text, papers, chunk_from(text, at + 2), "obtained_by", by=True)
        return
    papers = chunk_from(text, at + 1)
    if word in AUTHORED and not _is_picture(text, papers):
        return
    if word in ACTIVE_ONLY_PASSIVE or not _is_paper(text, papers):
        return
    hand = _before(text, at)
    if hand is not None:
        yield from _passing(text, papers, hand, rel, by=True)
    if rel == "leaked_by" and papers[1] + 1 < len(text.pieces) and text.pieces[papers[1]].text == "to":
        yield from _passing(text, papers, chunk_from(text, papers[1] + 1), "obtained_by", by=True)


def _passing(text: Text, papers: tuple[int, int], hand: tuple[int, int], rel: str, *, by: bool) -> Iterator[Passing]:
    """Yield one passing if both its papers and its hand are there; "on" brings in outlets alone."""
    if hand[0] == hand[1]:
        return
    phrase = text.phrase(*papers)
    voice = voice_of_phrase(text, text.phrase(*hand))
    if voice.kind in ("document", "media_item") or (not by and voice.kind not in ("news_media", "state_media")):
        return
    if phrase.head is not None:
        yield Passing(
            noun=_singular(phrase.head.text),
            start=papers[0],
            end=papers[1],
            definite=phrase.definite,
            hand=Hand(rel=rel, start=hand[0], end=hand[1], voice=voice),
        )


def _is_picture(text: Text, papers: tuple[int, int]) -> bool:
    return papers[0] < papers[1] and text.phrase(*papers).sort in ("item", "items")


def _is_paper(text: Text, papers: tuple[int, int]) -> bool:
    if papers[0] == papers[1]:
        return False
    phrase = text.phrase(*papers)
    return phrase.sort in PAPERS and phrase.sort != "utterance"


def _before(text: Text, at: int) -> tuple[int, int] | None:
    """Return the noun phrase that ends before a verb: its subject, auxiliaries and an aside between them skipped."""
    end = at
    sentence = text.words[text.pieces[at].start].sentence
    while end > 0 and text.pieces[end - 1].text.casefold() in AUXILIARIES:
        end -= 1
    if end > 1 and text.pieces[end - 1].text == "," and not _closes_aside(text, end - 1):
        end -= 1
    start = _sentence_start(text, end, sentence)
    best = None
    while start < end:
        first, last = chunk_from(text, start, end)
        if last > first:
            if last == end or text.pieces[last].text == ",":
                best = (first, last)
                if last < end and _only_aside(text, last, end):
                    return best
            start = last
        else:
            start += 1
    return best if best is not None and best[1] == end else None


def _closes_aside(text: Text, comma: int) -> bool:
    """Tell whether a comma ends an aside: its sentence has an earlier one."""
    sentence = text.words[text.pieces[comma].start].sentence
    start = _sentence_start(text, comma, sentence)
    return any(text.pieces[at].text == "," for at in range(start, comma))


def _only_aside(text: Text, comma: int, end: int) -> bool:
    """Tell whether all between a comma and the verb is one aside ("Hill Watch, a monitoring group, shared")."""
    opens = text.pieces[comma + 1].text.casefold() in DETERMINERS if comma + 1 < end else False
    return opens and text.pieces[end - 1].text == "," and end - comma < 12


def _sentence_start(text: Text, at: int, sentence: int) -> int:
    while at > 0 and text.words[text.pieces[at - 1].start].sentence == sentence:
        at -= 1
    return at


def _singular(noun: str) -> str:
    """Return the singular of a noun for papers, near enough to compare two of them."""
    last = noun.casefold().split(" ")[-1]
    last = {"footage": "video", "imagery": "image", "memoranda": "memorandum", "clips": "clip"}.get(last, last)
    if last.endswith("ies"):
        return last[:-3] + "y"
    return last[:-1] if last.endswith("s") and not last.endswith("ss") else last
