"""Everything that runs the model: quotation marks, word pieces, windows, the encoder and its weights.

In: a text. Out: pieces, quoted ranges, and the scores of every piece.
"""
