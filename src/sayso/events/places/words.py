"""The words of a text that may be of a name, and what the encoder made of them.

In: a text and its states. Out: `Word`s with a capital, and for each the states of it and of the words beside it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sayso.events.places.names import abbreviations
from sayso.language.encoder import States

_WORD = re.compile(r"[^\W_](?:[\w.'’&/-]*\w)?\.?")
_POSSESSIVE = re.compile(r"['’](?:s|S)?$")
_DOTTED = re.compile(r"(?:[^\W\d_]\.){2,}|(?:St|Ste|Mt|Ft|Pt|Dr|Mr|Mrs|Ms|Sen|Rep|Gov|Gen|Col|Lt|Sgt|Capt|Rev|Jr|Sr)\.")
_BREAK = re.compile(r"[.!?:“\"\n]")
_LINKED = re.compile(r"[-–](?:[a-z]+(?:ed|ing)|led|run|born|area|style|made|wide|built|owned|based|bound)$")


@dataclass(frozen=True, slots=True)
class Word:
    """A word of the text; `capital` says that it begins as a name does, `opens` that a sentence begins with it."""

    start: int
    end: int
    text: str
    capital: bool
    opens: bool


def split_words(text: str) -> list[Word]:
    """Return all words, without dots, possessives and what a hyphen links ("Kyiv-based") at their ends."""
    words = []
    behind = 0
    for match in _WORD.finditer(text):
        start, word = match.start(), match.group()
        capital = word[0].isupper() or word.startswith("al-")
        if word[-1] == "." and not (capital and (_DOTTED.fullmatch(word) or word in abbreviations())):
            word = word[:-1]
        end = start + len(word)
        opens = False
        if capital:
            word = _POSSESSIVE.sub("", _LINKED.sub("", word)) or word
            opens = behind == 0 or _BREAK.search(text, behind, start) is not None
        words.append(Word(start, start + len(word), word, capital, opens))
        behind = end
    return words


def word_states(words: Sequence[Word], chosen: Sequence[int], states: States) -> NDArray[np.float32]:
    """Return (C, 3 hidden): the mean states of each chosen word, of the word before and of the one behind."""
    hidden = states.vectors.shape[1]
    if not chosen or not len(states.starts):
        return np.zeros((len(chosen), 3 * hidden), dtype=np.float32)
    wanted = sorted({n + step for n in chosen for step in (-1, 0, 1) if 0 <= n + step < len(words)})
    starts = np.array([words[n].start for n in wanted])
    ends = np.array([words[n].end for n in wanted])
    first = np.searchsorted(states.ends, starts, side="right")
    last = np.searchsorted(states.starts, ends, side="left")
    means = np.zeros((len(words) + 2, hidden), dtype=np.float32)
    for number, begin, end in zip(wanted, first.tolist(), last.tolist(), strict=True):
        if end > begin:
            means[number + 1] = np.add.reduce(states.vectors[begin:end]) / np.float32(end - begin)
    at = np.array(chosen) + 1
    return np.concatenate([means[at], means[at - 1], means[at + 1]], axis=1)
