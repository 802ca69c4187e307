"""A ledger that may not be written can be read, and nothing is put beside it."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest

from sayso.errors import LedgerError
from sayso.ledger import Query, open_ledger
from tests.factory import make_document, make_reading
from tests.ledger.earlier import take_back_to_the_fourth


@pytest.fixture
def kept(tmp_path: Path) -> Path:
    """Return a ledger with a page, in a folder of its own."""
    path = tmp_path / "shelf" / "ledger.db"
    path.parent.mkdir()
    with open_ledger(path) as ledger:
        ledger.store(make_reading())
    return path


@pytest.fixture
def closed(kept: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Return that ledger, with neither file nor folder to be written."""
    kept.chmod(0o444)
    kept.parent.chmod(0o555)
    if os.geteuid() == 0:  # who may do everything asks in vain what may be done
        monkeypatch.setattr(os, "access", lambda path, mode: mode != os.W_OK or kept.parent not in (path, path.parent))
    yield kept
    kept.parent.chmod(0o755)


def test_it_is_searched_and_nothing_is_put_beside_it(closed: Path) -> None:
    before = closed.read_bytes()
    with open_ledger(closed) as ledger:
        assert not ledger.created
        assert len(list(ledger.search(Query()))) == 2
        assert ledger.reading(make_reading().id) == make_reading()
        assert ledger.sources()
        assert ledger.status().pages == 1
    assert [each.name for each in closed.parent.iterdir()] == ["ledger.db"]
    assert closed.read_bytes() == before


def test_writing_to_it_is_one_line(closed: Path) -> None:
    with open_ledger(closed) as ledger:
        with pytest.raises(LedgerError, match="no permission to open or to write it") as told:
            ledger.store(make_reading(make_document("Second page")))
        assert "\n" not in str(told.value)
        assert len(list(ledger.search(Query()))) == 2


def test_an_address_may_ask_for_reading_alone(kept: Path) -> None:
    with open_ledger(f"sqlite:///{kept}?mode=ro") as ledger:
        assert len(list(ledger.search(Query()))) == 2
        with pytest.raises(LedgerError, match="no permission"):
            ledger.forget(make_reading().page.id)


def test_it_is_read_while_another_writes(kept: Path) -> None:
    with open_ledger(kept) as writing, open_ledger(f"sqlite:///{kept}?mode=ro") as reading:
        writing.store(make_reading(make_document("Second page")))
        assert reading.status().pages == 2
        assert len(list(reading.search(Query()))) == 2
        assert [each.title for each in reading.documents()] == ["Second page", "Harbour of Velmar closed"]


def test_a_file_that_changes_under_a_reader_is_told(kept: Path) -> None:
    with open_ledger(f"sqlite:///{kept}?mode=ro") as ledger:
        readings = ledger.current()
        next(readings)
        with sqlite3.connect(kept) as other:
            other.execute("PRAGMA journal_mode = DELETE")
            other.execute("UPDATE statements SET affiliation = 'another'")
        other.close()
        with pytest.raises(LedgerError, match="it was written while it was read: ask again"):
            list(readings)


def test_one_of_an_earlier_version_is_refused(kept: Path) -> None:
    with open_ledger(kept) as ledger, ledger._engine.begin() as connection:
        take_back_to_the_fourth(connection)
    with pytest.raises(LedgerError, match="made by an earlier sayso: open it once where it can be written"):
        open_ledger(f"sqlite:///{kept}?mode=ro")


def test_an_empty_file_is_no_ledger(tmp_path: Path) -> None:
    path = tmp_path / "new.db"
    path.touch()
    with pytest.raises(LedgerError, match="there is no ledger yet, and it cannot be written"):
        open_ledger(f"sqlite:///{path}?mode=ro")
