"""The vocabularies parse, hold what the code reads and no more, and mean what VOCABULARY.md says."""

from __future__ import annotations

import pkgutil
import re
import tomllib
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest

import sayso.pages
from sayso.pages.vocabulary import Vocabulary, any_of, phrase, read_vocabulary

PAGES = Path(sayso.pages.__file__).parent
FILES = sorted(PAGES.rglob("vocabulary.toml"))
MANUAL = (PAGES / "VOCABULARY.md").read_text(encoding="utf-8")
EXAMPLES = re.findall(r"^- `(.+)` takes (.+), not (.+)\.$", MANUAL, re.MULTILINE)


def named(file: Path) -> str:
    return file.parent.name


def lists_in(tables: dict[str, Any]) -> dict[str, str]:
    """Return the lists of a file by their places."""
    found: dict[str, str] = {}
    for table, held in tables.items():
        for key, value in held.items():
            inner = {f"{table}.{key}.{name}": text for name, text in value.items()} if isinstance(value, dict) else None
            found |= {f"{table}.{key}": value} if inner is None else inner
    return found


@pytest.fixture(params=FILES, ids=named)
def lists(request: pytest.FixtureRequest) -> dict[str, str]:
    return lists_in(tomllib.loads(request.param.read_text(encoding="utf-8")))


def test_every_file_is_told_of() -> None:
    assert {str(file.relative_to(PAGES)) for file in FILES} == set(
        re.findall(r"^\| `(\S+\.toml)`", MANUAL, re.MULTILINE)
    )


def test_lists_are_texts_that_hold_something(lists: dict[str, str]) -> None:
    assert [place for place, text in lists.items() if not isinstance(text, str) or not text.strip()] == []


def test_tables_in_tables_are_languages(lists: dict[str, str]) -> None:
    parts = [place.split(".") for place in lists]
    assert {part[1] for part in parts if len(part) == 3 and not re.fullmatch("[a-z]{2}", part[1])} == set()


def test_every_line_is_a_pattern_that_takes_something(lists: dict[str, str]) -> None:
    for place, text in lists.items():
        for line in filter(None, text.splitlines()):
            pattern = re.compile(phrase(line))
            assert pattern.groups == 0, f"{place}: {line}"
            assert not pattern.fullmatch(""), f"{place}: {line}"


def test_no_line_ends_in_space_or_repeats_one(lists: dict[str, str]) -> None:
    lines = [line for text in lists.values() for line in text.splitlines()]
    bare = [re.sub(r"\\.|\[[^\]]*\]", "x", line) for line in lines]
    assert [
        line for line, rest in zip(lines, bare, strict=True) if rest != rest.strip() or re.search(r" [?*+{]", rest)
    ] == []


def test_no_list_holds_a_line_twice(lists: dict[str, str]) -> None:
    lines = [[line for line in text.splitlines() if line] for text in lists.values()]
    assert [held for held in lines if len(held) != len(set(held))] == []


@pytest.mark.parametrize("file", FILES, ids=named)
def test_code_reads_every_list(file: Path) -> None:
    for module in pkgutil.walk_packages(sayso.pages.__path__, "sayso.pages."):
        import_module(module.name)
    assert read_vocabulary(f"sayso.pages.{file.parent.name}").unread() == ()


def test_code_asks_for_every_set_of_class_words() -> None:
    code = "\n".join(module.read_text(encoding="utf-8") for module in PAGES.rglob("*.py"))
    classes = tomllib.loads((PAGES / "threads/vocabulary.toml").read_text(encoding="utf-8"))["classes"]
    assert set(re.findall(r"CLASSES\[['\"](\w+)['\"]\]", code)) == set(classes)


def test_ordered_lists_are_in_order() -> None:
    times = read_vocabulary("sayso.pages.time")
    assert times.words("months.en.names")[::11] == ("january", "december")
    assert times.words("weekdays.en.names")[::6] == ("monday", "sunday")
    assert times.words("numbers.en.from_two")[::18] == ("two", "twenty")


def test_manual_has_examples() -> None:
    assert len(EXAMPLES) >= 9


@pytest.mark.parametrize(("line", "takes", "leaves"), EXAMPLES, ids=[example[0] for example in EXAMPLES])
def test_phrase_means_what_the_manual_says(line: str, takes: str, leaves: str) -> None:
    pattern = re.compile(phrase(line), re.IGNORECASE)
    taken, left = (re.findall('"([^"]+)"', part) for part in (takes, leaves))
    assert taken
    assert left
    assert [text for text in taken if not pattern.fullmatch(text)] == []
    assert [text for text in left if pattern.fullmatch(text)] == []


@pytest.mark.parametrize("between", [" ", "   ", "\n", "\t", "\xa0"])
def test_space_in_a_phrase_is_any_white_space(between: str) -> None:
    assert re.fullmatch(phrase("read more"), f"read{between}more")


@pytest.mark.parametrize("line", [r"read\ more", "read[ ]more"])
def test_space_behind_a_backslash_or_in_brackets_is_that_space(line: str) -> None:
    assert re.fullmatch(phrase(line), "read more")
    assert not re.fullmatch(phrase(line), "read\nmore")
    assert not re.fullmatch(phrase(line), "read  more")


@pytest.mark.parametrize(
    ("line", "pattern"),
    [
        ("(a|b) c", r"(?:a|b)\s+c"),
        ("keep on…60", r"keep\s+on\b.{0,60}"),
        ("wait…", "wait…"),
        (r"\(a\)", r"\(a\)"),
        (r"[(\] …9] b", r"[(\] …9]\s+b"),
        ("a(?!b)(?<!c)(?P<d>e)", "a(?!b)(?<!c)(?P<d>e)"),
        (r"\\ a", r"\\\s+a"),
    ],
)
def test_phrase_becomes_a_pattern(line: str, pattern: str) -> None:
    assert phrase(line) == pattern


def make_vocabulary(monkeypatch: pytest.MonkeyPatch, folder: Path, text: str) -> Vocabulary:
    (folder / "vocabulary.toml").write_text(text, encoding="utf-8")
    monkeypatch.setattr("sayso.pages.vocabulary.files", lambda _package: folder)
    return Vocabulary("somewhere")


def test_list_is_read_in_all_languages_or_in_one(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    text = "[ago]\nbehind='x'\n[ago.en]\nbehind='ago'\n[ago.it]\nbehind='fa'\nbefore='''\nda (un|due)\nda'''\n"
    lists = make_vocabulary(monkeypatch, tmp_path, text)
    assert lists.words("ago.behind") == ("x", "ago", "fa")
    assert lists.words("ago.it.behind") == ("fa",)
    assert lists.unread() == ("ago.it.before",)
    assert lists.any_word("ago.en.behind", "ago.it.behind") == "(?:ago|fa)"
    assert lists.any_phrase("ago.before") == r"(?:da\s+(?:un|due)|da)"
    assert lists.keys("ago") == ("ago.behind".removeprefix("ago."),)
    assert lists.unread() == ()


@pytest.mark.parametrize("name", ["ago.before", "ago.en", "ago", "ago.en.behind.more", ""])
def test_list_that_is_not_there_is_an_error(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, name: str) -> None:
    lists = make_vocabulary(monkeypatch, tmp_path, "[ago.en]\nbehind='ago'\n")
    with pytest.raises(KeyError, match="somewhere: its vocabulary\\.toml has no list"):
        lists.words(name)


def test_any_of_takes_the_longest_and_each_sign_as_it_is() -> None:
    assert re.match(any_of(["a.m", "a", "an", "a"]), "an hour")[0] == "an"  # type: ignore[index]
    assert not re.fullmatch(any_of(["a.m"]), "axm")
