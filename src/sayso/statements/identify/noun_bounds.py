"""Where a noun phrase begins and ends: around a noun, before a relative pronoun, after a verb.

In: a text and a place in it. Out: the phrase or its pieces. There is no parser behind it: articles, prepositions and
the look of words decide, so a phrase may come out short, but never runs over a sentence.
"""

from __future__ import annotations

from sayso.statements.identify.nouns.name_runs import FUNCTION_WORDS
from sayso.statements.identify.nouns.phrase import DETERMINERS, Phrase
from sayso.statements.identify.nouns.tagged import Piece
from sayso.statements.identify.nouns.tokens import word_set
from sayso.statements.identify.text import LONGEST, Text

COUNT_WORDS = word_set("count_words")
TAIL_LINKS = word_set("tail_links")
ATTACHED = frozenset(("of", "on", "from", "in", "at", "with", "about", "for"))


def chunk(text: Text, piece: Piece) -> Phrase:
    """Return the noun phrase around a role noun: back to its article, on through "of" and "from"."""
    at = text.piece_at[piece.start]
    start = _chunk_start(text, at)
    return text.phrase(start, _chunk_end(text, at))


def _chunk_start(text: Text, at: int) -> int:
    """Return where the noun phrase that ends in piece `at` begins."""
    start = at
    floor, sentence = max(0, at - LONGEST), text.words[text.pieces[at].start].sentence
    while start > floor and text.words[text.pieces[start - 1].start].sentence == sentence:
        before = text.pieces[start - 1]
        lower = before.text.casefold()
        if before.sort == "word" and lower in DETERMINERS | {
            "one",
            "two",
            "three",
            "several",
            "some",
            "many",
        }:
            start -= 1
            if start > 0 and text.pieces[start - 1].text == "of" and text.pieces[start - 2].role:
                start -= 1
                continue
            break
        if before.sort != "word":
            start -= 1
            continue
        if lower == "of" and start > 1 and (text.pieces[start - 2].role or text.pieces[start - 2].named):
            start -= 1
            continue
        if _is_adjective(text, start - 1):
            start -= 1
            continue
        break
    return start


def _is_adjective(text: Text, at: int) -> bool:
    """Guess whether a plain word before a noun describes it: it follows an article, or looks like no verb."""
    word = text.pieces[at].text
    if not word[:1].isalpha() or word.casefold() in FUNCTION_WORDS:
        return False
    after_article = at > 0 and text.pieces[at - 1].text.casefold() in DETERMINERS
    return (
        after_article
        or (not word.endswith(("ed", "ing", "es", "s", "ly")) and not word.islower())
        or word.endswith(("al", "ic", "ous", "ful", "ive", "ern", "ian", "ish", "ary"))
    )


def _chunk_end(text: Text, at: int) -> int:
    """Return where the noun phrase whose noun is piece `at` ends: "of" and "from" phrases are in."""
    end, last = at + 1, min(len(text.pieces), at + LONGEST)
    while end + 1 < last and text.pieces[end].text in (
        "of",
        "from",
        "within",
        "inside",
        "at",
        "in",
    ):
        inner = end + 1
        while inner < last and (
            text.pieces[inner].sort != "word"
            or text.pieces[inner].text.casefold() in DETERMINERS
            or _is_adjective(text, inner)
        ):
            inner += 1
        if inner == end + 1 or not (text.pieces[inner - 1].sort != "word" or inner > end + 2):
            break
        end = inner
    return end


def antecedent(text: Text, word: int) -> tuple[int, int] | None:
    """Return the pieces of the noun phrase that a relative pronoun at a word takes up."""
    end = text.piece_at[word]
    while end > 0 and text.pieces[end - 1].text in (",", "—", "–", "(", '"', "”", "’", "'"):
        end -= 1
    start, floor = end, max(0, end - LONGEST)
    while start > floor and text.words[text.pieces[start - 1].start].sentence == text.words[word].sentence:
        step = _step_back(text, start, end)
        if step == start:
            break
        start = step
    return (start, end) if end > start else None


def _step_back(text: Text, start: int, end: int) -> int:
    """Return where a noun phrase that goes on to `end` begins if it takes in what stands before `start`."""
    before = text.pieces[start - 1]
    lower = before.text.casefold()
    if before.sort != "word":
        return start - 1 if not _opens_new(text, start, end) else start
    if lower in DETERMINERS or lower in ("two", "three", "several", "many", "some", "former"):
        return start - 1
    attached = lower in ATTACHED and start > 1 and start < end
    if attached and (text.pieces[start - 2].role or text.pieces[start - 2].named):
        return start - 2
    if start == end or text.pieces[start].sort != "word" or _is_adjective(text, start - 1):
        plain = before.text[:1].isalpha() and lower not in FUNCTION_WORDS and not lower.endswith(("ed", "ing"))
        return start - 1 if plain and (start == end or _is_adjective(text, start - 1)) else start
    return start


def _opens_new(text: Text, start: int, end: int) -> bool:
    """Tell whether a noun phrase already begins at `start` with its article."""
    return start < end and text.pieces[start].text.casefold() in DETERMINERS and text.pieces[start - 1].sort != "word"


def chunk_from(text: Text, at: int, stop: int | None = None) -> tuple[int, int]:
    """Return the pieces of the noun phrase that begins at piece `at`; an empty range if none does."""
    end = at
    last = min(len(text.pieces) if stop is None else stop, at + LONGEST)
    seen: Piece | None = None
    while end < last:
        piece = text.pieces[end]
        lower = piece.text.casefold()
        if piece.sort == "word":
            if seen is None and (_opens_phrase(piece) or lower in COUNT_WORDS) and end - at < 6:
                end += 1
                continue
            inner = _tail_from(text, end, last) if seen is not None and lower in TAIL_LINKS else end
            if inner == end:
                break
            end = inner
            continue
        if seen is not None and _begins_another(seen, piece):
            break
        seen = piece if piece.sort != "possessive" else seen
        end += 1
    while end > at and text.pieces[end - 1].sort == "possessive":
        end -= 1
    named = seen is not None or (end - at > 1 and text.pieces[at].text.casefold() in DETERMINERS)
    return (at, end) if named else (at, at)


def _opens_phrase(piece: Piece) -> bool:
    lower = piece.text.casefold()
    return lower in DETERMINERS or (lower[:1].isalpha() and lower not in FUNCTION_WORDS)


def _begins_another(seen: Piece, piece: Piece) -> bool:
    """Tell whether a name right after a named body is the next noun phrase ("told Reuters Norway would")."""
    outlet = seen.named and seen.sort != "name" and not (seen.known and seen.known.sort in ("country", "demonym"))
    return outlet and piece.named


def _tail_from(text: Text, at: int, last: int) -> int:
    """Return the end of a prepositional phrase that hangs on the noun before it, `at` if there is none."""
    start = at + 1
    if text.pieces[at].text in ("close", "familiar") and start < last:
        start += text.pieces[start].text in ("to", "with")
    if start >= last or (text.pieces[at].text == "in" and text.pieces[start].text in ("an", "a")):
        return at
    _, end = chunk_from(text, start, last)
    if end > start:
        return end
    article = text.pieces[start].text.casefold() in DETERMINERS
    return min(start + 2, last) if article and start + 1 < last and text.pieces[start + 1].text.isalpha() else at
