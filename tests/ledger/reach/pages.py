"""Pages of invented news in which the same people speak, for tests of how far a correction reaches."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from sayso.ledger import judge_statement
from sayso.ledger.ledger import Ledger
from sayso.records import Judgement, Link, Reading, Statement
from tests.factory import make_document, make_reading, make_statement

NOON = datetime(2026, 3, 4, 12, tzinfo=UTC)


def said(number: int, *speakers: tuple[str, str | None]) -> Reading:
    """Return a reading of one page: in each paragraph somebody, by these words and of this name, says something."""
    lines = [f"{words} said that dam {number}.{at} held all night." for at, (words, _) in enumerate(speakers)]
    document = make_document("\n\n".join([f"Dams of the day {number}", *lines]))
    made = []
    for at, (words, entity) in enumerate(speakers):
        start = document.text.index(lines[at])
        statement = make_statement(document, words, "said", f"that dam {number}.{at} held all night")
        shift = start - document.text.index(words)
        source = replace(statement.source[0], start=start, end=statement.source[0].end + shift)
        cue = replace(statement.cue[0], start=source.end + 1, end=source.end + 5)
        made.append(named(replace(statement, source=(source,), cue=(cue,)), entity))
    return make_reading(document, statements=tuple(made))


def named(statement: Statement, entity: str | None) -> Statement:
    """Return a statement as a machine names its speaker."""
    naming = "named" if entity else "unnamed"
    chain = (Link(rel="speaker", span=statement.source[0], entity=entity, source_kind="expert", naming=naming),)
    return replace(
        statement, entity=entity, naming=naming, source_kind="expert", chain=chain, origin=entity or "somebody"
    )


def correct(ledger: Ledger, given: str, *, minutes: int = 0, join: bool = False, **labels: str | None) -> Judgement:
    """Correct a statement as it stands in the ledger now."""
    hit = ledger.statement(given)
    reading = ledger.reading(hit.reading_id)
    at = NOON + timedelta(minutes=minutes)
    made = judge_statement(reading, hit.statement, "correct", by="Ada Quist", at=at, labels=labels)
    return ledger.judge(made, join=join)
