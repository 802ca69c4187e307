"""The migrations, in order. In: the tables of one revision. Out: those of the next."""
