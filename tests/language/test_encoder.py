"""The encoder on more threads than one does the same work, not more."""

from __future__ import annotations

import time

from sayso.language.encoder import Encoder
from sayso.language.weights import FOLDER

TEXT = "\n\n".join(
    f"The keeper of lock {n} said that the gate would not close before nightfall." * 6 for n in range(12)
)


def test_two_threads_take_no_more_processor_time_than_one() -> None:
    """A thread that waits for work by turning in place would take as much again."""
    one, two = (Encoder(FOLDER, threads=threads) for threads in (1, 2))

    def taken(encoder: Encoder) -> float:
        pieces = encoder.cut(TEXT)
        list(encoder.score([pieces]))
        started = time.process_time()
        list(encoder.score([pieces]))
        return time.process_time() - started

    assert any(taken(two) < 1.4 * taken(one) for _ in range(3))
