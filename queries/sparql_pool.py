"""SPARQL for many at once: processes that hold an edition, each of which can be ended.

A query under way cannot be stopped, only its process can. On Linux and macOS one process reads the edition, and
forks the others, which share its memory. Windows cannot fork: there each of them reads the edition by itself. That
takes seconds and half a gigabyte, so there are two for queries at most.
"""

from __future__ import annotations

import sys
from functools import partial
from pathlib import Path

from ontology.rdf.edition import GRAPHS
from queries.process_pool import ProcessPool
from queries.sparql_family import Family
from queries.sparql_results import Answered, Asked, DocumentAsked, NoEdition, NotWanted, QueryTooLarge
from queries.worker_process import start

__all__ = ["Answered", "Asked", "NotWanted", "SparqlPool"]

_FORKS = sys.platform != "win32"
_MOST_WITHOUT_FORK = 2
_LONGEST_DOCUMENT = 30.0


class SparqlPool:
    """So many processes on one edition, and one more for documents. Threads may share it.

    The processes start in the background; whoever asks before waits for them. `memory_mb` is what a query may take
    beside the edition; only Linux holds a process to it.
    """

    def __init__(self, folder: Path, base: str, *, size: int = 4, memory_mb: int = 1024) -> None:
        if not folder.is_dir():
            raise NoEdition(folder, "there is no such folder")
        told = [str(memory_mb), str(folder), base, *GRAPHS]
        self.size = size if _FORKS else min(size, _MOST_WITHOUT_FORK)
        self._family = Family(*told)
        make = self._family.fork if _FORKS else lambda kind: start("queries.sparql_answers", kind, *told)
        too_large = partial(QueryTooLarge, memory_mb)
        self._queries = ProcessPool(self.size, partial(make, "queries"), too_large=too_large)
        self._documents = ProcessPool(1, partial(make, "documents"), too_large=too_large)

    def query(self, asked: Asked, *, timeout: float) -> Answered:
        """The answer, within `timeout` seconds from when a process is free.

        Raises a QueryFailed as SparqlStore.query does, NotWanted, AnswerTooLarge, NotInXml, PoolBusy where no
        process is free within that time, or NoEdition.
        """
        answer = self._queries.ask(asked, timeout)
        assert isinstance(answer, Answered)
        return answer

    def describe(self, node_id: str, form: str) -> bytes | None:
        """The document about a thing in a format of `ontology.rdf.formats`; None where nobody knows it.

        One process makes all documents, and nothing else: queries never hold them up.
        """
        answer = self._documents.ask(DocumentAsked(node_id, form), _LONGEST_DOCUMENT)
        assert answer is None or isinstance(answer, bytes)
        return answer

    def ready(self) -> bool:
        """Whether the edition has been read."""
        return self._queries.ready() and self._documents.ready()

    def pids(self) -> list[int]:
        """Ids of all processes; the first is the one that the others share their memory with, where they do."""
        return [*self._family.pids(), *self._documents.pids(), *self._queries.pids()]

    def close(self) -> None:
        """Ends the processes."""
        self._queries.close()
        self._documents.close()
        self._family.close()
