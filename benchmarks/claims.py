"""How well pages are put together: python -m benchmarks.claims --gold FILE --pages FOLDER --scorer FILE [--only ID…].

In: hand-made dossiers as JSON lines, their pages as files, and the scorer that comes with them. Out: the scorer's
figures for sayso end to end, for sayso given the gold's mentions, and for two baselines given them: one claim where the
words overlap (Jaccard 0.55, as news counters take), and, with --encoder, where the cosine of sentence embeddings is at
least 0.6. Beside the sums over pairs stands the mean over claims, since one claim with many mentions weighs most of the
pairs.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import sys
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from itertools import combinations
from pathlib import Path
from typing import Any

from training.claims.pages import mention_in, spans_of

from sayso.claims.dossier import make_dossier
from sayso.claims.linking import Told, told_of
from sayso.claims.linking.changes import changes
from sayso.claims.linking.link import group, make_claim, score
from sayso.claims.linking.relations import relations
from sayso.claims.mentions import read_items, read_mentions
from sayso.claims.mentions.read import Contents
from sayso.export.json.dossier import dossier_object
from sayso.language.claims import load_meaning
from sayso.language.encoder import load_encoder
from sayso.pages import open_page
from sayso.reading import read_page
from sayso.records import Reading
from sayso.statements import label_statements, read_statements

OVERLAP, COSINE = 0.55, 0.6
_ROUNDS = 3
_SHOWN = (
    ("mentions F1", "mentions.all.F1"), ("recall", "mentions.all.R"), ("b-cubed", "b3.F1"),
    ("cross pairs", "pairs.cross.F1"), ("link", "link.accuracy"), ("denies", "link.denies.F1"),
    ("contested", "contested.F1"), ("conflicts", "conflict_pairs.F1"), ("contradicts", "relations.contradicts.F1"),
    ("origins", "origins.independent_of_all"), ("quantities", "quantities.full.F1"), ("items b3", "items.b3.F1"),
    ("changes", "changes.recall_loose"),
)  # fmt: skip
Marked = dict[str, Any]


def main() -> None:
    """Parse the command line and print the figures."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.claims", description=__doc__)
    parser.add_argument("--gold", type=Path, required=True)
    parser.add_argument("--pages", type=Path, required=True)
    parser.add_argument("--scorer", type=Path, required=True, help="score_claims.py")
    parser.add_argument("--only", nargs="+", help="dossiers to look at; else all")
    parser.add_argument("--but", nargs="+", default=[], help="dossiers to leave out")
    parser.add_argument("--encoder", type=Path, help="folder of a sentence encoder, for the second baseline")
    parser.add_argument("--predictions", type=Path, help="where to write what was found, as JSON lines")
    given = parser.parse_args()
    scorer = _load(given.scorer)
    gold = {
        name: marked
        for name, marked in scorer.load(given.gold).items()
        if name not in given.but and (not given.only or name in given.only)
    }
    started = time.perf_counter()
    read = {
        name: [read_page(open_page(given.pages / f"{page['id']}.txt", max_bytes=1 << 22)) for page in marked["pages"]]
        for name, marked in gold.items()
    }
    seconds = time.perf_counter() - started
    pages = sum(map(len, read.values()))
    found = {name: dossier_object(make_dossier(readings), name) for name, readings in read.items()}
    if given.predictions:
        given.predictions.write_text("".join(json.dumps(one) + "\n" for one in found.values()), encoding="utf-8")
    print(f"{len(gold)} dossiers, {pages} pages, {seconds / max(1, pages):.2f} s a page")
    print(
        f"reading with mentions takes {_cost(read.values()):.2f} times reading without (processor time, one thread)\n"
    )
    print(f"{'':32s}" + " ".join(f"{name:>11s}" for name, _ in _SHOWN) + "  mean a claim")
    _put("sayso, end to end", gold, found, scorer)
    told = {name: _told(marked, read[name]) for name, marked in gold.items()}
    for name, grouping in _groupings(given.encoder).items():
        made = {dossier: _object(gold[dossier], marks, grouping) for dossier, marks in told.items()}
        _put(f"mentions given: {name}", gold, made, scorer)


def _cost(read: Iterable[Sequence[Reading]]) -> float:
    """Return how many times as long reading takes with mentions as without, side by side over the same pages."""
    documents = [reading.document for readings in read for reading in readings if reading.document]
    encoder, without, beside = load_encoder(1), 0.0, 0.0
    load_meaning(1)
    for _ in range(_ROUNDS):
        for document in documents:
            started = time.process_time()
            found = read_statements(document, encoder)
            statements = label_statements(document, found.statements, found.states)
            halfway = time.process_time()
            read_mentions(document, statements, found.states, 1)
            read_items(document)
            without, beside = without + halfway - started, beside + time.process_time() - halfway
    return (without + beside) / without


def _groupings(encoder: Path | None) -> dict[str, Callable[[Sequence[Told]], list[list[int]]]]:
    """Return the ways to group mentions that are compared, by name."""
    ways: dict[str, Callable[[Sequence[Told]], list[list[int]]]] = {
        "sayso": _ours,
        f"word overlap {OVERLAP}": lambda told: _joined(len(told), _overlapping(told)),
    }
    if encoder:
        ways[f"embeddings {COSINE}"] = lambda told: _joined(len(told), _embedded(told, encoder))
    return ways


def _ours(told: Sequence[Told]) -> list[list[int]]:
    return group(told, score(told))


def _overlapping(told: Sequence[Told]) -> Iterable[tuple[int, int]]:
    words = [set(each.text.casefold().split()) for each in told]
    for one, other in combinations(range(len(told)), 2):
        if len(words[one] & words[other]) >= OVERLAP * len(words[one] | words[other]):
            yield one, other


def _embedded(told: Sequence[Told], encoder: Path) -> Iterable[tuple[int, int]]:
    import torch
    from transformers import AutoModel, AutoTokenizer

    tokenizer, model = AutoTokenizer.from_pretrained(encoder), AutoModel.from_pretrained(encoder).eval()
    held = tokenizer([each.text for each in told], padding=True, truncation=True, max_length=64, return_tensors="pt")
    with torch.no_grad():
        states = model(**held).last_hidden_state
    mask = held["attention_mask"][..., None]
    vectors = torch.nn.functional.normalize((states * mask).sum(1) / mask.sum(1), dim=1)
    near = vectors @ vectors.T
    return ((one, other) for one, other in combinations(range(len(told)), 2) if near[one, other] >= COSINE)


def _joined(count: int, pairs: Iterable[tuple[int, int]]) -> list[list[int]]:
    """Return the connected groups of numbers."""
    heads = list(range(count))

    def head(number: int) -> int:
        while heads[number] != number:
            number = heads[number]
        return number

    for one, other in pairs:
        heads[head(other)] = head(one)
    groups: dict[int, list[int]] = {}
    for number in range(count):
        groups.setdefault(head(number), []).append(number)
    return list(groups.values())


def _told(marked: Marked, readings: Sequence[Reading]) -> list[tuple[str, Told]]:
    """Return the gold's mentions as linking sees them, each with the name of its page."""
    found: list[tuple[str, Told]] = []
    for page, reading in zip(marked["pages"], readings, strict=True):
        document = reading.document
        if document is None:
            continue
        places = [
            spans
            for claim in marked["claims"]
            for mention in claim["mentions"]
            if mention["page"] == page["id"] and (spans := spans_of(document, mention["content"]))
        ]
        inside = Contents(reading.statements)
        mentions = [mention_in(document, spans, inside) for spans in places]
        states = read_statements(document, load_encoder(0)).states
        vectors = load_meaning().of(states, [mention.content for mention in mentions])
        mentions = [replace(mention, vector=vector) for mention, vector in zip(mentions, vectors, strict=True)]
        found += ((page["id"], each) for each in told_of(document, mentions))
    return found


def _object(
    marked: Marked, told: list[tuple[str, Told]], grouping: Callable[[Sequence[Told]], list[list[int]]]
) -> Marked:
    """Return the gold's mentions as one way groups them, in the gold's form."""
    names = {each.page: page for page, each in told}
    groups = [[told[number][1] for number in numbers] for numbers in grouping([each for _, each in told])]
    made = [(make_claim(members, [None] * len(members)), members) for members in groups]
    lies = list(relations(made))
    return {
        "dossier": marked["dossier"],
        "pages": marked["pages"],
        "claims": [
            {
                "id": claim.id,
                "text": claim.text,
                "mentions": [
                    {
                        "page": names[each.page],
                        "content": [[span.start, span.end] for span in each.mention.content],
                        "voice": each.mention.voice,
                        "holder": each.mention.holder or "the outlet",
                        "link": each.stand,
                    }
                    for each in claim.stated
                ],
                "origins": {"independent": len(claim.independent), "unknown": len(claim.unknown)},
            }
            for claim, _ in made
        ],
        "relations": [{"a": each.a, "b": each.b, "rel": each.kind} for each in lies],
        "changes": [
            {"holder": each.holder, "from": each.before, "to": each.after, "page": names[each.page]}
            for each in changes([claim for claim, _ in made], lies)
        ],
    }


def _put(name: str, gold: dict[str, Marked], found: dict[str, Marked], scorer: Any) -> None:
    figures = dict(scorer.flat(scorer.score(gold, found)))
    print(
        f"{name:32s}" + " ".join(f"{figures[key]:11.1f}" for _, key in _SHOWN) + f"  {_mean(gold, found, scorer):12.1f}"
    )


def _mean(gold: dict[str, Marked], found: dict[str, Marked], scorer: Any) -> float:
    """Return the mean over gold claims of the F1 of their mentions in the claim that fits best."""
    values = []
    for name, marked in gold.items():
        mentions, predicted = scorer.mentions(marked), scorer.mentions(found.get(name, {}))
        matched = scorer.match(mentions, predicted)
        for claim in marked["claims"]:
            own = {each["i"] for each in mentions if each["claim"] == claim["id"]}
            best = 0.0
            for other in {predicted[matched[number]]["claim"] for number in own if number in matched}:
                theirs = {number for number, at in matched.items() if predicted[at]["claim"] == other}
                best = max(best, 2 * len(own & theirs) / (len(own) + len(theirs)))
            values.append(best)
    return 100 * sum(values) / max(1, len(values))


def _load(path: Path) -> Any:
    spec = importlib.util.spec_from_file_location("scorer", path)
    if spec is None or spec.loader is None:
        sys.exit(f"{path}: no scorer")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


if __name__ == "__main__":
    main()
