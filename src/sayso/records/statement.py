"""One attribution: who is said to say what, and its labels.

In: spans and labels. Out: its id, whether it denies, and where it comes from.

What each label means is in docs/labels.md. A field that was not computed is None or empty, never guessed.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from sayso.records.document import Span
from sayso.records.ids import make_id

Form = Literal["direct", "mixed", "indirect"]
Layer = Literal["article", "comment"]
Status = Literal["machine", "confirmed", "corrected", "rejected"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """One hand of a chain: what it did (`rel`), its words, who it is."""

    rel: str
    span: Span
    entity: str | None = None
    source_kind: str | None = None
    naming: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """Words that speak of proof, and of which kind."""

    kind: str
    span: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """One attribution: `source` expresses, holds or shows `content`; `cue` signals it. `parent` holds a nested one.

    `confidence` is the chance that source and content are the right words, `identity_confidence` that `entity` is the
    right name, `label_confidence` that act, stance, factuality and negation are all right. Where it is not sure
    who speaks there is no entity, and `candidates` are the names it may be, the likeliest first.
    """

    document_id: str
    source: tuple[Span, ...]
    cue: tuple[Span, ...]
    content: tuple[Span, ...]
    form: Form
    layer: Layer = "article"
    parent: str | None = None
    comment: str | None = None
    source_kind: str | None = None
    naming: str | None = None
    entity: str | None = None
    affiliation: str | None = None
    chain: tuple[Link, ...] = ()
    origin: str | None = None
    act: str | None = None
    negated: bool | None = None
    stance: str | None = None
    factuality: str | None = None
    evidence: tuple[Evidence, ...] = ()
    confidence: float | None = None
    identity_confidence: float | None = None
    label_confidence: float | None = None
    candidates: tuple[str, ...] = ()
    status: Status = "machine"

    @property
    def id(self) -> str:
        """Statement id, over document, spans and parent."""
        return _statement_id(self.document_id, (self.source, self.cue, self.content), self.parent)

    @property
    def start(self) -> int:
        """Where its first word stands in `Document.text`."""
        return min(span.start for span in (*self.source, *self.cue, *self.content))

    @property
    def denies(self) -> bool:
        """Whether it denies: its act is `deny`, or its factuality negative ("said that no ship had sailed")."""
        return self.act == "deny" or (self.factuality or "").endswith("-")


def origin_of(chain: Sequence[Link], words: str) -> str | None:
    """Return the first hand if it has a name, else its `words` with the first hand after it that has one."""
    if not chain:
        return None
    if chain[0].entity:
        return chain[0].entity
    hand = next((link.entity for link in chain[1:] if link.entity), None)
    return f"{words} via {hand}" if hand else words


@lru_cache(maxsize=32_768)  # every stage returns new records of the same statements; a million characters hold 20,000
def _statement_id(document_id: str, parts: tuple[tuple[Span, ...], ...], parent: str | None) -> str:
    pairs = ([[span.start, span.end] for span in spans] for spans in parts)
    return make_id("st", document_id, *pairs, parent)
