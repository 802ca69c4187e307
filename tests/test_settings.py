"""Settings from the environment."""

from __future__ import annotations

from pathlib import Path

import pytest

from sayso.errors import SettingsError
from sayso.settings import Settings, load_settings


def test_nothing_set_gives_the_defaults() -> None:
    assert load_settings({}) == Settings()


def test_what_is_set_wins(tmp_path: Path) -> None:
    given = {
        "SAYSO_LEDGER": "postgresql://localhost/news",
        "SAYSO_MAX_BYTES": "5",
        "SAYSO_THREADS": "2",
        "SAYSO_LEXICON": str(tmp_path),
    }
    assert load_settings(given) == Settings(
        ledger="postgresql://localhost/news", max_bytes=5, threads=2, lexicon=tmp_path
    )


@pytest.mark.parametrize(
    ("name", "value"), [("SAYSO_MAX_BYTES", "0"), ("SAYSO_THREADS", "two"), ("SAYSO_LEXICON", "/no/such/folder")]
)
def test_a_value_that_makes_no_sense_is_named(name: str, value: str) -> None:
    with pytest.raises(SettingsError, match=name):
        load_settings({name: value})
