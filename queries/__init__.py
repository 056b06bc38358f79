"""Answers from the graph: the stores that run Cypher, the named questions, search and explanations."""
