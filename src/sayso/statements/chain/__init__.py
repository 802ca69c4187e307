"""Through whose hands a statement came to its text, and where it comes from.

In: statements with resolved sources. Out: the same with chain and origin.
"""

from sayso.statements.chain.trace import trace_chains

__all__ = ["trace_chains"]
