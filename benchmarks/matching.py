"""Measures of attribution extraction: how gold and predicted attributions are compared.

In: a text and its gold and predicted attributions, spans in characters. Out: counts that add up over articles.
Spans are compared as sets of tokens (words, or single other marks). Gold and predicted attributions are matched one
to one per article, greedily by the Jaccard index of their contents, then of their sources, then of their cues.
A relation is right when content and source both reach a Jaccard index of 0.5 (two empty sources agree).
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

ROLES = ("source", "cue", "content")
KINDS = ("direct", "mixed", "indirect")
_TOKEN = re.compile(r"\w+|[^\w\s]")
_MARK = re.compile("``|''|[\"“„«”»]")
_OPENING, _CLOSING = frozenset("“„«"), frozenset("”»")
Tokens = frozenset[int]
Attribution = Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Tokenised:
    """The tokens of a text: their starts and ends, which are words, and the quoted region each stands in."""

    starts: list[int]
    ends: list[int]
    words: Tokens
    regions: Mapping[int, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Relation:
    """An attribution as sets of token numbers, and the kind of its content."""

    source: Tokens
    cue: Tokens
    content: Tokens
    kind: str


def tokenise(text: str) -> Tokenised:
    """Return the tokens of `text`."""
    found = list(_TOKEN.finditer(text))
    starts, ends = [t.start() for t in found], [t.end() for t in found]
    words = frozenset(n for n, t in enumerate(found) if re.match(r"\w", t.group()))
    regions = {
        token: number
        for number, (start, end) in enumerate(_quoted(text))
        for token in range(bisect_right(ends, start), bisect_left(starts, end))
    }
    return Tokenised(starts=starts, ends=ends, words=words, regions=regions)


def _quoted(text: str) -> Iterator[tuple[int, int]]:
    """Yield regions in double quotation marks; one left open runs to the end of its line."""
    for line in re.finditer(r"[^\n]*", text):
        opened: int | None = None
        for mark in _MARK.finditer(text, line.start(), line.end()):
            sign = mark.group()
            if opened is None:
                opened = None if sign in _CLOSING else mark.start()
            elif sign != "``" and sign not in _OPENING:
                yield opened, mark.end()
                opened = None
        if opened is not None:
            yield opened, line.end()


def _relation(attribution: Attribution, tokens: Tokenised) -> Relation:
    held = {
        role: frozenset(
            token
            for start, end in attribution.get(role) or ()
            for token in range(bisect_right(tokens.ends, start), bisect_left(tokens.starts, end))
        )
        for role in ROLES
    }
    return Relation(**held, kind=_kind(held["content"], held["cue"], tokens))


def _kind(content: Tokens, cue: Tokens, tokens: Tokenised) -> str:
    """Direct if all words are quoted, mixed if some are; indirect also where the same region holds the cue."""
    words = content & tokens.words
    quoted = {tokens.regions[token] for token in words if token in tokens.regions}
    if not quoted:
        return "indirect"
    if cue and all(t in tokens.regions for t in cue) and quoted & {tokens.regions[t] for t in cue}:
        return "indirect"
    return "direct" if all(token in tokens.regions for token in words) else "mixed"


def jaccard(first: Tokens, second: Tokens) -> float:
    """Return the Jaccard index; 0 for two empty sets."""
    return len(first & second) / len(first | second) if first | second else 0.0


def same_source(gold: Relation, predicted: Relation) -> bool:
    """Whether the sources agree: both empty, or a Jaccard index of 0.5."""
    return gold.source == predicted.source or jaccard(gold.source, predicted.source) >= 0.5


def match(gold: Sequence[Relation], predicted: Sequence[Relation]) -> list[tuple[Relation, Relation]]:
    """Return the matched pairs, contents sharing at least a token."""
    pairs = sorted(
        (
            -jaccard(g.content, p.content) - 1e-3 * jaccard(g.source, p.source) - 1e-4 * jaccard(g.cue, p.cue),
            i,
            j,
        )
        for i, g in enumerate(gold)
        for j, p in enumerate(predicted)
        if g.content & p.content
    )
    free_gold, free_predicted, matched = set(range(len(gold))), set(range(len(predicted))), []
    for _, i, j in pairs:
        if i in free_gold and j in free_predicted:
            free_gold.remove(i)
            free_predicted.remove(j)
            matched.append((gold[i], predicted[j]))
    return matched


def count(text: str, gold: Sequence[Attribution], predicted: Sequence[Attribution]) -> Counter[str]:
    """Return the counts of one article; add them over articles and hand them to `figures`."""
    tokens = tokenise(text)
    golds = [_relation(a, tokens) for a in gold]
    guesses = [r for r in (_relation(a, tokens) for a in predicted) if r.content or r.cue or r.source]
    counts = Counter({"gold": len(golds), "predicted": len(guesses)})
    counts.update(f"gold {g.kind}" for g in golds)
    for role in ROLES:
        in_gold = frozenset[int]().union(*(getattr(g, role) for g in golds))
        in_guess = frozenset[int]().union(*(getattr(g, role) for g in guesses))
        counts[f"{role} both"] += len(in_gold & in_guess)
        counts[f"{role} gold"] += len(in_gold)
        counts[f"{role} predicted"] += len(in_guess)
    for one, other in match(golds, guesses):
        if jaccard(one.content, other.content) >= 0.5:
            right = same_source(one, other)
            counts.update(content=1, relation=right, **{f"content {one.kind}": 1, f"relation {one.kind}": right})
    return counts


def figures(counts: Counter[str]) -> dict[str, float]:
    """Return percentages: relation and content F1 with precision and recall, recall by kind, token F1 by role."""
    result: dict[str, float] = {}
    for name in ("relation", "content"):
        result |= _scores(name, counts[name], counts["predicted"], counts["gold"])
    for kind in KINDS:
        result[f"relation recall {kind}"] = _share(counts[f"relation {kind}"], counts[f"gold {kind}"])
    for role in ROLES:
        both, predicted, gold = (counts[f"{role} {side}"] for side in ("both", "predicted", "gold"))
        result[f"token {role} F1"] = _scores(role, both, predicted, gold)[f"{role} F1"]
    return result


def _scores(name: str, right: int, predicted: int, gold: int) -> dict[str, float]:
    return {
        f"{name} F1": _share(2 * right, predicted + gold),
        f"{name} precision": _share(right, predicted),
        f"{name} recall": _share(right, gold),
    }


def _share(part: int, whole: int) -> float:
    return 100 * part / whole if whole else 0.0
