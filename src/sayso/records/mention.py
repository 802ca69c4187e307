"""What one page tells towards a claim: a place that states a proposition, the numbers in it, things spoken of as proof.

In: spans of a document. Out: their ids. What the fields mean is in docs/labels.md, "Claims".
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from sayso.records.document import Span
from sayso.records.ids import make_id
from sayso.records.quantity import Quantity

Voice = Literal["statement", "author"]
Stand = Literal["asserts", "hedges", "denies", "retells"]


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemMention:
    """A noun phrase for a thing that a page speaks of as proof, its kind of evidence, and its words to know it by."""

    span: Span
    kind: str
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """One place that states, denies or hedges a proposition: `content` are its words.

    `voice` is "author" where the outlet says it itself; then there is no `holder`. Else `holder` is the innermost
    speaker, by name where it is sure who that is (`named`), by its words otherwise; `affiliation` is whom it speaks
    for. `origin` is where the word comes from, `origin_named` whether that is somebody told from all others, a body
    with no name ("state television") too. `stand` is what the page's own words tell; `denied` whether somebody says
    that what the words name is not so ("disputed the report"), `negative` whether they are a negation themselves ("no
    ship sailed"). `vector` is what the words mean, in 8-bit numbers. `confidence` is the chance that it is a mention of
    something that pages share.
    """

    document_id: str
    content: tuple[Span, ...]
    voice: Voice
    stand: Stand
    denied: bool = False
    negative: bool = False
    statement: str | None = None
    holder: str | None = None
    named: bool = False
    affiliation: str | None = None
    origin: str | None = None
    origin_named: bool = False
    quantities: tuple[Quantity, ...] = ()
    vector: bytes = b""
    confidence: float | None = None

    @property
    def rejects(self) -> bool:
        """Whether it stands against the positive wording of what it names."""
        return self.denied != self.negative

    @property
    def id(self) -> str:
        """Mention id, over document and spans."""
        return make_id("men", self.document_id, [[span.start, span.end] for span in self.content])
