"""What the dashboard is given: the current build, open."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from datetime import datetime

from careergraph.builds import open_current
from careergraph.settings import Settings
from dashboard.data import Opened
from ontology.exports.about import edition
from queries.about import About
from queries.cypher_pool import CypherPool
from queries.explain import Explainer
from queries.resolve import Resolver
from queries.search import SearchIndex


@contextmanager
def open_for_dashboard(settings: Settings, server: str = "") -> Iterator[Opened]:
    """The current build with all that answers from it; takes seconds. Raises NoBuild or DamagedBuild."""
    with ExitStack() as held:
        build = open_current(settings.home)
        held.callback(build.close)
        # Its processes start in the background, meanwhile.
        cypher = CypherPool(build.store)
        held.callback(cypher.close)
        graph, about = build.graph(), build.manifest
        explainer = Explainer(graph)
        index = SearchIndex.open(build.search)
        held.callback(index.close)
        yield Opened(
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
            cypher=cypher,
            server=server.rstrip("/"),
        )
