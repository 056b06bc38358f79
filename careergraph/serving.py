"""What the server is given: the current build, open, and each that follows it."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from careergraph.builds import Build, current_name, open_current
from careergraph.settings import Settings
from ontology.exports.about import edition
from queries.cypher_pool import CypherPool
from queries.explain import Explainer
from queries.resolve import Resolver
from queries.search import SearchIndex
from queries.sparql_pool import SparqlPool
from server.served import About, Served


class HomeBuilds:
    """The builds of a home, as the server takes them over."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings

    def newest(self) -> str:
        """Id of the current build. Raises NoBuild."""
        return current_name(self._settings.home)

    def open(self) -> Served:
        """The current build with all that answers from it. Raises NoBuild or DamagedBuild."""
        return _served(open_current(self._settings.home))


def _served(build: Build) -> Served:
    graph, about = build.graph(), build.manifest
    explainer = Explainer(graph)
    index = SearchIndex.open(build.search)
    sparql, cypher = SparqlPool(build.rdf, about.base), CypherPool(build.store)

    def close() -> None:
        for part in (sparql, cypher, index, build):
            part.close()

    return Served(
        about=About(
            build=about.build,
            edition=edition(graph),
            made=datetime.fromisoformat(about.made),
            base=about.base,
            software=about.careergraph,
            citation=about.citation(),
            triples=about.triples,
        ),
        graph=graph,
        statements=explainer.statements,
        index=index,
        explainer=explainer,
        resolver=Resolver(graph),
        sparql=sparql,
        cypher=cypher,
        data=_no_data,
        close=close,
    )


def _no_data() -> Path | None:
    return None
