"""The marked passages: the reader is strict, and every passage keeps to the conventions of the label book."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Literal, get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st
from training.examples import Attribution, Example, ExampleError, parse, read_examples

FOLDER = Path(__file__).parents[2] / "training" / "examples"
EXAMPLES = read_examples(FOLDER)
FILES: dict[str, list[Example]] = {}
for _example in EXAMPLES:
    FILES.setdefault(Path(_example.where.rsplit(":", 1)[0]).name, []).append(_example)
ABBREVIATED = re.compile(r"\b(?:[A-Z]|Ltd|Co|Inc|Jr|Sr|[ap]\.m)\.$")
Role = Literal["source", "cue", "content"]
ROLES: tuple[Role, ...] = get_args(Role)


def parts(example: Example, attribution: Attribution, role: Role) -> list[str]:
    return [example.text[start:end] for start, end in attribution[role]]


def statements() -> Iterator[tuple[Example, Attribution]]:
    return ((example, attribution) for example in EXAMPLES for attribution in example.attributions)


def test_parts_and_parent_are_read() -> None:
    marked = r"{S1,3 Lask} {Q1 said} {C1 that {S2 he} {Q2 hoped} {C2 to stay}}\nand {Q3 left} {C3 it} there."
    example = parse(marked, where="here")
    assert example.text == "Lask said that he hoped to stay\nand left it there."
    assert [parts(example, a, "source") for a in example.attributions] == [["Lask"], ["he"], ["Lask"]]
    assert [parts(example, a, "content") for a in example.attributions] == [
        ["that he hoped to stay"],
        ["to stay"],
        ["it"],
    ]
    assert [a["parent"] for a in example.attributions] == [None, 0, None]


def test_parts_may_be_discontinuous() -> None:
    example = parse("{C1 “A,”} {S1 he} {Q1 has} now {Q1 said}, {C1 “B.”}", where="here")
    (attribution,) = example.attributions
    assert parts(example, attribution, "cue") == ["has", "said"]
    assert parts(example, attribution, "content") == ["“A,”", "“B.”"]


@pytest.mark.parametrize(
    ("marked", "complaint"),
    [
        ("{Q1 said} {C1 it", "never closed"),
        ("He said} {C1 it}", "stray"),
        ("{S1 He} {Q1 said}", "no content"),
        ("{S1 He} said {C1 it}", "no cue"),
        ("{S1 He } {Q1 said} {C1 it}", "blank ends"),
        ("{Q1 said} {C1 it} {C1 }", "empty"),
        ("{Q2 said} {C2 it}", "numbered"),
        ("{Q1,2 said} {C1 it} {C2 it}", "only a source"),
        ("{Q1 said {C2 it}} {C1 it} {Q2 said}", "inside a cue"),
        ("{C1 it {Q1 said}}", "own statement"),
        ("{C1 it {Q2 was said}} {Q1 said} {C2 that}", "different contents"),
        ("{C2 it {Q1 was said} {C1 that}} {Q2 said}", "outer one first"),
        ("{X1 He}", "stray"),
    ],
)
def test_wrong_marks_are_refused_with_their_place(marked: str, complaint: str) -> None:
    with pytest.raises(ExampleError, match=f"file.txt:7: .*{complaint}"):
        parse(marked, where="file.txt:7")


def test_reader_names_file_and_line(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("# remark\n\nPlain.\n{S1 Open\n", encoding="utf-8")
    with pytest.raises(ExampleError, match=r"a\.txt:4"):
        read_examples(tmp_path)


@given(st.lists(st.tuples(st.text("ab “”\n", min_size=1), st.sampled_from(["S1", "Q1", "C1", ""])), max_size=9))
def test_text_comes_back_whole(pieces: list[tuple[str, str]]) -> None:
    pieces = [(words.strip() or "x", tag) for words, tag in pieces]
    pieces += [("says", "Q1"), ("so", "C1")]
    marked = " ".join(f"{{{tag} {words}}}" if tag else words for words, tag in pieces).replace("\n", r"\n")
    example = parse(marked, where="here")
    assert example.text == " ".join(words for words, _ in pieces)
    for letter, role in zip("SQC", ROLES, strict=True):
        assert parts(example, example.attributions[0], role) == [w for w, tag in pieces if tag == f"{letter}1"]


def test_there_is_enough_of_each_kind() -> None:
    held = list(statements())
    cues = {" … ".join(parts(example, attribution, "cue")).lower() for example, attribution in held}
    assert len(EXAMPLES) >= 600
    assert len(held) >= 1300
    assert sum(attribution["parent"] is not None for _, attribution in held) >= 450
    assert sum(not attribution["source"] for _, attribution in held) >= 120
    assert sum(not example.attributions for example in EXAMPLES) >= 60
    assert len(cues) >= 500


def test_no_passage_comes_twice() -> None:
    assert len({example.text for example in EXAMPLES}) == len(EXAMPLES)


@pytest.mark.parametrize("name", sorted(FILES))
def test_spans_keep_to_the_conventions(name: str) -> None:
    for example in FILES[name]:
        try:
            assert_conventions(example)
        except AssertionError as error:
            error.add_note(example.where)
            raise


def assert_conventions(example: Example) -> None:
    for attribution in example.attributions:
        for role in ROLES:
            for words in parts(example, attribution, role):
                assert words == words.strip()
                ended = re.search(r"[,.;:?!]$", words) and not ABBREVIATED.search(words)
                assert role == "content" or words == ":" or not ended
        assert_words_are_whole(example, attribution)
        assert_tokens_serve_once(example, attribution)
        assert_full_stop_belongs(example, attribution)
        if attribution["parent"] is not None:
            assert_within(attribution, example.attributions[attribution["parent"]])


def assert_words_are_whole(example: Example, attribution: Attribution) -> None:
    for role in ROLES:
        for start, end in attribution[role]:
            assert not re.fullmatch(r"\w\w", example.text[max(start - 1, 0) : start + 1])
            assert not re.fullmatch(r"\w\w", example.text[end - 1 : end + 1])


def assert_tokens_serve_once(example: Example, attribution: Attribution) -> None:
    same_level = [a for a in example.attributions if a["parent"] == attribution["parent"]]
    taken = [at for a in same_level for role in ("cue", "content") for s, e in a[role] for at in range(s, e)]
    assert len(taken) == len(set(taken))


def assert_full_stop_belongs(example: Example, attribution: Attribution) -> None:
    # A stop or comma ends a content only if its words are handed over: quoted, or after a colon, perhaps in several
    # paragraphs.
    handed = example.text[: attribution["content"][0][0]].rstrip(" ").endswith(":\n\n")
    for start, end in attribution["content"]:
        words = example.text[start:end]
        if re.search(r"[.,;]$", words) and not ABBREVIATED.search(words):
            before = example.text[:start]
            assert (
                re.search(r"(?:^|\s)[—–] ", before[before.rfind("\n") + 1 :])  # speech that a dash opens
                or before.rstrip().endswith((":", "\n"))
                or (handed and before.endswith("\n\n"))
                or re.search(r"[“\"‘«]", words)
            )


def assert_within(attribution: Attribution, parent: Attribution) -> None:
    for role in ("cue", "content"):
        for start, end in attribution[role]:
            assert any(s <= start and end <= e for s, e in parent["content"])
