"""What people judge. In: judgements and readings. Out: statements as judged, and rows that tell so."""
