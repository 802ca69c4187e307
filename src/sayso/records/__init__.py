"""The frozen records that every stage passes on, and the ids that name them.

In: nothing of sayso. Out: one module a subject; all are imported from here. They hash, pickle to workers and never
change; what is derived from one is a property of it.
"""

from __future__ import annotations

from sayso.records.claim import (
    Change,
    Claim,
    ClaimOrigin,
    ClaimRelation,
    Item,
    RelationKind,
    Stated,
    claim_id,
    holder_of,
)
from sayso.records.document import (
    ARTICLE_ROLES,
    Block,
    Comment,
    Document,
    Repair,
    Role,
    Segment,
    Span,
    TimeMention,
    day_of,
)
from sayso.records.event import Event, EventStand, Party
from sayso.records.ids import make_id
from sayso.records.judgement import (
    Anchor,
    ClaimJudgement,
    ClaimJudgementKind,
    EventJudgement,
    EventJudgementKind,
    Judgement,
    JudgementKind,
    MentionAnchor,
    PartyAnchor,
    Spans,
)
from sayso.records.mention import ItemMention, Mention, Stand, Voice
from sayso.records.page import Capture, Origin, Page, Told, capture_of
from sayso.records.quantity import Bound, Quantity
from sayso.records.ranges import Ranges
from sayso.records.reading import Failure, Reading, Run
from sayso.records.setting import Candidate, Granularity, Moment, MomentAnchor, Place, PlaceRole
from sayso.records.statement import Evidence, Form, Layer, Link, Statement, Status, origin_of

__all__ = [
    "ARTICLE_ROLES",
    "Anchor",
    "Block",
    "Bound",
    "Candidate",
    "Capture",
    "Change",
    "Claim",
    "ClaimJudgement",
    "ClaimJudgementKind",
    "ClaimOrigin",
    "ClaimRelation",
    "Comment",
    "Document",
    "Event",
    "EventJudgement",
    "EventJudgementKind",
    "EventStand",
    "Evidence",
    "Failure",
    "Form",
    "Granularity",
    "Item",
    "ItemMention",
    "Judgement",
    "JudgementKind",
    "Layer",
    "Link",
    "Mention",
    "MentionAnchor",
    "Moment",
    "MomentAnchor",
    "Origin",
    "Page",
    "Party",
    "PartyAnchor",
    "Place",
    "PlaceRole",
    "Quantity",
    "Ranges",
    "Reading",
    "RelationKind",
    "Repair",
    "Role",
    "Run",
    "Segment",
    "Span",
    "Spans",
    "Stand",
    "Stated",
    "Statement",
    "Status",
    "TimeMention",
    "Told",
    "Voice",
    "capture_of",
    "claim_id",
    "day_of",
    "holder_of",
    "make_id",
    "origin_of",
]
