"""Which act, how treated, how sure, what sort of speaker: judged by heads that learned it from the tables and the text.

In: statements as the tables labelled them, and the states that the encoder made of their text. Out: the same with the
labels that the heads find likeliest, and how likely.
"""

from sayso.statements.classify.labels import classify

__all__ = ["classify"]
