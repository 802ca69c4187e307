"""Settings, from SAYSO_* variables over defaults.

In: the environment. Out: a frozen `Settings`. A value that makes no sense raises `SettingsError` naming it. For the
processes that are sayso's own, one variable that numpy reads is set as well.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from sayso.errors import SettingsError


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """What a user can set.

    `ledger` is a file or a database's address, `max_bytes` bounds one page, `threads` is the model's, 0 for one a core,
    `lexicon` is a folder of tables (outlets.tsv, roles.tsv …) whose rows win over the package's, `gazetteer` a CSV file
    of places that do.
    """

    ledger: str = "sayso.db"
    max_bytes: int = 20_000_000
    threads: int = 0
    lexicon: Path | None = None
    gazetteer: Path | None = None


def load_settings(environment: Mapping[str, str] | None = None) -> Settings:
    """Return the settings of this environment. Raises SettingsError."""
    given = os.environ if environment is None else environment
    defaults = Settings()
    return Settings(
        ledger=given.get("SAYSO_LEDGER") or defaults.ledger,
        max_bytes=_whole(given, "SAYSO_MAX_BYTES", defaults.max_bytes, least=1),
        threads=_whole(given, "SAYSO_THREADS", defaults.threads, least=0),
        lexicon=_folder(given, "SAYSO_LEXICON"),
        gazetteer=_file(given, "SAYSO_GAZETTEER"),
    )


def multiply_on_one_thread() -> None:
    """Let numpy multiply on one thread, unless the user says otherwise; to be called before numpy is loaded.

    Our products are small. Spread over threads they take fifty times as long where another process works on a core,
    because the threads wait for each other.
    """
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")


def _folder(given: Mapping[str, str], name: str) -> Path | None:
    path = Path(text) if (text := given.get(name)) else None
    if path and not path.is_dir():
        raise SettingsError(f"{name}={text!r}: no such folder; give one with tables such as outlets.tsv, or unset it.")
    return path


def _file(given: Mapping[str, str], name: str) -> Path | None:
    path = Path(text) if (text := given.get(name)) else None
    if path and not path.is_file():
        raise SettingsError(f"{name}={text!r}: no such file; give a CSV of places, or unset it.")
    return path


def _whole(given: Mapping[str, str], name: str, default: int, *, least: int) -> int:
    text = given.get(name)
    if not text:
        return default
    if not text.isdecimal() or int(text) < least:
        raise SettingsError(f"{name}={text!r}: give a whole number of at least {least}, or unset it for {default}.")
    return int(text)
