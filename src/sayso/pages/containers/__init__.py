"""Files that hold many pages: downloads from databases of news, tables of articles.

In: the places of files, and what is asked of them. Out: pages, each with its place in its file, and later their
documents. What a database sets around an article (labels, counts, covers) is metadata or nothing, never text.
"""

from __future__ import annotations

from sayso.pages.containers.kinds import CUT_OUT, read_cut_out
from sayso.pages.containers.opened import Asked, Opened, OpenFile, one_page, open_given
from sayso.pages.containers.split import Split, split_page
from sayso.pages.containers.told import describe

__all__ = [
    "CUT_OUT",
    "Asked",
    "OpenFile",
    "Opened",
    "Split",
    "describe",
    "one_page",
    "open_given",
    "read_cut_out",
    "split_page",
]
