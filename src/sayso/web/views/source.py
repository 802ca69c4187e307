"""What a source said, on a time line, and through whose hands it came.

In: statements of one source. Out: the dots of a time line, and counts of acts and of named hands.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from sayso.labels import ACTS
from sayso.ledger import Hit
from sayso.records import day_of
from sayso.report.statement import as_form
from sayso.web.charts import Dot


def dots_of(hits: Iterable[Hit]) -> tuple[Dot, ...]:
    """Return a dot for each statement, in rows by act."""
    return tuple(
        Dot(
            day=day_of(hit.published),
            row=hit.statement.act or "other",
            address=f"/statements/{hit.statement.id}",
            name=" … ".join(as_form(words, hit.statement.form) for words in hit.content),
        )
        for hit in hits
    )


def count_acts(hits: Sequence[Hit]) -> tuple[tuple[str, int], ...]:
    """Return how often each act occurs, in the order of the label book."""
    counts = Counter(hit.statement.act for hit in hits)
    return tuple((act, counts[act]) for act in ACTS if counts[act])


def count_hands(hits: Iterable[Hit], name: str) -> tuple[tuple[str, int], ...]:
    """Return through which named hands the statements came, the most frequent first."""
    through: Counter[str] = Counter()
    for hit in hits:
        through.update({link.entity for link in hit.statement.chain if link.rel != "speaker" and link.entity})
    through.pop(name, None)
    return tuple(through.most_common(12))
