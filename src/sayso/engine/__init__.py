"""Many pages: one pure function, mapped.

In: pages. Out: readings; nothing is stored here.
"""
