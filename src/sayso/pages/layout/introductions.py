"""Know the line by which a mail program says whose message is quoted below: "On 28 Oct, Ann Lee <a@x.example> wrote:".

In: a line. Out: an `Introduction`: where in it the writer's name stands, and the verb. The wordings of programs in many
languages are told apart by what they have in common: an address or a verb of writing, a date, a colon. Of an address
the name before it counts, never a piece of it; without a name it is the address as a whole.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from sayso.pages.layout.person_names import is_name
from sayso.pages.time.passed import is_of_time
from sayso.pages.vocabulary import read_vocabulary

_LISTS = read_vocabulary("sayso.pages.layout")
_LONGEST = 400
_MOST_WORDS = 8  # of a name
_WORD = re.compile(r"\S+")
_END = re.compile(r"\s*[:：]\s*\Z")
_ADDRESS = re.compile(
    r"[(\[<]*\s*(?:mailto:)?(?P<bare>[\w.+=-]+@[\w-]+(?:\.[\w-]+)+)(?:\s*[<\[]mailto:[^\s>\]]*[>\]])?\s*[>\])]*",
    re.IGNORECASE,
)
_VERB = re.compile(rf"(?<!\w){_LISTS.any_phrase('introductions.verbs')}(?!\w)", re.IGNORECASE)
_GLUED_VERB = re.compile(_LISTS.any_phrase("introductions.glued_verbs"))
_QUOTING = re.compile(rf"{_LISTS.any_phrase('introductions.quoting')}\s", re.IGNORECASE)
_TIMELY = re.compile(
    rf"\S*\d\S*|{_LISTS.any_word('introductions.behind_hours')}[,;:]?|[(\[]?[A-Z]{{2,4}}[)\]][,;:]?", re.IGNORECASE
)
_BEFORE_NAME = _LISTS.any_word("introductions.before_date", "introductions.days", "introductions.by")
_LEADING = re.compile(rf"(?:[\s,;:|*>–—-]+|{_BEFORE_NAME}(?!\w)\.?)+", re.IGNORECASE)
_VIA = re.compile(r"\s+via\s.*", re.IGNORECASE)  # a mailing list
_AROUND = " \t\"'“”„«»‘’<>()[],;:|*–—-"


@dataclass(frozen=True, slots=True, kw_only=True)
class Introduction:
    """Ranges of a line: `name` is the writer's, `cue` the verb, or the colon where there is none."""

    name: tuple[int, int]
    cue: tuple[int, int]


def find_introduction(line: str) -> Introduction | None:
    """Return who is said to have written what follows a line, None where it does not say."""
    end = _END.search(line)
    if end is None or len(line) > _LONGEST:
        return None
    stop = end.start()
    colon = (end.start() + len(end[0]) - len(end[0].lstrip()), len(line.rstrip()))
    addresses = list(_ADDRESS.finditer(line, 0, stop))
    verbs = [
        verb
        for verb in (*_VERB.finditer(line, 0, stop), *_GLUED_VERB.finditer(line, 0, stop))
        if not any(address.start() <= verb.start() < address.end() for address in addresses)
    ]
    quoting = _QUOTING.match(line)
    cue = verbs[-1].span() if verbs else (quoting.start(), quoting.end() - 1) if quoting else None
    if cue is None and not addresses:
        return None
    name = _named(line, stop, cue, addresses[-1] if addresses else None)
    if name is None:
        return None
    told = bool(addresses) or any(letter.isdecimal() for letter in line)
    return Introduction(name=name, cue=cue or colon) if told or is_name(line[slice(*name)]) else None


def _named(line: str, stop: int, cue: tuple[int, int] | None, address: re.Match[str] | None) -> tuple[int, int] | None:
    """Return where the name stands: before the address, else before the verb, else behind it."""
    if address is not None:
        start = cue[1] if cue and cue[1] <= address.start() else 0
        return _tidy(line, _behind_date(line, start, address.start()), address.start()) or address.span("bare")
    if cue is None:
        return None
    before = _tidy(line, _behind_date(line, 0, cue[0]), cue[0])
    return before or _tidy(line, cue[1], _before_date(line, cue[1], stop))


def _behind_date(line: str, start: int, stop: int) -> int:
    """Return where a date and what leads to it end."""
    last = [word.end() for word in _WORD.finditer(line, start, stop) if _TIMELY.fullmatch(word[0])]
    at = last[-1] if last else start
    led = _LEADING.match(line, at, stop)
    return led.end() if led else at


def _before_date(line: str, start: int, stop: int) -> int:
    """Return where a date behind a name begins: "Ann Lee wrote on 3 May:"."""
    words = _WORD.finditer(line, start, stop)
    return next((word.start() for word in words if _TIMELY.fullmatch(word[0])), stop)


def _tidy(line: str, start: int, stop: int) -> tuple[int, int] | None:
    """Return a range without the signs around it, None where no name is left."""
    text = _VIA.sub("", line[start:stop])
    bare = text.strip(_AROUND)
    at = start + text.index(bare) if bare else start
    if not any(letter.isalpha() for letter in bare) or len(bare.split()) > _MOST_WORDS or is_of_time(bare):
        return None
    return at, at + len(bare)
