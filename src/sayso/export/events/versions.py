"""Put together what several voices of one page tell of the same event. In: events of one page. Out: groups of them.

Two are versions of one event where type, mode, actors, recipients, place and day agree as far as both tell them, and at
least who acts, who is acted upon, where or when is told by both. Of a page alone: nothing here goes from page to page.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from typing import Literal

from sayso.records import Document, Event, Moment, Party, Place

_Agreement = Literal["same", "unknown", "other"]
_ARTICLES = ("the ", "a ", "an ", "some ")


def group_versions(
    document: Document, events: Iterable[Event], places: Mapping[str, Place], moments: Mapping[str, Moment]
) -> tuple[tuple[Event, ...], ...]:
    """Return the events of a page in groups, each told of one event, in the order in which they are given.

    `places` and `moments` are those of the page, by their ids. An event joins the first group all of which it can be a
    version of, so what says little never ties two together that differ.
    """
    groups: list[list[Event]] = []
    for event in events:
        for group in groups:
            found = [_compare(document, event, other, places, moments) for other in group]
            if "other" not in found and "same" in found:
                group.append(event)
                break
        else:
            groups.append([event])
    return tuple(tuple(group) for group in groups)


def _compare(
    document: Document, one: Event, other: Event, places: Mapping[str, Place], moments: Mapping[str, Moment]
) -> _Agreement:
    if one.event_type != other.event_type or (one.mode and other.mode and one.mode != other.mode):
        return "other"
    if one.reciprocal or other.reciprocal:  # everybody acts on everybody: sides tell nothing
        sides = [_parties(document, (*one.actors, *one.recipients), (*other.actors, *other.recipients))]
    else:
        sides = [_parties(document, getattr(one, side), getattr(other, side)) for side in ("actors", "recipients")]
    here, there = (places.get(each.place or "") for each in (one, other))
    then, later = (moments.get(each.moment or "") for each in (one, other))
    found = (*sides, _places(document, here, there), _days(then, later))
    if "other" in found:
        return "other"
    return "same" if "same" in found else "unknown"


def _parties(document: Document, some: Sequence[Party], others: Sequence[Party]) -> _Agreement:
    if not some or not others:
        return "unknown"
    mine, theirs = ({key for party in side for key in _keys(document, party)} for side in (some, others))
    return "same" if mine & theirs else "other"


def _keys(document: Document, party: Party) -> Iterable[str]:
    """Yield what a party is known by: its name, its words, its country with its sectors."""
    if party.entity:
        yield party.entity.casefold()
    yield _plain(document.quote(party.span))
    if party.country and party.sectors:
        yield f"{party.country} {' '.join(sorted(party.sectors))}"


def _places(document: Document, one: Place | None, other: Place | None) -> _Agreement:
    if one is None or other is None:
        return "unknown"
    if _plain(document.quote(one.span)) == _plain(document.quote(other.span)):
        return "same"
    if one.resolved is None or other.resolved is None:
        return "unknown"
    return "same" if one.resolved == other.resolved else "other"


def _days(one: Moment | None, other: Moment | None) -> _Agreement:
    spans = [_span(each) for each in (one, other)]
    if None in spans:
        return "unknown"
    (first, last), (start, end) = (span for span in spans if span)
    if first > end or start > last:
        return "other"
    # of months and years alone it is not told that they mean one day
    return "same" if max(last - first, end - start) <= timedelta(days=1) else "unknown"


def _span(moment: Moment | None) -> tuple[date, date] | None:
    if moment is None or (moment.start is None and moment.end is None):
        return None
    return moment.start or date.min, moment.end or date.max


def _plain(words: str) -> str:
    folded = " ".join(words.casefold().split())
    for article in _ARTICLES:
        folded = folded.removeprefix(article)
    return folded
