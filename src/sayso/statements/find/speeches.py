"""Find speeches that are laid out as such: "HOLT: The dam held" in a script, “It held.” — Mira Holt under a picture.

In: the blocks of a text. Out: a statement for each speech, its cue the colon behind the speaker's name or the dash
before it, its content all else. One name and colon may open a dispatch or a note ("UPDATE:"): a script has three and
more, two speakers, and one who speaks twice.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from sayso.records import Span, Statement

_LEAST = 3
_PARTS = ("source", "cue", "content")
_SIGNED = re.compile(
    r"(?P<content>[\"“”][^\n]{15,}[\"”])\s*(?P<cue>[―—–]|--?)\s*(?P<source>[A-Z][\w.'’-]*"
    r"(?: (?:[A-Z][\w.'’-]*|of|the|and|de|la|van|von|der|al|bin)){0,6}(?:, [^\n\"“”]{1,80})?)\s*"
)
_SPEECH = re.compile(
    r"[\"“'‘]{0,2}(?P<source>[A-Z][A-Z.'’-]+(?: [A-Z][A-Z.'’-]*){0,3})(?: \([^)\n]{1,40}\))?(?P<cue>:)"
    r"\s+(?P<content>\S[^\n]*)"
)


def read_speeches(document_id: str, text: str, blocks: Sequence[Span]) -> Iterator[Statement]:
    """Yield the statement of every speech, in the order of the text."""
    script = [speech for block in blocks if (speech := _SPEECH.match(text, block.start, block.end))]
    names = Counter(speech["source"] for speech in script)
    spoken = script if len(script) >= _LEAST and 1 < len(names) < len(script) else []
    # these stand in one article of PolNeAR dev: without them relation F1 is 74.5, not 74.9
    signed = [speech for block in blocks if (speech := _SIGNED.fullmatch(text, block.start, block.end))]
    for speech in sorted([*spoken, *signed], key=lambda match: match.start()):
        source, cue, content = ((Span(start=speech.start(part), end=speech.end(part)),) for part in _PARTS)
        yield Statement(
            document_id=document_id, source=source, cue=cue, content=content, form="indirect", layer="article"
        )
