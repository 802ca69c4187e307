"""Find the turns of scripts, interviews, hearings and parliaments: "HOLT: The dam held", "Q. Did it?", "Ada Holt: Yes".

In: the blocks of a text. Out: a statement for each turn, its cue the colon or point behind the speaker's name, its
content all else, over all paragraphs up to the next turn. One name and colon may open a dispatch or a note ("UPDATE:"):
a script in capitals has three and more turns, two speakers, and one who speaks twice or two whom the text names; one in
small letters four, and two who speak twice; of "Q" and "A" one of each is enough.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise

from sayso.records import Span, Statement

_LEAST, _LEAST_SMALL, _TWICE = 3, 4, 2
_PARTS = ("source", "cue", "content")
_ASIDE = re.compile(r"[(\[][^\n]*[)\]]\s*")  # "(Laughter.)" is nobody's
_OPENING = r"[\"“'‘]{0,2}"
_TURN = re.compile(
    rf"{_OPENING}(?P<source>(?P<letter>[QA])|(?P<capitals>(?:M[RS]S?\.? |Mr\.? |Ms\.? |Mrs\.? |Dr\.? )?[A-Z][A-Z.'’-]+"
    r"(?: [A-Z][A-Z.'’-]*){0,3})|(?P<small>[A-Z][\w'’-]*\.?(?: (?:[A-Z][\w'’-]*\.?|de|van|von|of|al|bin|the)){0,4}))"
    r"(?: \([^)\n]{1,40}\))?(?P<cue>:|(?<=[QA])\.)\s+(?P<content>\S[^\n]*)"
)


def read_turns(document_id: str, text: str, blocks: Sequence[Span]) -> Iterator[Statement]:
    """Yield the statement of every turn, in the order of the text."""
    opened = [
        (number, turn) for number, block in enumerate(blocks) if (turn := _TURN.match(text, block.start, block.end))
    ]
    said = _spoken(text, opened)
    for at, (number, turn) in enumerate(said):
        end = said[at + 1][0] if at + 1 < len(said) else number + 1
        more = (block for block in blocks[number + 1 : end] if not _ASIDE.fullmatch(text, block.start, block.end))
        source, cue, content = (
            Span(start=turn.start(part), end=turn.end(part)) for part in ("source", "cue", "content")
        )
        yield Statement(
            document_id=document_id, source=(source,), cue=(cue,), content=(content, *more), form="indirect",
            layer="article",
        )  # fmt: skip


def _spoken(text: str, opened: Sequence[tuple[int, re.Match[str]]]) -> list[tuple[int, re.Match[str]]]:
    """Return the lines that are turns: those of a way of marking them that a script has."""
    kinds: list[str] = []
    for kind in ("letter", "capitals", "small"):
        names = Counter(turn["source"] for _, turn in opened if turn[kind])
        twice = sum(count >= _TWICE for count in names.values())
        if kind == "letter":
            fits = len(names) > 1
        elif kind == "capitals":
            known = sum(_is_named(text, name) for name in names)
            fits = names.total() >= _LEAST and len(names) > 1 and (twice > 0 or known > 1)
        else:
            fits = names.total() >= _LEAST_SMALL and twice > 1 and _near(opened)
        kinds += [kind] if fits else []
    return [(number, turn) for number, turn in opened if any(turn[kind] for kind in kinds)]


def _is_named(text: str, label: str) -> bool:
    """Tell whether the last word of a name in capitals stands in small letters elsewhere: "Mira Holt"."""
    return re.search(rf"\b{re.escape(label.rsplit(maxsplit=1)[-1].title())}\b", text) is not None


def _near(opened: Sequence[tuple[int, re.Match[str]]]) -> bool:
    """Tell whether turns follow each other: half of them the next paragraph or the one after it."""
    gaps = [after - before for (before, _), (after, _) in pairwise(opened)]
    return sum(gap <= _TWICE for gap in gaps) * 2 >= len(gaps)
