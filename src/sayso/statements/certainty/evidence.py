"""Words that speak of proof, and how they change the stance.

In: a statement, its `View`, its act and what its cue says. Out: `Evidence` spans of the document's text, and
the stance the words force ("undercut", "distanced") or "". The words and where they count are in
lexicon/evidence.tsv.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from sayso.records import Evidence, Span, Statement
from sayso.statements.act.cues import CueReading
from sayso.statements.wording.phrases import PhraseTable, parse_phrase, read_table, word_set
from sayso.statements.wording.view import View

_WHOLE = frozenset(("anonymous", "documented", "witnessed"))  # said of the whole source, not of one word of it
_PROVABLE = frozenset(("assert", "accuse", "deny", "show", "predict", "believe", "admit"))
_OUTLETS = frozenset(("news_media", "state_media"))  # "the Ledger" is no ledger
_PROVING = frozenset(("assert", "show"))


@dataclass(frozen=True, slots=True)
class Word:
    """One line of evidence.tsv."""

    kind: str
    stance: str


@lru_cache(maxsize=1)
def _tables() -> dict[str, PhraseTable[Word]]:
    by_place: dict[str, list[tuple[str, Word]]] = {}
    for kind, where, stance, phrase in read_table("evidence.tsv"):
        for place in where.split():
            by_place.setdefault(place, []).append((phrase, Word(kind, stance)))
    return {place: PhraseTable([(parse_phrase(p), w) for p, w in rows]) for place, rows in by_place.items()}


def find_evidence(view: View, statement: Statement, act: str, reading: CueReading) -> tuple[tuple[Evidence, ...], str]:
    """Return the spans that speak of proof of a statement, one of a kind, and the stance they force or ""."""
    found: dict[str, Span] = {}
    stances = {""}
    for word, indices in _find(view, statement, act):
        if not _counts(word, act, reading) or (word.kind == "documented" and statement.source_kind in _OUTLETS):
            continue
        stances.add(word.stance)
        if word.kind != "-":
            found.setdefault(word.kind, _span_of(view, statement, word, indices))
    forced = next(stance for stance in ("undercut", "distanced", "") if stance in stances)
    in_order = sorted(found.items(), key=lambda item: item[1])
    return tuple(Evidence(kind=kind, span=span) for kind, span in in_order), forced


def _counts(word: Word, act: str, reading: CueReading) -> bool:
    if word.kind == "documented":
        return act in _PROVING and not reading.negated
    if word.kind == "hearsay":
        return reading.stance in ("distanced", "factive")  # not where a named body reports
    return word.stance != "undercut" or (act in _PROVABLE and not reading.negated)


def _find(view: View, statement: Statement, act: str) -> Iterator[tuple[Word, Sequence[int]]]:
    for place, indices in _places(view, statement, act):
        words = view.words(indices)
        for word, start, end in _tables()[place].find(words):
            yield word, indices[start:end]


def _places(view: View, statement: Statement, act: str) -> Iterator[tuple[str, Sequence[int]]]:
    """Yield runs of words, each with the name of the place in evidence.tsv that it is."""
    if not view.parts:
        return
    yield "cue", _widen(view)
    yield "source", (*view.antecedent, *view.source)
    yield "head", (*view.antecedent, *view.source_head)
    yield "content", view.content
    if statement.parent:  # what stands around a nested statement speaks of the one that holds it
        return
    last = view.tokens.starts[view.parts[-1]]
    around = list(_around(view))
    yield from (("near", run) for run in around)
    rest = [run for run in around if run[0] > view.parts[-1]]
    following = view.tokens.sentence_words(last, 1)
    yield from (("after", words) for words in (*rest, following) if _takes_up(view, words))
    if act == "show" or _is_paper(view):
        later = (view.tokens.sentence_words(last, step) for step in (1, 2))
        yield from (("paper", run) for run in around)
        yield from (("paper", sentence) for sentence in later if _is_about_paper(view, sentence))


def _around(view: View) -> Iterator[range]:
    """Yield the runs of words around the parts, in the sentences of the cue and of the last part."""
    anchor = view.tokens.starts[min(view.cue or view.parts)]
    first = view.tokens.sentence_words(anchor).start
    end = view.tokens.sentence_words(max(anchor, view.tokens.starts[view.parts[-1]])).stop
    for before, after in pairwise((first - 1, *(i for i in view.parts if first <= i < end), end)):
        if after - before > 1:
            yield range(before + 1, after)


def _widen(view: View) -> tuple[int, ...]:
    """Return the words of the cue and those right beside it, where they are no other part."""
    count, others = len(view.tokens.words), {*view.content, *view.source}
    beside = {near for i in view.cue for near in (i - 1, i, i + 1) if 0 <= near < count}
    return tuple(sorted(beside - others))


def _takes_up(view: View, following: Sequence[int]) -> bool:
    """Tell whether words that follow begin by speaking of what was said."""
    opening = view.words(following[:8])
    if word_set("finite").intersection(opening[:1]):
        return True  # "reports that it fell | have not been confirmed"
    referring = word_set("referring") | word_set("claims")
    return not (word_set("taking_up").isdisjoint(opening[:3]) and referring.isdisjoint(opening))


def _is_paper(view: View) -> bool:
    papers = word_set("papers") | word_set("pictures")
    return not papers.isdisjoint(view.words((*view.antecedent, *view.source)))


def _is_about_paper(view: View, sentence: range) -> bool:
    opening = view.words(sentence[:3])
    return opening[:1] in (("they",), ("it",)) or not (word_set("papers") | word_set("pictures")).isdisjoint(opening)


def _span_of(view: View, statement: Statement, word: Word, indices: Sequence[int]) -> Span:
    start, end = view.tokens.starts[indices[0]], view.tokens.ends[indices[-1]]
    if word.kind in _WHOLE:
        for source in statement.source:
            if source.start <= start and end <= source.end:
                return source
    return Span(start=start, end=end)
