"""Statements as rows. In: sheets. Out: flat records, CSV, Arrow, Parquet."""
