"""Mentions of a page: where clauses are parted, in whose mouth they stand, what is told of them."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from sayso.claims.mentions.cutting import BEGIN, INSIDE, OUTSIDE
from sayso.claims.mentions.read import find_mentions, move_back
from sayso.language.claims import ClaimHeads
from sayso.language.encoder import States
from sayso.records import Block, Document, Mention, Segment, Span, Statement
from sayso.statements import Plain


class Told(ClaimHeads):
    """Heads that take marked words for clauses: [[a clause]]."""

    def tag(self, states: np.ndarray) -> np.ndarray:
        """Return the marks, which travel as states."""
        scores: np.ndarray = states
        return scores


def page_of(marked: str) -> tuple[Document, States]:
    """Return a page of one paragraph whose clauses are marked by [[ and ]], a word a piece."""
    text, starts, ends, rows = "", [], [], []
    inside = False
    for word in marked.split(" "):
        opens, closes = word.startswith("[["), word.endswith("]]")
        plain = word.removeprefix("[[").removesuffix("]]")
        tag = BEGIN if opens else INSIDE if inside else OUTSIDE
        inside = (opens or inside) and not closes
        text += " " if text else ""
        starts.append(len(text))
        text += plain
        ends.append(len(text))
        rows.append([-0.1 if number == tag else -6.0 for number in (OUTSIDE, BEGIN, INSIDE)])
    block = Block(role="paragraph", start=0, end=len(text), ranges=(Span(start=0, end=len(text)),))
    whole = Segment(text_start=0, text_end=len(text), page_start=0, page_end=len(text))
    document = Document(page_id="page_x", text=text, encoding="utf-8", blocks=(block,), offsets=(whole,))
    states = States(
        text=text,
        ids=np.zeros(len(starts), np.int64),
        starts=np.array(starts, np.int64),
        ends=np.array(ends, np.int64),
        vectors=np.array(rows, np.float32),
    )
    return document, states


def read(marked: str, *statements: Statement) -> list[Mention]:
    document, states = page_of(marked)
    return list(find_mentions(document, statements, states, Told(weights={})))


def words(marked: str) -> list[str]:
    document, _ = page_of(marked)
    return [document.quote(mention.content[0]) for mention in read(marked)]


def said(text: str, source: str, cue: str, content: str, **given: str) -> Statement:
    def span(part: str) -> tuple[Span, ...]:
        return (Span(start=text.index(part), end=text.index(part) + len(part)),)

    made = Statement(document_id="doc_x", source=span(source), cue=span(cue), content=span(content), form="indirect")
    return replace(made, **given)  # type: ignore[arg-type]  # labels are words


@pytest.mark.parametrize(
    ("marked", "parts"),
    [
        (
            "[[The lock gave way. Four barges were swept out]] overnight",
            ["The lock gave way", "Four barges were swept out"],
        ),
        (
            "[[the ferry turned back and they waited for the tide]]",
            ["the ferry turned back", "they waited for the tide"],
        ),
        ("[[killing 11 cows and wounding 30 sheep]]", ["killing 11 cows", "wounding 30 sheep"]),
        (
            "[[the flood killed 9 people and displaced 400 families]]",
            ["the flood killed 9 people", "displaced 400 families"],
        ),
        ("[[bread and salt were brought]]", ["bread and salt were brought"]),
    ],
)
def test_each_part_that_states_something_by_itself_is_a_mention(marked: str, parts: list[str]) -> None:
    assert words(marked) == parts


def test_what_is_too_short_to_state_anything_is_no_mention() -> None:
    assert words("[[and]] so [[the]] boats left") == []


def test_a_mention_is_in_the_mouth_of_the_innermost_speaker() -> None:
    marked = "Orla Feist said that [[the kiln was cold]] ."
    text = page_of(marked)[0].text
    mention = read(marked, said(text, "Orla Feist", "said", "the kiln was cold", entity="Orla Feist", naming="named"))[
        0
    ]
    assert (mention.voice, mention.holder, mention.named, mention.stand) == ("statement", "Orla Feist", True, "asserts")


def test_who_is_not_known_is_told_by_words_and_is_not_named() -> None:
    marked = "She said that [[the kiln was cold]] ."
    mention = read(marked, said(page_of(marked)[0].text, "She", "said", "the kiln was cold"))[0]
    assert (mention.holder, mention.named, mention.origin_named) == ("She", False, False)


def test_what_the_outlet_says_itself_has_no_holder() -> None:
    mention = read("[[The kiln was cold for a week]] .")[0]
    assert (mention.voice, mention.holder, mention.origin) == ("author", None, None)


def test_what_a_speaker_denies_is_denied() -> None:
    marked = "The guild denied that [[the kiln was cold]] ."
    statement = said(page_of(marked)[0].text, "The guild", "denied", "the kiln was cold", act="deny", entity="Guild")
    assert read(marked, statement)[0].stand == "denies"


def test_a_content_without_a_clause_is_a_mention_by_itself() -> None:
    marked = "The guild dismissed the tale of the cold kiln ."
    statement = said(page_of(marked)[0].text, "The guild", "dismissed", "the tale of the cold kiln", act="deny")
    assert [mention.stand for mention in read(marked, statement)] == ["denies"]


def test_mentions_of_a_plain_copy_go_back_to_the_letters_of_the_page() -> None:
    document = page_of("The of\u00adfice closed")[0]
    plain = Plain(document)
    mention = Mention(document_id=plain.document.id, content=(Span(start=4, end=10),), voice="author", stand="asserts")
    moved = move_back([mention], document.id, plain.span, {})[0]
    assert document.quote(moved.content[0]) == "of\u00adfice"
