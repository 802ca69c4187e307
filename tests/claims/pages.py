"""Four invented articles on one sunken barge, with the mentions a machine would read in them, and what links them.

In: nothing. Out: readings, and `ByWords`, to be used for `sayso.claims.linking.pairs.load_pair_trees`.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from sayso.claims.linking.likeness import FEATURES
from sayso.claims.mentions.numbers import measure_of, numbers
from sayso.claims.mentions.signs import read_signs
from sayso.records import Document, ItemMention, Link, Mention, Quantity, Reading, Span, Statement
from tests.factory import find, make_document, make_page, make_reading, make_statement

HERALD = (
    "Barge sinks at Ostrel lock\n\n"
    "Harbour chief Lena Brask said that at least 12 sailors were missing after the barge sank.\n\n"
    "The pumps of the barge had failed before it left, River Wire reported, citing an engineer.\n\n"
    "A leaked video shows water in the hold."
)
DAILY = (
    "Sailors sought below the lock\n\n"
    "Lock keeper Odo Kest said that 9 sailors were missing after the barge sank.\n\n"
    "Owner Timo Falk denied that the pumps of the barge had failed before it left. Falk would not speak of the video."
)
WIRE = (
    "Owner under question\n\n"
    "The pumps of the barge had failed before it left, an engineer told River Wire.\n\n"
    "Timo Falk, who owns it, said on Tuesday that the pumps of the barge had failed before it left. "
    "Brask said that about 15 sailors were missing after the barge sank."
)
SIGNAL = "Lock closed until Friday\n\nThe pumps of the barge had failed before it left. Traffic waits on both sides."
PUMPS = "The pumps of the barge had failed before it left"


class ByWords:
    """Stands for the trees that compare mentions: enough for texts as plain as these."""

    def chances(self, signs: NDArray[np.float32]) -> NDArray[np.float32]:
        """Return for each pair, of its signs, a chance by the words that it shares."""
        return np.where(signs[:, FEATURES.index("contained")] > 0.7, 0.9, 0.01).astype(np.float32)


def mention(document: Document, words: str, statement: Statement | None = None, **given: Any) -> Mention:
    """Return the mention of these words, by whom its statement says; in own voice without one."""
    span = find(document.text, words)
    return Mention(
        document_id=document.id,
        content=(span,),
        voice="statement" if statement else "author",
        stand=given.pop("stand", "asserts"),
        negative=read_signs(words).negative,
        statement=statement.id if statement else None,
        holder=given.pop("holder", statement.entity if statement else None),
        named=bool(statement and statement.entity),
        origin=given.pop("origin", statement.origin if statement else None),
        origin_named=given.pop("origin_named", bool(statement and statement.entity)),
        quantities=tuple(
            Quantity(
                span=Span(start=span.start + number.start, end=span.start + number.end),
                measure=measure_of(words, number, 0, len(words)),
                value=number.value,
                bound=number.bound,
                unit=number.unit,
            )
            for number in numbers(words)
        ),
        **given,
    )


def herald() -> Reading:
    """Return the first: a number, a report through two hands, a thing of proof."""
    document = make_document(HERALD, outlet="Ostrel Herald", published="2031-04-02")
    missing = "at least 12 sailors were missing after the barge sank"
    chief = _say(document, "Harbour chief Lena Brask", "said", f"that {missing}", "Lena Brask")
    hands = (
        Link(rel="speaker", span=find(HERALD, "an engineer"), naming="unnamed", source_kind="expert"),
        Link(rel="reported_by", span=find(HERALD, "River Wire"), entity="River Wire", naming="body"),
    )
    wire = make_statement(
        document, "River Wire", "reported", PUMPS, entity="River Wire", naming="body", source_kind="news_media",
        origin="an engineer via River Wire", chain=hands,
    )  # fmt: skip
    return _read(
        document,
        "herald",
        (chief, wire),
        (
            mention(document, missing, chief),
            mention(document, PUMPS, wire, origin_named=False),
        ),
        (ItemMention(span=find(HERALD, "A leaked video"), kind="video", words="A leaked video"),),
    )


def daily() -> Reading:
    """Return the second: another number, and a denial."""
    document = make_document(DAILY, outlet="Kerran Daily", published="2031-04-03")
    missing, pumps = "9 sailors were missing after the barge sank", PUMPS.replace("The", "the")
    keeper = _say(document, "Lock keeper Odo Kest", "said", f"that {missing}", "Odo Kest")
    owner = _say(document, "Owner Timo Falk", "denied", f"that {pumps}", "Timo Falk", act="deny")
    return _read(
        document,
        "daily",
        (keeper, owner),
        (mention(document, missing, keeper), mention(document, pumps, owner, denied=True)),
        (ItemMention(span=find(DAILY, "the video"), kind="video", words="the video"),),
    )


def wire() -> Reading:
    """Return the third: somebody unnamed through the outlet itself, a number, and the owner before he denied it."""
    document = make_document(WIRE, outlet="River Wire", published="2031-04-02")
    engineer = make_statement(
        document, "an engineer", "told", PUMPS, naming="unnamed", source_kind="expert", origin="an engineer"
    )
    said = mention(document, PUMPS, engineer, holder="an engineer", origin="an engineer via River Wire")
    pumps, missing = PUMPS.replace("The", "the"), "about 15 sailors were missing after the barge sank"
    owner = _say(document, "Timo Falk", "said on Tuesday", f"that {pumps}", "Timo Falk")
    chief = _say(document, "Brask", "said", f"that {missing}", "Lena Brask")
    told = (said, mention(document, pumps, owner), mention(document, missing, chief))
    return _read(document, "wire", (engineer, owner, chief), told)


def signal() -> Reading:
    """Return the fourth: the same in the outlet's own voice, from nobody."""
    document = make_document(SIGNAL, outlet="State Signal", published="2031-04-04")
    return _read(document, "signal", (), (mention(document, PUMPS),))


def four() -> tuple[Reading, ...]:
    """Return all of them."""
    return herald(), daily(), wire(), signal()


def _say(document: Document, source: str, cue: str, content: str, entity: str, **fields: Any) -> Statement:
    labels: dict[str, Any] = {"act": "assert", "naming": "named", "source_kind": "government", "origin": entity}
    return make_statement(document, source, cue, content, entity=entity, confidence=0.8, **(labels | fields))


def _read(
    document: Document,
    name: str,
    statements: tuple[Statement, ...],
    mentions: tuple[Mention, ...],
    items: tuple[ItemMention, ...] = (),
) -> Reading:
    page = make_page(document.text, location=f"{name}.txt")
    return make_reading(document, page=page, statements=statements, mentions=mentions, items=items)
