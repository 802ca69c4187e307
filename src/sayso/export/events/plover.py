"""What PLOVER's types are called elsewhere: POLECAT's quad codes, ACLED's types of events and of actors.

In: types, modes and sectors of PLOVER. Out: other people's words, None where theirs does not follow plainly from ours.
Quad codes are those under each type in PLOVER's codebook. Intensities are published with the data alone, not as a
table: none is given here.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

_QUADS: Mapping[str, tuple[str, ...]] = {
    "VERBAL COOPERATION": ("AGREE", "CONSULT", "SUPPORT", "CONCEDE"),
    "MATERIAL COOPERATION": ("COOPERATE", "AID", "RETREAT"),
    "VERBAL CONFLICT": ("REQUEST", "ACCUSE", "REJECT", "THREATEN"),
    "MATERIAL CONFLICT": ("PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT"),
}
QUAD_CODES: Mapping[str, str] = {name: quad for quad, names in _QUADS.items() for name in names}

_VIOLENCE, _DEMONSTRATION, _STRATEGIC = "Political violence", "Demonstrations", "Strategic developments"
_DISORDER: Mapping[str, str] = {
    "Battles": _VIOLENCE,
    "Explosions/Remote violence": _VIOLENCE,
    "Violence against civilians": _VIOLENCE,
    "Protests": _DEMONSTRATION,
    "Riots": _DEMONSTRATION,
    "Strategic developments": _STRATEGIC,
}
# by type and mode; an empty second part where ACLED's finer type does not follow from the mode
_BY_MODE: Mapping[tuple[str, str | None], tuple[str, str]] = {
    ("ASSAULT", "aerial"): ("Explosions/Remote violence", "Air/drone strike"),
    ("ASSAULT", "drone"): ("Explosions/Remote violence", "Air/drone strike"),
    ("ASSAULT", "heavy-weapons"): ("Explosions/Remote violence", "Shelling/artillery/missile attack"),
    ("ASSAULT", "explosives"): ("Explosions/Remote violence", "Remote explosive/landmine/IED"),
    ("ASSAULT", "suicide-attack"): ("Explosions/Remote violence", "Suicide bomb"),
    ("ASSAULT", "abduct"): ("Violence against civilians", "Abduction/forced disappearance"),
    ("ASSAULT", "sexual"): ("Violence against civilians", "Sexual violence"),
    ("ASSAULT", "destroy"): ("Strategic developments", "Looting/property destruction"),
    ("PROTEST", "demo"): ("Protests", ""),
    ("PROTEST", "obstruct"): ("Protests", ""),
    ("PROTEST", "riot"): ("Riots", "Violent demonstration"),
    ("RETREAT", "ceasefire"): ("Strategic developments", "Agreement"),
    ("COERCE", "arrest"): ("Strategic developments", "Arrests"),
    ("MOBILIZE", "troops"): ("Strategic developments", ""),
    ("MOBILIZE", "weapons"): ("Strategic developments", ""),
    ("MOBILIZE", "militia"): ("Strategic developments", ""),
}
_HAND_TO_HAND = frozenset({"firearms", "primitive", "beat", "execute", "assassinate", "targeted", "massacre"})
STATE, CIVILIANS = "State forces", "Civilians"
_ACTORS: Mapping[str, tuple[str, ...]] = {
    STATE: ("GOV", "MIL", "COP", "SPY", "JUD", "LEG", "PRM"),
    "Rebel group": ("REB",),
    CIVILIANS: ("AGR", "BUS", "CVL", "EDU", "ELI", "JRN", "LAB", "MED", "REF", "REL", "SOC", "OPP", "PTY"),
}
_ARMED = frozenset({"MIL", "COP", "SPY", "PRM", "REB", "UAF"})


def acled_actor(event_type: str, mode: str | None, sectors: Iterable[str], *, acts: bool) -> str | None:
    """Return which kind of actor ACLED would call one of these sectors; who protests is a protester or a rioter."""
    if acts and event_type == "PROTEST":
        return "Rioters" if mode == "riot" else "Protesters"
    kinds = {kind for kind, codes in _ACTORS.items() if set(codes) & set(sectors)}
    return kinds.pop() if len(kinds) == 1 else None  # of two kinds at once: theirs is not plain


def acled_type(event_type: str, mode: str | None, acting: Iterable[str], hit: Iterable[str]) -> tuple[str, str, str]:
    """Return ACLED's disorder, event and sub-event type, "" for what does not follow plainly.

    `acting` and `hit` are the sectors of actors and recipients: armed ones on both sides make a battle.
    """
    known = _BY_MODE.get((event_type, mode))
    if known is None and event_type == "ASSAULT" and mode in _HAND_TO_HAND:
        armed, struck = bool(_ARMED & set(acting)), set(hit)
        if armed and struck & _ARMED:
            known = ("Battles", "Armed clash")
        elif struck & set(_ACTORS[CIVILIANS]) and not struck & _ARMED:
            known = ("Violence against civilians", "Attack")
    if known is None:
        return "", "", ""
    return _DISORDER[known[0]], *known
