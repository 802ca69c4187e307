"""Print how many expressions of time are read as people read them, and what reading them costs.

    python -m benchmarks.dates CASES.json|CASES.jsonl.gz … [--muc MUC.jsonl.gz] [--half even|odd|all] [--misses]

Each case has a text, the span of a phrase, the day of its page and the value (ISO 8601; null where nobody can tell).
Exact is the same first and last day, overlap one day in common, invented a value where there is none. Found is how many
phrases `read_moments` finds by itself in the text. With `--muc`: reports with the dates of their incidents; of each
event, the date that hangs nearest to the words of its victims or its doers.
"""

from __future__ import annotations

import argparse
import calendar
import gzip
import hashlib
import json
import re
import time
from collections import Counter, defaultdict
from datetime import date
from pathlib import Path
from typing import Any

from sayso.events.time import date_of, day_of_event, page_day, read_moments, resolve
from sayso.events.time.nearest import is_news_of_the_day
from sayso.reading import ReadingSettings, read_page
from sayso.records import Block, Document, Page, Span

Days = tuple[date | None, date | None]


def days_of(value: str | None) -> Days | None:
    """Return the first and last day of an ISO value."""
    if value is None:
        return None
    if "/" in value:
        first, _, last = value.partition("/")
        begin, end = (
            days_of(first) if first not in {"", ".."} else None,
            days_of(last) if last not in {"", ".."} else None,
        )
        return (begin[0] if begin else None, end[1] if end else None)
    week = re.fullmatch(r"(\d{4})-W(\d\d)", value)
    if week:
        return tuple(date.fromisocalendar(int(week[1]), int(week[2]), day) for day in (1, 7))  # type: ignore[return-value]
    year, month, day = (int(part) for part in [*value[:10].split("-"), "0", "0"][:3])
    if day:
        return date(year, month, day), date(year, month, day)
    return date(year, month or 1, 1), date(year, month or 12, calendar.monthrange(year, month or 12)[1])


def safe_days_of(value: str | None) -> Days | None:
    """Return the same, None for a day that is none."""
    try:
        return days_of(value)
    except ValueError:
        return None


def overlap(one: Days, other: Days) -> bool:
    """Say whether two intervals share a day."""
    return (one[0] or date.min) <= (other[1] or date.max) and (other[0] or date.min) <= (one[1] or date.max)


def read_cases(path: Path, half: str) -> list[dict[str, Any]]:
    """Return the cases of a file, or the half of them whose ids have hashes that begin with an even or odd byte."""
    text = gzip.decompress(path.read_bytes()).decode() if path.suffix == ".gz" else path.read_text(encoding="utf-8")
    rows = json.loads(text) if text.startswith("[") else [json.loads(line) for line in text.splitlines()]
    wanted = {"even": (0,), "odd": (1,), "all": (0, 1)}[half]
    return [row for row in rows if hashlib.sha256(str(row["id"]).encode()).digest()[0] % 2 in wanted]


def document_of(text: str, day: str | None) -> Document:
    """Return a page of one paragraph."""
    block = Block(role="paragraph", start=0, end=len(text), ranges=(Span(start=0, end=len(text)),))
    return Document(page_id="p", text=text, encoding="utf-8", published=day, blocks=(block,))


def score(path: Path, half: str, *, misses: bool) -> None:
    """Print the shares of one set, by class."""
    tally: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for row in read_cases(path, half):
        start, end = row["start"], row["end"]
        day = date.fromisoformat(row["doc_date"]) if row["doc_date"] else None
        got = resolve(row["text"], start, end, day=day)
        gold, value = days_of(row["value"]), days_of(got.value)
        moments = read_moments(document_of(row["text"], row["doc_date"]))
        exact = value == gold
        counts = Counter(
            cases=1,
            exact=exact,
            overlap=exact or bool(gold and value and overlap(gold, value)),
            invented=gold is None and value is not None,
            open=gold is not None and value is None,
            found=any(one.span.overlaps(Span(start=start, end=end)) for one in moments),
        )
        for name in (row["class"], "all"):
            tally[name].update(counts)
        if misses and not exact:
            print(f"  {row['doc_date']} {row['value']} != {got.value}: {row['text'][max(0, start - 30):start]}"
                  f"[{row['text'][start:end]}]{row['text'][end:end + 20]}".replace("\n", " "))  # fmt: skip
    print(f"{path.name}: {half}")
    for name, counts in sorted(tally.items(), key=lambda item: -item[1]["cases"]):
        cases = counts["cases"]
        shares = "  ".join(f"{key} {100 * counts[key] / cases:5.1f}" for key in ("exact", "overlap", "open", "found"))
        print(f"  {name:20} {cases:5}  {shares}  invented {counts['invented']}")


CUES = {
    "KIDNAPPING": "kidnap|abduct|hostage|seiz|disappear|captur|taken",
    "BOMBING": "bomb|explo|dynamite|blast|blew|blown|detonat|car-bomb",
    "ARSON": "burn|fire|arson|set ",
    "ROBBERY": "rob|stole|theft|loot|assault",
    "ATTACK": "kill|murder|attack|assassinat|massacre|shot|die|death|clash|ambush|fire|shell|fight|crime|slay",
}


def cues_of(text: str, event: dict[str, Any]) -> list[tuple[int, int]]:
    """Return where the words of an event's kind stand in a sentence that names somebody or something of it."""
    kind = re.compile(rf"\b(?:{CUES.get(event['muc_type'].split()[0], CUES['ATTACK'])})\w*", re.IGNORECASE)
    names = [name for group in event["recipient"] + event["actor"] for name in group if len(name) > 2]
    found = []
    for cue in kind.finditer(text):
        near = text[max(0, cue.start() - 200) : cue.end() + 200]
        if any(name in near for name in names):
            found.append(cue.span())
    return found or [cue.span() for cue in kind.finditer(text)][:1]


def score_reports(path: Path, half: str, *, misses: bool) -> None:
    """Print how often the date of an incident is right: an overlap, any earlier day where the gold is open."""
    counts: Counter[str] = Counter()
    fallback: Counter[tuple[str, bool, bool]] = Counter()
    for row in read_cases(path, half):
        text = row["text"]
        document = document_of(text, row["date"])
        moments, day = read_moments(document), page_day(document)
        for event in row["events"]:
            if not event["date"]:
                continue
            golds = [gold for gold in map(safe_days_of, event["date"]) if gold]
            cues = cues_of(text, event)
            told = [one.value for cue in cues if (one := date_of(moments, *cue, text))]
            first = day_of_event(moments, *cues[0], text, day) if cues else None
            ways = {"first": first, "told": told[0] if told else str(day or ""), "page": row["date"]}
            counts["events"] += 1
            counts["dated"] += bool(told)
            for way, value in ways.items():
                got = days_of(value or None)
                right = got is not None and any(
                    overlap(gold, got) or (event["date_open"] and (got[0] or date.min) <= (gold[1] or date.max))
                    for gold in golds
                )
                counts[way] += right
                counts[f"{way}, exactly"] += value in event["date"]
                counts[f"{way}, day known"] += right and not event["date_open"]
                if misses and way == "told" and not right:
                    near = " | ".join(text[max(0, c[0] - 60) : c[1] + 60].replace("\n", " ") for c in cues[:3])
                    print(f"  {row['id']} {row['date']} {event['date']} != {value}: {near}")
            if not told and cues:
                news = "news" if is_news_of_the_day(text, *cues[0]) else "no news"
                fallback[news, event["date_open"], any(days_of(str(day)) == gold for gold in golds if day)] += 1
            counts["known"] += not event["date_open"]
    for (news, is_open, right), number in sorted(fallback.items()):
        print(f"  no date in the sentence, {news}, {'on or before' if is_open else 'known'}, {right}: {number}")
    events = counts.pop("events")
    known = counts.pop("known")
    print(f"{path.name}: {half}, {events} events, {known} with a day that is known")
    for way in sorted(counts):
        print(f"  {way:22} {100 * counts[way] / (known if way.endswith('day known') else events):5.1f}")


def time_pages(folder: Path) -> None:
    """Print what finding the expressions of a folder's pages costs, beside the whole reading, in processor time."""
    pages = [Page(data=path.read_bytes()) for path in sorted(folder.glob("*.txt"))]
    settings = ReadingSettings(plain=True)
    for page in pages[:3]:
        read_page(page, settings=settings)
    begin = time.process_time()
    documents = [one.document for page in pages if (one := read_page(page, settings=settings)).document]
    reading = time.process_time() - begin
    begin = time.process_time()
    found = sum(len(read_moments(document)) for document in documents for _ in range(5))
    cost = (time.process_time() - begin) / 5
    print(f"{folder.name}: {len(pages)} pages, {found // 5} expressions, {1000 * cost / len(pages):.1f} ms a page, "
          f"{100 * cost / reading:.2f} % of reading")  # fmt: skip


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("cases", nargs="*", type=Path)
    parser.add_argument("--muc", type=Path)
    parser.add_argument("--pages", type=Path, help="a folder of pages, to time")
    parser.add_argument("--half", choices=["even", "odd", "all"], default="even")
    parser.add_argument("--misses", action="store_true")
    given = parser.parse_args()
    for path in given.cases:
        score(path, given.half if path.suffix == ".gz" else "all", misses=given.misses)
    if given.muc:
        score_reports(given.muc, given.half, misses=given.misses)
    if given.pages:
        time_pages(given.pages)


if __name__ == "__main__":
    main()
