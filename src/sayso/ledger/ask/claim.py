"""Tell one claim with everything.

In: the key of a claim. Out: its members with where they stand, on whose word it rests, what lies between it and others,
whose line changes, things of proof spoken of beside it, what people said of it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import Connection, Row, or_, select

from sayso.ledger.answers import ClaimAnswer, ClaimBeside, ClaimItem, ClaimMember
from sayso.ledger.ask.claims import make_entry
from sayso.ledger.store.claim_tables import (
    claim_anchors,
    claim_changes,
    claim_judgements,
    claim_relations,
    claims,
    former_claims,
    members,
    mentions,
    page_items,
)
from sayso.ledger.store.codec import unpack
from sayso.ledger.store.schema import captures, current_readings, documents, pages, readings
from sayso.records import (
    Capture,
    Change,
    ClaimJudgement,
    ClaimOrigin,
    ClaimRelation,
    Mention,
    MentionAnchor,
    Span,
    Stated,
)

_MOST = 200  # relations, changes, items that are told
_BATCH = 500


def recall_claim(connection: Connection, key: int, *, limit: int) -> ClaimAnswer:
    """Return one claim, with its first members."""
    row = connection.execute(select(claims).where(claims.c.key == key)).one()
    held = _members(connection, key, limit)
    independent, unknown = _origins(held, row.worded_key)
    led = select(former_claims.c.id).where(former_claims.c.claim_key == key).order_by(former_claims.c.id)
    return ClaimAnswer(
        claim=make_entry(row),
        members=tuple(each.member for each in held),
        independent=independent,
        unknown=unknown,
        relations=tuple(_relations(connection, key, row.id)),
        changes=tuple(_changes(connection, key)),
        items=tuple(_items(connection, held)),
        judgements=judgements_of_claim(connection, key),
        former=tuple(connection.execute(led).scalars()),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Held:
    """A member, and the range of its page's text that is its own or its statement's."""

    member: ClaimMember
    mention_key: int
    page_key: int
    start: int
    end: int


def _members(connection: Connection, key: int, limit: int) -> list[_Held]:
    """Return members in the order of their publication, those without a day last."""
    said = ("page_key", "near_start", "near_end", "text", "outlet", "day", "record")
    chosen = (
        select(
            members.c.mention_key,
            members.c.stand,
            members.c.sure,
            *(mentions.c[name] for name in said),
            pages.c.id.label("page_id"),
            readings.c.id.label("reading_id"),
            documents.c.title,
            captures.c.record.label("capture"),
        )
        .join(mentions, mentions.c.key == members.c.mention_key)
        .join(current_readings, current_readings.c.page_key == members.c.page_key)
        .join(pages, pages.c.key == members.c.page_key)
        .join(readings, readings.c.key == current_readings.c.reading_key)
        .join(documents, documents.c.key == readings.c.document_key)
        .join(captures, captures.c.key == readings.c.capture_key)
        .where(members.c.claim_key == key)
        .order_by(members.c.day.is_(None), members.c.day, mentions.c.id)
    )
    return [_held(row) for row in connection.execute(chosen.limit(limit))]


def _held(row: Row[*tuple[Any, ...]]) -> _Held:
    mention = unpack(row.record, Mention)
    stated = Stated(
        mention=mention,
        stand=row.stand,
        text=row.text,
        page=mention.document_id,
        outlet=row.outlet,
        published=row.day,
        sure=row.sure,
    )
    member = ClaimMember(
        stated=stated,
        page_id=row.page_id,
        reading_id=row.reading_id,
        title=row.title,
        location=unpack(row.capture, Capture).location,
    )
    return _Held(
        member=member, mention_key=row.mention_key, page_key=row.page_key, start=row.near_start, end=row.near_end
    )


def _origins(held: Sequence[_Held], worded: int) -> tuple[tuple[ClaimOrigin, ...], tuple[ClaimOrigin, ...]]:
    from sayso.claims.linking.origins import is_sure, origins  # they load what compares mentions
    from sayso.claims.linking.told import Told

    return origins(
        [
            Told(mention=each.mention, page=each.page, text=each.text, outlet=each.outlet, published=each.published)
            for one in held
            for each in [one.member.stated]
            if each.stand == "asserts" and is_sure(each.sure, words_it=one.mention_key == worded)
        ]
    )


def _relations(connection: Connection, key: int, name: str) -> Iterator[ClaimBeside]:
    """Yield what lies between a claim and others, both ways."""
    for mine, other in (
        (claim_relations.c.a_key, claim_relations.c.b_key),
        (claim_relations.c.b_key, claim_relations.c.a_key),
    ):
        source = claim_relations.join(claims, claims.c.key == other)
        chosen = select(claims, claim_relations.c.kind, claim_relations.c.on).select_from(source).where(mine == key)
        for row in connection.execute(chosen.order_by(claims.c.key).limit(_MOST)):
            entry = make_entry(row)
            a, b = (name, entry.id) if mine is claim_relations.c.a_key else (entry.id, name)
            yield ClaimBeside(relation=ClaimRelation(a=a, b=b, kind=row.kind, on=row.on), other=entry)


def _changes(connection: Connection, key: int) -> Iterator[Change]:
    before, after = claims.alias(), claims.alias()
    source = claim_changes.join(before, before.c.key == claim_changes.c.before_key).join(
        after, after.c.key == claim_changes.c.after_key
    )
    there = or_(claim_changes.c.before_key == key, claim_changes.c.after_key == key)
    columns = (claim_changes, before.c.id.label("before"), after.c.id.label("after"))
    chosen = select(*columns).select_from(source).where(there).order_by(claim_changes.c.holder, before.c.key)
    for row in connection.execute(chosen.limit(_MOST)):
        yield Change(holder=row.holder, before=row.before, after=row.after, page=row.page, known=row.known)


def _items(connection: Connection, held: Sequence[_Held]) -> Iterator[ClaimItem]:
    """Yield the things of proof spoken of in the statements of the members, or in their own words."""
    by_page: dict[int, list[_Held]] = defaultdict(list)
    for each in held:
        by_page[each.page_key].append(each)
    told = 0
    for some in _parts(by_page):
        chosen = select(page_items).where(page_items.c.page_key.in_(some))
        for row in connection.execute(chosen.order_by(page_items.c.page_key, page_items.c.start)):
            beside = [each for each in by_page[row.page_key] if each.start <= row.start and row.end <= each.end]
            if beside and told < _MOST:
                told += 1
                yield ClaimItem(
                    kind=row.kind,
                    words=row.words,
                    page_id=beside[0].member.page_id,
                    span=Span(start=row.start, end=row.end),
                )


def judgements_of_claim(connection: Connection, key: int) -> tuple[ClaimJudgement, ...]:
    """Return what people said of the mentions of a claim, oldest first, with the anchors that are left."""
    held = select(claim_anchors.c.judgement_key).join(members, members.c.mention_key == claim_anchors.c.mention_key)
    keys = set(connection.execute(held.where(members.c.claim_key == key).distinct()).scalars())
    chosen = (
        select(claim_judgements.c.key, claim_judgements.c.record, claim_anchors.c.other, claim_anchors.c.record)
        .join(claim_anchors, claim_anchors.c.judgement_key == claim_judgements.c.key)
        .order_by(claim_judgements.c.at, claim_judgements.c.key, claim_anchors.c.key)
    )
    records: dict[int, str] = {}
    sides: dict[tuple[int, bool], list[MentionAnchor]] = defaultdict(list)
    for some in _parts(keys):
        for judged, record, other, anchor in connection.execute(chosen.where(claim_judgements.c.key.in_(some))):
            records[judged] = record
            sides[judged, other].append(unpack(anchor, MentionAnchor))
    return tuple(
        replace(
            unpack(record, ClaimJudgement),
            mentions=tuple(sides[judged, False]),
            others=tuple(sides[judged, True]),
        )
        for judged, record in records.items()
    )


def _parts(values: Collection[int]) -> Iterator[list[int]]:
    every = sorted(values)
    for at in range(0, len(every), _BATCH):
        yield every[at : at + _BATCH]
