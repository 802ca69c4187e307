"""Extract the text of an e-mail (.eml).

In: a `Page` of message/rfc822. Out: `Extracted`: the subject as headline, the sender, the date, then the text: the
parts of text/plain, or, without one, the first of text/html. Attachments are left alone and named in a note. Headers
are decoded by our own few lines over the standard library, whose structured parsing is slow on hostile ones.
"""

from __future__ import annotations

import binascii
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from email import message_from_bytes
from email.errors import HeaderParseError
from email.header import decode_header
from email.message import Message
from email.utils import parsedate_to_datetime

from sayso.errors import BrokenPage, EmptyPage, HugePage, PageError
from sayso.pages.decoding.decode import decode
from sayso.pages.papers.extracted import Extracted, Part, one_line
from sayso.pages.vocabulary import read_vocabulary
from sayso.records import Page

_LONGEST_HEADER = 4000  # characters; a longer one is cut
_MOST_PARTS = 1000
_MOST_WORK = 20_000_000  # lines to compare with the borders of multipart bodies, which may stand within each other
_MULTIPART = re.compile(rb"^content-type:\s*multipart/", re.IGNORECASE | re.MULTILINE)
_PLACE = "header"
_SIGNATURE = re.compile(r"\n-- ?\r?\n(?=[^\n])")
_NAMED = re.compile(r"(?P<name>[^<>]*)<(?P<address>[^<>]*)>")
_NAMED_BEHIND = re.compile(r"(?P<address>[^\s()]+@[^\s()]+)\s*\((?P<name>[^()]*)\)$")
_BODY = re.compile(rf"\b{read_vocabulary('sayso.pages.papers').any_phrase('bodies.words')}\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Leaves:
    """The parts of a message that hold no others, by what is done with them."""

    plain: tuple[Message, ...]
    html: tuple[Message, ...]
    attached: tuple[Message, ...]


def extract_mail(page: Page) -> Extracted:
    """Return the text of an e-mail. Raises EmptyPage, HugePage, or BrokenPage where it is none."""
    name = page.location or "standard input"
    if page.data.count(b"\n") * (1 + len(_MULTIPART.findall(page.data))) > _MOST_WORK:
        raise HugePage(f"{name}: an e-mail of more parts and lines than are read; save its text alone")
    try:
        message = message_from_bytes(page.data)
        leaves = _sort(message)
    except (RecursionError, ValueError, LookupError) as error:
        raise BrokenPage(
            f"{name}: not an e-mail that can be taken apart ({one_line(error)}); save it anew as .eml"
        ) from error
    if not message.keys():
        raise BrokenPage(f"{name}: it begins with no header of an e-mail; save it anew as .eml")
    body = _plain_parts(page, leaves) or _html_parts(page, leaves)
    if not body:
        kept = f" ({_name_all(leaves.attached)})" if leaves.attached else ""
        raise EmptyPage(f"{name}: an e-mail without text{kept}; save what is attached to it and read that")
    return _extracted(message, body, leaves)


def _extracted(message: Message, body: tuple[Part, ...], leaves: _Leaves) -> Extracted:
    subject, sender, date = (_header(message, name) for name in ("Subject", "From", "Date"))
    named = _NAMED.match(sender) or _NAMED_BEHIND.match(sender)
    shown = named["name"].strip("'\" ") if named else ""
    who = shown or (named["address"] if named else sender)
    is_body = _BODY.search(shown) is not None
    heads = (
        Part(text=subject, role="headline", place=_PLACE),
        Part(text=sender, role="byline", place=_PLACE),
        Part(text=date, role="dateline", place=_PLACE),
    )
    return Extracted(
        parts=(*(head for head in heads if head.text), *body),
        title=subject or None,
        byline=None if is_body else who or None,
        outlet=_header(message, "Organization") or (who if is_body else None),
        published=_when(date),
        sure=True,
        notes=(f"left alone: {_name_all(leaves.attached)}",) if leaves.attached else (),
    )


def _sort(message: Message) -> _Leaves:
    plain: list[Message] = []
    html: list[Message] = []
    attached: list[Message] = []
    for leaf in _leaves(message):
        kinds = {"text/plain": plain, "text/html": html}
        shown = leaf.get_content_disposition() != "attachment" and not leaf.get_filename()
        kinds.get(leaf.get_content_type() if shown else "", attached).append(leaf)
    return _Leaves(plain=tuple(plain), html=tuple(html), attached=tuple(attached))


def _leaves(message: Message) -> Iterator[Message]:
    """Yield the parts in order; a message within the message is one, left whole."""
    waiting = [message]
    for _ in range(_MOST_PARTS):
        if not waiting:
            return
        part = waiting.pop()
        held = part.get_payload() if part.get_content_maintype() == "multipart" else None
        if isinstance(held, list):
            waiting.extend(inner for inner in reversed(held) if isinstance(inner, Message))
        else:
            yield part
    raise ValueError(f"more than {_MOST_PARTS} parts")


def _plain_parts(page: Page, leaves: _Leaves) -> tuple[Part, ...]:
    texts = [text for leaf in leaves.plain if (text := _text(page, leaf))]
    parts: list[Part] = []
    for text in texts:
        said, *signature = _SIGNATURE.split(text, maxsplit=1)
        parts.append(Part(text=said.strip()))
        parts.extend(Part(text=block.strip(), role="furniture") for block in signature)
    return tuple(part for part in parts if part.text)


def _html_parts(page: Page, leaves: _Leaves) -> tuple[Part, ...]:
    from sayso.pages.html import read_html

    for leaf in leaves.html:
        held = Page(data=_payload(leaf), media_type="text/html", charset=leaf.get_content_charset())
        try:
            shown = read_html(held)
        except PageError:
            continue
        blocks = [(block.role, shown.text[block.start : block.end]) for block in shown.blocks]
        blocks += [("paragraph", shown.text[c.start : c.end]) for c in shown.comments if c.start is not None]
        # The subject is the headline; the roles of the rest are those of the markup.
        return tuple(Part(text=t, role="subheading" if role == "headline" else role) for role, t in blocks if t.strip())
    return ()


def _text(page: Page, leaf: Message) -> str:
    held = Page(data=_payload(leaf), charset=leaf.get_content_charset(), location=page.location)
    try:
        return decode(held).text.replace("\r\n", "\n").strip()
    except PageError:
        return ""


def _payload(leaf: Message) -> bytes:
    try:
        data = leaf.get_payload(decode=True)
    except (ValueError, LookupError, binascii.Error):
        return b""
    return data if isinstance(data, bytes) else b""


def _header(message: Message, name: str) -> str:
    """Return a header in one line, its encoded words decoded."""
    raw = str(message.get(name, ""))[:_LONGEST_HEADER]
    try:
        pieces = decode_header(raw)
        text = "".join(
            piece if isinstance(piece, str) else piece.decode(charset or "latin-1", "replace")
            for piece, charset in pieces
        )
    except (HeaderParseError, LookupError, ValueError):
        text = raw
    return " ".join(text.split())


def _when(date: str) -> str | None:
    try:
        moment: datetime = parsedate_to_datetime(date)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    return moment.isoformat()


def _name_all(attached: tuple[Message, ...]) -> str:
    named = [one_line(f"{leaf.get_filename() or 'unnamed'} ({leaf.get_content_type()})") for leaf in attached[:5]]
    more = [f"{len(attached) - 5} more"] if len(attached) > 5 else []
    return f"{len(attached)} attached: {', '.join((*named, *more))}"
