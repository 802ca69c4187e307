"""Read a cue: which act it signals, how the text treats the content, whether the act is negated.

In: a `View`. Out: a `CueReading`, from the senses in cues.tsv. The longest cue in the table wins, then the
sense with most conditions. Of several cue words the first that is an act by itself decides ("rejected calls
for"), and raising and neutral verbs leave it to the others ("issued a statement condemning").
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from sayso.statements.wording.phrases import (
    PhraseTable,
    Step,
    noun_forms,
    parse_phrase,
    read_table,
    verb_forms,
    word_set,
)
from sayso.statements.wording.view import View, holds

_STANCES = ("undercut", "distanced", "factive", "neutral", "")


@dataclass(frozen=True, slots=True, kw_only=True)
class Sense:
    """One line of cues.tsv."""

    pos: str
    when: tuple[str, ...]
    act: str
    stance: str = ""
    sure: str = ""

    @property
    def decides(self) -> bool:
        """Tell whether the sense is an act by itself."""
        return self.pos != "r" and self.act not in ("say", "not")


@dataclass(frozen=True, slots=True, kw_only=True)
class CueReading:
    """What a cue says.

    `act` is "say" where the content decides; `sure` is empty where the cue sets no limit; `known` tells
    whether any of its words is in the table.
    """

    act: str
    stance: str
    sure: str
    negated: bool
    known: bool


@dataclass(frozen=True, slots=True)
class _Match:
    sense: Sense
    start: int
    end: int


@lru_cache(maxsize=1)
def cue_table() -> PhraseTable[Sense]:
    """Return the senses of cues.tsv by their phrases."""
    return PhraseTable([_parse(row) for row in read_table("cues.tsv")])


def _parse(row: Sequence[str]) -> tuple[tuple[Step, ...], Sense]:
    cue, pos, when, act, stance, sure = (*row, "", "", "")[:6]
    steps = list(parse_phrase(cue))
    if pos in ("v", "r"):
        steps[0] = Step(frozenset().union(*map(verb_forms, steps[0].words)))
    if pos == "n":
        steps[0] = Step(frozenset().union(*map(noun_forms, steps[0].words)))
        steps[-1] = Step(frozenset().union(*map(noun_forms, steps[-1].words)))
    return tuple(steps), Sense(pos=pos, when=tuple(when.split()), act=act, stance=stance, sure=sure)


@lru_cache(maxsize=512)
def read_cue(view: View) -> CueReading:
    """Return what the cue of a statement says. The last are kept: more than one stage asks for each."""
    matches = list(_match(view))
    decisive = _choose(matches)
    act = decisive.sense.act if decisive else "say"
    senses = [match.sense for match in matches]
    negated = act.endswith("-") or any(s.act == "not" for s in senses) or _negated(view, matches)
    return CueReading(
        act=act.removesuffix("-"),
        stance=_stance(view, decisive, senses, negated=negated),
        sure=_sure(view, decisive, senses),
        negated=negated,
        known=bool(matches) or not view.cue,
    )


def _match(view: View) -> Iterator[_Match]:
    at, table = 0, cue_table()
    while at < len(view.cue):
        found = [_Match(sense, at, end) for sense, end in table.begin(view.line, at)]
        found = [m for m in found if all(holds(c, view, m.end) for c in m.sense.when)]
        best = max(_fitting(view, at, found), key=lambda m: (m.end, len(m.sense.when)), default=None)
        if best:
            yield best
            if best.sense.pos == "v" and best.sense.act == "say" and _adjunct_follows(view, best.end):
                return  # "said at a protest", "wrote in a complaint"
        # What is negated is read again by itself: "refused to acknowledge" is no admission.
        at = best.end if best and best.sense.act != "not" else at + 1


def _adjunct_follows(view: View, at: int) -> bool:
    return at < len(view.cue) and view.line[at] in word_set("adjuncts")


def _fitting(view: View, at: int, found: list[_Match]) -> list[_Match]:
    """Return the matches whose part of speech the word can have here, where it could be two."""
    kinds = {match.sense.pos for match in found}
    unfit: set[str] = set()
    if kinds >= {"n", "v"} or kinds >= {"n", "r"}:
        unfit |= {"v", "r"} if _is_noun(view, at) else {"n"}
    if kinds >= {"a", "v"}:
        unfit |= {"v"} if at and view.line[at - 1] in word_set("be") else {"a"}
    return [match for match in found if match.sense.pos not in unfit]


def _is_noun(view: View, at: int) -> bool:
    if view.line[at].endswith("ed"):
        return False
    if not view.source or view.word_before(view.cue[at]) in word_set("determiners"):
        return True
    return view.word_after(view.cue[at]) in word_set("after_nouns")


def _choose(matches: Sequence[_Match]) -> _Match | None:
    decisive = next((match for match in matches if match.sense.decides), None)
    if decisive:
        return decisive
    rest = [match for match in matches if match.sense.act != "not"]
    marked = [match for match in rest if match.sense.act != "say"]
    coloured = [match for match in rest if match.sense.stance]
    return next(iter((*marked[-1:], *coloured[:1], *rest[-1:])), None)


def _stance(view: View, decisive: _Match | None, senses: Iterable[Sense], *, negated: bool) -> str:
    if not view.source and not view.cue:
        return "distanced"  # scare quotes
    if negated and not view.source:
        return "neutral"  # what nobody reports is no report
    stances = {sense.stance for sense in senses if sense.pos in ("r", "x")}
    if decisive:
        stances.add(decisive.sense.stance)
    return next(stance for stance in _STANCES if stance in stances | {""}) or "neutral"


def _sure(view: View, decisive: _Match | None, senses: Iterable[Sense]) -> str:
    unreal = word_set("unreal").intersection(view.words(view.cue))
    if decisive and decisive.sense.act == "say":
        unreal -= word_set("certain_modals")  # "I must say", "he would add"
    if unreal or _is_conditional(view):
        return "Uu"
    raised = next((sense.sure for sense in senses if sense.pos == "r" and sense.sure), "")
    return raised or (decisive.sense.sure if decisive else "")


def _is_conditional(view: View) -> bool:
    return view.word_before(min((*view.source, *view.cue), default=0)) in ("if", "unless")


def _negated(view: View, matches: Iterable[_Match]) -> bool:
    if word_set("nobody").intersection(view.words(view.source[:1])):
        return True
    if view.cue and view.cue[0] - 1 not in view.source and view.word_before(view.cue[0]) in word_set("never"):
        return True
    inside = {at for match in matches for at in range(match.start, match.end)}
    no = word_set("never") | word_set("no")
    return any(view.line[at] in no for at in range(len(view.cue)) if at not in inside)
