"""Who speaks in pages, through whose hands, and what their text rests on: counts, never a verdict.

In: readings. Out: a `Survey`.
"""

from __future__ import annotations

from sayso.survey.count import survey_sources
from sayso.survey.counts import Chained, Hand, Origin, Share, Speaker, Survey, Tally

__all__ = ["Chained", "Hand", "Origin", "Share", "Speaker", "Survey", "Tally", "survey_sources"]
