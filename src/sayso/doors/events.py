"""What every door makes of events: where one may be asked for, and who is said to tell one.

In: what a client or a person typed; an event. Out: what the ledger is asked; words.
"""

from __future__ import annotations

import math

from sayso.ledger import Near

NEAR = "LAT,LON,KM, as in 34.9,35.88,50: degrees north and east, and kilometres"


def read_near(given: str) -> Near:
    """Return what LAT,LON,KM asks for. Raises ValueError with one line."""
    try:
        latitude, longitude, kilometres = map(float, given.split(","))
    except ValueError as error:
        raise ValueError(f"give {NEAR}") from error
    if not (abs(latitude) <= 90 and abs(longitude) <= 180 and 0 <= kilometres < math.inf):
        raise ValueError("give a latitude from -90 to 90, a longitude from -180 to 180, and kilometres from 0 on")
    return Near(latitude=latitude, longitude=longitude, kilometres=kilometres)
