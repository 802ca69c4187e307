"""What a name may mean: from its words as a page writes them to the rows of the gazetteer that bear it.

In: the words of a name ("Rapides Parish", "N.C.", "North London", "Kenyan"). Out: a `Meaning`: its rows, and what the
words tell of them. A word for what it is ("County", "province") keeps only rows of that sort; a part of the sky before
a name is looked past where the whole is not known.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache

from sayso.events.places.countries import load_spellings
from sayso.events.places.gazetteer import Found, Gazetteer
from sayso.events.places.own import OwnGazetteer
from sayso.events.places.spelling import fold

#: Ends of names that say which sort of place it is.
DIVISION_WORDS = frozenset((
    "county", "counties", "parish", "province", "provinces", "state", "states", "region", "district", "governorate",
    "department", "oblast", "prefecture", "municipality", "borough", "shire", "canton", "republic", "territory",
    "raion", "voivodeship", "emirate", "regency",
))  # fmt: skip
TOWN_WORDS = frozenset(
    (
        "city",
        "town",
        "village",
        "township",
    )
)
_SECOND = frozenset(
    (
        "county",
        "counties",
        "parish",
        "borough",
    )
)
_SKY = re.compile(
    r"^(?:(?:north|south|east|west|central|north[- ]?east|north[- ]?west|south[- ]?east|south[- ]?west|upper|lower|"
    r"inner|outer|downtown|greater|mid)(?:ern)?|old|metro|suburban)[ -](.{3,})$"
)
_OF = re.compile(r"^(?:city|town|village|county|province|state|district|port|republic|governorate|kingdom) of (.{3,})$")
_LINKED = re.compile(
    r"^(.{2,})[-–](?:based|backed|led|held|controlled|run|born|occupied|made|funded|trained|area|style)$", re.IGNORECASE
)

#: Abbreviations of divisions: dotted or short forms as newspapers write them, and the two letters of the post.
_STATES = """Alabama Ala. AL|Alaska Alaska AK|
Arizona Ariz. AZ|Arkansas Ark. AR|California Calif. Cal. CA|Colorado Colo. CO|
Connecticut Conn. CT|Delaware Del. DE|Florida Fla. FL|Georgia Ga. GA|Hawaii Hawaii HI|Idaho Idaho ID|Illinois Ill. IL|
Indiana Ind. IN|Iowa Iowa IA|Kansas Kan. Kans. KS|Kentucky Ky. KY|Louisiana La. LA|Maine Maine ME|Maryland Md. MD|
Massachusetts Mass. MA|Michigan Mich. MI|Minnesota Minn. MN|Mississippi Miss. MS|Missouri Mo. MO|Montana Mont. MT|
Nebraska Neb. Nebr. NE|Nevada Nev. NV|New_Hampshire N.H. NH|New_Jersey N.J. NJ|New_Mexico N.M. NM|New_York N.Y. NY|
North_Carolina N.C. NC|North_Dakota N.D. ND|Ohio Ohio OH|Oklahoma Okla. OK|Oregon Ore. OR|Pennsylvania Pa. Penn. PA|
Rhode_Island R.I. RI|South_Carolina S.C. SC|South_Dakota S.D. SD|Tennessee Tenn. TN|Texas Tex. TX|Utah Utah UT|
Vermont Vt. VT|Virginia Va. VA|Washington Wash. WA|West_Virginia W.Va. W._Va. WV|Wisconsin Wis. WI|Wyoming Wyo. WY|
Washington,_D.C. D.C. DC"""
_PROVINCES = """Ontario Ont. ON|Quebec Que. QC|Nova_Scotia N.S. NS|New_Brunswick N.B. NB|Manitoba Man. MB|
British_Columbia B.C. BC|Prince_Edward_Island P.E.I. PE|Saskatchewan Sask. SK|Alberta Alta. AB|
Newfoundland_and_Labrador N.L. NL"""
_AUSTRALIAN = "New_South_Wales NSW N.S.W.|Queensland Qld QLD|Victoria Vic.|Tasmania Tas."


@dataclass(frozen=True, slots=True, kw_only=True)
class Meaning:
    """The rows that a name may mean; `sort` is what its words say it is, `part` whether it is a part of them."""

    rows: tuple[Found, ...]
    sort: str | None = None
    part: bool = False
    people: bool = False


@cache
def abbreviations() -> Mapping[str, tuple[str, str, bool]]:
    """Return by abbreviation: the division's name, its country, whether it is only one behind a town's name."""
    table = {}
    for lines, country in ((_STATES, "US"), (_PROVINCES, "CA"), (_AUSTRALIAN, "AU")):
        for entry in lines.replace("\n", "").split("|"):
            name, *forms = (word.replace("_", " ") for word in entry.split(" "))
            for form in forms:
                if form != name:
                    bare = form.isupper() and len(form) == 2
                    table[form] = (name, country, (bare and form not in {"DC", "BC"}) or form in _SHORT_WORDS)
    return table


_SHORT_WORDS = frozenset((
    "Miss.", "Ark.", "Ore.", "Mass.", "Wash.", "Man.", "Cal.", "Pa.", "Ill.", "Del.", "Penn.", "Ala.", "Mo.", "Me.",
    "La.", "Md.", "Col.", "Vic.", "Tas.", "Ind.", "Mich.",
))  # fmt: skip


class Lookup:
    """What names mean by a gazetteer, and by the user's own, whose rows win."""

    def __init__(self, gazetteer: Gazetteer, own: OwnGazetteer | None = None) -> None:
        self._gazetteer, self._own = gazetteer, own

    def __call__(self, names: Iterable[str]) -> dict[str, Meaning]:
        """Return what each of these names may mean, where it may mean anything."""
        ways = {name: list(_ways(name)) for name in dict.fromkeys(names)}
        asked = list({folded for tried in ways.values() for folded, _, _ in tried})
        known: dict[str, tuple[Found, ...]] = dict(self._gazetteer.find(asked))
        if self._own is not None:
            known |= self._own.find(asked)
        found = {}
        for name, tried in ways.items():
            for folded, sort, part in tried:
                rows = _kept(known.get(folded, ()), sort, _country_of_short(name))
                if rows:
                    people = load_spellings().get(name.replace("’", "'"), (None, ""))[1] == "people"
                    found[name] = Meaning(rows=rows, sort=sort, part=part, people=people or _is_people(name, folded))
                    break
        return found


def _ways(name: str) -> Iterable[tuple[str, str | None, bool]]:
    """Yield the folded names under which to look, what the words say of the place, whether it is a part of it."""
    if short := abbreviations().get(name) or abbreviations().get(name + "."):
        yield fold(short[0]), "first", False
        return
    folded = fold(name)
    last = folded.rpartition(" ")[2]
    sort = "second" if last in _SECOND else "division" if last in DIVISION_WORDS else None
    yield folded, sort if sort == "second" else None, False
    if match := _LINKED.match(name):
        yield fold(match.group(1)), None, False
    if " " in folded and (sort or last in TOWN_WORDS):
        yield folded.rpartition(" ")[0], sort or "town", False
    if match := _OF.match(folded):
        yield match.group(1), None, False
    if match := _SKY.match(folded):
        yield match.group(1), None, True


def _kept(rows: Sequence[Found], sort: str | None, country: str | None) -> tuple[Found, ...]:
    """Return the rows of the sort that the words tell."""
    if sort == "first":
        rows = [row for row in rows if row.feature == "ADM1" and row.country == country]
    elif sort == "second":
        rows = [row for row in rows if row.feature.startswith("ADM")]
    elif sort == "division":
        rows = [row for row in rows if row.feature.startswith(("ADM", "RGN"))]
    elif sort == "town":
        rows = [row for row in rows if not row.feature.startswith(("ADM", "PCL"))]
    return tuple(rows)


def _country_of_short(name: str) -> str | None:
    short = abbreviations().get(name) or abbreviations().get(name + ".")
    return short[1] if short else None


#: Adjectives and peoples of regions that are no countries; those of countries stand in their table.
_PEOPLES = frozenset((
    "african", "africans", "asian", "asians", "european", "europeans", "kashmiri", "chechen", "chechens", "tibetan",
    "tibetans", "catalan", "catalans", "crimean", "crimeans", "abkhazian", "abkhaz", "south ossetian",
    "south ossetians", "scandinavian", "siberian", "sicilian", "bavarian", "latin american", "latin americans",
    "north american", "central american", "west african", "east african", "north african", "middle eastern",
    "soviet", "soviets", "yugoslav", "east german", "central asian", "southeast asian", "basque", "flemish",
    "corsican", "cretan",
))  # fmt: skip


def _is_people(name: str, folded: str) -> bool:
    return folded in _PEOPLES or folded.removesuffix("s") in _PEOPLES or (
        "-" in name and load_spellings().get(name.partition("-")[0], (None, ""))[1] == "people"
    )  # fmt: skip


def with_rows(meaning: Meaning, rows: Sequence[Found]) -> Meaning:
    """Return the meaning with other rows."""
    return replace(meaning, rows=tuple(rows))
