"""Tests of reading many pages."""
