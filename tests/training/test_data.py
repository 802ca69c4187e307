"""Windows to learn from: both levels of statements, what nobody marked, and contents read by themselves."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import numpy as np
from tokenizers import Tokenizer
from training.data import BEGIN, INSIDE, OUTSIDE, UNKNOWN, Article, Example, load, load_passages, windows
from training.examples import parse

from sayso.language.weights import FOLDER

TOKENIZER = Tokenizer.from_file(str(FOLDER / "tokenizer.json"))
MARKED = "{S1 Varga} {Q1 said} {C1 that {S2 Halm} {Q2 denied} {C2 the {Q3 rumour} {C3 that he left}}}."
TEXT = "Varga said that Halm denied the rumour."


def words(example: Example) -> list[str]:
    return [str(TOKENIZER.id_to_token(int(piece))) for piece in example.ids]


def tags_of(example: Example, level: int, role: int) -> dict[str, int]:
    return dict(zip(words(example), example.tags[level, role].tolist(), strict=True))


def one_window(article: Article) -> Example:
    (example,) = windows(article, TOKENIZER, None)
    return example


def test_a_passage_shows_two_levels_and_what_lies_deeper() -> None:
    article, *_ = load_passages([parse(MARKED, where="here")], TOKENIZER)
    example = one_window(article)
    outer, nested = (tags_of(example, level, 1) for level in (0, 1))
    assert (outer["said"], outer["denied"], outer["rum"]) == (BEGIN, OUTSIDE, OUTSIDE)
    assert (nested["said"], nested["denied"], nested["rum"]) == (OUTSIDE, BEGIN, OUTSIDE)
    deeper = dict(zip(words(example), example.inner.tolist(), strict=True))
    assert (deeper["rum"], deeper["left"], deeper["said"]) == (1, 0, UNKNOWN)
    at = {word: place for place, word in enumerate(words(example))}
    assert list(zip(example.cues.tolist(), example.levels.tolist(), strict=True)) == [
        (at["said"], 0),
        (at["denied"], 1),
    ]
    sources = [[words(example)[place] for place in np.flatnonzero(row)] for row in example.links[:, 0]]
    assert [found[0] for found in sources] == ["var", "hal"]


def test_a_content_is_shown_by_itself_with_its_levels_moved_up() -> None:
    _, content, *_ = load_passages([parse(MARKED, where="here")], TOKENIZER)
    example = one_window(content)
    assert tags_of(example, 0, 1)["denied"] == BEGIN
    assert tags_of(example, 1, 1)["rum"] == BEGIN
    assert "said" not in words(example)


def write(path: Path, row: dict[str, object]) -> Path:
    path.write_bytes(gzip.compress(json.dumps(row).encode()))
    return path


def test_what_a_teacher_found_nested_is_learnt_and_what_it_was_unsure_of_is_not(tmp_path: Path) -> None:
    said = {"source": [[0, 5]], "cue": [[6, 10]], "content": [[11, 38]]}
    denied = {"source": [[16, 20]], "cue": [[21, 27]], "content": [[28, 38]]}
    split = write(tmp_path / "split.gz", {"id": "a", "text": TEXT, "attributions": [said]})
    silver = write(tmp_path / "nested.gz", {"id": "a", "attributions": [denied], "unsure": [[28, 31]]})
    (plain,) = load(split, TOKENIZER)
    assert set(one_window(plain).tags[1, 1, 1:-1].tolist()) == {UNKNOWN}
    (taught,) = load(split, TOKENIZER, silver)
    cues = tags_of(one_window(taught), 1, 1)
    assert (cues["denied"], cues["the"], cues["said"]) == (BEGIN, UNKNOWN, OUTSIDE)
    assert INSIDE in one_window(taught).tags[0, 2]
