"""Measure what a character costs on short and on long pages, every word of them invented.

usage: python -m benchmarks.lengths [--sizes N,N,N] [--shapes NAME,NAME]

Makes pages of 10,000, 100,000 and 1,000,000 characters of each shape, reads them from bytes to a reading, and prints
the processor time a character in microseconds, and how often that of the longest is that of the shortest. The short
ones are read several times over, each time another page.
"""

from __future__ import annotations

import argparse
import random
import time
from collections.abc import Callable, Iterator

from sayso.settings import multiply_on_one_thread

multiply_on_one_thread()  # as the command line does, before numpy is loaded

from sayso.reading import read_page  # noqa: E402
from sayso.records import Page  # noqa: E402

SIZES = (10_000, 100_000, 1_000_000)
LEAST = 100_000  # characters to read of each size, in as many pages as it takes
FIRST = ("Anna", "Bruno", "Clara", "Dario", "Edith", "Felix", "Greta", "Hugo", "Ines", "Jonas", "Klara", "Linus")
STARTS, MIDDLES, ENDS = ("B", "Dr", "F", "G", "K", "L", "M", "N", "P", "R", "St", "T", "V"), "aeiou", (
    "vik", "mond", "ley", "ster", "ham", "gard", "nov", "dal", "lund", "mer", "sen", "rick",
)  # fmt: skip
OFFICES = ("the mayor", "a spokesman", "the minister", "the harbour master", "an engineer", "the union", "the council")
CUES = ("said", "told reporters", "warned", "denied", "claimed", "wrote", "added", "argued", "admitted", "insisted")
DEEDS = (
    "the old ferry had sunk", "the mill was sold in March", "nobody had read the report", "the bridge would reopen",
    "12 of the 40 lamps were broken", "prices rose by 3 per cent", "the quay was closed on Friday",
    "the letter had been leaked", "the school would lose its roof", "the dam had held through the winter",
)  # fmt: skip
PLAIN = (
    "The rain had stopped by noon.", "Trucks waited at the gate.", "It was the third closure this year.",
    "A ferry leaves every hour in summer.", "The market opened as on every Tuesday.", "No ship came in that night.",
)  # fmt: skip


class Pen:
    """Writes sentences, by a seed."""

    def __init__(self, seed: int) -> None:
        self._chance = random.Random(seed)

    def pick(self, of: tuple[str, ...]) -> str:
        """Return one of some words."""
        return self._chance.choice(of)

    def surname(self) -> str:
        """Return a surname."""
        return self.pick(STARTS) + self.pick(tuple(MIDDLES)) + self.pick(ENDS)

    def who(self) -> str:
        """Return who speaks."""
        return self._chance.choice(
            (f"{self.pick(FIRST)} {self.surname()}", self.pick(OFFICES).capitalize(), "He", "She", self.surname())
        )

    def said(self) -> str:
        """Return a statement."""
        return f"{self.who()} {self.pick(CUES)} that {self.pick(DEEDS)}."

    def quoted(self) -> str:
        """Return a quotation."""
        return f"“{self.pick(DEEDS).capitalize()},” {self.who()} {self.pick(CUES)}."

    def nested(self) -> str:
        """Return three statements within each other."""
        return (
            f"{self.who()} {self.pick(CUES)} that {self.pick(OFFICES)} had {self.pick(CUES)} that"
            f" {self.surname()} denied that {self.pick(DEEDS)}."
        )

    def sentence(self) -> str:
        """Return a sentence that may be a statement."""
        return self._chance.choice((self.said, self.quoted, lambda: self.pick(PLAIN), lambda: self.pick(PLAIN)))()

    def paragraph(self) -> str:
        """Return some sentences."""
        return " ".join(self.sentence() for _ in range(self._chance.randrange(2, 6)))


def until(size: int, parts: Callable[[], str], between: str) -> str:
    """Return parts put together until they are `size` characters."""

    def made() -> Iterator[str]:
        done = 0
        while done < size:
            part = parts()
            done += len(part) + len(between)
            yield part

    return between.join(made())


def html(body: str) -> str:
    return f"<!doctype html><html lang=en><title>A long day at the quay</title><body><article>{body}</article></html>"


def comment(pen: Pen) -> str:
    return (
        f'<li class="comment"><cite class="author">{pen.surname()}</cite> <time datetime="2021-03-05T10:00">'
        f'5 March 2021</time><p class="text">{pen.paragraph()}</p></li>'
    )


def thread(size: int, pen: Pen) -> str:
    article = "".join(f"<p>{pen.paragraph()}</p>" for _ in range(5))
    comments = until(size - 1500, lambda: comment(pen), "\n")
    return f"<!doctype html><title>A day</title><article>{article}</article><ol class=comments>{comments}</ol>"


def typed_thread(size: int, pen: Pen) -> str:
    lines = until(size - 1500, lambda: f"{pen.surname()} says:\n5 March 2021 at 10:00\n{pen.paragraph()}", "\n\n")
    return "\n\n".join(pen.paragraph() for _ in range(5)) + f"\n\nComments\n\n{lines}"


SHAPES: dict[str, Callable[[int, Pen], str]] = {
    "ordinary text": lambda size, pen: until(size, pen.paragraph, "\n\n"),
    "one paragraph": lambda size, pen: until(size, pen.sentence, " "),
    "one sentence": lambda size, pen: until(size, lambda: pen.said().rstrip("."), " and "),
    "lines": lambda size, pen: until(size, lambda: pen.pick(PLAIN), "\n"),
    "quotations only": lambda size, pen: until(size, pen.quoted, "\n\n"),
    "one quotation": lambda size, pen: f"Anna Fenmond said: “{until(size, pen.sentence, ' ')}”",
    "nested statements": lambda size, pen: until(size, pen.nested, " "),
    "no statements": lambda size, pen: until(size, lambda: pen.pick(PLAIN), " "),
    "HTML of blocks": lambda size, pen: html(until(size, lambda: f"<p>{pen.sentence()}</p>", "\n")),
    "HTML of links": lambda size, pen: html(until(size, lambda: f'<p><a href="/a">{pen.said()}</a>', " ")),
    "HTML of one line": lambda size, pen: html(until(size, lambda: f"<b>{pen.sentence()}</b><br>", " ")),
    "HTML comments": thread,
    "typed comments": typed_thread,
}  # fmt: skip


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sizes", default=",".join(map(str, SIZES)), help="characters of the pages")
    parser.add_argument("--shapes", default=",".join(SHAPES), help=f"of {', '.join(SHAPES)}")
    arguments = parser.parse_args()
    sizes = [int(size) for size in arguments.sizes.split(",")]
    read_page(Page(data=thread(5_000, Pen(1)).encode(), location="warm.html"))
    print(f"{'microseconds a character':24s}", *(f"{size:>10,}" for size in sizes), "   last/first")
    for shape in arguments.shapes.split(","):
        costs = [cost(shape, size) for size in sizes]
        print(f"{shape:24s}", *(f"{each:10.1f}" for each in costs), f"{costs[-1] / costs[0]:10.2f}", flush=True)


def cost(shape: str, size: int) -> float:
    """Return the processor time a character of pages of a shape, in microseconds."""
    pages = [made(shape, size, seed) for seed in range(max(1, LEAST // size))]
    started = time.process_time()
    for page in pages:
        reading = read_page(page)
        assert reading.failure is None, reading.failure
    return (time.process_time() - started) / sum(len(page.data) for page in pages) * 1e6


def made(shape: str, size: int, seed: int) -> Page:
    text = SHAPES[shape](size, Pen(seed))
    return Page(data=text.encode(), location="page.html" if text.startswith("<") else "page.txt")


if __name__ == "__main__":
    main()
