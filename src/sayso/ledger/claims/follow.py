"""Let claims follow what is read of a page and judged on it; the face of this room for those that write.

In: the key of a page. Out: the rows of its mentions, and of the claims that they are of, as the page tells now. What
computes is loaded where a page has mentions, and not before.
"""

from __future__ import annotations

from sqlalchemy import Connection, delete, select, text

from sayso.ledger.store.claim_tables import claim_anchors, claim_judgements, mentions, page_items, reading_mentions
from sayso.ledger.store.schema import current_readings


def follow_page(connection: Connection, page_key: int) -> None:
    """Let the claims follow a page: its current reading, or what people judged of it, changed."""
    read = select(reading_mentions.c.reading_key).join(
        current_readings, current_readings.c.reading_key == reading_mentions.c.reading_key
    )
    kept = select(mentions.c.key).where(mentions.c.page_key == page_key).limit(1)
    items = select(page_items.c.page_key).where(page_items.c.page_key == page_key).limit(1)
    told = read.where(current_readings.c.page_key == page_key)
    if all(connection.execute(each).scalar() is None for each in (told, kept, items)):
        return
    from sayso.ledger.claims.refresh import refresh_pages

    take_turns(connection)
    refresh_pages(connection, [page_key])


def take_turns(connection: Connection) -> None:
    """Wait until nobody else writes claims; SQLite has one writer anyway."""
    if connection.dialect.name != "sqlite":
        connection.execute(text("SELECT pg_advisory_xact_lock(hashtext('sayso claims'))"))


def drop_anchors(connection: Connection, page_key: int) -> None:
    """Remove what people said of the claims of a page, as far as it holds on to that page's words."""
    there = claim_anchors.c.page_key == page_key
    judged = set(connection.execute(select(claim_anchors.c.judgement_key).where(there)).scalars())
    connection.execute(delete(claim_anchors).where(there))
    held = select(claim_anchors.c.judgement_key).where(claim_anchors.c.judgement_key.in_(judged))
    empty = judged - set(connection.execute(held).scalars())
    connection.execute(delete(claim_judgements).where(claim_judgements.c.key.in_(empty)))
