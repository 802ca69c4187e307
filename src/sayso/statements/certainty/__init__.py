"""How sure: the stance of the text, the commitment of the source, the words that speak of proof.

In: a document and its statements, with `act` and `negated` from the act stage. Out: the same statements with
`stance` (one of `labels.STANCES`), `factuality` (one of `labels.FACTUALITIES`) and `evidence`, spans of the document.
"""

from __future__ import annotations

from dataclasses import replace

from sayso.records import Document, Statement
from sayso.statements.act.cues import read_cue
from sayso.statements.certainty.evidence import find_evidence
from sayso.statements.certainty.factuality import judge_factuality
from sayso.statements.wording.tokens import Tokens, tokenise
from sayso.statements.wording.view import view_statement

__all__ = ["judge_certainty"]


def judge_certainty(document: Document, statements: tuple[Statement, ...]) -> tuple[Statement, ...]:
    """Return the statements with stance, factuality and evidence. They come with their acts."""
    tokens = tokenise(document.text)
    return tuple(_judge(tokens, statement) for statement in statements)


def _judge(tokens: Tokens, statement: Statement) -> Statement:
    view = view_statement(tokens, statement)
    reading, act = read_cue(view), statement.act or "assert"
    evidence, forced = find_evidence(view, statement, act, reading)
    return replace(
        statement,
        stance=forced or reading.stance,
        factuality=judge_factuality(view, reading, act),
        evidence=evidence,
    )
