"""The label book's vocabularies: every value that a label can have, and a status in words. See docs/labels.md.

In: nothing. Out: the values by label.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import get_args

from sayso.records import EventStand, Form, Layer, PlaceRole, Role, Status

SOURCE_KINDS = (
    "government", "military", "intergovernmental", "state_media", "news_media", "ngo", "party_or_opposition", "expert",
    "company", "court_or_police", "public", "document", "media_item", "reader", "author", "unknown",
)  # fmt: skip
NAMINGS = ("named", "body", "unnamed", "none")
RELATIONS = ("speaker", "said_to", "quoted_by", "reported_by", "posted_by", "leaked_by", "obtained_by")
ACTS = (
    "assert", "deny", "admit", "accuse", "condemn", "support", "promise", "demand", "threaten", "predict",
    "believe", "ask", "show", "offer",
)  # fmt: skip
STANCES = ("factive", "neutral", "distanced", "undercut")
FACTUALITIES = ("CT+", "PR+", "PS+", "CT-", "PR-", "PS-", "Uu")
EVIDENCE = ("missing", "purported", "documented", "witnessed", "recorded", "leaked", "anonymous", "hearsay")
#: PLOVER 0.8 with the modes of its codebook: what types of events there are, and the modes of each.
EVENT_MODES: Mapping[str, tuple[str, ...]] = {
    "AGREE": (),
    "CONSULT": ("visit", "third-party", "multilateral", "phone"),
    "SUPPORT": (),
    "CONCEDE": (),
    "COOPERATE": (),
    "AID": (),
    "RETREAT": ("withdraw", "release", "return", "disarm", "ceasefire", "access", "resign"),
    "REQUEST": ("assist", "change", "yield", "meet"),
    "REJECT": ("assist", "change", "yield", "meet"),
    "ACCUSE": ("disapprove", "investigate", "allege"),
    "THREATEN": ("restrict", "ban", "arrest", "relations", "rights", "expel", "territory", "violence"),
    "PROTEST": ("demo", "riot", "strike", "hunger", "boycott", "obstruct", "vandalize"),
    "SANCTION": ("convict", "expel", "withdraw", "discontinue"),
    "MOBILIZE": ("troops", "weapons", "police", "militia"),
    "COERCE": (
        "seize", "restrict", "ban", "censor", "curfew", "martial-law", "arrest", "deport", "withhold", "misinformation",
        "cyber",
    ),
    "ASSAULT": (
        "abduct", "beat", "torture", "execute", "sexual", "assassinate", "targeted", "destroy", "primitive", "firearms",
        "explosives", "suicide-attack", "aerial", "drone", "heavy-weapons", "crowd-control", "cleansing", "massacre",
        "unconventional",
    ),
}  # fmt: skip
CONTEXTS = (
    "military", "intelligence", "executive", "legislative", "election", "political_institutions", "pro_democracy",
    "pro_autocracy", "economic", "legal", "reparations", "human_rights", "rights_freedoms", "repression",
    "human_security", "gender", "lgbt", "religion_ethnicity", "inequality", "diplomatic", "territory", "peacekeeping",
    "health", "asylum", "migration", "disasters", "natural_resource", "environment", "technology", "terrorism", "cbrn",
    "cyber", "misinformation", "crime", "corruption", "illegal_drugs", "trafficking",
)  # fmt: skip
SECTORS = (
    "COP", "GOV", "JUD", "LEG", "MIL", "PRM", "PTY", "REB", "SPY", "UAF", "UNK", "AGR", "BUS", "CRM", "CVL", "EDU",
    "ELI", "JRN", "LAB", "MED", "REF", "OPP", "PRE", "REL", "SOC",
)  # fmt: skip
#: What the numbers of an event count.
COUNTED = (
    "deaths", "injuries", "missing", "arrested", "abducted", "displaced", "troops", "prisoners", "protesters", "votes",
    "money", "area", "share", "other",
)  # fmt: skip

VALUES: Mapping[str, tuple[str, ...]] = {
    "form": get_args(Form),
    "status": get_args(Status),
    "layer": get_args(Layer),
    "source_kind": SOURCE_KINDS,
    "naming": NAMINGS,
    "rel": RELATIONS,
    "act": ACTS,
    "stance": STANCES,
    "factuality": FACTUALITIES,
    "evidence": EVIDENCE,
    "role": get_args(Role),
}

#: The same of events, places and the numbers of events.
EVENT_VALUES: Mapping[str, tuple[str, ...]] = {
    "event_type": tuple(EVENT_MODES),
    "context": CONTEXTS,
    "sector": SECTORS,
    "stand": get_args(EventStand),
    "place_role": get_args(PlaceRole),
    "counts": COUNTED,
}


def vouched(status: str, by: str | None = None, on: str | None = None) -> str:
    """Return in words who vouches for a statement having been read so: a machine, or who judged it, and when."""
    if status == "machine":
        return "machine-read, unchecked"
    return f"{status} by {by or 'a person'}{f' on {on}' if on else ''}"
