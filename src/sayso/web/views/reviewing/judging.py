"""What a person entered as a judgement: a name, a note, labels; and judgements as they are told.

In: the fields of a form. Out: their values, what is wrong with them in words, and for a judgement the lines that tell
of it. A name is what somebody says of themselves: nobody checks it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from sayso.doors.one_line import show
from sayso.labels import VALUES
from sayso.ledger.judge.apply import LABELS, NAMES
from sayso.records import Anchor, Judgement, Statement

Label = str | bool | None
MOST_NAME, MOST_NOTE, MOST_WORDS = 80, 2_000, 300
_NEGATED: Mapping[str, Label] = {"": None, "true": True, "false": False}
_FIELDS = (
    ("act", "Act"), ("negated", "Act negated"), ("source_kind", "Kind of source"), ("naming", "Naming"),
    ("entity", "Who it is"), ("affiliation", "Speaks for"), ("origin", "Comes from first"), ("form", "Form"),
    ("stance", "The text"), ("factuality", "Certainty"),
)  # fmt: skip
_DONE = {"confirm": "Confirmed", "correct": "Corrected", "reject": "Rejected", "add": "Added"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """One label in a form: `values` to choose from, none for words."""

    name: str
    title: str
    value: str
    values: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """A judgement in words. `changes` are label and value; `parts` the words of each part as they should be."""

    id: str
    done: str
    by: str
    at: datetime
    note: str | None
    parts: tuple[tuple[str, str], ...]
    changes: tuple[tuple[str, str], ...]


def label_fields(values: Mapping[str, str]) -> tuple[Field, ...]:
    """Return the fields of a form for labels, in the order they are asked for."""
    return tuple(
        Field(name=name, title=title, value=values.get(name, ""), values=_choices(name)) for name, title in _FIELDS
    )


def label_values(statement: Statement | None) -> dict[str, str]:
    """Return the values of the fields for a statement; for one that was missed, what is most likely."""
    if statement is None:
        return {"form": "indirect"}
    return {name: _written(getattr(statement, name)) for name in LABELS}


def read_labels(fields: Mapping[str, str]) -> tuple[dict[str, Label], list[str]]:
    """Return the labels that a form gives, those it does not have left out; and what is wrong with it."""
    labels: dict[str, Label] = {}
    problems = []
    for name, title in _FIELDS:
        if name not in fields:
            continue
        value = show(fields[name])
        if _fits(name, value):
            labels[name] = _NEGATED[value] if name == "negated" else value or None
        else:
            problems.append(f"{title}: {_allowed(name)}.")
    return labels, problems


def changed(statement: Statement, labels: Mapping[str, Label]) -> dict[str, Label]:
    """Return the labels that differ from a statement's."""
    return dict(_changes(statement, labels))


def read_name(given: str) -> tuple[str, list[str]]:
    """Return the name somebody goes by on one line, and what is wrong with it."""
    name = show(given)
    if not name:
        return name, ["Tell your name first: a judgement is somebody's."]
    return name, [f"A name has at most {MOST_NAME} letters."] if len(name) > MOST_NAME else []


def read_note(given: str) -> tuple[str | None, list[str]]:
    """Return a note, its line ends kept, and what is wrong with it."""
    note = "\n".join(show(line) for line in given.strip().splitlines())
    return note or None, [f"A note has at most {MOST_NOTE:,} letters."] if len(note) > MOST_NOTE else []


def tell(judgement: Judgement) -> Told:
    """Return a judgement in words."""
    spans = judgement.corrected or (judgement.anchors if judgement.kind == "add" else None)
    labels = {} if judgement.kind in ("confirm", "reject") else judgement.labels
    return Told(
        id=judgement.id,
        done=_DONE[judgement.kind],
        by=judgement.by,
        at=judgement.at,
        note=judgement.note,
        parts=tuple((part, _words(getattr(spans, part)) or "none") for part in ("source", "cue", "content"))
        if spans
        else (),
        changes=tuple((title, _said(name, labels[name])) for name, title in _FIELDS if name in labels),
    )


def content_of(judgement: Judgement) -> str:
    """Return the words that a judgement is of."""
    return _words(judgement.anchors.content)


def _words(anchors: tuple[Anchor, ...]) -> str:
    return " … ".join(show(anchor.text) for anchor in anchors)


def _fits(name: str, value: str) -> bool:
    if name in NAMES:
        return len(value) <= MOST_WORDS
    return value in _choices(name) or (not value and name != "form")


def _choices(name: str) -> tuple[str, ...]:
    return tuple(_NEGATED)[1:] if name == "negated" else VALUES.get(name, ())


def _written(value: Label) -> str:
    return {True: "true", False: "false", None: ""}.get(value, str(value)) if not isinstance(value, str) else value


def _said(name: str, value: Label) -> str:
    if name == "negated":
        return {True: "yes", False: "no"}.get(bool(value), "") if value is not None else "not told"
    return str(value).replace("_", " ") if value and name not in NAMES else str(value or "not told")


def _allowed(name: str) -> str:
    return f"at most {MOST_WORDS} letters" if name in NAMES else f"one of {', '.join(_choices(name))}"


def _changes(statement: Statement, labels: Mapping[str, Label]) -> Iterator[tuple[str, Label]]:
    for name, value in labels.items():
        now = getattr(statement, name)
        told = show(now) or None if isinstance(now, str) else now
        if told != value:
            yield name, value
