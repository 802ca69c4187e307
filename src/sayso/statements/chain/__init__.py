"""Through whose hands a statement came to its text, and where it comes from."""

from sayso.statements.chain.trace import trace_chains

__all__ = ["trace_chains"]
