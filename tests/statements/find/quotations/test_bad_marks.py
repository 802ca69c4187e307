"""Pages whose quotation marks are wrong, or very many: no wrong speaker, work that grows with the page, and a note."""

from __future__ import annotations

import time
from collections.abc import Callable

import pytest

import sayso
from sayso.language.quotes import find_quoted
from sayso.records import Page, Reading
from tests.statements.test_growth import ENDS, MOST, work

PIERS = "The pier was mended before the spring tide and nobody had to pay for it twice."


def read(text: str) -> Reading:
    return sayso.read_page(Page(data=text.encode()))


def notes(text: str) -> tuple[str, ...]:
    document = read(text).document
    assert document is not None
    return document.notes


def only_marks(count: int) -> str:
    return "\n\n".join("“”\"'«»„‘’" * 6 for _ in range(count))


def one_quotation(words: int) -> str:
    return f"Mayor Ilka Rand said: “{' '.join((PIERS.split() * (words // 15 + 1))[:words])}.”"


def never_closed(count: int) -> str:
    return "\n\n".join(f"“Pier {number} held, the office thought. Boats came and went." for number in range(count))


def many_speakers(count: int) -> tuple[str, list[str]]:
    surnames = [f"{one}{other}" for one in ("Brand", "Clove", "Dusk", "Garth", "Hollow") for other in ENDS[:5]]
    every = [f"{first} {last}" for first in ("Anna", "Peter", "Maria", "Omar") for last in surnames]
    told = [every[number % len(every)] for number in range(count)]
    return "\n\n".join(f"“Pier {n} was mended by hand and it held,” said {name}." for n, name in enumerate(told)), told


def turns(count: int) -> str:
    said = ("The pier held in the storm.", "It did not hold for long.", "Nobody looked at it by day.")
    return "\n".join(f"{('HOLT', 'RAND')[number % 2]}: {said[number % 3]}" for number in range(count))


@pytest.mark.parametrize(
    "make",
    [only_marks, lambda n: '"' * 40 * n, lambda n: one_quotation(15 * n), never_closed, lambda n: many_speakers(n)[0],
     turns, lambda n: "‘" + "the miners’ own boats " * 5 * n],
    ids=["marks", "straight marks", "one quotation", "never closed", "speakers", "turns", "apostrophes"],
)  # fmt: skip
def test_twice_the_page_is_twice_the_work(make: Callable[[int], str]) -> None:
    read(make(8))  # so that what is loaded once is not counted; of another text, since the last few are remembered
    once, twice = (work(lambda count=count: read(make(count))) for count in (16, 32))  # type: ignore[misc]
    assert twice <= MOST * once


def test_apostrophes_are_not_looked_through_from_each() -> None:
    """Time, since a search counts no lines: from each to the end took 40 s here."""
    started = time.process_time()
    find_quoted("‘" + "the miners’ own boats " * 20_000)
    assert time.process_time() - started < 10


def test_marks_alone_say_nothing() -> None:
    reading = read(only_marks(12))
    assert reading.failure is None
    assert not reading.statements
    assert notes(only_marks(12)) == ("quotation marks without a word: nobody is quoted",)


def test_marks_that_never_close_are_nobodys_and_told() -> None:
    reading = read(never_closed(12))
    assert {statement.entity for statement in reading.statements} <= {None}
    assert notes(never_closed(12)) == (
        "12 of 12 quotations never close: where they end is a guess, and so is whose they are",
    )


def test_a_quotation_that_runs_on_or_a_few_forgotten_marks_need_no_note() -> None:
    on = "\n\n".join([f"Rand said: “{PIERS}", *[f"“{PIERS}"] * 7, f"“{PIERS}”"])
    few = "\n\n".join(["“It held,” said Ilka Rand."] * 6 + [f"“{PIERS}", "“It leaned, said Bo Lind."])
    assert notes(on) == notes(few) == ()


def test_one_long_quotation_is_its_speakers() -> None:
    (statement,) = [each for each in read(one_quotation(2_000)).statements if each.parent is None]
    assert statement.entity == "Ilka Rand"


def test_each_of_many_speakers_has_the_words_beside_the_name() -> None:
    text, told = many_speakers(100)
    reading = read(text)
    document = reading.document
    assert document is not None
    given = {
        document.quote(statement.content[0]): statement.entity for statement in reading.statements if statement.content
    }
    right = [given.get(f"“Pier {number} was mended by hand and it held,”") for number in range(len(told))]
    assert all(entity in (None, name) for entity, name in zip(right, told, strict=True))
    assert sum(entity is not None for entity in right) >= 95


def test_each_of_many_turns_is_its_speakers() -> None:
    reading = read(turns(600))
    document = reading.document
    assert document is not None
    said = [f"{document.quote(each.source[0])}: {document.quote(each.content[0])}" for each in reading.statements]
    assert said == turns(600).split("\n")
