"""The figures on who speaks in pages: frozen records of counts.

In: nothing. Out: records.

Characters are those of the text that was surveyed, each counted once for a figure however many statements hold it.
"""

from __future__ import annotations

from dataclasses import dataclass

from sayso.records import Form

OUTLETS = frozenset(("news_media", "state_media"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """How often a value occurs."""

    value: str
    number: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Share:
    """What part of the text a value has; the value is None where the label was not computed.

    `speakers` counts those with a name: how many the unnamed ones are, nobody can tell.
    """

    value: str | None
    statements: int
    speakers: int
    characters: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Speaker:
    """A speaker: an entity, or the words for an unnamed one; without a name, all whom the text does not tell.

    Unnamed ones are gathered by their words, and `name` may stand for several. `through` are the hands after.
    """

    name: str | None
    kind: str | None
    naming: str | None
    statements: int
    pages: int
    denies: int
    acts: tuple[Tally, ...]
    through: tuple[Tally, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Hand:
    """One hand of a chain: what it did and who it is, or the words for it."""

    rel: str
    name: str | None
    kind: str | None
    naming: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Chained:
    """A statement that passed through several hands, first speaker first."""

    statement_id: str
    page_id: str
    title: str | None
    form: Form
    content: tuple[str, ...]
    hands: tuple[Hand, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """Where statements come from in the end: their ids, and the pages and outlets they stand in.

    `traced` is False for an unnamed one without a named hand: found on several pages, it is unknown whether it is
    one or several. `single` tells that nobody but an `unnamed` speaker, or an `outlet`, is at the beginning.
    """

    name: str
    kind: str | None
    naming: str | None
    traced: bool
    single: str | None
    statements: tuple[str, ...]
    pages: tuple[str, ...]
    outlets: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Survey:
    """Who speaks in pages. Most frequent first; `unread` pages are counted, and nothing else of them.

    `characters` is the length of the text, `attributed` how much of it is the content of statements. `rests` has
    the shares that come from `unnamed` speakers, from unnamed ones through `no_named_hand`, from `nobody` the text
    names, that a `state_media` outlet or a `document` had in hand.
    """

    pages: int
    unread: int
    statements: int
    characters: int
    attributed: int
    kinds: tuple[Share, ...]
    namings: tuple[Share, ...]
    rests: tuple[Share, ...]
    speakers: tuple[Speaker, ...]
    chains: tuple[Chained, ...]
    origins: tuple[Origin, ...]

    @property
    def single(self) -> tuple[Origin, ...]:
        """Origins that are an unnamed speaker or an outlet."""
        return tuple(origin for origin in self.origins if origin.single)

    @property
    def shared(self) -> tuple[Origin, ...]:
        """Origins that several pages have in common, those of most pages first."""
        found = (origin for origin in self.origins if origin.traced and len(origin.pages) > 1)
        return tuple(sorted(found, key=lambda origin: -len(origin.pages)))

    @property
    def untraced(self) -> tuple[Origin, ...]:
        """Words for an unnamed origin that stand on several pages: one or several, nobody can tell."""
        return tuple(origin for origin in self.origins if not origin.traced and len(origin.pages) > 1)
