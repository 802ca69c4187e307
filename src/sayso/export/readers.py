"""Keep readers in comment threads private: leave their comments out, or put hashes in place of their names.

In: a reading. Out: the same without what comes from comments, or with `reader_` and 16 hex digits for each name. A
hash is an HMAC over the name in lower case, keyed with a salt: without one given, a new one for every export, which
nobody keeps. What readers write is left as it stands, and may name somebody.
"""

from __future__ import annotations

import hashlib
import hmac
import re
import secrets
from dataclasses import dataclass, replace

from sayso.records import Anchor, Comment, Document, Judgement, Reading, Repair, Spans, Statement


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
    return replace(reading, document=bare, statements=kept)


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
        for comment in document.comments:
            name = comment.commenter or comment.display
            if name:
                told = self.hash(name)
                known |= {each.casefold(): told for each in (comment.commenter, comment.display) if each}
        return Hidden(known=known, pseudonyms=self)


@dataclass(frozen=True, slots=True, kw_only=True)
class Hidden:
    """The names of one document's commenters and what stands for them."""

    known: dict[str, str]
    pseudonyms: Pseudonyms

    def document(self, document: Document) -> Document:
        """Return the document with hashes for its commenters; what was repaired in their headings is left out."""
        kept = tuple(repair for repair in document.repairs if not _in_heading(repair, document))
        return replace(document, comments=tuple(self._comment(each) for each in document.comments), repairs=kept)

    def statement(self, statement: Statement) -> Statement:
        """Return a statement of a comment without names of readers; one of the article as it is."""
        if statement.layer == "article":
            return statement
        chain = tuple(
            replace(link, entity=self._name(link.entity, reader=link.source_kind == "reader"))
            for link in statement.chain
        )
        reader = statement.source_kind == "reader"
        return replace(
            statement,
            entity=self._name(statement.entity, reader=reader),
            candidates=tuple(self._name(name, reader=reader) or "" for name in statement.candidates),
            affiliation=self._within(statement.affiliation),
            origin=self._name(statement.origin, reader=reader and statement.origin == statement.entity),
            chain=chain,
        )

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
        return replace(spans, source=tuple(map(self._anchor, spans.source)))

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
        known = self.known.get(name.casefold())
        return known or (self.pseudonyms.hash(name) if reader else self._within(name))

    def _within(self, text: str | None) -> str | None:
        """Return a text with the names in it hidden, the longest first."""
        if not text or not self.known:
            return text
        names = "|".join(re.escape(name) for name in sorted(self.known, key=len, reverse=True))
        return re.sub(
            rf"(?<!\w)(?:{names})(?!\w)", lambda found: self.known[found.group().casefold()], text, flags=re.IGNORECASE
        )


def _in_heading(repair: Repair, document: Document) -> bool:
    return any(
        comment.header_start is not None
        and comment.ranges
        and comment.header_start <= repair.start < comment.ranges[0].start
        for comment in document.comments
    )
