"""A text as words: what a name or a noun phrase is read from.

In: text. Out: `Word`s in order, each with its place in the text, whether it opens a sentence, and whether its line is
set like a title (most words capitalised, so that a capital tells nothing). Words never cross white space.
"""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import NamedTuple

TABLES = Path(__file__).parents[2] / "lexicon"

ABBREVIATED = (
    "Mr|Mrs|Ms|Dr|Gen|Lt|Col|Capt|Cpt|Maj|Sgt|Cpl|Pvt|Spc|Brig|Adm|Cmdr|Cdr|Sens?|Reps?|Govs?|Gens|Drs|Profs?|Rev|Fr|Hon|Insp|Supt"
    "|Det|St|Jr|Sr|Inc|Corp|Ltd|Co|No"
)
CLITICS = "(?:s|m|re|ve|ll|d)"  # "the minister's", "I'm": what hangs on a word is a word of its own
WORD = re.compile(
    r"[a-z]++(?![\w'’&.-])|"  # most words, found the short way
    rf"(?:[A-Z]\.){{2,}}(?:-\w+)?|\b[A-Z][^\W_]*s['’](?=\s[A-Z])|\b(?:{ABBREVIATED}|[A-Z])\.(?=\s+[A-Z(])|['’]{CLITICS}\b"
    rf"|[^\W_]+(?:(?:['’](?!{CLITICS}\b)|-|&|\.(?=[^\W\d_]))[^\W_]+)*|\n+|[^\w\s]"
)
SIGNED = re.compile(r"[—–―-]+\s*[A-Z][^,]*,")  # "— Ann Lee, Upper Marren"
ENDS = frozenset((".", "!", "?", "\n"))
LONGEST = 500  # words of a sentence: what has no end is cut, since much is looked for sentence by sentence
OPENERS = frozenset("“\"‘'([—–-•")


@cache
def _word_sets() -> dict[str, frozenset[str]]:
    lines = (TABLES / "words.tsv").read_text(encoding="utf-8").splitlines()
    return {name: frozenset(words.split()) for name, words in (line.split("\t") for line in lines[1:])}


def word_set(name: str) -> frozenset[str]:
    """Return one of the closed sets of words that lexicon/words.tsv holds."""
    return _word_sets()[name]


class Word(NamedTuple):
    """A word, a possessive ending or a mark; `sentence` and `line` count from 0."""

    text: str
    start: int
    end: int
    sentence: int = 0
    line: int = 0
    first: bool = False
    titled: bool = False

    @property
    def capital(self) -> bool:
        """Whether it begins with a capital letter."""
        return self.text[0].isupper()


def split_words(text: str) -> tuple[Word, ...]:
    """Return the words of a text, without line ends."""
    titled = _titled_lines(text)
    words: list[Word] = []
    sentence = line = current = opened = 0
    first, title = True, 0 in titled
    for match in WORD.finditer(text):
        found = match.group()
        if found[0] == "\n":
            line += len(found)
            if len(found) > 1 or line in titled or line - len(found) in titled:
                sentence, first = sentence + 1, True
            title = line in titled
            continue
        if sentence != current or len(words) - opened == LONGEST:
            sentence += sentence == current
            current, opened = sentence, len(words)
        words.append(Word(found, *match.span(), sentence, line, first, title))
        if found[0].isalnum():
            first = False
            continue
        opens = found in '“"‘' and text[match.end() : match.end() + 1].strip() != ""
        if found in ENDS:
            sentence, first = sentence + 1, True
        elif opens or found in (":", "…"):
            first = True
        elif found not in OPENERS and found not in ("”", ")"):
            first = False
    return tuple(words)


def _titled_lines(text: str) -> frozenset[int]:
    """Return the numbers of the lines whose words nearly all begin with a capital."""
    found = set()
    for number, whole in enumerate(text.split("\n")):
        line = whole.strip().removesuffix(".")
        if len(line) > 160 or ". " in line or line.endswith(("”", '"', ":")) or SIGNED.match(line):
            continue
        least = 0.7 if line == whole.strip() else 0.9
        words = list(re.findall(r"[^\W\d_]{4,}", line))
        if len(words) > 3 and sum(word[0].isupper() for word in words) >= least * len(words):
            found.add(number)
    return frozenset(found)
