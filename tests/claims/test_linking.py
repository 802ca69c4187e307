"""What is told of a group of mentions: who asserts, who denies, on whose word, what lies between claims."""

from __future__ import annotations

from datetime import date

import pytest

from sayso.claims.linking import Told
from sayso.claims.linking.candidates import COMMON, candidates
from sayso.claims.linking.changes import changes
from sayso.claims.linking.link import group, make_claim
from sayso.claims.linking.origins import origins, same_name
from sayso.claims.linking.pairs import must_not_link
from sayso.claims.linking.relations import relations
from sayso.claims.linking.stands import stands, worded_by
from sayso.records import Claim
from tests.claims.making import told


def claim_of(*members: Told) -> tuple[Claim, list[Told]]:
    return make_claim(list(members), [None] * len(members)), list(members)


def test_a_claim_is_worded_as_its_first_asserter_words_it() -> None:
    group = [
        told("the kiln exploded on Friday", page="b", day=date(2024, 5, 4), holder="Brickworkers' Guild"),
        told("a kiln blew up", page="a", day=date(2024, 5, 3), holder="Orla Feist"),
        told("the kiln exploded", page="c", day=date(2024, 5, 1), holder="Works Board", denied=True),
    ]
    wording = worded_by(group)
    assert wording.text == "a kiln blew up"
    assert stands(group, wording) == ["asserts", "asserts", "denies"]


def test_there_are_never_two_claims_x_and_not_x() -> None:
    group = [
        told("no drone crossed the strait", holder="Coastal Command"),
        told("a drone crossed the strait", page="b", holder="fishermen", named=False),
    ]
    wording = worded_by(group)
    assert wording.text == "a drone crossed the strait"
    assert stands(group, wording) == ["denies", "asserts"]


def test_a_negation_that_nobody_contradicts_is_the_claim_and_is_asserted() -> None:
    group = [
        told("no drone crossed the strait", holder="Coastal Command"),
        told("no drone came over", page="b", holder="Lena Moor"),
    ]
    wording = worded_by(group)
    assert stands(group, wording) == ["asserts", "asserts"]


def test_a_denial_of_what_nobody_said_is_a_denial() -> None:
    group = [told("the bridge was sold", holder="Port Trust", denied=True)]
    assert stands(group, worded_by(group)) == ["denies"]


def test_three_outlets_with_one_hand_are_one_origin() -> None:
    group = [told("nine barges sank", page=page, holder="River Police") for page in "abc"]
    independent, unknown = origins(group)
    assert [origin.words for origin in independent] == ["River Police"]
    assert unknown == ()


def test_a_spokesman_is_one_with_his_body_and_two_bodies_are_two() -> None:
    group = [
        told("the vault was empty", holder="Idris Pell", affiliation="Bank of Corve"),
        told("the vault was empty", page="b", holder="Bank of Corve"),
        told("the vault was empty", page="c", holder="Audit Chamber"),
    ]
    assert len(origins(group)[0]) == 2


def test_unnamed_ones_are_unknown_and_never_independent() -> None:
    group = [
        told("the vault was empty", holder="two clerks", named=False, origin="two clerks via Corve Gazette"),
        told("the vault was empty", page="b", holder="a guard", named=False),
        told("the vault was empty", page="c", outlet="Evening Lamp"),
    ]
    independent, unknown = origins(group)
    assert independent == ()
    assert [(origin.words, origin.via) for origin in unknown] == [
        ("two clerks", "Corve Gazette"),
        ("a guard", None),
        ("Evening Lamp", None),
    ]


def test_a_pronoun_adds_an_origin_only_where_no_other_is_told() -> None:
    they = told("the vault was empty", holder="They", named=False)
    guard = told("the vault was empty", page="b", holder="a guard", named=False)
    assert [origin.words for origin in origins([they])[1]] == ["They"]
    assert [origin.words for origin in origins([they, guard])[1]] == ["a guard"]
    assert len(origins([they, told("the vault was empty", page="c")])[1]) == 1


def test_unnamed_ones_through_a_hand_that_is_an_origin_add_none() -> None:
    group = [
        told("the vault was empty", holder="Corve Gazette"),
        told("the vault was empty", page="b", holder="two clerks", named=False, origin="two clerks via Corve Gazette"),
    ]
    assert [len(found) for found in origins(group)] == [1, 0]


def test_an_outlet_whose_own_page_tells_its_source_is_a_hand_and_no_origin() -> None:
    group = [
        told("the vault was empty", page="a", outlet="Evening Lamp", holder="Corve Gazette"),
        told("the vault was empty", page="b", outlet="Corve Gazette", holder="Audit Chamber"),
    ]
    independent, unknown = origins(group)
    assert [origin.words for origin in independent] == ["Audit Chamber"]
    assert unknown == ()


def test_a_page_that_says_it_in_its_own_voice_and_from_whom_counts_its_source() -> None:
    group = [told("the vault was empty", page="a"), told("the vault was empty", page="a", at=50, holder="Idris Pell")]
    assert [len(found) for found in origins(group)] == [1, 0]


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Ben Orlo", "Benedict T. Orlo", True),
        ("Orlo", "Ben Orlo", True),
        ("B. Orlo", "Ben Orlo", True),
        ("Ben Orlo", "Ina Orlo", False),
        ("the Audit Chamber", "Audit Chamber", True),
        ("Audit Chamber", "Bank of Corve", False),
    ],
)
def test_names_that_are_one(one: str, other: str, same: bool) -> None:
    assert same_name(one, other) is same


def test_rival_tolls_contradict_and_vague_ones_are_narrowed() -> None:
    four = claim_of(told("the flood killed 4 people in Marn", holder="Fire Brigade"))
    nine = claim_of(told("the flood in Marn killed nine people", page="b", holder="Red Lantern"))
    dozens = claim_of(told("the flood in Marn killed dozens of people", page="c", holder="Marn Radio"))
    forty = claim_of(told("the flood in Marn killed 41 people", page="d", holder="Coroner"))
    found = {(each.kind, each.a, each.b) for each in relations([four, nine, dozens, forty])}
    assert ("contradicts", four[0].id, nine[0].id) in found
    assert ("narrows", forty[0].id, dozens[0].id) in found


def test_numbers_that_can_both_be_so_do_not_contradict() -> None:
    ten = claim_of(told("the flood in Marn killed at least ten people", holder="Fire Brigade"))
    twelve = claim_of(told("the flood in Marn killed 12 people", page="b", holder="Coroner"))
    assert not [each for each in relations([ten, twelve]) if each.kind == "contradicts"]


def test_rival_numbers_are_never_one_claim() -> None:
    assert must_not_link(told("the flood killed 4 people"), told("nine people were killed", page="b"))
    assert not must_not_link(told("the flood killed 4 people"), told("four people were killed", page="b"))


def test_a_holder_who_asserts_and_later_denies_has_changed_the_line() -> None:
    claim, _ = claim_of(
        told("the pier is safe", page="b", day=date(2024, 6, 9), holder="Port Trust", denied=True),
        told("the pier is safe", page="a", day=date(2024, 6, 2), holder="Port Trust"),
    )
    change = next(changes([claim], []))
    assert (change.holder, change.page, change.known) == ("Port Trust", "b", True)


def test_without_dates_the_order_of_a_change_is_unknown() -> None:
    claim, _ = claim_of(
        told("the pier is safe", holder="Port Trust"),
        told("the pier is safe", page="b", holder="Port Trust", denied=True),
    )
    assert [change.known for change in changes([claim], [])] == [False]


def test_many_mentions_are_compared_by_keys_and_a_key_of_all_tells_nothing() -> None:
    many = [
        told(f"the harbour crane number {number} buckled at pier{number}", page=f"p{number}") for number in range(800)
    ]
    twins = [told("quarantine lifted at Vessmar lazaret", page=page) for page in ("x", "y")]
    pairs = list(candidates([*many, *twins]))
    assert (800, 801) in pairs
    assert len(pairs) < COMMON * 802 * 3
    assert all(one < other for one, other in pairs)
    assert len(set(pairs)) == len(pairs)


def test_a_later_toll_of_the_same_holder_is_a_change_and_no_contradiction() -> None:
    first = claim_of(told("the flood in Marn killed 4 people", day=date(2024, 6, 2), holder="Fire Brigade"))
    later = claim_of(told("the flood in Marn killed 9 people", page="b", day=date(2024, 6, 4), holder="Fire Brigade"))
    assert not list(relations([first, later]))
    change = next(changes([first[0], later[0]], []))
    assert (change.holder, change.before, change.after) == ("Fire Brigade", first[0].id, later[0].id)


def test_two_tolls_of_one_day_by_one_holder_contradict() -> None:
    day = date(2024, 6, 2)
    one = claim_of(told("the flood in Marn killed 4 people", day=day, holder="Fire Brigade"))
    other = claim_of(told("the flood in Marn killed 9 people", page="b", day=day, holder="Fire Brigade"))
    assert [each.kind for each in relations([one, other])] == ["contradicts"]


def test_what_is_hardly_about_a_claim_does_not_deny_it() -> None:
    mentions = [
        told("the dean forged the deed", holder="Ulla Fenn"),
        told("the deed was forged by the dean", page="b", holder="Town Clerk"),
        told("the dean was never asked under oath", page="b", holder="Ulla Fenn", at=200),
    ]
    alike, doubtful, sure = 0.9, 0.3, 0.6
    assert group(mentions, {(0, 1): alike, (0, 2): doubtful, (1, 2): doubtful}) == [[0, 1], [2]]
    assert group(mentions, {(0, 1): alike, (0, 2): sure, (1, 2): sure}) == [[0, 1, 2]]
    plain = [*mentions[:2], told("the dean was asked under oath", page="b", holder="Ulla Fenn", at=200)]
    assert group(plain, {(0, 1): alike, (0, 2): doubtful, (1, 2): doubtful}) == [[0, 1, 2]]
