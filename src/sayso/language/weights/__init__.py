"""The weights that travel in the package: `WEIGHTS`, with CARD.md and NOTICE.

In: nothing. Out: the folder, and the id of what lies in it.
"""

from __future__ import annotations

import hashlib
from functools import cache
from importlib.resources import files
from pathlib import Path

WEIGHTS = (
    "model.onnx", "heads.npz", "confidence.json", "tokenizer.json", "claims.onnx", "claims.npz", "pairs.onnx",
    "events.onnx", "events.npz",
)  # fmt: skip
FOLDER = Path(str(files(__name__)))
_PLACES = Path(str(files("sayso"))) / "events" / "places"  # what finds and resolves names of places lies there


@cache
def weights_id() -> str:
    """Return the first 16 hex digits of the SHA-256 of all that the weights consist of."""
    parts = [FOLDER / name for name in WEIGHTS]
    parts += [_PLACES / "head.npz", _PLACES / "countries.tsv", *sorted((_PLACES / "gazetteer").glob("*.[nj]*"))]
    return hashlib.sha256(b"".join(part.read_bytes() for part in parts)).hexdigest()[:16]
