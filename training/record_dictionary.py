"""Make the dictionary that a ledger compresses its records with: `python -m training.record_dictionary LEDGER OUT`.

In: a ledger of invented pages, as `sayso read --ledger LEDGER src/sayso/demo tests/cases/pages tests/cases/html` makes
it. Out: a file `records-N.dictionary` for `src/sayso/ledger/store`. What was compressed with a dictionary is read with
it for ever: a new one gets the next number beside the old ones and never replaces one.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from pathlib import Path

import zstandard
from sqlalchemy import select

from sayso.ledger import open_ledger
from sayso.ledger.store.claim_tables import mentions, reading_mentions
from sayso.ledger.store.schema import documents, statements

_SIZE = 8_000  # bytes, within the 8 KiB that the compression looks back


def main() -> None:
    """Write the file."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("ledger", type=Path)
    parser.add_argument("out", type=Path)
    arguments = parser.parse_args()
    samples = [record.encode() for record in _records(arguments.ledger)]
    arguments.out.write_bytes(_content(zstandard.train_dictionary(_SIZE, samples).as_bytes()))
    print(f"{arguments.out}: {arguments.out.stat().st_size:,} bytes from {len(samples):,} records")


def _content(trained: bytes) -> bytes:
    """Return the text of a dictionary, without the tables before it, which only zstd would understand."""
    return trained[next(at for at in range(len(trained)) if _is_text(trained[at:])) :]


def _is_text(data: bytes) -> bool:
    try:
        return data.decode().isprintable()
    except UnicodeDecodeError:
        return False


def _records(path: Path) -> Iterator[str]:
    columns = (statements.c.record, statements.c.texts, documents.c.record, mentions.c.record, reading_mentions.c.items)
    with open_ledger(path, create=False) as ledger, ledger._engine.connect() as connection:
        for column in columns:
            yield from connection.execute(select(column)).scalars()


if __name__ == "__main__":
    main()
