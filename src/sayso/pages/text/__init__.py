"""Pages of plain text. In: characters. Out: a document, its lines put together to blocks with roles."""
