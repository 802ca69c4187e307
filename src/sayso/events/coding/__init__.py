"""Who did what to whom. In: a document, statements, the encoder's states, places, moments. Out: `Event`s in PLOVER."""

from sayso.events.coding.read import Page, read_events

__all__ = ["Page", "read_events"]
