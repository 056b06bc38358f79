"""The README's commands and examples, run as they stand."""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from tests.built import Built

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")


def blocks(language: str) -> list[str]:
    return re.findall(rf"```{language}\n(.*?)```", README, re.DOTALL)


def squeezed(text: str) -> list[str]:
    return [" ".join(line.split()) for line in text.splitlines() if line.strip(" ─")]


@pytest.mark.parametrize("block", blocks("console"))
def test_a_command_prints_what_the_readme_shows(block: str, built: Built) -> None:
    command, _, shown = block.removeprefix("$ ").partition("\n")
    program, *arguments = shlex.split(command)
    done = subprocess.run(
        [Path(sys.executable).with_name(program), *arguments],
        env={**os.environ, "CAREERGRAPH_HOME": str(built.home), "PYTHONUTF8": "1"},
        capture_output=True,
        encoding="utf-8",
        check=True,
    )
    assert squeezed(done.stdout) == squeezed(shown)


@pytest.mark.parametrize("block", blocks("python"))
def test_a_python_example_runs(block: str, built: Built) -> None:
    done = subprocess.run(
        [sys.executable, "-c", block],
        env={**os.environ, "CAREERGRAPH_HOME": str(built.home)},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert "9 occupations" in done.stdout
    assert "Full_Framework_Crosswalk.xlsx|SOC - CIP - CC|" in done.stdout


def test_the_lines_behind_make_are_those_of_the_readme() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    for line in (
        "--require-hashes -r requirements.lock",
        "--no-deps --editable .",
        "careergraph build",
        "lint-imports",
    ):
        assert line in makefile
        assert line in README


def test_every_linked_file_is_there() -> None:
    for target in re.findall(r"\]\((?!http)([^)]+)\)", README):
        assert (ROOT / target).exists(), target
