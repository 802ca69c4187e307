"""Quotations put into the right mouth: by the layout, by the clause beside them, by what they go on from."""
