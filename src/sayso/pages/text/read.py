"""Read a page of plain text.

In: a `Page`, or the text that was got from one with what is known of its parts. Out: a `Document`: blocks with their
roles, readers' comments, repairs, and the way back to the page.
Works on text pasted from a browser as on clean articles. Nothing is dropped but the buttons of comments.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import partial

from sayso.pages.decoding.decode import decode
from sayso.pages.decoding.language_id import tell_language
from sayso.pages.decoding.repair import Repaired, repair
from sayso.pages.layout.compose import Piece, compose, cut_piece
from sayso.pages.layout.lines import BLANK, Line, Passage, count_marks, cut_lines, cut_passages
from sayso.pages.text.message import Message, cut_message, describe_message, find_message
from sayso.pages.text.roles import give_furniture_roles, give_roles
from sayso.pages.threads.typed.find import Thread, find_thread
from sayso.pages.time.dates import find_date, find_moment
from sayso.pages.vocabulary import read_vocabulary
from sayso.records import ARTICLE_ROLES, Comment, Document, Page, Role, Span, make_id

_LISTS, _LAYOUT = read_vocabulary("sayso.pages.text"), read_vocabulary("sayso.pages.layout")
_PUBLISHED = re.compile(_LISTS.any_phrase("published.labels"), re.IGNORECASE)
_BY = re.compile(rf"^(?:\w+\s+)?{_LAYOUT.any_word('bylines.by')}:?\s+", re.IGNORECASE)
Blocks = list[tuple[Role, Passage]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What is known by other means than words: the roles of some passages, and that no reader comments."""

    role: Callable[[Passage], Role | None]
    threads: bool = True


def read_text(page: Page, *, plain: bool = False, max_bytes: int | None = None) -> Document:
    """Return what a text page holds; with `plain`, all of it as paragraphs of the article. Raises PageError."""
    decoded = decode(page, max_bytes=max_bytes)
    read = read_characters(page, repair(decoded.text), encoding=decoded.encoding, plain=plain)
    return replace(read, notes=(*decoded.notes, *read.notes))


def read_characters(
    page: Page, repaired: Repaired, *, encoding: str, plain: bool = False, known: Known | None = None
) -> Document:
    """Return what the characters of a page hold."""
    lines = cut_lines(repaired.text)
    message = find_message(lines) if not plain and known is None else None
    thread = find_thread(lines) if not plain and (known is None or known.threads) else None
    if thread and message and thread.start < message.start:
        thread = None
    blocks = _plain(repaired, lines) if plain else _blocks(repaired, lines, thread, known, message)
    comments = _comments(page, repaired, lines, thread) if thread else ()
    document = _document(page, repaired, blocks, comments, encoding=encoding)
    return describe_message(document, message) if message else document


def _document(
    page: Page,
    repaired: Repaired,
    blocks: Blocks,
    comments: Sequence[tuple[Comment, Piece | None]] = (),
    *,
    encoding: str,
) -> Document:
    composed = compose([(role, cut_piece(repaired, _spans(role, passage))) for role, passage in blocks], comments)
    depths = [count_marks(passage.text) if role == "blockquote" else 0 for role, passage in blocks]
    return Document(
        page_id=page.id,
        encoding=encoding,
        text=composed.text,
        blocks=tuple(replace(b, depth=d) if d else b for b, d in zip(composed.blocks, depths, strict=True)),
        comments=composed.comments,
        offsets=composed.offsets,
        repairs=repaired.repairs,
        title=_first(blocks, "headline"),
        byline=_byline(blocks),
        published=_published(blocks),
        language=tell_language("\n".join(p.text for role, p in blocks if role in ARTICLE_ROLES)),
    )


def read_passages(
    page: Page,
    repaired: Repaired,
    passages: Sequence[Passage],
    *,
    encoding: str,
    told: Callable[[Passage], Role | None],
) -> Document:
    """Return the document of passages that are known to be of the article; `told` gives the roles that are known."""
    blocks = list(zip(_roles(passages, told), passages, strict=True))
    return _document(page, repaired, blocks, encoding=encoding)


def _plain(page: Repaired, lines: Sequence[Line]) -> Blocks:
    return [("paragraph", passage) for passage in cut_passages(page.text, lines)]


def _blocks(
    page: Repaired, lines: Sequence[Line], thread: Thread | None, known: Known | None, message: Message | None
) -> Blocks:
    give = give_roles if known is None else partial(_roles, told=known.role)
    own = lines[: thread.start] if thread else lines
    if message:
        cut = list(cut_message(page.text, own, message))
        roles = {passage.start: role for passage, role in cut}
        give = partial(_roles, told=lambda passage: roles[passage.start])
        article = tuple(passage for passage, _ in cut)
    else:
        article = cut_passages(page.text, own)
    if thread is None:
        return list(zip(give(article), article, strict=True))
    around = [
        passage
        for part in (lines[thread.start : thread.first], lines[thread.end :])
        for passage in cut_passages(page.text, part)
    ]
    return [
        *zip(give(article), article, strict=True),
        *zip(give_furniture_roles(around), around, strict=True),
    ]


def _roles(passages: Sequence[Passage], told: Callable[[Passage], Role | None]) -> tuple[Role, ...]:
    """Give roles by words to what has none told; known furniture stands between no two paragraphs."""
    known = [told(passage) for passage in passages]
    free = [at for at, role in enumerate(known) if role != "furniture"]
    by_words: dict[int, Role] = dict(zip(free, give_roles([passages[at] for at in free]), strict=True))
    if "headline" in known:  # then no other is one: what stands above it heads the paper, not the article
        headline = known.index("headline")
        other: dict[int, Role] = {
            at: "furniture" if at < headline else "subheading" for at, role in by_words.items() if role == "headline"
        }
        by_words |= other
    return tuple(role or by_words[at] for at, role in enumerate(known))


def _spans(role: Role, passage: Passage) -> list[Span]:
    """Return the ranges of a passage: all of it, but for the marks before each line of a quoted message."""
    if role == "blockquote" and passage.text.startswith(">"):
        bare = [(line.end - len(line.text.lstrip(">" + BLANK)), line.end) for line in passage.lines]
        spans = [Span(start=start, end=end) for start, end in bare if start < end]
        if spans:
            return spans
    return [Span(start=passage.start, end=passage.end)]


def _comments(
    page: Page, repaired: Repaired, lines: Sequence[Line], thread: Thread
) -> list[tuple[Comment, Piece | None]]:
    starts = [
        cut_piece(repaired, [_whole(lines, c.heading.first, c.heading.first + 1)]).ranges[0].start
        for c in thread.comments
    ]
    ids = [make_id("com", page.id, start) for start in starts]
    found: list[tuple[Comment, Piece | None]] = []
    for at, comment in enumerate(thread.comments):
        record = Comment(
            id=ids[at],
            commenter=comment.heading.commenter,
            display=comment.heading.display,
            posted=comment.posted,
            posted_at=find_moment(comment.posted or ""),
            header_start=starts[at],
            reply_to=None if comment.reply_to is None else ids[comment.reply_to],
        )
        spans = [_whole(lines, first, end) for first, end in comment.runs]
        found.append((record, cut_piece(repaired, spans) if spans else None))
    return found


def _whole(lines: Sequence[Line], first: int, end: int) -> Span:
    return Span(start=lines[first].start, end=lines[end - 1].end)


def _first(blocks: Blocks, wanted: Role) -> str | None:
    return next((" ".join(passage.text.split()) for role, passage in blocks if role == wanted), None)


def _published(blocks: Blocks) -> str | None:
    """Read the date that stands over the article, or under a label; one within it may be of anything."""
    over = True
    for role, passage in blocks:
        over = over and role not in {"paragraph", "list", "blockquote"}
        if role in {"dateline", "byline"} and (over or _PUBLISHED.match(passage.text)):
            found = find_date(passage.text)
            if found:
                return found
    return None


def _byline(blocks: Blocks) -> str | None:
    written = _first(blocks, "byline")
    return _BY.sub("", written) if written else None
