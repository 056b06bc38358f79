"""The process that answers SPARQL, so that a query can be ended at any moment: the process is.

Its standard input brings a `Request` after the other; its standard output takes what is said to each.
"""

from __future__ import annotations

import os
import pickle
import signal
import sys
import threading
from pathlib import Path
from queue import SimpleQueue

from queries.sparql_engine import Engine
from queries.sparql_limits import limit_memory
from queries.sparql_results import Loaded, Loading, NoEdition, Reply, Request
from queries.store import StoreError
from queries.worker_process import Refused


def serve(folder: Path, base: str, graphs: list[str]) -> None:
    """Answers until nobody asks any more."""
    engine, requests = Engine(folder, base, graphs), SimpleQueue[Request]()
    threading.Thread(target=_listen, args=(requests,), daemon=True).start()
    while True:
        request = requests.get()
        try:
            if not engine.loaded:
                engine.check(request.text)
                _load(engine, folder)
            _send(engine.answer(request.text, request.limit))
        except StoreError as error:
            _send(Refused.of(error))


def _listen(requests: SimpleQueue[Request]) -> None:
    """Passes requests on; ends this process, even amid a query, when the one that asked is gone."""
    while True:
        try:
            requests.put(pickle.load(sys.stdin.buffer))
        except EOFError:
            os._exit(0)


def _load(engine: Engine, folder: Path) -> None:
    _send(Loading())
    try:
        engine.load()
    except (OSError, SyntaxError) as error:
        raise NoEdition(folder, str(error)) from error
    _send(Loaded())


def _send(reply: Reply) -> None:
    pickle.dump(reply, sys.stdout.buffer)
    sys.stdout.flush()


if __name__ == "__main__":
    # Ctrl-C reaches this process, too; the one that asked decides what becomes of it.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    limit_memory(int(sys.argv[1]))
    serve(Path(sys.argv[2]), sys.argv[3], sys.argv[4:])
