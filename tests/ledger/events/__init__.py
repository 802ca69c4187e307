"""Events in the ledger."""
