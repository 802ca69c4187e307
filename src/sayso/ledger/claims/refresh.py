"""Let the claims follow pages: only what a page touches is computed anew.

In: the keys of pages whose current reading, or what people judged of it, changed. Out: the rows of their mentions, and
of the claims these were or are of, as if everything were computed anew.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence

from sqlalchemy import Connection, delete, insert, select

from sayso.ledger.claims.between import note_changes, relate
from sayso.ledger.claims.grouping import Group, choose_claim, group_sayings
from sayso.ledger.claims.neighbourhoods import MOST, Joined, Neighbourhoods, neighbourhoods
from sayso.ledger.claims.pairs import chances_of, compare
from sayso.ledger.claims.people.anchoring import match_anchors, point_anchors
from sayso.ledger.claims.rows import (
    Kept,
    Known,
    add_mentions,
    batches,
    in_sayings,
    load,
    load_sayings,
    mention_row,
    saying_of,
)
from sayso.ledger.claims.sayings import Touched, settle
from sayso.ledger.claims.sketches import draw
from sayso.ledger.claims.sums import sum_up
from sayso.ledger.claims.told import PageTold, page_told
from sayso.ledger.claims.write import join_alone, join_copies, write_groups
from sayso.ledger.store.claim_tables import (
    claims,
    members,
    mentions,
    page_items,
    page_sketches,
    reading_mentions,
    saying_pairs,
    sayings,
    sketch_stems,
)
from sayso.ledger.store.codec import storable
from sayso.ledger.store.schema import current_readings

_AT_ONCE = 500  # sayings that are compared or grouped at once
_KEPT = ("saying", "near_start", "near_end", "share", "headline", "record", "text", "outlet", "day", "vector", "signs")


def refresh_pages(connection: Connection, page_keys: Iterable[int]) -> None:
    """Let the claims follow some pages."""
    touched, come = Touched(), []
    for page_key in page_keys:
        new, changed = _swap(connection, page_key)
        come += new
        touched.add(changed)
    regroup(connection, touched, come)


def regroup(connection: Connection, touched: Touched, come: Sequence[Kept] = (), *, bounded: bool = True) -> None:
    """Group anew what was touched, let the mentions that came join, and sum up the claims."""
    there = _still(connection, touched.grouped | touched.copied)
    touched.copied &= there
    found = neighbourhoods(connection, touched.grouped & there, most=MOST if bounded else None)
    done, known = Touched(), {each.key: each for each in come}
    for some in _in_parts(connection, found.whole):
        done.add(write_groups(connection, _groups(connection, some, found, known), touched.grouped, known))
    for saying in sorted(found.crowded):
        done.add(_join_one(connection, saying))
    grouped = done.claims | touched.claims
    done.add(join_copies(connection, touched.copied, come))
    done.add(touched)
    near = relate(connection, grouped)
    sum_up(connection, done.claims | near, done.reworded)
    note_changes(connection, _existing(connection, done.claims | near))


def make_anew(connection: Connection) -> None:
    """Compute all claims anew from the readings; claims go on under their ids."""
    read = select(current_readings.c.page_key).order_by(current_readings.c.reading_key)
    read = read.join(reading_mentions, reading_mentions.c.reading_key == current_readings.c.reading_key)
    pages = dict.fromkeys(connection.execute(read).scalars().all())
    gone = connection.execute(select(mentions.c.page_key).distinct()).scalars().all()
    touched, come = Touched(), []
    for table in (page_sketches, sketch_stems, saying_pairs):
        connection.execute(delete(table))
    for page_key in (*pages, *sorted(set(gone) - pages.keys())):
        new, changed = _swap(connection, page_key, compared=False)
        come += [each for each in new if each.saying not in changed.grouped]
        touched.add(changed)
    for page_key in pages:
        drawn = draw(connection, [page_key])
        compare(connection, drawn, {number for each in drawn.values() for number in each.sketch.numbers.tolist()})
    every = connection.execute(select(sayings.c.key)).scalars().all()
    touched.grouped |= set(every)
    regroup(connection, touched, come, bounded=False)


def bring_up(connection: Connection) -> None:
    """Make the claims of a ledger anew that has nothing yet by which mentions are compared."""
    if connection.execute(select(page_sketches.c.part).limit(1)).scalar() is None:
        make_anew(connection)


def _swap(connection: Connection, page_key: int, *, compared: bool = True) -> tuple[list[Kept], Touched]:
    """Let the mentions of a page be those that it tells now; return those that came, and what that touched."""
    told = page_told(connection, page_key)
    _write_items(connection, page_key, told)
    anchored = match_anchors(connection, page_key, told)
    apart = {each.mention: each.apart for each in anchored.values() if each.apart}
    by_id = {place.told.mention.id: place for place in told.places}
    rows = {name: mention_row(place, name, saying_of(place.told, apart.get(name))) for name, place in by_id.items()}
    columns = (mentions.c.key, mentions.c.id, *(mentions.c[name] for name in _KEPT))
    before = {
        row["id"]: row for row in connection.execute(select(*columns).where(mentions.c.page_key == page_key)).mappings()
    }
    same = {
        name for name in rows.keys() & before.keys() if all(before[name][each] == rows[name][each] for each in _KEPT)
    }
    gone = [(row["key"], row["saying"]) for name, row in before.items() if name not in same]
    touched = Touched(claims=_leave(connection, [key for key, _ in gone]))
    new = [{**row, "page_key": page_key} for name, row in rows.items() if name not in same]
    keys = add_mentions(connection, new) if new else {}
    come = [
        Kept(key=keys[row["id"]], page_key=page_key, saying=row["saying"], told=by_id[row["id"]].told) for row in new
    ]
    point_anchors(connection, anchored, keys | {name: before[name]["key"] for name in same})
    touched.add(settle(connection, page_key, gone, come, compared=compared))
    return come, touched


def _leave(connection: Connection, keys: Collection[int]) -> set[int]:
    """Remove mentions, and return the claims that they were of."""
    left: set[int] = set()
    for some in batches(keys):
        left |= set(connection.execute(select(members.c.claim_key).where(members.c.mention_key.in_(some))).scalars())
        connection.execute(delete(members).where(members.c.mention_key.in_(some)))
        connection.execute(delete(mentions).where(mentions.c.key.in_(some)))
    return left


def _write_items(connection: Connection, page_key: int, told: PageTold) -> None:
    connection.execute(delete(page_items).where(page_items.c.page_key == page_key))
    rows = [
        {
            "page_key": page_key,
            "start": each.span.start,
            "end": each.span.end,
            "kind": each.kind,
            "words": storable(each.words),
        }
        for each in told.items
    ]
    if rows:
        connection.execute(insert(page_items), rows)


def _groups(connection: Connection, parts: Iterable[set[int]], found: Neighbourhoods, known: Known) -> list[Group]:
    """Return the claims of some neighbourhoods."""
    some = list(parts)
    inside = {saying for part in some for saying in part}
    heads = select(sayings.c.key, sayings.c.mention_key)
    standing = {row.mention_key: row.key for row in in_sayings(connection, heads, inside)}
    kept = {standing[key]: each for key, each in load(connection, standing, known).items()}
    where = {saying: at for at, part in enumerate(some) for saying in part}
    chances: dict[int, dict[tuple[int, int], float]] = {}
    for pair, chance in chances_of(connection, {saying for part in some if len(part) > 1 for saying in part}).items():
        if where[pair[0]] == where[pair[1]]:
            chances.setdefault(where[pair[0]], {})[pair] = chance
    made: list[Group] = []
    for at, part in enumerate(some):
        said = [each for each in found.said if (each.mentions | each.others) & part]
        made += group_sayings({saying: kept[saying] for saying in part}, chances.get(at, {}), said)
    return made


def _in_parts(connection: Connection, whole: Collection[set[int]]) -> Iterator[list[set[int]]]:
    """Yield neighbourhoods in parts that fit into memory; those that share a claim so far stay together."""
    if not whole:
        return
    if sum(map(len, whole)) <= _AT_ONCE:
        yield list(whole)
        return
    ordered = list(whole)
    joined = Joined()
    first: dict[int, int] = {}
    where = {saying: at for at, part in enumerate(ordered) for saying in part}
    for some in batches(where):
        held = select(sayings.c.key, sayings.c.claim_key).where(sayings.c.key.in_(some))
        for row in connection.execute(held):
            here = where[row.key]
            joined.join(here, here if row.claim_key is None else first.setdefault(row.claim_key, here))
    part: list[set[int]] = []
    for together in joined.sets():
        part += [ordered[at] for at in together]
        if sum(map(len, part)) >= _AT_ONCE:
            yield part
            part = []
    if part:
        yield part


def _join_one(connection: Connection, saying: int) -> Touched:
    """Let a saying that is new join a claim of its crowded neighbourhood, or make one of its own."""
    if connection.execute(select(sayings.c.claim_key).where(sayings.c.key == saying)).scalar() is not None:
        return Touched()
    met = {
        row.other: row.chance for row in connection.execute(select(saying_pairs).where(saying_pairs.c.one == saying))
    }
    near: set[int] = set()
    for some in batches(met):
        owners = connection.execute(select(sayings.c.claim_key).where(sayings.c.key.in_(some))).scalars()
        near |= {claim for claim in owners if claim is not None}
    held: dict[int, list[int]] = {}
    for some in batches(near):
        for row in connection.execute(select(sayings.c.key, sayings.c.claim_key).where(sayings.c.claim_key.in_(some))):
            held.setdefault(row.claim_key, []).append(row.key)
    kept = load_sayings(connection, {saying, *(each for some in held.values() for each in some)})
    chosen = choose_claim(kept[saying], met, {claim: [kept[each] for each in some] for claim, some in held.items()})
    if chosen is None:
        return write_groups(connection, [Group(sure={saying: None})], {saying})
    return join_alone(connection, saying, chosen)


def _still(connection: Connection, wanted: Collection[int]) -> set[int]:
    return {
        key
        for some in batches(wanted)
        for key in connection.execute(select(sayings.c.key).where(sayings.c.key.in_(some))).scalars()
    }


def _existing(connection: Connection, wanted: Collection[int]) -> set[int]:
    return {
        key
        for some in batches(wanted)
        for key in connection.execute(select(claims.c.key).where(claims.c.key.in_(some))).scalars()
    }
