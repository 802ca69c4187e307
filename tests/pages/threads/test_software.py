"""Threads pasted from pages of the software that sites run: whole, and nothing of what stands below is in them.

The layouts are data, tests/cases/thread_layouts.json; `python -m tests.pages.threads.test_software` prints the figure.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from sayso.pages import read_document
from sayso.records import ARTICLE_ROLES, Document, Page

CASES: dict[str, Any] = json.loads((Path(__file__).parents[2] / "cases" / "thread_layouts.json").read_text("utf-8"))
LAYOUTS: dict[str, dict[str, str]] = CASES["layouts"]
ARTICLE = (
    "Mill stands dry",
    "The mill at Holmsted has stood dry since Sunday, and nobody at the water board could say on Monday when it will "
    "turn again.",
    "“We were told of the weir, not of the mill,” said Gro Anker, who heads the board, and promised a report.",
    "The miller did not answer his telephone, and a note on his door asked callers to come back in the autumn.",
)
LEAST = 0.95  # of the layouts


def read(layout: dict[str, str]) -> tuple[Document, list[tuple[str, str, str]]]:
    """Return the page of a layout as it is read, and the comments that it has."""
    wanted: list[tuple[str, str, str]] = []
    parts: list[str] = []
    for number, (name, text, long, ago, board) in enumerate(CASES["people"], 1):
        handle = name.replace(" ", "").replace(".", "").lower()
        told = {"n": name, "x": text, "t": long, "r": ago, "v": board, "i": number, "u": handle}
        parts.append(layout["one"].format(**told))
        posted = layout.get("posted", "{t}" if "{t}" in layout["one"] else "{r}")
        wanted.append((layout.get("name", "{n}").format(**told), text, posted.format(**told)))
    head = [layout["head"]] if layout["head"] else []
    page = "\n\n".join([*ARTICLE, *head, "\n".join(parts).rstrip("\n"), layout["tail"]])
    return read_document(Page(data=page.encode())), wanted


def found(document: Document) -> list[tuple[str | None, str, str | None]]:
    return [
        (c.commenter, "" if c.start is None else document.text[c.start : c.end], c.posted) for c in document.comments
    ]


def right(name: str) -> bool:
    document, wanted = read(LAYOUTS[name])
    return found(document) == wanted


def test_threads_of_nearly_all_software_are_read_whole() -> None:
    missed = [name for name in LAYOUTS if not right(name)]
    assert len(LAYOUTS) >= 30
    assert len(missed) <= (1 - LEAST) * len(LAYOUTS), missed


@pytest.mark.parametrize("name", LAYOUTS)
def test_no_reader_has_the_words_of_another(name: str) -> None:
    document, wanted = read(LAYOUTS[name])
    own = {commenter: text for commenter, text, _ in wanted}
    for commenter, text, _ in found(document):
        assert text == own[commenter or ""]


@pytest.mark.parametrize("name", LAYOUTS)
def test_the_article_stays_whole(name: str) -> None:
    document, _ = read(LAYOUTS[name])
    article = [document.text[block.start : block.end] for block in document.blocks if block.role in ARTICLE_ROLES]
    assert article[: len(ARTICLE)] == list(ARTICLE)


if __name__ == "__main__":
    missed = [name for name in LAYOUTS if not right(name)]
    print(f"{len(LAYOUTS) - len(missed)} of {len(LAYOUTS)} layouts whole, not: {', '.join(missed) or 'none'}")  # noqa: T201
