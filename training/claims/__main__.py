"""Remake what puts pages together: python -m training.claims --encoder DIR --ecb FILE --texts FILE... --out DIR.

A whole encoder first learns from dossiers which clauses say the same (teacher.pt). Then the small network learns to say
what that one says of clauses, on dossiers and on texts without labels, over the states of the packaged encoder
(student.pt, exported to claims.onnx). A head learns to cut clauses (claims.npz), trees to compare pairs (pairs.onnx).
What takes long is kept in --out and not made again while it is there.

Trees must see vectors and clauses as they are on pages never learned from, or they trust them too much. So for them
each half of the dossiers is read with a student that learned from the other half, and each quarter is cut by a head
that learned from the other three. Eight dossiers, `KEPT`, are seen by nothing else that is shipped.
"""

from __future__ import annotations

import argparse
import gzip
import json
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import torch

from sayso.claims.mentions.cutting import cut
from sayso.language.claims import ClaimHeads, Meaning
from sayso.language.encoder import Encoder, States, load_encoder
from sayso.language.weights import FOLDER
from sayso.records import Span
from training.claims.cutter import train_cutter
from training.claims.distil import Lesson, distil, words_of
from training.claims.dossiers import dossiers
from training.claims.export import export
from training.claims.pages import Marked, read_pages
from training.claims.pairs import cut_in, told_in, train_pairs
from training.claims.student import Student
from training.claims.teacher import Teacher, clauses_of, ecb_lessons, make_clause, train_teacher

KEPT = (
    "alkonyx-fossil", "gurah-bus", "hospital-billions", "little-grace", "ollenby-drone", "rukva-fish", "tannery-plot",
    "varda-mine",
)  # fmt: skip
_CLAUSES = 36  # of a text without labels that are learned from
_REPEATED, _REPEATED_TO_HALVES = 2, 3  # how often dossiers come for each time that the texts do


def main() -> None:
    """Parse the command line and make what is not there yet."""
    parser = argparse.ArgumentParser(
        prog="python -m training.claims", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--encoder", type=Path, required=True, help="folder with the pretrained small encoder")
    parser.add_argument("--ecb", type=Path, required=True, help="pages of ECB+ with chains, gzipped JSON lines")
    parser.add_argument("--texts", type=Path, nargs="+", required=True, help="gzipped JSON lines with a text each")
    parser.add_argument("--most", type=int, default=800, help="texts without labels that are used")
    parser.add_argument("--out", type=Path, required=True, help="folder for what is made")
    parser.add_argument("--package", type=Path, default=FOLDER, help="where the weights go")
    given = parser.parse_args()
    given.out.mkdir(parents=True, exist_ok=True)
    everything = {dossier.name: pages for dossier, pages in read_pages(dossiers())}
    seen = [pages for name, pages in everything.items() if name not in KEPT]
    cutting = train_cutter([page for pages in seen for page in pages])
    np.savez_compressed(given.package / "claims.npz", **_halved(cutting))
    teacher = _teacher(given.encoder, given.ecb, seen, given.out / "teacher.pt")
    texts = list(_texts(given.texts))
    chosen = texts[:: max(1, len(texts) // given.most)]
    heads = ClaimHeads(weights=cutting)

    def learn(taught: Sequence[Sequence[Marked]], texts: Sequence[str], name: str, out: Path, **how: int) -> Meaning:
        """Return what says what clauses mean, as it learned from some dossiers and texts; it is kept."""
        kept, words = given.out / name, words_of(teacher)
        if kept.exists():
            student = Student(words, given.encoder)
            student.load_state_dict(torch.load(kept))
        else:
            lessons = [[lesson] for text in texts if (lesson := _lesson(text, teacher, heads))]
            student = distil(words, given.encoder, [*lessons, *(_marked(pages, teacher) for pages in taught)], **how)
            torch.save(student.state_dict(), kept)
        export(student, out)
        return Meaning(out, 0)

    learn(seen * _REPEATED, chosen, "student.pt", given.package / "claims.onnx")
    names = sorted(everything)
    quarters = [
        train_cutter([page for at, name in enumerate(names) if at % 4 != quarter for page in everything[name]])
        for quarter in range(4)
    ]
    compared = []
    for half in range(2):
        others = [everything[name] for at, name in enumerate(names) if at % 2 != half] * _REPEATED_TO_HALVES
        meaning = learn(others, chosen[::2], f"half-{half}.pt", given.out / f"half-{half}.onnx", epochs=3)
        for at, name in enumerate(names):
            if at % 2 == half:
                cut = cut_in(everything[name], ClaimHeads(weights=quarters[at % 4]), meaning)
                compared += [told_in(everything[name], meaning), cut]
    train_pairs(compared, given.package / "pairs.onnx")


def _teacher(encoder: Path, ecb: Path, read: Sequence[Sequence[Marked]], kept: Path) -> Teacher:
    if kept.exists():
        teacher = Teacher(encoder)
        teacher.load_state_dict(torch.load(kept))
        return teacher.eval()
    own = [(clauses_of(pages), 1.0) for pages in read]
    weaker = list(ecb_lessons(ecb))[: len(own)]
    return train_teacher(encoder, [*own, *weaker], kept)


def _texts(paths: Sequence[Path]) -> Iterator[str]:
    for path in paths:
        with gzip.open(path, "rt", encoding="utf-8") as lines:
            for line in lines:
                page = json.loads(line)
                yield page["text"] if "text" in page else "\n\n".join(" ".join(words) for words in page["sentences"])


def _lesson(text: str, teacher: Teacher, heads: ClaimHeads) -> Lesson | None:
    """Return a text without labels as a lesson; None where hardly a clause is cut in it."""
    states = states_of(text, load_encoder(0))
    whole = [Span(start=0, end=len(text))]
    found = [span for span, _ in cut(heads.tag(states.vectors), states.starts, states.ends, whole)]
    ranges = [((span.start, span.end),) for span in found if text[span.start : span.end].count(" ") > 1][:_CLAUSES]
    if len(ranges) < 3:
        return None
    with torch.no_grad():
        taught = teacher([make_clause(text, each) for each in ranges]).numpy()
    return Lesson(replace(states, vectors=states.vectors.astype(np.float16)), tuple(ranges), taught)


def states_of(text: str, encoder: Encoder) -> States:
    """Return what an encoder makes of a text."""
    pieces = encoder.cut(text)
    vectors: np.ndarray | None = None
    for scores in encoder.score([pieces]):
        window = scores.window
        vectors = np.zeros((len(pieces), scores.states.shape[1]), np.float32) if vectors is None else vectors
        vectors[window.first : window.last] = scores.states[window.first - window.start : window.last - window.start]
    made = np.zeros((len(pieces), 0), np.float32) if vectors is None else vectors
    return States(text=text, ids=pieces.ids, starts=pieces.starts, ends=pieces.ends, vectors=made)


def _marked(pages: Sequence[Marked], teacher: Teacher) -> list[Lesson]:
    lessons = []
    for page in pages:
        if not page.mentions:
            continue
        with torch.no_grad():
            taught = teacher(clauses_of([page])).numpy()
        ranges = tuple(tuple((span.start, span.end) for span in spans) for _, _, spans in page.mentions)
        lessons.append(Lesson(page.states, ranges, taught, tuple(claim for claim, _, _ in page.mentions)))
    return lessons


def _halved(arrays: dict[str, np.ndarray]) -> dict[str, np.ndarray]:
    return {name: array.astype(np.float16) for name, array in arrays.items()}


if __name__ == "__main__":
    main()
