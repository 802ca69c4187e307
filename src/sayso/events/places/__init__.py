"""Names of places: where they stand in a page, what they mean, what they do there."""

from sayso.events.places.read import read_places

__all__ = ["read_places"]
