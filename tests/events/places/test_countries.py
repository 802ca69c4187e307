"""Which country a noun phrase names."""

import pytest

from sayso.events.places.countries import country_of, load_countries


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ("French Foreign Minister Alain Duvaloix", "FRA"),
        ("the Syrian army", "SYR"),
        ("Bogota", "COL"),
        ("U.S. President", "USA"),
        ("US troops", "USA"),
        ("Washington’s envoy to Ukraine", "USA"),
        ("South Korean troops in Iraq", "KOR"),
        ("Jordan's King", "JOR"),
        ("the Democratic Republic of the Congo", "COD"),
        ("the Republic of the Congo", "COG"),
        ("Guinea-Bissau soldiers", "GNB"),
        ("Papua New Guinean police", "PNG"),
        ("Equatorial Guinea", "GNQ"),
        ("Soviet leaders", "SUN"),
        ("East German police", "DDR"),
        ("West German police", "DEU"),
        ("Scottish ministers", "GBR"),
        ("Sana’a", "YEM"),
    ],
)
def test_country_of_a_phrase(words: str, code: str) -> None:
    assert country_of(words) == code


@pytest.mark.parametrize(
    "words",
    [
        "anti-American protesters",
        "Orlan Jordan",
        "Denzo Washington",
        "Georgia Gov. Tam Orrin",
        "a turkey",
        "New England",
    ],
)
def test_no_country_where_a_name_is_part_of_another(words: str) -> None:
    assert country_of(words) is None


def test_every_country_has_codes_of_its_own() -> None:
    countries = load_countries()
    assert len({country.alpha3 for country in countries}) == len(countries) == 254
    living = [country for country in countries if country.alpha2]
    assert len({country.alpha2 for country in living}) == len({country.geonames_id for country in living}) == 250
    assert all(-90 <= country.latitude <= 90 and -180 <= country.longitude <= 180 for country in countries)
