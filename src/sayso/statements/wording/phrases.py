"""Tables of phrases, and finding them in words.

In: the tab-separated tables of `lexicon/`. Out: a `PhraseTable`, which tells for a place in a text which of
its phrases begin there. A phrase is words with spaces between; each of them is one of

    word     this word                  a|b      either
    ~verb    any form of a verb         @name    any word of a list in sets.tsv
    *        a gap of up to four words  word?    this word or nothing

The first is never a gap, so that a text is searched by one look-up a word.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Generic, TypeVar

GAP = 4
_VOWELS = "aeiou"
Payload = TypeVar("Payload")


@dataclass(frozen=True, slots=True)
class Step:
    """One word of a phrase: the words allowed (none stands for a gap), and whether it may be missing."""

    words: frozenset[str]
    optional: bool = False


class PhraseTable(Generic[Payload]):
    """Phrases with what each stands for.

    Of those that begin alike the one with most words that must stand is tried first, then as in the table.
    """

    def __init__(self, phrases: Sequence[tuple[Sequence[Step], Payload]]) -> None:
        """Index the phrases by their first words."""
        # by first word: the words that must come next (None where others may), the steps after the first, the payload
        self._by_first: dict[str, list[tuple[frozenset[str] | None, Sequence[Step], Payload]]] = {}
        for steps, payload in sorted(phrases, key=_length):
            first = next(i for i, step in enumerate(steps) if not step.optional)
            for at in range(first + 1):
                rest = steps[at + 1 :]
                following = rest[0].words if rest and rest[0].words and not rest[0].optional else None
                for word in steps[at].words:
                    self._by_first.setdefault(word, []).append((following, rest, payload))

    def __contains__(self, word: str) -> bool:
        """Tell whether any phrase begins with a word."""
        return word in self._by_first

    def begin(self, words: Sequence[str], at: int) -> Iterator[tuple[Payload, int]]:
        """Yield what begins at index `at`, with the index after its last word."""
        after = words[at + 1] if at + 1 < len(words) else ""
        for following, steps, payload in self._by_first.get(words[at], ()):
            if following is not None and after not in following:
                continue
            end = _end_of(steps, words, at + 1)
            if end is not None:
                yield payload, end

    def find(self, words: Sequence[str]) -> Iterator[tuple[Payload, int, int]]:
        """Yield from left to right, never overlapping, the first to fit at each place with its range."""
        at = 0
        while at < len(words):
            first = next(self.begin(words, at), None) if words[at] in self else None
            if first is None:
                at += 1
            else:
                yield first[0], at, first[1]
                at = max(first[1], at + 1)


def _length(phrase: tuple[Sequence[Step], object]) -> int:
    """Return minus the number of words that have to be there."""
    return -sum(bool(step.words) and not step.optional for step in phrase[0])


def _end_of(steps: Sequence[Step], words: Sequence[str], at: int) -> int | None:
    for index, step in enumerate(steps):
        if not step.words:
            rest = steps[index + 1 :]
            tries = (_end_of(rest, words, start) for start in range(at, _gap_end(words, at) + 1))
            return next((end for end in tries if end is not None), None)
        if at < len(words) and words[at] in step.words:
            at += 1
        elif not step.optional:
            return None
    return at


def _gap_end(words: Sequence[str], at: int) -> int:
    """Return how far a gap may reach: never over a quotation mark or the end of a sentence."""
    stop = min(at + GAP, len(words))
    return next((i for i in range(at, stop) if words[i] in word_set("barriers")), stop)


def read_table(name: str) -> Iterator[list[str]]:
    """Yield the cells of each line of a table of the lexicon; lines that begin with # are for the reader."""
    text = (files("sayso.statements") / "lexicon" / name).read_text(encoding="utf-8")
    for line in text.splitlines():
        if line.strip() and not line.startswith("#"):
            yield [cell.strip() for cell in line.split("\t")]


def parse_phrase(phrase: str) -> tuple[Step, ...]:
    """Return the steps of a phrase as a table writes it. Raises KeyError for a list not in sets.tsv."""
    return tuple(_step(element) for element in phrase.split())


def _step(element: str) -> Step:
    if element == "*":
        return Step(frozenset())
    optional = len(element) > 1 and element.endswith("?")
    words: set[str] = set()
    for part in element.removesuffix("?").split("|") if optional else element.split("|"):
        words |= _words_of(part)
    return Step(frozenset(words), optional)


def _words_of(part: str) -> frozenset[str]:
    if part.startswith("~"):
        return verb_forms(part[1:])
    return word_set(part[1:]) if part.startswith("@") else frozenset((part or "|",))


@lru_cache(maxsize=1)
def _sets() -> dict[str, frozenset[str]]:
    return {name: frozenset(words.split()) for name, words in read_table("sets.tsv")}


def word_set(name: str) -> frozenset[str]:
    """Return a list of sets.tsv. Raises KeyError where there is none of that name."""
    return _sets()[name]


@lru_cache(maxsize=1)
def _irregular() -> dict[str, list[str]]:
    return {base: others.split() for base, others in ((*row, "")[:2] for row in read_table("irregular.tsv"))}


@lru_cache(maxsize=1)
def irregular_past() -> frozenset[str]:
    """Return the past forms that no rule gives ("told", "gone")."""
    return frozenset(form for base, forms in _irregular().items() if base != "be" for form in forms)


@lru_cache(maxsize=8192)
def verb_forms(base: str) -> frozenset[str]:
    """Return a verb with its forms: by rule, and those of irregular.tsv besides."""
    stem, doubled = base, base
    if len(base) > 2 and base[-1] not in _VOWELS + "wxy" and base[-2] in _VOWELS and base[-3] not in "aeio":
        doubled = base + base[-1]
    ending = "es" if base.endswith(("s", "sh", "ch", "x", "z", "o")) else "s"
    if base.endswith("y") and base[-2:-1] not in _VOWELS:
        forms = {base, base[:-1] + "ies", base + "ing", base[:-1] + "ied"}
    elif base.endswith("e"):
        stem = base if base.endswith(("ee", "oe", "ye")) else base[:-1]
        forms = {base, base + "s", stem + "ing", base + "d"}
    else:
        forms = {base, base + ending, base + "ing", doubled + "ing", base + "ed", doubled + "ed"}
    return frozenset(forms.union(_irregular().get(base, ())))


def noun_forms(noun: str) -> frozenset[str]:
    """Return a noun and its plural."""
    if noun.endswith("y") and noun[-2:-1] not in _VOWELS:
        return frozenset((noun, noun[:-1] + "ies"))
    return frozenset((noun, noun + ("es" if noun.endswith(("s", "sh", "ch", "x")) else "s")))
