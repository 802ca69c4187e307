"""A statement as words, for tables of phrases. In: a document and statements. Out: words, and phrases found in them."""
