"""Readings in other people's formats, one module a format."""
