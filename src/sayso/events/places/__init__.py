"""Names of places in a text.

In: a document, its statements, the encoder's states. Out: `Place`s, with where each is on the earth.
"""

from sayso.events.places.read import read_places

__all__ = ["read_places"]
