"""Expressions of time in a text. In: a document. Out: `Moment`s: the days each means, and by what that is known."""

from sayso.events.time.moments import page_day, read_moments, resolve
from sayso.events.time.nearest import date_of, day_of_event, news_day

__all__ = ["date_of", "day_of_event", "news_day", "page_day", "read_moments", "resolve"]
