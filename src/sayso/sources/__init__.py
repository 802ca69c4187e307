"""Who speaks in pages, through whose hands, and what their text rests on: counts, never a verdict."""

from __future__ import annotations

from sayso.sources.figures import Chained, Hand, Origin, Share, Speaker, Survey, Tally
from sayso.sources.survey import survey_sources

__all__ = ["Chained", "Hand", "Origin", "Share", "Speaker", "Survey", "Tally", "survey_sources"]
