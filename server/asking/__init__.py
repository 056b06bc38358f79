"""Queries in SPARQL and Cypher, within limits."""
