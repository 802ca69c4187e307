"""HTML as characters with places: scanner, tree, passages, flows. Knows neither articles nor threads.

In: the characters of a page. Out: a tree and flows of text, each character with its place.
"""
