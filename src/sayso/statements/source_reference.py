"""Whom a pronoun stands for.

In: a text, the place of a pronoun, what was said before it and by whom. Out: the `Voice` it stands for, or None.
Candidates are the names and nouns before it that fit its number and gender; nearness, having spoken last and opening
a sentence decide between them.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sayso.statements.source_phrase import DETERMINERS, Phrase
from sayso.statements.source_pieces import FUNCTION_WORDS, Piece
from sayso.statements.source_voice import Text, Voice, nouns_before, voice_of_figure, voice_of_phrase
from sayso.statements.source_words import word_set

HE = frozenset(("he", "him", "his", "himself"))
SHE = frozenset(("she", "her", "hers", "herself"))
IT = frozenset(("it", "its", "itself", "this"))
THEY = frozenset(("they", "them", "their", "these", "those"))
FIRST = frozenset(("i", "me", "my", "mine", "myself"))
FIRST_PLURAL = frozenset(("we", "us", "our", "ours"))
RELATIVE = frozenset(("which", "who", "that", "whom", "whose"))
ATTACHED = frozenset(("of", "on", "from", "in", "at", "with", "about", "for"))
FAR = 4  # sentences
SINGULAR_THINGS = frozenset(("group", "paper", "item"))
PLURAL_THINGS = frozenset(("people", "papers", "items"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Spoken:
    """A voice that has spoken, and at which word."""

    word: int
    voice: Voice


def refer(
    text: Text,
    pronoun: str,
    word: int,
    spoken: Sequence[Spoken],
    *,
    barred: Voice | None = None,
    floor: int = 0,
) -> Voice | None:
    """Return whom a third-person pronoun at a word stands for: never `barred`, nobody before the word `floor`."""
    best: tuple[float, Voice] | None = None
    sentence = text.words[word].sentence
    for voice, at, worth in _candidates(text, pronoun, word, spoken):
        if at < floor:
            break
        if barred is not None and _same(barred, voice):
            continue
        far = sentence - text.words[at].sentence
        if far > FAR:
            break
        score = worth - 1.5 * far - (word - at) / 400
        if best is None or score > best[0]:
            best = (score, voice)
    return best[1] if best else None


def _candidates(text: Text, pronoun: str, word: int, spoken: Sequence[Spoken]) -> Iterator[tuple[Voice, int, float]]:
    """Yield voices that fit, where they stand, and what speaks for them besides nearness."""
    last = [said for said in spoken if said.word < word][-1:]
    for piece in nouns_before(text, word):
        voice = _fitting(text, pronoun, piece)
        if voice is None:
            continue
        worth = 1.5 * opens_clause(text, piece) - 1.0 * _hangs(text, piece)
        if last and _same(last[0].voice, voice):
            worth += 1.5
        if pronoun in THEY and voice.naming == "body":
            worth -= 1.0
        if pronoun in HE | SHE and voice.naming == "unnamed":
            worth -= 1.5
        yield voice, piece.start, worth


def _same(first: Voice, second: Voice) -> bool:
    """Tell whether two voices are one: the same entity, or words that overlap."""
    if first.words is not None and second.words is not None:
        return first.words[0] < second.words[1] and second.words[0] < first.words[1]
    return first.entity is not None and first.entity == second.entity


def _fitting(text: Text, pronoun: str, piece: Piece) -> Voice | None:
    """Return the voice of a name or noun if its number and gender allow the pronoun."""
    if piece.named:
        figure = text.cast.of(piece)
        if figure is None:
            return None
        if pronoun in HE or pronoun in SHE:
            wrong = "f" if pronoun in HE else "m"
            return voice_of_figure(figure) if figure.person and figure.gender != wrong else None
        if figure.person or (figure.plural and pronoun in IT) or _only_adjective(text, piece):
            return None
        return voice_of_figure(figure)
    role = piece.role
    if role is None or _belongs_to_name(text, piece):
        return None
    fits = (
        role.sort in SINGULAR_THINGS
        if pronoun in IT
        else role.sort in PLURAL_THINGS
        if pronoun in THEY
        else role.sort == "person"
    )
    return voice_of_phrase(text, chunk(text, piece)) if fits else None


def _only_adjective(text: Text, piece: Piece) -> bool:
    """Tell whether a nation's name is only an adjective here ("Turkish soldiers")."""
    if piece.known is None or piece.known.sort != "demonym":
        return False
    after = text.piece_at[piece.start] + 1
    return not piece.known.plural or (after < len(text.pieces) and text.pieces[after].role is not None)


def _belongs_to_name(text: Text, piece: Piece) -> bool:
    """Tell whether a noun only describes the name right after it, or modifies the noun after it."""
    after = text.piece_at[piece.start] + 1
    if after >= len(text.pieces):
        return False
    following = text.pieces[after]
    return following.sort in ("person", "name", "title", "role")


def opens_clause(text: Text, piece: Piece) -> bool:
    """Tell whether a name or noun is likely the subject: it opens its sentence, an article or title before it aside."""
    at = text.piece_at[piece.start]
    sentence = text.words[piece.start].sentence
    while at > 0 and text.words[text.pieces[at - 1].start].sentence == sentence:
        before = text.pieces[at - 1]
        if before.sort == "word" and before.text.casefold() not in DETERMINERS and before.text[:1].isalpha():
            return before.text.casefold() in ("when", "while", "after", "as", "but", "and") and at < 2
        if before.text in (",", ":"):
            return False
        at -= 1
    return True


def _hangs(text: Text, piece: Piece) -> bool:
    """Tell whether a name or noun hangs on another by a preposition or possessive."""
    at = text.piece_at[piece.start]
    after = text.pieces[at + 1].sort if at + 1 < len(text.pieces) else ""
    before = text.pieces[at - 1] if at else None
    if before is not None and before.text.casefold() in DETERMINERS and at > 1:
        before = text.pieces[at - 2]
    hung = before is not None and before.text in ("of", "by", "with", "to", "in", "from", "at", "on", "for")
    return after == "possessive" or hung


def chunk(text: Text, piece: Piece) -> Phrase:
    """Return the noun phrase around a role noun: back to its article, on through "of" and "from"."""
    at = text.piece_at[piece.start]
    start = _chunk_start(text, at)
    return text.phrase(start, _chunk_end(text, at))


def _chunk_start(text: Text, at: int) -> int:
    """Return where the noun phrase that ends in piece `at` begins."""
    start = at
    while start > 0 and text.words[text.pieces[start - 1].start].sentence == text.words[text.pieces[at].start].sentence:
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
    end = at + 1
    while end + 1 < len(text.pieces) and text.pieces[end].text in (
        "of",
        "from",
        "within",
        "inside",
        "at",
        "in",
    ):
        inner = end + 1
        while inner < len(text.pieces) and (
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
    start = end
    while start > 0 and text.words[text.pieces[start - 1].start].sentence == text.words[word].sentence:
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
    last = len(text.pieces) if stop is None else stop
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


COUNT_WORDS = word_set("count_words")
TAIL_LINKS = word_set("tail_links")
