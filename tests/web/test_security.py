"""Whom the server answers, and what its answers allow."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from sayso.errors import SettingsError
from sayso.web import create_app
from sayso.web.security import COOKIE, cookie_of, host_names
from tests.web.conftest import OURS, Kept

TOKEN = "a-token-of-some-length"
ADDRESSES = ("/", "/search", "/sources", "/reading", "/sign-in", "/static/sayso.css", "/nowhere")


@pytest.fixture(scope="module")
def guarded(kept: Kept) -> TestClient:
    app = create_app(kept.path, token=TOKEN, hosts=host_names("0.0.0.0"))
    return TestClient(app, base_url="http://news.example", follow_redirects=False)


@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1.evil.example", "localhost.", "", "[::2]", "127.0.0.2:80"])
def test_a_foreign_name_is_refused(client: TestClient, host: str) -> None:
    assert client.get("/", headers={"host": host}).status_code == 400


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost:8000", "LOCALHOST", "[::1]:8317"])
def test_this_machine_is_answered(client: TestClient, host: str) -> None:
    assert client.get("/", headers={"host": host}).status_code == 200


@pytest.mark.parametrize("address", ADDRESSES)
def test_every_answer_forbids_foreign_scripts(client: TestClient, address: str) -> None:
    headers = client.get(address).headers
    assert "default-src 'none'; script-src 'self'" in headers["content-security-policy"]
    assert "unsafe" not in headers["content-security-policy"]
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["cross-origin-resource-policy"] == headers["cross-origin-opener-policy"] == "same-origin"
    assert headers["referrer-policy"] == "same-origin"


def test_refusals_carry_the_same_headers(client: TestClient) -> None:
    assert "content-security-policy" in client.get("/", headers={"host": "evil.example"}).headers


def test_a_fault_of_ours_carries_them_too(kept: Kept, client: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    app = create_app(kept.path)
    monkeypatch.setattr(app.state.site.ledger, "documents", lambda **_: 1 / 0)
    answer = TestClient(app, base_url=OURS, raise_server_exceptions=False).get("/")
    assert answer.status_code == 500
    assert "fault of sayso" in answer.text
    sealed = client.get("/sources").headers
    for name in ("content-security-policy", "x-content-type-options", "x-frame-options", "cache-control"):
        assert answer.headers[name] == sealed[name]


@pytest.mark.parametrize(
    "headers",
    [
        {"sec-fetch-site": "cross-site"},
        {"sec-fetch-site": "same-site"},  # another port of localhost is the same site
        {"origin": "http://evil.example"},
        {"origin": "null"},
        {"origin": "http://127.0.0.1:81"},
        {"origin": "http://["},
    ],
)
def test_another_site_changes_nothing(client: TestClient, headers: dict[str, str]) -> None:
    assert client.post("/add", data={"text": "x"}, headers=headers).status_code == 403


@pytest.mark.parametrize("headers", [{}, {"sec-fetch-site": "same-origin"}, {"origin": OURS}])
def test_our_own_forms_are_taken(client: TestClient, headers: dict[str, str]) -> None:
    assert client.post("/add", data={"text": " "}, headers=headers).status_code == 200


def test_open_to_a_network_only_with_a_token(kept: Kept) -> None:
    for bound in ("0.0.0.0", "::", "192.168.1.9", "news.example"):
        with pytest.raises(SettingsError, match="token"):
            create_app(kept.path, hosts=host_names(bound))
    with pytest.raises(SettingsError, match="16 characters"):
        create_app(kept.path, token="short")


def test_a_host_name_added_needs_a_token(kept: Kept) -> None:
    with pytest.raises(SettingsError, match=r"news\.example"):
        create_app(kept.path, hosts=host_names("127.0.0.1", ["News.Example"]))


def test_without_the_token_nothing_is_told(guarded: TestClient, kept: Kept) -> None:
    for address in (f"/pages/{kept.page}", "/", "/api/v1/openapi.json"):
        assert guarded.get(address).status_code == 401
        assert guarded.get(address, headers={"authorization": "Bearer wrong"}).status_code == 401
        assert guarded.get(address, headers={"cookie": f"{COOKIE}={TOKEN}"}).status_code == 401
    assert guarded.get("/static/sayso.css").status_code == 200


def test_a_program_gives_the_token(guarded: TestClient) -> None:
    assert guarded.get("/", headers={"authorization": f"Bearer {TOKEN}"}).status_code == 200


def test_a_browser_signs_in_once(guarded: TestClient) -> None:
    asked = guarded.get("/search?q=a&act=deny", headers={"accept": "text/html"})
    assert (asked.status_code, asked.headers["location"]) == (303, "/sign-in?next=%2Fsearch%3Fq%3Da%26act%3Ddeny")
    assert guarded.post("/sign-in", data={"token": "wrong"}).status_code == 401
    answer = guarded.post("/sign-in", data={"token": TOKEN, "next": "/search?q=a"})
    assert (answer.status_code, answer.headers["location"]) == (303, "/search?q=a")
    cookie = answer.headers["set-cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=strict" in cookie
    assert TOKEN not in cookie
    assert guarded.get("/", headers={"cookie": f"{COOKIE}={cookie_of(TOKEN)}"}).status_code == 200


@pytest.mark.parametrize("other", ['other={"a":1}', "a b=c", "=", "x=[1,2]", "név=é"])
def test_a_cookie_of_somebody_else_does_not_hide_ours(guarded: TestClient, other: str) -> None:
    cookies = f"{other}; {COOKIE}={cookie_of(TOKEN)}".encode()
    assert guarded.get("/", headers={b"cookie": cookies}).status_code == 200


@pytest.mark.parametrize("next_", ["//evil.example", "/\\evil.example", "https://evil.example", "/\t/evil.example", ""])
def test_signing_in_leads_nowhere_else(guarded: TestClient, next_: str) -> None:
    answer = guarded.post("/sign-in", data={"token": TOKEN, "next": next_})
    assert answer.headers["location"] == "/"


def test_what_is_sent_is_bounded(tmp_path: Path) -> None:
    app = create_app(tmp_path / "sayso.db", max_bytes=1000)
    client = TestClient(app, base_url=OURS)
    large = b"x" * 200_000

    def streamed() -> Iterator[bytes]:
        yield b'--b\r\ncontent-disposition: form-data; name="file"; filename="a.txt"\r\n\r\n'
        for _ in range(200):
            yield b"x" * 1000

    assert client.post("/add", files={"file": ("a.txt", large)}).status_code == 413
    kind = {"content-type": "multipart/form-data; boundary=b"}
    assert client.post("/add", content=streamed(), headers=kind).status_code == 413  # no length declared


def test_who_signs_in_sends_a_token_and_no_page(guarded: TestClient) -> None:
    assert guarded.post("/sign-in", data={"token": "x" * 70_000}).status_code == 413
    kind = {"content-type": "application/x-www-form-urlencoded"}
    assert guarded.post("/sign-in", content=iter([b"token="] + [b"x" * 1000] * 70), headers=kind).status_code == 413
