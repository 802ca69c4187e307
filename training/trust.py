"""Fit how sure sayso is of names and of labels, and print how true that is.

In: the packaged model and heads, our labelled passages that nothing was trained on (every twelfth), and, if given,
texts whose pronouns people resolved: JSON lines of {"text", "cases": [{"start", "word", "who"}]}. Out: the figures
`sure.*` and `bound` in heads.npz. The printed calibration errors are two-fold over texts. A name is given from the
chance on at which giving it costs as much as leaving it, where a wrong name costs two right ones.

usage: python -m training.trust [--cases FILE.jsonl…]
"""

from __future__ import annotations

import argparse
import json
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from sayso.language.encoder import States, load_encoder
from sayso.language.heads import Heads, load_heads
from sayso.language.weights import FOLDER
from sayso.records import Document, Page, Span
from sayso.statements import Found, read_statements
from sayso.statements.act import classify_acts
from sayso.statements.certainty import judge_certainty
from sayso.statements.classify.labels import DECIDED, classify, decided, likelihood, pool, witness
from sayso.statements.find.sections import Reader as SectionReader
from sayso.statements.find.sections import Section
from sayso.statements.identify import Reader, Sources
from sayso.statements.identify.doubt import offers
from training.calibrate import fit, predict, reliability
from training.documents import make_document, make_statements
from training.identity import PRONOUNS
from training.labels import OPEN, Labelled, read_labelled
from training.lessons import EXAMPLES, split

# right names that one wrong name costs: at 3 a tenth fewer get a name on the choosing half of the gold, and of the
# names that are given two in a hundred more are right
WRONG_COSTS = 2.0
_SIGNS = 5
_RULED = 2  # the sign that the rules found a name
_PRIOR = {"borne": 2.5, "relative": 1.5, "untold": 1.0}  # what a way without cases is taken for, in logits
Array = NDArray[np.float64]
Fitter = Callable[[Mapping[str, Sequence["Judged"]]], dict[str, NDArray[np.float64]]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """What was claimed: its signs, whether it is right, and in which text."""

    signs: tuple[float, ...]
    right: bool
    text: int


def main() -> None:
    """Fit, print and write."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--cases", type=Path, nargs="*", default=[])
    given = parser.parse_args()
    heads = load_heads()
    _, held_out = split(read_labelled(EXAMPLES))
    names: defaultdict[str, list[Judged]] = defaultdict(list)
    labels: list[Judged] = []
    for number, passage in enumerate(held_out):
        for way, judged in judge_names(passage, heads, number):
            names[way].append(judged)
        labels += judge_labels(passage, heads, number)
    cases = [json.loads(line) for path in given.cases for line in path.read_text(encoding="utf-8").splitlines()]
    for number, case in enumerate(cases, len(held_out)):
        for way, judged in judge_case(case, heads, number):
            names[way].append(judged)
    figures = {f"sure.identity.{way}": fitted for way, fitted in fit_names(names).items()}
    figures |= {"sure.labels": fit_labels({"labels": labels})["labels"]}
    tell("names", names, fit_names)
    tell("labels", {"labels": labels}, fit_labels)
    with np.load(FOLDER / "heads.npz") as stored:
        kept = {name: stored[name] for name in stored if not name.startswith("sure.") and name != "bound"}
    bound = WRONG_COSTS / (WRONG_COSTS + 1)
    np.savez(FOLDER / "heads.npz", **kept, **figures, bound=np.array(bound))


def judge_names(passage: Labelled, heads: Heads, number: int) -> Iterator[tuple[str, Judged]]:
    """Yield what may be claimed of the sources of a passage, whose words are given."""
    text = passage.example.text
    document = make_document(text)
    statements = make_statements(document, passage.example.attributions)
    wanted = {s.id: labels.entity for s, labels in zip(statements, passage.labels, strict=True)}
    found = Found(statements=statements, states=states_of(document))
    yield from _offered(document, found, heads, wanted, number)


def judge_case(case: dict[str, object], heads: Heads, number: int) -> Iterator[tuple[str, Judged]]:
    """Yield what may be claimed of the pronouns of a text, in the statements that are found in it."""
    from sayso.pages import read_document

    document = read_document(Page(data=str(case["text"]).encode()))
    found = read_statements(document, load_encoder())
    starts = {segment.page_start - segment.text_start for segment in document.offsets}
    if starts != {0}:
        return  # the text was read otherwise than it is written
    answers = {one["start"]: one["who"] or "" for one in case["cases"]}  # type: ignore[attr-defined]
    wanted = {s.id: answers[s.source[0].start] for s in found.statements if s.source and s.source[0].start in answers}
    yield from _offered(document, found, heads, wanted, number)


def _offered(
    document: Document, found: Found, heads: Heads, wanted: dict[str, str], number: int
) -> Iterator[tuple[str, Judged]]:
    sources = Sources(document, found.statements)
    sources.resolve()
    reader = Reader(states=found.states, heads=heads)
    for offer in offers(sources.text, found.statements, sources.voices, reader):
        if offer.statement not in wanted:
            continue
        for at, (voice, signs) in enumerate(offer.choices):
            if at and not signs[_RULED]:
                continue  # neither the head's first nor the rules': it will not be chosen
            right = same_name(wanted[offer.statement], voice.entity or "")
            yield offer.way, Judged(signs=signs, right=right, text=number)


def same_name(wanted: str, given: str) -> bool:
    """Tell whether one name holds the other, word by word; a name that cannot be told is no name."""
    one, other = (set("".join(c if c.isalnum() else " " for c in name.casefold()).split()) for name in (wanted, given))
    return bool(one and other and wanted != OPEN) and (one <= other or other <= one)


def judge_labels(passage: Labelled, heads: Heads, number: int) -> Iterator[Judged]:
    """Yield for each statement of a passage how likely what the heads decide is, and whether all of it is right."""
    document = make_document(passage.example.text)
    statements = make_statements(document, passage.example.attributions)
    told = judge_certainty(document, classify_acts(document, Sources(document, statements).resolve()))
    states = states_of(document)
    chances = heads.judge(pool(told, states), witness(told, heads.values))
    judged = classify(told, states, replace(heads, weights={**heads.weights, "sure.labels": np.zeros(2)}))
    for row, (statement, labels) in enumerate(zip(judged, passage.labels, strict=True)):
        right = all(getattr(statement, field) == getattr(labels, field) for field in DECIDED)
        sign = likelihood(decided(statement), {label: each[row] for label, each in chances.items()}, heads)
        yield Judged(signs=(sign,), right=right, text=number)


def states_of(document: Document) -> States:
    """Return what the encoder makes of a text."""
    reader = SectionReader(document.id, document.text, load_encoder())
    reader.read([Section(spans=(Span(start=0, end=len(document.text)),))])
    return reader.states()


def fit_names(names: Mapping[str, Sequence[Judged]]) -> dict[str, Array]:
    """Return the figures of each way: pronouns share weights, each has its bias; descriptions apart."""
    figures = {way: _share(names.get(way, ()), prior) for way, prior in _PRIOR.items()}
    for ways in (PRONOUNS, ("description",)):
        rows = [(one, way) for way in ways for one in names.get(way, ())]
        signs = np.array([[*one.signs, *(float(way == other) for other in ways[1:])] for one, way in rows])
        *weights, bias = fit(signs, np.array([float(one.right) for one, _ in rows])).tolist()
        own = dict(zip(ways, (0.0, *weights[_SIGNS:]), strict=True))
        figures |= {way: np.array([*weights[:_SIGNS], bias + own[way]]) for way in ways}
    return figures


def _share(judged: Sequence[Judged], prior: float) -> Array:
    """Return as a bias alone the share that is right, held to the prior as if that were seen ten times."""
    expected = 10 / (1 + np.exp(-prior))
    share = (sum(one.right for one in judged) + expected) / (len(judged) + 10)
    return np.array([np.log(share / (1 - share))])


def fit_labels(labels: Mapping[str, Sequence[Judged]]) -> dict[str, Array]:
    """Return the figures by which the chance of all labels together is told."""
    judged = labels["labels"]
    return {"labels": fit(np.array([one.signs for one in judged]), np.array([float(one.right) for one in judged]))}


def tell(name: str, ways: Mapping[str, Sequence[Judged]], fitted: Fitter) -> None:
    """Print how true the chances are, fitted on one half of the texts and tried on the other."""
    chances, right = [], []
    for half in (0, 1):
        figures = fitted({way: [one for one in members if one.text % 2 != half] for way, members in ways.items()})
        for way, members in ways.items():
            held = [one for one in members if one.text % 2 == half]
            if held:
                signs = np.array([one.signs for one in held]).reshape(len(held), -1)
                chances.append(predict(figures[way], signs))
                right.append(np.array([float(one.right) for one in held]))
    sure, true = np.concatenate(chances), np.concatenate(right)
    curve = list(reliability(sure, true))
    error = sum(count * abs(mean - share) for count, mean, share in curve) / len(sure)
    print(f"{name}: {len(sure)} claims, expected calibration error {error:.3f}, two-fold over texts")
    for count, mean, share in curve:
        print(f"  {count:5d} claims, chance {mean:.2f}, right {share:.2f}")


if __name__ == "__main__":
    main()
