"""sayso reads news and keeps the record of who said what, on whose word, how sure, and who disputes it.

In: a file, an address, or the bytes of a page. Out: a `Reading`: the document and its statements.

Importing it is cheap: the model and the libraries load with the first page that is read.
"""

from __future__ import annotations

from importlib.metadata import version

from sayso.errors import SaysoError
from sayso.reading import ReadingSettings, open_pages, read, read_page
from sayso.records import (
    Block,
    Comment,
    Document,
    Evidence,
    Failure,
    Link,
    Origin,
    Page,
    Reading,
    Repair,
    Run,
    Span,
    Statement,
    Told,
)

__version__ = version("sayso")
__all__ = [
    "Block",
    "Comment",
    "Document",
    "Evidence",
    "Failure",
    "Link",
    "Origin",
    "Page",
    "Reading",
    "ReadingSettings",
    "Repair",
    "Run",
    "SaysoError",
    "Span",
    "Statement",
    "Told",
    "__version__",
    "open_pages",
    "read",
    "read_page",
]
