"""Ask before two people that the ledger knows are made one.

In: two names. Out: nothing, or JoinsPeople, which names both and how many statements each has.

A person is known by statements of current readings with this name and `naming` `named`, besides those that are being
judged. Spellings of one name are joined without asking, and so is what a person said to be one before.
"""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import Connection, func, or_, select

from sayso.errors import JoinsPeople
from sayso.ledger.ask.search import shown
from sayso.ledger.index.counted import name_key
from sayso.ledger.reach.spellings import are_variants
from sayso.ledger.store.schema import aliases, current_readings, statements


def refuse_join(
    connection: Connection, was: str, now: str, *, besides: Collection[str] = (), corrected: bool = True
) -> None:
    """Raise JoinsPeople where both names are of known people.

    `besides` are ids of statements that do not count; without `corrected` a person is not known by corrections alone.
    """
    if name_key(was) == name_key(now) or are_variants(was, now) or _said_before(connection, was, now):
        return
    if not _statements_of(connection, was, besides) or not _statements_of(
        connection, now, besides, corrected=corrected
    ):
        return
    told = " and ".join(f"{name!r} ({_counted(_statements_of(connection, name))})" for name in (was, now))
    raise JoinsPeople(
        f"{told} are two people in this ledger, and this would make them one: if they are, say so with join."
    )


def _counted(count: int) -> str:
    return f"{count} statement{'' if count == 1 else 's'}"


def _said_before(connection: Connection, was: str, now: str) -> bool:
    pair = (aliases.c.alias_key == name_key(was), aliases.c.judgement_id.is_not(None))
    names = connection.execute(select(aliases.c.name).where(*pair)).scalars()
    return any(name_key(name) == name_key(now) for name in names)


def _statements_of(connection: Connection, name: str, besides: Collection[str] = (), *, corrected: bool = True) -> int:
    chosen = (
        select(func.count())
        .select_from(statements.join(current_readings, current_readings.c.reading_key == statements.c.reading_key))
        .where(statements.c.entity_key == name_key(name), func.coalesce(statements.c.naming, "") == "named", *shown())
    )
    if not corrected:
        chosen = chosen.where(statements.c.status != "corrected")
    if besides:
        ids = tuple(besides)
        judged = or_(statements.c.id.in_(ids), func.coalesce(statements.c.judged_id, "").in_(ids))
        chosen = chosen.where(~judged)
    return int(connection.execute(chosen).scalar_one())
