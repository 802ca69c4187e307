"""How words stand to what they name: do they deny it, do they hedge it.

In: the words of a mention, those around it in its sentence, and the cue of its statement. Out: `Signs`. The words that
tell stand in `claims/vocabulary.toml`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from sayso.claims.vocabulary import any_of, pattern, vocabulary

_CONTRACTED = re.compile(r"n['’]t\b", re.IGNORECASE)
_LINK = r"(?:is|was|are|were|be|been|being|as|['’]s|['’]re)"
_LEADS_ON = re.compile(
    rf"[\s,\"”’']*(?:{_LINK} )?(?:an? |the |simply |totally |completely |pure |all )*", re.IGNORECASE
)
_PREDICATE = re.compile(
    rf"\b{_LINK} (?:an? |all |simply |totally |completely |entirely |just |pure |so )*"
    rf"(?:{any_of(vocabulary()['signs']['unlike'])})(?!\w)",
    re.IGNORECASE,
)
_GOES_ON = re.compile(
    r"(?<=\w)[\s,]+(?:that|who|whom|which|whose|because|if|but|while|although|though|so that|to make|what|when)\b",
    re.IGNORECASE,
)
_NEAR, _FOLLOWING = 4, 3  # words before and behind a mention that govern it
_OPENING = 2  # words before which nothing hangs on a mention's main clause


@dataclass(frozen=True, slots=True, kw_only=True)
class Signs:
    """What words tell: `negative` whether a mention's own words turn what they name round, `denied` if others do."""

    negative: bool
    denied: bool
    hedged: bool


def read_signs(words: str, before: str = "", behind: str = "", cue: str = "") -> Signs:
    """Return the signs of a mention's words, of those before and behind it in its sentence, and of its cue."""
    own = _main_clause(pattern("signs", "no_turn").sub(" ", words))
    turns = len(_CONTRACTED.findall(own)) + len(pattern("signs", "negation").findall(own))
    turns += len(_PREDICATE.findall(words))
    near = " ".join(before.split()[-_NEAR:])
    return Signs(
        negative=turns % 2 == 1,
        denied=bool(_untrue(cue) or _untrue(near) or _called_untrue(behind)),
        hedged=bool(pattern("signs", "hedge").search(words) or pattern("signs", "hedge").search(near)),
    )


def _untrue(words: str) -> bool:
    return pattern("signs", "untrue").search(words) is not None


def _called_untrue(behind: str) -> bool:
    """Whether what comes at once behind says that it is not so: ", is false", "was a hoax"."""
    rest = behind[_LEADS_ON.match(behind).end() :]  # type: ignore[union-attr]  # it may match nothing at all
    return len(rest) < len(behind) and _untrue(" ".join(rest.split()[:_FOLLOWING]))


def _main_clause(words: str) -> str:
    """Return the words up to the first clause that hangs on them, whose negations are its own."""
    end = next(
        (match.start() for match in _GOES_ON.finditer(words) if words[: match.start()].count(" ") >= _OPENING), None
    )
    return words[:end]
