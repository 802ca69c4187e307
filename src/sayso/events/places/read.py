"""Read the places of a page: where names of places stand, what each means, and what it does there.

In: a document, its statements, and the states that the encoder made of its text. Out: `Place`s in text order. Names are
read in the article and in readers' comments, never in menus. What could be many keeps its candidates, and is resolved
only from a bound on.
"""

from __future__ import annotations

import math
import re
from bisect import bisect_right
from collections.abc import Mapping, Sequence

from sayso.events.places.find import Name, find_names
from sayso.events.places.gazetteer import Found, load_gazetteer
from sayso.events.places.names import Lookup, Meaning
from sayso.events.places.own import OwnGazetteer, load_own
from sayso.events.places.resolve import Chance, Named, resolve
from sayso.events.places.signs import BODY_WORDS, LOCAL, PUBLIC, windows
from sayso.events.places.words import split_words
from sayso.language.encoder import States
from sayso.records import Document, Span, Statement
from sayso.records.document import ARTICLE_ROLES
from sayso.records.setting import Candidate, Place, PlaceRole
from sayso.settings import load_settings

#: How many candidates are kept, and from which chance on.
MOST, LEAST = 5, 0.01
NEAR = 1.0  # degrees within which two rows of one name are counted as one place
#: The chance that a name is a place's and means this, from which it is resolved; see docs/events.md.
BOUND = 0.25
#: A logistic regression fitted on half of two collections: the head's log-odds, the resolver's, one row only, bias.
_SURE = (0.265, 0.699, -0.969, -1.439)
_SPEAKS = re.compile(
    r"(?:,)? (?:(?:has|have|had|also|later|again|still|now|will|would) )*(?:said|says|say|saying|told|denied|denies|"
    r"accused|accuses|warned|warns|announced|insists|insisted|rejected|rejects|condemned|condemns|vowed|urged|demanded|demands|"
    r"called|calls|claims|claimed|wants|agreed|refused|refuses|sent|offered|declared|pledged|imposed|expelled|recalled)\b"
)
_OWNS = re.compile(r"(?:['’]s?)(?= [a-z])")
_ACTORS = LOCAL - frozenset((
    "city", "county", "counties", "province", "state", "district", "region", "area", "town", "village", "suburb",
    "neighborhood", "neighbourhood", "airport", "hospital", "market", "office", "home", "street", "streets",
    "school", "schools", "court",
)) | frozenset((
    "envoy", "ambassador", "army", "forces", "soldiers", "diplomat", "diplomats", "delegation", "minister",
    "president", "prime", "foreign", "defence", "defense", "embassy", "side", "leaders", "leader", "negotiators",
    "warplanes", "jets",
))  # fmt: skip


def read_places(document: Document, statements: Sequence[Statement], states: States) -> tuple[Place, ...]:
    """Return the places that a document names, in the order of its text.

    Raises SettingsError where the user's gazetteer has a wrong row.
    """
    path = load_settings().gazetteer
    own = load_own(path) if path else None
    lookup = Lookup(load_gazetteer(), own)
    names, meanings = find_names(document.text, states, lookup)
    names = _read_only(document, names)
    outlet, known = _outlet_places(document.outlet, lookup)
    chances = resolve([*map(_named, names), *outlet], {**known, **meanings})
    speakers = [span for statement in statements for span in statement.source]
    places, document_id = [], document.id
    for name in names:
        role = _role(document.text, name, speakers)
        places.append(_place(document_id, name, chances.get(name.words, ()), role, own))
    return tuple(places)


def _named(name: Name) -> Named:
    return Named(words=name.words, inside=name.inside)


def _read_only(document: Document, names: Sequence[Name]) -> list[Name]:
    """Return the names that stand in the article or in a comment."""
    if not document.blocks:
        return list(names)
    kept = [block.span for block in document.blocks if block.role in ARTICLE_ROLES]
    kept += [comment.span for comment in document.comments if comment.span]
    kept.sort()
    starts = [span.start for span in kept]
    parts = (bisect_right(starts, name.span.start) - 1 for name in names)
    return [name for name, part in zip(names, parts, strict=True) if part >= 0 and kept[part].holds(name.span)]


def _outlet_places(outlet: str | None, lookup: Lookup) -> tuple[list[Named], Mapping[str, Meaning]]:
    """Return the place that a local paper bears in its name: "Lowell" of the "Lowell Sun Herald"."""
    words = split_words(outlet or "")
    if len(words) < 2 or not (words[-1].text in BODY_WORDS or words[-1].text in {"Sun", "Star", "Globe", "Courier"}):
        return [], {}
    parts = [window for window in windows(outlet or "", words) if window.first == 0 and window.last < len(words) - 1]
    found = lookup(window.text for window in parts)
    longest = max((name for name in found), key=len, default=None)
    return ([Named(words=longest)], {longest: found[longest]}) if longest else ([], {})


def _place(document_id: str, name: Name, chances: Sequence[Chance], role: PlaceRole, own: OwnGazetteer | None) -> Place:
    if not chances or name.meaning is None:
        return Place(document_id=document_id, span=name.span, role=role)
    sure = confidence(name.sure, chances)
    kept = tuple(_candidate(each, own) for each in chances[:MOST] if each.chance >= LEAST)
    return Place(
        document_id=document_id,
        span=name.span,
        role=role,
        resolved=kept[0] if sure >= BOUND else None,
        candidates=kept,
        confidence=sure,
    )


def _candidate(chance: Chance, own: OwnGazetteer | None) -> Candidate:
    if chance.row.row < 0 and own is not None:
        return own.candidate(chance.row.row)
    return load_gazetteer().candidate(chance.row.row)


def confidence(sure: float, chances: Sequence[Chance]) -> float:
    """Return the calibrated chance that a name is a place's and means the likeliest of its rows."""
    signs = (_odds(sure), _odds(sum_near(chances)), float(len(chances) == 1), 1.0)
    return round(1 / (1 + math.exp(-sum(weight * sign for weight, sign in zip(_SURE, signs, strict=True)))), 4)


def sum_near(chances: Sequence[Chance]) -> float:
    """Return the chance of the likeliest row and of those beside it: a city and its province are one place."""
    first = chances[0].row
    return sum(each.chance for each in chances if _degrees_apart(first, each.row) <= NEAR)


def _degrees_apart(one: Found, other: Found) -> float:
    across = (one.longitude - other.longitude) * math.cos(math.radians(one.latitude))
    return math.hypot(one.latitude - other.latitude, across)


def _odds(chance: float) -> float:
    held = min(max(chance, 0.01), 0.99)
    return math.log(held / (1 - held))


def _role(text: str, name: Name, speakers: Sequence[Span]) -> PlaceRole:
    """Return whether something happens there, or whether it is whose: a people, who acts, what belongs to it."""
    if name.meaning is None:
        return "where"
    if name.meaning.people:
        return "whose"
    behind = text[name.span.end : name.span.end + 40]
    states = any(row.feature.startswith(("PCL", "PPLC", "TERR")) for row in name.meaning.rows)
    if states and (_SPEAKS.match(behind) or _OWNS.match(behind) or _is_speaker(text, name.span, speakers)):
        return "whose"
    following = re.match(r"(?:['’]s)? ([\w.]+)", behind)
    word = following.group(1) if following else ""
    return "whose" if word in _ACTORS or word in PUBLIC else "where"


def _is_speaker(text: str, span: Span, speakers: Sequence[Span]) -> bool:
    """Whether a source of a statement is nothing but this name."""
    return any(source.holds(span) and not text[source.start : span.start].strip(" theT") and source.end - span.end <= 1
               for source in speakers)  # fmt: skip
