"""What the documents say runs, exists and is current. To bring outputs up to date: python -m tests.examples."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.examples import DOCUMENTS, ROOT, replay, settled

_LINK = re.compile(r"\]\((?!\w+:|#)([^)#]+)")
_MAKE = re.compile(r"(?:`|^)make ([a-z]+)\b", re.MULTILINE)


def _named(document: Path) -> str:
    return str(document.relative_to(ROOT))


@pytest.mark.parametrize("document", DOCUMENTS, ids=_named)
def test_examples_print_what_the_document_shows(document: Path, tmp_path: Path) -> None:
    text = document.read_text(encoding="utf-8")
    assert settled(replay(text, tmp_path)) == settled(text)


@pytest.mark.parametrize("document", DOCUMENTS, ids=_named)
def test_links_lead_to_files(document: Path) -> None:
    targets = _LINK.findall(document.read_text(encoding="utf-8"))
    assert [target for target in targets if not (document.parent / target).exists()] == []


@pytest.mark.parametrize("document", DOCUMENTS, ids=_named)
def test_make_commands_exist(document: Path) -> None:
    offered = re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE)
    assert set(_MAKE.findall(document.read_text(encoding="utf-8"))) <= set(offered)


def test_readme_has_examples_of_both_kinds() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    assert "```console\n$ sayso read " in readme
    assert "```python\nimport sayso\n" in readme
