"""Give the right name, or none: how sure it is who a source stands for.

In: the sources of a text, the voices that the rules give them, and the encoder's states. Out: for each source that may
have a name the voice it keeps, and the chance that its name is right. Under a bound no name is given, and the names it
may be are kept instead: to put words into the wrong mouth is worse than to leave the speaker open.
"""

from __future__ import annotations

import math
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate, groupby

from sayso.language.heads import Heads
from sayso.records import Statement
from sayso.statements.identify.figures import speaks_for_body
from sayso.statements.identify.reference import Candidate, Reader, Referents, mention_kind
from sayso.statements.identify.text import Text
from sayso.statements.identify.voice import Voice

_NAMED = ("named", "body")
# how the sure ones come by their names: said by the source itself, by what a relative clause hangs on, by no source
_WAYS = {"": "untold", "who": "relative", "which": "relative", "name": "borne"}
_FAINT = 1e-4  # the least chance that is told apart
_MOST = 4  # voices that are weighed for one source
_LIKELY = 0.3  # the chance from which who it may be tells at least the kind; chosen on the choosing half of the gold
_WORTH_TELLING = 0.3  # the chance from which a name is a candidate that a reader should know of


@dataclass(frozen=True, slots=True, kw_only=True)
class Doubt:
    """The voice a source keeps, the chance that its name is right, and who else it may be where no name is sure."""

    voice: Voice
    chance: float
    candidates: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """The voices that a source may be, each with the signs that speak for it; `way` names how it is told.

    `rivals` are persons between whom the text does not decide.
    """

    statement: str
    way: str
    choices: tuple[tuple[Voice, tuple[float, ...]], ...]
    rivals: frozenset[str] = frozenset()


def decide(
    text: Text, statements: Sequence[Statement], voices: Mapping[str, Voice], reader: Reader
) -> Iterator[tuple[str, Doubt]]:
    """Yield the id of each statement whose source has, or may have, a name, and how sure that is."""
    for offer in offers(text, statements, voices, reader):
        sure = [(voice, reader.heads.sure(f"identity.{offer.way}", told)) for voice, told in offer.choices]
        if offer.way in _WAYS.values():
            yield offer.statement, Doubt(voice=sure[0][0], chance=sure[0][1])
        else:
            doubt = _weigh(voices[offer.statement], sure, reader.heads)
            yield offer.statement, _undecided(doubt, offer.rivals) if doubt.voice.entity in offer.rivals else doubt


def offers(text: Text, statements: Sequence[Statement], voices: Mapping[str, Voice], reader: Reader) -> Iterator[Offer]:
    """Yield who each source may be, where it has, or may have, a name."""
    spelt = {statement.id: _words(text, statement) for statement in statements if statement.source}
    kinds = {name: mention_kind(words) for name, words in spelt.items()}
    opened = {s.id for s in statements if s.id in spelt and _is_open(spelt[s.id], kinds[s.id], voices[s.id])}
    known = {s.source[0]: voices[s.id] for s in statements if s.id in spelt and s.id not in opened}
    asked = {s.source[0]: kinds[s.id] for s in statements if s.id in opened}
    referents = Referents(text, known, asked, reader)
    bodies = dict(_spoken_for(text))
    turns = _Turns(statements, voices)
    for statement in statements:
        voice = voices[statement.id]
        if statement.id not in opened:
            if voice.naming in _NAMED:
                way = _WAYS.get(kinds.get(statement.id, ""), _WAYS["name"])
                yield Offer(statement=statement.id, way=way, choices=((voice, ()),))
            continue
        candidates = referents.candidates(statement.source[0])
        if plural := kinds[statement.id] == "we":
            candidates = _in_their_names(candidates, bodies)
        choices = tuple(_choices(voice, candidates, plural=plural))
        if choices:
            rivals = _rivals(text, statement, kinds[statement.id], turns)
            yield Offer(statement=statement.id, way=kinds[statement.id], choices=choices, rivals=rivals)


class _Turns:
    """Who of the named has spoken last before a place, in the order in which statements are told."""

    def __init__(self, statements: Sequence[Statement], voices: Mapping[str, Voice]) -> None:
        names = [(s.source[0].start, n, voices[s.id].entity) for n, s in enumerate(statements) if s.source]
        placed = sorted(each for each in names if each[2])
        self._starts = [start for start, _, _ in placed]
        self._last = list(accumulate(((number, name) for _, number, name in placed), max))

    def before(self, at: int) -> str | None:
        """Return who spoke last with a source before a character."""
        count = bisect_left(self._starts, at)
        return self._last[count - 1][1] if count else None


def _rivals(text: Text, statement: Statement, kind: str, turns: _Turns) -> frozenset[str]:
    """Return the persons whom the sentence before names together, so that "he" behind it may be either.

    None where one of them has spoken last: then it is his turn still.
    """
    wrong = {"he": "f", "she": "m"}.get(kind)
    if wrong is None:
        return frozenset()
    piece, _ = text.range_of(statement.source[0].start, statement.source[0].end)
    word = text.pieces[piece].start
    earlier = ((at, figure) for at, figure in text.cast.before(word) if figure.person and figure.gender != wrong)
    sentence, nearest = next(groupby(earlier, key=lambda each: text.words[each[0]].sentence), (None, iter(())))
    named = frozenset(figure.name for _, figure in nearest)
    if sentence == text.words[word].sentence or len(named) < 2:
        return frozenset()
    return named if turns.before(statement.source[0].start) not in named else frozenset()


def _undecided(doubt: Doubt, rivals: frozenset[str]) -> Doubt:
    """Return a doubt between persons of whom each may be meant."""
    voice = replace(doubt.voice, entity=None, affiliation=None)
    names = (doubt.voice.entity or "", *sorted(rivals - {doubt.voice.entity}))
    return Doubt(voice=voice, chance=round(doubt.chance / len(rivals), 4), candidates=names)


def _spoken_for(text: Text) -> Iterator[tuple[str | None, Voice]]:
    """Yield the name of each spokesperson, and the body whose "we" it is when such a person says it."""
    for figure in text.cast.figures:
        if figure.affiliation and speaks_for_body(figure):
            yield figure.name, Voice(kind=figure.kind, naming="body", entity=figure.affiliation)


def _in_their_names(candidates: Sequence[Candidate], bodies: Mapping[str | None, Voice]) -> tuple[Candidate, ...]:
    """Return the candidates, spokespersons one with their bodies, the likeliest first."""
    joined: dict[str | None, Candidate] = {}
    for one in candidates:
        voice = bodies.get(one.voice.entity, one.voice)
        known = joined.get(voice.entity)
        chance = one.chance + (known.chance if known else 0.0)
        joined[voice.entity] = Candidate(voice=known.voice if known else voice, chance=chance)
    return tuple(sorted(joined.values(), key=lambda candidate: -candidate.chance))


def _choices(
    voice: Voice, candidates: Sequence[Candidate], *, plural: bool
) -> Iterator[tuple[Voice, tuple[float, ...]]]:
    """Yield the voices that may be meant, with what the head and the rules say for each."""
    ruled = voice.entity if voice.naming in _NAMED else None
    offered = [(candidate.voice, candidate.chance) for candidate in candidates[:_MOST]]
    if ruled is not None and ruled not in [each.entity for each, _ in offered]:
        offered.append((voice, _FAINT))
    for at, (each, chance) in enumerate(offered):
        rival = max((other for n, (_, other) in enumerate(offered) if n != at), default=0.0)
        yield each, (*signs(chance, rival, each.entity, ruled), float(plural and each.naming == "named"))


def signs(chance: float, rival: float, name: str | None, ruled: str | None) -> tuple[float, ...]:
    """Return what speaks for a name.

    That is how likely the head finds it, by how much more than the likeliest other, and whether the rules found it, or
    another one. A last sign is added where one person is to be "we": it may be that person's body.
    """
    likely = math.log(max(chance, _FAINT)) - math.log(max(1 - chance, _FAINT))
    ahead = math.log(max(chance, _FAINT)) - math.log(max(rival, _FAINT))
    return likely, ahead, float(name == ruled), float(ruled is not None and name != ruled)


def _weigh(voice: Voice, choices: Sequence[tuple[Voice, float]], heads: Heads) -> Doubt:
    ranked = sorted(choices, key=lambda choice: -choice[1])
    best, chance = ranked[0]
    if chance >= heads.bound:
        kept = voice if best.entity == voice.entity else replace(best, words=voice.words)
        return Doubt(voice=kept, chance=chance)
    names = tuple(one.entity for one, sure in ranked if one.entity and sure >= _WORTH_TELLING)
    likely = replace(best, words=voice.words) if chance >= _LIKELY else voice
    return Doubt(voice=replace(likely, entity=None, affiliation=None), chance=chance, candidates=names)


def _words(text: Text, statement: Statement) -> str:
    start, end = text.range_of(statement.source[0].start, statement.source[-1].end)
    return " ".join(piece.text for piece in text.pieces[start:end])


def _is_open(words: str, kind: str, voice: Voice) -> bool:
    """Tell whether a source does not say itself who it is: a pronoun, or "the minister" whom the rules gave a name.

    What the rules left without a name is left so: it may be somebody who asked not to be named.
    """
    if kind != "description":
        return kind not in ("name", "who", "which")
    if voice.naming not in _NAMED or voice.entity is None:
        return False
    said = set(words.casefold().replace("’s", "").split())
    names = [word for name in voice.entity.split(";") for word in name.casefold().split() if len(word) > 2]
    return said.isdisjoint(names)
