"""Expected answers of the catalogue, recomputed from the facts tables: one module a group of questions."""
