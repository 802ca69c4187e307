"""Extract the text of a Word document (.docx).

In: a `Page` whose bytes are a .docx. Out: `Extracted`: its paragraphs in order with the roles that its styles tell;
headers and footers are furniture, footnotes stand at the end. What was deleted under track changes and what reviewers
noted in the margin is left out. Read straight from the archive: no entity is expanded, nothing is fetched, and no more
than `_MOST` bytes are unpacked, whatever the archive says of its sizes.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta

from lxml import etree

from sayso.errors import BrokenPage, EmptyPage, HugePage, LockedPage
from sayso.pages.layout.person_names import is_name
from sayso.pages.papers.extracted import Extracted, Part, one_line
from sayso.records import Page, Role

_MOST = 20_000_000  # bytes of XML, unpacked
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_STRICT = "{http://purl.oclc.org/ooxml/wordprocessingml/main}"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_DC = "{http://purl.org/dc/elements/1.1/}"
_TERMS = "{http://purl.org/dc/terms/}"
_OLE = b"\xd0\xcf\x11\xe0"  # what Word wraps an encrypted document in
_LEFT_OUT = frozenset(("del", "moveFrom", "instrText", "delText", "rPr", "sectPr"))
_HIDDEN = frozenset(("vanish", "webHidden"))
_OFF = frozenset(("0", "false", "off"))
# What programs leave in a file that they make from a template of theirs.
_TEMPLATE_DAYS = frozenset(("2013-12-23", "2006-09-16", "1601-01-01", "1970-01-01", "1980-01-01"))
_LONGEST_WORK = timedelta(days=90)  # what was changed later than this was made from an older paper
_CHARACTERS = {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "\u2011"}
_ROLES: dict[str, Role] = {"title": "headline", "subtitle": "subheading", "caption": "caption"}


def extract_word(page: Page) -> Extracted:
    """Return the text of a Word document. Raises LockedPage, BrokenPage, HugePage or EmptyPage."""
    name = page.location or "standard input"
    if page.data.startswith(_OLE):
        raise LockedPage(f"{name}: encrypted, or of the old .doc format; save it as .docx without a password")
    with _readable(name, _MOST), zipfile.ZipFile(io.BytesIO(page.data)) as archive:
        extracted = _Package(archive, _MOST).extract()
    if not extracted.parts:
        raise EmptyPage(f"{name}: a Word document without text; give a page with text")
    return extracted


def word_paragraphs(page: Page, *, most: int) -> tuple[str, ...]:
    """Return the paragraphs of the body alone, where up to `most` bytes may be unpacked. Raises as `extract_word`."""
    name = page.location or "standard input"
    with _readable(name, most), zipfile.ZipFile(io.BytesIO(page.data)) as archive:
        return tuple(part.text for part in _Package(archive, most).body())


@contextmanager
def _readable(name: str, most: int) -> Iterator[None]:
    """Turn what a package raises into one line."""
    try:
        yield
    except _TooMuchError as error:
        raise HugePage(f"{name}: unpacks to more than {most:,} bytes; save its text alone") from error
    except (NotImplementedError, RecursionError) as error:
        raise BrokenPage(_broken(name, error)) from error
    except RuntimeError as error:  # what zipfile raises for a member with a password
        raise LockedPage(f"{name}: its archive is encrypted; save it without a password") from error
    except Exception as error:  # a damaged archive makes zipfile raise anything
        raise BrokenPage(_broken(name, error)) from error


def _broken(name: str, error: Exception) -> str:
    return f"{name}: not a whole Word document ({one_line(error)}); save it anew as .docx"


class _TooMuchError(Exception):
    """More was unpacked than is allowed."""


class _Package:
    """The parts of an open .docx, unpacked within one allowance."""

    def __init__(self, archive: zipfile.ZipFile, most: int) -> None:
        self._archive = archive
        self._names = frozenset(archive.namelist())
        self._left = most

    def extract(self) -> Extracted:
        """Return the text with its roles, and what the document says of itself."""
        styles = _styles(self._xml("word/styles.xml"))
        body = list(_paragraphs(self._xml("word/document.xml", needed=True), styles))
        around = {
            kind: [part for name in self._like(kind) for part in _paragraphs(self._xml(name), styles)]
            for kind in ("header", "footer", "footnotes", "endnotes")
        }
        parts = (
            *_once(around["header"], "furniture", "header"),
            *_one_headline(body),
            *(Part(text=part.text, place="footnote") for part in (*around["footnotes"], *around["endnotes"])),
            *_once(around["footer"], "furniture", "footer"),
        )
        core = self._xml("docProps/core.xml")
        return Extracted(
            parts=parts,
            title=_property(core, f"{_DC}title"),
            byline=_person(_property(core, f"{_DC}creator")),
            published=_made(*(_property(core, f"{_TERMS}{name}") for name in ("created", "modified"))),
            notes=("left alone: reviewers' comments in its margin",) if "word/comments.xml" in self._names else (),
        )

    def body(self) -> Iterator[Part]:
        """Yield the paragraphs of the body."""
        yield from _paragraphs(self._xml("word/document.xml", needed=True), {})

    def _like(self, kind: str) -> list[str]:
        return sorted(name for name in self._names if name.startswith(f"word/{kind}") and name.endswith(".xml"))

    def _xml(self, name: str, *, needed: bool = False) -> etree._Element | None:
        if name not in self._names and not needed:
            return None
        with self._archive.open(name) as member:
            data = member.read(self._left + 1)
        self._left -= len(data)
        if self._left < 0:
            raise _TooMuchError
        parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
        return etree.fromstring(data, parser)


def _tag(element: etree._Element) -> str:
    """Return a tag without the name space of a document's own markup, strict or not; others whole."""
    tag = element.tag
    return tag.removeprefix(_W).removeprefix(_STRICT) if isinstance(tag, str) else ""


def _value(element: etree._Element | None, *path: str) -> str | None:
    """Return the `val` of what stands at `path` below an element."""
    for step in path:
        element = next((child for child in element if _tag(child) == step), None) if element is not None else None
    if element is None:
        return None
    return element.get(f"{_W}val") or element.get(f"{_STRICT}val")


def _styles(root: etree._Element | None) -> dict[str, str]:
    """Return the names of styles by their ids: a name is English whatever the language of Word."""
    if root is None:
        return {}
    found = ((_value(style, "name"), style) for style in root if _tag(style) == "style")
    return {
        (style.get(f"{_W}styleId") or style.get(f"{_STRICT}styleId") or ""): (name or "").lower()
        for name, style in found
    }


def _paragraphs(root: etree._Element | None, styles: dict[str, str]) -> Iterator[Part]:
    """Yield every paragraph with text, those of tables and text boxes where they stand."""
    for element in root.iter() if root is not None else ():
        if _tag(element) == "p" and not any(above.tag == _FALLBACK for above in element.iterancestors()):
            text = "".join(_words(element)).strip()
            if text:
                yield Part(text=text, role=_role(element, styles))


def _words(element: etree._Element) -> Iterator[str]:
    """Yield the characters below an element, but for those of paragraphs nested in it."""
    waiting = list(reversed(element))
    while waiting:
        inner = waiting.pop()
        tag = _tag(inner)
        if tag == "t":
            yield "".join([inner.text or "", *(entity.tail or "" for entity in inner)])
        elif tag == "r" and _is_hidden(inner):
            continue
        elif tag in _CHARACTERS:
            yield _CHARACTERS[tag]
        elif tag not in _LEFT_OUT and tag != "p" and inner.tag != _FALLBACK and tag != "pPr":
            waiting.extend(reversed(inner))


def _is_hidden(run: etree._Element) -> bool:
    """Tell a run that Word does not show."""
    formats = (mark for child in run if _tag(child) == "rPr" for mark in child if _tag(mark) in _HIDDEN)
    return any((mark.get(f"{_W}val") or mark.get(f"{_STRICT}val") or "on") not in _OFF for mark in formats)


def _role(paragraph: etree._Element, styles: dict[str, str]) -> Role | None:
    style = styles.get(_value(paragraph, "pPr", "pStyle") or "", "")
    if "quote" in style:
        return "blockquote"
    if style.startswith("heading"):
        return "subheading"
    numbered = _value(paragraph, "pPr", "numPr", "numId") not in {None, "0"}
    return "list" if numbered or style.startswith("list") else _ROLES.get(style)


def _one_headline(body: list[Part]) -> Iterator[Part]:
    """Yield the parts with one headline: the first title or, without one, a heading that nothing but heads precede."""
    titles = [at for at, part in enumerate(body) if part.role == "headline"]
    heading = next((at for at, part in enumerate(body) if part.role == "subheading"), None)
    if not titles and heading is not None and all(len(part.text) <= 120 for part in body[:heading]):
        titles = [heading]
    for at, part in enumerate(body):
        role: Role | None = "subheading" if part.role == "headline" else part.role
        yield Part(text=part.text, role="headline" if at in titles[:1] else role)


def _once(parts: list[Part], role: Role, place: str) -> Iterator[Part]:
    """Yield each text once: a section repeats the header of the one before."""
    for text in dict.fromkeys(part.text for part in parts):
        yield Part(text=text, role=role, place=place)


def _property(core: etree._Element | None, tag: str) -> str | None:
    found = core.findtext(tag) if core is not None else None
    return " ".join(found.split()) or None if found else None


def _made(created: str | None, modified: str | None) -> str | None:
    """Return when a document was made, None where that is a template's day."""
    made, changed = _moment(created), _moment(modified)
    if made is None or made.date().isoformat() in _TEMPLATE_DAYS:
        return None
    long = changed is not None and changed.replace(tzinfo=None) - made.replace(tzinfo=None) > _LONGEST_WORK
    return None if long else created


def _moment(stamp: str | None) -> datetime | None:
    try:
        return datetime.fromisoformat(stamp or "")
    except ValueError:
        return None


def _person(name: str | None) -> str | None:
    """Return an author's name if it looks like a person's: most are the names of accounts."""
    return name if name and len(name.split()) > 1 and is_name(name) else None
