"""What the server is given: the current build, open, and each that follows it."""

from __future__ import annotations

from contextlib import ExitStack
from datetime import datetime
from pathlib import Path

from careergraph.builds import Build, DamagedBuild, current_name, open_current
from careergraph.downloads import Making
from careergraph.settings import Settings
from ontology.exports.about import edition
from queries.about import About
from queries.cypher_pool import CypherPool
from queries.explain import Explainer
from queries.resolve import Resolver
from queries.search import SearchIndex
from queries.sparql_pool import SparqlPool
from server.downloads.files import Downloads
from server.served import Served


class HomeBuilds:
    """The builds of a home, as the server takes them over; with `data`, their files are made beside it."""

    def __init__(self, settings: Settings, *, data: bool = True) -> None:
        self._home, self._data = settings.home, data

    def newest(self) -> str:
        """Id of the current build. Raises NoBuild."""
        return current_name(self._home)

    def open(self) -> Served:
        """The current build with all that answers from it. Raises NoBuild, DamagedBuild, or what a part raises."""
        with ExitStack() as opened:
            build = open_current(self._home)
            opened.callback(build.close)
            return _served(build, opened, self._home if self._data else None)


def _served(build: Build, opened: ExitStack, home: Path | None) -> Served:
    """A build's parts, which `opened` closes unless all of them are there."""
    about = build.manifest
    # Their processes start in the background, meanwhile.
    sparql = SparqlPool(build.rdf, about.base)
    opened.callback(sparql.close)
    cypher = CypherPool(build.store)
    opened.callback(cypher.close)
    graph = build.graph()
    if graph.content_hash() != about.content_hash:
        raise DamagedBuild(build.folder, "its tables hold another graph than its manifest says")
    explainer, resolver = Explainer(graph), Resolver(graph)
    index = SearchIndex.open(build.search)
    opened.callback(index.close)
    making = Making(home, about.build) if home else None
    if making:
        opened.callback(making.close)
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
        resolver=resolver,
        sparql=sparql,
        cypher=cypher,
        rdf=build.rdf,
        downloads=making.downloads if making else Downloads(),
        close=opened.pop_all().close,
    )
