"""Who speaks in the first person: for whom "we" is said, who issued a page, which reader writes.

In: a document and its text. Out: voices. A page in the first person (a press release, a minister's statement) speaks
for whom its headline names, or else for the body it names most.
"""

from __future__ import annotations

from functools import cached_property

from sayso.records import Document
from sayso.statements.identify.figures import Figure
from sayso.statements.identify.pronouns import opens_clause
from sayso.statements.identify.text import Text
from sayso.statements.identify.voice import Voice, voice_of_figure

NO_BODY = frozenset(("news_media", "state_media", "document", "media_item", "unknown"))
ISSUING = frozenset(("government", "intergovernmental", "ngo", "company", "court_or_police", "military", "expert"))


class Issuer:
    """The first person of one page."""

    def __init__(self, document: Document, text: Text) -> None:
        self.document = document
        self.text = text
        self._readers = {each.id: each.commenter or each.display for each in document.comments}
        self._most_named: dict[frozenset[str], Figure | None] = {}  # by kinds

    def reader(self, comment: str | None) -> Voice:
        """Return the voice of the reader who wrote a comment."""
        name = self._readers.get(comment or "")
        return Voice(kind="reader", naming="named" if name else "unnamed", entity=name)

    def body_behind(self, voice: Voice) -> Voice:
        """Return the body for which somebody says "we"; the speaker if the text does not tell."""
        if voice.affiliation is not None and voice.naming in ("named", "unnamed"):
            return Voice(kind=voice.kind, naming="body", entity=voice.affiliation)
        if voice.naming != "named":
            return voice
        if voice.kind == "government":
            body = self._nation
        else:
            body = self._foremost(frozenset((voice.kind,))) if voice.kind in ISSUING else None
        return Voice(kind=voice.kind, naming="body", entity=body.name) if body is not None else voice

    def issuer(self, *, plural: bool) -> Voice:
        """Return who issued a page that says "I" or "we" without a speaker: byline, headline, or foremost body."""
        if self.document.byline and not plural:
            return Voice(kind="author", naming="named", entity=self.document.byline)
        person = self._in_headline
        if person is not None:
            voice = voice_of_figure(person)
            return self.body_behind(voice) if plural else voice
        body = self._foremost(ISSUING | {"party_or_opposition"}) if plural else None
        return voice_of_figure(body) if body is not None else Voice(kind="author", naming="unnamed")

    @cached_property
    def _in_headline(self) -> Figure | None:
        """The person of a state, body or firm whom the headline names."""
        headline = next((block for block in self.document.blocks if block.role == "headline"), None)
        if headline is None:
            return None
        start, end = self.text.range_of(headline.start, headline.end)
        figures = [self.text.cast.of(piece) for piece in self.text.pieces[start:end] if piece.named]
        return next((f for f in figures if f is not None and f.person and f.kind in ISSUING), None)

    def _foremost(self, kinds: frozenset[str]) -> Figure | None:
        """Return the body of some kinds that the text names most, countries only where there is no other."""
        if kinds in self._most_named:
            return self._most_named[kinds]
        bodies = [f for f in self.text.cast.figures if f.at and f.kind in kinds and not (f.person or f.plural)]
        bodies = [body for body in bodies if not body.nation] or bodies
        most = min(bodies, key=lambda body: (-len(body.at), body.at[0]), default=None)
        self._most_named[kinds] = most
        return most

    @cached_property
    def _nation(self) -> Figure | None:
        """The country for which an official of no told country speaks: the one that acts in this text."""
        nations = [figure for figure in self.text.cast.figures if figure.nation and figure.at]
        return min(nations, key=lambda nation: (-self._acts(nation), -len(nation.at)), default=None)

    def _acts(self, nation: Figure) -> int:
        """Return how often a country opens a sentence, as who acts does."""
        pieces = [self.text.pieces[self.text.piece_at[at]] for at in nation.at]
        return sum(opens_clause(self.text, piece) for piece in pieces if piece.known and piece.known.sort == "country")
