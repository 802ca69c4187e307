"""Put what a PDF says that its letters stand for (`/ActualText`) in place of what they are drawn as.

In: the operators of a page's content, one by one, before pypdf works on them. Out: the operands of those that show
text, changed in place: the first of a marked sequence shows what is meant, the others nothing.
"""

from __future__ import annotations

from typing import Any

_SHOWING = frozenset((b"Tj", b"TJ", b"'", b'"'))


class ActualText:
    """The marked sequences that are open on a page."""

    def __init__(self, resources: Any) -> None:
        self._resources = resources
        self._open: list[str | None] = []

    def see(self, operator: bytes, operands: list[Any]) -> None:
        """Take note of one operator."""
        if operator in (b"BDC", b"BMC"):
            self._open.append(self._meant(operands) if operator == b"BDC" else None)
        elif operator == b"EMC" and self._open:
            self._open.pop()
        elif operator in _SHOWING and operands:
            self._replace(operator, operands)

    def _replace(self, operator: bytes, operands: list[Any]) -> None:
        at = next((at for at, text in enumerate(self._open) if text is not None), None)
        if at is None:
            return
        meant, self._open[at] = self._open[at], ""
        if operator == b"TJ":
            operands[0] = type(operands[0])([meant]) if isinstance(operands[0], list) else operands[0]
        else:
            operands[-1] = meant

    def _meant(self, operands: list[Any]) -> str | None:
        held: Any = operands[-1] if operands else None
        if isinstance(held, str):  # the name of a dictionary among the page's resources
            held = ((self._resources or {}).get("/Properties") or {}).get(held)
        held = held.get_object() if hasattr(held, "get_object") else held
        text = held.get("/ActualText") if isinstance(held, dict) else None
        if isinstance(text, bytes):
            utf16 = text.startswith((b"\xfe\xff", b"\xff\xfe"))
            return text.decode("utf-16" if utf16 else "latin-1", "replace")
        return str(text) if isinstance(text, str) else None
