"""How far corrections and new readings reach."""
