"""The command line as it is used: what goes in, what comes out where, and the exit code.

Where the model would only cost time, pages are read by a stand-in that finds one statement in any page.
"""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import fields, replace
from pathlib import Path
from typing import Any

import pytest
from typer.main import get_command
from typer.testing import CliRunner, Result

from sayso import cli, reading
from sayso.engine import local
from sayso.errors import EmptyPage
from sayso.labels import ACTS, NAMINGS, SOURCE_KINDS, STANCES
from sayso.ledger import open_ledger
from sayso.reading import ReadingSettings
from sayso.records import Failure, Page, Reading
from sayso.settings import Settings
from tests.factory import RUN, make_document, make_reading, make_statement
from tests.pages.opening.servers import Answer, Site, polite_site

DOCS = Path(__file__).parent.parent / "docs" / "cli.md"
WORDS = "Port shut\n\nThe mayor said it was shut.\n"


def read_page(page: Page, *, settings: ReadingSettings) -> Reading:
    """Read as the real one does, but find the one statement whose words are known."""
    text = page.data.decode().rstrip()
    if not text:
        failure = Failure(kind=EmptyPage.kind, message=f"{page.location}: empty: check the file.")
        return Reading(page=page, run=RUN, failure=failure)
    document = make_document(text, page_id=page.id)
    statement = make_statement(document, "The mayor", "said", "it was shut")
    return make_reading(page=page, document=document, statements=(statement,))


@pytest.fixture(autouse=True)
def _in_a_folder_of_its_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(local, "read_page", read_page)
    monkeypatch.setattr(reading, "current_run", lambda settings: RUN)
    monkeypatch.delenv("SAYSO_LEDGER", raising=False)
    Path("page.txt").write_text(WORDS, encoding="utf-8")


def run(*arguments: str, given: str | None = None) -> Result:
    return CliRunner().invoke(cli.app, arguments, input=given)


def page_id(location: str = "page.txt") -> str:
    return Page(data=Path(location).read_bytes()).id


def test_one_page_is_reported_and_kept() -> None:
    done = run("read", "page.txt")
    assert done.exit_code == 0
    assert "1  The mayor · said\n     it was shut\n" in done.stdout
    assert done.stderr == "sayso: made the ledger sayso.db\n"
    assert "The mayor · said" in run("show", page_id()[:10]).stdout


def test_several_pages_are_one_line_each() -> None:
    Path("news").mkdir()
    for name in ("a.txt", "b.txt", "c.xyz"):
        Path("news", name).write_text(f"{name} {WORDS}", encoding="utf-8")
    done = run("read", "news")
    assert [line.split("  ")[1] for line in done.stdout.splitlines()] == [
        "a.txt Port shut · 1 statement, no comments",
        "b.txt Port shut · 1 statement, no comments",
    ]
    assert "files of other suffixes, left alone: 1 (1 .xyz)" in done.stderr


def test_json_is_one_object_a_line_failed_pages_too() -> None:
    Path("empty.txt").write_text("", encoding="utf-8")
    done = run("read", "page.txt", "empty.txt", "--json", "--no-ledger")
    told = [json.loads(line) for line in done.stdout.splitlines()]
    after = ["repairs", "statements", "mentions", "items", "events", "places", "moments", "run"]
    assert [list(page) for page in told] == [
        ["format", "page", "document", "comments", *after],
        ["format", "page", "error"],
    ]
    assert done.exit_code == 1
    assert done.stderr == "sayso: empty.txt: empty: check the file.\n"
    assert not Path("sayso.db").exists()


@pytest.mark.parametrize("bad", ["empty.txt", "missing.txt"])
def test_a_bad_page_is_named_and_the_others_are_read(bad: str) -> None:
    Path("empty.txt").write_text("", encoding="utf-8")
    done = run("read", bad, "page.txt")
    assert done.exit_code == 1
    assert sum(bad in line for line in done.stderr.splitlines()) == 1
    assert page_id() in done.stdout
    with open_ledger("sayso.db") as ledger:
        assert ledger.status().failed == 1


def test_standard_input_is_a_page() -> None:
    assert "The mayor · said" in run("read", "-", "--no-ledger", given=WORDS).stdout


def test_the_ledger_is_the_option_then_the_variable(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SAYSO_LEDGER", "variable.db")
    run("read", "page.txt")
    run("read", "page.txt", "--ledger", "option.db")
    assert {file.name for file in Path().glob("*.db")} == {"variable.db", "option.db"}


def test_bytes_are_not_kept_where_they_are_declined() -> None:
    run("read", "page.txt", "--no-keep-pages")
    with open_ledger("sayso.db") as ledger:
        assert ledger.reading(page_id()).page.data == b""
    assert json.loads(run("show", page_id(), "--json").stdout)["page"]["bytes"] == len(WORDS)


def test_search_shows_the_passage_and_json_the_statement() -> None:
    run("read", "page.txt")
    shown = run("search", "shut", "--source", "mayor", "--form", "indirect").stdout
    assert "│ The mayor said it was shut." in shown
    assert "1  The mayor · said" in shown
    (line,) = run("search", "shut", "--json").stdout.splitlines()
    hit = json.loads(line)
    assert hit["page"]["id"] == page_id()
    assert hit["statement"]["content"] == [{"start": 26, "end": 37, "text": "it was shut"}]


def labelled(page: Page, *, settings: ReadingSettings) -> Reading:
    """Read as the stand-in does, and label the statement."""
    made = read_page(page, settings=settings)
    labels: dict[str, Any] = {
        "act": "assert",
        "source_kind": "government",
        "naming": "unnamed",
        "stance": "undercut",
        "factuality": "CT-",
        "origin": "The mayor via Coast Radio",
        "confidence": 0.6,
    }
    return replace(made, statements=tuple(replace(each, **labels) for each in made.statements))


@pytest.mark.parametrize(
    ("option", "found", "missed"),
    [
        ("--act", "assert", "accuse"),
        ("--kind", "government", "state_media"),
        ("--naming", "unnamed", "named"),
        ("--stance", "undercut", "neutral"),
        ("--form", "indirect", "direct"),
        ("--origin", "coast radio", "SANA"),
        ("--min-confidence", "0.5", "0.7"),
    ],
)
def test_search_by_label(option: str, found: str, missed: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(local, "read_page", labelled)
    run("read", "page.txt")
    assert "The mayor · said" in run("search", option, found).stdout
    assert run("search", option, missed).stderr == "sayso: nothing found\n"


def test_search_for_what_denies(monkeypatch: pytest.MonkeyPatch) -> None:
    run("read", "page.txt", "--ledger", "bare.db")
    assert run("search", "--denies", "--ledger", "bare.db").stderr == "sayso: nothing found\n"
    monkeypatch.setattr(local, "read_page", labelled)
    run("read", "page.txt")
    assert "The mayor · said" in run("search", "--denies").stdout


@pytest.mark.parametrize(
    ("option", "values"),
    [
        ("--act", ACTS),
        ("--kind", SOURCE_KINDS),
        ("--naming", NAMINGS),
        ("--stance", STANCES),
        ("--form", ("direct", "mixed", "indirect")),
    ],
)
def test_a_value_that_is_none_is_answered_with_those_there_are(option: str, values: tuple[str, ...]) -> None:
    done = run("search", option, "loud")
    assert done.exit_code == 2
    told = " ".join(done.stderr.replace("\u2502", " ").split())
    assert f"{option} loud" in told
    assert f"{', '.join(values)}" in told


def test_a_search_in_vain_says_so() -> None:
    run("read", "page.txt")
    done = run("search", "volcano")
    assert (done.exit_code, done.stdout, done.stderr) == (0, "", "sayso: nothing found\n")


def test_status_tells_what_is_held() -> None:
    run("read", "page.txt")
    shown = run("status").stdout
    assert "sayso.db" in shown
    assert "pages       1, 0 forgotten, captures 1" in shown
    assert "statements  1" in shown
    assert "reads with  sayso " in shown


def test_forgetting_asks_first() -> None:
    run("read", "page.txt")
    assert run("forget", page_id(), given="n\n").exit_code == 1
    assert run("show", page_id()).exit_code == 0
    assert run("forget", page_id(), "--yes").stdout == f"forgot {page_id()}\n"
    gone = run("show", page_id())
    assert gone.exit_code == 1
    assert "was forgotten" in gone.stderr


@pytest.mark.parametrize(
    "arguments",
    [("show", "page_00"), ("search", "x"), ("status",), ("forget", "page_00", "--yes")],
    ids=lambda arguments: arguments[0],
)
def test_a_ledger_that_is_not_there_is_one_clear_line(arguments: tuple[str, ...]) -> None:
    done = run(*arguments, "--ledger", "none.db")
    assert done.exit_code == 1
    assert done.stderr.count("\n") == 1
    assert "none.db" in done.stderr
    assert not Path("none.db").exists()


@pytest.mark.parametrize(
    "arguments",
    [
        ("read",),
        ("read", "page.txt", "--no-ledger", "--ledger", "a.db"),
        ("read", "page.txt", "--jobs", "-1"),
        ("search", "--form", "loud"),
        ("tell",),
    ],
)
def test_what_is_asked_wrongly_exits_with_2(arguments: tuple[str, ...]) -> None:
    assert run(*arguments).exit_code == 2


def test_a_setting_without_sense_is_one_line(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SAYSO_MAX_BYTES", "many")
    done = run("read", "page.txt")
    assert done.exit_code == 1
    assert done.stderr.startswith("sayso: SAYSO_MAX_BYTES='many'")


def test_ctrl_c_leaves_whole_pages_and_exits_with_130(monkeypatch: pytest.MonkeyPatch) -> None:
    Path("second.txt").write_text(f"Second {WORDS}", encoding="utf-8")

    def interrupted(page: Page, *, settings: ReadingSettings) -> Reading:
        if page.location == "second.txt":
            raise KeyboardInterrupt
        return read_page(page, settings=settings)

    monkeypatch.setattr(local, "read_page", interrupted)
    assert run("read", "page.txt", "second.txt").exit_code == 130
    with open_ledger("sayso.db") as ledger:
        assert ledger.status().pages == 1


def test_escapes_in_a_page_come_out_harmless() -> None:
    Path("page.txt").write_text(f"\x1b]0;owned\x07{WORDS}", encoding="utf-8")
    for arguments in (("read", "page.txt"), ("show", page_id()), ("search", "shut")):
        shown = run(*arguments).stdout
        assert "\\x1b]0;owned\\x07Port shut" in shown
        assert "\x1b" not in shown


def test_the_demo_reads_its_pages_into_a_ledger_of_its_own(monkeypatch: pytest.MonkeyPatch) -> None:
    def read_any(page: Page, *, settings: ReadingSettings) -> Reading:
        document = make_document(page.data.decode(), page_id=page.id)
        return make_reading(page=page, document=document, statements=())

    monkeypatch.setattr(local, "read_page", read_any)
    done = run("demo")
    assert done.exit_code == 0, done.stderr
    assert "pages       7, " in done.stdout
    assert "Contested in these pages: 0 claims" in done.stdout
    assert Path("demo-ledger/sayso.db").exists()


# corrections


def fill(*names: str) -> list[str]:
    """Store a page for each of these speakers, and return the ids of their statements."""
    ids = []
    with open_ledger("sayso.db") as store:
        for number, name in enumerate(names):
            document = make_document(f"Day {number}\n\n{name} said that quay {number} was safe.")
            statement = make_statement(
                document, name, "said", f"that quay {number} was safe", entity=name, naming="named"
            )
            store.store(make_reading(document, statements=(statement,)))
            ids.append(statement.id)
    return ids


def lines(done: Result) -> list[dict[str, Any]]:
    return [json.loads(line) for line in done.stdout.splitlines()]


def test_a_statement_is_judged() -> None:
    (given,) = fill("Mina Roth")
    done = run("judge", "correct", given[:9], "--by", "Ada", "--entity", "Mina Rot", "--act", "deny", "--json")
    assert (done.exit_code, done.stderr) == (0, "")
    (told,) = lines(done)
    assert (told["kind"], told["by"], told["labels"]) == ("correct", "Ada", {"entity": "Mina Rot", "act": "deny"})
    done = run("judge", "confirm", given, "--by", "Bo")
    assert re.fullmatch(rf"judg_[0-9a-f]{{16}}  confirm  {given}\n", done.stdout)
    assert run("judge", "correct", given, "--by", "Ada", "--entity", "").exit_code == 0
    with open_ledger("sayso.db") as store:
        statement = store.statement(given).statement
    assert (statement.entity, statement.act, statement.status) == (None, "deny", "corrected")


@pytest.mark.parametrize(
    ("arguments", "code", "line"),
    [
        (("judge", "confirm", "st_00", "--by", "Ada"), 1, "Nothing in the ledger bears the id st_00"),
        (("judge", "correct", "ST", "--by", "Ada"), 2, "say what is to be corrected"),
        (("judge", "reject", "ST", "--by", "Ada", "--act", "deny"), 2, "labels are given to correct a statement"),
        (("judge", "confirm", "ST"), 2, "say who judges: --by NAME, or SAYSO_BY"),
        (("judge", "correct", "ST", "--by", "Ada", "--act", "lie"), 1, "'lie' is no value of act"),
        (("judge", "doubt", "ST", "--by", "Ada"), 2, "'doubt' is not one of"),
        (("same-entity", "judg_00"), 1, "Nothing in the ledger bears the id judg_00"),
        (("same-entity", "judg_00", "ST"), 2, "statements are chosen with --apply"),
        (("aliases", "remove", "alias_00"), 1, "Nothing in the ledger bears the id alias_00"),
        (("aliases", "import", "none.tsv", "--by", "Ada"), 1, "none.tsv: No such file"),
        (("aliases", "import", "page.txt", "--by", "Ada"), 1, "no table of aliases: its heading is"),
        (("changes", "page_00"), 1, "Nothing in the ledger bears the id page_00"),
        (("changes", "--against", "read_00"), 2, "--against goes with one page"),
    ],
)
def test_what_cannot_be_corrected_is_one_clear_line(arguments: tuple[str, ...], code: int, line: str) -> None:
    (given,) = fill("Mina Roth")
    done = run(*(given if each == "ST" else each for each in arguments))
    assert (done.exit_code, done.stdout) == (code, "")
    assert line in " ".join(done.stderr.replace("│", " ").split())


def test_a_correction_is_offered_and_applied(monkeypatch: pytest.MonkeyPatch) -> None:
    ids = fill(*["Mina Roth"] * 4)
    monkeypatch.setenv("SAYSO_BY", "Ada")
    done = run("judge", "correct", ids[0], "--entity", "Mina Rothe", "--json")
    first = lines(done)[0]["id"]
    assert done.stderr == f"sayso: 3 more of Mina Roth that nobody judged: `sayso same-entity {first}`\n"
    listed = run("same-entity", first, "--json")
    assert [each["statement"]["id"] for each in lines(listed)] == [ids[3], ids[2], ids[1]]
    assert lines(listed)[0]["passage"]["text"] == "Mina Roth said that quay 3 was safe."
    assert listed.stderr == "sayso: 3 of Mina Roth that nobody judged; --apply calls them Mina Rothe\n"
    shown = run("same-entity", first, "--limit", "1").stdout
    assert "│ Mina Roth said that quay 3 was safe." in shown
    assert "quay 2" not in shown
    done = run("same-entity", first, ids[2], "--apply")
    assert (done.stdout, done.stderr) == ("", "sayso: corrected 1: Mina Roth is Mina Rothe\n")
    applied = run("same-entity", first, "--apply", "--json", "--by", "Cy")
    assert [(each["by"], each["labels"]) for each in lines(applied)] == [("Cy", {"entity": "Mina Rothe"})] * 2
    assert "corrected 0" in run("same-entity", first, "--apply").stderr


def test_two_people_are_joined_only_with_join() -> None:
    ids = fill("Mina Roth", "Mina Roth", "Odo Lenz")
    done = run("judge", "correct", ids[0], "--by", "Ada", "--entity", "Odo Lenz")
    assert (done.exit_code, done.stdout) == (1, "")
    assert "'Mina Roth' (2 statements) and 'Odo Lenz' (1 statement) are two people" in done.stderr
    assert run("judge", "correct", ids[0], "--by", "Ada", "--entity", "Odo Lenz", "--join").exit_code == 0


def test_aliases_go_out_and_come_in() -> None:
    (given,) = fill("Mina Roth")
    assert "no aliases yet" in run("aliases", "list").stderr
    run("judge", "correct", given, "--by", "Ada", "--entity", "Mina Rothe")
    (alias,) = lines(run("aliases", "list", "--json"))
    assert (alias["alias"], alias["name"], alias["by"]) == ("Mina Roth", "Mina Rothe", "Ada")
    assert f"{alias['id']}  Mina Roth → Mina Rothe · Ada, " in run("aliases", "list").stdout
    assert run("aliases", "export", "--out", "aliases.tsv").exit_code == 0
    assert Path("aliases.tsv").read_text(encoding="utf-8") == run("aliases", "export").stdout
    assert run("aliases", "import", "aliases.tsv", "--by", "Bo", "--ledger", "other.db").stdout == "new aliases: 1\n"
    again = run("aliases", "import", "-", "--by", "Bo", "--ledger", "other.db", given=run("aliases", "export").stdout)
    assert again.stdout == "new aliases: 0\n"
    assert run("aliases", "remove", alias["id"][:9]).stdout == f"removed {alias['id']}  Mina Roth → Mina Rothe\n"
    assert run("aliases", "list").stdout == ""
    assert run("same-entity", alias["id"]).exit_code == 1


def test_what_a_new_reading_found_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    run("read", "page.txt")
    assert "no page was read more than once" in run("changes").stderr
    assert "read once only" in run("changes", page_id()).stdout

    def read_anew(page: Page, *, settings: ReadingSettings) -> Reading:
        document = make_document(page.data.decode().rstrip(), page_id=page.id)
        statement = make_statement(document, "The mayor", "said", "shut")
        return make_reading(page=page, document=document, statements=(statement,), run=newer)

    newer = replace(RUN, weights="v" * 8)
    monkeypatch.setattr(reading, "current_run", lambda settings: newer)
    monkeypatch.setattr(local, "read_page", read_anew)
    done = run("read", "page.txt")
    counts = "1 new, 1 gone, 0 with another name, 0 the same"
    assert done.stderr == f"sayso: {page_id()} was read before: {counts}: `sayso changes {page_id()}`\n"
    shown = run("changes", page_id()).stdout
    assert "+ st_" in shown
    assert "The mayor · said · shut\n" in shown
    assert "The mayor · said · it was shut\n" in shown
    (told,) = lines(run("changes", "--json"))
    assert [len(told[name]) for name in ("found", "gone", "renamed")] == [1, 1, 0]
    assert (told["now"]["weights"], told["before"]["weights"]) == ("v" * 8, "w" * 8)
    back = lines(run("changes", told["before"]["reading_id"], "--against", told["now"]["reading_id"], "--json"))
    assert back[0]["found"] == told["gone"]


def test_the_commands_of_a_group_are_documented_and_teach() -> None:
    docs = DOCS.read_text(encoding="utf-8")
    for name in ("list", "remove", "export", "import"):
        assert f"sayso aliases {name}" in docs
        assert f"\n    sayso aliases {name}" in run("aliases", name, "--help").stdout


def test_every_command_and_option_is_documented() -> None:
    docs = DOCS.read_text(encoding="utf-8")
    commands: dict[str, Any] = get_command(cli.app).commands  # type: ignore[attr-defined]
    missing = [
        word
        for name, command in commands.items()
        for word in (
            f"sayso {name}",
            *(option for item in command.params for option in item.opts if option[0] == "-"),
        )
        if word not in docs
    ]
    assert not missing


def test_every_setting_is_documented() -> None:
    docs = DOCS.read_text(encoding="utf-8")
    assert not [field.name for field in fields(Settings) if f"`SAYSO_{field.name.upper()}`" not in docs]


def test_every_command_teaches_by_example() -> None:
    for name in get_command(cli.app).commands:  # type: ignore[attr-defined]
        assert f"\n    sayso {name}" in run(name, "--help").stdout


def start(*command: str) -> subprocess.Popen[str]:
    source = Path(cli.__file__).parent.parent.parent
    environment = {**os.environ, "PYTHONPATH": str(source), "PYTHONUTF8": "1"}
    pipe = subprocess.PIPE
    return subprocess.Popen((sys.executable, *command), stdout=pipe, stderr=pipe, text=True, env=environment)


def test_the_program_tells_its_version() -> None:
    with start("-m", "sayso", "--version") as process:
        assert process.communicate()[0].startswith("sayso ")
    assert process.returncode == 0


def test_help_loads_nothing_heavy() -> None:
    script = (
        "import sys; from sayso.cli import app; app(['--help'], standalone_mode=False);"
        "heavy = {'rich', 'numpy', 'onnxruntime', 'sqlalchemy', 'ftfy', 'tokenizers', 'httpx', 'feedparser'};"
        "print(heavy & set(sys.modules))"
    )
    with start("-c", script) as process:
        told, _ = process.communicate()
    assert told.splitlines()[0].startswith("Usage:")
    assert told.splitlines()[-1] == "set()"


@pytest.mark.parametrize("form", [(), ("--json",)])
def test_a_reader_that_leaves_early_is_no_error(form: tuple[str, ...]) -> None:
    run("read", "page.txt")
    with start("-m", "sayso", "show", page_id(), *form) as process:
        assert process.stdout
        assert process.stderr
        process.stdout.close()
        assert process.stderr.read() == ""


def test_a_forgotten_page_is_named_and_the_others_are_read() -> None:
    run("read", "page.txt")
    run("forget", page_id(), "--yes")
    Path("other.txt").write_text(WORDS + "\nNothing more.\n", encoding="utf-8")
    done = run("read", "page.txt", "other.txt")
    assert done.exit_code == 1
    assert "page.txt: " in done.stderr
    assert "was forgotten" in done.stderr
    assert run("show", page_id("other.txt")).exit_code == 0


def test_sources_of_a_file_are_told_and_nothing_is_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(local, "read_page", labelled)
    done = run("sources", "page.txt")
    assert "1 page · 1 statement" in done.stdout
    assert "The mayor via Coast Radio" in done.stdout
    assert not Path("sayso.db").exists()


def test_sources_of_the_ledger_are_those_of_the_pages_named_or_of_all(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(local, "read_page", labelled)
    Path("other.txt").write_text(WORDS + "\nNothing more.\n", encoding="utf-8")
    run("read", "page.txt", "other.txt")
    (line,) = run("sources", "--json").stdout.splitlines()
    assert json.loads(line)["pages"] == 2
    (line,) = run("sources", page_id()[:10], "--json").stdout.splitlines()
    assert json.loads(line)["pages"] == 1
    assert "2 pages" in run("sources", "page.txt", page_id("other.txt")).stdout


def test_a_page_whose_sources_cannot_be_told_is_named() -> None:
    done = run("sources", "page.txt", "missing.txt")
    assert done.exit_code == 1
    assert "missing.txt" in done.stderr
    assert "1 page · 1 not read · 1 statement" in done.stdout
    assert run("sources", "page_0").exit_code == 1


def test_a_page_that_failed_long_ago_is_only_counted() -> None:
    assert run("read", "page.txt", "missing.txt").exit_code == 1
    done = run("sources")
    assert (done.exit_code, done.stderr) == (0, "")
    assert "1 page · 1 not read · 1 statement" in done.stdout


@pytest.fixture
def site() -> Iterator[Site]:
    with polite_site() as running:
        items = "".join(f"<item><link>/{name}</link></item>" for name in ("none", "b", "a"))
        body = f'<rss version="2.0"><channel>{items}</channel></rss>'.encode()
        running.answers["/feed"] = Answer(body=body, media_type="text/xml", headers=(("ETag", '"x"'),))
        for name in "ab":
            running.answers[f"/{name}"] = Answer(body=f"{name} {WORDS}".encode())
        running.answers["/robots.txt"] = Answer(body=b"User-agent: *\nDisallow: /b\n")
        yield running


def test_an_address_is_a_page(site: Site) -> None:
    done = run("read", site.at("/a"), "--json", "--allow-private", site.place)
    page = json.loads(done.stdout)["page"]
    assert (page["location"], page["media_type"], done.exit_code) == (site.at("/a"), "text/plain", 0)


def test_an_address_that_is_refused_is_one_line_that_names_the_way_out(site: Site) -> None:
    refused = run("read", site.at("/a"))
    assert (refused.exit_code, site.asked) == (1, [])
    assert f"--allow-private {site.place}" in refused.stderr.splitlines()[-1]
    barred = run("read", site.at("/b"), "--allow-private", site.place)
    assert "--ignore-robots" in barred.stderr
    assert run("read", site.at("/b"), "--allow-private", site.place, "--ignore-robots").exit_code == 0


def test_an_exception_without_a_port_is_asked_wrongly() -> None:
    done = run("read", "page.txt", "--allow-private", "localhost")
    assert (done.exit_code, "HOST:PORT" in done.stderr) == (2, True)


def test_a_feed_is_watched_and_what_is_new_is_kept(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(time, "sleep", lambda _: None)  # between two pages of one site
    first = run("watch", site.at("/feed"), "--once", "--allow-private", site.place, "--json")
    told = [json.loads(line) for line in first.stdout.splitlines()]
    assert [page["page"]["location"] for page in told] == [site.at(path) for path in ("/a", "/b", "/none")]
    assert [page.get("error", {}).get("kind") for page in told] == [None, "robots", "status"]
    assert first.exit_code == 1
    again = run("watch", site.at("/feed"), "--once", "--allow-private", site.place, "--ignore-robots")
    assert "b Port shut · 1 statement" in again.stdout
    assert site.paths.count("/a") == 1
    with open_ledger("sayso.db") as ledger:
        assert ledger.status().pages >= 2


def test_a_watched_page_that_is_known_is_done_with_and_not_read(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(time, "sleep", lambda _: None)
    allowed = ("--allow-private", site.place, "--ignore-robots")
    run("read", site.at("/a"), *allowed)
    done = run("watch", site.at("/feed"), "--once", *allowed, "--json")
    assert [json.loads(line)["page"]["location"] for line in done.stdout.splitlines()] == [
        site.at("/b"),
        site.at("/none"),
    ]
    with open_ledger("sayso.db") as ledger:
        assert len([each for each in ledger.documents() if each.location == site.at("/a")]) == 1
        (page,) = {each.page_id for each in ledger.documents(location=site.at("/a"))}
        assert len(ledger.captures(page)) == 2
    assert run("watch", site.at("/feed"), "--once", *allowed, "--json").stdout.count(site.at("/b")) == 0


def test_a_watch_ends_with_ctrl_c_and_goes_on_where_it_was(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    waited: list[float] = []

    def wait(seconds: float) -> None:
        if seconds >= 60:
            waited.append(seconds)
            raise KeyboardInterrupt

    monkeypatch.setattr(time, "sleep", wait)
    arguments = ("watch", site.at("/feed"), "--every", "7", "--allow-private", site.place, "--ignore-robots")
    stopped = run(*arguments)
    assert (stopped.exit_code, waited) == (130, [7 * 60])
    assert stopped.stdout.count("Port shut") == 2
    assert run(*arguments, "--once").stdout == ""


def test_a_feed_that_is_none_is_named_and_not_kept(site: Site) -> None:
    done = run("watch", site.at("/a"), "--once", "--allow-private", site.place)
    assert done.exit_code == 1
    assert f"{site.at('/a')}: neither RSS nor Atom nor OPML" in done.stderr
    with open_ledger("sayso.db") as ledger:
        assert ledger.status().pages == 0
