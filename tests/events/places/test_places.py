"""Places of pages: where their names stand, what they mean, what they do there."""

from dataclasses import replace
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from sayso.records import Block
from tests.events.places.reading import places_of, read
from tests.factory import make_document


def test_a_town_is_where_its_page_is() -> None:
    told = places_of("Barn burns\n\nThe mayor of Paris, Texas, spoke on Monday. Crews from Lamar County came to Paris.")
    assert told["Paris"].resolved is not None
    assert (told["Paris"].resolved.country, told["Paris"].resolved.division) == ("US", "Texas")
    assert told["Lamar County"].resolved is not None
    assert told["Lamar County"].resolved.division == "Texas"
    other = places_of("Talks open\n\nMinisters from Germany and Italy met in Paris on Monday, France said.")
    assert other["Paris"].resolved is not None
    assert other["Paris"].resolved.country == "FR"


def test_abbreviations_regions_and_divisions() -> None:
    told = places_of(
        "Ships sail\n\nA tanker left the Strait of Hormuz. Police in Homs province and in Iberia Parish were told. "
        "Officers flew from Malibu, Calif., to the West Bank on Tuesday."
    )
    kinds = {words: place.precision for words, place in told.items()}
    assert kinds["Strait of Hormuz"] == "point"
    assert kinds["Homs"] in {"division", "city"}
    assert kinds["Iberia Parish"] == kinds["Calif."] == kinds["West Bank"] == "division"
    assert told["Calif."].resolved is not None
    assert told["Calif."].resolved.geonames_id == 5332921


def test_whose_it_is_is_told_from_where_it_is() -> None:
    told = places_of(
        "Troops move\n\nKenyan troops crossed into Somalia. Washington said it would send aid to Mogadishu."
    )
    assert {words: place.role for words, place in told.items()} == {
        "Kenyan": "whose",
        "Somalia": "where",
        "Washington": "whose",
        "Mogadishu": "where",
    }


def test_persons_and_bodies_are_no_places() -> None:
    told = places_of(
        "Prize for painter\n\nGeorgia Clayton, a painter, thanked the University of Alabama. "
        "Mrs. Clayton said she would sail in May."
    )
    assert not {"Georgia", "Clayton", "Alabama", "May"} & set(told)


def test_what_could_be_many_keeps_its_candidates() -> None:
    place = places_of("Fire out\n\nA barn burned in Springfield on Monday, firefighters in Springfield said.")[
        "Springfield"
    ]
    assert len(place.candidates) > 1
    assert len({candidate.division for candidate in place.candidates}) > 1
    assert place.confidence is not None
    assert place.resolved in (None, place.candidates[0])
    assert place.confidence < 0.9


def test_a_local_paper_says_where_its_town_is() -> None:
    text = "Barn burns\n\nFirefighters came from Salem on Monday."
    found = {paper: places_of(text, outlet=paper)["Salem"] for paper in ("Portland Oregon Tribune", "Boston Globe")}
    assert all(place.candidates for place in found.values())
    boston = found["Boston Globe"].candidates[0]
    assert boston.division == "Massachusetts"


def test_menus_are_not_read() -> None:
    text = "Barn burns\n\nA barn burned in Nairobi on Monday.\n\nNews from Mombasa"
    document = make_document(text)
    menu = text.index("News")
    blocks = (*document.blocks[:-1], Block(role="furniture", start=menu, end=len(text), ranges=()))
    assert [document.quote(place.span) for place in read(replace(document, blocks=blocks))] == ["Nairobi"]


@settings(max_examples=15, deadline=None)
@given(
    st.lists(
        st.sampled_from(["Nairobi", "the", "Orrin", "U.S.", "-", "—", "St.", "7", "of", "\n\n", "’s", "é"]), max_size=20
    )
)
def test_spans_lie_in_the_text_in_order_and_apart(words: list[str]) -> None:
    text = " ".join(["Opening", *words])
    whole = (Block(role="paragraph", start=0, end=len(text), ranges=()),)
    places = read(make_document(text, outlet=None, blocks=whole))
    spans = [place.span for place in places]
    assert all(one.end <= other.start for one, other in pairwise(spans))
    assert all(text[span.start : span.end].strip() == text[span.start : span.end] != "" for span in spans)


def test_a_text_without_names_has_no_places() -> None:
    assert read(make_document("", outlet=None, blocks=())) == ()
    assert read(make_document("It rained\n\nit rained all day", outlet=None)) == ()
