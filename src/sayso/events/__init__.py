"""What one page tells of what happened, where and when.

In: a document with its statements. Out: `Event`s, `Place`s, `Moment`s.
"""
