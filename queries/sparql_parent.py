"""The process that reads an edition once and forks others that answer; see queries.sparql_family.

It does nothing but read, fork and end, in one thread: with more, a fork might take along a lock that nobody opens.
"""

from __future__ import annotations

import gc
import os
import pickle
import select
import signal
import socket
import sys
from collections.abc import Sequence
from pathlib import Path

from queries.sparql_answers import KINDS, loaded
from queries.sparql_engine import Engine
from queries.sparql_family import FORK, KILL, ORDER
from queries.sparql_triples import Reader
from queries.store import StoreError
from queries.worker_process import Refused, answer_all

_KINDS = {order: KINDS[kind] for kind, order in FORK.items()}


class Parent:
    """Forks and ends as its standard input, a socket, tells it."""

    def __init__(self, engine: Engine, memory_mb: int) -> None:
        self._engine, self._memory_mb = engine, memory_mb
        self._control = socket.socket(fileno=0)
        self._children: dict[int, int] = {}
        self._bell, self._rung = socket.socketpair()
        self._rung.setblocking(False)
        signal.signal(signal.SIGCHLD, lambda *_: None)
        signal.set_wakeup_fd(self._rung.fileno())

    def run(self) -> None:
        """Until nobody is there to tell, or an order fails; then all children end, too."""
        try:
            while True:
                ready, _, _ = select.select([self._control, self._bell], [], [])
                if self._bell in ready:
                    self._bell.recv(4096)
                    self._bury()
                if self._control in ready and not self._obey():
                    return
        finally:
            for child in self._children.values():
                os.kill(child, signal.SIGKILL)
            for child in self._children.values():
                os.waitpid(child, 0)

    def _obey(self) -> bool:
        told, connections, _, _ = socket.recv_fds(self._control, ORDER.size, 1, socket.MSG_WAITALL)
        if not told:
            return False
        order, number = ORDER.unpack(told)
        if order == KILL:
            # A child that has ended is still known, and its id no other's, until it is buried here.
            if number in self._children:
                os.kill(self._children[number], signal.SIGKILL)
        else:
            self._children[number] = child = self._fork(order, connections[0])
            os.close(connections[0])
            self._control.sendall(pickle.dumps(child))
        return True

    def _fork(self, order: bytes, connection: int) -> int:
        child = os.fork()
        if not child:
            try:
                self._answer(order, connection)
            finally:
                os._exit(1)
        return child

    def _answer(self, order: bytes, connection: int) -> None:
        """The child's life. Its connection becomes its standard input and output."""
        signal.set_wakeup_fd(-1)
        signal.signal(signal.SIGCHLD, signal.SIG_DFL)
        self._bell.close()
        self._rung.close()
        os.dup2(connection, 0)
        os.dup2(connection, 1)
        os.close(connection)
        answer_all(lambda: _KINDS[order](self._engine, self._memory_mb))

    def _bury(self) -> None:
        for number, child in list(self._children.items()):
            if os.waitpid(child, os.WNOHANG)[0]:
                del self._children[number]


def main(memory: str, folder: str, base: str, *graphs: str) -> None:
    """Reads, then forks. What makes reading impossible is the reply to the first order."""
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, signal.SIG_IGN)
    try:
        engine = _loaded(Path(folder), base, graphs)
    except StoreError as error:
        socket.socket(fileno=0).sendall(pickle.dumps(Refused.of(error)))
        return
    gc.freeze()
    Parent(engine, int(memory)).run()
    os._exit(0)  # without taking the edition apart


def _loaded(folder: Path, base: str, graphs: Sequence[str]) -> Engine:
    reader = Reader(folder, graphs)
    return loaded(folder, base, graphs, lambda *_: reader.next())


if __name__ == "__main__":
    main(*sys.argv[1:])
