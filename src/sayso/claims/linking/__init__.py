"""Mentions of many pages put together. In: `Told`s. Out: `Linked` claims."""

from sayso.claims.linking.link import Linked, link
from sayso.claims.linking.told import Told, told_of

__all__ = ["Linked", "Told", "link", "told_of"]
