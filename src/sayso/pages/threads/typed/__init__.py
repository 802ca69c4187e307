"""Comment threads of plain text. In: lines. Out: a thread, which lines it takes and its comments."""
