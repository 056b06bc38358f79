"""The Cypher shell: from a pipe, at a terminal, and what Tab offers."""

from __future__ import annotations

import os
import select
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from subprocess import CompletedProcess
from typing import Protocol

import pytest
from prompt_toolkit.completion import CompleteEvent
from prompt_toolkit.document import Document

from careergraph.knowledge import KnowledgeBase
from careergraph.shell import CypherCompleter, statements

Ask = Callable[..., CompletedProcess[str]]


class Built(Protocol):
    home: Path


def test_a_pipe_gets_every_answer_up_to_the_first_error(run: Ask) -> None:
    told = run(
        "shell",
        stdin="""\
MATCH (s:SubCluster)
RETURN count(s) AS subClusters;
MATCH (c:CareerCluster) RETURN count(c) AS clusters;
MATCH (c:CareerCluster RETURN c;
RETURN 'never' AS asked;""",
    )
    assert told.returncode == 2
    words = told.stdout.split()
    assert words.index("subClusters") < words.index("72") < words.index("clusters") < words.index("14")
    assert "line 1, column" in told.stderr
    assert "careergraph>" not in told.stdout
    assert "never" not in told.stdout


def test_a_semicolon_inside_a_line_ends_no_query() -> None:
    assert statements("RETURN 'a;b' AS x;\nRETURN 1") == ["RETURN 'a;b' AS x", "RETURN 1"]
    assert statements("  \n ;\n") == []


@pytest.mark.parametrize(
    ("before", "offered", "not_offered"),
    [
        ("MATCH (s:Sub", {"SubCluster", "Subsector"}, {"HAS_SUB_CLUSTER"}),
        ("MATCH (s:", {"SubCluster", "Occupation"}, {"COVERS_PROGRAM", "MATCH"}),
        ("MATCH (s)-[:has_s", {"HAS_SUB_CLUSTER", "HAS_SAMPLE_OCCUPATION"}, {"SubCluster"}),
        ("MATCH (s)-[:COVERS_PROGRAM|COVERS_", {"COVERS_OCCUPATION"}, {"SubCluster"}),
        ("MATCH (s) RETURN s.ti", {"title"}, {"SubCluster"}),
        ("MATCH (s {co", {"code"}, {"COVERS_PROGRAM", "CONTAINS"}),
        ("ma", {"MATCH"}, {"MajorGroup"}),
    ],
)
def test_tab_offers_what_fits_the_place(
    base: KnowledgeBase, before: str, offered: set[str], not_offered: set[str]
) -> None:
    completer = CypherCompleter(base.schema())
    found = list(completer.get_completions(Document(before), CompleteEvent()))
    names = {completion.text for completion in found}
    assert offered <= names
    assert not not_offered & names
    typed = len(before) - len(before.rstrip("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ_"))
    assert {-completion.start_position for completion in found} == {typed}


class Terminal:
    """A pseudo-terminal with the shell in it."""

    def __init__(self, script: str, environment: dict[str, str]) -> None:
        pty = pytest.importorskip("pty")
        self._master, slave = pty.openpty()
        environment |= {"TERM": "xterm", "PROMPT_TOOLKIT_NO_CPR": "1"}
        self.process = subprocess.Popen(
            [script, "shell"], env=environment, stdin=slave, stdout=slave, stderr=slave, start_new_session=True
        )
        os.close(slave)
        self._seen = ""

    def wait_for(self, text: str) -> str:
        """What came up to `text`, which must come within a minute."""
        end = time.monotonic() + 60
        while text not in self._seen:
            ready, _, _ = select.select([self._master], [], [], end - time.monotonic())
            assert ready, f"{text!r} did not come, but: {self._seen[-2000:]!r}"
            self._seen += os.read(self._master, 65536).decode(errors="replace")
        before, _, self._seen = self._seen.partition(text)
        return before

    def type(self, text: str) -> None:
        os.write(self._master, text.encode())

    def close(self) -> None:
        self.process.kill()
        self.process.wait()
        os.close(self._master)


@pytest.mark.skipif(sys.platform == "win32", reason="pseudo-terminals of POSIX")
def test_a_session_at_a_terminal(built: Built, script: str, environment: Callable[[Path], dict[str, str]]) -> None:
    terminal = Terminal(script, environment(built.home))
    try:
        assert "A query ends with a semicolon" in terminal.wait_for("careergraph>")
        terminal.type("MATCH (s:SubCluster)\r")
        terminal.wait_for("...")
        terminal.type("RETURN count(s) AS counted;\r")
        assert "72" in terminal.wait_for("1 row, ")
        terminal.wait_for("careergraph>")
        terminal.type(":schema SubCluster\r")
        terminal.wait_for("One of the 72 sub-clusters")
        terminal.wait_for("careergraph>")
        terminal.type("MATCH p=(a)-[*..12]-(b) RETURN count(p);\r")
        time.sleep(1.5)
        terminal.process.send_signal(signal.SIGINT)
        terminal.wait_for("The query was ended.")
        terminal.wait_for("careergraph>")
        terminal.type(":quit\r")
        assert terminal.process.wait(timeout=20) == 0
    finally:
        terminal.close()
    assert "count(s) AS counted" in (built.home / "history").read_text()
