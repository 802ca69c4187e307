"""Tell the language of a text.

In: a text. Out: an ISO 639-1 code, or None where there are too few words to tell (treat it as English then). English
is recognised by its own small words, which no other language shares, so that the language model of py3langid is
loaded only for pages that lack them.
"""

from __future__ import annotations

import re
from functools import cache
from typing import Any

from sayso.pages.vocabulary import read_vocabulary

_SAMPLE = 6000  # characters; enough to be sure, short enough to be quick
_FEWEST_WORDS = 12
_WORD = re.compile(r"[^\W\d_]+")
_LISTS = read_vocabulary("sayso.pages.decoding")
_ENGLISH = frozenset(_LISTS.words("english.small"))
_UNMISTAKABLE = frozenset(_LISTS.words("english.unmistakable"))
# The languages news is mostly written in. With all 97 open, a list of foreign names is soon taken for Latin or Maltese.
_LANGUAGES = [
    "am", "ar", "az", "be", "bg", "bn", "bs", "ca", "cs", "cy", "da", "de", "el", "en", "es", "et",
    "eu", "fa", "fi", "fr", "ga", "gl", "gu", "he", "hi", "hr", "hu", "hy", "id", "is", "it", "ja",
    "ka", "kk", "km", "kn", "ko", "ku", "ky", "lo", "lt", "lv", "mk", "ml", "mn", "mr", "ms", "nb",
    "ne", "nl", "no", "pa", "pl", "ps", "pt", "ro", "ru", "si", "sk", "sl", "sq", "sr", "sv", "sw",
    "ta", "te", "th", "tl", "tr", "uk", "ur", "vi", "zh",
]  # fmt: skip


def tell_language(text: str) -> str | None:
    """Return the ISO 639-1 code of the language `text` is written in, or None where it is too short to tell."""
    words = _WORD.findall(text[:_SAMPLE].lower())
    # a script without spaces writes a sentence as one "word"
    if len(words) < _FEWEST_WORDS and not any(ord(letter) > 0x2E80 for letter in text[:_SAMPLE]):
        return None
    if looks_english(words):
        return "en"
    return guess_language(text)


def looks_english(words: list[str]) -> bool:
    """Say whether at least one word in eight is a small word of English, and "the" or "and" among them."""
    small = sum(word in _ENGLISH for word in words)
    return small >= 3 and small * 8 >= len(words) and ("the" in words or "and" in words)


def is_english(text: str) -> bool:
    """Say whether a page is in English, however short: for choices that only English allows."""
    words = _WORD.findall(text[:_SAMPLE].lower())
    small = sum(word in _ENGLISH for word in words)
    return small * 10 >= len(words) > 0 and not _UNMISTAKABLE.isdisjoint(words)


def guess_language(text: str) -> str:
    """Return py3langid's best guess among the languages of the news."""
    language: str = _identifier().classify(text[:_SAMPLE])[0]
    return language


@cache
def _identifier() -> Any:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    identifier = LanguageIdentifier.from_model_file(MODEL_FILE)
    identifier.set_languages(sorted(set(_LANGUAGES) & set(identifier.labels)))
    return identifier
