"""Count what lists and filters need of claims, decide which are shown, and index their words.

In: claims whose members changed. Out: their rows as `claims.linking.link` counts them, done in SQL since a wire story
has thousands of members; claims without members are removed.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from typing import Any

from sqlalchemy import ColumnElement, Connection, and_, bindparam, case, delete, func, or_, select, update

from sayso.claims.linking.origins import CORROBORATES, origins
from sayso.ledger.claims.people.said import any_said, said_of
from sayso.ledger.claims.rows import batches, load
from sayso.ledger.store.claim_tables import (
    claim_changes,
    claim_relations,
    claims,
    former_claims,
    members,
    mentions,
    sayings,
)
from sayso.ledger.store.fulltext import add_words, claim_words

_CORROBORATING = and_(
    members.c.stand == "asserts",
    or_(
        members.c.sure.is_(None),
        members.c.sure >= CORROBORATES,
        members.c.mention_key
        == select(claims.c.worded_key).where(claims.c.key == members.c.claim_key).scalar_subquery(),
    ),
)  # as `claims.linking.origins.is_sure` has it
_ASSERTS, _DENIES = members.c.stand == "asserts", members.c.stand == "denies"


def sum_up(connection: Connection, wanted: Collection[int], reworded: Collection[int]) -> None:
    """Count some claims anew; `reworded` are those whose words changed."""
    counted = _counted(connection, wanted)
    marked = _marked(connection, wanted)
    crossed = _crossed(connection, wanted)
    rows, gone, words = [], [], set()
    unshown: set[int] = set()
    number = int(connection.execute(select(func.max(claims.c.number))).scalar() or 0)
    columns = (claims.c.key, claims.c.number, claims.c.text, claims.c.title)
    for some in batches(wanted):
        for row in connection.execute(select(*columns).where(claims.c.key.in_(some)).order_by(claims.c.key)):
            if row.key not in counted:
                gone.append(row)
                continue
            mark = marked.get(row.key, {"title": None, "status": "machine"})
            shown = counted[row.key].pop("shown") or row.key in crossed or row.key in marked
            new = {"this": row.key, **counted[row.key], **mark, "number": row.number if shown else None}
            if shown and row.number is None:
                number += 1
                new["number"] = number
            if new["number"] != row.number or new["title"] != row.title or row.key in reworded:
                unshown |= {row.number} - {None}
                words |= {(new["number"], f"{new['title'] or ''}\n{row.text}")} if shown else set()
            rows.append(new)
    unshown |= {row.number for row in gone} - {None}
    if rows:
        connection.execute(update(claims).where(claims.c.key == bindparam("this")), rows)
    for some in batches(unshown):
        connection.execute(delete(claim_words).where(claim_words.c.rowid.in_(some)))
    add_words(connection, claim_words, [{"rowid": at, "text": text} for at, text in sorted(words)])
    _remove(connection, {row.key for row in gone})


def _counted(connection: Connection, wanted: Collection[int]) -> dict[int, dict[str, Any]]:
    def different(column: ColumnElement[Any], *conditions: ColumnElement[bool]) -> ColumnElement[int]:
        return func.count(func.distinct(case((and_(*conditions), column))))

    stated = or_(_ASSERTS, _DENIES)
    chosen = select(
        members.c.claim_key,
        func.count().label("mentions"),
        func.count(func.distinct(members.c.page_key)).label("pages"),
        func.count(func.distinct(members.c.holder)).label("holders"),
        different(members.c.origin, _CORROBORATING, members.c.origin_named).label("independent"),
        different(members.c.origin, _CORROBORATING, ~members.c.origin_named).label("unknown"),
        different(members.c.holder, _ASSERTS).label("asserting"),
        different(members.c.holder, _DENIES).label("denying"),
        different(members.c.holder, stated).label("both"),
        func.min(members.c.day).label("first_day"),
        func.max(members.c.day).label("last_day"),
    ).group_by(members.c.claim_key)
    silent = _silent(connection, wanted)
    found = {
        row.claim_key: {
            "mentions": row.mentions,
            "pages": row.pages,
            "holders": row.holders,
            "independent": row.independent,
            "unknown": row.unknown + silent.get(row.claim_key, 0),
            "contested": bool(row.asserting and row.denying and row.both > 1),
            "first_day": row.first_day,
            "last_day": row.last_day,
            "shown": bool(row.denying or row.pages > 1 or row.holders > 1),
        }
        for some in batches(wanted)
        for row in connection.execute(chosen.where(members.c.claim_key.in_(some)))
    }
    for claim, independent in _different(connection, {key for key, row in found.items() if row["independent"] > 1}):
        found[claim]["independent"] = independent
    return found


def _different(connection: Connection, wanted: Collection[int]) -> Iterator[tuple[int, int]]:
    """Yield how many of the named origins of each claim are clearly different, one mention of each outlet asked."""
    for some in batches(wanted):
        chosen = (
            select(members.c.claim_key, func.min(members.c.mention_key).label("mention_key"))
            .join(mentions, mentions.c.key == members.c.mention_key)
            .where(members.c.claim_key.in_(some), _CORROBORATING, members.c.origin.is_not(None))
            .group_by(members.c.claim_key, members.c.origin, mentions.c.outlet)
        )
        asked: dict[int, list[int]] = defaultdict(list)
        for row in connection.execute(chosen):
            asked[row.claim_key].append(row.mention_key)
        kept = load(connection, {key for keys in asked.values() for key in keys})
        for claim, keys in asked.items():
            yield claim, len(origins(kept[key].told for key in sorted(keys))[0])


def _silent(connection: Connection, wanted: Collection[int]) -> dict[int, int]:
    """Return how many pages assert each claim in their own voice alone."""
    found: dict[int, int] = defaultdict(int)
    for some in batches(wanted):
        asserting = select(members.c.claim_key, members.c.page_key).where(members.c.claim_key.in_(some), _CORROBORATING)
        pages = asserting.group_by(members.c.claim_key, members.c.page_key)
        for row in connection.execute(pages.having(func.sum(case((members.c.voiced, 1), else_=0)) == 0)):
            found[row.claim_key] += 1
    return found


def _crossed(connection: Connection, wanted: Collection[int]) -> set[int]:
    """Return which claims another contradicts."""
    found: set[int] = set()
    for some in batches(wanted):
        for column in (claim_relations.c.a_key, claim_relations.c.b_key):
            there = select(column).where(column.in_(some), claim_relations.c.kind == "contradicts")
            found |= set(connection.execute(there).scalars())
    return found


def _marked(connection: Connection, wanted: Collection[int]) -> dict[int, dict[str, Any]]:
    """Return what people made of claims: the latest word on status and on title, of the claim that has most of it."""
    if not any_said(connection):
        return {}
    keys = {
        row.key: row.claim_key
        for some in batches(wanted)
        for row in connection.execute(select(sayings.c.key, sayings.c.claim_key).where(sayings.c.claim_key.in_(some)))
    }
    found: dict[int, dict[str, Any]] = {}
    for said in said_of(connection, keys):
        claim, kind = _most(said.mentions, keys), said.judgement.kind
        if claim is None or kind == "split":
            continue
        mark = found.setdefault(claim, {"title": None, "status": "machine"})
        if kind == "rename":
            mark["title"] = said.judgement.text
        elif kind == "reject":
            mark["status"] = "rejected"
        else:
            mark["status"] = "confirmed"
    return found


def _most(held: Collection[int], keys: Mapping[int, int]) -> int | None:
    """Return the claim that more than half of some sayings are of."""
    counted: dict[int, int] = defaultdict(int)
    for saying in held:
        if saying in keys:
            counted[keys[saying]] += 1
    best = min(((-count, claim) for claim, count in counted.items()), default=None)
    return best[1] if best and -best[0] * 2 > len(held) else None


def _remove(connection: Connection, gone: Collection[int]) -> None:
    for some in batches(gone):
        for column in (
            claim_relations.c.a_key,
            claim_relations.c.b_key,
            claim_changes.c.before_key,
            claim_changes.c.after_key,
            former_claims.c.claim_key,
        ):
            connection.execute(delete(column.table).where(column.in_(some)))
        connection.execute(delete(claims).where(claims.c.key.in_(some)))
