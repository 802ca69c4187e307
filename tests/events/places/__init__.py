"""Names of places, and what they mean."""
