"""Teach what puts pages together: where clauses are cut, what they mean, which of them say the same.

In: invented dossiers, and texts without labels. Out: `claims.npz`, `claims.onnx` and `pairs.onnx`. `python -m
training.claims --help`.
"""
