"""Damage a ledger in many ways and knock at every door: none may answer with a traceback.

usage: python -m benchmarks.damage [--ways N] [--seed N]

Makes a small ledger, damages copies of it in N seeded ways (250 unless told otherwise): cut off, bytes turned in the
header, in pages and in the write-ahead log, blocks blanked or exchanged, a text, a folder or nothing in its place. Each
is asked by the command line, the REST API, the web pages and the tools for assistants. Prints how many damages were
told of in one line, how many did not show, and every answer that is neither.
"""

from __future__ import annotations

import argparse
import logging
import random
import shutil
import sqlite3
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from fastapi.testclient import TestClient
from mcp.server.mcpserver.exceptions import ToolError
from typer.testing import CliRunner

from benchmarks.make_ledger import fill
from sayso import cli
from sayso.engine.desk import Desk
from sayso.errors import SaysoError
from sayso.ledger import judge_statement, open_ledger
from sayso.mcp.claims import Claims
from sayso.mcp.tools import Tools
from sayso.web import create_app

_HEADER, _PAGE = 100, 4096
_STATEMENTS = 300
Way = Callable[[Path, random.Random], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Ids:
    """What is asked for of the ledger."""

    page: str
    statement: str
    claim: str
    source: str


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--ways", type=int, default=250)
    parser.add_argument("--seed", type=int, default=3)
    asked = parser.parse_args()
    logging.disable(logging.CRITICAL)
    with tempfile.TemporaryDirectory() as held:
        counts, faults = damage(Path(held), asked.ways, asked.seed)
    print(", ".join(f"{number} {name}" for name, number in counts.most_common()), f"{len(faults)} faults", sep="; ")
    sys.exit(bool(faults))


def damage(folder: Path, ways: int, seed: int) -> tuple[Counter[str], list[str]]:
    """Return how many damages were told of, and what was answered that is no line."""
    whole, ids = _make(folder)
    counts: Counter[str] = Counter()
    faults: list[str] = []
    sound = list(_knock(_copied(whole, folder / "sound"), ids))
    faults += [f"undamaged, {door}: {answer}" for door, answer in sound if answer and "\n" in answer]
    for number in range(ways):
        chance = random.Random(f"{seed}.{number}")
        name, way = list(WAYS.items())[number % len(WAYS)]
        path = _copied(whole, folder / f"copy{number}")
        way(path, chance)
        answers = list(_knock(path, ids))
        for door, answer in answers:
            if answer is not None and "\n" in answer.strip():
                faults.append(f"{number} {name}, {door}: {answer.strip().splitlines()[-1]}")
                print(faults[-1], flush=True)
        counts["did not show" if answers == sound else "told"] += 1
        shutil.rmtree(path.parent)
    return counts, faults


def _copied(whole: Path, folder: Path) -> Path:
    folder.mkdir()
    for part in whole.parent.glob(f"{whole.name}*"):
        shutil.copy(part, folder / part.name)
    return folder / whole.name


def _make(folder: Path) -> tuple[Path, Ids]:
    """Return a ledger with an unfinished log, and ids of what is in it."""
    path = folder / "whole" / "ledger.db"
    path.parent.mkdir()
    fill(str(path), _STATEMENTS, 5)
    keeping = sqlite3.connect(path)  # so that the log stays
    keeping.execute("SELECT count(*) FROM pages").fetchone()
    with open_ledger(path) as ledger:
        page = ledger.documents(limit=1)[0]
        reading = ledger.reading(page.page_id)
        at = datetime(2026, 4, 1, tzinfo=UTC)
        ledger.judge(judge_statement(reading, reading.statements[0], "confirm", by="Ada", at=at))
        claims, sources = ledger.find_claims(), ledger.sources(limit=1)
        ids = Ids(
            page=page.page_id,
            statement=reading.statements[0].id,
            claim=claims[0].id if claims else "claim_00",
            source=sources[0].key,
        )
    copied = folder / "ledger.db"
    for end in ("", "-wal"):
        shutil.copy(f"{path}{end}", f"{copied}{end}")
    keeping.close()
    return copied, ids


def _knock(path: Path, ids: Ids) -> Iterator[tuple[str, str | None]]:
    """Yield each door with what it said was wrong: one line, or a traceback; None where nothing was."""
    for command in _commands(ids):
        yield f"sayso {command[0]}", _run(*command, "--ledger", str(path))
    yield from _serve(path, ids)


def _commands(ids: Ids) -> tuple[tuple[str, ...], ...]:
    return (
        ("status",),
        ("search", "harbour", "--limit", "500", "--json"),
        ("search", "--source", "harbour", "--comments"),
        ("show", ids.page),
        ("show", ids.statement, "--json"),
        ("show", ids.claim),
        ("sources",),
        ("claims",),
        ("claims", "--format", "json"),
        ("dossier", ids.page),
        ("changes",),
        ("aliases", "list"),
        ("export", "csv", "--comments"),
        ("export", "jsonl", "--comments"),
        ("export", "annotations"),
        ("export", "brat"),
        ("export", "training"),
        ("read", __file__, "--plain"),
    )


def _run(*command: str) -> str | None:
    done = CliRunner().invoke(cli.app, command)
    if done.exception is not None and not isinstance(done.exception, SystemExit):
        return f"traceback\n{done.exception!r}"
    if done.exit_code:
        lines = [line for line in done.stderr.splitlines() if "note:" not in line]
        return lines[-1] if lines else "no line\nat all"
    return None


def _serve(path: Path, ids: Ids) -> Iterator[tuple[str, str | None]]:
    try:
        app = create_app(path)
    except SaysoError as error:
        yield "sayso serve", str(error)
    except Exception as error:
        yield "sayso serve", f"traceback\n{error!r}"
    else:
        with TestClient(app, base_url="http://127.0.0.1") as client:
            for address in _addresses(ids):
                yield address, _get(client, address)
    try:
        ledger = open_ledger(path, create=False)
    except SaysoError as error:
        yield "sayso mcp", str(error)
        return
    except Exception as error:
        yield "sayso mcp", f"traceback\n{error!r}"
        return
    with ledger:
        desk = Desk()
        tools, claims = Tools(ledger=ledger, desk=desk, roots=()), Claims(ledger=ledger)
        for name, ask in (
            ("search_statements", lambda: tools.search_statements(words="harbour", comments=True, limit=50)),
            ("get_article", lambda: tools.get_article(ids.page, comments=True)),
            ("get_article text", lambda: tools.get_article(ids.page, part="text")),
            ("list_sources", tools.list_sources),
            ("statement", lambda: tools.statement(ids.statement)),
            ("find_claims", claims.find_claims),
            ("get_claim", lambda: claims.get_claim(ids.claim)),
        ):
            yield f"mcp {name}", _ask(ask)


def _addresses(ids: Ids) -> tuple[str, ...]:
    return (
        "/",
        "/search?words=harbour&comments=on",
        f"/pages/{ids.page}",
        f"/statements/{ids.statement}",
        "/sources",
        f"/sources/{ids.source}",
        "/claims",
        f"/claims/{ids.claim}",
        "/status",
        "/api/v1/statements?words=harbour&comments=true&limit=100",
        f"/api/v1/documents/{ids.page}?comments=true",
        "/api/v1/documents?words=harbour",
        "/api/v1/facets",
        "/api/v1/sources",
        "/api/v1/claims",
        f"/api/v1/claims/{ids.claim}",
        "/api/v1/judgements",
        "/api/v1/status",
    )


def _get(client: TestClient, address: str) -> str | None:
    try:
        answer = client.get(address)
    except Exception as error:
        return f"traceback\n{error!r}"
    return f"status {answer.status_code}" if answer.status_code >= 400 else None


def _ask(ask: Callable[[], object]) -> str | None:
    try:
        ask()
    except ToolError as error:
        return str(error)
    except Exception as error:
        return f"traceback\n{error!r}"
    return None


def _cut(path: Path, chance: random.Random) -> None:
    data = path.read_bytes()
    path.write_bytes(data[: chance.randrange(len(data))])


def _turn(first: int, last: int | None, count: int, end: str = "") -> Way:
    def way(path: Path, chance: random.Random) -> None:
        file = Path(f"{path}{end}")
        data = bytearray(file.read_bytes())
        for _ in range(chance.randint(1, count)):
            data[chance.randrange(min(first, len(data) - 1), min(last or len(data), len(data)))] ^= chance.randint(
                1, 255
            )
        file.write_bytes(data)

    return way


def _blank(path: Path, chance: random.Random) -> None:
    data = bytearray(path.read_bytes())
    for _ in range(chance.randint(1, 8)):
        at = chance.randrange(1, len(data) // _PAGE) * _PAGE
        data[at : at + _PAGE] = bytes(_PAGE) if chance.random() < 0.5 else chance.randbytes(_PAGE)
    path.write_bytes(data)


def _exchange(path: Path, chance: random.Random) -> None:
    data = bytearray(path.read_bytes())
    one, other = (chance.randrange(1, len(data) // _PAGE) * _PAGE for _ in range(2))
    data[one : one + _PAGE], data[other : other + _PAGE] = data[other : other + _PAGE], data[one : one + _PAGE]
    path.write_bytes(data)


def _values(path: Path, chance: random.Random) -> None:
    """Turn characters of records in place, which the file's own checks do not see."""
    data = bytearray(path.read_bytes())
    for _ in range(chance.randint(10, 200)):
        at = data.find(chance.choice((b'":', b'","', b"page_", b"20", b'":"')), chance.randrange(_PAGE, len(data)))
        if at > 0:
            data[at + chance.randint(0, 6)] = chance.choice(b'0123456789abc"{}[],:\x00\xff')
    path.write_bytes(data)


def _instead(data: bytes | None) -> Way:
    def way(path: Path, _: random.Random) -> None:
        path.unlink()
        Path(f"{path}-wal").unlink(missing_ok=True)
        path.mkdir() if data is None else path.write_bytes(data)

    return way


def _without_log(path: Path, _: random.Random) -> None:
    Path(f"{path}-wal").unlink()


WAYS: dict[str, Way] = {
    "cut off": _cut,
    "header": _turn(0, _HEADER, 4),
    "pages": _turn(_HEADER, None, 400),
    "first page": _turn(_HEADER, _PAGE, 40),
    "log": _turn(0, None, 60, "-wal"),
    "blanked": _blank,
    "exchanged": _exchange,
    "values": _values,
    "many values": _values,
    "whole pages": _turn(_PAGE, None, 4000),
    "no log": _without_log,
    "text": _instead(b"The lock keeper said that the lock was shut.\n" * 99),
    "empty": _instead(b""),
    "folder": _instead(None),
}


if __name__ == "__main__":
    main()
