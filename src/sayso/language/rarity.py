"""How rare a word is in English, by the tokenizer's vocabulary, whose pieces stand in order of frequency.

In: a word. Out: a weight that serves as an inverse document frequency, the same on every machine and in every ledger.
"""

from __future__ import annotations

import math
from functools import cache, lru_cache

from tokenizers import Tokenizer

from sayso.language.weights import FOLDER

RAREST = 10.5  # of a word that is not in the vocabulary whole
_FIRST = 1990  # whole words begin here, after what is reserved and single characters


@lru_cache(maxsize=100_000)
def rarity(word: str) -> float:
    """Return the weight of a word in small letters: about 1 for the commonest, `RAREST` for one that is not known."""
    rank = _vocabulary().get(word)
    return RAREST if rank is None or rank <= _FIRST else math.log(max(rank - _FIRST, 3))


@cache
def _vocabulary() -> dict[str, int]:
    return dict(Tokenizer.from_file(str(FOLDER / "tokenizer.json")).get_vocab())
