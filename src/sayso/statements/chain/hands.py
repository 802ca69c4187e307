"""The hands a statement's own sentence names: whom it was told to, whom it cites, who carried or quoted it.

In: a text, the pieces of a statement's sentences and of its content, where source and cue stand. Out: `Hand`s. Only
outlets and bodies that publish relay; other addressees are no hands.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Container, Iterator
from dataclasses import dataclass
from functools import lru_cache

from sayso.statements.identify.noun_bounds import chunk, chunk_from
from sayso.statements.identify.nouns.tokens import word_set
from sayso.statements.identify.text import Text
from sayso.statements.identify.voice import Voice, voice_of_phrase

TELLING = word_set("telling")
SPEAKING = word_set("speaking")
OFFERING = word_set("offering")
CITING = {"citing": "reported_by", "cites": "reported_by", "quoting": "quoted_by", "quotes": "quoted_by"}
CITED = {"cited": "reported_by", "quoted": "quoted_by"}
CARRIED = {
    "quoted": "quoted_by", "cited": "reported_by", "carried": "reported_by", "published": "reported_by",
    "reported": "reported_by", "aired": "reported_by", "broadcast": "reported_by", "televised": "reported_by",
    "relayed": "reported_by", "delivered": "reported_by", "printed": "reported_by", "distributed": "reported_by",
    "disseminated": "reported_by", "read": "reported_by", "run": "reported_by", "issued": "reported_by",
    "conveyed": "reported_by", "shown": "reported_by", "transmitted": "reported_by",
}  # fmt: skip
RETOLD = frozenset(("reported", "reports", "wrote", "revealed"))
AUXILIARY = frozenset(("first", "has", "had", "previously", "earlier"))
PLACED = frozenset(("wrote", "writing", "writes", "said", "appearing", "saying"))
BRINGING = TELLING | SPEAKING | PLACED | RETOLD | CITING.keys() | CITED.keys() | CARRIED.keys() | {"via", "addressing"}
THROUGH = frozenset(("by", "in", "on", "via", "through"))
PRESS = frozenset(("press", "media", "news media", "local media", "the press"))
OUTLET_KINDS = frozenset(("news_media", "state_media"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Hand:
    """What a hand did, the pieces that name it, and its voice; `first` where it is the one first heard."""

    rel: str
    start: int
    end: int
    voice: Voice
    first: bool = False


def find_hands(
    text: Text, within: range, inside: Container[int], source: tuple[int, int], cue: tuple[int, int]
) -> list[Hand]:
    """Return the hands that the pieces `within` a statement's sentences name, those `inside` its content left out."""
    hands: list[Hand] = []
    taken = set(range(*source))
    bringing = _bringing(text)
    for number in range(bisect_left(bringing, within.start), bisect_left(bringing, within.stop - 1)):
        at = bringing[number]
        if at in inside or at + 1 in inside:
            continue
        for hand in _hands_at(text, at, source, cue):
            pieces = set(range(hand.start, hand.end))
            if not pieces & taken:
                hands.append(hand)
                taken |= pieces
    return hands


@lru_cache(maxsize=8)
def _bringing(text: Text) -> list[int]:
    """Return the pieces of a text that may bring in a hand."""
    return [at for at, piece in enumerate(text.pieces) if piece.text.casefold() in BRINGING]


def _hands_at(text: Text, at: int, source: tuple[int, int], cue: tuple[int, int]) -> Iterator[Hand]:
    """Yield the hand that the word at piece `at` brings in."""
    word = text.pieces[at].text.casefold()
    following = text.pieces[at + 1].text.casefold()
    if word in TELLING and cue[0] <= at < cue[1]:
        yield from _relay(text, at + 1, "said_to")
    elif word in SPEAKING and following in OFFERING and text.pieces[at].sort in ("word", "role"):
        yield from _relay(text, at + 2, "said_to")
    elif word == "via":
        yield from _relay(text, at + 1, "reported_by", strict=True)
    elif word == "addressing":
        yield from _relay(text, at + 1, "said_to")
    elif word in PLACED and following in ("in", "on"):
        yield from _relay(text, at + 2, "said_to", strict=True)
    elif word in CITING or (word in CITED and text.pieces[at - 1].text in ("which", "who", "that")):
        yield from _cited(text, at, source)
    elif word == "quoted" and following == "as":
        yield from _quoted_as(text, at)
    elif word in RETOLD and not cue[0] <= at < cue[1]:
        yield from _reporter(text, at)
    if word in CARRIED and following in THROUGH and not (cue[0] <= at < cue[1] and word != "quoted"):
        yield from _carrier(text, at, following, CARRIED[word])


def _reporter(text: Text, at: int) -> Iterator[Hand]:
    """Yield the outlet of ", as the Gazette first reported"."""
    last = at - 1
    while last > 0 and text.pieces[last].text.casefold() in AUXILIARY:
        last -= 1
    if text.pieces[last].sort == "word":
        return
    phrase = chunk(text, text.pieces[last])
    if phrase.start and text.pieces[phrase.start - 1].text in ("as", "As") and relays(text, phrase.start, last + 1):
        voice = voice_of_phrase(text, text.phrase(phrase.start, last + 1))
        yield Hand(rel="reported_by", start=phrase.start, end=last + 1, voice=voice)


def _quoted_as(text: Text, at: int) -> Iterator[Hand]:
    """Yield who quoted somebody in "was quoted as saying by the agency"."""
    for ahead in range(at + 2, min(at + 5, len(text.pieces) - 1)):
        if text.pieces[ahead].text in THROUGH:
            yield from _carrier(text, ahead - 1, text.pieces[ahead].text, "quoted_by")
            return


def _relay(text: Text, at: int, rel: str, *, strict: bool = False) -> Iterator[Hand]:
    """Yield the outlet or publishing body that the noun phrase at `at` names, if it is one."""
    start, end = chunk_from(text, at)
    if end == start:
        return
    phrase = text.phrase(start, end)
    voice = voice_of_phrase(text, phrase)
    if relays(text, start, end) and not (strict and voice.kind not in OUTLET_KINDS):
        yield Hand(rel=rel, start=start, end=end, voice=voice)
        if end < len(text.pieces) and text.pieces[end].text == "and":
            yield from _relay(text, end + 1, rel, strict=True)


def relays(text: Text, start: int, end: int) -> bool:
    """Tell whether a noun phrase names an outlet, the press, or a body that publishes what it is told."""
    phrase = text.phrase(start, end)
    voice = voice_of_phrase(text, phrase)
    if voice.kind in OUTLET_KINDS:
        press = phrase.head is not None and phrase.head.text.casefold() in PRESS
        return voice.naming == "body" or phrase.sort == "group" or press
    return voice.kind == "ngo" and voice.naming == "body"


def _cited(text: Text, at: int, source: tuple[int, int]) -> Iterator[Hand]:
    """Yield whom the source cites or quotes: the one first heard."""
    word = text.pieces[at].text.casefold()
    start, end = chunk_from(text, at + 1)
    if end == start or source[0] == source[1]:
        return
    phrase = text.phrase(start, end)
    voice = voice_of_phrase(text, phrase)
    speaks = phrase.name is not None or phrase.sort in (
        "person",
        "people",
        "group",
        "paper",
        "papers",
        "utterance",
    )
    if (speaks and voice.kind != "unknown") or phrase.sort in ("person", "people"):
        yield Hand(rel=CITING.get(word) or CITED[word], start=start, end=end, voice=voice, first=True)


def _carrier(text: Text, at: int, link: str, rel: str) -> Iterator[Hand]:
    """Yield who carried, published, quoted or delivered it."""
    start, end = chunk_from(text, at + 2)
    if end == start:
        return
    phrase = text.phrase(start, end)
    voice = voice_of_phrase(text, phrase)
    outlet = relays(text, start, end) or (phrase.name is not None and link == "by")
    if outlet or (link in ("by", "via", "through") and voice.kind not in ("unknown", "document")):
        yield Hand(rel=rel, start=start, end=end, voice=voice)
