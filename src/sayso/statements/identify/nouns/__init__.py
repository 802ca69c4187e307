"""Noun phrases of a text. In: text and the tables. Out: tokens, names, titles, phrases, and kinds of source."""
