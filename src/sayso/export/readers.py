"""Keep readers in comment threads private: leave their comments out, or put hashes in place of their names.

In: a reading. Out: the same without what comes from comments, or with `reader_` and 16 hex digits for each name. A
hash is an HMAC over the name in lower case, keyed with a salt: without one given, a new one for every export, which
nobody keeps. The same hash stands where other readers' comments tell the name (`masked`), and a search for a name does
not lead to its hash.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import replace
from functools import cached_property
from typing import TYPE_CHECKING

from sayso.export.masked import MaskedDocument, Names, masked
from sayso.ledger.store.folding import fold
from sayso.pages.offsets import locate
from sayso.records import Anchor, Comment, Document, Event, Judgement, Party, Reading, Repair, Span, Spans, Statement

if TYPE_CHECKING:
    from sayso.ledger import Hit, Query

_ROOT = 4  # letters that words of one root share, for a search finds other endings, too


def without_comments(reading: Reading, document: Document) -> Reading:
    """Return the reading of a document without comments, what they say, and what was repaired in them."""
    first = min((comment.start for comment in document.comments if comment.start is not None), default=None)
    bare = replace(
        document,
        comments=(),
        repairs=tuple(repair for repair in document.repairs if not _in_comment(repair, document)),
        times=tuple(time for time in document.times if first is None or time.span.end <= first),
    )
    kept = tuple(statement for statement in reading.statements if statement.layer == "article")
    said = {statement.id for statement in reading.statements if statement.layer == "comment"}

    def above(start: int) -> bool:
        return first is None or start < first

    return replace(
        reading,
        document=bare,
        statements=kept,
        events=None
        if reading.events is None
        else tuple(event for event in reading.events if above(event.cue[0].start) and event.statement not in said),
        places=None if reading.places is None else tuple(each for each in reading.places if above(each.span.start)),
        moments=None if reading.moments is None else tuple(each for each in reading.moments if above(each.span.start)),
    )


def judges_comment(judgement: Judgement, document: Document) -> bool:
    """Return whether any part that a judgement names stands in a comment of its document, or in one's heading."""
    named = (spans for spans in (judgement.anchors, judgement.corrected) if spans)
    anchors = [anchor for spans in named for anchor in (*spans.source, *spans.cue, *spans.content)]
    return any(
        anchor.start < comment.ranges[-1].end
        and (comment.ranges[0].start if comment.header_start is None else comment.header_start) < anchor.end
        for comment in document.comments
        if comment.ranges
        for anchor in anchors
    )


def _in_comment(repair: Repair, document: Document) -> bool:
    return any(
        comment.ranges
        and (comment.ranges[0].start if comment.header_start is None else comment.header_start) <= repair.start
        and repair.end <= comment.ranges[-1].end
        for comment in document.comments
    )


class Pseudonyms:
    """Hashes of names, the same for the same name."""

    def __init__(self, salt: str | None) -> None:
        # new each time: a salt that is kept would let anybody with two exports join readers
        self._salt = salt.encode() if salt else secrets.token_bytes(32)

    def hash(self, name: str) -> str:
        """Return what stands for a name."""
        told = " ".join(name.casefold().split()).encode("utf-8", "surrogatepass")
        return f"reader_{hmac.new(self._salt, told, hashlib.sha256).hexdigest()[:16]}"

    def of(self, document: Document) -> Hidden:
        """Return what hides the names of a document's commenters: one hash for each, however the name is shown."""
        known: dict[str, str] = {}
        names: set[str] = set()
        for comment in document.comments:
            name = comment.commenter or comment.display
            if name:
                told = self.hash(name)
                known |= {each.casefold(): told for each in (comment.commenter, comment.display) if each}
                names.add(name.casefold())
        return Hidden(document, known, Names(known, names), self)


class Hidden:
    """The names of one document's commenters and what stands for them."""

    def __init__(self, document: Document, known: dict[str, str], names: Names, pseudonyms: Pseudonyms) -> None:
        self._document, self._known, self._names, self._pseudonyms = document, known, names, pseudonyms
        self._roots = frozenset(map(_root, names.words))

    @cached_property
    def document(self) -> MaskedDocument:
        """The document with hashes for its commenters, in what they write of each other, too.

        What was repaired in their headings, and in names, is left out.
        """
        hidden = masked(self._document, self._names)
        places = (locate(hidden.offsets, Span(start=mask.start, end=mask.end)) for mask in hidden.masks)
        named = sorted((place.start, place.end) for place in places if place)
        kept = tuple(
            repair for repair in hidden.repairs if not _in_heading(repair, hidden) and not _in_name(repair, named)
        )
        return replace(hidden, comments=tuple(self._comment(each) for each in hidden.comments), repairs=kept)

    def answers(self, hit: Hit, query: Query) -> bool:
        """Return whether what is shown of a hit answers the words asked for, not a name that is hidden."""
        of_comment = hit.statement.layer == "comment"
        if not of_comment and not hit.in_document:
            return True
        statement, quote = self.statement(hit.statement), self.document.quote
        if of_comment and query.entity is not None and not _same(query.entity, statement.entity):
            return False
        source = _roots(*map(quote, statement.source), statement.entity, statement.affiliation)
        said = source | _roots(*map(quote, statement.content))
        if hit.in_document:
            said = frozenset() if of_comment else self._shown
        asked = ((query.words, said), (query.source, source), (query.origin, _roots(statement.origin)))
        # those that are like a part of a hidden name must stand in what is shown, too
        return all(_roots(words) & self._roots <= shown for words, shown in asked if words is not None)

    @cached_property
    def _shown(self) -> frozenset[str]:
        return _roots(self.document.title, self.document.shown)

    def statement(self, statement: Statement) -> Statement:
        """Return a statement of a comment without names of readers; one of the article as it is."""
        if statement.layer == "article":
            return statement
        reader, told = statement.source_kind == "reader", self._told(statement)

        def name(given: str | None, *, always: bool = False) -> str | None:
            return told.get((given or "").casefold()) or self._name(given, reader=always)

        chain = tuple(
            replace(link, entity=name(link.entity, always=link.source_kind == "reader")) for link in statement.chain
        )
        return replace(
            statement,
            entity=name(statement.entity, always=reader),
            candidates=tuple(name(each, always=reader) or "" for each in statement.candidates),
            affiliation=self._within(statement.affiliation),
            origin=name(statement.origin, always=reader and statement.origin == statement.entity),
            chain=chain,
        )

    def event(self, event: Event) -> Event:
        """Return an event that a comment tells without names of readers; one of the article as it is."""
        comments = self._document.comments
        first = min((each.start for each in comments if each.start is not None), default=None)
        if first is None or event.cue[0].start < first:
            return event

        def parties(given: tuple[Party, ...]) -> tuple[Party, ...]:
            return tuple(replace(party, entity=self._name(party.entity, reader=False)) for party in given)

        named = self._name(event.source, reader=False)
        return replace(event, source=named, actors=parties(event.actors), recipients=parties(event.recipients))

    def _told(self, statement: Statement) -> dict[str, str]:
        """Return what stands for the words that are hidden in a statement: a part of a name may be who it is."""
        spans = (*statement.source, *statement.content, *(link.span for link in statement.chain))
        masks = (mask for span in spans for mask in self.document.within(span))
        return {self._document.text[mask.start : mask.end].casefold(): mask.shown for mask in masks}

    def judgement(self, judgement: Judgement) -> Judgement:
        """Return a judgement of what a comment says without names of readers.

        One that does not tell what sort of source it is may name a reader, so its entity is hidden, too.
        """
        labels = dict(judgement.labels)
        entity, origin = labels.get("entity"), labels.get("origin")
        reader = labels.get("source_kind") in (None, "reader")
        readers = {"entity": reader, "affiliation": False, "origin": reader and (entity is None or origin == entity)}
        for name, always in readers.items():
            if isinstance(value := labels.get(name), str):
                labels[name] = self._name(value, reader=always)
        return replace(
            judgement,
            anchors=self._spans(judgement.anchors),
            corrected=judgement.corrected and self._spans(judgement.corrected),
            labels=labels,
            note=self._within(judgement.note),
        )

    def _spans(self, spans: Spans) -> Spans:
        return Spans(**{name: tuple(map(self._anchor, getattr(spans, name))) for name in ("source", "cue", "content")})

    def _anchor(self, anchor: Anchor) -> Anchor:
        return replace(anchor, text=self._within(anchor.text) or "")

    def _comment(self, comment: Comment) -> Comment:
        return replace(
            comment,
            commenter=self._name(comment.commenter, reader=True),
            display=self._name(comment.display, reader=True),
        )

    def _name(self, name: str | None, *, reader: bool) -> str | None:
        if not name:
            return name
        known = self._known.get(name.casefold())
        return known or (self._pseudonyms.hash(name) if reader else self._within(name))

    def _within(self, text: str | None) -> str | None:
        """Return a text with the names in it hidden, the longest first."""
        return self._names.hide(text) if text else text


def _roots(*texts: str | None) -> frozenset[str]:
    return frozenset(_root(word) for text in texts if text for word in fold(text).split())


def _root(word: str) -> str:
    return fold(word)[:_ROOT]


def _same(name: str, other: str | None) -> bool:
    return other is not None and fold(name) == fold(other)


def _in_name(repair: Repair, named: Sequence[tuple[int, int]]) -> bool:
    before = bisect_left(named, (repair.end, 0))
    return before > 0 and named[before - 1][1] > repair.start


def _in_heading(repair: Repair, document: Document) -> bool:
    return any(
        comment.header_start is not None
        and comment.ranges
        and comment.header_start <= repair.start < comment.ranges[0].start
        for comment in document.comments
    )
