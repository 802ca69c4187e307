"""The label book's vocabularies: every value that a label can have, and a status in words. See docs/labels.md.

In: nothing. Out: the values by label.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import get_args

from sayso.records import Form, Layer, Role, Status

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


def vouched(status: str, by: str | None = None, on: str | None = None) -> str:
    """Return in words who vouches for a statement having been read so: a machine, or who judged it, and when."""
    if status == "machine":
        return "machine-read, unchecked"
    return f"{status} by {by or 'a person'}{f' on {on}' if on else ''}"
