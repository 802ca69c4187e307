"""Pages with statements and mentions of them, from a line for each."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from sayso.claims.mentions.read import make_mention
from sayso.ledger import ClaimEntry
from sayso.ledger.ledger import Ledger
from sayso.records import Document, ItemMention, Mention, Reading, Span, Statement
from tests.factory import find, make_document, make_reading


@dataclass(frozen=True)
class Line:
    """What somebody says; `who` is "" for the page's own voice. `fields` are those of the statement."""

    who: str
    words: str
    cue: str = "said"
    named: bool = True
    act: str = "assert"


def page(title: str, *lines: Line, items: tuple[tuple[str, str], ...] = (), **fields: Any) -> Reading:
    """Return the reading of a page; `items` are kinds and words, `fields` those of its document."""
    sentences = [f"{line.who} {line.cue} that {line.words}." if line.who else f"{line.words}." for line in lines]
    text = "\n\n".join((title, *sentences))
    document = make_document(text, **{"outlet": f"{title} Post", **fields})
    statements, mentions = [], []
    at = len(title)
    for line, sentence in zip(lines, sentences, strict=True):
        at = text.index(sentence, at)
        mention, statement = _said(document, line, at)
        mentions.append(mention)
        statements += [statement] if statement else []
        at += len(sentence)
    found = tuple(ItemMention(span=find(text, words), kind=kind, words=words) for kind, words in items)
    return make_reading(document, statements=tuple(statements), mentions=tuple(mentions), items=found)


def _said(document: Document, line: Line, at: int) -> tuple[Mention, Statement | None]:
    start = document.text.index(line.words, at)
    span = Span(start=start, end=start + len(line.words))
    statement = None
    if line.who:
        statement = Statement(
            document_id=document.id,
            form="indirect",
            source=(Span(start=at, end=at + len(line.who)),),
            cue=(Span(start=at + len(line.who) + 1, end=at + len(line.who) + 1 + len(line.cue)),),
            content=(span,),
            entity=line.who if line.named else None,
            naming="named" if line.named else "unnamed",
            origin=line.who,
            act=line.act,
        )
    return replace(
        make_mention(document.text, span, statement, document_id=document.id, confidence=0.9), vector=b""
    ), statement


def shown(ledger: Ledger) -> dict[str, ClaimEntry]:
    """Return the claims that are shown by their words."""
    return {entry.text: entry for entry in ledger.find_claims()}


def partition(ledger: Ledger) -> set[tuple[object, ...]]:
    """Return all that is shown of claims but for their ids and their order."""
    found: set[tuple[object, ...]] = set()
    for entry in ledger.find_claims():
        answer = ledger.claim(entry.id)
        stated = frozenset(
            (each.page_id, each.stated.mention.id, each.stated.stand, each.stated.sure) for each in answer.members
        )
        beside = frozenset((each.relation.kind, each.other.text) for each in answer.relations)
        counts = (entry.pages, entry.holders, entry.independent, entry.unknown, entry.contested)
        changed = frozenset((each.holder, each.page, each.known) for each in answer.changes)
        found.add((entry.text, stated, beside, counts, changed, entry.first, entry.last))
    return found
