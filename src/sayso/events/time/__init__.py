"""Expressions of time in a text. In: a document. Out: `Moment`s: the days each means, and by what that is known."""
