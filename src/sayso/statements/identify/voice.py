"""The voice behind a noun phrase: what kind of source it is, how it is named, who it is, whom it speaks for.

In: a `Text`. Out: `Voice`s, by phrase. What only the statements around it
can tell (pronouns, first person) is left to `pronouns` and `first_person`.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from sayso.statements.identify.coordination import coordinated
from sayso.statements.identify.descriptions import (
    composite_name,
    holder_of,
    kind_before,
    met_before,
    same_before,
    state_organ,
)
from sayso.statements.identify.figures import Figure
from sayso.statements.identify.nouns.kinds import OUTLETS, bearing_name, kind_of
from sayso.statements.identify.nouns.phrase import COUNTRY, QUANTITIES, Phrase
from sayso.statements.identify.nouns.tagged import Piece
from sayso.statements.identify.nouns.tokens import word_set
from sayso.statements.identify.text import Text

REPORTING = word_set("reporting")


@dataclass(frozen=True, slots=True, kw_only=True)
class Voice:
    """Kind, naming, entity and affiliation of a speaker; `words` is where the text describes one without a name."""

    kind: str = "unknown"
    naming: str = "none"
    entity: str | None = None
    affiliation: str | None = None
    words: tuple[int, int] | None = None


def voice_of_figure(figure: Figure) -> Voice:
    """Return the voice of somebody or some body of the cast."""
    if figure.plural:
        return Voice(kind="public", naming="unnamed")
    naming = "named" if figure.person else "body"
    return Voice(kind=figure.kind, naming=naming, entity=figure.name, affiliation=figure.affiliation)


def voice_of_phrase(text: Text, phrase: Phrase) -> Voice:
    """Return the voice of a noun phrase, by its own words and by the names the text joins to it."""
    parts = coordinated(text, phrase)
    if parts:
        return _together([voice_of_phrase(text, part) for part in parts], parts, text)
    if phrase.name is not None:
        return _voice_of_name(text, phrase, phrase.name)
    if phrase.sort == "utterance":
        return _voice_of_author(text, phrase) or _described(text, phrase)
    if phrase.head is not None:
        return _voice_of_noun(text, phrase)
    return _voice_of_rest(text, phrase)


def _voice_of_name(text: Text, phrase: Phrase, name: Piece) -> Voice:
    figure = text.cast.of(name)
    if figure is None:
        return _described(text, phrase)
    voice = voice_of_figure(figure)
    own = kind_of(phrase)
    crowd = (
        name.known is not None
        and " " not in name.text
        and name.text.endswith("s")
        and name.known.kind == "party_or_opposition"
    )
    if figure.plural or (crowd and text.pieces[phrase.start].text.casefold() in QUANTITIES | {"a", "an", "at"}):
        return replace(_described(text, phrase), kind=own)
    if figure.kind == "unknown" or (own == "state_media" and not figure.person):
        voice = replace(voice, kind=own)
    if not figure.person and figure.kind == "unknown" and " " in figure.name and own == "unknown":
        voice = replace(voice, naming="body")
    if figure.person:
        voice = replace(voice, affiliation=text.cast.body_of(phrase) or figure.affiliation)
    return voice


def _voice_of_author(text: Text, phrase: Phrase) -> Voice | None:
    """Return the voice of whose statement it is: an owner, a name before the noun, "by", "from" or "of" after it."""
    if phrase.owner is not None:
        return voice_of_phrase(text, phrase.owner)
    for link, tail in phrase.tails:
        by = text.pieces[tail.start - 1].text.casefold() if tail.start else ""
        if "by" in (link, by) or link == "from":
            return voice_of_phrase(text, tail)
    for piece in reversed(phrase.before):
        if piece.named:
            figure = text.cast.of(piece)
            return voice_of_figure(figure) if figure else None
        if piece.role and piece.role.sort == "group":
            return _voice_of_noun(text, phrase._replace(head=piece, before=phrase.before[: phrase.before.index(piece)]))
    return None


def voice_of_paper(text: Text, phrase: Phrase) -> Voice:
    """Return the voice of a statement taken for a paper: named by whose it is, where that is a body."""
    bearer = next((p for p in phrase.before if p.named), None)
    if bearer is None or phrase.head is None:
        return replace(_described(text, phrase), kind="document")
    return Voice(kind="document", naming="body", entity=composite_name(text, phrase, bearer, phrase.head))


def _voice_of_noun(text: Text, phrase: Phrase) -> Voice:
    """Return the voice of a phrase without a name: a body by its words, somebody met before, or nobody named."""
    head = phrase.head
    if head is None or head.role is None:
        return _described(text, phrase)
    kind = _kind_of_noun(text, phrase, head)
    return (
        _owned(text, phrase, head)
        or _borne(text, phrase, head, kind)
        or _reported(text, phrase, head)
        or _recalled(text, phrase, head, kind)
        or _nameless(text, phrase, head, kind)
    )


def _kind_of_noun(text: Text, phrase: Phrase, head: Piece) -> str:
    """Return the kind of a noun, from the names beside it or the same noun before where its own words do not tell."""
    kind, role = kind_of(phrase), head.role
    if role is not None and role.kind is None and kind == role.otherwise:
        kind = text.cast.kind_beside(phrase) or kind
    if role is not None and role.sort == "people" and kind == "unknown" and phrase.definite:
        kind = kind_before(text, head)
    return kind


def _borne(text: Text, phrase: Phrase, head: Piece, kind: str) -> Voice | None:
    """Return the voice of a body or paper by its own words: "the Turkish army", "the UN report", "a Gazette story"."""
    bearer = bearing_name(phrase)
    if bearer is None and phrase.sort == "paper":
        return _titled(text, phrase, head)
    if bearer is None or phrase.sort not in ("group", "paper"):
        return None
    figure = text.cast.of(bearer)
    if figure is not None and figure.kind in OUTLETS and head.text.casefold() in REPORTING:
        return voice_of_figure(figure)
    if phrase.sort == "group" and kind == "unknown" and figure is not None:
        kind = figure.kind
    return Voice(kind=kind, naming="body", entity=composite_name(text, phrase, bearer, head))


def _titled(text: Text, phrase: Phrase, head: Piece) -> Voice | None:
    """Return the voice of "a report by Amnesty", "article 4 of the Lusk Treaty": a paper with a body's name to it."""
    for link, tail in phrase.tails:
        figure = text.cast.of(tail.name) if tail.name is not None and tail.head is None else None
        if figure is None or figure.person or figure.kind in OUTLETS or figure.nation:
            continue
        if link == "of" and figure.kind == "document":
            return Voice(kind="document", naming="body", entity=figure.name)
        if link in ("by", "from") and figure.kind != "unknown":
            return Voice(kind="document", naming="body", entity=f"{figure.name} {head.text.casefold()}")
    return None


def _reported(text: Text, phrase: Phrase, head: Piece) -> Voice | None:
    """Return the outlet of "a report in the Gazette"."""
    if head.text.casefold() not in REPORTING:
        return None
    for link, tail in phrase.tails:
        outlet = text.cast.of(tail.name) if tail.name is not None and link in ("in", "by", "from") else None
        if outlet is not None and outlet.kind in OUTLETS:
            return voice_of_figure(outlet)
    return None


def _recalled(text: Text, phrase: Phrase, head: Piece, kind: str) -> Voice | None:
    """Return the voice of somebody or some body met before, or of a state's organ in a text about one state."""
    known = met_before(text, phrase, head)
    if known is not None:
        return voice_of_figure(known)
    same = same_before(text, phrase, head)
    if same is not None:
        return Voice(kind=same[0], naming="body", entity=same[1])
    organ = state_organ(text, phrase, head)
    return Voice(kind=kind, naming="body", entity=organ) if organ is not None else None


def _nameless(text: Text, phrase: Phrase, head: Piece, kind: str) -> Voice:
    """Return the voice of people or material without a name, and the body they belong to."""
    body = text.cast.body_of(phrase)
    if kind == "unknown" and head.role is not None and head.role.kind is None:
        kind = text.cast.kind_of_body(body)
    return replace(_described(text, phrase), kind=kind, affiliation=body)


def _owned(text: Text, phrase: Phrase, head: Piece) -> Voice | None:
    """Return the voice of "Orlen's office": a body that is known by its owner."""
    if phrase.owner is None or head.text.casefold() not in ("office", "team"):
        return None
    owner = phrase.owner
    if owner.name is not None:
        figure = text.cast.of(owner.name)
    else:
        figure = holder_of(text, owner, owner.head) if owner.head is not None else None
    if figure is None or not figure.person:
        return None
    return Voice(kind=figure.kind, naming="body", entity=f"{head.text.capitalize()} of {figure.name}")


def _voice_of_rest(text: Text, phrase: Phrase) -> Voice:
    """Return the voice of words that hold no noun we know."""
    owner = phrase.owner.name if phrase.owner is not None else None
    for part in [*phrase.before, *([owner] if owner is not None else [])]:
        figure = text.cast.of(part) if part.known is not None and part.known.sort in COUNTRY else None
        if figure is not None and phrase.determiner == "the":
            return voice_of_figure(figure)
    for part in phrase.before:
        if part.sort == "modifier" and part.kind:
            return replace(_described(text, phrase), kind=part.kind)
    words = [p for p in text.pieces[phrase.start : phrase.end] if p.sort == "word" and p.text[:1].isalpha()]
    single = len(words) == 1 and phrase.end - phrase.start == 1 and words[0].text[:1].isupper()
    if single and words[0].text.casefold() not in ("it", "this"):
        return Voice(kind="unknown", naming="body", entity=words[0].text)
    return _described(text, phrase)


def _described(text: Text, phrase: Phrase) -> Voice:
    words = (text.pieces[phrase.start].start, text.pieces[phrase.end - 1].end) if phrase.end > phrase.start else None
    return Voice(kind=kind_of(phrase), naming="unnamed", words=words)


def _together(voices: list[Voice], parts: list[Phrase], text: Text) -> Voice:
    """Join the voices of a list: the first gives the kind, the first named one the naming."""
    named = [voice for voice in voices if voice.naming in ("named", "body")]
    if not named:
        start, end = text.pieces[parts[0].start].start, text.pieces[parts[-1].end - 1].end
        kind = next((voice.kind for voice in voices if voice.kind != "unknown"), "unknown")
        return Voice(kind=kind, naming="unnamed", words=(start, end))
    described = [text.cast.spell(*voice.words) if voice.words is not None else "" for voice in voices]
    names = [voice.entity or words for voice, words in zip(voices, described, strict=True) if voice.entity or words]
    kinds = [voice.kind for voice in voices if voice.kind != "unknown"] or ["unknown"]
    if len(parts) > 1 and parts[0].name is not None and parts[0].name.sort in ("person", "name"):
        shared = kind_of(parts[0])
        kinds = [shared, *kinds] if shared != "unknown" else kinds
    return Voice(kind=kinds[0], naming=named[0].naming, entity="; ".join(names))
