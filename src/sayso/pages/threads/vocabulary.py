"""The vocabulary of comment threads, read from vocabulary.toml.

In: nothing. Out: sets of class words (`CLASSES`), and all lists by name (`LISTS`).
"""

from __future__ import annotations

from sayso.pages.vocabulary import read_vocabulary

LISTS = read_vocabulary("sayso.pages.threads")
CLASSES: dict[str, frozenset[str]] = {key: frozenset(LISTS.words(f"classes.{key}")) for key in LISTS.keys("classes")}
