"""Tables of articles: a row a page. In: CSV, TSV, JSON Lines, Parquet. Out: pages, and later their documents."""
