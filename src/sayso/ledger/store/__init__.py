"""What a ledger lies in. In: a path or URL. Out: a database at the current schema, and how records are kept in it."""
