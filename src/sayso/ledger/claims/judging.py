"""Take what a person says of a claim.

In: a claim, and what is said of it. Out: a judgement that holds on to places and words of pages, and claims as it has
them. Raises BadJudgement before anything is kept.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any, get_args

from sqlalchemy import Connection, Select, insert, select

from sayso.errors import BadJudgement
from sayso.ledger.claims.refresh import refresh_pages, regroup
from sayso.ledger.claims.rows import batches, load
from sayso.ledger.claims.sayings import Touched
from sayso.ledger.judge.anchors import anchor_spans
from sayso.ledger.judge.apply import check_name
from sayso.ledger.store.claim_tables import claim_anchors, claim_judgements, claims, members, mentions
from sayso.ledger.store.codec import pack, unpack
from sayso.ledger.store.folding import fold
from sayso.ledger.store.schema import current_readings, documents, pages, readings
from sayso.records import ClaimJudgement, ClaimJudgementKind, Document, MentionAnchor

MOST = 500  # mentions of a claim that a judgement holds on to, one of each wording first
LONGEST = 300  # characters of a claim's name


@dataclass(frozen=True, slots=True, kw_only=True)
class Word:
    """What a person says: who, when, and what there is to it."""

    kind: ClaimJudgementKind
    by: str
    at: datetime
    other: int | None = None
    chosen: Collection[str] = ()
    text: str | None = None
    note: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class _Held:
    key: int
    page_key: int
    saying: int
    words: str
    anchor: MentionAnchor


def take_word(connection: Connection, claim: int, word: Word) -> ClaimJudgement:
    """Keep what a person says of the claim of this key, and let claims tell it. Raises BadJudgement."""
    _check(claim, word)
    if word.kind == "split":
        chosen = _chosen(connection, claim, word.chosen)
        mine = _held(connection, claim, only=chosen)
        others = _held(connection, claim, without=chosen)
    else:
        mine = _held(connection, claim)
        others = _held(connection, word.other) if word.other is not None else []
    if not mine or (word.kind in ("merge", "split") and not others):
        raise BadJudgement("None of its mentions can be led back to its page, so the claim cannot be judged.")
    judgement = ClaimJudgement(
        kind=word.kind,
        by=word.by,
        at=word.at,
        mentions=tuple(each.anchor for each in mine),
        others=tuple(each.anchor for each in others),
        text=word.text,
        note=word.note,
    )
    if _keep(connection, judgement, mine, others):
        alone = _alone(mine, others) if word.kind == "split" else set()
        refresh_pages(connection, sorted({each.page_key for each in mine if each.key in alone}))
        held = [each.key for each in (*mine, *others)]
        regroup(connection, Touched(grouped=_sayings(connection, held), claims={claim, *_some(word.other)}))
    return judgement


def _some(key: int | None) -> tuple[int, ...]:
    return () if key is None else (key,)


def _check(claim: int, word: Word) -> None:
    check_name(word.by)
    kinds = get_args(ClaimJudgementKind)
    if word.kind not in kinds:
        raise BadJudgement(f"{word.kind!r} is nothing to say of a claim: there is {', '.join(kinds)}.")
    if (word.kind == "merge") != (word.other is not None):
        raise BadJudgement("A merge needs another claim, and nothing else has one.")
    if word.other == claim:
        raise BadJudgement("These are one claim already.")
    if (word.kind == "split") != bool(word.chosen):
        raise BadJudgement("A split needs the mentions that are to leave the claim, and nothing else has any.")
    text = word.text
    if (word.kind == "rename") != (text is not None):
        raise BadJudgement("A new name needs its words, and nothing else has any.")
    if text is not None and (not fold(text) or len(text) > LONGEST or not text.isprintable()):
        raise BadJudgement(f"The name of a claim is one line of at most {LONGEST} characters with a word in it.")


def _chosen(connection: Connection, claim: int, given: Collection[str]) -> set[int]:
    """Return the keys of mentions of a claim by their ids. Raises BadJudgement."""
    held = select(mentions.c.id, mentions.c.key).join(members, members.c.mention_key == mentions.c.key)
    known = {row.id: row.key for row in connection.execute(held.where(members.c.claim_key == claim))}
    strange = sorted(set(given) - known.keys())
    if strange:
        raise BadJudgement(f"{strange[0][:60]!r} is no mention of this claim.")
    if len(set(given)) == len(known):
        raise BadJudgement("All its mentions cannot leave a claim: reject it instead.")
    return {known[each] for each in given}


def _held(
    connection: Connection, claim: int, *, only: Collection[int] | None = None, without: Collection[int] = ()
) -> list[_Held]:
    """Return mentions of a claim with where they stand in their pages, one of each wording first."""
    chosen = select(members.c.mention_key, mentions.c.saying, claims.c.worded_key).where(members.c.claim_key == claim)
    chosen = chosen.join(mentions, mentions.c.key == members.c.mention_key)
    chosen = chosen.join(claims, claims.c.key == members.c.claim_key).order_by(mentions.c.id)
    rows = [
        row
        for row in connection.execute(chosen)
        if row.mention_key not in without and (only is None or row.mention_key in only)
    ]
    met: set[int] = set()
    ranked = []
    for at, row in enumerate(rows):
        ranked.append((row.mention_key != row.worded_key, row.saying in met, at, row.mention_key))
        met.add(row.saying)
    return _anchored(connection, [key for *_, key in sorted(ranked)[: None if only is not None else MOST]])


def _anchored(connection: Connection, keys: Sequence[int]) -> list[_Held]:
    kept = load(connection, keys)
    wanted = {each.page_key for each in kept.values()}
    found = {}
    by_page: dict[int, list[int]] = defaultdict(list)
    for key, each in kept.items():
        by_page[each.page_key].append(key)
    for some in batches(wanted):
        for row in connection.execute(_documents().where(current_readings.c.page_key.in_(some))):
            document = unpack(row.record, Document)
            for key in by_page[row.page_key]:
                each = kept[key]
                anchors = anchor_spans(document, each.told.mention.content)
                if anchors:
                    found[key] = _Held(
                        key=key,
                        page_key=each.page_key,
                        saying=each.saying,
                        words=fold(each.told.text),
                        anchor=MentionAnchor(page_id=row.id, content=anchors),
                    )
    return [found[key] for key in keys if key in found]


def _documents() -> Select[Any]:
    return (
        select(current_readings.c.page_key, pages.c.id, documents.c.record)
        .join(pages, pages.c.key == current_readings.c.page_key)
        .join(readings, readings.c.key == current_readings.c.reading_key)
        .join(documents, documents.c.key == readings.c.document_key)
    )


def _alone(mine: Sequence[_Held], others: Sequence[_Held]) -> set[int]:
    """Return the mentions that are split off from others of the very same words."""
    stay = {each.words for each in others}
    return {each.key for each in mine if each.words in stay}


def _keep(connection: Connection, judgement: ClaimJudgement, mine: Sequence[_Held], others: Sequence[_Held]) -> bool:
    """Keep a judgement, and tell whether it is new."""
    known = select(claim_judgements.c.key).where(claim_judgements.c.id == judgement.id)
    if connection.execute(known).scalar() is not None:
        return False
    row = {
        "id": judgement.id,
        "at": judgement.at.astimezone(UTC).isoformat(timespec="microseconds"),
        "record": pack(replace(judgement, mentions=(), others=())),
    }
    connection.execute(insert(claim_judgements), row)
    key = connection.execute(known).scalar_one()
    alone = _alone(mine, others) if judgement.kind == "split" else set()
    rows = [
        {
            "judgement_key": key,
            "page_key": each.page_key,
            "mention_key": each.key,
            "other": other,
            "alone": each.key in alone and not other,
            "record": pack(each.anchor),
        }
        for other, side in ((False, mine), (True, others))
        for each in side
    ]
    connection.execute(insert(claim_anchors), rows)
    return True


def _sayings(connection: Connection, keys: Collection[int]) -> set[int]:
    return {
        saying
        for some in batches(keys)
        for saying in connection.execute(select(mentions.c.saying).where(mentions.c.key.in_(some))).scalars()
    }
