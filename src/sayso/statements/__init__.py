"""From a document to its statements: found first, then labelled, stage by stage.

In: a document. Out: statements with every label.
"""

from __future__ import annotations

from sayso.records import Document, Statement
from sayso.statements.act import classify_acts
from sayso.statements.certainty import judge_certainty
from sayso.statements.chain import trace_chains
from sayso.statements.find.finder import find_statements
from sayso.statements.identify import Sources

__all__ = ["find_statements", "label_statements"]


def label_statements(document: Document, statements: tuple[Statement, ...]) -> tuple[Statement, ...]:
    """Return the statements with every label of the label book."""
    sources = Sources(document, statements)
    traced = trace_chains(document, sources.resolve(), sources.voices)  # chains are made of resolved sources
    return judge_certainty(document, classify_acts(document, traced))  # certainty looks at the act
