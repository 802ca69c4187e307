"""Set lines on a console: indented, wrapped at words, without trailing blanks.

In: texts. Out: lines no wider than asked for.

In: pieces of text already made harmless by `safe.show`. Nothing here reads console markup, so a bracket in a
page's text is a bracket. Colour never speaks of true or false: one accent, bold and dim are all there is.
"""

from __future__ import annotations

from rich.console import Console
from rich.text import Text

TITLE = "bold"
SOURCE = "bold"
CUE = "italic"
QUIET = "dim"
HEADING = "bold cyan"
BAR = "│ "  # marks what the page itself says


def put(console: Console, text: Text | str, *, indent: int = 0, bar: str = "", style: str = "") -> None:
    """Print `text` wrapped to the console, every line `indent` blanks in and behind the `bar`."""
    whole = Text(text, style=style) if isinstance(text, str) else text
    for line in whole.wrap(console, max(console.width - indent - len(bar), 20)):
        line.rstrip()
        console.print(Text(" " * indent + bar) + line, highlight=False, soft_wrap=True)


def heading(console: Console, text: str) -> None:
    """Print a heading after an empty line."""
    console.print()
    put(console, text, style=HEADING)
