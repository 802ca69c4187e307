"""What the terminal shows of a reading, of a search and of a ledger: made for people, never parsed.

In: readings, hits, figures. Out: lines for a console.
"""
