"""The weights that travel in the package: model.onnx, tokenizer.json, CARD.md, NOTICE."""

from __future__ import annotations

import hashlib
from functools import cache
from importlib.resources import files
from pathlib import Path

FOLDER = Path(str(files(__name__)))


@cache
def weights_id() -> str:
    """Return the first 16 hex digits of the SHA-256 of the weights."""
    return hashlib.sha256((FOLDER / "model.onnx").read_bytes()).hexdigest()[:16]
