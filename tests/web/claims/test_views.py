"""What a dossier shows: cells, passages, origins, numbers, lines that change; and that it grows with its pages only."""

from __future__ import annotations

import time
from dataclasses import replace
from datetime import date

import pytest
from lxml import html

from sayso.claims.dossier import Dossier, make_dossier
from sayso.claims.linking import Linked
from sayso.records import Claim, ClaimOrigin, Reading, Stated
from sayso.web.claim_charts import draw_numbers
from sayso.web.views.claims.claim import MOST_PASSAGES, ClaimView
from sayso.web.views.claims.differing import differing
from sayso.web.views.claims.dossier import MOST_CLAIMS, DossierView, view_dossier
from sayso.web.views.claims.figures import Figure, Measured
from tests.claims.pages import PUMPS, four, herald, mention, signal, wire
from tests.factory import make_document, make_page, make_reading


@pytest.fixture
def shown(by_words: None) -> DossierView:
    """Return what the four articles show together."""
    return view_dossier(make_dossier(four()))


def _pumps(shown: DossierView) -> ClaimView:
    return next(row.claim for row in shown.rows if row.claim.text == PUMPS)


def test_each_cell_tells_how_an_outlet_stands_and_by_whose_hand(shown: DossierView) -> None:
    assert [column.name for column in shown.columns] == ["Ostrel Herald", "Kerran Daily", "River Wire", "State Signal"]
    row = next(row for row in shown.rows if row.claim.text == PUMPS)
    assert [[(entry.words, entry.hands) for entry in cell] for cell in row.cells] == [
        [("says", "River Wire, from an engineer via River Wire")],
        [("denies", "Timo Falk")],
        [("says", "an engineer, from an engineer via River Wire; Timo Falk")],
        [("own voice", "the outlet itself, attributed to nobody")],
    ]
    places = {passage.anchor for passage in row.claim.passages}
    assert {entry.address.removeprefix("#") for cell in row.cells for entry in cell} == places


def test_pages_of_one_outlet_are_one_column() -> None:
    again = replace(signal(), document=replace(herald().document or make_document(), outlet="STATE SIGNAL"))
    shown = view_dossier(make_dossier([signal(), again]))
    assert [(column.name, len(column.sheets)) for column in shown.columns] == [("State Signal", 2)]


def test_who_says_it_and_who_denies_it(shown: DossierView) -> None:
    claim = _pumps(shown)
    named = {name: [(holder.name, holder.voice) for holder in holders] for name, holders in claim.holders}
    assert named == {
        "Who says it": [("River Wire", False), ("an engineer", False), ("Timo Falk", False), ("State Signal", True)],
        "Who denies it": [("Timo Falk", False)],
    }
    assert claim.contested
    assert (claim.dropped, claim.attributed) == (("State Signal",), ("Timo Falk", "an engineer"))


def test_each_passage_stands_in_the_sentence_it_was_read_from(shown: DossierView) -> None:
    denied = next(each for each in _pumps(shown).passages if each.tellings[0].stand == "denies")
    assert denied.before == "Owner Timo Falk denied that "
    assert denied.after.startswith(". Falk would not speak")
    assert [telling.outlet for telling in denied.tellings] == ["Kerran Daily"]


def test_origins_are_those_that_are_counted_with_their_hands(shown: DossierView) -> None:
    roots = {root.words: root for root in _pumps(shown).roots}
    assert {words: root.sort for words, root in roots.items()} == {
        "Timo Falk": "named",
        "an engineer": "unnamed",
        "no origin told: in the outlet’s own voice": "voice",
    }
    branches = [(branch.hands, [name for name, _ in branch.outlets]) for branch in roots["an engineer"].branches]
    assert branches == [(("reported by River Wire",), ["Ostrel Herald"]), (("via River Wire",), ["River Wire"])]


def test_an_origin_that_is_not_counted_is_said_not_to_be(shown: DossierView) -> None:
    dossier = make_dossier(four())
    claims = [
        replace(claim, stated=tuple(replace(each, sure=0.2, text=f"{each.text} again") for each in claim.stated))
        for claim in dossier.linked.claims
    ]
    doubted = view_dossier(replace(dossier, linked=replace(dossier.linked, claims=tuple(claims))))
    assert {root.sort for row in doubted.rows for root in row.claim.roots} == {"unsure"}


def test_numbers_of_claims_that_contradict_are_drawn_together_with_their_bounds(shown: DossierView) -> None:
    claim = next(row.claim for row in shown.rows if row.claim.text.startswith("9 sailors"))
    (told,) = claim.measures
    assert [figure.sentence for figure in told.figures] == [
        "at least 12: Lena Brask says, Ostrel Herald, 2 April 2031",
        "about 15: Lena Brask says, River Wire, 2 April 2031",
        "9: Odo Kest says, Kerran Daily, 3 April 2031",
    ]
    drawing = html.fromstring(str(draw_numbers(told)))
    assert "at least 12: Lena Brask says" in str(drawing.get("aria-label"))
    assert [len(drawing.cssselect(f".{each}")) for each in ("bound", "about-line", "point")] == [1, 1, 2]
    assert {tie.address for tie in claim.ties} <= {f"#{row.claim.anchor}" for row in shown.rows}


@pytest.mark.parametrize("values", [(0, 0), (5, 5), (-3, 4), (1e9, 2e9), (0.25, 0.5)])
def test_numbers_of_any_size_are_drawn_within_the_picture(values: tuple[float, float]) -> None:
    figures = tuple(
        Figure(value=value, bound=bound, told="x", who="<b>", outlet="&", day="no date", stand="says", address="")
        for value in values
        for bound in ("=", ">=", "<=", "~")
    )
    drawing = html.fromstring(str(draw_numbers(Measured(measure="<i>", figures=figures))))
    assert drawing.xpath("//b | //i") == []
    assert all(0 <= float(circle.get("cx")) <= 720 for circle in drawing.xpath("//circle"))


def test_a_line_that_changes_is_told_with_its_order(shown: DossierView) -> None:
    assert _pumps(shown).changes == ("Timo Falk says it, and later denies it in Kerran Daily, 3 April 2031.",)


def test_things_of_proof_and_who_speaks_of_them(shown: DossierView) -> None:
    assert [(proof.words, [name for name, _ in proof.outlets]) for proof in shown.proofs] == [
        ("A leaked video", ["Ostrel Herald", "Kerran Daily"])
    ]


def test_contested_ones_alone_and_first() -> None:
    waiting = [_repeating("Barges wait above the lock", outlet) for outlet in ("Upper Post", "Lower Post")]
    dossier = make_dossier([*four(), *waiting])
    every, some = view_dossier(dossier), view_dossier(dossier, contested=True)
    assert (every.claims, every.contested) == (5, 4)
    assert [row.claim.contested or row.claim.crossed for row in every.rows] == [True] * 4 + [False]
    assert [row.claim.id for row in some.rows] == [row.claim.id for row in every.rows[:4]]


def test_pages_that_tell_nothing_are_named() -> None:
    quiet = replace(wire(), mentions=())
    assert [sheet.title for sheet in view_dossier(make_dossier([herald(), quiet])).silent] == ["Owner under question"]


@pytest.mark.parametrize(
    ("text", "marked"),
    [
        ("the barge sank after its pumps failed", []),
        ("the barge never sank after its pump failed", ["never"]),
        ("at least 12 barges sank after the pumps failed", ["at least 12"]),
        ("the old barge sank, pumps failing", ["old"]),
        ("", []),
    ],
)
def test_words_that_differ_are_marked(text: str, marked: list[str]) -> None:
    runs = differing(text, "The barge sank after its pumps had failed")
    assert "".join(run.text for run in runs) == text
    assert [run.text for run in runs if run.differs] == marked


def test_numbers_differ_by_value_and_bound_not_by_spelling() -> None:
    def marked(text: str) -> list[str]:
        return [run.text for run in differing(text, "twelve sailors are missing") if run.differs]

    assert marked("12 sailors are missing") == []
    assert marked("about 12 sailors are missing") == ["about 12"]
    assert marked("13 sailors are missing") == ["13"]


def test_a_dossier_is_bounded_and_grows_with_its_mentions() -> None:
    small, large = _many(200), _many(800)
    started = time.process_time()
    shown = view_dossier(small)
    first = time.process_time() - started
    started = time.process_time()
    view_dossier(large)
    assert time.process_time() - started < 8 * first + 1
    assert len(shown.rows) == MOST_CLAIMS
    assert shown.more == 200 - MOST_CLAIMS
    assert max(len(row.claim.passages) for row in shown.rows) <= MOST_PASSAGES


def test_a_long_page_is_quoted_in_short() -> None:
    text = f"Long\n\n{'grain ' * 40_000}{PUMPS} {'barley ' * 40_000}"
    document = make_document(text, outlet="Long Post")
    reading = make_reading(
        document, page=make_page(text, location="long.txt"), statements=(), mentions=(mention(document, PUMPS),)
    )
    (row,) = view_dossier(make_dossier([reading, signal()])).rows
    passage = next(each for each in row.claim.passages for telling in each.tellings if telling.outlet == "Long Post")
    assert len(passage.before) + len(passage.after) < 400
    assert passage.before.startswith("… grain")
    assert passage.after.endswith("barley …")


def _repeating(words: str, outlet: str) -> Reading:
    text = f"{outlet} today\n\n{words}."
    document = make_document(text, outlet=outlet)
    page = make_page(text, location=f"{outlet}.txt")
    return make_reading(document, page=page, statements=(), mentions=(mention(document, words),))


def _many(count: int) -> Dossier:
    """Return a dossier of as many claims, each with as many mentions on one page."""
    reading = herald()
    page = reading.document.id if reading.document else ""
    told = Stated(mention=reading.mentions[0], stand="asserts", text="", page=page, published=date(2031, 4, 2))
    claims = tuple(
        Claim(
            id=f"claim_{number:016x}",
            text=f"barge {number} sank",
            stated=tuple(replace(told, text=f"barge {number} sank {at}") for at in range(30)),
            independent=(ClaimOrigin(words="Lena Brask", named=True),),
        )
        for number in range(count)
    )
    return Dossier(readings=(reading,), linked=Linked(claims=claims), items=())
