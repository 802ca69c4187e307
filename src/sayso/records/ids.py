"""Name records by what they say. In: the fields that identify one. Out: its id."""

from __future__ import annotations

import hashlib
import json
from typing import Any

_JSON = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))


def make_id(prefix: str, *identity: Any) -> str:
    """Return `prefix` and 16 hex digits of the SHA-256 of `identity` as a JSON array, headed by a version."""
    text = _JSON.encode([1, *identity])
    return f"{prefix}_{hashlib.sha256(text.encode('utf-8', 'surrogatepass')).hexdigest()[:16]}"
