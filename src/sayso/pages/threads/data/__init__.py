"""Comments that a page carries as data. In: a tree. Out: comments, each text with its place in the source."""
