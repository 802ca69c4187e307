"""Who a party is: a country where it is told, a name where its speaker is sure, and nobody guessed."""

from __future__ import annotations

import pytest

from sayso.events.coding.parties import Parties, body_of
from sayso.records import Candidate, Place, Span
from tests.factory import make_document, make_statement

TEXT = "The Peruvian navy and its crews left Callao. She told the weir board so."


def span_of(words: str, text: str = TEXT) -> Span:
    return Span(start=text.index(words), end=text.index(words) + len(words))


def place(words: str, country: str | None) -> Place:
    found = Candidate(
        name=words, geonames_id=None, feature="PPL", country=country, division=None, latitude=0.0, longitude=0.0
    )
    return Place(document_id="doc_1", span=span_of(words), role="where", resolved=found, candidates=(found,))


def test_a_country_in_its_words() -> None:
    party = Parties(TEXT, (), ()).of(span_of("The Peruvian navy"), [("MIL", 0.9), ("GOV", 0.2)])
    assert (party.country, party.sectors, party.entity) == ("PER", ("MIL",), None)


def test_a_sector_that_is_not_likely_is_not_told() -> None:
    assert Parties(TEXT, (), ()).of(span_of("its crews"), [("LAB", 0.3)]).sectors == ()


def test_the_country_of_a_sentence_that_names_one() -> None:
    sentence = Span(start=0, end=TEXT.index(" She"))
    parties = Parties(TEXT, (), (place("Callao", "PE"),))
    (crews,) = parties.placed([parties.of(span_of("its crews"), [])], sentence)
    assert crews.country == "PER"


@pytest.mark.parametrize("words", ["President Lorna Quist", "Quist"])
def test_who_has_a_name_gets_no_country_from_the_sentence(words: str) -> None:
    text = f"{words} spoke in Callao."
    found = Candidate(
        name="Callao", geonames_id=None, feature="PPL", country="PE", division=None, latitude=0.0, longitude=0.0
    )
    callao = Place(document_id="doc_1", span=span_of("Callao", text), role="where", resolved=found)
    parties = Parties(text, (), (callao,))
    (quist,) = parties.placed([parties.of(span_of(words, text), [])], Span(start=0, end=len(text)))
    assert quist.country is None


def test_the_first_word_of_a_sentence_hides_no_country() -> None:
    text = "Weary Danish bakers walked out."
    assert Parties(text, (), ()).of(span_of("Weary Danish bakers", text), []).country == "DNK"


def test_a_sentence_of_two_countries_gives_none() -> None:
    parties = Parties(TEXT, (), (place("Callao", "PE"), place("Peruvian", "CL")))
    (crews,) = parties.placed([parties.of(span_of("its crews"), [])], Span(start=0, end=len(TEXT)))
    assert crews.country is None


def test_a_pronoun_has_the_name_of_its_speaker_or_none() -> None:
    spoken = make_statement(make_document(TEXT), "She", "told", "so", entity="Ines Okafor of Chile")
    assert Parties(TEXT, (spoken,), ()).of(span_of("She"), []).entity == "Ines Okafor of Chile"
    assert Parties(TEXT, (spoken,), ()).of(span_of("She"), []).country == "CHL"
    assert Parties(TEXT, (), ()).of(span_of("She"), []).entity is None


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ("the U.N. Security Council", "IGO"),
        ("European Union monitors", "IGO"),
        ("a Red Crescent driver", "NGO"),
        ("the weir board", None),
        ("Unita rebels", None),
        ("the euro", None),
    ],
)
def test_bodies_of_many_states_or_none(words: str, code: str | None) -> None:
    assert body_of(words) == code
