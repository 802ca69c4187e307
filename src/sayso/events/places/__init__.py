"""Names of places in a text. In: a document, the encoder's states. Out: `Place`s, with where they are on the earth."""
