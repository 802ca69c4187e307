"""An e-mail is read as an article: subject, sender, date and text; attachments are named and left alone."""

from __future__ import annotations

from email.message import EmailMessage

import pytest

from sayso.errors import BrokenPage, EmptyPage, HugePage
from sayso.pages import read_document
from sayso.records import Document, Page

BODY = (
    "HALMORA - The harbour authority closed the north pier on Tuesday after a crane\n"
    "fell into the water. Nobody was hurt, it said.\n\n"
    "The mayor said:\n\n"
    "\u201cWe will open it again before the feast of the boats.\u201d\n"
)


def make_mail(body: str | None = BODY, *, html: str | None = None, attached: int = 0, **headers: str) -> bytes:
    mail = EmailMessage()
    given = {
        "Subject": "North pier closed",
        "From": "Ann Roe <ann@pier.example>",
        "Date": "Tue, 4 Mar 2031 10:05:00 +0100",
    }
    for name, value in (given | headers).items():
        mail[name.replace("_", "-")] = value
    if body is not None:
        mail.set_content(body)
    if html is not None and body is not None:
        mail.add_alternative(html, subtype="html")
    elif html is not None:
        mail.set_content(html, subtype="html")
    for number in range(attached):
        mail.add_attachment(b"%PDF-1.4 not read", maintype="application", subtype="pdf", filename=f"plan{number}.pdf")
    return mail.as_bytes()


def read(data: bytes, **options: bool) -> Document:
    return read_document(Page(data=data, media_type="message/rfc822", location="a.eml"), **options)


def texts(document: Document, role: str) -> list[str]:
    return [document.text[b.start : b.end] for b in document.blocks if b.role == role]


def test_subject_sender_and_date_head_the_article() -> None:
    document = read(make_mail())
    assert (document.title, document.byline, document.outlet) == ("North pier closed", "Ann Roe", None)
    assert document.published == "2031-03-04T10:05:00+01:00"
    assert texts(document, "headline") == ["North pier closed"]
    assert [block.role for block in document.blocks] == [
        "headline", "byline", "dateline", "paragraph", "paragraph", "blockquote",
    ]  # fmt: skip
    assert [block.place for block in document.blocks] == ["header"] * 3 + [None] * 3


@pytest.mark.parametrize(
    ("sender", "byline", "outlet"),
    [
        ("Halmora Press Office <press@halmora.example>", None, "Halmora Press Office"),
        ("=?utf-8?b?Wm/DqyBSb2U=?= <z@pier.example>", "Zoë Roe", None),
        ("z@pier.example", "z@pier.example", None),
        ("<z@pier.example>", "z@pier.example", None),
        ("z@pier.example (Zoe Roe)", "Zoe Roe", None),
        ('"Roe, Zoe" <z@pier.example>, Bo <b@pier.example>', "Roe, Zoe", None),
        ("(<" * 2000, ("(<" * 2000), None),
    ],
)
def test_a_sender_is_a_person_or_a_body(sender: str, byline: str | None, outlet: str | None) -> None:
    data = make_mail().replace(b"Ann Roe <ann@pier.example>", sender.encode())
    document = read(data)
    assert (document.byline, document.outlet) == (byline, outlet)


def test_the_organization_is_the_outlet() -> None:
    assert read(make_mail(Organization="Ondra Courier")).outlet == "Ondra Courier"


def test_html_is_read_where_there_is_no_plain_text_only() -> None:
    html = "<html><body><h1>Other words</h1><p>The pier is shut, the harbour master said.</p></body></html>"
    assert "Other words" not in read(make_mail(html=html)).text
    document = read(make_mail(None, html=html))
    assert "The pier is shut, the harbour master said." in texts(document, "paragraph")
    assert "<p>" not in document.text


def test_attachments_are_named_and_left_alone() -> None:
    document = read(make_mail(attached=7))
    assert document.notes == (
        "left alone: 7 attached: " + ", ".join(f"plan{n}.pdf (application/pdf)" for n in range(5)) + ", 2 more",
    )
    assert "PDF" not in document.text


def test_what_stands_below_the_signature_mark_is_furniture() -> None:
    document = read(make_mail(BODY + "\n-- \nAnn Roe\nPier 4, Halmora\n"))
    assert texts(document, "furniture") == ["Ann Roe\nPier 4, Halmora"] or texts(document, "furniture") == [
        "Ann Roe",
        "Pier 4, Halmora",
    ]


def test_quoted_lines_are_a_block_quote_and_nobodys_comment() -> None:
    document = read(
        make_mail("I wrote to you about it.\n\n> The pier is safe,\n> we are told.\n\nAnn, 3 May 2030:\nNo.\n")
    )
    assert texts(document, "blockquote") == ["The pier is safe,\nwe are told."]
    assert document.comments == ()


def test_a_mail_without_text_is_empty() -> None:
    with pytest.raises(EmptyPage, match=r"^a\.eml: .*plan0\.pdf"):
        read(make_mail(None, attached=1))


def test_a_note_is_one_line_whatever_a_header_holds() -> None:
    data = make_mail(attached=1).replace(b"application/pdf", b"application/pdf\n x=")
    (note,) = read(data).notes
    assert "\n" not in note


@pytest.mark.parametrize(
    "data",
    [
        b"Just a line of words without any header.\n",
        b"\x00\x01\x02",
        b"Subject: x\nContent-Type: multipart/mixed; boundary=b\n\n" + b"--b\nContent-Type: text/plain\n\n \n" * 1500,
    ],
)
def test_what_is_no_mail_is_refused_in_a_line(data: bytes) -> None:
    with pytest.raises((BrokenPage, EmptyPage), match=r"^a\.eml: [^\n]+$"):
        read(data)


def test_parts_nested_without_end_are_bounded() -> None:
    depth = 1000
    opening = b"".join(b"Content-Type: multipart/mixed; boundary=b%d\n\n--b%d\n" % (n, n) for n in range(depth))
    with pytest.raises((BrokenPage, EmptyPage), match=r"^a\.eml: "):
        read(b"Subject: x\n" + opening + b"\ntext")


def test_borders_within_borders_over_many_lines_are_refused() -> None:
    opening = b"".join(b"Content-Type: multipart/mixed; boundary=b%d\n\n--b%d\n" % (n, n) for n in range(50))
    with pytest.raises(HugePage, match=r"^a\.eml: "):
        read(b"Subject: x\n" + opening + b"\na" * 500_000)


def test_a_limit_on_size_holds() -> None:
    page = Page(data=make_mail("word " * 1000), media_type="message/rfc822", location="a.eml")
    with pytest.raises(HugePage, match=r"^a\.eml: "):
        read_document(page, max_bytes=1000)


def test_an_odd_header_never_stops_the_reading() -> None:
    data = (
        make_mail()
        .replace(b"Tue, 04 Mar 2031 10:05:00 +0100", b"Tue, 99 Zzz 2031")
        .replace(b"North pier closed", b"=?no-such-set?q?Pier_shut?= =?utf-8?b?!?=")
    )
    document = read(data)
    assert document.published is None
    assert document.title


def plain_mail(text: str, *, kind: str = "text/plain; charset=utf-8", subject: str = "Sluice gate stuck") -> bytes:
    head = f"From: Per Aas <per@sluice.example>\nTo: all@sluice.example\nSubject: {subject}\n"
    date = "Date: Sun, 3 Nov 2019 09:00:00 +0100\nMIME-Version: 1.0\n"
    return f"{head}{date}Content-Type: {kind}\nContent-Transfer-Encoding: 8bit\n\n{text}".encode()


STORY = (
    "The sluice gate at Skarvik has been stuck since noon, and forty boats wait outside of it, the warden said.\n\n"
    "“We hope to open it by the evening,” she told the boatmen, who had come to her office in the rain.\n"
)


@pytest.mark.parametrize(
    ("flowed", "delsp", "wanted"),
    [
        ("The gate \nis stuck.\n", "no", ["The gate is stuck."]),
        ("The ga \nte is stuck.\n", "yes", ["The gate is stuck."]),
        ("The gate  \nis stuck since  \nnoon.\n", "yes", ["The gate is stuck since noon."]),
        ("“It is \nstuck,” she \nsaid.\n\nNobody \ncame.\n", "no", ["“It is stuck,” she said.", "Nobody came."]),
        (" From noon on it \nwas stuck.\n", "no", ["From noon on it was stuck."]),
        ("> The gate \n> is stuck.\nIs it?\n", "no", ["The gate is stuck.", "Is it?"]),
        (">> One \n> Two and some words.\n", "no", ["One", "Two and some words."]),
    ],
)
def test_soft_breaks_of_flowed_text_end_nothing(flowed: str, delsp: str, wanted: list[str]) -> None:
    kind = f"text/plain; charset=utf-8; format=flowed; delsp={delsp}"
    document = read(plain_mail(flowed, kind=kind))
    assert [document.text[b.start : b.end] for b in document.blocks if b.place != "header"] == wanted


def test_a_line_that_a_mailbox_escaped_is_no_quotation() -> None:
    document = read(
        plain_mail("The gate is stuck, said the warden.\n\n>From noon on nobody could pass it.\n\nNone did.\n")
    )
    assert texts(document, "blockquote") == []
    assert "From noon on nobody could pass it." in texts(document, "paragraph")
    quoted = read(plain_mail("She wrote:\n\n> It is so.\n>From here on.\n"))
    assert texts(quoted, "blockquote") == ["It is so.\nFrom here on."]


@pytest.mark.parametrize(
    "stub",
    [
        "This message is in HTML. Please use a mail program that shows it.",
        "Your e-mail client cannot display this message.",
        "View this email in your browser: https://sluice.example/v/1",
        ".",
        "Sluice Weekly",
    ],
)
def test_a_plain_part_that_only_says_there_is_html_gives_way(stub: str) -> None:
    html = "".join(f"<p>{part}</p>" for part in STORY.split("\n\n"))
    document = read(make_mail(stub, html=f"<html><body>{html}</body></html>"))
    assert [part.strip() for part in STORY.split("\n\n")] == texts(document, "paragraph")
    assert stub not in texts(document, "paragraph")


FORWARDED = [
    "---------- Forwarded message ---------\nFrom: Ida Rask <ida@quay.example>\nDate: Sat, Nov 2, 2019 at 7:15 AM\n"
    "Subject: Gate stuck\nTo: <per@sluice.example>\n\n\n" + STORY,
    "Begin forwarded message:\n\n> From: Ida Rask <ida@quay.example>\n> Subject: Gate stuck\n> Date: 2 November 2019 "
    "at 07:15:02 CET\n> To: Per Aas <per@sluice.example>\n> \n" + "".join(f"> {line}\n" for line in STORY.split("\n")),
    "For you.\n\n-----Original Message-----\nFrom: Ida Rask [mailto:ida@quay.example]\n"
    "Sent: Saturday, November 2, 2019 7:15 AM\nTo: Per Aas\nSubject: Gate stuck\n\n" + STORY,
    "-------- Forwarded Message --------\nSubject: \tGate stuck\nDate: \tSat, 2 Nov 2019 07:15:02 +0100\n"
    "From: \tIda Rask <ida@quay.example>\nTo: \tPer Aas <per@sluice.example>\n\n" + STORY,
    "-------- Weitergeleitete Nachricht --------\nBetreff: Gate stuck\nDatum: Sat, 2 Nov 2019 07:15:02 +0100\n"
    "Von: Ida Rask <ida@quay.example>\nAn: Per Aas <per@sluice.example>\n\n" + STORY,
    "Per\n\nFrom: Ida Rask <ida@quay.example>\nSent: 2 November 2019 07:15\nTo: Per Aas <per@sluice.example>\n"
    "Subject: Gate stuck\n\n" + STORY,
]  # fmt: skip


@pytest.mark.parametrize("text", FORWARDED, ids=range(len(FORWARDED)))
def test_what_is_passed_on_is_read_and_who_passes_it_on_is_no_outlet(text: str) -> None:
    document = read(plain_mail(text, subject="Fwd: Gate stuck"))
    assert (document.title, document.byline, document.outlet) == ("Gate stuck", "Ida Rask", None)
    assert (document.published or "").startswith("2019-11-02")
    assert texts(document, "paragraph") == [part.strip() for part in STORY.split("\n\n")]
    assert document.notes == ("passed on by Per Aas <per@sluice.example>",)
    assert "Forwarded" not in "".join(texts(document, "paragraph"))


def test_an_answer_over_an_original_message_is_a_message_of_its_own() -> None:
    answer = "No, the gate was open when I left the sluice at noon, and I have told the warden so in writing twice."
    text = f"{answer}\n\n-----Original Message-----\nFrom: Ida Rask\nSent: Saturday\nSubject: Gate stuck\n\n{STORY}"
    document = read(plain_mail(text, subject="Re: Gate stuck"))
    assert (document.byline, document.title) == ("Per Aas", "Re: Gate stuck")
    assert answer in texts(document, "paragraph")


def test_a_message_passed_on_as_an_attachment_is_read() -> None:
    inner = EmailMessage()
    inner["From"], inner["Subject"] = "Quay Weekly <news@quay.example>", "Gate stuck"
    inner["Date"] = "Sat, 02 Nov 2019 07:15:02 +0100"
    inner.set_content(STORY)
    outer = EmailMessage()
    outer["From"], outer["Subject"] = "Per Aas <per@sluice.example>", "Fwd: Gate stuck"
    outer["Date"] = "Sun, 03 Nov 2019 09:00:00 +0100"
    outer.set_content("See below.\n")
    outer.add_attachment(inner)
    document = read(outer.as_bytes())
    assert (document.title, document.outlet, document.byline) == ("Gate stuck", "Quay Weekly", None)
    assert document.published == "2019-11-02T07:15:02+01:00"
    assert document.notes == ("passed on by Per Aas <per@sluice.example>",)


def test_quoted_lines_keep_how_deep_they_are_quoted() -> None:
    text = "Yes.\n\n> I think so.\n>\n>> Is it open?\n> > And the lock?\n>\n> It is.\n"
    document = read(plain_mail(text))
    assert [(b.depth, document.text[b.start : b.end]) for b in document.blocks if b.role == "blockquote"] == [
        (1, "I think so."), (2, "Is it open?\nAnd the lock?"), (1, "It is."),
    ]  # fmt: skip
