"""Queries that several tests ask, and how they ask them."""

from __future__ import annotations

from typing import Any

import httpx

BASE = "https://w3id.org/careergraph/"
SELECT = "SELECT ?title WHERE { soc:15-1252 skos:prefLabel ?title }"
ASK = "ASK { sub-cluster:web-cloud cg:coversOccupation soc:15-1252 }"
CONSTRUCT = "CONSTRUCT { ?s skos:prefLabel ?t } WHERE { VALUES ?s { soc:15-1252 } ?s skos:prefLabel ?t }"
DESCRIBE = "DESCRIBE soc:15-1252"
TITLE = "Software Developers"


def ask(http: httpx.Client, query: str, accept: str = "", **more: Any) -> httpx.Response:
    """The answer to a query by GET."""
    return http.get("/sparql", params={"query": query, **more}, headers={"accept": accept} if accept else {})
