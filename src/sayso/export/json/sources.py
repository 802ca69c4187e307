"""Write who speaks in pages as JSON: one object.

In: a survey. Out: the bytes of one line, with every figure in full; counts, never shares.
"""

from __future__ import annotations

from typing import Any

import msgspec

from sayso.export.json.page import FORMAT, one_line
from sayso.survey import Survey


def to_json(survey: Survey) -> bytes:
    """Return the survey as one line of UTF-8 JSON."""
    figures: dict[str, Any] = msgspec.to_builtins(survey)
    return one_line({"format": FORMAT, **figures})
