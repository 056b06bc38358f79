"""Expected answers of the examples in SPARQL, recomputed from the graph: one module a group of examples."""
