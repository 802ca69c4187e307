"""Writing to a ledger. In: readings and a connection inside a transaction. Out: rows, and what is counted from them."""
