"""Write claims as JSON-LD: schema.org `Claim`s, and PROV-O derivations to their origins.

In: sheets. Out: one document. A schema.org `Claim` tells in which `Article`s it appears, so that a review can name it;
never a rating, never a `ClaimReview`: that is a verdict, and we give none. In PROV a claim is derived from the mentions
that assert it, each of which is derived from its page, and has its origins as primary sources.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from sayso.claims.linking.origins import origin_key, origin_names, same_name
from sayso.export.claims.sheets import ClaimSheet, holders
from sayso.export.json.spans import span_object
from sayso.export.linked.jsonld import TERMS, Object, filled, urn, web_address, write_document
from sayso.labels import vouched
from sayso.ledger import ClaimAnswer, ClaimMember
from sayso.records import Mention

_SCHEMA_ORG = {"@context": {"@vocab": "https://schema.org/", "sayso": TERMS}}
_PROV = {
    "@context": {
        "prov": "http://www.w3.org/ns/prov#",
        "label": "http://www.w3.org/2000/01/rdf-schema#label",
        "sayso": TERMS,
        **{
            name: {"@id": f"prov:{name}", "@type": "@id"}
            for name in ("wasDerivedFrom", "hadPrimarySource", "wasAttributedTo", "alternateOf", "specializationOf")
        },
    }
}


def schema_org(sheets: Iterable[ClaimSheet]) -> Iterator[bytes]:
    """Yield the document of schema.org."""
    return write_document(_SCHEMA_ORG, "@graph", _claims(sheets))


def prov(sheets: Iterable[ClaimSheet]) -> Iterator[bytes]:
    """Yield the document of PROV-O."""
    return write_document(_PROV, "@graph", _entities(sheets))


def _claims(sheets: Iterable[ClaimSheet]) -> Iterator[Object]:
    told: set[str] = set()
    for sheet in sheets:
        answer = sheet.answer
        for member in answer.members:
            if member.page_id not in told:
                told.add(member.page_id)
                yield _article(member)
        stating = [member for member in answer.members if member.stated.stand != "denies"]
        yield filled(
            {
                "@id": urn(answer.claim.id),
                "@type": "Claim",
                "name": answer.claim.title,
                "text": answer.claim.text,
                "creativeWorkStatus": vouched(answer.claim.status),
                "appearance": _articles(stating),
                "firstAppearance": _articles(stating[:1]) if stating and stating[0].stated.published else None,
                **_counted(answer),
                "sayso:deniedIn": _articles(member for member in answer.members if member.stated.stand == "denies"),
                "sayso:assertedBy": holders(answer, "asserts"),
                "sayso:deniedBy": holders(answer, "denies"),
                "sayso:independentOrigin": [origin.words for origin in answer.independent],
                **_between(answer),
            }
        )


def _article(member: ClaimMember) -> Object:
    stated = member.stated
    return filled(
        {
            "@id": urn(member.page_id),
            "@type": "Article",
            "url": web_address(member.location),
            "headline": member.title,
            "publisher": {"@type": "Organization", "name": stated.outlet} if stated.outlet else None,
            "datePublished": stated.published.isoformat() if stated.published else None,
        }
    )


def _articles(members: Iterable[ClaimMember]) -> list[Object]:
    return [{"@id": urn(page_id)} for page_id in dict.fromkeys(member.page_id for member in members)]


def _counted(answer: ClaimAnswer) -> Object:
    claim = answer.claim
    return {
        "sayso:status": claim.status,
        "sayso:contested": claim.contested,
        "sayso:independent": claim.independent,
        "sayso:unknown": claim.unknown,
    }


def _between(answer: ClaimAnswer) -> Object:
    """Return the other claims that this one contradicts, narrows or supports, by our own terms."""
    found: dict[str, list[Object]] = {}
    for each in answer.relations:
        if each.relation.a == answer.claim.id or each.relation.kind == "contradicts":
            found.setdefault(f"sayso:{each.relation.kind}", []).append({"@id": urn(each.other.id)})
    return found


def _entities(sheets: Iterable[ClaimSheet]) -> Iterator[Object]:
    told: set[str] = set()
    for sheet in sheets:
        answer = sheet.answer
        name = urn(answer.claim.id)
        origins = [*answer.independent, *answer.unknown]
        for member in answer.members:
            if member.page_id not in told:
                told.add(member.page_id)
                yield _page(member)
            yield _mention(sheet, member, name)
        for number, origin in enumerate(origins):
            words = f"{origin.words} via {origin.via}" if origin.via else origin.words
            yield {
                "@id": f"{name}:origin:{number}",
                "@type": "prov:Entity",
                "sayso:independent": origin.named,
                "wasAttributedTo": {"@id": f"{name}:origin:{number}:who", "@type": "prov:Agent", "label": words},
            }
        asserting = [member for member in answer.members if member.stated.stand == "asserts"]
        yield filled(
            {
                "@id": name,
                "@type": "prov:Entity",
                "label": answer.claim.title,
                "prov:value": answer.claim.text,
                "wasDerivedFrom": [urn(member.stated.mention.id) for member in asserting],
                "hadPrimarySource": [f"{name}:origin:{number}" for number in range(len(origins))],
                "sayso:vouched": vouched(answer.claim.status),
                **_counted(answer),
                **_between(answer),
            }
        )


def _page(member: ClaimMember) -> Object:
    outlet = {"@id": f"{urn(member.page_id)}:outlet", "@type": ["prov:Agent", "prov:Organization"]}
    return filled(
        {
            "@id": urn(member.page_id),
            "@type": "prov:Entity",
            "label": member.title,
            "sayso:address": web_address(member.location),
            "sayso:published": member.stated.published.isoformat() if member.stated.published else None,
            "wasAttributedTo": outlet | {"label": member.stated.outlet} if member.stated.outlet else None,
        }
    )


def _mention(sheet: ClaimSheet, member: ClaimMember, name: str) -> Object:
    stated, mention = member.stated, member.stated.mention
    document = sheet.documents[stated.page]
    places = [span_object(document, span) for span in mention.content]
    statement = [urn(mention.statement)] if mention.statement else []
    return filled(
        {
            "@id": urn(mention.id),
            "@type": "prov:Entity",
            "prov:value": stated.text,
            "wasDerivedFrom": [urn(member.page_id), *statement],
            "hadPrimarySource": _origin(sheet.answer, mention, name) if stated.stand == "asserts" else None,
            "sayso:stand": stated.stand,
            "sayso:ofClaim": {"@id": name},
            "sayso:voice": mention.voice,
            "sayso:holder": mention.holder,
            "sayso:place": [f"{place['start']}-{place['end']}" for place in places if place["start"] is not None],
        }
    )


def _origin(answer: ClaimAnswer, mention: Mention, name: str) -> str | None:
    """Return the origin of a mention among those of its claim; None where it is none of them, or not counted."""
    names = origin_names(mention)
    for number, origin in enumerate(answer.independent):
        if any(same_name(each, origin.words) for each in names):
            return f"{name}:origin:{number}"
    words = origin_key((mention.origin or "").partition(" via ")[0])
    for number, origin in enumerate(answer.unknown, len(answer.independent)):
        if words and origin_key(origin.words) == words:
            return f"{name}:origin:{number}"
    return None
