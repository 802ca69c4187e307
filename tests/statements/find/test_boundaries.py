"""Where contents end: not at the words before the last, not in the text's own remarks."""

from __future__ import annotations

import re
from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.records import Span
from sayso.statements.find.boundaries import set_boundaries


@pytest.mark.parametrize(
    ("content", "kept"),
    [
        ("that the ferry would not sail and although", "that the ferry would not sail"),
        ("that the ferry would not sail, but,", "that the ferry would not sail"),
        ("that a ship was near the | port, and left", "that a ship was near the port"),
        ("that he is | mayor. Then", "that he is mayor"),
        ("that the state would cut | taxes.", "that the state would cut taxes"),
        ("that the state would cut | taxes and wages.", "that the state would cut"),
        ("that he went to | see what the others had long since found, and left", "that he went to"),
        ("that nobody knew when", "that nobody knew when"),
        ("that ships had sunk, but this has never been backed up with evidence", "that ships had sunk"),
        ("that ships had sunk although it could not be independently verified.", "that ships had sunk"),
        ("that ships had sunk, but those reports remain unconfirmed", "that ships had sunk"),
        (
            "that ships sank, but it could not be confirmed whose",
            "that ships sank, but it could not be confirmed whose",
        ),
        ("“ships sank, but this has not been confirmed”", "“ships sank, but this has not been confirmed”"),
        ("that it was not verified", "that it was not verified"),
        ("and", "and"),
        ("—", ""),
    ],
)
def test_cases(content: str, kept: str) -> None:
    given_, _, after = content.partition("| ")
    text = f"Some say {given_}{after}"
    spans = _settled(text, [Span(start=9, end=9 + len(given_.rstrip()))])
    assert "".join(text[span.start : span.end] for span in spans) == kept


def test_a_remark_in_a_range_of_its_own_goes_whole() -> None:
    text = "They claim that ships had sunk, but this has never been proven. No one asked."
    spans = _settled(text, [Span(start=11, end=30), Span(start=36, end=62)])
    assert [text[span.start : span.end] for span in spans] == ["that ships had sunk"]


@given(
    text=st.text(alphabet="ab ,.“”", max_size=20).map(lambda end: "it rained and " + end + ", but this was not proven"),
    cuts=st.lists(st.integers(0, 60), max_size=6),
)
def test_spans_open_in_what_was_given_and_run_into_nothing(text: str, cuts: list[int]) -> None:
    edges = sorted({cut for cut in cuts if cut <= len(text)})
    spans = [Span(start=start, end=end) for start, end in zip(edges[::2], edges[1::2], strict=False)]
    others, content = spans[:1], spans[1:]
    settled = _settled(text, content, others)
    for span in settled:
        assert any(held.start <= span.start < held.end for held in content)
        assert not any(span.overlaps(other) for other in (*others, *settled) if other is not span)


def test_a_content_runs_neither_into_the_cue_nor_out_of_its_room() -> None:
    text = "The ferry will leave at the said time, says the mayor."
    content = [Span(start=0, end=27)]
    assert set_boundaries(text, [], [Span(start=28, end=32)], content, within=[Span(start=0, end=54)]) == tuple(content)
    assert set_boundaries(text, [], [], content, within=[Span(start=0, end=30)]) == tuple(content)
    assert set_boundaries(text, [], [], content, within=[Span(start=0, end=37)]) == (Span(start=0, end=37),)


@pytest.mark.parametrize(
    ("marked", "said"),
    [
        ("[The ships] {are said} to have sunk. No one saw it.", ["The ships", "to have sunk"]),
        ("[The ships] {are reported by} (the Courier), a daily, to have sunk.", ["The ships", "to have sunk"]),
        ("[The ships] {are reported by} (the Courier), sold to sailors, daily.", ["The ships"]),
        ("[The ships] are to be repaired, (the Courier) {said} to readers.", ["The ships"]),
    ],
)
def test_a_passive_cue_has_content_on_both_sides(marked: str, said: list[str]) -> None:
    text, parts = "", {"[": [], "{": [], "(": []}  # type: tuple[str, dict[str, list[Span]]]
    for plain, sign, held in re.findall(r"([^\[{(]*)(?:([\[{(])([^\]})]*)[\]})])?", marked):
        text += plain + held
        if sign:
            parts[sign].append(Span(start=len(text) - len(held), end=len(text)))
    spans = set_boundaries(text, parts["("], parts["{"], parts["["], within=[Span(start=0, end=len(text))])
    assert [text[span.start : span.end] for span in spans] == said


def _settled(text: str, content: list[Span], others: Sequence[Span] = ()) -> tuple[Span, ...]:
    return set_boundaries(text, [], others, content, within=[Span(start=0, end=len(text))])


@pytest.mark.parametrize(
    ("cue", "content", "kept"),
    [
        ("asked", "the harbour board to close the gate", "to close the gate"),
        ("urged", "all of its members not to sail", "not to sail"),
        ("called on", "Mayor Ann Tarn to resign", "to resign"),
        ("asked", "whether the board wanted to sail", "whether the board wanted to sail"),
        ("said", "the board had to close the gate", "the board had to close the gate"),
        ("asked", "to see the gate", "to see the gate"),
    ],
)
def test_whom_it_is_said_to_stands_before_the_content(cue: str, content: str, kept: str) -> None:
    text = f"Orr {cue} {content}."
    whole = Span(start=0, end=len(text))
    said = Span(start=text.index(content), end=len(text) - 1)
    held = set_boundaries(text, [Span(start=0, end=3)], [Span(start=4, end=4 + len(cue))], [said], within=[whole])
    assert [text[span.start : span.end] for span in held] == [kept]
