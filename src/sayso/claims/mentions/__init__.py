"""What one page tells towards claims. In: a document with its statements. Out: `Mention`s, `ItemMention`s."""

from sayso.claims.mentions.items import read_items
from sayso.claims.mentions.read import move_back, read_mentions

__all__ = ["move_back", "read_items", "read_mentions"]
