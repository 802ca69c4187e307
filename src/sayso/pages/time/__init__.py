"""How times are written and what they mean. In: text. Out: dates, moments, and days told relative to a day."""
