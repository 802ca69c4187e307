"""Parts put together from scores made by hand."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from sayso.language.encoder import Scores
from sayso.language.pieces import Window
from sayso.statements.find.assembly import CONTENT, CUE, LEVELS, SOURCE, Parts, Range, assemble, read_ranges

SURE = 9.0


def make_scores(
    tags: Mapping[int, list[Range]],
    sources: Mapping[int, int],
    contents: Mapping[int, int],
    window: Window | None = None,
    size: int = 12,
    paragraphs: Sequence[int] = (0,) * 12,
    level: int = 0,
) -> Scores:
    """Return scores that are sure of ranges by role, of each cue piece's source and each content piece's cue."""
    logits = np.zeros((size, LEVELS, 3, 3), dtype=np.float32)
    logits[..., 0] = SURE
    for role, ranges in tags.items():
        for start, end in ranges:
            logits[start:end, level, role] = (0, 0, SURE)
            logits[start, level, role] = (0, SURE, 0)
    window = window or Window(start=0, end=size, first=0, last=size)
    return Scores(
        sequence=0,
        window=window,
        tags=logits,
        inner=np.zeros(size, dtype=np.float32),
        sides=make_sides(sources, contents, size + 2, level),
        near=np.zeros((2 * LEVELS, 3), dtype=np.float32),
        paragraphs=np.array(paragraphs),
        states=np.zeros((size, 4), dtype=np.float32),
    )


def make_sides(sources: Mapping[int, int], contents: Mapping[int, int], places: int, level: int) -> NDArray[np.float32]:
    """Return vectors whose products choose as told, and none, the opening piece at the first place, where not told."""
    sides = np.zeros((places, 2, 2 * LEVELS, places), dtype=np.float32)
    one = np.eye(places, dtype=np.float32) * SURE * np.sqrt(places)
    takes, taken = sides[:, 0], sides[:, 1]
    taken[:, 2 * level] = takes[:, 2 * level + 1] = np.eye(places)
    for at in range(places):
        takes[at, 2 * level] = one[sources.get(at - 1, -1) + 1]
        taken[at, 2 * level + 1] = one[contents.get(at - 1, -1) + 1]
    return sides


def test_a_split_quotation_is_one_statement() -> None:
    # "content content source cue content content"
    scores = make_scores(
        {SOURCE: [(3, 4)], CUE: [(4, 5)], CONTENT: [(0, 3), (5, 8)]},
        sources={4: 3},
        contents={0: 4, 1: 4, 2: 4, 5: 4, 6: 4, 7: 4},
    )
    assert list(assemble(scores)) == [Parts(source=((3, 4),), cue=((4, 5),), content=((0, 3), (5, 8)))]


def test_one_source_serves_two_cues() -> None:
    scores = make_scores(
        {SOURCE: [(0, 1)], CUE: [(1, 2), (5, 6)], CONTENT: [(2, 5), (6, 9)]},
        sources={1: 0, 5: 0},
        contents={2: 1, 3: 1, 4: 1, 6: 5, 7: 5, 8: 5},
    )
    assert [parts.source for parts in assemble(scores)] == [((0, 1),), ((0, 1),)]
    assert [parts.content for parts in assemble(scores)] == [((2, 5),), ((6, 9),)]


def test_a_cue_that_chooses_none_has_no_source() -> None:
    scores = make_scores({SOURCE: [(0, 1)], CUE: [(2, 3)], CONTENT: [(3, 6)]}, sources={}, contents={3: 2, 4: 2, 5: 2})
    assert [parts.source for parts in assemble(scores)] == [()]


def test_contents_that_hang_on_none_are_left_out() -> None:
    scores = make_scores({CUE: [(2, 3)], CONTENT: [(3, 5), (7, 9)]}, sources={}, contents={3: 2, 4: 2})
    assert [parts.content for parts in assemble(scores)] == [((3, 5),)]


def test_a_window_reports_only_the_cues_it_owns_and_counts_from_the_sequence() -> None:
    window = Window(start=100, end=112, first=104, last=112)
    scores = make_scores(
        {CUE: [(2, 3), (6, 7)], CONTENT: [(3, 5), (7, 9)]}, {}, {3: 2, 4: 2, 7: 6, 8: 6}, window=window
    )
    assert list(assemble(scores)) == [Parts(source=(), cue=((106, 107),), content=((107, 109),))]


def test_a_content_keeps_to_its_cue_s_paragraph_where_it_can() -> None:
    paragraphs = [0] * 6 + [1] * 6
    tags = {CUE: [(2, 3)], CONTENT: [(3, 5), (7, 9)]}
    both = make_scores(tags, {}, {3: 2, 4: 2, 7: 2, 8: 2}, paragraphs=paragraphs)
    assert [parts.content for parts in assemble(both)] == [((3, 5),)]
    away = make_scores({CUE: [(2, 3)], CONTENT: [(7, 9)]}, {}, {7: 2, 8: 2}, paragraphs=paragraphs)
    assert [parts.content for parts in assemble(away)] == [((7, 9),)]


def test_a_hole_of_one_piece_in_a_content_is_filled_unless_the_cue_stands_there() -> None:
    tags = {CUE: [(0, 1)], CONTENT: [(1, 4), (5, 8)]}
    chosen = dict.fromkeys((1, 2, 3, 5, 6, 7), 0)
    assert [parts.content for parts in assemble(make_scores(tags, {}, chosen))] == [((1, 8),)]
    tags = {CUE: [(4, 5)], CONTENT: [(1, 4), (5, 8)]}
    chosen = dict.fromkeys((1, 2, 3, 5, 6, 7), 4)
    assert [parts.content for parts in assemble(make_scores(tags, {}, chosen))] == [((1, 4), (5, 8))]


def test_each_level_has_its_own_statements() -> None:
    tags = {SOURCE: [(0, 1)], CUE: [(1, 2)], CONTENT: [(2, 5)]}
    scores = make_scores(tags, sources={1: 0}, contents={2: 1, 3: 1, 4: 1}, level=1)
    assert list(assemble(scores, 0)) == []
    assert list(assemble(scores, 1)) == [Parts(source=((0, 1),), cue=((1, 2),), content=((2, 5),))]


def test_an_inside_after_an_outside_opens_a_range() -> None:
    tags = np.zeros((5, 3), dtype=np.float32)
    tags[range(5), [0, 2, 2, 1, 0]] = SURE
    assert read_ranges(tags, np.zeros(5, dtype=np.int64)) == [(1, 3), (3, 4)]
    assert read_ranges(tags, np.array([0, 0, 1, 1, 1])) == [(1, 2), (2, 3), (3, 4)]
