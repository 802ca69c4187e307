"""Whatever way a comment's time is written in, it heads one comment of one reader: tests/cases/comment_times.json."""

from __future__ import annotations

import json
import time
from pathlib import Path
from typing import Any

import pytest

from sayso.pages import read_document
from sayso.pages.time.dates import time_alone, weak_time_alone
from sayso.pages.time.passed import is_of_time
from sayso.records import ARTICLE_ROLES, Document, Page

CASES: dict[str, Any] = json.loads((Path(__file__).parents[2] / "cases" / "comment_times.json").read_text("utf-8"))
PEOPLE: list[tuple[str, str]] = [(name, text) for name, text in CASES["people"]]
ARTICLE = (
    "Dredger late again at Skarvik",
    "The dredger for the harbour of Skarvik came three weeks late, and two freighters had to wait outside on Monday.",
    "“We had asked for it in January,” said Marit Sund, who runs the harbour office, and showed the letter.",
    "The owners of the dredger say that ice in the sound kept it, and that they told the office so by telephone.",
    "The council of Skarvik will hear both of them next week, and the minutes will be public, its clerk said.",
)
STRETCHES = ("last", "this", "earlier", "yesterday")


def typed(layout: str, written: str, *, title: bool, blank: bool) -> Document:
    comments = [layout.format(n=name, x=text, t=written, i=at) for at, (name, text) in enumerate(PEOPLE, 1)]
    head = "\n\n".join((*ARTICLE, *(["3 Comments"] if title else [])))
    between = "\n" if blank else ""
    return read_document(Page(data=f"{head}\n\n{between.join(comments)}".encode()))


def marked(layout: str, written: str) -> Document:
    article = "".join(f"<p>{paragraph}</p>" for paragraph in ARTICLE[1:])
    comments = "".join(layout.format(n=name, x=text, t=written, i=at) for at, (name, text) in enumerate(PEOPLE, 1))
    page = (
        f"<!doctype html><html lang=en><title>{ARTICLE[0]}</title><main><article><h1>{ARTICLE[0]}</h1>{article}"
        f"</article></main><section id=comments><h2>3 comments</h2>{comments}</section></html>"
    )
    return read_document(Page(data=page.replace("< 1m", "&lt; 1m").encode(), media_type="text/html", charset="utf-8"))


def told(document: Document) -> list[tuple[str | None, str, str | None]]:
    return [
        (c.commenter, "" if c.start is None else document.text[c.start : c.end], c.posted) for c in document.comments
    ]


def wanted(written: str) -> list[tuple[str, str, str]]:
    return [(name, text, written) for name, text in PEOPLE]


def article_of(document: Document) -> str:
    return "\n".join(document.text[b.start : b.end] for b in document.blocks if b.role in ARTICLE_ROLES)


@pytest.mark.parametrize("blank", [True, False], ids=["blank", "close"])
@pytest.mark.parametrize("layout", CASES["typed"])
def test_typed_threads_under_a_title(layout: str, blank: bool) -> None:
    times = CASES["times"] + (CASES["times_under_a_name"] if layout in CASES["under_a_name"] else [])
    read = {written: typed(CASES["typed"][layout], written, title=True, blank=blank) for written in times}
    assert {written: told(document) for written, document in read.items()} == {
        written: wanted(written) for written in times
    }
    assert all(article_of(document).count("\n") == len(ARTICLE) - 1 for document in read.values())


@pytest.mark.parametrize("language", CASES["elsewhere"])
@pytest.mark.parametrize("title", [True, False], ids=["title", "no title"])
def test_typed_threads_with_times_of_other_languages(language: str, title: bool) -> None:
    for layout in CASES["elsewhere_in"]:
        if not title and layout in CASES["not_without_title"]:
            continue
        for written in CASES["elsewhere"][language]:
            document = typed(CASES["typed"][layout], written, title=title, blank=True)
            assert told(document) == wanted(written), (layout, written)


@pytest.mark.parametrize("written", CASES["elsewhere_under_a_name"])
def test_days_of_other_languages_tell_a_time_alone_under_a_name(written: str) -> None:
    assert told(typed(CASES["typed"]["name over time"], written, title=False, blank=True)) == wanted(written)


@pytest.mark.parametrize("layout", [name for name in CASES["typed"] if name not in CASES["not_without_title"]])
def test_typed_threads_without_a_title(layout: str) -> None:
    times = [*CASES["times"], *(["4h", "3 mo.", "2y"] if layout in CASES["under_a_name"] else [])]
    read = {written: typed(CASES["typed"][layout], written, title=False, blank=True) for written in times}
    assert {written: told(document) for written, document in read.items()} == {
        written: wanted(written) for written in times
    }
    assert not any(text in article_of(document) for document in read.values() for _, text in PEOPLE)


@pytest.mark.parametrize("layout", CASES["markup"])
def test_threads_of_pages(layout: str) -> None:
    times = [written for written in CASES["times"] if "(edited)" not in written]
    assert {written: told(marked(CASES["markup"][layout], written)) for written in times} == {
        written: wanted(written) for written in times
    }


@pytest.mark.parametrize("layout", CASES["markup_but_stretches"])
def test_threads_of_pages_with_on(layout: str) -> None:
    dated = [t for t in CASES["times"] if not t.lower().startswith(STRETCHES) and "(edited)" not in t]
    assert {written: told(marked(CASES["markup_but_stretches"][layout], written)) for written in dated} == {
        written: wanted(written) for written in dated
    }


@pytest.mark.parametrize("words", CASES["no_names"])
def test_pieces_of_times_are_no_names(words: str) -> None:
    assert is_of_time(words)


@pytest.mark.parametrize("words", CASES["names"])
def test_names_may_hold_words_of_time(words: str) -> None:
    assert not is_of_time(words)


@pytest.mark.parametrize("line", CASES["no_times"])
def test_other_lines_are_no_times(line: str) -> None:
    assert time_alone(line) is None
    assert weak_time_alone(line) is None


def test_byline_under_a_count_of_comments_heads_no_comment() -> None:
    page = "\n\n".join((ARTICLE[0], "3 Comments", "By Marit Sund on 21 June 2023", *ARTICLE[1:]))
    document = read_document(Page(data=page.encode()))
    assert document.comments == ()
    assert document.published == "2023-06-21"


STORIES = (
    ("By Marit Sund on 22 June 2023 at 10:15", "The ferry was sold on Thursday to a yard in Brask, its owner said."),
    ("By Per Aas on 23 June 2023 at 8:00", "The pilots of the sound will strike next week, their union said."),
)


@pytest.mark.parametrize(
    "parts",
    [
        [
            part
            for title, story in zip(("Ferry sold", "Pilots strike"), STORIES, strict=True)
            for part in (title, *story)
        ],
        [part for title, story in zip(("Is it sold?", "And now?"), STORIES, strict=True) for part in (title, *story)],
        [part for byline, story in STORIES for part in (byline.partition(" at ")[0], story)],
        [part for byline, story in STORIES for part in (byline, *[story] * 4)],
        [STORIES[0][0]],
        [
            "By Marit Sund on 22 June 2023 at 10:15",
            "Updated.",
            "By Marit Sund on 23 June 2023 at 10:15",
            "Again updated.",
        ],
    ],
    ids=["titles", "titles that ask", "two days", "long stories", "one", "one writer"],
)
def test_bylines_of_stories_head_no_comments(parts: list[str]) -> None:
    assert read_document(Page(data="\n\n".join((*ARTICLE, *parts)).encode())).comments == ()


def test_bylines_like_that_of_the_page_head_no_comments() -> None:
    rest = [part for story in STORIES for part in story]
    for own, comments in (("By Ida Wik on 21 June 2023 at 9:00", 0), ("By Ida Wik on 21 June 2023", 2)):
        page = "\n\n".join((ARTICLE[0], own, *ARTICLE[1:], *rest))
        document = read_document(Page(data=page.encode()))
        assert (len(document.comments), document.published) == (comments, "2023-06-21")


def test_words_between_dashed_names_are_nobodys() -> None:
    page = "\n\n".join(
        (*ARTICLE, "2 Comments", "— Marit Sund, 3 May 2023", "So what.", "— Per Aas, 4 May 2023", "Oh well.")
    )
    assert read_document(Page(data=page.encode())).comments == ()


def test_sentence_that_ends_in_a_time_heads_no_comment() -> None:
    lines = ("Marit Sund left yesterday.", "Nobody saw her go.", "Per Aas came last week.", "He stays.")
    document = read_document(Page(data="\n\n".join((*ARTICLE, *lines)).encode()))
    assert document.comments == ()


def test_long_thread_takes_no_longer_than_its_length() -> None:
    one = "Berta Oyen\n3 weeks, 2 days ago\nThe dredger was late again, about half an hour or so, I said last week.\n\n"
    number = 250_000 // len(one)
    page = Page(data=("\n\n".join((*ARTICLE, "99 Comments", "")) + one * number).encode())
    started = time.process_time()
    assert len(read_document(page).comments) == number
    assert time.process_time() - started < 15  # the square would be minutes
