"""Downloads shaped as the databases write them; places, people and outlets are invented."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from xml.sax.saxutils import escape


@dataclass(frozen=True, slots=True, kw_only=True)
class News:
    """An article, and what a database says of it."""

    title: str
    outlet: str
    day: str  # as an English download writes it
    iso: str
    author: str
    body: tuple[str, ...]


NEWS = (
    News(
        title="Lock keeper denies the sluice was open",
        outlet="The Orsk Canal Herald",
        day="April 9, 2019 Tuesday",
        iso="2019-04-09",
        author="Petra Holm",
        body=(
            'The keeper of the Orsk lock denied on Tuesday that the sluice was open. "I turned the wheel myself," Jan '
            "Torvik said at the town hall.",
            "MODERATOR: You said earlier that you were asleep. The keeper laughed, and the room with him; nobody took "
            "minutes of what was said then.",
            "The canal board said that it would publish its log before the end of the month.",
        ),
    ),
    News(
        title="Board finds a page missing from the log, and says who had it last",
        outlet="Lower Orsk Gazette (Brenn)",
        day="April 10, 2019 Wednesday",
        iso="2019-04-10",
        author="Emil Strand",
        body=(
            "A page is missing from the log of the Orsk canal, the board's chairwoman, Alma Reyes, told the Gazette.",
            '"Somebody tore it out with care," she said. “It was there in March.”',
        ),
    ),
    News(
        title="What the river took",
        outlet="The Orsk Canal Herald",
        day="April 12, 2019 Friday",
        iso="2019-04-12",
        author="Petra Holm",
        body=(
            "Seven boats were lost, the harbour office reported, and three sheds.",
            "Its head, Ruth Amsel, declined to say what they had held.",
        ),
    ),
)
USER, SEARCH = "DORA VANTAGE", "orsk AND sluice"


def nexis_text(news: Sequence[News] = NEWS, *, total: int | None = None) -> str:
    """Return a LexisNexis text: a byte-order mark comes from whoever encodes it."""
    head = f"\n\nDownload Request: Select Items: 1-{len(news)}\nTime Of Request: Friday, May 3, 2019  10:11:12\n\n"
    head += f"Send To:\n{USER}\nBRENN UNIVERSITY LIBRARY\n\nTerms: ({SEARCH})\n\n\n"
    articles = []
    for number, one in enumerate(news, 1):
        body = "\n\n".join(_wrap(paragraph) for paragraph in one.body)
        articles.append(
            f"{f'{number} of {total or len(news)} DOCUMENTS':^78}\n\n\n\n{one.outlet:^78}\n\n{one.day:^78}\n"
            f"{'Final Edition':^78}\n\n{_wrap(one.title)}\n\nBYLINE: By {one.author}\n\nSECTION: NEWS; Pg. {number}\n\n"
            f"LENGTH: {100 + number} words\n\n{body}\n\nGRAPHIC: The lock at Orsk, as painted\n\n"
            f"LOAD-DATE: {one.day}\n\nLANGUAGE: ENGLISH\n\nPUBLICATION-TYPE: Newspaper\n\n\n"
            f"{'Copyright 2019 Orsk Papers':^78}\n{'All Rights Reserved':^78}\n"
        )
    return head + "\n\n".join(articles)


def nexis_uni_paragraphs(news: Sequence[News] = NEWS, *, announced: int | None = None) -> list[str]:
    """Return the paragraphs of a Nexis Uni download, its cover first."""
    cover = [f"User Name: {USER}", "Date and Time: Friday, May 3, 2019 10:11:00 AM CEST", "Job Number: 70000001"]
    cover.append(f"Documents ({announced or len(news)})")
    for number, one in enumerate(news, 1):
        cover += [f"{number}. {one.title}", "Client/Matter: -None-", f"Search Terms: {SEARCH}"]
        cover += [
            "Search Type: Natural Language",
            "Narrowed by:",
            "Content Type",
            "Narrowed by",
            "News",
            "Sources: all",
        ]
    paragraphs = cover
    for one in news:
        paragraphs += [
            one.title,
            f"{one.outlet}.",
            one.day,
            "\nCopyright 2019 Orsk Papers All Rights Reserved",
            "Section:\xa0NEWS; Pg. 2",
            "Length:\xa0120 words",
            f"Byline:\xa0By {one.author}",
            "Body",
            *one.body,
            "Classification",
            "Language:\xa0ENGLISH",
            "\nSubject:\xa0CANALS (90%); SLUICES (88%)",
            f"\nLoad-Date:\xa0{one.day}",
            "\nEnd of Document",
        ]
    return paragraphs


def as_docx(paragraphs: Sequence[str]) -> bytes:
    """Return a Word document of paragraphs; a line break in one is a break in it."""
    name = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    runs = (
        "<w:p><w:r>"
        + "<w:br/>".join(f'<w:t xml:space="preserve">{escape(line)}</w:t>' for line in one.split("\n"))
        + "</w:r></w:p>"
        for one in paragraphs
    )
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(
            "word/document.xml", f'<w:document xmlns:w="{name}"><w:body>{"".join(runs)}</w:body></w:document>'
        )
    return packed.getvalue()


def as_rtf(paragraphs: Sequence[str]) -> bytes:
    """Return a rich text file of paragraphs, as Nexis Uni and Factiva write them."""
    head = (
        r"{\rtf1\ansi\ansicpg1252\deff0{\fonttbl{\f0\froman\fcharset0 Times;}}{\info{\author Somebody}}"
        r"{\header \pard Page of the header\par}"
    )
    return (head + "\n".join(rf"{{\pard {_rtf(one)}\par}}" for one in paragraphs) + "}").encode("ascii")


def _rtf(text: str) -> str:
    marks = {"\n": r"\line ", "\t": r"\tab ", "\\": r"\\", "{": r"\{", "}": r"\}", "\xa0": r"\~"}
    return "".join(marks.get(c) or (c if c.isascii() else rf"\u{ord(c)}?") for c in text)


def factiva_coded(news: Sequence[News] = NEWS) -> list[str]:
    """Return the paragraphs of a Factiva RTF whose fields have codes; cells of a row have a tab between them."""
    paragraphs: list[str] = []
    for number, one in enumerate(news, 1):
        lead, *rest = one.body
        paragraphs += ["SE\tNews", f"HD\t{one.title}", f"BY\tBy {one.author}", f"WC\t{100 + number} words"]
        paragraphs += [f"PD\t{_day_first(one)}", f"SN\t{one.outlet}", "SC\tORSKCH", "LA\tEnglish"]
        paragraphs += ["CY\tCopyright 2019 Orsk Papers", f"LP\t{lead}", *(f"TD\t{rest[0]}", *rest[1:])]
        paragraphs += ["NS\tgcat : Political/General News", "PUB\tOrsk Papers", f"AN\tDocument {_factiva_id(number)}"]
    return paragraphs


def factiva_bare(news: Sequence[News] = NEWS) -> list[str]:
    """Return the paragraphs of a Factiva RTF without codes, and how it was searched behind them."""
    paragraphs: list[str] = []
    for number, one in enumerate(news, 1):
        paragraphs += ["News", one.title, f"By {one.author}", f"{100 + number} words", _day_first(one), "10:15"]
        paragraphs += [one.outlet, "ORSKCH", "2", "English", "Copyright 2019 Orsk Papers", *one.body]
        paragraphs.append(f"Document {_factiva_id(number)}")
    return [*paragraphs, "Search Summary", f"Text\t{SEARCH}", "Results Found\t3"]


def factiva_html(news: Sequence[News] = NEWS, *, coded: bool = False) -> str:
    """Return a Factiva download as a browser saves it, in either layout."""
    parts = []
    for number, one in enumerate(news, 1):
        paragraphs = [f'<p class="articleParagraph enarticleParagraph">{escape(text)}</p>\n' for text in one.body]
        title = f'<span class="enHeadline">{escape(one.title)}  </span>'
        if coded:
            fields = (("HD", title), ("BY", f"By {one.author}"), ("WC", "120 words"), ("PD", _day_first(one)),
                      ("SN", one.outlet), ("LA", "English"), ("LP", paragraphs[0]), ("TD", "".join(paragraphs[1:])),
                      ("NS", "gcat"), ("AN", f"Document {_factiva_id(number)}"))  # fmt: skip
            rows = "".join(
                f'<tr><td class="index" align="right"><b>{code}</b>&nbsp;</td><td colspan="2">{value}</td></tr>'
                for code, value in fields
            )
            inner = f"<table><tbody>{rows}</tbody></table>"
        else:
            inner = (
                f'<p>\n</p><div>News</div>\n<div id="hd">{title}\n</div><div class="author">By {one.author} </div>'
                f"<div>{100 + number} words</div><div>{_day_first(one)}</div><div>{one.outlet}</div><div>ORSKCH</div>"
                f"<div>English</div><div>Copyright 2019 Orsk Papers.  </div>\n<p></p>\n{''.join(paragraphs)}"
                f"<p>Orsk Papers</p><p>Document {_factiva_id(number)}</p>"
            )
        cls = "lastarticle" if number == len(news) else "article"
        parts.append(
            f'<div id="article-{_factiva_id(number)}" class="{cls}"><div class="article enArticle">{inner}</div></div>'
        )
    search = f'<table class="searchPreview"><tr><td>Text</td><td>{SEARCH}</td></tr><tr><td>{USER}</td></tr></table>'
    head = (
        '<html><head><meta http-equiv="Content-Type" content="text/html; charset=UTF-8"><title>Factiva</title></head>'
    )
    return f'{head}<body><h1>Dow Jones Factiva</h1><div id="contentLeft">{"".join(parts)}{search}</div></body></html>'


def proquest(news: Sequence[News] = NEWS) -> str:
    """Return a ProQuest download as text."""
    rule = "_" * 60
    parts = []
    for number, one in enumerate(news, 1):
        first, last = one.author.split()
        month, day, year = one.day.replace(",", "").split()[:3]
        parts.append(
            f"\n\nDocument {number} of {len(news)}\n\n{one.title}\n\nAuthor: {last}, {first}\n\n"
            f"Publication info: {one.outlet}; Brenn [Brenn]. {day} {month[:3]} {year}: A.{number}.\n\n"
            f"http://search.example.org/docview/{number}\n\nAbstract: None available.\n\n"
            f"Full text: {(chr(10) * 2).join(one.body)}\n\nSubject: Canals; Sluices\n\nLocation: Orsk\n\n"
            f"Title: {one.title}\n\nPublication title: {one.outlet}; Brenn\n\nPages: A.{number}\n\n"
            f"Publication year: {year}\n\nPublication date: {month[:3]} {day}, {year}\n\nSection: News\n\n"
            f"ProQuest document ID: 22{number}\n\nDocument URL: http://search.example.org/docview/{number}\n\n"
            f"Copyright: Copyright Orsk Papers 2019\n\nLast updated: 2019-05-02\n\nDatabase: Newsstream\n\n"
        )
    foot = "\n\nContact us at: http://support.example.org\n\nDatabase copyright © 2019 ProQuest LLC.\n\nTerms\n"
    return f"{rule}{rule.join(parts)}{rule}{foot}"


def _day_first(one: News) -> str:
    month, day, year = one.day.replace(",", "").split()[:3]
    return f"{day} {month} {year}"


def _factiva_id(number: int) -> str:
    return f"ORSKCH00201904{number:02}ef4a0000{number}"


def _wrap(text: str) -> str:
    lines = [""]
    for word in text.split():
        if len(lines[-1]) + len(word) > 74:
            lines.append("")
        lines[-1] += f"{' ' if lines[-1] else ''}{word}"
    return "\n".join(lines)
