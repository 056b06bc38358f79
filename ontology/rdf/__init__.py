"""The graph as linked data: terms, the edition's triples, their reading, the rules they keep."""
