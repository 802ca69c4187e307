"""Each format of events read by a reader that is not ours: pandas, csv, shapely, pyarrow."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import replace
from typing import Any

import pandas as pd
import pyarrow.parquet as pq
import pytest
import shapely.geometry

from sayso.errors import SettingsError
from sayso.export.events import FORMATS, make_sheet, write_events
from sayso.export.events.countries import find_country
from sayso.export.events.plover import QUAD_CODES, acled_type
from sayso.labels import EVENT_MODES
from tests.export.events.pages import make_shelling, make_shelling_sheet

_WEEKLY = (  # as the weekly files have them
    "Event ID|Event Date|Event Type|Event Mode|Intensity|Quad Code|Contexts|Actor Name|Actor Country|Actor COW|"
    "Primary Actor Sector|Actor Sectors|Actor Title|Actor Name Raw|Wikipedia Actor ID|Recipient Name|Recipient Country|"
    "Recipient COW|Primary Recipient Sector|Recipient Sectors|Recipient Title|Recipient Name Raw|"
    "Wikipedia Recipient ID|Placename|City|District|Province|Country|Latitude|Longitude|GeoNames ID|Raw Placename|"
    "Feature Type|Source|Publication Date|Story People|Story Organizations|Story Locations|Language|Version"
)
_CODEBOOK = (  # as ACLED's codebook has them
    "event_id_cnty|event_date|year|time_precision|disorder_type|event_type|sub_event_type|actor1|assoc_actor_1|inter1|"
    "actor2|assoc_actor_2|inter2|interaction|civilian_targeting|iso|region|country|admin1|admin2|admin3|location|"
    "latitude|longitude|geo_precision|source|source_scale|notes|fatalities|tags|timestamp"
)
POLECAT, ACLED = _WEEKLY.split("|"), _CODEBOOK.split("|")


def _written(name: str, **fields: Any) -> bytes:
    return b"".join(write_events(name, [make_shelling_sheet(**fields)]))


def _rows(name: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(_written(name).decode(), newline="")))


def test_pandas_reads_polecat_by_its_published_columns() -> None:
    table = pd.read_csv(io.BytesIO(_written("polecat")), sep="\t", usecols=POLECAT)
    assert list(table.columns) == POLECAT
    assert len(table) == 3  # what is only feared has no row
    first = table.iloc[0]
    assert pd.to_datetime(first["Event Date"]).date().isoformat() == "2024-05-04"
    assert (first["Event Type"], first["Event Mode"], first["Quad Code"]) == (
        "ASSAULT", "heavy-weapons", "MATERIAL CONFLICT",
    )  # fmt: skip
    assert (first["Actor Country"], first["Actor COW"], first["Primary Actor Sector"]) == ("UKR", 369, "MIL")
    assert first["Recipient Name"] == "the town"
    assert (first["Latitude"], first["Longitude"], first["GeoNames ID"]) == (48.25, -37.5, 101)
    assert (first["City"], first["Province"], first["Country"], first["Feature Type"]) == (
        "Dorvik", "Northmark", "UKR", "PPL",
    )  # fmt: skip
    assert "machine-read, unchecked; confidence 0.91" in first["Version"]
    assert table["Actor Name"][1] == "'=Marchers"  # no spreadsheet computes it
    assert table["Placename"].isna()[1]  # Halm could be two places
    assert table["Raw Placename"][1] == "Halm"
    assert table["Intensity"].isna().all()


def test_whatever_stands_in_a_page_a_row_is_a_row() -> None:
    hurt = 'He said "no\tway"\r\n=1+1\u2028'
    reading = make_shelling()
    assert reading.document is not None
    first, *others = reading.events or ()
    party = replace(first.actors[0], entity=hurt)
    document = replace(reading.document, outlet=hurt, title=hurt)
    told = replace(reading, document=document, events=(replace(first, actors=(party,), mode=hurt), *others))
    sheet = make_sheet(told)
    assert sheet is not None
    table = pd.read_csv(io.BytesIO(b"".join(write_events("polecat", [sheet]))), sep="\t")
    assert table.shape[1] == 40
    assert table["Actor Name"][0] == 'He said "no way" =1+1'
    rows = list(csv.DictReader(io.StringIO(b"".join(write_events("acled", [sheet])).decode(), newline="")))
    assert rows[0]["source"] == hurt
    assert all(None not in row for row in rows)
    assert len(json.loads(b"".join(write_events("geojson", [sheet])))["features"]) == 7


def test_acled_has_a_row_an_event_with_the_lowest_toll_and_all_of_them() -> None:
    rows = _rows("acled")
    assert list(rows[0])[:31] == ACLED
    assert [row["event_type"] for row in rows] == ["Explosions/Remote violence", "Protests", "Strategic developments"]
    first = rows[0]
    assert (first["event_date"], first["year"], first["time_precision"]) == ("2024-05-04", "2024", "1")
    assert first["sub_event_type"] == "Shelling/artillery/missile attack"
    assert (first["inter1"], first["inter2"], first["civilian_targeting"]) == (
        "State forces", "Civilians", "Civilian targeting",
    )  # fmt: skip
    assert (first["iso"], first["country"], first["admin1"], first["location"]) == (
        "804", "Ukraine", "Northmark", "Dorvik",
    )  # fmt: skip
    assert first["fatalities"] == "3"
    assert first["tolls"] == "at least 12 deaths: the governor (CT+); 3 deaths: a monitor (PR+)"
    assert first["tolls"] in first["notes"]
    assert "Ivo Tamm (CT-, denied)" in first["told_by"]
    assert (first["status"], first["vouched"]) == ("machine", "machine-read, unchecked")
    assert (rows[1]["tags"], rows[1]["inter1"]) == ("crowd size=around 2,000", "Protesters")
    assert rows[1]["fatalities"] == ""  # nobody tells of any: not nought
    assert (rows[2]["actor1"], rows[2]["actor2"], rows[2]["time_precision"]) == ("Ostrel", "Kerran", "3")


def test_acled_versions_have_a_row_a_source() -> None:
    rows = [row for row in _rows("acled_versions") if row["versions"] == "4"]
    assert len({row["event_id_cnty"] for row in rows}) == 1
    assert [(row["told_by"], row["fatalities"], row["took_place"]) for row in rows] == [
        ("author (CT+)", "", "true"),
        ("the governor (CT+)", "12", "true"),
        ("Ivo Tamm (CT-, denied)", "", "false"),
        ("a monitor (PR+)", "3", "true"),
    ]
    text = make_shelling_sheet().document.text
    start, end = map(int, rows[0]["places"].split("-"))
    assert text[start:end] == "shelled"


def test_shapely_reads_every_geometry_as_longitude_and_latitude() -> None:
    told = json.loads(_written("geojson"))
    assert told["type"] == "FeatureCollection"
    assert len(told["features"]) == 7
    points = [each for each in told["features"] if each["geometry"]]
    assert len(points) == 3
    for each in points:
        shape = shapely.geometry.shape(each["geometry"])
        assert (shape.x, shape.y) == (-37.5, 48.25)
        assert shape.is_valid
    for each in told["features"]:
        assert each["properties"]["vouched"] == "machine-read, unchecked"
        assert each["id"] == each["properties"]["id"]
    assert next(each for each in told["features"] if each["properties"]["mode"] == "demo")["geometry"] is None


def test_a_collection_without_features_is_one_too() -> None:
    assert json.loads(b"".join(write_events("geojson", [])))["features"] == []


def test_pyarrow_reads_the_versions_typed() -> None:
    table = pq.read_table(io.BytesIO(_written("parquet")))
    assert table.num_rows == 7
    frame = table.to_pandas()
    assert frame["event"].nunique() == 4
    assert frame["quantities"][1][0]["value"] == 12
    assert frame["actors"][6][1]["country"] == "IGO"
    assert table.schema.field("latitude").type == "double"
    assert set(frame["stand"]) == {"actual", "denied", "feared"}


def test_what_a_person_confirmed_says_so() -> None:
    reading = make_shelling()
    first, *others = reading.events or ()
    confirmed = replace(reading, events=(replace(first, status="confirmed"), *others))
    sheet = make_sheet(confirmed, judged={first.id: ("Ada", "2024-06-01")})
    assert sheet is not None
    row = next(csv.DictReader(io.StringIO(b"".join(write_events("acled", [sheet])).decode(), newline="")))
    assert (row["status"], row["vouched"]) == ("confirmed", "confirmed by Ada on 2024-06-01")


def test_every_type_has_a_quad_code() -> None:
    assert set(QUAD_CODES) == set(EVENT_MODES)


@pytest.mark.parametrize(
    ("told", "expected"),
    [
        (("ASSAULT", "firearms", ["REB"], ["MIL"]), ("Battles", "Armed clash")),
        (("ASSAULT", "firearms", ["REB"], ["CVL"]), ("Violence against civilians", "Attack")),
        (("ASSAULT", "firearms", ["CRM"], ["UNK"]), ("", "")),
        (("ASSAULT", None, ["REB"], ["MIL"]), ("", "")),
        (("PROTEST", "strike", ["LAB"], []), ("", "")),
        (("PROTEST", "riot", [], []), ("Riots", "Violent demonstration")),
        (("AGREE", None, ["GOV"], ["GOV"]), ("", "")),
    ],
)
def test_types_of_acled_are_given_where_they_are_plain(told: Any, expected: tuple[str, str]) -> None:
    assert acled_type(*told)[1:] == expected


def test_countries_are_found_by_both_codes() -> None:
    kosovo, germany = find_country("XK"), find_country("DEU")
    assert germany == find_country("DE")
    assert germany is not None
    assert (germany.number, germany.cow, germany.name) == (276, 255, "Germany")
    assert kosovo is not None
    assert (kosovo.alpha3, kosovo.number) == ("XKX", None)
    assert find_country("IGO") is None


def test_an_unknown_format_is_refused() -> None:
    with pytest.raises(SettingsError, match="give one of polecat, acled"):
        write_events("xml", [])
    assert set(FORMATS) == {"polecat", "acled", "acled_versions", "geojson", "parquet"}
