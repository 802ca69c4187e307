"""What a person says of a statement. In: who, when, on which characters of the page, which labels. Out: its id."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Literal

from sayso.records.ids import make_id

JudgementKind = Literal["confirm", "correct", "reject", "add"]


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
