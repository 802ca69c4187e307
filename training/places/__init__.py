"""Teach the head that tells names of places from names of persons and bodies."""
