"""The command line, run inside this process, which spares the start of Python and of Java."""

from __future__ import annotations

import contextlib
import io
import re
import sys
from collections.abc import Mapping
from subprocess import CompletedProcess

import pytest

from careergraph.cli import main

ANSI = re.compile(r"\x1b\[[0-9;]*m")


def in_process(
    patch: pytest.MonkeyPatch, *arguments: str, settings: Mapping[str, str], stdin: str = ""
) -> CompletedProcess[str]:
    """Runs the entry point with these settings, which last as long as the patch."""
    out, err, code = io.StringIO(), io.StringIO(), 0
    for name, value in {"COLUMNS": "200", **settings}.items():
        patch.setenv(name, value)
    patch.setattr(sys, "argv", ["careergraph", *arguments])
    patch.setattr(sys, "stdin", io.StringIO(stdin))
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        try:
            main()
        except SystemExit as end:
            code = int(end.code or 0)
    return CompletedProcess(arguments, code, ANSI.sub("", out.getvalue()), ANSI.sub("", err.getvalue()))
