"""The report on who speaks: its figures, its words, and that nothing of a page harms a terminal."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from io import StringIO

from rich.console import Console

from sayso.records import Reading
from sayso.report.sources import put_sources
from sayso.survey import survey_sources
from tests.survey.pages import HARBOUR, relayed


def shown(readings: Iterable[Reading]) -> str:
    file = StringIO()
    put_sources(Console(file=file, width=100), survey_sources(readings))
    return file.getvalue()


def section(title: str) -> list[str]:
    """Return the lines under a heading."""
    _, after = shown(HARBOUR).split(f"\n{title}", maxsplit=1)
    return after.split("\n\n")[0].splitlines()[1:]


def test_the_head_counts_pages_statements_and_what_is_attributed() -> None:
    assert shown(HARBOUR).splitlines()[:2] == [
        "Who speaks",
        "5 pages · 7 statements · 35% of the text is attributed to somebody",
    ]


def test_shares_are_told_by_kind() -> None:
    assert section("By kind") == [
        "   19%  government                      4 statements, 1 named speaker",
        "   16%  military                        3 statements",
    ]


def test_speakers_stand_under_their_kind() -> None:
    assert section("Speakers")[1:] == [
        "  military",
        "    An officer via ARNA",
        "      unnamed · 3 statements on 3 pages · assert 3 · through ARNA 3",
        "  government",
        "    Oda Renn",
        "      named person · 2 statements on 2 pages · assert 2 · denies in 2",
        "    An official",
        "      unnamed · 2 statements on 2 pages · assert 2",
    ]


def test_a_chain_is_drawn_from_its_first_speaker() -> None:
    first, content, _ = section("Longest chains")[:3]
    assert first == "  An officer → told to ARNA"
    assert content == "    that the quay was mined"


def test_three_outlets_have_one_origin() -> None:
    name, counts, _ = section("Origins that several pages share")[:3]
    assert name == "  An officer via ARNA"
    assert counts == "    military · 3 statements on 3 pages · 3 outlets, one origin: Courier, Lantern, Tide"


def test_what_cannot_be_told_is_said_to_be_unknown() -> None:
    lines = section("Unknown whether one or several")
    assert "never counted as independent" in " ".join(lines)
    assert "  An official" in lines


def test_a_page_without_statements_is_told_in_short() -> None:
    assert len(shown([replace(relayed("Courier"), statements=())]).splitlines()) < 6


def test_long_lists_are_cut_with_a_count() -> None:
    many = [relayed("Courier", f"Officer {number}") for number in range(25)]
    assert shown(many).count("and 5 more: --json has them all") == 2


def test_escapes_come_out_harmless() -> None:
    report = shown([relayed("\x1b]0;owned\x07", "An \x1b[31mofficer"), relayed("Tide", "An \x1b[31mofficer")])
    assert "\x1b" not in report
    assert "\\x1b[31mofficer" in report
