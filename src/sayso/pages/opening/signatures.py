"""Tell bytes that are no text, and text that is no page.

In: the bytes of a page. Out: what they seem to be, in words ("a PDF file", "JSON data"), or None for text; the media
type of a page.
"""

from __future__ import annotations

import json
import re

_SIGNATURES = (
    (b"%PDF-", "a PDF file"),
    (b"PK\x03\x04", "a ZIP archive or an Office document"),
    (b"\x89PNG", "a PNG image"),
    (b"\xff\xd8\xff", "a JPEG image"),
    (b"GIF87a", "a GIF image"),
    (b"GIF89a", "a GIF image"),
    (b"II*\x00", "a TIFF image"),
    (b"MM\x00*", "a TIFF image"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"BZh9", "a bzip2 archive"),
    (b"\xfd7zXZ\x00", "an xz archive"),
    (b"(\xb5/\xfd", "a Zstandard archive"),
    (b"7z\xbc\xaf\x27\x1c", "a 7-Zip archive"),
    (b"Rar!\x1a\x07", "a RAR archive"),
    (b"\xd0\xcf\x11\xe0", "an old Office document"),
    (b"{\\rtf", "a rich text file"),
    (b"SQLite format 3\x00", "an SQLite database"),
    (b"OggS\x00", "an Ogg recording"),
    (b"ID3\x03", "an MP3 recording"),
    (b"ID3\x04", "an MP3 recording"),
    (b"\x7fELF", "a program"),
    (b"\xca\xfe\xba\xbe", "a program"),
)
_SAMPLE = 65536
_LEADING = b"\xef\xbb\xbf \t\r\n"
_CONTROLS = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")
_MOST_CONTROLS = 0.01  # of all bytes; a stray one or two are damage in a text, not a sign of something else


_HTML = re.compile(rb"<(?:!doctype\s+html|html|head|body)[\s>]", re.IGNORECASE)
_XML = re.compile(rb"<\?xml[\s?]|<(?:rss|feed|svg|opml|urlset|tt|kml)[\s>]", re.IGNORECASE)
_SAVED_PAGE = re.compile(rb"(?im)^(?:snapshot-content-location:|from:\s*<?saved by )")
# One line of a chat as programs export it: "[12/03/24, 17:13:02] Ann: …", "12/03/2024, 17:13 - Ann: …".
_CHAT = re.compile(
    rb"(?m)^\W{0,6}\[?\d{1,4}[./-]\d{1,2}[./-]\d{1,4},? \d{1,2}[:.]\d\d(?:[:.]\d\d)?(?:\W{1,3}[ap]\.?m\.?)?"
    rb"(?:\]| -) [^:\n]{1,60}: "
)
_TEXT_KINDS = (
    (re.compile(rb"WEBVTT\b"), "captions (WebVTT)"),
    (re.compile(rb"\d+\r?\n\d\d:\d\d:\d\d[,.]\d{3} --> "), "captions (SubRip)"),
    (re.compile(rb"WARC/\d\.\d"), "an archive of web pages (WARC)"),
    (re.compile(rb"From \S+[^\n]*\d{4}\r?\n[A-Za-z-]+: "), "a mailbox of several messages"),
)


def name_unread(data: bytes) -> str | None:
    """Return what `data` is if it is text of a kind that is no page: data, captions, chats, archives; else None."""
    head = data[:4096].lstrip(_LEADING)
    for pattern, kind in _TEXT_KINDS:
        if pattern.match(head):
            return kind
    if _XML.match(head) and not _HTML.search(data[:_SAMPLE]):
        return "an XML file"
    if head[:1] in (b"{", b"[") and _is_json(data):
        return "JSON data"
    return "an exported chat" if _CHAT.match(head) and len(_CHAT.findall(data[:_SAMPLE])) > 2 else None


def _is_json(data: bytes) -> bool:
    """Tell JSON, and JSON Lines by their first line."""
    for part in (data, data.lstrip(_LEADING).split(b"\n", 1)[0]):
        try:
            if isinstance(json.loads(part), (dict, list)):
                return True
        except (ValueError, RecursionError):
            continue
    return False


def name_binary(data: bytes) -> str | None:
    """Return what `data` seems to be if it is not text in an encoding that keeps ASCII, else None."""
    for signature, kind in _SIGNATURES:
        if data.startswith(signature):
            return kind
    if data[4:8] == b"ftyp":
        return "a video or an image"
    if data[:4] == b"RIFF" and data[8:12] in {b"WEBP", b"WAVE", b"AVI "}:
        return "an image, a recording or a video"
    sample = data[:_SAMPLE]
    controls = len(_CONTROLS.findall(sample))
    if controls > 2 and controls > _MOST_CONTROLS * len(sample):
        return "binary data"
    return None


def sniff_type(data: bytes, told: str | None = None) -> str:
    """Return the media type of a page: what its bytes show, else what was `told` of it, else plain text."""
    if data.startswith(b"%PDF-"):
        return "application/pdf"
    if data.startswith(b"PK\x03\x04") and b"word/document.xml" in data:
        return "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
    if data.startswith(b"{\\rtf"):
        return "application/rtf"
    head = data[:4096].lstrip(_LEADING)
    if _SAVED_PAGE.search(head.split(b"\n\n", 1)[0].split(b"\r\n\r\n", 1)[0]):
        return "message/rfc822"
    begins = _HTML.match(head) or (head.startswith((b"<?xml", b"<!--")) and _HTML.search(head))
    return "text/html" if begins and told in (None, "text/plain", "text/html") else told or "text/plain"
