r"""Make a page's text harmless in a terminal.

In: text from outside. Out: the same words on one line, where characters that a terminal obeys (control
characters, terminal escapes, changes of writing direction, half characters) stand as escapes such as `\x1b`.
"""

from __future__ import annotations

import re

_WHITE = re.compile(r"\s+")
_OBEYED = re.compile("[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")


def show(text: str) -> str:
    """Return `text` on one line, with white space folded and nothing left that a terminal would obey."""
    return _OBEYED.sub(_escape, _WHITE.sub(" ", text).strip())


def shorten(text: str, width: int) -> str:
    """Return `text` as `show` does, cut at a word to at most `width` characters, an ellipsis for the rest."""
    whole = show(text)
    if len(whole) <= width:
        return whole
    return whole[: width - 1].rsplit(" ", 1)[0] + "…"


def _escape(match: re.Match[str]) -> str:
    code = ord(match.group())
    return f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}"
