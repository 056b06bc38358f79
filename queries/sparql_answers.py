"""What processes answer that hold an edition: queries, and documents about things.

As a program (where there is no fork) it reads the edition by itself.
"""

from __future__ import annotations

import io
import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

from queries.sparql_engine import Engine, Reading, read_whole
from queries.sparql_limits import limit_growth, most_memory
from queries.sparql_results import Answered, Asked, DocumentAsked, NoEdition, NotInXml
from queries.sparql_written import answered
from queries.worker_process import Last, answer_all, stay_behind

# What a process may keep of the memory that a query took: seldom does one give any back.
_KEPT_MB = 64


def loaded(folder: Path, base: str, graphs: Sequence[str], reading: Reading = read_whole) -> Engine:
    """An edition in memory, with all that is needed for answers. Raises NoEdition."""
    # It says what is wrong with a query, and takes a while to come.
    import rdflib.plugins.sparql.parser  # noqa: F401

    engine = Engine(folder, base, graphs)
    try:
        engine.load(reading)
    except (OSError, SyntaxError) as error:
        raise NoEdition(folder, str(error)) from error
    engine.learn_names()
    return engine


def queries(engine: Engine, memory_mb: int) -> Callable[[Asked], Answered | Last]:
    """Answers queries, as far as they need no more than so many megabytes beside the edition."""
    stay_behind()
    limit_growth(memory_mb)
    before = most_memory()

    def answer(asked: Asked) -> Answered | Last:
        found = answered(engine, asked)
        return Last(found) if most_memory() - before > _KEPT_MB else found

    return answer


def documents(engine: Engine, memory_mb: int) -> Callable[[DocumentAsked], bytes | None]:
    """Answers with the document about a thing, or None where the edition says nothing of it."""
    # These bring threads along, which the process that forks this one must not have.
    from ontology.rdf import formats
    from ontology.rdf.triples import merged
    from queries.description import description

    def document(asked: DocumentAsked) -> bytes | None:
        found = description(engine.store, f"{engine.base}id/{asked.node_id}", engine.base)
        graphs = {name: lines for name, lines in found.items() if lines}
        if not graphs:
            return None
        if asked.form == "jsonld":  # several graphs would be named ones, which many readers pass over
            graphs = {next(iter(graphs)): list(merged(graphs.values()))}
        out = io.BytesIO()
        try:
            formats.write(graphs, asked.form, out, engine.base)
        except formats.NotInXml as error:
            raise NotInXml("a control character") from error
        return out.getvalue()

    limit_growth(memory_mb)
    return document


KINDS: Mapping[str, Callable[[Engine, int], Callable[[Any], object]]] = {
    "queries": queries,
    "documents": documents,
}
"""What a process may be for: name → what makes its answers, given the edition and the megabytes it may take."""


if __name__ == "__main__":
    kind, memory, folder, base, *graphs = sys.argv[1:]
    answer_all(lambda: KINDS[kind](loaded(Path(folder), base, graphs), int(memory)))
