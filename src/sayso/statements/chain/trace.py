"""The hands a statement passed through on its way to the text, and where it comes from.

In: a document and its statements, sources resolved, parents first. Out: the statements with `chain`, first speaker
first, and `origin`. Every link stands in the text: nothing is inferred that it does not say.
"""

from __future__ import annotations

from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import replace

from sayso.records import Document, Link, Ranges, Span, Statement, origin_of
from sayso.statements.chain.hands import Hand, find_hands
from sayso.statements.chain.papers import hands_of
from sayso.statements.identify.noun_bounds import antecedent
from sayso.statements.identify.nouns.tokens import word_set
from sayso.statements.identify.pronouns import FIRST, FIRST_PLURAL, HE, IT, RELATIVE, SHE, THEY
from sayso.statements.identify.resolve import Sources
from sayso.statements.identify.text import Text, read_text
from sayso.statements.identify.voice import Voice

BACKING = word_set("backing")
QUOTING = word_set("quoting")
PAPER_KINDS = frozenset(("document", "media_item"))
TRIMMED = word_set("trimmed")


def trace_chains(
    document: Document, statements: tuple[Statement, ...], voices: Mapping[str, Voice] | None = None
) -> tuple[Statement, ...]:
    """Return the statements with chain and origin.

    `voices` are those of their sources by statement id: a statement does not keep where an unnamed one is described.
    Without them they are found again.
    """
    if voices is None:
        sources = Sources(document, statements)
        sources.resolve()
        voices = sources.voices
    return Chains(document, statements, voices).trace()


class Chains:
    """The chains of one document's statements."""

    def __init__(self, document: Document, statements: Sequence[Statement], voices: Mapping[str, Voice]) -> None:
        self.document = document
        self.voices = voices
        self.text: Text = read_text(document.text)
        self.statements = statements
        self.by_id = {statement.id: statement for statement in statements}
        self.chains: dict[str, tuple[Link, ...]] = {}
        parents = {statement.parent for statement in statements}
        self._sections = {s.id: Ranges(s.content) for s in statements if s.id in parents and s.content}

    def trace(self) -> tuple[Statement, ...]:
        """Fill all statements."""
        return tuple(self._filled(statement) for statement in self.statements)

    def _filled(self, statement: Statement) -> Statement:
        own = tuple(self._own(statement)) if statement.source else ()
        outer = self._outer(statement) if statement.source else ()
        chain = (*own, *(link for link in outer if not _handed(link, own)))
        self.chains[statement.id] = chain
        return replace(statement, chain=chain, origin=self._origin(statement, chain))

    def _own(self, statement: Statement) -> Iterator[Link]:
        """Yield the speaker and the hands that the statement's own sentence, and its papers, have."""
        start, end = self._source(statement)
        if start == end:
            return
        core = next((at for at in range(start + 1, end) if self.text.pieces[at].text == "who"), end)
        hands = find_hands(self.text, *self._around(statement), (start, core), self._cue(statement))
        inner = self._inside(start, end, statement)
        cited = next((hand for hand in hands if hand.first), None)
        said = self._link("speaker", start, inner[0].start - 2 if inner else end, statement)
        if cited is not None:
            yield _link_of(cited, self.text, rel="speaker")
            said = replace(said, rel=cited.rel)
        yield said
        for hand in (
            *inner,
            *(hand for hand in hands if not hand.first),
            *self._papers(statement, start, end, inner),
        ):
            if hand.voice.entity is None or hand.voice.entity != statement.entity:
                yield _link_of(hand, self.text)

    def _source(self, statement: Statement) -> tuple[int, int]:
        """Return the pieces that name the speaker: of a relative pronoun, what it takes up."""
        start, end = self.text.range_of(statement.source[0].start, statement.source[-1].end)
        if end == start + 1 and self.text.pieces[start].text.casefold() in RELATIVE:
            return antecedent(self.text, self.text.pieces[start].start) or (start, end)
        return start, end

    def _cue(self, statement: Statement) -> tuple[int, int]:
        if not statement.cue:
            return (0, 0)
        return self.text.range_of(statement.cue[0].start, statement.cue[-1].end)

    def _link(self, rel: str, start: int, end: int, statement: Statement) -> Link:
        """Return the link of the statement's own speaker."""
        while end > start + 1 and self.text.pieces[end - 1].text == ",":
            end -= 1
        span = self._span(start, end)
        if span.end <= span.start:
            span = statement.source[0]
        return Link(
            rel=rel,
            span=span,
            entity=statement.entity,
            source_kind=statement.source_kind,
            naming=statement.naming,
        )

    def _span(self, start: int, end: int) -> Span:
        return _span_of(self.text, start, max(end, start + 1))

    def _around(self, statement: Statement) -> tuple[range, Container[int]]:
        """Return the pieces of the statement's sentences, and those of them in its content or outside what holds it."""
        parts = (*statement.source, *statement.cue)
        first = self.text.range_of(min(s.start for s in parts), min(s.start for s in parts) + 1)[0]
        last = self.text.range_of(max(s.end for s in parts) - 1, max(s.end for s in parts))[0]
        first, last = self._sentence(first, -1), self._sentence(last, 1)
        content = [self.text.range_of(span.start, span.end) for span in statement.content]
        trail = self._trail(statement, content)
        inside = {at for start, end in content for at in range(max(start, first), min(end, trail, last))}
        section = self._sections.get(statement.parent or "")
        if section is not None:
            inside.update(at for at in range(first, last) if not section.hold(*self._place(at)))
        return range(first, last), inside

    def _place(self, at: int) -> tuple[int, int]:
        """Return the characters of a piece."""
        piece = self.text.pieces[at]
        return self.text.starts[piece.start], self.text.ends[piece.end - 1]

    def _trail(self, statement: Statement, content: Sequence[tuple[int, int]]) -> int:
        """Return where a closing ", citing …" begins that an indirect content took in; its end if there is none."""
        start, end = content[-1] if content else (0, 0)
        for at in range(end - 1, max(start, end - 16), -1):
            if self.text.pieces[at].text in ("citing", "quoting") and self.text.pieces[at - 1].text == ",":
                return at if statement.form != "direct" else end
        return max(stop for _, stop in content) if content else 0

    def _sentence(self, at: int, step: int) -> int:
        """Return the first piece of the sentence around `at`, or with step 1 the end of its last."""
        sentence = self.text.words[self.text.pieces[at].start].sentence
        while 0 <= at < len(self.text.pieces) and self.text.words[self.text.pieces[at].start].sentence == sentence:
            at += step
        return at + 1 if step < 0 else at

    def _inside(self, start: int, end: int, statement: Statement) -> list[Hand]:
        """Return the hands that the source itself tells of: "Documents obtained by the Gazette"."""
        phrase = self.text.phrase(start, end)
        cut = next((at for at in range(start + 1, end) if self.text.pieces[at].text in TRIMMED), None)
        if cut is None or phrase.sort == "utterance":
            return []
        if statement.source_kind in PAPER_KINDS:
            found = hands_of(self.text, self.document.text, phrase, again=False)
            return [hand for hand in found if start <= hand.start < end and hand.start == cut + 2]
        return find_hands(self.text, range(cut, end), (), (start, cut), (0, 0))

    def _papers(self, statement: Statement, start: int, end: int, inner: Sequence[Hand]) -> list[Hand]:
        """Return the hands of papers and pictures, as told anywhere in the text."""
        if statement.source_kind not in PAPER_KINDS:
            return []
        phrase = self.text.phrase(start, end)
        again = phrase.definite
        taken = self._taken_up(statement)
        if taken is not None:
            phrase, again = self.text.phrase(*taken), True
        found = hands_of(self.text, self.document.text, phrase, again=again)
        return [hand for hand in found if hand.rel not in {each.rel for each in inner}]

    def _taken_up(self, statement: Statement) -> tuple[int, int] | None:
        """Return the pieces of the unnamed speaker that a pronoun takes up."""
        if self.document.quote(statement.source[0]).casefold() not in THEY | IT | HE | SHE:
            return None
        words = self.voices[statement.id].words
        if words is None or words[1] <= words[0]:
            return None
        return self.text.piece_at[words[0]], self.text.piece_at[words[1] - 1] + 1

    def _outer(self, statement: Statement) -> Iterator[Link]:
        """Yield the hands of the statement that holds this one."""
        holder = self.by_id.get(statement.parent) if statement.parent else None
        if holder is None:
            return
        chain = self.chains.get(holder.id, ())
        if not chain or self._no_hand(holder, statement):
            return
        same = self._same_voice(holder, statement)
        cue = {word.casefold() for span in holder.cue for word in self.document.quote(span).split()}
        rel = "quoted_by" if cue & QUOTING else "reported_by"
        for link in chain:
            if link.rel != "speaker":
                yield link
            elif not same:
                yield replace(link, rel=rel)

    def _same_voice(self, holder: Statement, inner: Statement) -> bool:
        """Tell whether holder and inner speak with one voice: I, we, or the body itself."""
        word = self.document.quote(inner.source[0]).casefold()
        if word in FIRST | FIRST_PLURAL:
            return True
        if inner.entity is None:
            return False
        return inner.entity == holder.entity or (inner.naming == "body" and inner.entity == holder.affiliation)

    def _no_hand(self, holder: Statement, inner: Statement) -> bool:
        """Tell whether the holder only backs or condemns what the inner one says, so that it is no hand of it."""
        cue = [word.casefold() for span in holder.cue for word in self.document.quote(span).split()]
        if not cue or not set(cue) & BACKING:
            return False
        return not self.text.has_mark(holder.content[0].start, inner.source[0].start)

    def _origin(self, statement: Statement, chain: tuple[Link, ...]) -> str | None:
        """Return the first link if it is named, else its description with the first named hand after it."""
        if not chain:
            return None
        taken = self._taken_up(statement) if chain[0].rel == "speaker" and chain[0].span in statement.source else None
        words = " ".join(self.document.quote(self._span(*taken) if taken else chain[0].span).split())
        return origin_of(chain, words)


def _link_of(hand: Hand, text: Text, rel: str | None = None) -> Link:
    voice = hand.voice
    return Link(
        rel=rel or hand.rel,
        span=_span_of(text, hand.start, hand.end),
        entity=voice.entity,
        source_kind=voice.kind,
        naming=voice.naming,
    )


def _span_of(text: Text, start: int, end: int) -> Span:
    first, last = text.pieces[start], text.pieces[end - 1]
    return Span(start=text.words[first.start].start, end=text.words[last.end - 1].end)


def _handed(link: Link, own: Sequence[Link]) -> bool:
    """Whether an outer speaker is one of the statement's own hands already: who posted a video, say."""
    return any(link.span.overlaps(hand.span) for hand in own)
