"""Kill `forget` at random moments, with readers beside it, and look at what is left.

usage: python -m benchmarks.forgetting [--kills N] [--pages N] [--readers N] [--seed N] [--cost LEDGER]

Makes a ledger of N invented pages (60 unless told otherwise), each with a rare word of its own, and forgets one page
after another in processes that are killed with SIGKILL at a random moment of the time that one takes, while readers
search. After each kill the file is checked (`PRAGMA integrity_check`, foreign keys, full text), the page must be there
whole or not at all, and once the log is brought in no byte of a forgotten page may be in the ledger's files. Prints how
many kills came before and after the forgetting was done. With --cost: how long forgetting one page of LEDGER takes (in
a copy), beside VACUUM.
"""

from __future__ import annotations

import argparse
import os
import random
import shutil
import signal
import sqlite3
import tempfile
import time
import traceback
from collections.abc import Callable
from functools import partial
from pathlib import Path

from sayso.errors import LedgerError
from sayso.ledger import Query, open_ledger
from sayso.records import Block, Document, Page, Reading, Run, Segment, Span, Statement

RUN = Run(version="0.0", weights="made-up")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--kills", type=int, default=200)
    parser.add_argument("--pages", type=int, default=60)
    parser.add_argument("--readers", type=int, default=2)
    parser.add_argument("--seed", type=int, default=11)
    parser.add_argument("--cost", type=Path)
    asked = parser.parse_args()
    if asked.cost:
        cost(asked.cost)
        return
    with tempfile.TemporaryDirectory() as held:
        print(kill_forgetting(Path(held), asked.kills, asked.pages, readers=asked.readers, seed=asked.seed))


def kill_forgetting(folder: Path, kills: int, pages: int, *, readers: int, seed: int) -> str:
    """Return what came of so many kills. Raises AssertionError for a ledger that is not whole."""
    path, chosen = folder / "ledger.db", random.Random(seed)
    made = dict(map(_made, range(pages)))
    with open_ledger(path) as ledger:
        for reading in made.values():
            ledger.store(reading)
    beside = [_fork(partial(_read, path)) for _ in range(readers)]
    before = after = busy = 0
    longest = 0.0
    try:
        while before + after < kills:
            word = chosen.choice(list(made))
            reading = made[word]
            took, killed = _forget(path, reading.page.id, chosen.random() * longest if longest else None)
            if not killed:
                longest = max(longest, took)
            gone = _check(path, reading)
            before, after = before + (killed and not gone), after + (killed and gone)
            if gone:
                busy += _traces(folder, path, word)
                with open_ledger(path, timeout=30) as ledger:
                    ledger.store(reading, again=True)
    finally:
        stopped = [child for child in beside if os.waitpid(child, os.WNOHANG)[0]]
        for child in set(beside) - set(stopped):
            os.kill(child, signal.SIGKILL)
            os.waitpid(child, 0)
    assert not stopped, "a reader stopped"
    return (
        f"{before + after} kills within {longest:.2f} s, {before} before it was done, {after} after; {readers} readers;"
        f" whole each time; the log was in use {busy} times"
    )


def cost(path: Path) -> None:
    """Print what forgetting one page takes, and what VACUUM does."""
    with tempfile.TemporaryDirectory() as held:
        copy = Path(held) / "copy.db"
        shutil.copy(path, copy)
        with open_ledger(copy) as ledger:
            page = next(iter(ledger.documents(limit=1))).page_id
            print(f"ledger       {copy.stat().st_size / 1e6:,.0f} MB, {ledger.status().statements:,} statements")
            started = time.process_time(), time.perf_counter()
            ledger.forget(page)
            _tell("forget", started)
        plain = sqlite3.connect(copy, isolation_level=None)
        started = time.process_time(), time.perf_counter()
        plain.execute("VACUUM")
        plain.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        _tell("VACUUM", started)
        plain.close()


def _tell(name: str, started: tuple[float, float]) -> None:
    processor, clock = time.process_time() - started[0], time.perf_counter() - started[1]
    print(f"{name:12} {processor:.1f} s of the processor, {clock:.1f} s")


def _made(number: int) -> tuple[str, Reading]:
    """Return a rare word, and a reading that holds it in every part."""
    word = f"qxz{number:04d}vor"
    sentence = f"Keeper {word} said that weir {number} was dry."
    text = f"Weir {word}\n\n" + "\n\n".join([sentence] * 40)
    page = Page(data=text.encode(), location=f"/home/{word}.txt")
    starts = [at for at in range(len(text)) if text.startswith(sentence, at)]
    spans = [Span(start=start, end=start + len(sentence)) for start in starts]
    document = Document(
        page_id=page.id,
        text=text,
        encoding="utf-8",
        title=f"Weir {word}",
        outlet=f"{word} Post",
        blocks=tuple(Block(role="paragraph", start=s.start, end=s.end, ranges=(s,)) for s in spans),
        offsets=(Segment(text_start=0, text_end=len(text), page_start=0, page_end=len(text)),),
    )
    statements = tuple(
        Statement(
            document_id=document.id,
            source=(Span(start=span.start, end=span.start + 17),),
            cue=(Span(start=span.start + 18, end=span.start + 22),),
            content=(Span(start=span.start + 23, end=span.end),),
            form="indirect",
            entity=f"Keeper {word}",
            naming="named",
            source_kind="expert",
            origin=f"Keeper {word}",
        )
        for span in spans
    )
    return word, Reading(page=page, run=RUN, document=document, statements=statements)


def _read(path: Path) -> None:
    with open_ledger(path, timeout=60) as ledger:
        while True:
            for hit in ledger.search(Query(words="weir", limit=200)):
                assert hit.statement
            ledger.status()
            time.sleep(0.02)


def _fork(work: Callable[[], None]) -> int:
    """Do some work in a process of its own, and return its number: what is loaded is not loaded again."""
    child = os.fork()
    if child:
        return child
    try:
        work()
        os._exit(0)
    except BaseException:
        traceback.print_exc()
        os._exit(1)


def _forget(path: Path, page_id: str, kill_after: float | None) -> tuple[float, bool]:
    """Forget a page in a process of its own; return how long it took, and whether it was killed."""
    hear, tell = os.pipe()

    def work() -> None:
        with open_ledger(path, timeout=60) as ledger:
            os.write(tell, b".")
            try:
                ledger.forget(page_id)
            except LedgerError as error:
                if "still reads the ledger" not in str(error):
                    raise

    child = _fork(work)
    os.close(tell)
    os.read(hear, 1)
    os.close(hear)
    started = time.perf_counter()
    if kill_after is not None:
        time.sleep(kill_after)
        os.kill(child, signal.SIGKILL)
    _, status = os.waitpid(child, 0)
    killed = os.WIFSIGNALED(status)
    assert killed or os.waitstatus_to_exitcode(status) == 0
    return time.perf_counter() - started, killed


def _check(path: Path, reading: Reading) -> bool:
    """Return whether a page is forgotten; it must be so wholly or not at all, and the file be whole."""
    plain = sqlite3.connect(path, timeout=30)
    assert plain.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    assert plain.execute("PRAGMA foreign_key_check").fetchall() == []
    for words in ("statement_words", "document_words", "claim_words"):
        plain.execute(f"INSERT INTO {words}({words}) VALUES ('integrity-check')")
    plain.rollback()
    plain.close()
    with open_ledger(path, timeout=30) as ledger:
        found = len(list(ledger.search(Query(page_id=reading.page.id))))
        gone = ledger.look(reading.page, RUN).forgotten is not None
        assert found == (0 if gone else len(reading.statements)), f"{found} statements, forgotten: {gone}"
        assert gone or ledger.reading(reading.page.id) == reading
    return gone


def _traces(folder: Path, path: Path, word: str) -> bool:
    """Bring the log in and look for the word; return whether a reader held it too long."""
    plain = sqlite3.connect(path, timeout=30)
    busy = plain.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0]
    plain.close()
    held = [each.name for each in folder.iterdir() if word.encode() in each.read_bytes().lower()]
    assert busy or not held, f"{word} is still in {held}"
    return bool(busy)


if __name__ == "__main__":
    main()
