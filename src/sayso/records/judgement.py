"""What a person says of a statement, an event, a claim. In: who, when, on which characters, what. Out: its id."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Literal

from sayso.records.ids import make_id
from sayso.records.setting import Candidate

JudgementKind = Literal["confirm", "correct", "reject", "add"]
EventJudgementKind = Literal["confirm", "correct", "reject"]
ClaimJudgementKind = Literal["merge", "split", "confirm", "reject", "rename"]


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Anchor:
    """A range of characters of the decoded page as it came in, and the words that were read there."""

    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Spans:
    """The three parts of a statement as anchors in the page."""

    source: tuple[Anchor, ...] = ()
    cue: tuple[Anchor, ...] = ()
    content: tuple[Anchor, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgement:
    """What a person says of a statement: who, when, on which characters of the page, which labels.

    `anchors` are the parts of the statement judged, as the person saw them (of an added one: the parts it has);
    `corrected` the parts as they should be, if those were corrected. `labels` are fields of `Statement` by name:
    all that a `confirm` stands for, those a `correct` changes, those an `add` gives.
    """

    kind: JudgementKind
    by: str
    at: datetime
    page_id: str
    anchors: Spans
    corrected: Spans | None = None
    labels: Mapping[str, str | bool | None] = field(default_factory=dict, hash=False)
    note: str | None = None

    @property
    def id(self) -> str:
        """Judgement id, over all it says."""

        def parts(spans: Spans | None) -> Any:
            each = (spans.source, spans.cue, spans.content) if spans else ()
            return [[[a.start, a.end, a.text] for a in anchors] for anchors in each]

        spans = (parts(self.anchors), parts(self.corrected))
        labels = sorted(self.labels.items())
        when = self.at.isoformat()
        return make_id("judg", self.kind, self.by, when, self.page_id, *spans, labels, self.note)


@dataclass(frozen=True, slots=True, kw_only=True)
class PartyAnchor:
    """Who acts or is acted upon, by its words in the page; the other fields are those of `Party`."""

    anchor: Anchor
    entity: str | None = None
    country: str | None = None
    sectors: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class EventJudgement:
    """What a person says of an event, held on to the characters of its cue; `voiced`: whether a statement told it.

    `labels` are those a `correct` changes and all that a `confirm` stands for: `event_type`, `mode`, `stand`,
    `factuality`, `source` as in `Event`, and `date`, which is an ISO value as `Moment` has it. `actors` and
    `recipients` are those that it should have, None where they stay. `place` is where it was, `place_at` the words for
    it and `date_at` those for the date, None where the page has none; `unplaced` says that it has no place.
    """

    kind: EventJudgementKind
    by: str
    at: datetime
    page_id: str
    cue: tuple[Anchor, ...]
    voiced: bool = False
    labels: Mapping[str, str | None] = field(default_factory=dict, hash=False)
    actors: tuple[PartyAnchor, ...] | None = None
    recipients: tuple[PartyAnchor, ...] | None = None
    place: Candidate | None = None
    place_at: Anchor | None = None
    date_at: Anchor | None = None
    unplaced: bool = False
    note: str | None = None

    @property
    def id(self) -> str:
        """Judgement id, over all it says."""

        def told(anchor: Anchor | None) -> Any:
            return anchor and [anchor.start, anchor.end, anchor.text]

        def parties(given: tuple[PartyAnchor, ...] | None) -> Any:
            return given and [[told(p.anchor), p.entity, p.country, list(p.sectors)] for p in given]

        place = self.place and [self.place.name, self.place.geonames_id, self.place.latitude, self.place.longitude]
        where = [place, told(self.place_at), told(self.date_at), self.unplaced]
        cue, labels, when = list(map(told, self.cue)), sorted(self.labels.items()), self.at.isoformat()
        sides = [parties(self.actors), parties(self.recipients)]
        return make_id(
            "ejud", self.kind, self.by, when, self.page_id, cue, self.voiced, labels, sides, where, self.note
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class MentionAnchor:
    """Where a mention of a claim stands in its page as it came in, with the words that were read there."""

    page_id: str
    content: tuple[Anchor, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimJudgement:
    """What a person says of a claim, held on to the mentions it had, as that person saw them.

    A `merge` says that `mentions` and `others` are of one claim, a `split` that `mentions` are none of the claim that
    `others` are of, a `confirm` that `mentions` are one claim, a `reject` that this claim is none, a `rename` that
    `text` is what to call it.
    """

    kind: ClaimJudgementKind
    by: str
    at: datetime
    mentions: tuple[MentionAnchor, ...]
    others: tuple[MentionAnchor, ...] = ()
    text: str | None = None
    note: str | None = None

    @property
    def id(self) -> str:
        """Judgement id, over all it says."""
        sides = (
            [[each.page_id, [[a.start, a.end, a.text] for a in each.content]] for each in side]
            for side in (self.mentions, self.others)
        )
        return make_id("cjud", self.kind, self.by, self.at.isoformat(), *sides, self.text, self.note)
