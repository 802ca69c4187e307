"""Extract the text of an e-mail (.eml).

In: a `Page` of message/rfc822. Out: `Extracted`: the subject as headline, the sender, the date, then the text: the
parts of text/plain, or, without one that says anything, the first of text/html. Of a message that only passes another
on, in its text or attached, that other is read. Attachments are left alone and named in a note. Headers
are decoded by our own few lines over the standard library, whose structured parsing is slow on hostile ones.
"""

from __future__ import annotations

import binascii
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from email import message_from_bytes
from email.errors import HeaderParseError
from email.header import decode_header
from email.message import Message

from sayso.errors import BrokenPage, EmptyPage, HugePage, PageError
from sayso.pages.decoding.decode import decode
from sayso.pages.layout.forwarded import Forwarded, bare_subject, find_forwarded, read_sender, read_when
from sayso.pages.papers.extracted import Extracted, Part, one_line
from sayso.pages.papers.mail_text import unescape_from, unflow, unquote
from sayso.records import Page

_LONGEST_HEADER = 4000  # characters; a longer one is cut
_MOST_PARTS = 1000
_MOST_WORK = 20_000_000  # lines to compare with the borders of multipart bodies, which may stand within each other
_MULTIPART = re.compile(rb"^content-type:\s*multipart/", re.IGNORECASE | re.MULTILINE)
_SAVED = re.compile(r"<?saved by ", re.IGNORECASE)
_BETWEEN = "\n\n"
_MOST_NOTE = 60  # words above a message that is passed on as an attachment
_STUB = 60  # words: a shorter plain text may only say that the message is in HTML
_PLACE = "header"
_SIGNATURE = re.compile(r"\n-- ?\r?\n(?=[^\n])")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Heads:
    """The headers of a message that are read."""

    subject: str
    sender: str
    date: str
    organization: str


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
    return _read(page, message, leaves)


def _read(page: Page, message: Message, leaves: _Leaves) -> Extracted:
    """Return the text of a message, or of the one that it passes on with a few words or none."""
    body = _body(page, leaves)
    heads = _heads(message)
    forwarded = find_forwarded(_BETWEEN.join(part.text for part in body), heads.subject)
    if forwarded is not None:
        told = replace(
            heads,
            subject=forwarded.subject or bare_subject(heads.subject),
            sender=forwarded.sender,
            date=forwarded.date,
            organization="",
        )
        return _extracted(told, _rest(body, forwarded), leaves, passed_on_by=heads.sender)
    inner = _attached_message(leaves)
    if inner is not None and sum(len(part.text.split()) for part in body) <= _MOST_NOTE:
        read = _read(page, inner, _sort(inner))
        return replace(read, notes=(*read.notes, _passed_on(heads.sender)))
    if not body:
        name = page.location or "standard input"
        kept = f" ({_name_all(leaves.attached)})" if leaves.attached else ""
        raise EmptyPage(f"{name}: an e-mail without text{kept}; save what is attached to it and read that")
    return _extracted(heads, body, leaves)


def _heads(message: Message) -> _Heads:
    subject, sender, date, body = (_header(message, name) for name in ("Subject", "From", "Date", "Organization"))
    if message.get("Snapshot-Content-Location") or _SAVED.match(sender):  # a page, which the browser did not write
        sender = ""
    return _Heads(subject=subject, sender=sender, date=date, organization=body)


def _attached_message(leaves: _Leaves) -> Message | None:
    """Return the one message that is attached whole."""
    held = [leaf.get_payload() for leaf in leaves.attached if leaf.get_content_type() == "message/rfc822"]
    inner = held[0][0] if len(held) == 1 and isinstance(held[0], list) and held[0] else None
    return inner if isinstance(inner, Message) and inner.keys() else None


def _rest(body: tuple[Part, ...], forwarded: Forwarded) -> tuple[Part, ...]:
    """Return what is passed on, of the parts of a body; a level of quotation over all of it is of the passing on."""
    parts: list[Part] = [Part(text=forwarded.note, role="furniture")] if forwarded.note else []
    at = 0
    for part in body:
        left = part.text[max(0, forwarded.start - at) :].strip()
        if left:
            parts.append(replace(part, text=unquote(left)))
        at += len(part.text) + len(_BETWEEN)
    return tuple(parts)


def _extracted(heads: _Heads, body: tuple[Part, ...], leaves: _Leaves, *, passed_on_by: str = "") -> Extracted:
    byline, outlet = read_sender(heads.sender)
    above = (
        Part(text=heads.subject, role="headline", place=_PLACE),
        Part(text=heads.sender, role="byline", place=_PLACE),
        Part(text=heads.date, role="dateline", place=_PLACE),
    )
    notes = [f"left alone: {_name_all(leaves.attached)}"] if leaves.attached else []
    return Extracted(
        parts=(*(head for head in above if head.text), *body),
        title=heads.subject or None,
        byline=byline,
        outlet=heads.organization or outlet,
        published=read_when(heads.date),
        sure=True,
        notes=(*notes, *([_passed_on(passed_on_by)] if passed_on_by else [])),
    )


def _passed_on(sender: str) -> str:
    return f"passed on by {one_line(sender)}"


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


def _body(page: Page, leaves: _Leaves) -> tuple[Part, ...]:
    """Return the plain text, or the HTML where there is none or where the plain text only says so."""
    plain = _plain_parts(page, leaves)
    words = sum(len(part.text.split()) for part in plain)
    if words > _STUB or (plain and not leaves.html):
        return plain
    marked = _html_parts(page, leaves)
    return marked if sum(len(part.text.split()) for part in marked) > 2 * words else plain


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
        if not shown.comments or not leaf.get("Content-Location"):  # of a saved page readers' words are no article
            blocks += [("paragraph", shown.text[c.start : c.end]) for c in shown.comments if c.start is not None]
        # The subject is the headline; the roles of the rest are those of the markup.
        return tuple(Part(text=t, role="subheading" if role == "headline" else role) for role, t in blocks if t.strip())
    return ()


def _text(page: Page, leaf: Message) -> str:
    held = Page(data=_payload(leaf), charset=leaf.get_content_charset(), location=page.location)
    try:
        text = unescape_from(decode(held).text.replace("\r\n", "\n"))
    except PageError:
        return ""
    if str(leaf.get_param("format", "")).lower() == "flowed":
        text = unflow(text, delete_space=str(leaf.get_param("delsp", "")).lower() == "yes")
    return text.strip()


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


def _name_all(attached: tuple[Message, ...]) -> str:
    named = [one_line(f"{leaf.get_filename() or 'unnamed'} ({leaf.get_content_type()})") for leaf in attached[:5]]
    more = [f"{len(attached) - 5} more"] if len(attached) > 5 else []
    return f"{len(attached)} attached: {', '.join((*named, *more))}"
