"""Linked data over HTTP: documents, pages, SPARQL, Cypher, search, downloads."""
