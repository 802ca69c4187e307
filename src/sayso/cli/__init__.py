"""The command line: parse, call, print.

In: arguments and SAYSO_* settings. Out: reports or JSON Lines on standard output, messages on standard
error, and an exit code: 0, 1 for what failed, 2 for what was asked wrongly, 130 after Ctrl-C. Libraries are
loaded by the command that needs them, so that `--help` answers at once. Each module holds the commands it is
named for, `app` what they share in being asked, `ledgers` and `terminal` in answering.
"""

from sayso.cli import (  # noqa: I001 (in the order of --help)
    read, watch, show, search, sources, claims, events, dossier, judge, judge_event, same, aliases, changes,  # noqa: F401
    export, keep, lexicon, archive,  # noqa: F401
    demo, serve, mcp,  # noqa: F401
)  # fmt: skip
from sayso.cli.app import app, main

__all__ = ["app", "main"]
