"""How far a correction or a new reading reaches. In: a judgement, a page. Out: other statements, aliases, changes."""
