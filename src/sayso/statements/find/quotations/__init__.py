"""Quotations put into the right mouth: by the layout, by the clause beside them, by what they go on from.

In: a text, its blocks, its quoted ranges, the statements that the model found. Out: statements.
"""
