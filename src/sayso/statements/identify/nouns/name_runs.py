"""Runs of words that may be names.

In: the words of a text and the tables. Out: where a run of capitalised words (with "bin", "von", "&" between them)
ends. A capital that a sentence, a title or "I" asks for makes no name.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from sayso.statements.identify.nouns.tables import Lexicon
from sayso.statements.identify.nouns.tokens import Word, word_set

PARTICLES = word_set("particles")
LINKED = re.compile(
    r"-(?:led|run|owned|funded|affiliated|linked|dominated|backed|based|born|held|controlled|made|style|type|era|wide|facing|allied|trained)$"
)
PARTISAN = re.compile(r"[RDI]-[A-Z][a-z]*$")  # "(D-Calif.)" is of no name
OFFICES = word_set("offices")
NICKNAME_MARKS = {"“": "”", '"': '"', "‘": "'", "'": "'", "«": "»", "„": "“", "”": "”", "»": "«", "(": ")"}
NUMBERED = frozenset(("Resolution", "Directive", "Protocol", "Act", "Bill", "Channel", "Radio"))
CALENDAR = word_set("calendar")
FUNCTION_WORDS = word_set("function_words")


class Runs:
    """The runs of one text. `familiar` are the words capitalised inside its sentences, `plain` all others."""

    def __init__(self, words: Sequence[Word], lexicon: Lexicon) -> None:
        self.words = words
        self.lexicon = lexicon
        self.texts = [word.text.replace("’", "'") for word in words]
        self.lowers = [text.casefold() for text in self.texts]
        self.capitals = [word.capital for word in words]
        pairs = list(zip(words, self.capitals, strict=True))
        self.familiar = {word.text for word, capital in pairs if capital and not word.first and not word.titled}
        at = [place for place, word in enumerate(words) if word.text == "@"]
        addresses = {words[near].start for place in at for near in (place - 1, place + 1) if 0 <= near < len(words)}
        self.plain = {word.text for word, capital in pairs if not capital and word.start not in addresses}

    def run_end(self, at: int) -> int:
        """Return where the run of name words from `at` ends; `at` itself if none begins there."""
        end = at
        while end < len(self.words):
            word = self.words[end]
            if end > at and word.line - self.words[end - 1].line > 1:
                break
            if self._nameable(end):
                end += 1
            elif end > at and word.text in PARTICLES and self._particle_end(end):
                end = self._particle_end(end)
            elif end > at and word.text in NICKNAME_MARKS and self._nickname_end(end):
                end = self._nickname_end(end)
            elif (word.text == "&" and end > at and self.capital(end + 1)) or (
                end > at and word.text.isdigit() and self.texts[end - 1] in NUMBERED
            ):
                end += 1
            else:
                break
        return end

    def _particle_end(self, at: int) -> int:
        """Return where a row of particles gives way to a capital, 0 if it does not."""
        end = at
        while end < len(self.words) and self.words[end].text in PARTICLES:
            end += 1
        return end if end < len(self.words) and self.capital(end) else 0

    def _nickname_end(self, at: int) -> int:
        """Return where "“the Bear” Lindt" goes on with a capital behind its marks, 0 if it does not."""
        mark = NICKNAME_MARKS[self.words[at].text]
        closing = next((end for end in range(at + 2, at + 6) if self.texts[end : end + 1] == [mark]), 0)
        capitals = [word[0].isupper() for word in self.texts[at + 1 : closing] if word not in ("the", "of")]
        return closing + 1 if capitals and all(capitals) and self.capital(closing + 1) else 0

    def capital(self, at: int) -> bool:
        """Tell whether the word at a place begins with a capital; past the end, no."""
        return at < len(self.words) and self.capitals[at]

    def _nameable(self, at: int) -> bool:
        """Tell whether a word may be part of a name."""
        word = self.words[at]
        if not self.capitals[at]:
            return re.match(r"al-[A-Z]", word.text) is not None
        if LINKED.search(word.text) or PARTISAN.match(word.text):
            return False
        if not (word.first or word.titled):
            return self._no_pronoun(at)
        return self._trusted(at)

    def _no_pronoun(self, at: int) -> bool:
        """Tell whether a capitalised word inside a sentence is neither a day nor "I", "She’ll", "This"."""
        text = self.words[at].text
        named = (text in self.lexicon.genders and self.capital(at + 1)) or self.texts[at - 1] in self.lexicon.genders
        if text in CALENDAR and named:
            return True
        base = re.split("['’]", text)[0].casefold()
        opens = self.texts[at : at + 2] == ["The", "Hague"]
        function = base in FUNCTION_WORDS and not opens and text not in ("US", "WHO", "IT", "Will", "May", "No")
        return text not in CALENDAR and text != "I" and not function

    def _trusted(self, at: int) -> bool:
        """Tell whether a word whose capital the sentence or title asks for is a name all the same."""
        word = self.words[at]
        text, lower = word.text, word.text.casefold()
        if text in self.lexicon.longest or text in self.lexicon.titles or text in self.familiar:
            return lower not in FUNCTION_WORDS or text in ("US", "WHO", "IT")
        if lower in self.lexicon.roles or lower in self.lexicon.modifiers:
            return self.capital(at + 1) and not word.titled and lower not in FUNCTION_WORDS
        if lower in FUNCTION_WORDS or lower in self.plain:
            return False
        if text in self.lexicon.keywords or text in self.lexicon.genders or (text.isupper() and len(text) > 1):
            return True
        introduced = self.capital(at + 1) or text.startswith(("Al-", "El-")) or self._introduced(at)
        forenamed = at > 0 and self.texts[at - 1] in self.lexicon.genders
        return forenamed if word.titled else introduced

    def _introduced(self, at: int) -> bool:
        """Tell whether a sentence's first word owns something, is explained after a comma, or heads an office."""
        after = self.texts[at + 1 : at + 3]
        if after[:1] == ["'s"]:
            return True
        if after[:1] == [","] and after[1:] and (after[1] in ("the", "a", "an") or after[1].isdigit()):
            return True
        return (bool(after) and " ".join(after).casefold().split(" ")[-1] in OFFICES) or after[:1] == ["spokesman"]
