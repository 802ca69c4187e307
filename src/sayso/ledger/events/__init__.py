"""Events of current readings: kept, judged, found. In: readings, judgements, queries. Out: rows; entries and counts."""
