"""Read the passages of `training/events/*.txt`, whose events are marked and labelled.

In: a file. Out: `Passage`s: plain text, spans of every event's parts, labels. How a passage is written is told in
`training/events/README.md`. `python -m training.events.passages FILE…` says what is wrong, line by line.
"""

from __future__ import annotations

import re
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import get_args

from sayso.labels import CONTEXTS, COUNTED, EVENT_MODES, FACTUALITIES, SECTORS
from sayso.records import EventStand

BODIES = ("IGO", "NGO", "MNC", "XXX")  # in place of a country: of many states, of none, of business, unknown
PARTS = "EARLDSQ"  # cue, actor, recipient, place, date, source, quantity
_MARK = re.compile(r"\{([A-Z])([\d,]+) |\}")


@dataclass
class Labelled:
    """One event: its type, mode, contexts, factuality of its source, reality, codes of parties, spans by part."""

    type: str
    mode: str | None
    contexts: tuple[str, ...]
    factuality: str
    reality: str
    codes: dict[str, list[tuple[str, tuple[str, ...]]]]
    counted: list[tuple[str, float | None]]
    spans: dict[str, list[tuple[int, int]]] = field(default_factory=dict)


@dataclass
class Passage:
    """The plain text of a passage and its events; `line` is where it begins."""

    line: int
    text: str
    events: list[Labelled]


def read_passages(path: Path) -> Iterator[Passage]:
    """Yield the passages of a file. Raises ValueError with file and line for what is written wrong."""
    number = 0
    held: tuple[int, str] | None = None
    labels: list[tuple[int, str]] = []
    for number, line in enumerate([*path.read_text(encoding="utf-8").splitlines(), ""], 1):
        if line.startswith("#"):
            continue
        if line.startswith(">"):
            labels.append((number, line[1:].strip()))
        elif held is None and line.strip():
            held = (number, line.strip())
        elif held is not None:
            yield _passage(path, held, labels)
            held, labels = ((number, line.strip()) if line.strip() else None), []


def _passage(path: Path, held: tuple[int, str], labels: list[tuple[int, str]]) -> Passage:
    number, marked = held
    try:
        text, spans = _plain(marked)
        events = []
        for at, (row, label) in enumerate(labels, 1):
            number = row
            event = _labelled(label, at)
            event.spans = spans.pop(at, {})
            _check(event)
            events.append(event)
        number = held[0]
        if spans:
            raise ValueError(f"marks of event {sorted(spans)} without a line of labels")
    except ValueError as error:
        raise ValueError(f"{path}:{number}: {error}") from None
    return Passage(line=held[0], text=text, events=events)


def _plain(marked: str) -> tuple[str, dict[int, dict[str, list[tuple[int, int]]]]]:
    """Return the text without marks, and by event and part the spans."""
    pieces: list[str] = []
    length, last = 0, 0
    opened: list[tuple[str, list[int], int]] = []
    spans: dict[int, dict[str, list[tuple[int, int]]]] = {}
    for mark in _MARK.finditer(marked):
        pieces.append(marked[last : mark.start()])
        length += len(pieces[-1])
        last = mark.end()
        if mark[0] == "}":
            if not opened:
                raise ValueError("} without {")
            part, numbers, start = opened.pop()
            for number in numbers:
                spans.setdefault(number, {}).setdefault(part, []).append((start, length))
        else:
            if mark[1] not in PARTS:
                raise ValueError(f"no part {mark[1]}: one of {' '.join(PARTS)}")
            opened.append((mark[1], [int(each) for each in mark[2].split(",") if each], length))
    if opened:
        raise ValueError("{ without }")
    pieces.append(marked[last:])
    text = "".join(pieces)
    if "{" in text or "}" in text:
        raise ValueError("a brace that is no mark")
    return text, spans


def _labelled(label: str, at: int) -> Labelled:
    """Read `1 ASSAULT aerial | military, terrorism | CT+ actual | A RUS MIL; CHE CVL | R SYR | Q deaths 14`."""
    head, *fields = [part.strip() for part in label.split("|")]
    words = [word for word in head.split() if word != "-"]
    if len(words) not in (2, 3) or words[0] != str(at) or words[1] not in EVENT_MODES:
        raise ValueError(f"begin with '{at} TYPE mode'")
    if len(fields) < 2:
        raise ValueError("contexts, then factuality and reality, stand behind the type")
    mode = _one_of(words[2], EVENT_MODES[words[1]], f"mode of {words[1]}") if len(words) == 3 else None
    contexts = tuple(
        _one_of(part.strip(), CONTEXTS, "context") for part in fields[0].split(",") if part.strip() not in ("", "-")
    )
    factuality, reality = (*fields[1].split(), "", "")[:2]
    event = Labelled(
        words[1],
        mode,
        contexts,
        _one_of(factuality, FACTUALITIES, "factuality"),
        _one_of(reality, get_args(EventStand), "reality"),
        {"A": [], "R": []},
        [],
    )
    for told in fields[2:]:
        what, _, rest = told.partition(" ")
        _one_of(what, ("A", "R", "Q"), "field")
        for kind, *values in (each.split() for each in rest.split(";") if each.strip()):
            if what == "Q":
                value = float(values[0].replace(",", "")) if values and values[0] != "-" else None
                event.counted.append((_one_of(kind, COUNTED, "kind of number"), value))
            elif not re.fullmatch("[A-Z]{3}|-", kind):
                raise ValueError(f"no country {kind}")
            else:
                event.codes[what].append(
                    (kind, tuple(_one_of(value, SECTORS, "sector") for value in values if value != "-"))
                )
    return event


def _one_of(value: str, values: Iterable[str], what: str) -> str:
    if value not in values:
        raise ValueError(f"no {what}: {value!r} (one of {' '.join(values)})")
    return value


def _check(event: Labelled) -> None:
    if not event.spans.get("E"):
        raise ValueError("an event without cue: {E1 …}")
    for part, name in (("A", "actor"), ("R", "recipient")):
        marked, coded = len(event.spans.get(part, ())), len(event.codes[part])
        if marked != coded:
            raise ValueError(f"{marked} {name}s marked, {coded} coded")
    if len(event.spans.get("Q", ())) != len(event.counted):
        raise ValueError("as many Q marked as in its field")


def main() -> None:
    """Print what is wrong, and what is held."""
    types: Counter[str] = Counter()
    modes: Counter[str] = Counter()
    contexts: Counter[str] = Counter()
    passages = none = 0
    for name in sys.argv[1:]:
        try:
            for passage in read_passages(Path(name)):
                passages += 1
                none += not passage.events
                types.update(event.type for event in passage.events)
                modes.update(f"{event.type}/{event.mode}" for event in passage.events if event.mode)
                contexts.update(each for event in passage.events for each in event.contexts)
        except ValueError as error:
            print(error)
    print(f"{passages} passages, {none} without events, {sum(types.values())} events")
    for counts in (types, modes, contexts):
        print("  ".join(f"{name} {count}" for name, count in counts.most_common()))


if __name__ == "__main__":
    main()
