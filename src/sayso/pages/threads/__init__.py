"""Readers' comments on HTML pages: who wrote what, when, and in answer to whom."""
