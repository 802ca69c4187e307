"""Who speaks is counted as the label book tells, and no page twice."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.records import Reading, Span
from sayso.survey import Origin, Share, Survey, Tally, survey_sources
from sayso.survey.count import LONGEST, covered
from tests.factory import THREAD, find, make_document, make_failure, make_reading, make_statement, make_thread
from tests.survey.pages import HARBOUR, named, relayed

SURVEY = survey_sources(HARBOUR)


def share(shares: tuple[Share, ...], value: str) -> Share:
    """Return the share of a value."""
    (found,) = (each for each in shares if each.value == value)
    return found


def names(origins: Sequence[Origin]) -> list[str]:
    """Return the names of origins."""
    return [origin.name for origin in origins]


def test_the_text_is_the_article_and_every_content_is_counted_once() -> None:
    document = make_document()
    outer = make_statement(document, "Oda Renn", "denied", "that troops had landed at Velmar")
    inner = make_statement(document, "troops", "had", "landed at Velmar", parent=outer.id)
    survey = survey_sources([make_reading(document, statements=(outer, inner))])
    assert survey.characters == sum(block.end - block.start for block in document.blocks)
    assert survey.attributed == len("that troops had landed at Velmar")


def test_kinds_and_namings_have_their_share() -> None:
    minister, official, officer = "that no ship had sailed", "that it was mined", "that the quay was mined"
    assert share(SURVEY.kinds, "government") == Share(
        value="government", statements=4, speakers=1, characters=2 * len(minister + official)
    )
    assert share(SURVEY.namings, "unnamed") == Share(
        value="unnamed", statements=5, speakers=0, characters=2 * len(official) + 3 * len(officer)
    )


def test_nobody_counts_unnamed_speakers() -> None:
    assert share(SURVEY.namings, "named").speakers == 1
    assert share(SURVEY.namings, "unnamed").speakers == 0


@pytest.mark.parametrize(
    ("value", "statements"),
    [("unnamed", 5), ("no_named_hand", 2), ("nobody", 0), ("state_media", 3), ("document", 0)],
)
def test_what_the_text_rests_on(value: str, statements: int) -> None:
    assert share(SURVEY.rests, value).statements == statements


def test_what_nobody_says_and_papers_show_is_counted() -> None:
    document = make_document()
    nobody = make_statement(document, "", "denied", "troops had landed", source_kind="unknown", naming="none")
    paper = make_statement(document, "order", "shows", "two ships", source_kind="document", naming="unnamed")
    survey = survey_sources([make_reading(document, statements=(nobody, paper))])
    assert share(survey.rests, "nobody").characters == len("troops had landed")
    assert share(survey.rests, "document").characters == len("two ships")
    assert {speaker.name for speaker in survey.speakers} == {None, "order"}


def test_a_speaker_is_told_with_acts_denials_and_hands() -> None:
    speakers = {speaker.name: speaker for speaker in SURVEY.speakers}
    minister, officer = speakers["Oda Renn"], speakers["An officer via ARNA"]
    assert (minister.statements, minister.pages, minister.denies, minister.through) == (2, 2, 2, ())
    assert minister.acts == (Tally(value="assert", number=2),)
    assert (officer.statements, officer.pages, officer.denies) == (3, 3, 0)
    assert officer.through == (Tally(value="ARNA", number=3),)


def test_a_pronoun_is_told_by_the_words_it_stands_for() -> None:
    reading = relayed("Tide")
    (statement,) = reading.statements
    assert reading.document
    pronoun = replace(statement.chain[0], span=find(reading.document.text, "the"))
    told = replace(statement, chain=(pronoun, *statement.chain[1:]))
    (chained,) = survey_sources([replace(reading, statements=(told,))]).chains
    assert [hand.name for hand in chained.hands] == ["An officer", "ARNA"]


def test_several_outlets_have_one_origin_where_they_name_a_hand_in_common() -> None:
    assert names(SURVEY.shared) == ["An officer via ARNA", "Oda Renn"]
    assert SURVEY.shared[0].outlets == ("Courier", "Lantern", "Tide")


def test_unnamed_origins_without_a_common_hand_are_unknown() -> None:
    assert names(SURVEY.untraced) == ["An official"]
    assert not SURVEY.untraced[0].traced


def test_single_origins_are_unnamed_speakers_and_outlets() -> None:
    assert {origin.name: origin.single for origin in SURVEY.single} == {
        "An officer via ARNA": "unnamed",
        "An official": "unnamed",
    }
    document = make_document()
    outlet = make_statement(
        document, "the Coast Monitor", "shows", "two ships", source_kind="news_media", naming="body", origin="Monitor"
    )
    (origin,) = survey_sources([make_reading(document, statements=(outlet,))]).origins
    assert origin.single == "outlet"


def test_chains_are_the_longest_ones() -> None:
    assert [[hand.name for hand in chained.hands] for chained in SURVEY.chains] == [
        ["An officer", "ARNA"],
        ["an officer", "ARNA"],
        ["An officer", "ARNA"],
    ]
    many = survey_sources(relayed(f"Outlet {number}") for number in range(LONGEST + 5))
    assert len(many.chains) == LONGEST


def test_a_page_counts_once_and_one_that_failed_is_only_counted() -> None:
    again = survey_sources([*HARBOUR, *HARBOUR, make_failure("lost.txt"), make_failure("gone.txt")])
    assert again == replace(SURVEY, unread=2)


def test_what_a_person_rejected_is_left_out() -> None:
    reading = named("Courier")
    rejected = tuple(replace(statement, status="rejected") for statement in reading.statements)
    assert survey_sources([replace(reading, statements=rejected)]).statements == 0


def with_comment() -> Reading:
    """Return a page with a statement of a reader."""
    document = make_thread()
    heard = make_statement(
        document, "I", "heard", "the quay is full of lorries", layer="comment", comment="c1",
        source_kind="reader", naming="named", entity="Tolan Brisk", origin="Tolan Brisk",
    )  # fmt: skip
    return make_reading(document=document, statements=(heard,))


def test_readers_are_left_out_unless_asked_for() -> None:
    survey = survey_sources([with_comment()])
    assert (survey.statements, survey.speakers, survey.attributed) == (0, (), 0)
    asked = survey_sources([with_comment()], comments=True)
    assert (asked.statements, asked.characters - survey.characters) == (1, len(THREAD))


def test_readers_are_never_named() -> None:
    asked = survey_sources([with_comment()], comments=True)
    assert [speaker.name for speaker in asked.speakers] == ["readers who comment"]
    assert asked.origins == ()


def test_nothing_gives_nothing() -> None:
    assert survey_sources([]) == Survey(
        pages=0, unread=0, statements=0, characters=0, attributed=0, kinds=(), namings=(),
        rests=SURVEY_OF_NONE, speakers=(), chains=(), origins=(),
    )  # fmt: skip


SURVEY_OF_NONE = tuple(
    Share(value=value, statements=0, speakers=0, characters=0)
    for value in ("unnamed", "no_named_hand", "nobody", "state_media", "document")
)


@given(st.lists(st.tuples(st.integers(0, 60), st.integers(0, 60)).map(sorted)))
def test_covered_characters_are_counted_once(bounds: list[list[int]]) -> None:
    spans = [Span(start=start, end=end) for start, end in bounds]
    assert covered(spans) == len({at for span in spans for at in range(span.start, span.end)})
