"""HTML as characters with places: scanner, tree, passages, flows. Knows neither articles nor threads."""
