"""What programs do not get: readers' comments unless asked for, and their names never."""

from __future__ import annotations

from dataclasses import replace

from sayso.doors.privacy import Privacy
from sayso.export.json.page import to_json
from sayso.records import Link, Reading, Repair, TimeMention
from tests.factory import THREAD, find, make_failure, make_reading, make_statement, make_statements, make_thread


def _reading() -> Reading:
    """Return a reading whose comment has a statement, a repair and a time in it."""
    document = make_thread()
    at = find(document.text, "lorries")
    document = replace(
        document,
        repairs=(
            Repair(start=0, end=1, original="\u00ca", repaired="H", kind="mac-roman"),
            Repair(start=at.start, end=at.end, original="l\u00f3rries", repaired="lorries", kind="mac-roman"),
        ),
        times=(TimeMention(span=at, text="lorries"), TimeMention(span=find(document.text, "Friday"), text="Friday")),
    )
    said = make_statement(
        document, "I", "heard", "that the quay is full", layer="comment", comment="c1", source_kind="reader",
        entity="Tolan Brisk", origin="Tolan Brisk", affiliation="Friends of Tolan Brisk",
        chain=(Link(rel="speaker", span=find(document.text, "I"), entity="Tolan Brisk", source_kind="reader"),),
    )  # fmt: skip
    return make_reading(document, statements=(*make_statements(document), said))


def test_nothing_of_a_comment_is_left_unless_asked_for() -> None:
    told = Privacy().reading(_reading(), comments=False)
    written = to_json(told).decode()
    assert "Tolan" not in written
    assert "rries" not in written
    assert told.document
    assert (len(told.statements), len(told.document.repairs), len(told.document.times)) == (2, 1, 1)


def test_ids_and_the_article_stay() -> None:
    reading = _reading()
    for comments in (False, True):
        told = Privacy().reading(reading, comments=comments)
        assert told.id == reading.id
        assert told.statements[:2] == reading.statements[:2]


def test_comments_that_were_asked_for_have_no_names() -> None:
    told = Privacy().reading(_reading(), comments=True)
    written = to_json(told).decode()
    assert THREAD in written
    assert "Tolan" not in written
    assert len(told.statements) == 3


def test_what_was_not_read_stays_as_it_is() -> None:
    failed = make_failure("empty.txt")
    assert Privacy().reading(failed, comments=False) == failed


def test_one_server_tells_its_readers_apart_and_no_other_does() -> None:
    reading = _reading()
    assert reading.document
    one, other = Privacy(), Privacy()
    said, document = reading.statements[-1], reading.document
    told = [privacy.statement(said, document)[0].entity or "" for privacy in (one, one, other)]
    assert told[0] == told[1] != told[2]
    assert all(name.startswith("reader_") for name in told)
    comments = one.reading(reading, comments=True).document
    assert comments
    assert comments.comments[0].commenter == told[0]
