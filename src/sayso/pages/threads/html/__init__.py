"""Comment threads of HTML pages. In: a tree and its flows. Out: comments, each with name, time and words."""
