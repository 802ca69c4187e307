"""Mentions of all pages put together in the ledger. In: what pages tell, what people say. Out: rows of claims."""
