"""Many pages: one pure function, mapped.

In: pages. Out: readings; nothing is stored here but sightings of pages that a ledger knows (`resume`).
"""
