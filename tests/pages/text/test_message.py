"""Mails that were pasted as text: the story is read, its headers are no text, who passes it on wrote nothing."""

from __future__ import annotations

import json
import time
from pathlib import Path

import pytest

from sayso.pages import read_document
from sayso.records import ARTICLE_ROLES, Document, Page
from tests.pages.papers.test_mail import make_mail

CASES = Path(__file__).parents[2] / "cases"
STORY = (
    "The slip at Torhamn was shut on Friday, its keeper told us, and he named no day for it to open again.",
    "Three trawlers lay off the mole until the evening; two of them went on to Brunes with their catch.",
)
OUTLET, DAY = "Torhamn Courier", "2031-03-04"
#: Announcement and headers (sender, date, receiver, subject) as programs write them, by program or language.
CLIENTS: dict[str, dict[str, str]] = json.loads((CASES / "mail_clients.json").read_text("utf-8"))
WORDS = ("Ulf", "Original", "Forwarded", "forwarded", "Von", "Gesendet", "Betreff", "Envoyé", "Objet", "Asunto", "Тема")


def paste(text: str) -> Document:
    return read_document(Page(data=text.encode(), location="pasted.txt"))


def article(document: Document) -> list[str]:
    return [document.text[b.start : b.end] for b in document.blocks if b.role in ARTICLE_ROLES]


@pytest.mark.parametrize(
    "sender", [OUTLET, f"{OUTLET} <desk@courier.example>", f'"{OUTLET}" [mailto:desk@courier.example]']
)
@pytest.mark.parametrize("client", CLIENTS)
def test_the_story_is_read_and_its_headers_are_not(client: str, sender: str) -> None:
    announced, heads = CLIENTS[client].values()
    above = f"{announced}\n" if announced else ""
    told = heads.format(s=sender, t="Slip shut")
    document = paste(f"For you, as agreed.\n\n{above}{told}\n\n{STORY[0]}\n\n{STORY[1]}\n")
    assert (document.title, document.outlet, document.byline) == ("Slip shut", OUTLET, None)
    assert (document.published or "")[:10] == DAY
    assert article(document)[-2:] == list(STORY)
    shown = "\n".join(document.text[b.start : b.end] for b in document.blocks if b.role in {"paragraph", "headline"})
    assert shown == "\n".join(("Slip shut", *STORY))
    assert not any(word in "\n".join(article(document)) for word in WORDS)
    assert document.comments == ()


INNER = "From: Asta Lind\nSent: Tuesday, March 4, 2031 10:05 AM\nTo: Ulf\nSubject: Slip shut"


def test_who_passes_it_on_is_told_in_a_note_alone() -> None:
    press = "Harbour Press Office <press@slip.example>"
    outer = f"Von: {press}\nGesendet: Mittwoch, 5. März 2031 08:00\nAn: Ulf\nBetreff: WG: Slip shut"
    document = paste(f"{outer}\n\nzur Kenntnis\n\n{INNER}\n\n{STORY[0]}\n")
    assert (document.byline, document.outlet, document.title) == ("Asta Lind", None, "Slip shut")
    assert document.notes == (f"passed on by {press}",)
    assert "Press Office" not in "\n".join(article(document))


def test_a_mail_that_answers_is_its_writers_own() -> None:
    answer = (
        "What your paper wrote of the slip is wrong from the first line to the last, and I shall tell you why. " * 4
    )
    document = paste(f"{answer}\n\n-----Original Message-----\n{INNER}\n\n{STORY[0]}\n")
    assert document.byline is None
    assert document.title != "Slip shut"
    assert not any(word in "\n".join(article(document)) for word in ("From:", "Sent:", "Subject:", "Original"))


def test_a_level_of_quotation_over_all_of_it_is_of_the_passing_on() -> None:
    heads = CLIENTS["Apple Mail"]["headers"].format(s="Asta Lind", t="Slip shut")
    quoted = "\n".join(f"> {line}" for line in f"{heads}\n\n{STORY[0]}\n\n{STORY[1]}".split("\n"))
    document = paste(f"Begin forwarded message:\n\n{quoted}\n")
    assert article(document)[-2:] == list(STORY)
    assert document.byline == "Asta Lind"


@pytest.mark.parametrize(
    "parts",
    [
        ("From: where the mole ends, you see nothing.", "The keeper said so."),
        ("To: or not to; that is what the keeper asked.", "Date: never, he said."),
    ],
)
def test_labels_by_chance_are_no_mail(parts: tuple[str, str]) -> None:
    document = paste("\n\n".join(("Slip shut", *parts)))
    assert (document.title, document.byline) == ("Slip shut", None)
    assert article(document) == ["Slip shut", *parts]


@pytest.mark.parametrize("client", ["de", "ru", "es", "pl"])
def test_an_email_file_passes_on_in_other_languages_too(client: str) -> None:
    announced, heads = CLIENTS[client].values()
    told = heads.format(s=OUTLET, t="Slip shut")
    data = make_mail(f"{announced}\n{told}\n\n{STORY[0]}\n", Subject="Fwd: Slip shut")
    document = read_document(Page(data=data, media_type="message/rfc822", location="a.eml"))
    assert (document.outlet, document.byline, (document.published or "")[:10]) == (OUTLET, None, DAY)
    assert article(document)[-1] == STORY[0]


def test_a_long_page_of_headers_takes_no_longer_than_its_length() -> None:
    one = "From: Asta Lind\nSent: today\nTo: Ulf,\nSubject:\n\nFrom:\nTo: x;\n"
    started = time.process_time()
    paste(one * (250_000 // len(one)))
    assert time.process_time() - started < 20
