"""Offer the correction of a name for all other statements of the one it speaks of, and apply it where that is wanted.

In: the id of a judgement that renamed a statement, or of an alias. Out: the statements that bear the same name and that
nobody judged, newest reading first; or ordinary judgements of them, a page a transaction. Where the statement had no
name, those of its page whose source has the same words are meant; a pronoun's words mean nobody in particular.

It can be asked, stopped and asked again: what was corrected bears the name no longer, and is not found a second time.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import islice, takewhile

from sqlalchemy import Connection, func, select

from sayso.errors import BadJudgement
from sayso.ledger.answers import Hit, Query, SameEntity
from sayso.ledger.ask.cursors import make_cursor, read_cursor
from sayso.ledger.ask.search import CURRENT, HIT_COLUMNS, HIT_TABLES, find_rows, make_hit, shown
from sayso.ledger.ask.statement import recall_statement
from sayso.ledger.claims.follow import follow_page
from sayso.ledger.index.counted import name_key, recount
from sayso.ledger.judge.anchors import anchor_statement
from sayso.ledger.judge.hands import is_pronoun
from sayso.ledger.judge.keep import document_of, store_judgements
from sayso.ledger.reach.aliases import find_entry
from sayso.ledger.reach.correcting import find_renaming
from sayso.ledger.reach.joins import refuse_join
from sayso.ledger.reach.spellings import calls
from sayso.ledger.store.codec import unpack
from sayso.ledger.store.folding import fold
from sayso.ledger.store.ids import find_judgement, find_page
from sayso.ledger.store.schema import judgements, pages, reading_of, statements
from sayso.records import Judgement

_WHO = ("entity", "source_kind", "naming", "affiliation")  # what a correction says of somebody, wherever they speak


_PART = 200  # statements that are looked at at once


@dataclass(frozen=True, slots=True, kw_only=True)
class Correction:
    """What is to be corrected: `was` by name, or by the `words` of sources on one page; `page_id` keeps to one."""

    given: str
    was: str | None
    now: str
    labels: Mapping[str, str | bool | None]
    words: str
    page_id: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    """By whom corrections are made, when, and behind which cursor the next ones stand."""

    by: str
    at: datetime
    after: str | None = None


def find_correction(connection: Connection, given: str, *, page_id: str | None = None) -> Correction:
    """Return what a judgement or an alias says of somebody. Raises BadJudgement, UnknownId."""
    if page_id is not None:
        key = find_page(connection, page_id)
        page_id = str(connection.execute(select(pages.c.id).where(pages.c.key == key)).scalar_one())
    if given.startswith("alias_"):
        alias = find_entry(connection, given)
        labels: dict[str, str | bool | None] = {"entity": alias.name}
        labels |= {"source_kind": alias.kind} if alias.kind else {}
        return Correction(
            given=alias.id, was=alias.alias, now=alias.name, labels=labels, words=alias.alias, page_id=page_id
        )
    row = connection.execute(select(judgements).where(judgements.c.key == find_judgement(connection, given))).one()
    judgement = unpack(row.record, Judgement)
    found = find_renaming(connection, row.page_key, judgement, kept=True)
    now = judgement.labels.get("entity")
    if found is None or judgement.kind == "reject" or not isinstance(now, str):
        raise BadJudgement(f"{judgement.id} gives nobody another name, so there is nothing to correct elsewhere.")
    renaming, words = found
    if renaming.before.layer == "comment":
        raise BadJudgement(f"{judgement.id} is of a reader's comment: it is corrected there, and nowhere else.")
    if name_key(renaming.judged.statement.entity) != name_key(now):
        raise BadJudgement(f"{judgement.id} was taken back by a later judgement: give the id of that one.")
    was = renaming.before.entity
    return Correction(
        given=judgement.id,
        was=was,
        now=now,
        labels={name: judgement.labels[name] for name in _WHO if name in judgement.labels},
        words=fold(words),
        page_id=page_id if was else _one_page(judgement.page_id, page_id),
    )


def list_same(connection: Connection, correction: Correction, *, after: str | None, limit: int) -> SameEntity:
    """Return the statements that a correction speaks of, too."""
    return SameEntity(
        given=correction.given,
        was=correction.was,
        now=correction.now,
        labels=correction.labels,
        count=_count(connection, correction),
        hits=tuple(islice(_hits(connection, correction, after), limit)),
    )


def check_chosen(
    connection: Connection, correction: Correction, chosen: Collection[str] | None, *, join: bool
) -> frozenset[str] | None:
    """Return the whole ids of the statements that were chosen, None for all. Raises JoinsPeople, BadJudgement.

    Those that the correction has reached already may be among them.
    """
    found = [recall_statement(connection, each) for each in chosen or ()]
    for hit in found:
        done = name_key(hit.statement.entity) == name_key(correction.now)
        if not done and not (hit.judged_at is None and _meant(correction, hit)):
            raise BadJudgement(f"{hit.statement.id} is none of the statements that {correction.given} speaks of, too.")
    if correction.was and not join:
        named = chosen is None or any(calls(" ".join(hit.source), correction.was) for hit in found)
        if named:
            refuse_join(connection, correction.was, correction.now, corrected=False)
    return None if chosen is None else frozenset(hit.statement.id for hit in found)


def correct_page(
    connection: Connection, correction: Correction, chosen: frozenset[str] | None, made: Made
) -> tuple[list[Judgement], str | None]:
    """Correct the statements of the next page, and return the judgements and where to go on, None at the end."""
    hits = (hit for hit in _hits(connection, correction, made.after) if chosen is None or hit.statement.id in chosen)
    first = next(hits, None)
    if first is None:
        return [], None
    found = [first, *takewhile(lambda hit: hit.reading_id == first.reading_id, hits)]
    document = document_of(connection, reading_of(int(read_cursor("s", first.cursor, (int, int))[1])))
    said = f"{correction.was or 'who speaks with the same words'} is {correction.now}"
    judged = [
        Judgement(
            kind="correct",
            by=made.by,
            at=made.at,
            page_id=hit.page_id,
            anchors=anchors,
            labels=correction.labels,
            note=f"Came with {correction.given}: {said}.",
        )
        for hit in found
        if (anchors := anchor_statement(document, hit.statement))
    ]
    page_key = store_judgements(connection, first.page_id, judged)
    follow_page(connection, page_key)
    recount(connection, page_key)
    return judged, found[-1].cursor


def _hits(connection: Connection, correction: Correction, after: str | None) -> Iterator[Hit]:
    """Yield the statements that a correction speaks of, those of the newest readings first."""
    if correction.was is None and (not correction.words or is_pronoun(correction.words)):
        return
    query = Query(entity=correction.was, page_id=correction.page_id, after=after, limit=_PART)
    unjudged = statements.c.judgement_key.is_(None)
    while True:
        found = find_rows(connection, query, HIT_COLUMNS, HIT_TABLES, unjudged)
        hits = (make_hit(row, make_cursor("s", 0, row.key)) for row, _ in found.rows)
        yield from (hit for hit in hits if _meant(correction, hit))
        if found.after is None:
            return
        query = replace(query, after=found.after)


def _meant(correction: Correction, hit: Hit) -> bool:
    if correction.page_id not in (None, hit.page_id):
        return False
    if correction.was is not None:
        return name_key(hit.statement.entity) == name_key(correction.was)
    return hit.statement.entity is None and fold(" ".join(hit.source)) == correction.words


def _count(connection: Connection, correction: Correction) -> int:
    if correction.was is None or correction.page_id is not None:
        return sum(1 for _ in _hits(connection, correction, None))
    named = (statements.c.entity_key == name_key(correction.was), statements.c.judgement_key.is_(None))
    return int(connection.execute(select(func.count()).select_from(CURRENT).where(*named, *shown())).scalar_one())


def _one_page(page_id: str, asked: str | None) -> str:
    """Return the page of a correction that holds on its page only. Raises BadJudgement for another."""
    if asked not in (None, page_id):
        raise BadJudgement(f"Nobody was named before: the words of a source are the same person on {page_id} only.")
    return page_id
