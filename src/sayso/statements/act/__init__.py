"""Speech acts: what a source does by what it says.

In: a document and its statements, spans and parents set. Out: the same statements with `act`, one of `labels.ACTS`,
and `negated`. The cue decides, by the senses in lexicon/cues.tsv; under a neutral cue the content does if it
is plainly one act throughout, by lexicon/content.tsv. Everything is looked up, nothing is learned.
"""

from __future__ import annotations

from dataclasses import replace

from sayso.records import Document, Statement
from sayso.statements.act.content import plain_act
from sayso.statements.act.cues import read_cue
from sayso.statements.wording.tokens import tokenise
from sayso.statements.wording.view import view_statement

__all__ = ["classify_acts"]


def classify_acts(document: Document, statements: tuple[Statement, ...]) -> tuple[Statement, ...]:
    """Return the statements with act and negated."""
    tokens = tokenise(document.text)
    done = []
    for statement in statements:
        view = view_statement(tokens, statement)
        reading = read_cue(view)
        act = reading.act
        if act == "say":  # what was not said cannot decide
            act = (not reading.negated and plain_act(view)) or "assert"
        done.append(replace(statement, act=act, negated=reading.negated))
    return tuple(done)
