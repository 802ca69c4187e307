"""Everything that runs the model: quotation marks, word pieces, windows, the encoder and its weights."""
