"""Write a page anew for a parser that counts no characters.

In: the decoded page. Out: `Marked`: the same tags, each start tag numbered, and the same characters,
decoded, with what of the source each was read from. Promises: nesting and attributes stay within what
parsers bear.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from html import escape

from sayso.pages.markup.scan import (
    Piece,
    decode,
    has_controls,
    quotation_mark,
    scan,
    strip_controls,
    trim_attributes,
)

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


def mark(source: str) -> Marked:
    """Return a page with its start tags numbered. Raises TooManyTagsError."""
    marked = Marked()
    write, tell = marked.html.append, marked.stream.append
    nesting = _Nesting()
    controls = has_controls(source)
    last = ""
    size = 0
    for kind, start, end, name, attributes in scan(source):
        if kind == "text":
            text, pieces = decode(source, start, end, size)
            tell(text)
            marked.pieces.extend(pieces)
            size += len(text)
            write(escape(text, quote=False))
        elif kind == "raw":
            _write_raw(marked, last, source, (start, end))
        else:
            shown = strip_controls(name) if controls else name
            if kind == "start":
                last = name
                if name in _NESTING and not nesting.enters(name):
                    continue
                if len(marked.tags) >= MOST_TAGS:
                    raise TooManyTagsError(f"more than {MOST_TAGS:,} tags")
                kept = trim_attributes(attributes, controls=controls)
                write(f'<{shown} {NUMBER}="{len(marked.tags)}" {kept}>')
                marked.tags.append((start, size))
            elif not nesting.leaves(name):
                continue
            if name == "q":
                size += _quote(marked, size, quotation_mark(source, start, end), (start, end))
            if kind == "end":
                write(f"</{shown}>")
    return marked


def _write_raw(marked: Marked, name: str, source: str, place: tuple[int, int]) -> None:
    """Write the script or style of the tag before; nothing else of what is read up to its end tag."""
    if name in ("script", "style"):
        # in a script, "<!--" can keep its end tag from ending it
        marked.html.append(strip_controls(source[slice(*place)]).replace("<!--", "<! --"))
        marked.raw[len(marked.tags) - 1] = place


def _quote(marked: Marked, size: int, sign: str, tag: tuple[int, int]) -> int:
    """Write the mark that a browser shows at the edge of an element `q`, if any; its place is that of the tag."""
    if sign:
        marked.stream.append(sign)
        marked.pieces.append((size, size + 1, *tag))
        marked.html.append(sign)
    return len(sign)


class _Nesting:
    """How deep the elements stand that a page closes itself."""

    def __init__(self) -> None:
        self.depth = 0
        self.flattened: dict[str, int] = {}

    def enters(self, name: str) -> bool:
        """Go into an element that a page closes itself; tell whether it is kept."""
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
