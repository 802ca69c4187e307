"""Readings in other people's formats, one module a format; `stream` writes each of those in `FORMATS`.

In: a ledger and a query. Out: bytes.

What goes where, and what a format cannot carry, stands in docs/exports.md.
"""

from sayso.export.formats import FORMATS, Format, stream
from sayso.export.options import ExportOptions

__all__ = ["FORMATS", "ExportOptions", "Format", "stream"]
