"""The notebook of docs/: its cells, run anew, give what is stored, and its prose names no other number."""

from __future__ import annotations

import os
import re
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

import nbformat
import pytest
from jupyter_client.kernelspec import KernelSpecManager
from jupyter_client.manager import AsyncKernelManager
from nbclient import NotebookClient
from nbformat import NotebookNode

from careergraph.knowledge import KnowledgeBase
from tests.built import Built

NOTEBOOK = Path(__file__).parents[2] / "docs" / "first-steps.ipynb"
MEND = "if meant: CAREERGRAPH_GOLDEN=write pytest tests/careergraph/test_notebook.py"
NUMBER = re.compile(r"\d+(?:\.\d+)?%?")


def read() -> NotebookNode:
    notebook: NotebookNode = nbformat.reads(NOTEBOOK.read_text("utf-8"), as_version=4)  # type: ignore[no-untyped-call]
    return notebook


def run(notebook: NotebookNode, folder: str) -> None:
    """Runs all cells in a kernel of this very Python, whichever others there are; its sockets are in `folder`."""
    kernel = AsyncKernelManager(
        kernel_spec_manager=KernelSpecManager(kernel_dirs=[]),
        connection_file=f"{folder}/kernel.json",
        transport="tcp" if sys.platform == "win32" else "ipc",
    )
    place = {"metadata": {"path": str(NOTEBOOK.parent)}}
    client = NotebookClient(
        notebook, km=kernel, resources=place, timeout=120, record_timing=False, coalesce_streams=True
    )
    client.execute(cleanup_kc=True)


def written(notebook: NotebookNode, build: str) -> str:
    """The notebook as it is kept: without the name of the build and the release of Python."""
    notebook.metadata.language_info = {"name": "python"}
    text: str = nbformat.writes(notebook)  # type: ignore[no-untyped-call]
    return text.replace(build, "…") + "\n"


def test_every_cell_gives_what_is_stored(
    built: Built, base: KnowledgeBase, monkeypatch: pytest.MonkeyPatch
) -> None:
    notebook = read()
    with TemporaryDirectory() as folder:  # a socket's path must be short, and that of tmp_path is not
        monkeypatch.setenv("CAREERGRAPH_HOME", str(built.home))
        monkeypatch.setenv("IPYTHONDIR", folder)
        run(notebook, folder)
    found = written(notebook, base.info.build)
    if os.environ.get("CAREERGRAPH_GOLDEN") == "write":
        NOTEBOOK.write_text(found, encoding="utf-8", newline="\n")
    assert found == NOTEBOOK.read_text("utf-8"), MEND


def test_every_number_of_the_prose_stands_in_a_cell() -> None:
    cells = read().cells
    prose = [cell.source for cell in cells if cell.cell_type == "markdown"]
    shown = [f"{cell.source} {cell.outputs}" for cell in cells if cell.cell_type == "code"]
    named, known = ({*NUMBER.findall(" ".join(texts).replace(",", ""))} for texts in (prose, shown))
    assert {"62%", "31%", "1331"} <= named <= known, named - known


def test_every_linked_file_is_there() -> None:
    targets = re.findall(r"\]\(([^)]+)\)", " ".join(cell.source for cell in read().cells))
    assert targets
    for target in targets:
        assert (NOTEBOOK.parent / target).exists(), target
