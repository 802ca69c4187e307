"""From a document to its statements: found first, then labelled, stage by stage.

In: a document. Out: statements with every label.
"""

from __future__ import annotations

from sayso.language.encoder import States
from sayso.language.heads import load_heads
from sayso.records import Document, Statement
from sayso.statements.act import classify_acts
from sayso.statements.certainty import judge_certainty
from sayso.statements.chain import trace_chains
from sayso.statements.classify import classify
from sayso.statements.find.finder import Found, find_statements, read_statements
from sayso.statements.identify import Reader, Sources
from sayso.statements.plain_letters import Plain

__all__ = ["Found", "Plain", "find_statements", "label_statements", "read_statements"]


def label_statements(
    document: Document, statements: tuple[Statement, ...], states: States | None = None
) -> tuple[Statement, ...]:
    """Return the statements with every label of the label book.

    `states` are what the encoder made of the text; without them the tables alone decide, and say not how sure they are.
    """
    if states is not None and not states.vectors.shape[1]:
        states = None  # nothing was long enough to be read
    heads = None if states is None else load_heads()
    reader = None if states is None or heads is None else Reader(states=states, heads=heads)
    sources = Sources(document, statements, reader)
    traced = trace_chains(document, sources.resolve(), sources.voices)  # chains are made of resolved sources
    labelled = judge_certainty(document, classify_acts(document, traced))  # certainty looks at the act
    return labelled if reader is None else classify(labelled, reader.states, reader.heads)
