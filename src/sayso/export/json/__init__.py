"""JSON format 1, one object a line. In: readings, hits, surveys. Out: bytes of lines."""
