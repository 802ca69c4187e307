"""Tables of the user's own: what they change, and what is told of a wrong line."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from typer.testing import CliRunner

from sayso import cli
from sayso.errors import SettingsError
from sayso.ledger import open_ledger
from sayso.mcp.server import make_server
from sayso.reading import ReadingSettings, check_settings, current_run, read_page
from sayso.records import Page
from sayso.statements.identify.nouns.own_tables import KNOWN, check_lexicon, read_rows
from sayso.statements.identify.nouns.tables import load_lexicon
from sayso.statements.identify.nouns.tokens import TABLES
from sayso.statements.identify.text import read_text
from sayso.web import create_app

OUTLETS = "name\taliases\tcountry\tstate\tground\n"
ALIASES = "alias\tname\tkind\tsource\n"
BODIES = "name\taliases\tkind\tcountry\n"
WRONG: dict[str, tuple[str, bytes, str, str]] = {  # file, its bytes, which line, what mends it
    "too many columns": ("bodies.tsv", f"{BODIES}Lusk Board\t\tngo\t\tmore\n".encode(), "line 2", "name aliases kind"),
    "too few columns": ("bodies.tsv", f"{BODIES}# ours\nLusk Board    ngo\n".encode(), "line 3", "split by tabs"),
    "unknown value": ("bodies.tsv", f"{BODIES}Lusk Board\t\tclub\t\n".encode(), "line 2", "give one of .*company"),
    "unknown answer": ("outlets.tsv", f"{OUTLETS}Lusk Post\t\t\tmaybe\t\n".encode(), "line 2", "no, yes"),
    "unknown value in a list": ("stand_ins.tsv", b"noun\tkinds\nguild\tngo;gang\n", "line 2", "'gang'"),
    "empty name": ("aliases.tsv", f"{ALIASES}\tLusk Board\tngo\tits site\n".encode(), "line 2", "no alias"),
    "contradiction": (
        "aliases.tsv",
        f"{ALIASES}Mill Lane\tLusk Board\tngo\t\nMill Lane\tOrrin Bank\tcompany\t\n".encode(),
        "line 3",
        "which line 2 has otherwise",
    ),
    "a spelling twice": (
        "bodies.tsv", f"{BODIES}Lusk Board\tLB\tngo\t\nLand Bank\tLB\tcompany\t\n".encode(), "line 3", "keep one",
    ),
    "encoding": ("bodies.tsv", BODIES.encode() + "Société Lusk\t\tcompany\t\n".encode("latin-1"), "line 2", "UTF-8"),
    "unknown table": ("clubs.tsv", BODIES.encode(), "clubs.tsv", "bodies"),
    "not for changing": ("cues.tsv", b"say\tv\n", "cues.tsv", "bodies"),
    "another ending": ("bodies.csv", b"name,aliases,kind,country\n", "bodies.csv", "save it as bodies.tsv"),
    "heading": ("bodies.tsv", b"body\tkind\nLusk Board\tngo\n", "line 1", "name aliases kind country"),
    "no heading": ("bodies.tsv", b"", "line 1", "name aliases kind country"),
}  # fmt: skip


@pytest.fixture(autouse=True)
def _fresh() -> Iterator[None]:
    for each in ("before", "after"):
        for cached in (current_run, read_text):
            cached.cache_clear()
        if each == "before":
            yield


@pytest.fixture(params=WRONG)
def wrong(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """Make a folder with a wrong table the user's lexicon; return a pattern that the error has to match."""
    name, data, place, mending = WRONG[request.param]
    (tmp_path / "tables").mkdir()
    (tmp_path / "tables" / name).write_bytes(data)
    monkeypatch.setenv("SAYSO_LEXICON", str(tmp_path / "tables"))
    return f"(?s){name}.*{place.removeprefix(name)}.*{mending}"


def test_a_wrong_line_is_told_with_its_place_and_how_to_mend_it(wrong: str) -> None:
    with pytest.raises(SettingsError, match=wrong):
        check_settings()
    with pytest.raises(SettingsError, match=wrong):
        read_page(Page(data=b"Quay shut\n\nLusk Board said that it was shut."))


def test_no_door_opens_on_a_wrong_line(wrong: str, tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match=wrong):
        create_app(str(tmp_path / "web.db"))
    with open_ledger(str(tmp_path / "mcp.db")) as ledger, pytest.raises(SettingsError, match=wrong):
        make_server(ledger)
    (tmp_path / "page.txt").write_text("Quay shut\n\nLusk Board said that it was shut.\n", encoding="utf-8")
    for arguments in (("read", "--no-ledger", str(tmp_path / "page.txt")), ("lexicon",)):
        done = CliRunner().invoke(cli.app, arguments)
        assert (done.exit_code, done.stdout) == (2, "")
        assert re.search(wrong, done.stderr)


def test_a_right_folder_is_counted_and_other_files_are_left_alone(tmp_path: Path) -> None:
    (tmp_path / "README.md").write_text("ours", encoding="utf-8")
    windows = f"\ufeff{ALIASES}# ours\n\nMill Lane\tLusk Board\tngo\n".replace("\n", "\r\n")
    (tmp_path / "aliases.tsv").write_bytes(windows.encode())
    (tmp_path / "places.tsv").write_text("name\nLusk Moor\nOrrin Quay\n", encoding="utf-8")
    assert check_lexicon(tmp_path) == {"aliases": 1, "places": 2}
    done = CliRunner().invoke(cli.app, ["lexicon", str(tmp_path)])
    assert done.stdout == "aliases.tsv  1 row\nplaces.tsv  2 rows\n"
    assert load_lexicon(tmp_path).names["Mill Lane"].name == "Lusk Board"


@pytest.mark.parametrize("name", KNOWN)
def test_the_package_keeps_its_own_rules(name: str) -> None:
    assert list(read_rows(TABLES / f"{name}.tsv"))


def names_of(text: str) -> dict[str, str]:
    return {figure.name: figure.kind for figure in read_text(text).cast.figures}


def test_an_alias_of_the_package_is_kept_as_written_and_joins_the_full_name() -> None:
    aliases = [row for _, row in read_rows(TABLES / "aliases.tsv")]
    assert len({row["alias"] for row in aliases}) == len(aliases) > 100
    assert names_of("Itamaraty said that the talks had failed.") == {"Itamaraty": "government"}
    both = names_of("The Bureau spoke. ESMA said no. The European Securities and Markets Authority said so on Monday.")
    assert both["European Securities and Markets Authority"] == "intergovernmental"
    assert "ESMA" not in both


def test_an_alias_of_the_user_gives_the_full_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    rows = (
        "Mill Lane\tLusk Water Board\tcompany\t\n"
        "Itamaraty\tForeign Ministry of Brazil\tgovernment\t\n"
        "Orrin Steps\tOrrin Steps\tplace\t\n"
    )
    (tmp_path / "aliases.tsv").write_text(ALIASES + rows, encoding="utf-8")
    monkeypatch.setenv("SAYSO_LEXICON", str(tmp_path))
    text = "Mill Lane said that the dam held. Itamaraty agreed. Crowds met at Orrin Steps in the evening."
    assert names_of(text) == {"Lusk Water Board": "company", "Foreign Ministry of Brazil": "government"}
    assert dict(current_run(ReadingSettings()).settings)["lexicon"].startswith("lex_")
