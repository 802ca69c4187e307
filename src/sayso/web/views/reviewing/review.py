"""What the review of a page shows: its statements with what was judged of them, and a text whose spans can be moved.

In: a reading and the judgements of its page. Out: `Review` and `Editor`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from sayso.records import ARTICLE_ROLES, Document, Judgement, Reading, Statement
from sayso.web.views.cards import Card, make_cards, number_statements
from sayso.web.views.marking import Marking, Piece
from sayso.web.views.reviewing.judging import Told, content_of, tell


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """A statement in the list, with the judgements of it, oldest first."""

    card: Card
    history: tuple[Told, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Orphan:
    """A judgement that no statement of the reading answers to, and the words it is of."""

    told: Told
    content: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Review:
    """What the review of a page shows. `remarks` are the statements in readers' comments."""

    items: tuple[Item, ...]
    remarks: tuple[Item, ...]
    orphans: tuple[Orphan, ...]
    done: Told | None

    @property
    def judged(self) -> int:
        """How many statements of the article somebody judged."""
        return sum(item.card.statement.status != "machine" for item in self.items)


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """A block or a comment that a span may lie in, by its range of the document's text; `who` wrote the comment."""

    start: int
    length: int
    role: str
    pieces: tuple[Piece, ...]
    who: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Editor:
    """A text in which one statement is marked, or none; `card` is of that statement, `remarks` the comments."""

    card: Card | None
    sections: tuple[Section, ...]
    remarks: tuple[Section, ...]
    family: str


def view_review(
    reading: Reading,
    *,
    judgements: Mapping[str, Sequence[Judgement]],
    orphans: Iterable[Judgement],
    done: Judgement | None,
) -> Review:
    """Return the review of a page."""
    cards = make_cards(reading, number_statements(reading.statements), judgements)
    items = [Item(card=card, history=tuple(map(tell, judgements.get(card.id, ())))) for card in cards.values()]
    return Review(
        items=tuple(item for item in items if item.card.statement.layer == "article"),
        remarks=tuple(item for item in items if item.card.statement.layer == "comment"),
        orphans=tuple(Orphan(told=tell(each), content=content_of(each)) for each in orphans),
        done=tell(done) if done else None,
    )


def outline(reading: Reading) -> tuple[Section, ...]:
    """Return the article with all its statements marked, those rejected left out."""
    document = reading.document
    if document is None:
        return ()
    numbered = number_statements(reading.statements)
    marking = Marking(document, {number: each for number, each in numbered.items() if each.status != "rejected"})
    return tuple(_article(document, marking))


def view_editor(reading: Reading, document: Document, statement: Statement | None) -> Editor:
    """Return the text in which a statement can be moved, or a new one set."""
    numbered = number_statements(reading.statements)
    number = next((number for number, each in numbered.items() if statement and each.id == statement.id), None)
    marking = Marking(document, {number: numbered[number]} if number else {})
    card = make_cards(reading, numbered)[number] if number else None
    remarks = tuple(_remarks(document, marking))
    alone = statement is not None and statement.comment is not None
    return Editor(
        card=card,
        sections=() if alone else tuple(_article(document, marking)),
        remarks=remarks if alone or statement is None else (),
        family=card.family if card else "other",
    )


def _article(document: Document, marking: Marking) -> Iterator[Section]:
    for block in document.blocks:
        if block.role in ARTICLE_ROLES and block.start < block.end:
            pieces = marking.pieces(block.start, block.end)
            yield Section(start=block.start, length=block.end - block.start, role=block.role, pieces=pieces)


def _remarks(document: Document, marking: Marking) -> Iterator[Section]:
    for comment in document.comments:
        if comment.start is not None and comment.end is not None:
            yield Section(
                start=comment.start,
                length=comment.end - comment.start,
                role="remark-text",
                pieces=marking.pieces(comment.start, comment.end),
                who=comment.display or comment.commenter or "(no name)",
            )
