"""Read pages that were damaged, and tell which raised, which took long, and which spans do not read back.

usage: python -m benchmarks.mutated [--pages N] [--first N] [--seed N] [--documents] [--keep FOLDER]

Damages pages of sayso's demo and tests, HTML, text, mail, PDF, Word, RTF, downloads and tables: bytes flipped, cut and
repeated, tags torn, encodings mixed, marks nested deeply. Page N of a seed is the same on every machine. Each is opened
and read as `sayso read` does it. An exception that is no recorded failure, a failure that one of our own lines raised,
more than 20 s of processor time, and a span that does not lead back to the page are faults: each is printed with the
number of its page, and `--keep` writes the page into a folder. `--documents` stops before the model, which is most of
the time: blocks, comments, repairs and times are checked.
"""

from __future__ import annotations

import argparse
import io
import logging
import random
import sys
import time
import traceback
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from importlib.resources import files
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
from tests.pages.containers import samples
from tests.pages.papers.make_pdf import make_pdf, set_page
from tests.pages.papers.test_mail import make_mail
from tests.pages.papers.test_word import styled

from benchmarks import lengths, thread_pages
from benchmarks.reads_back import faults_of, spans_of
from sayso.errors import PageError
from sayso.pages import read_document
from sayso.pages.containers.opened import Asked, open_given
from sayso.pages.opening.gather import page_at_hand
from sayso.reading import ReadingSettings, current_run, read_page
from sayso.records import Failure, Page, Reading

MOST_SECONDS = 20
MOST_BYTES = 20_000_000
MOST_PAGES = 5  # of one damaged file that are read: a table of a thousand rows tells no more
ROWS = (
    'body,headline,publisher,day\n"The clerk said ""no"", and left.",Row one,Quay Post,2021-03-05\n'
    'It rained.,"Two",A,\n'
)
JSON_ROWS = (
    '{"text": "The keeper said \\u201cit was shut\\u201d.\\nNobody asked.", "title": "Shut", "date": "2021-03-05"}\n'
)
Damage = Callable[[bytes, random.Random], bytes]


def originals() -> list[tuple[str, bytes]]:
    """Return whole pages with names that tell their kinds."""
    root = Path(__file__).parent.parent
    demo = [file for file in (files("sayso") / "demo").iterdir() if file.name.endswith(".txt")]
    cases = [*(root / "tests/cases/html").glob("*.html"), *(root / "tests/cases/pages/layouts").glob("*.txt")]
    made = [(file.name, file.read_bytes()) for file in (*demo, *cases)]
    for shape in lengths.SHAPES:
        page = lengths.made(shape, 1_500, 7)
        made.append((page.location or "", page.data))
    made += [("thread.html", thread_pages.make_page(layout, 6)) for layout in thread_pages.LAYOUTS]
    paragraphs = samples.nexis_uni_paragraphs()
    lines = [line for one in samples.NEWS for paragraph in one.body for line in (*wrapped(paragraph), "")]
    table = io.BytesIO()
    pq.write_table(pa.table({"text": [" ".join(one.body) for one in samples.NEWS], "title": ["a", "b", "c"]}), table)
    made += [
        ("mail.eml", make_mail(html="<p>The mayor said <b>nothing</b> of it.</p>", attached=1)),
        ("plain.eml", make_mail()),
        ("paper.docx", styled()),
        ("paper.pdf", make_pdf(set_page(lines[:40]), set_page(lines[40:]))),
        ("nexis.txt", samples.nexis_text().encode()),
        ("uni.docx", samples.as_docx(paragraphs)),
        ("uni.rtf", samples.as_rtf(paragraphs)),
        ("coded.rtf", samples.as_rtf(samples.factiva_coded())),
        ("bare.rtf", samples.as_rtf(samples.factiva_bare())),
        ("factiva.html", samples.factiva_html().encode()),
        ("coded.html", samples.factiva_html(coded=True).encode()),
        ("proquest.txt", samples.proquest().encode()),
        ("rows.csv", ROWS.encode()),
        ("rows.jsonl", JSON_ROWS.encode() * 3),
        ("rows.parquet", table.getvalue()),
    ]
    return sorted(made)


def wrapped(text: str) -> Iterator[str]:
    return (text[at : at + 70] for at in range(0, len(text), 70))


def a_place(data: bytes, chance: random.Random, most: int = 400) -> tuple[int, int]:
    at = chance.randrange(len(data) + 1)
    return at, min(len(data), at + chance.randrange(1, most))


def flip(data: bytes, chance: random.Random) -> bytes:
    changed = bytearray(data)
    for _ in range(chance.choice((1, 3, 30)) if data else 0):
        changed[chance.randrange(len(data))] = chance.randrange(256)
    return bytes(changed)


def cut(data: bytes, chance: random.Random) -> bytes:
    at, end = a_place(data, chance)
    return chance.choice((data[:at], data[at:], data[:at] + data[end:]))


def repeat(data: bytes, chance: random.Random) -> bytes:
    at, end = a_place(data, chance)
    return data[:end] + data[at:end] * chance.choice((1, 2, 20)) + data[end:]


def move(data: bytes, chance: random.Random) -> bytes:
    (at, end), (to, _) = a_place(data, chance), a_place(data, chance)
    return data[:to] + data[at:end] + data[to:]


def tear(data: bytes, chance: random.Random) -> bytes:
    """Take away, or double, some of the marks that structure hangs on."""
    mark = chance.choice(
        (b"<", b">", b"</", b'"', b"=", b"\n", b"\r\n", b"{", b"}", b"\\", b"/>", b"\xe2\x80\x9d", b",")
    )
    parts = data.split(mark)
    share = chance.choice((0.03, 0.3))
    return (
        b"".join(part + (mark if chance.random() > share else chance.choice((b"", mark + mark))) for part in parts[:-1])
        + parts[-1]
    )


def insert(data: bytes, chance: random.Random) -> bytes:
    """Put in what trips readers up."""
    at, _ = a_place(data, chance)
    odd = (
        "\0", "\x0c", "\x1b[2J", "\u00ad", "\ufb01", "\u200b\u200b", "\u2028", "\u202e", "\U0001f6a2", "\ufeff", "\xa0",
        "e\u0301", "\ud83d", "&#0;", "&#xD800;", "&#99999999;", "&amp;lt;", "&nbsp;", "<!--", "-->", "<![CDATA[",
        "<svg>",
        "<script>", "</script>", "<style>", "<plaintext>", "<textarea>", "<template>", "<table><td>", "</p></div>",
        "<q>", "<br>", "<wbr>", "<pre>\n", "‘", "’", "“", "”", "«", "»", '"', "''", " — ", "...", "> > ", "\n\n\n",
        "\r", "\t", " said that ", "said:", "according to", "On Tuesday ", "2021-99-99", "31 February 2020", "-1%",
        "1e999",
        "9" * 400, "€ 10,00,00 million", "\n\n5 March 2021 at 10:00\n", "Comments (3)\n", "From: a@b.example\n", "\\u0",
        "â€œ", "â€™", "Ã©",
    )  # fmt: skip
    return data[:at] + chance.choice(odd).encode("utf-8", "surrogatepass") * chance.choice((1, 1, 3)) + data[at:]


def nest(data: bytes, chance: random.Random) -> bytes:
    """Open something very often."""
    at, _ = a_place(data, chance)
    mark = chance.choice((
        "<div>", "<b>", "<p>", "<ul><li>", "<table><tr><td>", "<blockquote>", "<a href=x>", "<span class=comment>",
        "<!--",
        "“", "‘", "(", "[", "> ", "{", "{\\pard ", '[{"a":', "He said that ", "“‘", "<", "&", "\\", ">", "--\n", "\n",
        "a ",
    ))  # fmt: skip
    return data[:at] + mark.encode() * chance.choice((50, 300, 2000)) + data[at:]


def mix(data: bytes, chance: random.Random) -> bytes:
    """Write a part of the page, or all of it, in another encoding, once or twice over."""
    at, end = chance.choice((a_place(data, chance), (0, len(data))))
    part = data[at:end].decode("utf-8", "replace")
    other = chance.choice(("utf-16", "utf-16-le", "utf-32", "cp1252", "mac_roman", "latin-1", "shift_jis", "utf-8-sig"))
    twice = data[at:end].decode("cp1252", "replace").encode()
    return data[:at] + chance.choice((part.encode(other, "replace"), twice)) + data[end:]


def wear(data: bytes, chance: random.Random) -> bytes:
    """Change every letter, space or line end alike."""
    text = data.decode("utf-8", "surrogateescape")
    change: Callable[[str], str] = chance.choice((
        str.upper, str.lower, str.swapcase, lambda all_: all_.replace("\n", "\r"), lambda all_: all_.replace("\n", " "),
        lambda all_: all_.replace(" ", "\n"), lambda all_: all_.replace(" ", "\xa0"), lambda all_: all_.replace(" ",
        ""),
        lambda all_: all_.replace("\n", "\r\n"), lambda all_: all_.replace("e", "\u00ade"),
        lambda all_: all_.replace('"', "“"), lambda all_: all_.replace("“", "”"), lambda all_: all_.replace(".", ""),
        lambda all_: all_.replace("fi", "ﬁ"), lambda all_: all_.replace("’", "'"), lambda all_: all_[::-1],
    ))  # fmt: skip
    return change(text).encode("utf-8", "surrogateescape")


DAMAGES: tuple[Damage, ...] = (flip, cut, repeat, move, tear, tear, insert, insert, nest, mix, wear)


def damaged(number: int, seed: int, pages: Sequence[tuple[str, bytes]]) -> tuple[str, bytes, list[str]]:
    """Return page `number` of a seed: its name, its bytes, and what was done to it."""
    chance = random.Random(f"{seed}/{number}")
    name, data = chance.choice(pages)
    if chance.random() < 0.1:  # the bytes of one kind under the name of another
        name = chance.choice(pages)[0]
    done = []
    for _ in range(chance.choice((1, 1, 2, 3, 5))):
        damage = chance.choice(DAMAGES)
        data = damage(data, chance)
        done.append(damage.__name__)
    return name, data, done


def told(name: str, data: bytes, read: Callable[[Page], Reading]) -> Iterator[str]:
    """Yield what is wrong with how a damaged file is read; what was looked at begins with a `#`."""
    count = 0
    try:
        for page in open_given(page_at_hand(data, name, max_bytes=MOST_BYTES), Asked(), max_bytes=MOST_BYTES):
            yield from told_of(read(page))
            if (count := count + 1) == MOST_PAGES:
                return
    except PageError as error:
        yield f"#refused as {error.kind}"


def read_to_document(page: Page) -> Reading:
    """Return a reading without statements."""
    reading = Reading(page=page, run=current_run(ReadingSettings()))
    try:
        return replace(reading, document=read_document(page))
    except PageError as error:
        return replace(reading, failure=Failure(kind=error.kind, message=str(error)))


def told_of(reading: Reading) -> Iterator[str]:
    yield "#read" if reading.failure is None else f"#refused as {reading.failure.kind}"
    yield from (f"#{kind}" for kind, _ in spans_of(reading))
    if reading.failure and "\n" in reading.failure.message:
        yield "a failure of more than one line"
    yield from faults_of(reading)


class Ours(logging.Handler):
    """Keeps where our own lines raised what was then recorded as a failure of the page."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        """Note the line that raised, where it is ours."""
        if record.exc_info and record.exc_info[2]:
            last = traceback.extract_tb(record.exc_info[2])[-1]
            if "/sayso/" in last.filename:
                self.found.append(f"{record.exc_info[1]!r} at {last.filename.rpartition('/sayso/')[2]}:{last.lineno}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pages", type=int, default=10_000)
    parser.add_argument("--first", type=int, default=0, help="number of the first page")
    parser.add_argument("--seed", type=int, default=19)
    parser.add_argument("--documents", action="store_true", help="stop before the model")
    parser.add_argument("--keep", type=Path, help="a folder for pages with a fault")
    arguments = parser.parse_args()
    pages, ours = originals(), Ours()
    logging.getLogger("sayso").addHandler(ours)
    logging.getLogger("sayso").propagate = False
    kinds, faults, slowest = Counter[str](), 0, 0.0
    for number in range(arguments.first, arguments.first + arguments.pages):
        name, data, done = damaged(number, arguments.seed, pages)
        started = time.process_time()
        found: list[str] = []
        try:
            found += told(name, data, read_to_document if arguments.documents else read_page)
        except Exception as error:  # what is looked for
            last = traceback.extract_tb(error.__traceback__)[-1]
            found.append(f"raised {error!r} at {last.filename}:{last.lineno}"[:300])
        took = time.process_time() - started
        slowest = max(slowest, took)
        kinds.update(each[1:] for each in found if each[0] == "#")
        wrong = [each for each in dict.fromkeys(found) if each[0] != "#"] + ours.found
        wrong += [f"took {took:.0f} s"] * (took > MOST_SECONDS)
        ours.found = []
        if wrong:
            faults += 1
            print(f"page {number} ({name}, {', '.join(done)}): {'; '.join(wrong[:3])}", flush=True)
            if arguments.keep:
                arguments.keep.mkdir(parents=True, exist_ok=True)
                (arguments.keep / f"{number}-{name}").write_bytes(data)
    print(f"{arguments.pages:,} pages, {faults} with a fault, slowest {slowest:.1f} s of processor time")
    print("; ".join(f"{kind} {count:,}" for kind, count in sorted(kinds.items())))
    sys.exit(faults > 0)


if __name__ == "__main__":
    main()
