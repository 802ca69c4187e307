"""Score in whose mouth quotations are put: how many have their speaker, another one, or none.

usage: python -m benchmarks.quotations FILE.jsonl… [--show]

Texts of ours, JSON lines of {"id", "text", "quotations": [{"content", "start" or "starts", "speaker", "form"}]}:
`content` one piece of the text or a list of them, `speaker` a name, a description, or null where a reader cannot tell.
A quotation is found where some statement's content shares at least half of its characters with it (their Jaccard
index). Its speaker is the statement's entity, or the words of its source; `sure` are the wrong ones whose name is told
with a confidence above 0.8. `whole` are those found at an index of 0.85, `form` those of the right form.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from training.trust import same_name

import sayso
from sayso.pages.offsets import locate
from sayso.records import Document, Page, Statement

_ALIKE, _WHOLE, _SURE = 0.5, 0.85, 0.8
_NOBODY = frozenset(("he", "she", "it", "they", "i", "we", "q", "a"))
_SMALL = frozenset(["the", "a", "an", "of", "its", "his", "her", "their", "to", "in", "at", "by", "for"])


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """A quotation, and what was made of it: right, wrong or none."""

    where: str
    words: str
    speaker: str | None
    given: str | None
    verdict: str
    sure: bool
    whole: bool
    form: bool


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("files", type=Path, nargs="+")
    parser.add_argument("--show", action="store_true", help="print those that are not right")
    given = parser.parse_args()
    for path in given.files:
        told = [one for line in path.read_text(encoding="utf-8").splitlines() for one in tell(json.loads(line))]
        for one in told if given.show else ():
            if one.verdict != "right" or not one.whole:
                print(
                    f"{one.where} {one.verdict}{' whole' * one.whole} {one.words!r} is {one.speaker}, said {one.given}"
                )
        count = {verdict: sum(one.verdict == verdict for one in told) for verdict in ("right", "wrong", "none")}
        sure = sum(one.sure for one in told if one.verdict == "wrong")
        whole, form = (sum(getattr(one, name) for one in told) for name in ("whole", "form"))
        print(f"{path.stem}: {len(told)} quotations, {count}, of the wrong {sure} sure; whole {whole}, form {form}")


def tell(row: dict[str, Any]) -> Iterator[Told]:
    """Yield what is made of the quotations of one text."""
    reading = sayso.read_page(Page(data=row["text"].encode()), settings=None)
    document = reading.document
    assert document is not None
    read = [(_places(document, statement), statement) for statement in reading.statements]
    for quotation in row["quotations"]:
        pieces = quotation["content"] if isinstance(quotation["content"], list) else [quotation["content"]]
        starts = quotation.get("starts") or [quotation["start"]]
        places = {at for start, piece in zip(starts, pieces, strict=True) for at in range(start, start + len(piece))}
        shared = [(len(places & held) / len(places | held), number) for number, (held, _) in enumerate(read)]
        best, number = max(shared, default=(0.0, 0))
        statement = read[number][1] if best >= _ALIKE else None
        said = _speaker(document, statement) if statement else None
        yield Told(
            where=row["id"],
            words=pieces[0],
            speaker=quotation["speaker"],
            given=said,
            verdict=_verdict(quotation["speaker"], said, statement),
            sure=statement is not None and (statement.identity_confidence or 0.0) > _SURE,
            whole=best >= _WHOLE,
            form=statement is not None and statement.form == quotation["form"],
        )


def _places(document: Document, statement: Statement) -> frozenset[int]:
    """Return where in the page as it came in the characters of a content stand."""
    return frozenset(
        at
        for span in statement.content
        if (place := locate(document.offsets, span)) is not None
        for at in range(place.start, place.end)
    )


def _speaker(document: Document, statement: Statement) -> str | None:
    if statement.entity or not statement.source:
        return statement.entity
    words = " ".join(document.quote(span) for span in statement.source)
    return None if words.casefold() in _NOBODY else words


def _verdict(speaker: str | None, said: str | None, statement: Statement | None) -> str:
    if speaker is None:
        return "wrong" if statement is not None and statement.entity else "right"
    if said is None:
        return "none"
    return "right" if same_name(speaker, said) or _same_words(speaker, said) else "wrong"


def _same_words(speaker: str, said: str) -> bool:
    mine, theirs = (_bare(words) for words in (speaker, said))
    return bool(mine & theirs) and (mine <= theirs or theirs <= mine or len(mine & theirs) >= 2)


def _bare(words: str) -> frozenset[str]:
    kept = "".join(c if c.isalnum() else " " for c in words.casefold())
    return frozenset(kept.split()) - _SMALL


if __name__ == "__main__":
    main()
