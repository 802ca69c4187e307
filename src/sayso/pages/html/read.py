"""Read an HTML page as a document.

In: a page and its decoded characters. Out: a `Document` whose blocks and comments all lead back to the page. Raises
EmptyPage where no element shows any text. Time is near linear in the page; what trafilatura cannot do on an enormous
tree is left to the stated fallback (`Document.notes`).
"""

from __future__ import annotations

from sayso.errors import EmptyPage
from sayso.pages.decode import Decoded
from sayso.pages.html.article import find_article
from sayso.pages.html.assemble import assemble
from sayso.pages.html.roles import place_blocks
from sayso.pages.markup.flow import read_flows
from sayso.pages.markup.tree import Tree, parse
from sayso.pages.threads.thread import Thread, read_thread
from sayso.records import Document, Page


def read_html(page: Page, decoded: Decoded) -> Document:
    """Return the article and the comments of an HTML page. Raises EmptyPage."""
    tree = parse(decoded.text)
    flows = read_flows(tree) if tree else []
    if tree is None or not flows:
        raise EmptyPage(f"{page.location or 'standard input'}: HTML that shows no text; save the page after it has loaded")
    thread = read_thread(tree, flows)
    document = _read(page, decoded, tree, thread)
    if document is None:
        # All that the page shows is what was taken for a thread: a page of posts is its own article.
        document = _read(page, decoded, tree, Thread())
    if document is None:
        raise EmptyPage(f"{page.location or 'standard input'}: HTML that shows no text; save the page after it has loaded")
    return document


def _read(page: Page, decoded: Decoded, tree: Tree, thread: Thread) -> Document | None:
    flows = read_flows(tree, without=thread.elements)
    if not flows:
        return None
    article = find_article(tree, flows, without=thread.elements, location=page.location)
    parts = assemble(tree, page.id, place_blocks(tree, flows, article), thread)
    return Document(
        page_id=page.id,
        text=parts.text,
        encoding=decoded.encoding,
        title=article.title,
        byline=article.byline,
        outlet=article.outlet,
        published=article.published,
        language=article.language,
        blocks=parts.blocks,
        comments=parts.comments,
        repairs=parts.repairs,
        offsets=parts.offsets,
        notes=article.notes,
    )
