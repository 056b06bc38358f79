"""Things and the documents about them; the ontology and what goes with it."""
