"""Write a page anew for a parser that counts no characters.

In: the decoded page. Out: `Marked`: the same tags, each start tag numbered, and the same characters,
decoded, with what of the source each was read from. Promises: nesting and attributes stay within what
parsers bear.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from html import escape

from sayso.pages.markup.scan import Piece, Token, decode, quotation_mark, scan, strip_controls, trim_attributes

NUMBER = "data-sayso-tag"
MOST_TAGS = 400_000
# Elements that a page closes itself; deeper nesting of them than any real page has is flattened.
_NESTING = frozenset((
    "div", "span", "table", "section", "article", "ul", "ol", "dl", "blockquote", "center", "form", "b",
    "i", "em", "strong", "font", "a", "u", "small", "big", "details", "main", "aside", "fieldset", "q",
    "sub", "sup",
))  # fmt: skip
_DEEPEST = 180


class TooManyTagsError(ValueError):
    """More tags than a page has that somebody wrote."""


@dataclass(slots=True)
class Marked:
    """A page written anew. `tags` tell for each number where the tag stands, and how much text is before it.

    `stream` is the running text, `pieces` what it was read from, `raw` where the script of a tag stands.
    """

    html: list[str] = field(default_factory=list)
    stream: list[str] = field(default_factory=list)
    pieces: list[Piece] = field(default_factory=list)
    tags: list[tuple[int, int]] = field(default_factory=list)
    raw: dict[int, tuple[int, int]] = field(default_factory=dict)
    size: int = 0


def mark(source: str) -> Marked:
    """Return a page with its start tags numbered. Raises TooManyTagsError."""
    marked = Marked()
    nesting = _Nesting()
    last = ""
    for token in scan(source):
        if token.kind == "text":
            text, pieces = decode(source, token.start, token.end, marked.size)
            marked.stream.append(text)
            marked.pieces.extend(pieces)
            marked.size += len(text)
            marked.html.append(escape(text, quote=False))
        elif token.kind == "raw" and last in ("script", "style"):
            # in a script, "<!--" can keep its end tag from ending it
            script = strip_controls(source[token.start : token.end]).replace("<!--", "<! --")
            marked.html.append(script)
            marked.raw[len(marked.tags) - 1] = (token.start, token.end)
        elif token.kind == "end" and nesting.leaves(token.name):
            _quote(marked, token, source)
            marked.html.append(f"</{strip_controls(token.name)}>")
        elif token.kind == "start":
            last = token.name
            if nesting.enters(token.name):
                _open(marked, token)
                _quote(marked, token, source)
    return marked


def _quote(marked: Marked, token: Token, source: str) -> None:
    """Write the mark that a browser shows at the edge of an element `q`; its place is that of the tag."""
    sign = quotation_mark(source, token.start, token.end) if token.name == "q" else ""
    if sign:
        marked.stream.append(sign)
        marked.pieces.append((marked.size, marked.size + 1, token.start, token.end))
        marked.size += 1
        marked.html.append(sign)


def _open(marked: Marked, token: Token) -> None:
    number = len(marked.tags)
    if number >= MOST_TAGS:
        raise TooManyTagsError(f"more than {MOST_TAGS:,} tags")
    attributes = trim_attributes(token.attributes)
    marked.html.append(f'<{strip_controls(token.name)} {NUMBER}="{number}" {attributes}>')
    marked.tags.append((token.start, marked.size))


class _Nesting:
    """How deep the elements stand that a page closes itself."""

    def __init__(self) -> None:
        self.depth = 0
        self.flattened: dict[str, int] = {}

    def enters(self, name: str) -> bool:
        """Go into an element; tell whether it is kept."""
        if name not in _NESTING:
            return True
        if self.depth >= _DEEPEST:
            self.flattened[name] = self.flattened.get(name, 0) + 1
            return False
        self.depth += 1
        return True

    def leaves(self, name: str) -> bool:
        """Go out of an element; tell whether its start was kept."""
        if name in ("body", "html"):
            return False  # a parser would drop what still follows
        if self.flattened.get(name):
            self.flattened[name] -= 1
            return False
        self.depth -= self.depth > 0 and name in _NESTING
        return True
