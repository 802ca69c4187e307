"""Pages put together: which statements say the same, who denies it, on whose word it rests.

In: documents with their statements (`mentions/`), then the mentions of many pages (`linking/`). Out: claims.
"""
