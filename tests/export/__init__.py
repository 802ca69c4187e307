"""Tests of the formats that readings are written in."""
