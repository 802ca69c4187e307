"""Events, places and moments in JSON: what an older reading says of them, and where their words stand."""

from __future__ import annotations

import json
from dataclasses import replace

import msgspec

from sayso.doors.privacy import Privacy
from sayso.export.json.page import to_json
from sayso.export.readers import without_comments
from sayso.ledger.store.codec import pack, unpack
from sayso.records import Reading
from tests.factory import THREAD, make_event, make_events_reading, make_party, make_place, make_reading, make_thread


def test_a_reading_that_looked_for_none_says_so() -> None:
    told = json.loads(to_json(make_reading()))
    assert (told["events"], told["places"], told["moments"]) == (None, None, None)
    told = json.loads(to_json(make_reading(events=(), places=(), moments=())))
    assert (told["events"], told["places"], told["moments"]) == ([], [], [])


def test_an_event_tells_its_words_its_place_and_whose_word_it_is() -> None:
    reading = make_events_reading()
    told = json.loads(to_json(reading))
    page = reading.page.data.decode()
    _, landing = told["events"]
    (place,), (moment,) = told["places"], told["moments"]
    for span in (*landing["cue"], *landing["actors"], *landing["quantities"], place, moment):
        assert page[span["start"] : span["end"]] == span["text"]
    assert (landing["place"], landing["moment"]) == (place["id"], moment["id"])
    assert (landing["statement"], landing["source"]) == (told["statements"][0]["id"], "Oda Renn")
    assert landing["actors"][0] | {"start": 0, "end": 0} == {
        "start": 0, "end": 0, "text": "troops", "entity": None, "country": "RUS", "sectors": ["MIL"],
    }  # fmt: skip
    assert landing["quantities"][0]["counts"] == "troops"
    assert (landing["stand"], landing["status"]) == ("denied", "machine")
    assert (place["resolved"]["latitude"], place["precision"]) == (54.5, "city")
    assert (moment["value"], moment["first_day"], moment["last_day"]) == ("2021-03-05",) * 3


def test_records_of_before_there_were_events_are_read() -> None:
    reading = make_reading()
    kept = msgspec.to_builtins(reading, builtin_types=(bytes,))
    older = {name: value for name, value in kept.items() if name not in ("events", "places", "moments")}
    assert unpack(pack(older), Reading) == reading
    assert unpack(pack(make_events_reading()), Reading) == make_events_reading()


def test_what_comments_tell_is_left_out_with_them() -> None:
    document = make_thread()
    above, below = make_place(document), make_place(document, "quay")
    told = make_event(document, "full of lorries", "MOBILIZE", source="Tolan Brisk")
    reading = make_reading(document, events=(make_event(document), told), places=(above, below), moments=())
    bare = without_comments(reading, document)
    assert bare.events == (make_event(document),)
    assert bare.places == (above,)
    untold = without_comments(replace(reading, events=None, places=None, moments=None), document)
    assert (untold.events, untold.places, untold.moments) == (None, None, None)


def test_names_of_readers_are_hidden_in_what_their_comments_tell() -> None:
    document = make_thread()
    by = make_party(document, THREAD[:1], entity="Tolan Brisk", country="ARD")
    told = make_event(document, "full of lorries", "MOBILIZE", source="Tolan Brisk", actors=(by,))
    shared = Privacy().reading(make_reading(document, events=(told,)), comments=True)
    assert b"Tolan" not in to_json(shared)
    assert shared.events
    assert shared.events[0].actors[0].country == "ARD"
