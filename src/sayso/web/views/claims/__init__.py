"""What pages claim together, as templates show it.

In: claims with their relations and changes, and the readings they were told in. Out: rows, passages, trees, figures.
"""
