"""How far the source commits itself to what it says: FactBank's values.

In: a `View`, its `CueReading` and the act. Out: CT+, PR+, PS+, CT-, PR-, PS- or Uu, of the content's first
main event. Modals, negations and the verbs that flip are in lexicon/modality.tsv; only the first main clause
counts, found without a parse: fronted clauses and relative clauses before its verb are skipped, and it ends
where another clause begins.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from sayso.statements.act.cues import CueReading
from sayso.statements.wording.phrases import PhraseTable, parse_phrase, read_table, word_set
from sayso.statements.wording.view import QUOTES, View, is_verb

UNCOMMITTED_ACTS = frozenset(("promise", "demand", "ask", "offer", "threaten"))
_ORDER = ("Uu", "PS", "PR", "CT")  # from least sure
_LONGEST = 60  # words of content looked at
_BREAKS = frozenset((";", ":", "—", "–", ".", "!", "?"))
_REPLIES = frozenset(("no", "yes", "well", "so", "and", "but", "that", "look", "also", ",", "—"))


@dataclass(frozen=True, slots=True)
class Commitment:
    """How sure (CT, PR, PS, Uu) and on which side."""

    sure: str
    positive: bool

    def __str__(self) -> str:
        return "Uu" if self.sure == "Uu" else f"{self.sure}{'+' if self.positive else '-'}"


@lru_cache(maxsize=1)
def _table() -> PhraseTable[str]:
    return PhraseTable([(parse_phrase(phrase), effect) for effect, phrase in read_table("modality.tsv")])


def judge_factuality(view: View, reading: CueReading, act: str) -> str:
    """Return the FactBank value of a statement."""
    if reading.negated or act in UNCOMMITTED_ACTS or reading.sure == "Uu":
        return "Uu"
    words: Sequence[str] = view.words(view.content[:_LONGEST])
    # In "denied: “I did not go”" the words are the denial itself, not what is denied.
    turned = reading.act == "deny" and not (view.is_direct and word_set("finite").intersection(words[:15]))
    if turned:
        words = _denied(words)
    said = read_commitment(words)
    own = Commitment(reading.sure[:2] or "CT", not reading.sure.endswith("-"))
    positive = said.positive == own.positive
    return str(Commitment(min(said.sure, own.sure, key=_ORDER.index), positive != turned))


def _denied(words: Sequence[str]) -> Sequence[str]:
    """Return what is denied: of "the claims that it rained" the rain."""
    claims = word_set("claims")
    for at, word in enumerate(words[:8]):
        if word in claims and words[at + 1 : at + 2] in (("that",), ("of",)):
            return words[at + 2 :]
    return words


def read_commitment(words: Sequence[str]) -> Commitment:
    """Return how a clause puts its first main event."""
    clause = main_clause(words)
    sure, positive = "CT", True
    for effects, _, _ in _table().find(clause):
        for effect in effects.split():
            if effect in ("not", "flip"):
                positive = not positive
            elif effect in _ORDER:
                sure = min(sure, effect, key=_ORDER.index)
    return Commitment(sure, positive)


def main_clause(words: Sequence[str]) -> list[str]:
    """Return the words of the first main clause, without what stands between its parts."""
    plain = [word for word in words if word not in QUOTES and word not in "()[]"]
    at = _main_start(plain)
    clause: list[str] = [word for word in plain[:1] if at and word in ("if", "unless")]
    verb = False
    while at < len(plain):
        word = plain[at]
        if word in _BREAKS or (verb and _ends(plain, at)):
            break
        if not verb and clause and word in word_set("relatives"):
            at = _after_relative(plain, at)
            continue
        if verb and word == ",":
            at = _after_aside(plain, at)
            continue
        verb = (verb or is_verb(plain, at)) and not _opens_content(plain, at)
        clause.append(word)
        at += 1
    return clause


def _main_start(words: Sequence[str]) -> int:
    """Return where the main clause starts: after "No," and after fronted clauses that a comma closes."""
    at = 0
    while at < len(words) and words[at] in _REPLIES and (words[at] != "no" or words[at + 1 : at + 2] == [","]):
        at += 1
    while at < len(words) and words[at] in word_set("fronting"):
        comma = next((i for i in range(at, min(at + 25, len(words))) if words[i] == ","), None)
        if comma is None or len(words) - comma < 4:
            break
        at = comma + 1
    return at


def _ends(words: Sequence[str], at: int) -> bool:
    """Tell whether another clause begins here, once the verb has been read."""
    if words[at] == ",":
        return words[at - 1] not in word_set("finite")  # "has, however, not …" goes on
    if words[at] in word_set("coordinators"):
        return True
    return words[at] in word_set("subordinators") and not _opens_content(words, at)


def _after_aside(words: Sequence[str], at: int) -> int:
    """Return where the clause goes on after "has, however, …"."""
    return next((i + 1 for i in range(at + 1, min(at + 7, len(words))) if words[i] == ","), at + 1)


def _opens_content(words: Sequence[str], at: int) -> bool:
    """Tell whether "that" opens what is possible, clear, unacceptable: the event is inside."""
    return words[at] == "that" and at > 0 and words[at - 1] in word_set("evaluations")


def _after_relative(words: Sequence[str], at: int) -> int:
    """Return where a relative clause before the main verb ends: at its comma, or at the second verb on."""
    if at and words[at - 1] == ",":
        return next((i + 1 for i in range(at, len(words)) if words[i] == ","), len(words))
    verbs = [i for i in range(at, len(words)) if is_verb(words, i)]
    later = (i for before, i in pairwise(verbs) if i - before > 2)
    return next(later, len(words))
