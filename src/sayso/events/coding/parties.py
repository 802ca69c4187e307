"""Say who a party to an event is: its name where that is sure, its country, its sectors.

In: a party's words, statements with their speakers, places. Out: `Party`s. Nobody is guessed: a pronoun has the name of
its speaker where the statement beside it is sure of that, else none.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import cache

from sayso.events.coding.words import vocabulary
from sayso.events.places.countries import country_of, load_countries
from sayso.records import Party, Place, Ranges, Span, Statement

_SECTOR = 0.4  # the chance from which a sector is told
_MOST = 2  # sectors told of a party
_NAMED = re.compile(r"(?<=[^\W\d_.] )[A-Z][\w’'-]+|\b[A-Z]{2,}\b")  # a capital behind another word
_SAME = 0.6  # of a speaker's words and a party's must be the same for them to be one


class Parties:
    """The parties of one page."""

    def __init__(self, text: str, statements: Iterable[Statement], places: Sequence[Place]) -> None:
        self._text, self._places = text, places
        self._where = Ranges(place.span for place in places)
        named = [(each, span) for each in statements if each.entity for span in each.source]
        self._speakers = [statement for statement, _ in named]
        self._spoken = [span for _, span in named]
        self._sources = Ranges(self._spoken)

    def of(self, span: Span, sectors: Iterable[tuple[str, float]]) -> Party:
        """Return the party that a span names; `sectors` come with their chances, the likeliest first."""
        words = self._text[span.start : span.end]
        speaker = self._speaker(span)
        entity = speaker.entity if speaker else None
        told = [part for part in (words, entity, speaker.affiliation if speaker else None) if part]
        body = next((code for part in told if (code := body_of(part))), None)
        country = next((code for part in told if (code := country_of(part) or country_of(_behind_first(part)))), None)
        likely = tuple(name for name, chance in sectors if chance > _SECTOR)[:_MOST]
        return Party(span=span, entity=entity, country=body or country, sectors=likely)

    def placed(self, parties: Iterable[Party], sentence: Span) -> tuple[Party, ...]:
        """Give parties without a country or a name that of their sentence, where all its places lie in one."""
        named = {self._country(self._places[at]) for at in self._where.over(sentence)}
        only = named.pop() if len(named) == 1 else None
        return tuple(
            party if party.country or self._has_name(party) else replace(party, country=only) for party in parties
        )

    def _has_name(self, party: Party) -> bool:
        """Whether a party is named: who is told by name may be from anywhere ("President Otto")."""
        words = self._text[party.span.start : party.span.end]
        return _NAMED.search(words) is not None or (" " not in words and words[:1].isupper())

    def _country(self, place: Place) -> str | None:
        return _alpha3().get(place.resolved.country or "") if place.resolved else None

    def _speaker(self, span: Span) -> Statement | None:
        """Return the statement whose source a party's words are."""
        for at in self._sources.over(span):
            other = self._spoken[at]
            shared = min(other.end, span.end) - max(other.start, span.start)
            if shared >= _SAME * max(other.end - other.start, span.end - span.start):
                return self._speakers[at]
        return None


def _behind_first(words: str) -> str:
    """Return a phrase without its first word, which opens a sentence in capitals ("Angry French bakers")."""
    return words.partition(" ")[2]


def body_of(words: str) -> str | None:
    """Return IGO, NGO or MNC where words name a body of many states, of none, of business."""
    return next((code for code, pattern in _bodies() if pattern.search(words)), None)


@cache
def _bodies() -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple(
        (code, re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, sorted(names, key=len, reverse=True)))})(?![\w-])"))
        for code, names in vocabulary()["bodies"].items()
    )


@cache
def _alpha3() -> dict[str, str]:
    return {country.alpha2: country.alpha3 for country in load_countries() if country.alpha2}
