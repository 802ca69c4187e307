"""From a document to its statements: found first, then labelled, stage by stage."""

from __future__ import annotations

from sayso.records import Document, Statement
from sayso.statements.act import classify_acts
from sayso.statements.attribution import find_statements
from sayso.statements.certainty import judge_certainty
from sayso.statements.chain import trace_chains
from sayso.statements.source import resolve_sources

__all__ = ["STAGES", "find_statements", "label_statements"]

# In this order: chains are made of resolved sources, certainty looks at the act.
STAGES = (resolve_sources, trace_chains, classify_acts, judge_certainty)


def label_statements(document: Document, statements: tuple[Statement, ...]) -> tuple[Statement, ...]:
    """Return the statements with every label of the label book."""
    for stage in STAGES:
        statements = stage(document, statements)
    return statements
