"""Read the words that the code looks for from the `vocabulary.toml` beside it, and make patterns of them.

In: the name of a package that has such a file. Out: its lists by their names, as words or as patterns. What is of one
language stands in a table of that language ([related.en]): "related.headings" are the lists of all languages and of
none, "related.en.headings" is one. How the files are written and corrected is told in VOCABULARY.md.
"""

from __future__ import annotations

import re
import tomllib
from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import cache, cached_property
from importlib.resources import files

# What in a phrase means something else than in a regular expression, behind what means the same: `\.`, `[a b]`.
_SIGN = re.compile(r"\\.|\[(?:\\.|[^\]\\])+\]|\((?!\?)| +|…\d+")


class Vocabulary:
    """The lists of one file. To ask for one that it does not hold raises KeyError."""

    def __init__(self, package: str) -> None:
        self._package = package
        self._lists: dict[str, str] = {}
        self._places: dict[str, list[str]] = defaultdict(list)
        self._asked: set[str] = set()
        for table, held in tomllib.loads((files(package) / "vocabulary.toml").read_text(encoding="utf-8")).items():
            for key, value in held.items():
                if isinstance(value, str):
                    self._keep(f"{table}.{key}", value, f"{table}.{key}")
                else:  # a language
                    for name, text in value.items():
                        self._keep(f"{table}.{key}.{name}", text, f"{table}.{name}", f"{table}.{key}.{name}")

    def words(self, *names: str) -> tuple[str, ...]:
        """Return the words of lists, in the order of the file."""
        return tuple(word for text in self._texts(names) for word in text.split())

    def any_word(self, *names: str) -> str:
        """Return a pattern that takes the longest word of lists."""
        return any_of(self.words(*names))

    def any_phrase(self, *names: str) -> str:
        """Return a pattern that takes one of the phrases of lists, those with the longest lines tried first."""
        return "(?:" + "|".join(map(phrase, sorted(self.lines(*names), key=len, reverse=True))) + ")"

    def lines(self, *names: str) -> tuple[str, ...]:
        """Return the lines of phrase lists, each once, in the order of the file."""
        return tuple(dict.fromkeys(line for text in self._texts(names) for line in text.splitlines() if line))

    def keys(self, table: str) -> tuple[str, ...]:
        """Return the names of the lists that stand in a table itself, in no language."""
        return tuple(place.removeprefix(f"{table}.") for place in self._lists if place.rpartition(".")[0] == table)

    def unread(self) -> tuple[str, ...]:
        """Return the lists that nothing has asked for so far."""
        return tuple(place for place in self._lists if place not in self._asked)

    def _keep(self, place: str, text: str, *names: str) -> None:
        self._lists[place] = text
        for name in names:
            self._places[name].append(place)

    def _texts(self, names: Iterable[str]) -> Iterator[str]:
        for name in names:
            if name not in self._places:
                raise KeyError(f"{self._package}: its vocabulary.toml has no list {name}")
            self._asked.update(self._places[name])
            yield from (self._lists[place] for place in self._places[name])


class LatePattern:
    """A long pattern without case, compiled when it is first used: some cost more than loading all the rest."""

    def __init__(self, pattern: str) -> None:
        self._pattern = pattern

    @cached_property
    def _compiled(self) -> re.Pattern[str]:
        return re.compile(self._pattern, re.IGNORECASE)

    def fullmatch(self, text: str) -> re.Match[str] | None:
        """Match the whole of a text."""
        return self._compiled.fullmatch(text)

    def sub(self, by: str, text: str) -> str:
        """Return a text with what matches replaced."""
        return self._compiled.sub(by, text)


@cache
def read_vocabulary(package: str) -> Vocabulary:
    """Return the vocabulary of a package; its file is read once."""
    return Vocabulary(package)


def any_of(words: Iterable[str]) -> str:
    """Return a pattern that takes the longest of the words."""
    return "(?:" + "|".join(re.escape(word) for word in sorted(set(words), key=lambda w: (-len(w), w))) + ")"


def phrase(line: str) -> str:
    r"""Return the pattern that a line of a phrase list means.

    A space stands for any white space, `…60` for the end of a word and up to 60 characters behind it, and groups do
    not capture; the rest is a regular expression, in which a space behind `\` or in `[]` is that space.
    """
    return _SIGN.sub(_spell, line)


def _spell(sign: re.Match[str]) -> str:
    match sign[0][0]:
        case "(":
            return "(?:"
        case " ":
            return r"\s+"
        case "…":
            return rf"\b.{{0,{sign[0][1:]}}}"
    return sign[0]
