"""Read a content under a neutral cue: which act it plainly is.

In: a `View`. Out: an act, or None where the content merely asserts. Each sentence is held against
content.tsv; only if all of them do the same is it that act.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache

from sayso.statements.wording.phrases import PhraseTable, parse_phrase, read_table, word_set
from sayso.statements.wording.view import View, is_verb, skip_opening, speaks_of_source

_IF = frozenset(("if", "unless", "or"))


class _Sentence:
    """A sentence, whether the source is its subject and is quoted directly, and where some of its words stand first."""

    def __init__(self, view: View, words: Sequence[str]) -> None:
        self.words = words
        self.own = speaks_of_source(view, words)
        self.direct = view.is_direct

    @cached_property
    def first_verb(self) -> int:
        return next((at for at in range(len(self.words)) if is_verb(self.words, at)), len(self.words))

    @cached_property
    def first_never(self) -> int:
        return self._first(word_set("never"))

    @cached_property
    def first_if(self) -> int:
        return self._first(_IF)

    @cached_property
    def timed(self) -> bool:
        """Tell whether it speaks of what a timetable holds."""
        return not word_set("timetable").isdisjoint(self.words)

    def _first(self, wanted: frozenset[str]) -> int:
        return next((at for at, word in enumerate(self.words) if word in wanted), len(self.words))


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a phrase begins in a sentence."""

    sentence: _Sentence
    start: int


_CONDITIONS: Mapping[str, Callable[[_Place], bool]] = {
    "self": lambda place: place.sentence.own,
    "other": lambda place: not place.sentence.own,
    "us": lambda place: place.sentence.words[0] not in ("i", "he", "she"),
    "opening": lambda place: place.start <= 2,
    "near": lambda place: place.start <= 12,
    "imperative": lambda place: place.start == 0,
    "active": lambda place: word_set("be").isdisjoint(place.sentence.words[max(0, place.start - 2) : place.start]),
    "first": lambda place: place.sentence.first_verb >= place.start,
    "reported": lambda place: not place.sentence.direct,
    "plain": lambda place: place.sentence.first_never >= place.start,
    "if": lambda place: place.sentence.first_if < place.start,
    "question": lambda place: place.start == 0 and "?" in place.sentence.words[-3:],
    "ahead": lambda place: not place.sentence.timed,
}


@lru_cache(maxsize=1)
def content_table() -> PhraseTable[tuple[str, tuple[str, ...]]]:
    """Return the phrases of content.tsv, each with its act and conditions."""
    return PhraseTable(
        [(parse_phrase(phrase), (act, tuple(when.split()))) for act, when, phrase in read_table("content.tsv")]
    )


def plain_act(view: View) -> str | None:
    """Return the one act that every sentence of the content is, or None."""
    acts: set[str | None] = set()
    for sentence in _sentences(view):
        acts.add(_act_of(view, sentence))
        if len(acts) > 1 or None in acts:
            return None
    return next(iter(acts), None)


def _sentences(view: View) -> Iterator[tuple[str, ...]]:
    """Yield the words of each sentence of the content, cut where a full stop closes it."""
    words = view.words(view.content)
    start = 0
    for at, word in enumerate(words):
        if word in (".", "!", "?") or at + 1 == len(words):
            sentence = skip_opening(words[start : at + 1])
            if len(sentence) > 2:
                yield sentence
            start = at + 1


def _act_of(view: View, words: Sequence[str]) -> str | None:
    sentence, table = _Sentence(view, words), content_table()
    for start in (at for at, word in enumerate(words) if word in table):
        place = _Place(sentence, start)
        for (act, when), _ in table.begin(words, start):
            if all(_CONDITIONS[condition](place) for condition in when):
                return None if act == "-" else act
    return None
