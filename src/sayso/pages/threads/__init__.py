"""Readers' comments on HTML pages: who wrote what, when, and in answer to whom.

In: lines or a tree. Out: the comments, and which parts of the page they take.
"""
