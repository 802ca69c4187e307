"""Questions to a ledger. In: a query and a connection. Out: hits, lists, counts, readings; nothing is written."""
