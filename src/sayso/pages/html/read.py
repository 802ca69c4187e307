"""Read an HTML page as a document.

In: a `Page`. Out: a `Document` whose blocks and comments all lead back to the decoded page. Promises:
time near linear in the page; where trafilatura finds no body, `Document.notes` says what stands in for
it.
"""

from __future__ import annotations

from dataclasses import replace

from sayso.errors import EmptyPage, HugePage
from sayso.pages.decoding.charset import find_charset
from sayso.pages.decoding.decode import Decoded, decode
from sayso.pages.decoding.language_id import tell_language
from sayso.pages.html.article import find_article
from sayso.pages.html.assemble import assemble
from sayso.pages.html.flow_roles import place_blocks
from sayso.pages.html.index_pages import INDEX, is_index
from sayso.pages.layout.compose import Composed
from sayso.pages.markup.flow import Flow, read_flows
from sayso.pages.markup.mark import TooManyTagsError
from sayso.pages.markup.tree import Tree, parse
from sayso.pages.opening.saved import read_saved
from sayso.pages.threads.html.thread import Thread, read_thread
from sayso.records import ARTICLE_ROLES, Document, Page


def read_html(page: Page, *, max_bytes: int | None = None) -> Document:
    """Return the article and the comments of an HTML page.

    Raises PageErrors: those of decoding, EmptyPage where nothing shows text, HugePage for too many tags.
    """
    decoded = decode(replace(page, charset=page.charset or find_charset(page.data)), max_bytes=max_bytes)
    name = page.location or "standard input"
    try:
        tree = parse(decoded.text)
    except TooManyTagsError as error:
        raise HugePage(f"{name}: {error}; save the article alone and read that") from error
    flows = read_flows(tree) if tree is not None else []
    if tree is None or not flows:
        raise EmptyPage(f"{name}: HTML that shows no text; save the page after it has loaded in a browser")
    thread = read_thread(tree, flows)
    if thread.elements:
        around = read_flows(tree, without=thread.elements)
        # a page of posts and nothing else is its own article
        thread, flows = (thread, around) if around else (Thread(), flows)
    return _read(page, decoded, tree, flows, thread)


def _title(declared: str | None, composed: Composed) -> str | None:
    """Return the headline where the declared title is the headline and the outlet's name."""
    headlines = (composed.text[b.start : b.end] for b in composed.blocks if b.role == "headline")
    return next((one for one in headlines if declared is None or one in declared), declared)


def _read(page: Page, decoded: Decoded, tree: Tree, flows: list[Flow], thread: Thread) -> Document:
    address = read_saved(page.data).address
    article = find_article(tree, flows, without=thread.elements, location=address or page.location)
    placed = place_blocks(tree, flows, article)
    listed = is_index(tree, flows, article)
    if listed:
        placed = [replace(one, role="related") for one in placed]
    composed, repairs = assemble(tree, page.id, placed, thread)
    body = "\n".join(composed.text[block.start : block.end] for block in composed.blocks if block.role in ARTICLE_ROLES)
    return Document(
        page_id=page.id,
        text=composed.text,
        encoding=decoded.encoding,
        title=_title(article.title, composed),
        byline=article.byline,
        outlet=article.outlet,
        published=article.published,
        address=address,
        language=tell_language(body) or article.language,
        blocks=composed.blocks,
        comments=composed.comments,
        repairs=repairs,
        offsets=composed.offsets,
        notes=(*decoded.notes, *article.notes, *([INDEX] if listed else [])),
    )
