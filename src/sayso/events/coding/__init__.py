"""Who did what to whom. In: a document, statements, the encoder's states, places, moments. Out: `Event`s in PLOVER."""
