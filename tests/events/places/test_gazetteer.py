"""The gazetteer that travels, and one of the user's own."""

from pathlib import Path

import pytest

from sayso.errors import SettingsError
from sayso.events.places.gazetteer import FOLDER, load_gazetteer
from sayso.events.places.names import Lookup
from sayso.events.places.own import check_gazetteer, load_own
from sayso.events.places.spelling import fold
from sayso.settings import load_settings
from tests.events.places.reading import places_of

HEADING = "name,latitude,longitude,country,division,feature\n"


@pytest.mark.parametrize(
    ("name", "feature", "country"),
    [
        ("Côte d’Ivoire", "PCLI", "CI"),
        ("Kenyan", "PCLI", "KE"),
        ("St. Louis", "PPLA2", "US"),
        ("kyiv", "PPLC", "UA"),
        ("Rapides Parish", "ADM2", "US"),
        ("Black Sea", "SEA", ""),
    ],
)
def test_names_are_known_however_they_are_written(name: str, feature: str, country: str) -> None:
    rows = load_gazetteer().find([fold(name)])[fold(name)]
    assert (feature, country) in {(row.feature, row.country) for row in rows}


def test_a_word_for_what_it_is_leaves_only_such() -> None:
    found = Lookup(load_gazetteer())(["Orange County", "N.C.", "Homs province", "Zzyqq"])
    assert {row.feature for row in found["Orange County"].rows} == {"ADM2"}
    assert [row.feature for row in found["N.C."].rows] == ["ADM1"]
    assert all(row.feature.startswith(("ADM", "RGN")) for row in found["Homs province"].rows)
    assert "Zzyqq" not in found


def test_rows_are_whole() -> None:
    gazetteer = load_gazetteer()
    place = next(row for row in gazetteer.find(["nairobi"])["nairobi"] if row.feature == "PPLC")
    told = gazetteer.candidate(place.row)
    assert (told.name, told.geonames_id, told.country, told.division) == ("Nairobi", 184745, "KE", "Nairobi County")
    assert (round(told.latitude), round(told.longitude)) == (-1, 37)
    assert sum(path.stat().st_size for path in FOLDER.iterdir()) < 10_000_000


def test_rows_of_the_users_own_win(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    table = tmp_path / "places.csv"
    table.write_text(HEADING + "Velmar,61.5,24.25,FIN,Pirkanmaa,PPL\nNairobi,10,20,TCD,,\n", encoding="utf-8")
    monkeypatch.setenv("SAYSO_GAZETTEER", str(table))
    told = places_of("Ships land\n\nTwo ships landed in Velmar on Monday and sailed to Nairobi.")
    assert told["Velmar"].resolved is not None
    assert (told["Velmar"].resolved.country, told["Velmar"].resolved.latitude) == ("FI", 61.5)
    assert told["Nairobi"].resolved is not None
    assert told["Nairobi"].resolved.country == "TD"


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (HEADING + "Orrin,91,10,,,\n", "row 2: it has '91' as its latitude; give degrees between -90 and 90"),
        (HEADING + "Orrin,9,ten,,,\n", "row 2: it has 'ten' as its longitude"),
        (HEADING + "Orrin,nan,10,,,\n", "row 2: it has 'nan' as its latitude"),
        (HEADING + "Velmar,1,2,,,\n\n,9,10,,,\n", "row 4: it has no name; write one, or take the row out"),
        (HEADING + "Orrin,9,10,Orrinia,,\n", "row 2: it has 'Orrinia' as its country; give a code of ISO 3166-1"),
        (HEADING + "Orrin,9,10,FI,,PP L\n", "row 2: it has 'PP L' as its feature"),
        (HEADING + "Orrin, Upper,9,10,FI,,PPL\n", "row 2: it has 7 cells under 6 columns; put a name with a comma in"),
        ("place,lat,lon\nOrrin,9,10\n", "row 1: give it the heading name,latitude,longitude,country,division,feature"),
        ("", "row 1: give it the heading"),
    ],
)
def test_a_wrong_row_is_named_with_its_mend(tmp_path: Path, text: str, told: str) -> None:
    table = tmp_path / "places.csv"
    table.write_text(text, encoding="utf-8")
    with pytest.raises(SettingsError) as raised:
        check_gazetteer(table)
    assert str(raised.value).startswith(f"{table}, {told}")


def test_what_is_no_table_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="no such file"):
        load_settings({"SAYSO_GAZETTEER": str(tmp_path / "none.csv")})
    table = tmp_path / "latin.csv"
    table.write_bytes(HEADING.encode() + "Örrin,1,2,,,\n".encode("latin-1"))
    with pytest.raises(SettingsError, match="not UTF-8"):
        load_own(table)
