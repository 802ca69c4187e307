"""Read what one page tells towards claims: its mentions, with who holds each, and how.

In: a document, its statements, and what the encoder made of its text. Out: `Mention`s in the order of the text. Who
holds a mention is taken from the innermost statement whose content it stands in; nobody is guessed: where that
statement gives no name, the holder's words stand, unnamed.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise

from sayso.claims.mentions.cutting import cut
from sayso.claims.mentions.numbers import measure_of, numbers
from sayso.claims.mentions.signs import Signs, read_signs
from sayso.language.claims import ClaimHeads, load_claim_heads, load_meaning
from sayso.language.encoder import States
from sayso.records import ARTICLE_ROLES, Document, Mention, Quantity, Ranges, Span, Stand, Statement

_NEAR = 45  # characters around a mention that may hedge or deny it
_FEWEST = 3  # words from which a clause is taken for one
_JOINT = re.compile(r",? and (?:also )?|[,;] (?:while |but )?")
_SUBJECT = r"(?:he|she|it|they|we|I|you|there|nothing|nobody|only|that|this|the \w+ (?:was|were|is|are|has|had|will))\b"
_SENTENCE_END = r"(?<=[a-z\d)”’\"'])[.!?][”’\"')]*\s+(?=[“‘\"'(]*[A-Z])"
_FURTHER = rf"[,;:]? (?:and|but|while|though|although) (?={_SUBJECT})|, (?={_SUBJECT})"
_APART = re.compile(rf"{_SENTENCE_END}|{_FURTHER}|; |\n+")
_PARTICIPLE = re.compile(r"\w+ing\b")
_AND_PARTICIPLE = re.compile(r",? and (?=\w+ing\b)|, (?=\w+ing\b)")
_TAKES_UP = re.compile(r"(?:the|this|that|these|those|its|his|her|their|our|we|it|they|us)\b", re.IGNORECASE)
_WORD = re.compile(r"[^\W_]{2,}")
_LEAST = 0.5  # of a mention must lie in a content for it to be the statement's


def read_mentions(
    document: Document, statements: Sequence[Statement], states: States, threads: int = 0
) -> tuple[Mention, ...]:
    """Return the mentions of a page's article, each with what its words and its statement tell, and what it means."""
    if not states.vectors.shape[1]:
        return ()  # nothing was long enough to be read
    mentions = find_mentions(document, statements, states, load_claim_heads())
    vectors = load_meaning(threads).of(states, [mention.content for mention in mentions])
    return tuple(replace(mention, vector=vector) for mention, vector in zip(mentions, vectors, strict=True))


def find_mentions(
    document: Document, statements: Sequence[Statement], states: States, heads: ClaimHeads
) -> tuple[Mention, ...]:
    """Return the mentions of a page's article without what they mean."""
    blocks = [block.span for block in document.blocks if block.role in ARTICLE_ROLES]
    told = [statement for statement in statements if statement.layer == "article"]
    inside = Contents(told)
    clauses = [
        (inside.clip(span), score) for span, score in cut(heads.tag(states.vectors), states.starts, states.ends, blocks)
    ]
    covered = Ranges(span for span, _ in clauses)
    identity = document.id  # a hash over the whole text
    whole = {span: 0.0 for statement in told for span in statement.content if not covered.over(span)}
    return tuple(
        make_mention(
            document.text,
            part,
            statement,
            document_id=identity,
            confidence=round(math.exp(score), 4) if score else None,
        )
        for span, score in sorted([*clauses, *whole.items()])
        for part in _parts(document.text, span)
        for statement in [inside.holding(part)]
        if _says_something(document.text[part.start : part.end], denied=bool(statement and statement.act == "deny"))
    )


def move_back(
    mentions: Iterable[Mention], document_id: str, place: Callable[[Span], Span], statements: Mapping[str, str]
) -> tuple[Mention, ...]:
    """Return mentions of a document's plain copy as those of the document: their places, and the ids of statements."""
    return tuple(
        replace(
            mention,
            document_id=document_id,
            content=tuple(map(place, mention.content)),
            quantities=tuple(replace(amount, span=place(amount.span)) for amount in mention.quantities),
            statement=statements[mention.statement] if mention.statement else None,
        )
        for mention in mentions
    )


def _parts(text: str, span: Span) -> Iterator[Span]:
    """Yield a clause in the parts that each state something by themselves.

    It is parted at the ends of sentences, before a further subject ("and she left", "but only the cook stayed"),
    between participles ("killing ten and injuring 80"), and between numbers of different things.
    """
    cuts = [match.span() for match in _APART.finditer(text, span.start, span.end)]
    if _PARTICIPLE.match(text, span.start, span.end):
        cuts += [match.span() for match in _AND_PARTICIPLE.finditer(text, span.start, span.end)]
    told = list(numbers(text, span.start, span.end))
    for one, other in pairwise(told):
        joint = _JOINT.search(text, one.end, other.start)
        measures = (measure_of(text, number, span.start, span.end) for number in (one, other))
        if joint and len({*measures}) == 2:
            cuts.append(joint.span())
    start = span.start
    for end, again in sorted(cuts):
        if start < end:
            yield Span(start=start, end=end)
            start = again
    if start < span.end:
        yield Span(start=start, end=span.end)


def _says_something(words: str, *, denied: bool) -> bool:
    """Whether words can state anything: some of content, or one with a number; what is denied may be told in fewer."""
    count = len(_WORD.findall(words))
    return count >= (_FEWEST - 1 if denied else _FEWEST) or (count > 0 and any(map(str.isdigit, words)))


class Contents:
    """The contents of statements, for telling in which of them a span stands."""

    def __init__(self, statements: Iterable[Statement]) -> None:
        self._owned = [(statement, span) for statement in statements for span in statement.content]
        self._ranges = Ranges(span for _, span in self._owned)

    def holding(self, span: Span) -> Statement | None:
        """Return the innermost statement in whose content at least half of the span stands."""
        fitting = [
            (self._owned[at][1].end - self._owned[at][1].start, at)
            for at in self._ranges.over(span)
            if _shared(self._owned[at][1], span) >= _LEAST * (span.end - span.start)
        ]
        return self._owned[min(fitting)[1]][0] if fitting else None

    def clip(self, span: Span) -> Span:
        """Return the part of a span that stands in the content that holds it; all of it where none does."""
        statement = self.holding(span)
        if statement is None:
            return span
        part = max(statement.content, key=lambda content: _shared(content, span))
        return Span(start=max(part.start, span.start), end=min(part.end, span.end))


def make_mention(
    text: str, span: Span, statement: Statement | None, *, document_id: str = "", confidence: float | None = None
) -> Mention:
    """Return a mention with what its words and its statement tell."""
    cue = " ".join(text[part.start : part.end] for part in statement.cue) if statement else ""
    signs = read_signs(text[span.start : span.end], _before(text, span.start), _behind(text, span.end), cue)
    holder = (statement.entity or _words_of(text, statement.source) or None) if statement else None
    return Mention(
        document_id=document_id,
        content=(span,),
        voice="statement" if statement else "author",
        stand=_stand(signs, statement),
        denied=signs.denied or bool(statement and statement.act == "deny" and not signs.negative),
        negative=signs.negative,
        statement=statement.id if statement else None,
        holder=holder,
        named=bool(statement and statement.entity),
        affiliation=_speaks_for(statement) if statement else None,
        origin=(statement.origin or holder) if statement else None,
        origin_named=bool(statement and _origin_told(statement, text)),
        quantities=tuple(_quantities(text, span)),
        confidence=confidence,
    )


def _speaks_for(statement: Statement) -> str | None:
    """Return the body a holder speaks for; members of a party speak for themselves."""
    return None if statement.source_kind == "party_or_opposition" else statement.affiliation


def _origin_told(statement: Statement, text: str) -> bool:
    """Whether the first hand is somebody told from all others: by name, or as a body ("state television").

    "The firm" and "we" are somebody told before, and nobody knows whom.
    """
    first = statement.chain[0] if statement.chain else None
    if first.entity if first else statement.entity:
        return True
    words = text[first.span.start : first.span.end] if first else _words_of(text, statement.source)
    naming = first.naming if first else statement.naming
    return naming == "body" and not _TAKES_UP.match(words)


def _stand(signs: Signs, statement: Statement | None) -> Stand:
    """Return how the page's own words stand to the proposition, whoever else denies it."""
    if signs.hedged or (statement and statement.factuality in ("PS+", "PS-")):
        return "hedges"
    return "denies" if signs.denied else "asserts"


def _before(text: str, start: int) -> str:
    """Return the words of the same sentence before a place."""
    words = text[max(0, start - _NEAR) : start]
    return words[max(words.rfind(end) for end in (". ", "? ", "! ", "\n")) + 1 :]


def _behind(text: str, end: int) -> str:
    """Return the words of the same sentence behind a place."""
    words = text[end : end + _NEAR]
    stops = [at for at in (words.find(stop) for stop in (". ", "? ", "! ", "\n")) if at >= 0]
    return words[: min(stops, default=len(words))]


def _words_of(text: str, spans: Iterable[Span]) -> str:
    return " ".join(" ".join(text[span.start : span.end].split()) for span in spans)


def _quantities(text: str, span: Span) -> Iterator[Quantity]:
    for number in numbers(text, span.start, span.end):
        yield Quantity(
            span=Span(start=number.start, end=number.end),
            measure=measure_of(text, number, span.start, span.end),
            value=number.value,
            bound=number.bound,
            unit=number.unit,
        )


def _shared(one: Span, other: Span) -> int:
    return max(0, min(one.end, other.end) - max(one.start, other.start))
