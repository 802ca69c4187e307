"""Many pages: one pure function, mapped."""
