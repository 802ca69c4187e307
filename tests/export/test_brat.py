"""brat standoff: read by a strict reader of the format, written from its description and not from our writer."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable
from dataclasses import dataclass, field, replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sayso.export import ExportOptions, brat
from sayso.export.sheets import Sheet
from sayso.records import Block, Document, Page, Reading, Span, Statement
from tests.export.news import DIRECT, HEARD, PARAPHRASE, lighthouse, thread
from tests.factory import RUN

_BOUND = re.compile(r"T(\d+)\t(\w+) (\d+ \d+(?:;\d+ \d+)*)\t([^\t\n]*)")
_EVENT = re.compile(r"E(\d+)\tAttribution:(T\d+)((?: \w+:T\d+)+)")
_LABEL = re.compile(r"A(\d+)\t(\w+) (E\d+)(?: (\S+))?")
_NOTE = re.compile(r"#(\d+)\tAnnotatorNotes (E\d+)\t([^\t\n]+)")


@dataclass
class Standoff:
    spans: dict[str, tuple[str, list[tuple[int, int]], str]] = field(default_factory=dict)
    events: dict[str, dict[str, str]] = field(default_factory=dict)
    labels: dict[tuple[str, str], str | None] = field(default_factory=dict)
    notes: dict[str, str] = field(default_factory=dict)


def read_standoff(text: str, lines: str) -> Standoff:
    """Read a pair of files, or fail: every line known, ids in use once, spans in the text, arguments there."""
    told = Standoff()
    for line in lines.splitlines():
        if found := _BOUND.fullmatch(line):
            pieces = [tuple(map(int, piece.split())) for piece in found[3].split(";")]
            assert all(0 <= start < end <= len(text) for start, end in pieces)
            assert "\n" not in "".join(text[start:end] for start, end in pieces)
            assert " ".join(text[start:end] for start, end in pieces) == found[4]
            assert f"T{found[1]}" not in told.spans
            told.spans[f"T{found[1]}"] = (found[2], [(a, b) for a, b in pieces], found[4])
        elif found := _EVENT.fullmatch(line):
            roles = dict(part.split(":") for part in found[3].split())
            for role, key in roles.items():
                assert told.spans[key][0] == role
            assert told.spans[found[2]][0] == "Attribution"
            told.events[f"E{found[1]}"] = roles
        elif found := _LABEL.fullmatch(line):
            assert found[3] in told.events
            told.labels[found[3], found[2]] = found[4]
        else:
            found = _NOTE.fullmatch(line)
            assert found, line
            assert found[2] in told.events
            told.notes[found[2]] = found[3]
    return told


def pairs(data: bytes) -> dict[str, tuple[str, Standoff]]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert archive.testzip() is None
        texts = {name: archive.read(name).decode() for name in archive.namelist()}
    stems = [name.removesuffix(".ann") for name in texts if name.endswith(".ann")]
    return {stem: (texts[f"{stem}.txt"], read_standoff(texts[f"{stem}.txt"], texts[f"{stem}.ann"])) for stem in stems}


@pytest.fixture(scope="module")
def archive(exported: Callable[..., bytes]) -> dict[str, tuple[str, Standoff]]:
    return pairs(exported("brat"))


def test_each_page_is_a_text_with_its_statements(archive: dict[str, tuple[str, Standoff]]) -> None:
    assert len(archive) == 3
    text, told = archive[thread().page.id]
    assert text.startswith("Harbour of Velmar closed\n\nInterior minister")
    words = [{role: told.spans[key][2] for role, key in roles.items()} for roles in told.events.values()]
    assert {"Source": "Interior minister Oda Renn", "Cue": "denied", "Content": PARAPHRASE} in words
    assert {"Source": "she", "Cue": "said", "Content": f"“{DIRECT}”"} in words


def test_status_form_and_confidence_go_with_each(archive: dict[str, tuple[str, Standoff]]) -> None:
    for _text, told in archive.values():
        assert told.events
        for event in told.events:
            assert told.labels[event, "Status"] == "machine"
            assert told.labels[event, "Form"] in {"direct", "mixed", "indirect"}
            assert "machine-read, unchecked" in told.notes[event]
    _text, told = archive[thread().page.id]
    assert any("confidence 0.90" in note for note in told.notes.values())


def test_a_note_leads_to_the_page_as_it_came_in(archive: dict[str, tuple[str, Standoff]]) -> None:
    _text, told = archive[lighthouse().page.id]
    place = next(found for note in told.notes.values() if (found := re.search(r"at (\d+)-(\d+) of the page", note)))
    assert lighthouse().page.data.decode()[int(place[1]) : int(place[2])].startswith("the repair was <i>")


def test_comments_are_in_the_text_only_when_asked_for(exported: Callable[..., bytes]) -> None:
    text, told = pairs(exported("brat", ExportOptions(comments=True)))[thread().page.id]
    assert HEARD in text
    assert "comment" in {told.labels[event, "Layer"] for event in told.events}


@settings(max_examples=50)
@given(st.text(min_size=1, max_size=30), st.data())
def test_any_text_can_be_read_back(text: str, data: st.DataObject) -> None:
    def draw_spans() -> tuple[Span, ...]:
        ends = data.draw(st.lists(st.tuples(*[st.integers(0, len(text))] * 2), max_size=2))
        return tuple(Span(start=min(pair), end=max(pair)) for pair in ends)

    document = Document(
        page_id="page_0",
        text=text,
        encoding="utf-8",
        blocks=(Block(role="paragraph", start=0, end=len(text), ranges=()),),
    )
    parts = (draw_spans(), draw_spans(), draw_spans())
    statement = Statement(document_id=document.id, source=parts[0], cue=parts[1], content=parts[2], form="indirect")
    reading = Reading(page=Page(data=b"-"), run=RUN, document=document, statements=(statement,))
    _conf, (_name, written), (_ann, lines) = brat.files([Sheet(reading=reading, document=document, hits=())])
    read = written.decode()
    assert len(read) == len(text)
    told = read_standoff(read, lines.decode())
    held = {role: told.spans[key][1] for roles in told.events.values() for role, key in roles.items()}
    for role, spans in zip(("Source", "Cue", "Content"), parts, strict=True):
        characters = [at for span in spans for at in range(span.start, span.end) if text[at] != "\n"]
        assert [at for start, end in held.get(role, []) for at in range(start, end)] == characters


def test_the_same_page_gives_the_same_archive() -> None:
    reading = replace(thread(), seconds=9.0)
    assert reading.document
    sheet = Sheet(reading=reading, document=reading.document, hits=())
    assert b"".join(brat.write([sheet])) == b"".join(brat.write([sheet]))
