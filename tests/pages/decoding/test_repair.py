"""Damage of encodings is put right, all else is left alone: cases/pages/repairs.json has both."""

from __future__ import annotations

import json
from itertools import pairwise
from pathlib import Path
from random import Random

import ftfy.bad_codecs  # noqa: F401 - makes sloppy-windows-1252 known
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.pages.decoding.escapes import DOUBLED, ENTITY
from sayso.pages.decoding.repair import repair

WORDS = ("the", "porter", "inn", "said", "that", "no", "coach", "had", "come", "since", "noon", "nobody", "rang")
SIGNED = ("“{}", "{},”", "{}’s", "{} —", "{} –", "caf{}é", "{}…", "M{}üll", "{}ño", "€{}", "gar{}çon", "£{}", "• {}")
GENUINE = ("—", "–", "“", "”", "’", "naïve", "Müller", "señora", "…", "€5", "20°C", "«oui»", "à", "Škoda", "fiancée")
CASES = json.loads((Path(__file__).parents[2] / "cases" / "pages" / "repairs.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize(("damaged", "sound"), CASES["damaged"])
def test_damage_is_repaired(damaged: str, sound: str) -> None:
    repaired = repair(damaged)
    assert repaired.text == sound
    assert all(found.end - found.start <= 3 and len(found.repaired) == 1 for found in repaired.repairs)


@pytest.mark.parametrize(("escaped", "sound"), CASES["escaped"])
def test_what_was_escaped_twice_is_repaired(escaped: str, sound: str) -> None:
    repaired = repair(escaped)
    assert repaired.text == sound
    assert {found.kind for found in repaired.repairs} <= {ENTITY, DOUBLED}
    assert all(len(found.repaired) == 1 for found in repaired.repairs)


@pytest.mark.parametrize("text", CASES["sound"])
def test_what_is_sound_is_left_alone(text: str) -> None:
    assert repair(text).repairs == ()


def test_kinds_say_what_happened() -> None:
    kinds = [found.kind for found in repair("sources†that say itís so. Itâ€™s").repairs]
    assert kinds == [
        "cp1252-read-as-mac-roman (0xA0, no-break space)",
        "cp1252-read-as-mac-roman (0x92, right single quotation mark)",
        "utf-8-read-as-sloppy-windows-1252",
    ]


@given(st.randoms(use_true_random=False))
def test_a_repair_covers_one_sequence_and_no_more(draw: Random) -> None:
    damaged, wanted = damage_some(draw)
    assert [(found.start, found.end, found.repaired) for found in repair(damaged).repairs] == wanted


def test_very_many_repairs_cover_one_sequence_each() -> None:
    draw = Random(20_310_306)
    number = 0
    for _ in range(3000):
        damaged, wanted = damage_some(draw)
        assert [(found.start, found.end, found.repaired) for found in repair(damaged).repairs] == wanted
        number += len(wanted)
    assert number > 5000


def damage_some(draw: Random) -> tuple[str, list[tuple[int, int, str]]]:
    """Return a line in which some words are damaged and others bear the same signs in good order, and the damage."""
    line = ""
    wanted: list[tuple[int, int, str]] = []
    for _ in range(draw.randint(3, 30)):
        kind = draw.random()
        word = draw.choice(WORDS)
        for character in (
            draw.choice(SIGNED).format(word) if kind < 0.2 else draw.choice(GENUINE) if kind < 0.35 else word
        ):
            sequence = character
            if kind < 0.2 and not character.isascii():
                sequence = character.encode().decode("sloppy-windows-1252")
                wanted.append((len(line), len(line) + len(sequence), character))
            line += sequence
        line += " "
    return line, wanted


@given(
    st.one_of(
        st.text(max_size=120),
        st.text(alphabet='ÃÂâ€\x80\x9d\x93’‚Äù“”a ï¿½„Å¥&quot;"', max_size=12),
        st.text(max_size=60).map(lambda text: text.encode("utf-8", "replace").decode("cp1252", "replace")),
        st.text(alphabet="asthe ìîíëñóÖ†.,I\n’“”–", max_size=80),
    )
)
def test_segments_cover_the_text_and_lead_back(text: str) -> None:
    repaired = repair(text)
    segments = repaired.segments
    assert "".join(repaired.text[s.text_start : s.text_end] for s in segments) == repaired.text
    assert all(a.text_end == b.text_start and a.page_end == b.page_start for a, b in pairwise(segments))
    damaged = {(found.start, found.end) for found in repaired.repairs}
    for s in segments:
        if (s.page_start, s.page_end) not in damaged:
            assert repaired.text[s.text_start : s.text_end] == text[s.page_start : s.page_end]
