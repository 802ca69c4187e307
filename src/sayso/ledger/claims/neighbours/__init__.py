"""Sayings that hang together: their neighbourhoods, and the groups in them.

In: sayings and the chances of their pairs. Out: groups, each of one claim.
"""
