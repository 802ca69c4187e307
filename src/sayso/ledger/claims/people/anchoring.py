"""Hold what people said of claims on to the mentions of a page, whatever a machine reads there.

In: a page's mentions. Out: which of them each anchor means: the one whose words share most characters of the page with
those that the person saw, and 0.8 of them at least (their Jaccard index), as it is with statements.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import Connection, bindparam, select, update

from sayso.ledger.claims.told import PageTold
from sayso.ledger.judge.anchors import anchor_spans, share
from sayso.ledger.judge.matching import ALIKE
from sayso.ledger.store.claim_tables import claim_anchors, claim_judgements
from sayso.ledger.store.codec import unpack
from sayso.records import MentionAnchor


@dataclass(frozen=True, slots=True, kw_only=True)
class Anchored:
    """The id of the mention that an anchor means, and the id of the judgement that set it apart from its like."""

    mention: str
    apart: str | None


def match_anchors(connection: Connection, page_key: int, told: PageTold) -> dict[int, Anchored]:
    """Return what the anchors of a page mean now, by their keys; those that nothing answers to are left out."""
    columns = (claim_anchors.c.key, claim_anchors.c.record, claim_anchors.c.alone, claim_judgements.c.id)
    chosen = select(*columns).join(claim_judgements, claim_judgements.c.key == claim_anchors.c.judgement_key)
    rows = connection.execute(chosen.where(claim_anchors.c.page_key == page_key).order_by(claim_anchors.c.key)).all()
    if not rows or told.document is None:
        return {}
    document = told.document
    places = {
        place.told.mention.id: anchors
        for place in told.places
        if (anchors := anchor_spans(document, place.told.mention.content))
    }
    found: dict[int, Anchored] = {}
    for row in rows:
        wanted = unpack(row.record, MentionAnchor).content
        first, last = min(each.start for each in wanted), max(each.end for each in wanted)
        near = (
            (share(anchors, wanted), name)
            for name, anchors in places.items()
            if any(each.start < last and first < each.end for each in anchors)
        )
        best = max(near, default=None)
        if best and best[0] >= ALIKE:
            found[row.key] = Anchored(mention=best[1], apart=row.id if row.alone else None)
    return found


def point_anchors(connection: Connection, anchored: Mapping[int, Anchored], keys: Mapping[str, int]) -> None:
    """Let anchors point to the mentions that they mean; `keys` are those of the page's mentions by their ids."""
    rows = [{"this": key, "mention_key": keys[each.mention]} for key, each in anchored.items()]
    if rows:
        connection.execute(update(claim_anchors).where(claim_anchors.c.key == bindparam("this")), rows)
