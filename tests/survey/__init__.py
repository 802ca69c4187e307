"""Tests of the figures on who speaks."""
