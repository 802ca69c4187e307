"""Show who speaks in pages.

In: a survey. Out: lines on a console: counts and shares of the text, never a word on who is right. Long lists are
cut with the number of what is left out; the JSON has all.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from rich.console import Console

from sayso.doors.one_line import show
from sayso.report.layout import QUIET, SOURCE, TITLE, heading, put
from sayso.report.statement import as_form
from sayso.report.wording import NAMING, hand_in_words, in_words
from sayso.survey import Chained, Origin, Share, Speaker, Survey, Tally

LEGEND = (
    "Counts of what a machine read: compare with the pages. Shares are of the characters of the text; a statement "
    "inside another one counts for both, so shares do not add up."
)
RESTS = {
    "unnamed": "unnamed speakers",
    "no_named_hand": "of these, through no named hand",
    "nobody": "nobody named",
    "state_media": "state media, as speaker or hand",
    "document": "documents, as speaker or hand",
}
GATHERED = "Unnamed ones are gathered by their words, which may stand for several speakers."
UNTRACED = (
    "Unnamed, and without a named hand in common: the same words may mean one speaker or several, so they are never "
    "counted as independent."
)
_MOST = 20  # entries of one list
_PAGES = 6  # pages of one origin


def put_sources(console: Console, survey: Survey) -> None:
    """Print who speaks, through whose hands, and what the text rests on."""
    _put_head(console, survey)
    _put_shares(
        console,
        survey,
        "By kind, with its share of the text",
        [(in_words(s.value or "not computed"), s) for s in survey.kinds],
    )
    namings = [(NAMING.get(s.value or "", "not computed"), s) for s in survey.namings]
    _put_shares(console, survey, "By naming, with its share of the text", namings)
    _put_shares(console, survey, "What the text rests on", [(RESTS[s.value or ""], s) for s in survey.rests])
    _put_speakers(console, survey.speakers)
    _put_chains(console, survey.chains)
    _put_origins(console, "A single unnamed speaker or a single outlet", survey.single)
    _put_origins(console, "Origins that several pages share", survey.shared)
    _put_origins(console, "Unknown whether one or several", survey.untraced, note=UNTRACED)


def _put_head(console: Console, survey: Survey) -> None:
    put(console, "Who speaks", style=TITLE)
    counts = (
        _counted(survey.pages, "page"),
        *([f"{survey.unread} not read"] if survey.unread else []),
        _counted(survey.statements, "statement"),
        f"{_percent(survey.attributed, survey.characters)} of the text is attributed to somebody",
    )
    put(console, " · ".join(counts))
    put(console, LEGEND, style=QUIET)


def _put_shares(console: Console, survey: Survey, title: str, shares: Sequence[tuple[str, Share]]) -> None:
    if not survey.statements:
        return
    heading(console, title)
    for name, share in shares:
        part = _percent(share.characters, survey.characters)
        counts = _counted(share.statements, "statement")
        if share.speakers:
            counts += f", {_counted(share.speakers, 'named speaker')}"
        put(console, f"{part:>4}  {name:<32}{counts}", indent=2)


def _put_speakers(console: Console, speakers: Sequence[Speaker]) -> None:
    """Print the most frequent speakers, by kind; the kinds in the order of their first speaker."""
    if not speakers:
        return
    heading(console, "Speakers")
    put(console, GATHERED, indent=2, style=QUIET)
    shown = speakers[:_MOST]
    kinds = list(dict.fromkeys(speaker.kind for speaker in shown))
    by_kind = sorted(shown, key=lambda speaker: kinds.index(speaker.kind))
    for kind, alike in groupby(by_kind, key=lambda speaker: speaker.kind):
        put(console, in_words(kind or "kind not computed"), indent=2, style=QUIET)
        for speaker in alike:
            put(console, show(speaker.name or "(no source in the text)"), indent=4, style=SOURCE)
            put(console, " · ".join(_told(speaker)), indent=6)
    _put_rest(console, len(speakers) - _MOST)


def _told(speaker: Speaker) -> Iterator[str]:
    yield NAMING.get(speaker.naming or "", "naming not computed")
    yield f"{_counted(speaker.statements, 'statement')} on {_counted(speaker.pages, 'page')}"
    if speaker.acts:
        yield _tallied(speaker.acts)
    if speaker.denies:
        yield f"denies in {speaker.denies}"
    if speaker.through:
        yield f"through {_tallied(speaker.through)}"


def _put_chains(console: Console, chains: Sequence[Chained]) -> None:
    if not chains:
        return
    heading(console, "Longest chains")
    for chained in chains:
        hands = (hand_in_words(hand.rel, show(hand.name or "(nobody named)")) for hand in chained.hands)
        put(console, " → ".join(hands), indent=2, style=SOURCE)
        put(console, " … ".join(as_form(words, chained.form) for words in chained.content), indent=4)
        where = (show(chained.title or "(no title)"), chained.statement_id)
        put(console, " · ".join(where), indent=4, style=QUIET)


def _put_origins(console: Console, title: str, origins: Sequence[Origin], *, note: str = "") -> None:
    if not origins:
        return
    heading(console, title)
    if note:
        put(console, note, indent=2, style=QUIET)
    for origin in origins[:_MOST]:
        put(console, show(origin.name), indent=2, style=SOURCE)
        put(console, " · ".join(_stands(origin)), indent=4)
        if len(origin.pages) > 1:
            put(console, " ".join(origin.pages[:_PAGES]), indent=4, style=QUIET)
    _put_rest(console, len(origins) - _MOST)


def _stands(origin: Origin) -> Iterator[str]:
    yield in_words(origin.kind or "kind not computed")
    yield f"{_counted(len(origin.statements), 'statement')} on {_counted(len(origin.pages), 'page')}"
    if len(origin.pages) > 1 and origin.outlets:
        one = ", one origin" if origin.traced else ""
        yield f"{_counted(len(origin.outlets), 'outlet')}{one}: {', '.join(map(show, origin.outlets))}"


def _put_rest(console: Console, left: int) -> None:
    if left > 0:
        put(console, f"and {left} more: --json has them all", indent=2, style=QUIET)


def _tallied(tallies: Iterable[Tally]) -> str:
    return ", ".join(f"{show(tally.value)} {tally.number}" for tally in tallies)


def _percent(part: int, whole: int) -> str:
    if not whole:
        return "–"
    share = 100 * part / whole
    return "<1%" if 0 < share < 1 else f"{share:.0f}%"


def _counted(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"
