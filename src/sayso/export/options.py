"""What goes out beside the statements of articles. In: what a user chose. Out: options that every format obeys."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class ExportOptions:
    """What goes out beside the statements of articles.

    `comments` adds what stands in readers' comments. Their names are then hashes, the same for the same name within
    one export; `salt` makes them the same in several, `commenter_names` gives the names themselves.
    """

    comments: bool = False
    commenter_names: bool = False
    salt: str | None = None
