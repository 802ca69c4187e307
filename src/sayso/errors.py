"""The exceptions sayso raises.

SaysoError
├── PageError             a page cannot be read; has a `kind`
│   ├── MissingPage       no such file, or not allowed to open it
│   ├── EmptyPage         nothing in it but white space
│   ├── BinaryPage        not text
│   ├── HugePage          larger than the set limit
│   ├── UndecodablePage   no encoding fits
│   ├── LockedPage        encrypted, and opens with a password only
│   ├── BrokenPage        cut off or damaged
│   └── MissingReader     an optional dependency reads it, and is not installed; a MissingExtra too
├── LedgerError           the ledger cannot be opened, read or written
│   ├── UnknownId         nothing in the ledger bears this id
│   └── ForgottenPage     the page was forgotten and is not kept a second time
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
        subclass = next((c for c in PageError.__subclasses__() if c.kind == kind), PageError)
        return subclass(message)


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


class LedgerError(SaysoError):
    """The ledger cannot be opened, read or written."""


class UnknownId(LedgerError):
    """Nothing in the ledger bears this id."""


class ForgottenPage(LedgerError):
    """The page was forgotten and is not kept a second time."""


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


class MissingReader(PageError, MissingExtra):
    """Read by an optional dependency that is not installed; the other pages of a batch are read."""

    kind = "extra"
