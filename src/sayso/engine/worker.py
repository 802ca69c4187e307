"""A worker process: how it is set up before it reads.

In: nothing. Out: settings of the process. It loads nothing of sayso but `settings`, because a worker must be set up
before numpy is loaded.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading

from sayso.settings import multiply_on_one_thread


def prepare() -> None:
    """Give the process one thread, leave Ctrl-C to the parent, and end with it."""
    os.environ.setdefault("SAYSO_THREADS", "1")  # a process a core, so one thread a process
    multiply_on_one_thread()
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the parent's to answer
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    """Leave when the parent is gone: a worker that waits for pages would not notice that it was killed."""
    parent = multiprocessing.parent_process()
    if parent:
        parent.join()
        os._exit(1)
