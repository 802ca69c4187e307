"""Where pages come from. In: files, folders, addresses, feeds. Out: pages, as bytes with what was declared of them."""
