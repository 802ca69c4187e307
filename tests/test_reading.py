"""The one function from a page to a reading, and the door `sayso.read`."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

import sayso
from sayso.errors import BinaryPage, EmptyPage, MissingPage
from sayso.reading import current_run
from sayso.records import Page
from sayso.statements.identify.text import read_text

ARTICLE = "Quay shut at Velmar\n\nA reporter of the Velmar Bulletin said the quay was shut on Monday.\n"
GERMAN = (
    "Hafen gesperrt\n\nDer Hafenmeister sagte am Montag, der Kai bleibe bis zum Ende der Woche gesperrt, weil die "
    "Arbeiten an der Mauer länger dauerten als geplant. Die Reederei wollte sich dazu nicht äußern.\n"
)


def test_a_page_becomes_a_document_with_labelled_statements() -> None:
    reading = sayso.read_page(Page(data=ARTICLE.encode()))
    assert reading.document is not None
    (statement,) = reading.statements
    assert [reading.document.quote(span) for span in statement.cue] == ["said"]
    assert (statement.form, statement.act, statement.stance, statement.status) == (
        "indirect",
        "assert",
        "neutral",
        "machine",
    )
    assert statement.confidence is not None
    assert sayso.read_page(Page(data=ARTICLE.encode())).statements == reading.statements


def test_a_bad_page_is_a_recorded_failure_and_the_door_raises_it(tmp_path: Path) -> None:
    assert sayso.read_page(Page(data=b" \n")).failure is not None
    empty, binary = tmp_path / "empty.txt", tmp_path / "binary.txt"
    empty.write_bytes(b"")
    binary.write_bytes(bytes(range(32)) * 50)
    for path, error in ((empty, EmptyPage), (binary, BinaryPage), (tmp_path / "none.txt", MissingPage)):
        with pytest.raises(error, match=path.name):
            sayso.read(path)


def test_another_language_is_kept_without_statements_and_says_so() -> None:
    reading = sayso.read_page(Page(data=GERMAN.encode()))
    assert reading.document is not None
    assert reading.statements == ()
    assert reading.document.blocks
    assert any("language de" in note for note in reading.document.notes)


def test_confidence_bounds_what_is_kept_and_is_part_of_the_run() -> None:
    sure = sayso.ReadingSettings(min_confidence=1.0)
    assert sayso.read_page(Page(data=ARTICLE.encode()), settings=sure).statements == ()
    assert current_run(sure).id != current_run(sayso.ReadingSettings()).id


@pytest.fixture
def _fresh() -> Iterator[None]:
    for cached in (current_run, read_text):
        cached.cache_clear()
    yield
    for cached in (current_run, read_text):
        cached.cache_clear()


@pytest.mark.usefixtures("_fresh")
def test_a_user_s_own_tables_win_and_are_part_of_the_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    text = "Quay shut\n\nThe Velmar Bulletin reported that the quay was shut on Monday.\n"
    plain = sayso.read_page(Page(data=text.encode()))
    columns = "name\taliases\tcountry\tstate\tground"
    row = "Velmar Bulletin\t\tFrance\tyes\towned by the harbour office"
    (tmp_path / "outlets.tsv").write_text(f"{columns}\n{row}\n", encoding="utf-8")
    monkeypatch.setenv("SAYSO_LEXICON", str(tmp_path))
    for cached in (current_run, read_text):
        cached.cache_clear()
    own = sayso.read_page(Page(data=text.encode()))
    assert [s.source_kind for s in own.statements] == ["state_media"]
    assert [s.source_kind for s in plain.statements] != ["state_media"]
    assert own.run.id != plain.run.id
