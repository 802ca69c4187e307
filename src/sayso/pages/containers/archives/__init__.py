"""Archives of the web: WARC and WACZ. In: their bytes. Out: the pages that were captured in them, one at a time."""
