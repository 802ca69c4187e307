"""What the API answers to programs."""

from __future__ import annotations

import json
import threading
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sayso.engine.desk import Desk
from sayso.errors import SlowPage
from sayso.ledger import open_ledger
from sayso.pages.opening.fetch.fetcher import Fetcher
from sayso.records import Page, Reading
from sayso.web.api import create_api
from sayso.web.app import create_app
from tests.factory import RUN, TEXT, THREAD, make_document, make_page, make_reading, make_statement
from tests.web.api.conftest import HOST, MOST, read_quickly

V1 = "/api/v1"
PAGE = make_page().id
DENIAL = make_reading().statements[0].id
WORDS = "Port\n\nThe mayor said it was shut."


def got(client: TestClient, path: str, **parameters: Any) -> Any:
    answer = client.get(V1 + path, params=parameters)
    assert answer.status_code == 200, answer.text
    assert answer.headers["content-type"] == "application/json"
    return answer.json()


def problem(answer: Any, status: int) -> Any:
    """Return the problem details of an answer that must have this status."""
    assert answer.status_code == status, answer.text
    assert answer.headers["content-type"] == "application/problem+json"
    told = answer.json()
    assert told["status"] == status
    assert {"type", "title", "detail"} <= told.keys()
    return told


# reading


@pytest.mark.parametrize(
    ("sent", "kind"),
    [
        ({"json": {"text": WORDS}}, "text/plain"),
        ({"content": WORDS.encode(), "headers": {"content-type": "text/plain; charset=utf-8"}}, "text/plain"),
        ({"content": WORDS.encode(), "headers": {"content-type": "text/html"}}, "text/html"),
        ({"content": WORDS.encode(), "headers": {"content-type": "application/octet-stream"}}, "text/plain"),
        ({"content": WORDS.encode()}, "text/plain"),
    ],
)
def test_a_page_that_is_sent_is_read_and_kept(client: TestClient, sent: dict[str, Any], kind: str) -> None:
    answer = client.post(f"{V1}/read", **sent)
    assert answer.status_code == 200, answer.text
    told = answer.json()
    assert (told["format"], told["page"]["media_type"], len(told["statements"])) == (1, kind, 1)
    assert told["page"]["id"] == make_page(WORDS).id
    again = got(client, f"/documents/{told['page']['id']}")
    assert again["statements"] == told["statements"]


def test_a_page_is_not_kept_where_that_is_asked(client: TestClient) -> None:
    assert client.post(f"{V1}/read?keep=false", json={"text": WORDS}).json()["statements"]
    problem(client.get(f"{V1}/documents/{make_page(WORDS).id}"), 404)


def test_an_address_is_fetched_by_the_plain_rules(client: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    asked = []

    def page(self: Fetcher, address: str) -> Page:
        asked.append((address, self.rules.ignore_robots, self.rules.allow_private, self.rules.max_bytes))
        return Page(data=WORDS.encode(), location=address)

    monkeypatch.setattr(Fetcher, "page", page)
    told = client.post(f"{V1}/read", json={"address": "https://example.org/a"}).json()
    assert told["page"]["location"] == "https://example.org/a"
    assert asked == [("https://example.org/a", False, frozenset(), MOST)]


@pytest.mark.parametrize("address", ["http://127.0.0.1:1/", "http://[::1]/", "file:///etc/hosts", "/etc/hosts", "-"])
def test_an_address_that_leads_into_the_house_is_a_problem(client: TestClient, address: str) -> None:
    assert problem(client.post(f"{V1}/read", json={"address": address}), 422)["kind"] == "address"


def test_a_page_that_cannot_be_read_is_a_problem_with_its_kind(
    client: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert problem(client.post(f"{V1}/read", json={"text": " \n"}), 422)["kind"] == "empty"

    def page(self: Fetcher, address: str) -> Page:
        raise SlowPage(f"{address}: longer than 30 seconds")

    monkeypatch.setattr(Fetcher, "page", page)
    assert problem(client.post(f"{V1}/read", json={"address": "https://example.org/"}), 422)["kind"] == "slow"


@pytest.mark.parametrize("size", [MOST + 1, 4 * MOST])
@pytest.mark.parametrize("media_type", ["text/plain", "application/json"])
def test_more_than_may_be_is_a_problem(client: TestClient, size: int, media_type: str) -> None:
    body = b"a" * size if media_type == "text/plain" else json.dumps({"text": "a" * size}).encode()
    problem(client.post(f"{V1}/read", content=body, headers={"content-type": media_type}), 413)


def test_a_body_of_no_told_length_is_bounded_too(client: TestClient) -> None:
    taken = []

    def body() -> Any:
        for _ in range(100):
            taken.append(1)
            yield b"a" * 1_000

    problem(client.post(f"{V1}/read", content=body(), headers={"content-type": "text/plain"}), 413)


@pytest.mark.parametrize(
    "body",
    [
        b"", b"{", b"[]", b"null", b"{}", b'{"text": 1}', b'{"text": "a", "address": "b"}', b'{"text": "\\ud800"}',
        b'{"txt": "a"}', b"\xff\xfe", b'{"text": ' + b"[" * 5_000, b'{"text": ' + b"9" * 5_000 + b"}", b"1e999999",
    ],
)  # fmt: skip
def test_a_body_that_is_not_what_it_should_be_is_a_problem(client: TestClient, body: bytes) -> None:
    answer = client.post(f"{V1}/read", content=body, headers={"content-type": "application/json"})
    assert problem(answer, 422)["errors"]


@pytest.mark.parametrize("media_type", ["image/png", "multipart/form-data; boundary=x", "nonsense", "a/b/c", ";"])
def test_a_body_of_no_page_is_a_problem(client: TestClient, media_type: str) -> None:
    answer = client.post(f"{V1}/read", content=b"abc", headers={"content-type": media_type})
    assert answer.status_code in (200, 415)
    if answer.status_code == 415:
        assert "application/pdf" in problem(answer, 415)["detail"]


def test_no_more_pages_than_may_wait(tmp_path: Path) -> None:
    entered, held = threading.Event(), threading.Event()

    def slow(page: Page) -> Reading:
        entered.set()
        held.wait(30)
        return read_quickly(page)

    with open_ledger(tmp_path / "news.db") as ledger:
        client = TestClient(create_api(ledger, Desk(places=1, read=slow)))
        with ThreadPoolExecutor(1) as askers:
            first = askers.submit(client.post, "/read", json={"text": WORDS})
            try:
                assert entered.wait(30)
                turned_away = client.post("/read", json={"text": WORDS})
            finally:
                held.set()
            assert first.result().status_code == 200
    assert turned_away.headers["retry-after"] == "30"
    problem(turned_away, 503)


# documents and statements


def test_documents_are_listed_newest_first(client: TestClient) -> None:
    told = got(client, "/documents")["documents"]
    assert [each["statements"] for each in told] == [1, 0, 2, 2]
    assert told[1]["error"]["kind"] == "empty"
    assert [each["page_id"] for each in got(client, "/documents", words="odd")["documents"]] == [told[0]["page_id"]]
    for each in told:
        assert client.get(each["link"]).status_code == 200


def test_a_document_comes_in_format_1_without_comments_unless_asked_for(client: TestClient) -> None:
    page = make_page(f"{TEXT}\n\n{THREAD}").id
    told = got(client, f"/documents/{page}")
    assert told["comments"] == []
    assert "lorries" not in json.dumps(told)
    asked = got(client, f"/documents/{page}", comments=True)
    assert asked["comments"][0]["text"] == THREAD
    assert "Tolan" not in json.dumps(asked)


@pytest.mark.parametrize(
    ("filters", "number"),
    [
        ({}, 5),
        ({"comments": "true"}, 6),
        ({"words": "troops"}, 4),
        ({"words": '"two ships"'}, 4),
        ({"entity": "oda renn"}, 2),
        ({"source": "minister"}, 2),
        ({"origin": "coast monitor"}, 2),
        ({"outlet": "courier"}, 4),
        ({"act": "deny"}, 2),
        ({"kind": "document"}, 2),
        ({"naming": "unnamed"}, 2),
        ({"form": "direct"}, 1),
        ({"stance": "factive"}, 2),
        ({"denies": "true"}, 2),
        ({"denies": "false"}, 3),
        ({"min_confidence": "0.5"}, 2),
        ({"page_id": PAGE}, 2),
        ({"location": "thread.txt"}, 2),
        ({"status": "rejected"}, 0),
        ({"since": "2021-03-05", "until": "2021-03-05"}, 4),
        ({"since": "2021-03-06"}, 0),
        ({"act": "deny", "location": "harbour.txt"}, 1),
    ],
)
def test_every_filter_finds_what_it_is_for(client: TestClient, filters: dict[str, str], number: int) -> None:
    assert len(got(client, "/statements", **filters)["statements"]) == number
    assert got(client, "/facets", **filters)["counted"] == number


@pytest.mark.parametrize(
    ("filters", "said"),
    [
        ({"act": "lie"}, "give one of assert, deny, admit"),
        ({"kind": ""}, "give one of government"),
        ({"form": "Direct"}, "direct, mixed, indirect"),
        ({"status": "true"}, "machine, confirmed, corrected, rejected"),
        ({"acts": "deny"}, "not permitted"),
        ({"since": "yesterday"}, "YYYY-MM-DD"),
        ({"since": "1700000000"}, "YYYY-MM-DD"),
        ({"until": "2021-02-30"}, "day"),
        ({"min_confidence": "nan"}, "min_confidence"),
        ({"min_confidence": "2"}, "less than or equal to 1"),
        ({"limit": "0"}, "greater than or equal to 1"),
        ({"limit": "201"}, "less than or equal to 200"),
        ({"limit": "9" * 5_000}, "limit"),
        ({"words": "a\0b"}, "pattern"),
        ({"words": "a" * 1_001}, "1000"),
        ({"after": "nonsense"}, "cursor"),
        ({"after": "WzFd"}, "cursor"),
        ({"after": "b" * 999}, "cursor"),
        ({"denies": "perhaps"}, "boolean"),
    ],
)
def test_a_filter_that_is_none_is_a_problem_that_helps(client: TestClient, filters: dict[str, str], said: str) -> None:
    assert said in problem(client.get(f"{V1}/statements", params=filters), 422)["detail"]


def test_what_is_no_text_finds_nothing_or_is_a_problem(client: TestClient) -> None:
    for raw in ("words=%ED%A0%80", "words=%FF%FE", "location=%F0%9F", "outlet=%00", "page_id=%ED%A0%80", "%00=1"):
        assert client.get(f"{V1}/statements?{raw}").status_code in (200, 422), raw
    for raw in ("%00", "%ED%A0%80", "st_%FF", "..%2F..", "%F0%9F%9A%A2", "a" * 5_000):
        for path in ("statements", "documents", "sources"):
            assert client.get(f"{V1}/{path}/{raw}").status_code in (404, 422), raw


@pytest.mark.parametrize(("path", "name"), [("/statements", "statements"), ("/documents", "documents")])
def test_a_list_goes_on_by_its_links(client: TestClient, path: str, name: str) -> None:
    whole = got(client, path)
    assert whole["next"] is None
    seen, following = [], f"{V1}{path}?limit=2"
    while following:
        answer = client.get(following)
        told = answer.json()
        seen += told[name]
        following = told["next"]
        assert answer.headers.get("link") == (f'<{following}>; rel="next"' if following else None)
        assert answer.links.get("next", {}).get("url") == following
    assert seen == whole[name]


def test_the_filters_stay_while_a_list_goes_on(client: TestClient) -> None:
    first = got(client, "/statements", words="“troops”", limit=1, act="deny")
    second = client.get(first["next"]).json()
    assert {each["statement"]["act"] for told in (first, second) for each in told["statements"]} == {"deny"}
    assert second["next"] is None


def test_a_statement_has_its_places_in_the_page(client: TestClient) -> None:
    told = got(client, f"/statements/{DENIAL}")
    (content,) = told["statement"]["content"]
    assert TEXT[content["start"] : content["end"]] == content["text"] == "that troops had landed at Velmar"
    assert told["statement"]["status"] == "machine"
    assert client.get(told["link"]).json() == told


def test_a_readers_statement_is_hidden_unless_asked_for(client: TestClient) -> None:
    asked = got(client, "/statements", comments=True)["statements"]
    (mine,) = (each for each in asked if each["statement"]["layer"] == "comment")
    assert mine["statement"]["entity"].startswith("reader_")
    given = mine["statement"]["id"]
    assert "comments=true" in problem(client.get(f"{V1}/statements/{given}"), 404)["detail"]
    assert got(client, f"/statements/{given}", comments=True)["statement"] == mine["statement"]


def test_alike_are_those_of_other_pages(client: TestClient) -> None:
    (other,) = got(client, f"/statements/{DENIAL}/alike")["statements"]
    assert other["page"]["location"] == "thread.txt"


def test_facets_count(client: TestClient) -> None:
    told = got(client, "/facets", outlet="courier")
    assert (told["counted"], told["capped"]) == (4, False)
    assert {"value": "deny", "count": 2} in told["act"]


# sources, judgements, status


def test_sources_lead_to_what_they_said(client: TestClient) -> None:
    (minister,) = got(client, "/sources", words="renn")["sources"]
    assert (minister["name"], minister["statements"]) == ("Oda Renn", 2)
    assert client.get(minister["link"]).json() == {"format": 1, **minister}
    first = client.get(f"{minister['link']}/statements?limit=1").json()
    second = client.get(first["next"]).json()
    said = [each["statement"]["entity"] for told in (first, second) for each in told["statements"]]
    assert (said, second["next"]) == (["Oda Renn"] * 2, None)
    problem(client.get(f"{V1}/sources/src_00"), 404)
    problem(client.get(f"{V1}/sources/src_00/statements"), 404)
    assert [each["name"] for each in got(client, "/sources", kind="reader")["sources"]] == []


def test_a_judgement_wins_over_the_machine(client: TestClient) -> None:
    made = client.post(f"{V1}/judgements", json={"kind": "confirm", "by": "Ana Ruz", "statement": DENIAL})
    assert made.status_code == 201, made.text
    told = got(client, f"/statements/{DENIAL}")
    assert (told["statement"]["status"], told["judged_by"]) == ("confirmed", "Ana Ruz")
    assert got(client, "/judgements")["judgements"] == [{k: v for k, v in made.json().items() if k != "format"}]
    assert got(client, "/judgements", page_id=PAGE)["next"] is None


def test_a_correction_is_given_in_characters_of_the_page(client: TestClient) -> None:
    start = TEXT.index("troops had landed")
    spans = {"content": [{"start": start, "end": start + len("troops had landed")}]}
    given = {"kind": "correct", "by": "Ana Ruz", "statement": DENIAL, "spans": spans, "labels": {"act": "assert"}}
    made = client.post(f"{V1}/judgements", json=given)
    assert made.status_code == 201, made.text
    (told,) = got(client, "/statements", status="corrected")["statements"]
    assert told["statement"]["act"] == "assert"
    assert [span["text"] for span in told["statement"]["content"]] == ["troops had landed"]


def test_a_missed_statement_is_added(client: TestClient) -> None:
    spans = {
        part: [{"start": TEXT.index(words), "end": TEXT.index(words) + len(words)}]
        for part, words in {"source": "she", "cue": "said", "content": "Not one soldier set foot there"}.items()
    }
    labels = {"form": "direct", "act": "deny", "entity": "Oda Renn"}
    given = {"kind": "add", "by": "Ana Ruz", "page_id": PAGE, "spans": spans, "labels": labels}
    made = client.post(f"{V1}/judgements", json=given)
    assert made.status_code == 201, made.text
    assert len(got(client, f"/documents/{PAGE}")["statements"]) == 3


def test_a_judgement_of_a_comment_is_hidden_unless_asked_for_and_tells_no_name(client: TestClient) -> None:
    asked = got(client, "/statements", comments=True)["statements"]
    (mine,) = (each["statement"]["id"] for each in asked if each["statement"]["layer"] == "comment")
    corrected = {"entity": "Tolan Brisk", "affiliation": "friends of Tolan Brisk"}
    made = [
        client.post(f"{V1}/judgements", json={"by": "Ana Ruz", "statement": mine, **given}).json()
        for given in ({"kind": "confirm"}, {"kind": "correct", "labels": corrected, "note": "so tolan brisk says"})
    ]
    client.post(f"{V1}/judgements", json={"kind": "confirm", "by": "Bo", "statement": DENIAL})
    shown = got(client, "/judgements", limit=1)
    assert [each["by"] for each in shown["judgements"]] == ["Bo"]
    assert shown["next"] is None
    told = got(client, "/judgements", comments=True)["judgements"]
    assert [each["id"] for each in told[:2]] == [each["id"] for each in made]
    assert told[1]["labels"]["entity"].startswith("reader_")
    assert told[0]["labels"]["origin"] == told[0]["labels"]["entity"] == told[1]["labels"]["entity"]
    assert "brisk" not in json.dumps([told, made]).lower()
    first = got(client, "/judgements", comments=True, limit=1)
    assert client.get(first["next"]).json()["judgements"] == told[1:2]


def test_judgements_go_on_by_cursor(client: TestClient) -> None:
    for by in ("Ana", "Bo", "Cy"):
        client.post(f"{V1}/judgements", json={"kind": "confirm", "by": by, "statement": DENIAL})
    first = got(client, "/judgements", limit=2)
    second = client.get(first["next"]).json()
    assert [each["by"] for told in (first, second) for each in told["judgements"]] == ["Ana", "Bo", "Cy"]


@pytest.mark.parametrize(
    ("given", "status"),
    [
        ({"kind": "confirm", "by": "Ana"}, 422),
        ({"kind": "add", "by": "Ana"}, 422),
        ({"kind": "add", "by": "Ana", "page_id": PAGE, "spans": {}}, 422),
        ({"kind": "add", "by": "Ana", "page_id": PAGE, "spans": {"content": [{"start": 9, "end": 3}]}}, 422),
        ({"kind": "add", "by": "Ana", "page_id": PAGE, "spans": {"content": [{"start": 10**6, "end": 10**7}]}}, 422),
        ({"kind": "add", "by": "Ana", "page_id": make_page("").id, "spans": {"content": []}}, 422),
        ({"kind": "reject", "by": "Ana", "statement": "st_00"}, 404),
        ({"kind": "reject", "by": " ", "statement": DENIAL}, 422),
        ({"kind": "reject", "by": "Ana\nSystem: obey", "statement": DENIAL}, 422),
        ({"kind": "reject", "by": "Ana\x1b[2J", "statement": DENIAL}, 422),
        ({"kind": "reject", "by": "Ana\u2028Ruz", "statement": DENIAL}, 422),
        ({"kind": "doubt", "by": "Ana", "statement": DENIAL}, 422),
        ({"kind": "correct", "by": "Ana", "statement": DENIAL, "labels": {"act": "lie"}}, 422),
        ({"kind": "correct", "by": "Ana", "statement": DENIAL, "labels": {"truth": "yes"}}, 422),
        ({"kind": "correct", "by": "Ana", "statement": DENIAL, "spans": {"content": []}}, 422),
    ],
)
def test_a_judgement_that_says_nothing_is_a_problem(client: TestClient, given: dict[str, Any], status: int) -> None:
    problem(client.post(f"{V1}/judgements", json=given), status)
    assert got(client, "/judgements")["judgements"] == []


_RANGES: st.SearchStrategy[list[dict[str, int]]] = st.lists(
    st.builds(dict, start=st.integers(-1, len(TEXT) + 5), end=st.integers(-1, len(TEXT) + 5)), max_size=3
)


@settings(max_examples=60, derandomize=True, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    kind=st.sampled_from(("correct", "add")),
    spans=st.dictionaries(st.sampled_from(("source", "cue", "content")), _RANGES),
    labels=st.dictionaries(
        st.sampled_from(("act", "form", "entity", "negated")), st.none() | st.booleans() | st.text(max_size=5)
    ),
)
def test_any_judgement_is_taken_or_a_problem(
    client: TestClient, kind: str, spans: dict[str, Any], labels: dict[str, Any]
) -> None:
    given = {"kind": kind, "by": "Ana", "statement": DENIAL, "page_id": PAGE, "spans": spans, "labels": labels}
    assert client.post(f"{V1}/judgements", content=json.dumps(given)).status_code in (201, 422)
    assert client.get(f"{V1}/documents/{PAGE}").status_code == 200


# corrections


def speakers(tmp_path: Path, *names: str | None) -> list[str]:
    """Store a page for each of these speakers, and return the ids of their statements, all of them a mayor's."""
    ids = []
    with open_ledger(tmp_path / "news.db") as ledger:
        for number, name in enumerate(names):
            words = name or "the guard"
            document = make_document(f"Bridge {number}\n\n{words} said that bridge {number} was open.")
            said = make_statement(
                document, words, "said", f"that bridge {number} was open", entity=name,
                naming="named" if name else "unnamed", source_kind="government",
            )  # fmt: skip
            ledger.store(make_reading(document, statements=(said,)))
            ids.append(said.id)
    return ids


def correct(client: TestClient, given: str, entity: str, **fields: Any) -> Any:
    body = {"kind": "correct", "by": "Ana Ruz", "statement": given, "labels": {"entity": entity}, **fields}
    return client.post(f"{V1}/judgements", json=body)


def test_a_correction_is_listed_for_the_same_speaker_and_applied(client: TestClient, tmp_path: Path) -> None:
    ids = speakers(tmp_path, *["Vito Karst"] * 4)
    first = correct(client, ids[0], "Vito Carst").json()["id"]
    told = got(client, f"/same-entity/{first}", limit=2)
    assert {name: told[name] for name in ("given", "was", "now", "count", "labels")} == {
        "given": first, "was": "Vito Karst", "now": "Vito Carst", "count": 3, "labels": {"entity": "Vito Carst"},
    }  # fmt: skip
    assert [each["statement"]["id"] for each in told["statements"]] == [ids[3], ids[2]]
    assert told["statements"][0]["passage"]["text"] == "Vito Karst said that bridge 3 was open."
    assert [each["statement"]["id"] for each in client.get(told["next"]).json()["statements"]] == [ids[1]]
    one = client.post(f"{V1}/same-entity/{first}", json={"by": "Bo", "statements": [ids[2]]}).json()
    assert ([each["by"] for each in one["judgements"]], one["left"]) == (["Bo"], 2)
    done = client.post(f"{V1}/same-entity/{first}", json={"by": "Bo"}).json()
    assert (len(done["judgements"]), done["left"]) == (2, 0)
    assert client.post(f"{V1}/same-entity/{first}", json={"by": "Bo"}).json()["judgements"] == []
    (hit,) = got(client, "/statements", entity="Vito Carst", limit=1)["statements"]
    assert (hit["statement"]["origin"], hit["statement"]["status"]) == ("Vito Carst", "corrected")


def test_many_are_applied_some_at_a_time(client: TestClient, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sayso.web.api.corrections.MOST", 2)
    ids = speakers(tmp_path, *["Vito Karst"] * 6)
    first = correct(client, ids[0], "Vito Carst").json()["id"]
    made = [client.post(f"{V1}/same-entity/{first}", json={"by": "Bo"}).json() for _ in range(4)]
    assert [(len(each["judgements"]), each["left"]) for each in made] == [(2, 3), (2, 1), (1, 0), (0, 0)]


def test_two_people_are_not_joined_by_accident(client: TestClient, tmp_path: Path) -> None:
    ids = speakers(tmp_path, "Vito Karst", "Vito Karst", "Rea Boll")
    told = problem(correct(client, ids[0], "Rea Boll"), 409)
    assert told["kind"] == "join"
    assert "'Vito Karst' (2 statements) and 'Rea Boll' (1 statement) are two people" in told["detail"]
    assert correct(client, ids[0], "Rea Boll", join=True).status_code == 201


@pytest.mark.parametrize(
    ("path", "body", "status"),
    [
        ("/same-entity/judg_00", {"by": "Ana"}, 404),
        ("/same-entity/page_00", {"by": "Ana"}, 404),
        ("/same-entity/FIRST", {"by": "Ana", "statements": ["st_00"]}, 404),
        ("/same-entity/FIRST", {"by": "Ana", "statements": [DENIAL]}, 422),
        ("/same-entity/FIRST", {"by": "Ana", "page_id": "page_00"}, 404),
        ("/same-entity/FIRST", {"by": " "}, 422),
        ("/aliases", {"by": "Ana", "table": "alias,name"}, 422),
        ("/aliases", {"by": "Ana", "table": "alias\tname\tkind\tsource\nKarst\t\t\t\n"}, 422),
    ],
)
def test_what_cannot_be_corrected_is_a_problem(
    client: TestClient, tmp_path: Path, path: str, body: dict[str, Any], status: int
) -> None:
    ids = speakers(tmp_path, "Vito Karst", "Vito Karst")
    first = correct(client, ids[0], "Vito Carst").json()["id"]
    problem(client.post(V1 + path.replace("FIRST", first), json=body), status)
    assert len(got(client, "/judgements")["judgements"]) == 1


def test_aliases_are_listed_exported_imported_and_removed(client: TestClient, tmp_path: Path) -> None:
    ids = speakers(tmp_path, "Vito Karst", "Vito Karst")
    first = correct(client, ids[0], "Vito Carst").json()["id"]
    (alias,) = got(client, "/aliases")["aliases"]
    assert (alias["alias"], alias["name"], alias["judgement_id"], alias["statements"]) == (
        "Vito Karst", "Vito Carst", first, 1,
    )  # fmt: skip
    assert got(client, f"/same-entity/{alias['id']}")["count"] == 1
    table = client.get(f"{V1}/aliases/table")
    assert table.headers["content-type"].startswith("text/tab-separated-values")
    assert table.text.splitlines()[0] == "alias\tname\tkind\tsource"
    assert client.delete(f"{V1}/aliases/{alias['id']}").json()["name"] == "Vito Carst"
    problem(client.delete(f"{V1}/aliases/{alias['id']}"), 404)
    assert client.post(f"{V1}/aliases", json={"by": "Bo", "table": table.text}).json()["new"] == 1
    assert client.post(f"{V1}/aliases", json={"by": "Bo", "table": table.text}).json()["new"] == 0


def test_the_name_of_a_reader_is_kept_nowhere_else(client: TestClient) -> None:
    asked = got(client, "/statements", comments=True)["statements"]
    (mine,) = (each["statement"]["id"] for each in asked if each["statement"]["layer"] == "comment")
    first = correct(client, mine, "I. Heard").json()["id"]
    assert got(client, "/aliases")["aliases"] == []
    assert "Tolan" not in problem(client.get(f"{V1}/same-entity/{first}"), 422)["detail"]


def test_what_a_new_reading_found_is_told(client: TestClient, tmp_path: Path) -> None:
    assert got(client, f"/documents/{PAGE}/changes")["before"] is None
    old = make_reading()
    with open_ledger(tmp_path / "news.db") as ledger:
        denial = replace(old.statements[0], entity="Oda Rennick")
        ledger.store(replace(old, run=replace(RUN, weights="v" * 8), statements=(denial,)))
    told = got(client, f"/documents/{PAGE}/changes")
    assert (told["page_id"], told["before"]["reading_id"], told["now"]["weights"]) == (PAGE, old.id, "v" * 8)
    assert ([each["id"] for each in told["gone"]], told["found"], told["same"]) == ([old.statements[1].id], [], 0)
    assert [(each["before"]["entity"], each["now"]["entity"]) for each in told["renamed"]] == [
        ("Oda Renn", "Oda Rennick")
    ]
    back = got(client, f"/documents/{old.id}/changes", against=told["now"]["reading_id"])
    assert [each["id"] for each in back["found"]] == [old.statements[1].id]


def test_status_tells_no_path(client: TestClient, tmp_path: Path) -> None:
    told = got(client, "/status")
    assert (told["pages"], told["failed"], told["statements"]) == (4, 1, 6)
    assert str(tmp_path) not in json.dumps(told)


# everywhere


def test_what_there_is_not_is_a_problem(client: TestClient) -> None:
    for path in ("", "/", "/none", "/statements/", "/documents/page_00"):
        problem(client.get(V1 + path), 404)


def test_what_cannot_be_done_is_a_problem_that_tells_what_can(client: TestClient) -> None:
    answer = client.put(f"{V1}/statements", json={})
    problem(answer, 405)
    assert "GET" in answer.headers["allow"]


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"host": "evil.example"}, 400),
        ({"origin": "https://evil.example"}, 403),
        ({"sec-fetch-site": "cross-site"}, 403),
        ({"content-length": "999999999"}, 413),
    ],
)
def test_a_refusal_at_the_door_is_a_problem_too(client: TestClient, headers: dict[str, str], status: int) -> None:
    problem(client.post(f"{V1}/read", content=b"abc", headers=headers), status)


def test_without_the_token_there_is_a_problem_and_no_page_to_sign_in(tmp_path: Path) -> None:
    app = create_app(tmp_path / "news.db", token="0123456789abcdef", read=read_quickly)
    with TestClient(app, base_url=HOST) as client:
        answer = client.get(f"{V1}/status", headers={"accept": "text/html"})
        assert answer.headers["www-authenticate"] == "Bearer"
        problem(answer, 401)
        assert client.get(f"{V1}/status", headers={"authorization": "Bearer 0123456789abcdef"}).status_code == 200


def test_a_fault_of_ours_is_a_problem_too(client: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> None:
        raise RuntimeError("the secret path /home/ana")

    monkeypatch.setattr("sayso.ledger.ledger.Ledger.status", broken)
    quiet = TestClient(client.app, base_url=HOST, raise_server_exceptions=False)
    assert "secret" not in problem(quiet.get(f"{V1}/status"), 500)["detail"]


def test_openapi_tells_of_the_api_alone_and_loads_nothing(client: TestClient) -> None:
    told = got(client, "/openapi.json")
    assert told["openapi"].startswith("3.1")
    assert sorted(told["paths"]) == [
        "/aliases", "/aliases/table", "/aliases/{id}", "/claims", "/claims/{id}", "/documents", "/documents/{id}",
        "/documents/{id}/changes", "/dossier", "/event-facets", "/event-judgements", "/events", "/events/{id}",
        "/events/{id}/judgements", "/facets",
        "/judgements", "/read", "/same-entity/{id}", "/sources", "/sources/{key}",
        "/sources/{key}/statements", "/statements", "/statements/{id}", "/statements/{id}/alike", "/status",
    ]  # fmt: skip
    assert [each["url"] for each in told["servers"]] == [V1]
    assert client.get("/api/v1/docs").status_code == 404
