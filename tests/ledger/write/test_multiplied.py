"""A multiplied ledger answers as one of so many pages, and its sums are those of its rows."""

from __future__ import annotations

from benchmarks.make_ledger import fill
from benchmarks.multiply import MARK, multiply
from sqlalchemy import func, inspect, select, text

from sayso.ledger import Query, open_ledger
from sayso.ledger.store.schema import metadata, source_pages, source_tallies, sources

from .test_made_ledger import shape_of


def test_a_multiplied_ledger_is_whole(target: str) -> None:
    with open_ledger(target) as ledger:
        empty = shape_of(inspect(ledger._engine))
        fill(target, 130, seed=3)
        before, documents, known = ledger.status(), ledger.documents(limit=100), len(ledger.sources(limit=10_000))
        assert multiply(target, 11) == 11 * 130
        assert shape_of(inspect(ledger._engine)) == empty
        after = ledger.status()
        assert (after.statements, after.pages) == (12 * before.statements, 12 * before.pages)
        found = ledger.documents(limit=1_000)
        assert len({each.page_id for each in found}) == 12 * len(documents)
        assert len({each.published for each in found}) > len({each.published for each in documents})
        assert len(list(ledger.search(Query(comments=True)))) == after.statements
        assert len(ledger.sources(limit=10_000)) > 5 * known
        word = "after"  # most statements hold it, whatever the copy
        ours = [hit for hit in ledger.search(Query(words=word)) if not hit.in_document]
        assert len(ours) % 12 == 0
        assert ours
        with ledger._engine.connect() as connection:
            for table in metadata.sorted_tables:
                for row in connection.execute(select(table)):
                    assert not any(isinstance(value, str) and MARK in value for value in row), table.name
            summed = select(source_pages.c.source_id, func.sum(source_pages.c.statements), func.count())
            rows = connection.execute(summed.group_by(source_pages.c.source_id)).all()
            told = connection.execute(select(sources.c.id, sources.c.statements, sources.c.pages)).all()
            assert sorted(map(tuple, rows)) == sorted(map(tuple, told))
            named = select(source_tallies.c.source_id, func.sum(source_tallies.c.statements))
            named = named.where(source_tallies.c.field == "name").group_by(source_tallies.c.source_id)
            assert sorted(map(tuple, connection.execute(named))) == sorted((i, n) for i, n, _ in told)
            for words in ("statement_words", "document_words"):
                assert connection.execute(text(f"SELECT count(*) FROM {words}")).scalar_one() == 12 * (
                    130 if words == "statement_words" else len(documents)
                )
