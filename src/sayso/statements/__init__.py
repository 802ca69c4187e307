"""From a document to its statements: attribution, source, chain, act, certainty."""
