"""On whose word: who each statement's source is, how it is named, what it speaks for.

In: a document and its statements. Out: the same with kind, naming, entity, affiliation.

The way of it: text → words → pieces (names, titles, nouns) → phrases → cast (names joined) → voices → statements.
"""

from sayso.statements.identify.reference import Reader
from sayso.statements.identify.resolve import Sources, resolve_sources

__all__ = ["Reader", "Sources", "resolve_sources"]
