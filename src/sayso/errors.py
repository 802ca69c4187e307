"""The exceptions sayso raises.

In: what went wrong. Out: one line that names the input, the likely cause and what to do.

SaysoError
├── PageError             a page cannot be read; has a `kind`
│   ├── MissingPage       no such file, or not allowed to open it
│   ├── EmptyPage         nothing in it but white space
│   ├── BinaryPage        not text
│   ├── HugePage          larger than the set limit
│   ├── UndecodablePage   no encoding fits
│   ├── LockedPage        encrypted, and opens with a password only
│   ├── BrokenPage        cut off or damaged
│   ├── UnclearTable      no column of a table is its text, or two may be
│   ├── ManyPages         a file of many pages where one is wanted
│   ├── MissingReader     an optional dependency reads it, and is not installed; a MissingExtra too
│   └── FetchError        a page cannot be fetched
│       ├── RefusedAddress    an address that sayso does not go to
│       ├── BarredPage        robots.txt asks programs to stay away
│       ├── UnreachablePage   no connection, or one that broke
│       ├── SlowPage          longer than the set time
│       ├── LostPage          redirected too often, or to no address
│       ├── BadStatus         the server answers that it has no such page, or fails
│       ├── BrokenAnswer      an answer that does not unpack
│       ├── WrongType         not of the type of a page
│       └── NoFeed            neither RSS nor Atom nor OPML
├── LedgerError           the ledger cannot be opened, read or written
│   ├── UnknownId         nothing in the ledger bears this id
│   ├── BadJudgement      a judgement that says nothing of any statement
│   ├── BadAliases        a table of aliases that cannot be brought in
│   ├── JoinsPeople       a correction that would make two known people one
│   └── ForgottenPage     the page was forgotten and is not kept a second time
├── BadCursor             no place to go on from
├── Busy                  as many pages as are allowed wait to be read already
├── SettingsError         a setting has no valid value
└── MissingExtra          an optional dependency is not installed
"""

from __future__ import annotations

from typing import ClassVar


class SaysoError(Exception):
    """Base of all of them. The message says what failed, on which input, and what to do."""


class PageError(SaysoError):
    """A page cannot be read. Kept as a `Failure` of its `kind`, so that one bad page never loses a batch."""

    kind: ClassVar[str] = "page"

    @staticmethod
    def of(kind: str, message: str) -> PageError:
        """Return the error of a recorded failure."""
        kinds = (*PageError.__subclasses__(), *FetchError.__subclasses__())
        return next((c for c in kinds if c.kind == kind), PageError)(message)


class MissingPage(PageError):
    """No such file, or no permission."""

    kind = "missing"


class EmptyPage(PageError):
    """Nothing but white space."""

    kind = "empty"


class BinaryPage(PageError):
    """Bytes that are no text."""

    kind = "binary"


class HugePage(PageError):
    """Larger than the set limit."""

    kind = "huge"


class UndecodablePage(PageError):
    """No encoding fits."""

    kind = "undecodable"


class FetchError(PageError):
    """A page cannot be fetched."""

    kind = "fetch"


class RefusedAddress(FetchError):
    """Neither http nor https, or credentials in it, or a machine that is not on the public internet."""

    kind = "address"


class BarredPage(FetchError):
    """robots.txt asks programs to stay away."""

    kind = "robots"


class UnreachablePage(FetchError):
    """No connection, or one that broke."""

    kind = "unreachable"


class SlowPage(FetchError):
    """Longer than the set time."""

    kind = "slow"


class LostPage(FetchError):
    """Redirected too often, or to no address."""

    kind = "redirects"


class BadStatus(FetchError):
    """The server answers that it has no such page, or fails."""

    kind = "status"


class BrokenAnswer(FetchError):
    """An answer that does not unpack."""

    kind = "broken"


class WrongType(FetchError):
    """Not of the type of a page."""

    kind = "type"


class NoFeed(FetchError):
    """Neither RSS nor Atom nor OPML."""

    kind = "feed"


class LedgerError(SaysoError):
    """The ledger cannot be opened, read or written."""


class UnknownId(LedgerError):
    """Nothing in the ledger bears this id."""


class ForgottenPage(LedgerError):
    """The page was forgotten and is not kept a second time."""


class BadJudgement(LedgerError):
    """It has no content, or a label that the label book does not know."""


class BadAliases(LedgerError):
    """No table of aliases, or a row of it that says nothing."""


class JoinsPeople(LedgerError):
    """It would make two people that the ledger knows one, and nobody said that they are."""


class BadCursor(SaysoError):
    """No cursor that sayso gave, or one for another list."""


class Busy(SaysoError):
    """As many pages as are allowed wait to be read already."""


class SettingsError(SaysoError):
    """A setting has no valid value."""


class MissingExtra(SaysoError):
    """An optional dependency is not installed; the message has its pip line."""


class LockedPage(PageError):
    """Encrypted."""

    kind = "locked"


class BrokenPage(PageError):
    """Cut off or damaged."""

    kind = "broken"


class UnclearTable(PageError):
    """No column is known to hold the text, or two may hold it."""

    kind = "columns"


class ManyPages(PageError):
    """A download or a table of many articles, where one page is wanted."""

    kind = "many"


class MissingReader(PageError, MissingExtra):
    """Read by an optional dependency that is not installed; the other pages of a batch are read."""

    kind = "extra"
