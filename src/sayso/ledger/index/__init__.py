"""What is searched and counted of statements. In: statements and a connection. Out: rows that can be made anew."""
