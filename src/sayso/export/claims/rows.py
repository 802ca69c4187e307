"""Make flat records of claims, and of their mentions.

In: sheets. Out: one mapping a claim, or a mention, the same keys in the same order; what is not known is None. Offsets
count characters of the page as it came in.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from sayso.export.claims.sheets import ClaimSheet
from sayso.export.json.claims import answer_object
from sayso.labels import vouched
from sayso.records import Stand, holder_of

Row = dict[str, Any]


def claim_rows(sheets: Iterable[ClaimSheet]) -> Iterator[Row]:
    """Yield the claims as rows; who asserts and denies them, origins and the ids of rival claims are lists of texts."""
    for sheet in sheets:
        answer = sheet.answer
        told = answer_object(answer, sheet.documents)
        entry, between = told["claim"], told["relations"]
        yield {
            **{name: entry[name] for name in ("id", "text", "title", "status")},
            "vouched": vouched(answer.claim.status),
            **{name: entry[name] for name in _COUNTED},
            "independent_origins": told["origins"]["independent"],
            "unknown_origins": [_unknown(each) for each in told["origins"]["unknown"]],
            "asserted_by": _holders(sheet, "asserts"),
            "denied_by": _holders(sheet, "denies"),
            "contradicts": [
                each["other"]["id"] for each in between if each["kind"] == "contradicts"
            ],
            "narrows": [each["b"] for each in between if each["kind"] == "narrows" and each["a"] == entry["id"]],
            "first": entry["first"],
            "last": entry["last"],
        }  # fmt: skip


def mention_rows(sheets: Iterable[ClaimSheet]) -> Iterator[Row]:
    """Yield the mentions of claims as rows; `content` and `quantities` are lists of mappings."""
    for sheet in sheets:
        answer = sheet.answer
        members = answer_object(answer, sheet.documents)["members"]
        for member, told in zip(answer.members, members, strict=True):
            mention, page = told["mention"], told["page"]
            yield {
                "claim_id": answer.claim.id,
                "claim_text": answer.claim.title or answer.claim.text,
                "claim_status": answer.claim.status,
                "stand": mention["stand"],
                "sure": told["sure"],
                **{name: mention[name] for name in _MENTION},
                "page_id": page["id"],
                "reading_id": member.reading_id,
                "document_id": member.stated.page,
                **{name: page[name] for name in ("location", "title", "outlet", "published")},
            }


_COUNTED = ("contested", "mentions", "pages", "holders", "independent", "unknown")
_MENTION = (
    "id", "voice", "holder", "named", "affiliation", "origin", "origin_named", "content", "quantities", "statement",
)  # fmt: skip


def _holders(sheet: ClaimSheet, stand: Stand) -> list[str]:
    stated = (member.stated for member in sheet.answer.members)
    return list(dict.fromkeys(holder_of(each) for each in stated if each.stand == stand))


def _unknown(origin: Row) -> str:
    return f"{origin['words']} via {origin['via']}" if origin["via"] else str(origin["words"])
