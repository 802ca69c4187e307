"""What a ledger promises, whatever database it is on."""
