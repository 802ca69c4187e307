"""Tests of archives of any size."""
