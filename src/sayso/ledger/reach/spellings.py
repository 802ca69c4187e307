"""Tell whether two names are spellings of one, and whether words of a page call somebody by a name.

In: names and words. Out: yes or no. Pure, and careful: what is not sure is no.
"""

from __future__ import annotations

from sayso.ledger.store.folding import fold


def are_variants(one: str, other: str) -> bool:
    """Tell whether one name is the other's last name, its fuller form, or the same but for case, accents and marks.

    "Renn", "O. Renn" and "Oda Renn" are variants of "Oda Maria Renn"; "Oda Brisk" and "Ola Renn" are not.
    """
    short, long = sorted((fold(one).split(), fold(other).split()), key=len)
    if not short:
        return False
    left = iter(long)
    return all(any(_fits(word, candidate) for candidate in left) for word in short) and _whole(short, long)


def calls(words: str, name: str) -> bool:
    """Tell whether words of a page name somebody: they hold the last word of the name, or of each name of several."""
    held = set(fold(words).split())
    parts = [fold(part).split() for part in name.split(";")]
    return any(part and part[-1] in held for part in parts)


def _fits(word: str, other: str) -> bool:
    return word == other or (min(len(word), len(other)) == 1 and word[0] == other[0])


def _whole(short: list[str], long: list[str]) -> bool:
    """Tell whether a word longer than an initial is in both."""
    return any(len(word) > 1 and word in long for word in short)
