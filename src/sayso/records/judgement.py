"""What a person says of a statement or a claim. In: who, when, on which characters of a page, what. Out: its id."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Literal

from sayso.records.ids import make_id

JudgementKind = Literal["confirm", "correct", "reject", "add"]
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
