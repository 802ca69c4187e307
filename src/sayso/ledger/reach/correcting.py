"""Take a judgement, and what follows from it beyond its page.

In: a judgement. Out: the key of its page; an alias, where it says one; or JoinsPeople, before anything is kept.
"""

from __future__ import annotations

from sqlalchemy import Connection

from sayso.ledger.judge.apply import Renaming, check
from sayso.ledger.judge.keep import (
    document_of,
    known_judgements,
    outcome_of,
    page_to_judge,
    readings_of,
    store_judgements,
)
from sayso.ledger.reach.aliases import feed, is_alias
from sayso.ledger.reach.joins import refuse_join
from sayso.records import Judgement, Statement


def take_judgement(connection: Connection, judgement: Judgement, *, join: bool) -> int:
    """Keep a judgement, apply it, and return the page's key. Raises JoinsPeople unless they are to be joined."""
    check(judgement)
    page_key = page_to_judge(connection, judgement.page_id)
    renames = judgement.kind == "correct" and "entity" in judgement.labels
    new = renames and not known_judgements(connection, [judgement.id])
    found = find_renaming(connection, page_key, judgement, kept=False) if new else None
    if found and found[0].before.layer == "comment":  # readers are private people: no name of theirs is kept elsewhere
        found = None
    if found and not join:
        renaming, words = found
        was, now = renaming.before.entity, renaming.now.entity
        if was and now and is_alias(words, was, now):
            refuse_join(connection, was, now, besides=_ids(renaming))
    store_judgements(connection, judgement.page_id, [judgement])
    if found:
        feed(connection, judgement, *found)
    return page_key


def find_renaming(
    connection: Connection, page_key: int, judgement: Judgement, *, kept: bool
) -> tuple[Renaming, str] | None:
    """Return how a judgement renames a statement, and the words of its source: in the first reading where it does.

    Readings are asked in the order current one, then newest; `kept` tells whether the judgement is in the ledger.
    """
    for key in readings_of(connection, page_key):
        outcome = outcome_of(connection, key, () if kept else (judgement,))
        renaming = outcome.renamed.get(judgement.id) if outcome else None
        if renaming:
            document = document_of(connection, key)
            return renaming, " ".join(document.quote(span) for span in renaming.before.source)
    return None


def _ids(renaming: Renaming) -> set[str]:
    same: tuple[Statement | None, ...] = (renaming.before, renaming.now, renaming.judged.machine)
    return {each.id for each in same if each}
