"""Make pages with long comment threads, every word of them invented.

In: a layout and a number of comments. Out: the bytes of a page: an article, and that many comments under it, of a few
lines each, some of them answers. The same numbers make the same page.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from json import dumps

_WORDS = [
    "harbour",
    "council",
    "lantern",
    "orchard",
    "ferry",
    "timber",
    "winter",
    "market",
    "baker",
    "ledger",
    "bridge",
    "copper",
    "meadow",
    "signal",
    "garden",
    "river",
    "warden",
    "school",
    "tunnel",
    "butter",
    "candle",
    "mirror",
    "pocket",
    "saddle",
    "thunder",
    "village",
    "wagon",
    "yellow",
    "anchor",
    "basket",
    "cellar",
    "dinner",
]
_FIRST = [
    "Ada",
    "Bram",
    "Cleo",
    "Dario",
    "Edda",
    "Finn",
    "Greta",
    "Hugo",
    "Iris",
    "Jonas",
    "Kaya",
    "Linus",
    "Mara",
    "Nils",
    "Orla",
    "Pavel",
]
_LAST = [
    "Averly",
    "Brockden",
    "Castel",
    "Dunmoor",
    "Ellery",
    "Fenwick",
    "Garrow",
    "Holt",
    "Ismay",
    "Jarvis",
    "Kestrel",
    "Lorne",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Said:
    number: int
    depth: int
    parent: int | None
    name: str
    day: str
    paragraphs: tuple[str, ...]


def make_page(layout: str, comments: int) -> bytes:
    """Return a page whose thread has so many comments, in one of `LAYOUTS`."""
    chance = random.Random(comments)
    thread = LAYOUTS[layout](list(_threads(chance, comments)))
    article = "".join(f"<p>{_sentences(chance, 4)}</p>" for _ in range(8))
    return (
        "<!doctype html><html lang=en><head><meta charset=utf-8><title>The lantern by the harbour</title></head><body>"
        f"<h1>The lantern by the harbour</h1><div class=story>{article}</div>{thread}"
        "<footer><p>The Dunmoor Lantern</p></footer></body></html>"
    ).encode()


def _threads(chance: random.Random, comments: int) -> Iterator[_Said]:
    open_at: list[int] = []
    for number in range(comments):
        depth = chance.choice((0, 0, 0, *range(1, min(len(open_at), 3) + 1)))
        parent = open_at[depth - 1] if depth else None
        open_at[depth:] = [number]
        yield _Said(
            number=number,
            depth=depth,
            parent=parent,
            name=f"{chance.choice(_FIRST)} {chance.choice(_LAST)}",
            day=f"{chance.randint(1, 28)} May 2021, {chance.randint(10, 23)}:{chance.randint(10, 59)}",
            paragraphs=tuple(_sentences(chance, chance.randint(1, 3)) for _ in range(chance.randint(1, 2))),
        )


def _sentences(chance: random.Random, many: int) -> str:
    return " ".join(f"The {' '.join(chance.choices(_WORDS, k=chance.randint(6, 14)))}." for _ in range(many))


def _words(said: _Said) -> str:
    return "".join(f"<p>{paragraph}</p>" for paragraph in said.paragraphs)


def _nested(thread: list[_Said]) -> str:
    """Set lists in lists, as most blogs do."""
    parts, depth = ['<ol class="comment-list">'], 0
    for place, said in enumerate(thread):
        parts.append(
            f'<li id="comment-{said.number}" class="comment depth-{said.depth + 1}"><article class="comment-body">'
            f'<cite class="fn">{said.name}</cite> <a href="#comment-{said.number}"><time>{said.day}</time></a>'
            f'<div class="comment-content">{_words(said)}</div><a class="reply-link" href="#r">Reply</a></article>'
        )
        below = thread[place + 1].depth if place + 1 < len(thread) else 0
        depth = said.depth
        parts.append('<ol class="children">' if below > depth else "</li>" + "</ol></li>" * (depth - below))
    return "".join([*parts, "</ol>"])


def _flat(thread: list[_Said]) -> str:
    """Set one row of boxes that name what they answer."""
    boxes = (
        f'<div class="c-comment" data-id="{said.number + 1000}"'
        + (f' data-parent-id="{said.parent + 1000}"' if said.parent is not None else "")
        + f'><span class="c-comment__author">{said.name}</span><span class="c-comment__date">{said.day}</span>'
        f'<div class="c-comment__text">{_words(said)}</div><button>Like</button><button>Report</button></div>'
        for said in thread
    )
    return f'<section class="comments"><h2>{len(thread)} comments</h2>{"".join(boxes)}</section>'


def _unnamed(thread: list[_Said]) -> str:
    """Set boxes that no class tells to be comments."""
    boxes = (f'<div class="row-{said.depth}"><b>{said.name}</b><br>{said.day}{_words(said)}</div>' for said in thread)
    return f"<div>{''.join(boxes)}</div>"


def _board(thread: list[_Said]) -> str:
    """Set the rows of a table, as boards have them."""
    rows = (
        f'<tr><td class="postrow"><span class="name">{said.name}</span></td><td><span class="postdetails">Posted: '
        f'{said.day}</span><span class="postbody">{"<br><br>".join(said.paragraphs)}</span></td></tr>'
        for said in thread
    )
    return f'<table class="forumline comments">{"".join(rows)}</table>'


def _terms(thread: list[_Said]) -> str:
    """Set a list of terms: who and when, then the words."""
    pairs = (
        f'<dt id="c{said.number}"><a href="/u/{said.number}">{said.name}</a> said on {said.day}</dt>'
        f"<dd>{_words(said)}</dd>"
        for said in thread
    )
    return f'<dl id="comments-block">{"".join(pairs)}</dl>'


def _data(thread: list[_Said]) -> str:
    """Set no elements, only the data that a script would show them from."""
    told = [
        {
            "@type": "Comment",
            "@id": str(said.number),
            "author": {"@type": "Person", "name": said.name},
            "dateCreated": f"2021-05-{said.number % 28 + 1:02}T10:00:00Z",
            "text": "\n".join(said.paragraphs),
            **({} if said.parent is None else {"parentItem": {"@id": str(said.parent)}}),
        }
        for said in thread
    ]
    data = dumps({"@context": "https://schema.org", "@type": "NewsArticle", "comment": told})
    return f'<script type="application/ld+json">{data}</script>'


LAYOUTS: dict[str, Callable[[list[_Said]], str]] = {
    "nested": _nested,
    "flat": _flat,
    "unnamed": _unnamed,
    "board": _board,
    "terms": _terms,
    "data": _data,
}
