"""What one page tells towards claims. In: a document with its statements. Out: `Mention`s, `ItemMention`s."""

from sayso.claims.mentions.read import read_mentions

__all__ = ["read_mentions"]
