"""Who is said to say what. In: a document and the model. Out: statements with their spans, form and confidence."""
