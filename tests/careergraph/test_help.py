"""What the command line says of itself, and how little it needs to say it."""

from __future__ import annotations

import ast
import re
import shlex
import subprocess
import sys
import tomllib
from collections.abc import Callable
from importlib.metadata import packages_distributions
from pathlib import Path
from subprocess import CompletedProcess

import pytest
from typer.main import get_command

from careergraph.cli import app

Ask = Callable[..., CompletedProcess[str]]
ROOT = Path(__file__).parents[2]
OURS = ("alignments", "careergraph", "dashboard", "loaders", "ontology", "queries", "server")
COMMANDS = {name: command.help or "" for name, command in vars(get_command(app))["commands"].items()}
HEAVY = {
    *("arcadedb_embedded", "jpype", "pyarrow", "pandas", "polars", "networkx", "openpyxl", "sqlite3"),
    *("prompt_toolkit", "rapidfuzz", "numpy"),
}


def example(command: str) -> str:
    found = re.search(r"Example: `careergraph ([^`]+)`", COMMANDS[command])
    assert found, f"careergraph {command} --help shows no example; add a line Example: `careergraph {command} …`"
    return found[1]


def test_the_promised_commands_are_there() -> None:
    assert set(COMMANDS) >= {"build", "query", "shell", "schema", "info", "find", "show", "snapshot", "tour"}


@pytest.mark.parametrize("command", COMMANDS)
def test_the_help_of_every_command_has_an_example_that_starts_with_it(command: str) -> None:
    assert shlex.split(example(command))[0] == command


@pytest.mark.parametrize(
    "command", ["query", "schema", "info", "find", "show", "tour", "explain", "methods", "coverage"]
)
def test_the_example_in_the_help_works(ask: Ask, command: str) -> None:
    done = ask(*shlex.split(example(command)))
    assert done.returncode == 0, done.stderr
    assert len(done.stdout.splitlines()) > 2


@pytest.mark.parametrize("command", COMMANDS)
def test_the_readme_mentions_every_command(command: str) -> None:
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    assert re.search(rf"`[^`\n]*careergraph {command}\b", text), (
        f"README.md does not mention: careergraph {command}"
    )


def test_the_help_of_a_command_can_be_read_in_a_pipe(run: Ask) -> None:
    for arguments in ([], ["query"]):
        helped = run(*arguments, "--help")
        assert helped.returncode == 0
        assert "Example:" in helped.stdout or "Exit codes:" in helped.stdout
        assert "\x1b" not in helped.stdout


def test_help_imports_nothing_that_takes_long() -> None:
    program = """
import sys
from careergraph.cli import main
sys.argv = ["careergraph", "--help"]
try:
    main()
except SystemExit:
    print("MODULES", *sys.modules)
"""
    told = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    modules = told.stdout.partition("MODULES")[2].split()
    assert "typer" in modules
    assert not HEAVY & {name.partition(".")[0] for name in modules}
    assert not {"careergraph.builds", "loaders.pipeline", "queries.arcadedb_store"} & set(modules)


@pytest.mark.parametrize(
    ("arguments", "why"),
    [
        (["qeury"], "qeury"),
        (["query", "RETURN 1", "--format", "xml"], "xml"),
        (["query", "RETURN 1", "--format", "xlsx"], "--output"),
        (["query", "RETURN 1", "--output", "x.text"], "--format"),
        (["query", "RETURN 1", "--file", __file__], "not both"),
        (["query", "RETURN 1", "--limit", "0"], "--limit"),
        (["query", "RETURN 1", "--timeout", "0"], "--timeout"),
        (["query", "RETURN $a", "--param", "a"], "NAME=TEXT"),
        (["query", "RETURN $a", "--param", "a:={"], "is not JSON"),
        (["find"], "Missing argument"),
        (["schema", "SubCluser"], "SubCluster"),
        (["find", "x", "--kind", "Ocupation"], "Occupation"),
        (["find", "x", "--kind", "Retired"], "there is no kind"),
    ],
)
def test_wrong_use_exits_with_2_and_says_why(ask: Ask, arguments: list[str], why: str) -> None:
    refused = ask(*arguments)
    assert (refused.returncode, refused.stdout) == (2, "")
    assert why in refused.stderr


def test_a_setting_that_is_no_number_is_named(ask: Ask) -> None:
    refused = ask("info", settings={"CAREERGRAPH_TIMEOUT": "soon"})
    assert refused.returncode == 2
    assert "CAREERGRAPH_TIMEOUT is 'soon'" in refused.stderr


def test_home_on_the_command_line_goes_before_the_environment(ask: Ask, tmp_path: Path) -> None:
    refused = ask("--home", str(tmp_path / "elsewhere"), "info")
    assert refused.returncode == 4
    assert "elsewhere" in refused.stderr


def imported() -> set[str]:
    """Names of all packages that the program imports."""
    found = set()
    for path in (path for package in OURS for path in (ROOT / package).rglob("*.py")):
        for part in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(part, ast.Import):
                found |= {alias.name.partition(".")[0] for alias in part.names}
            elif isinstance(part, ast.ImportFrom) and part.module:
                found.add(part.module.partition(".")[0])
    return found - set(sys.stdlib_module_names) - set(OURS)


def test_every_package_that_is_imported_is_declared() -> None:
    declared = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["dependencies"]
    names = {re.split(r"[<>=~ \[]", line)[0].replace("_", "-").lower() for line in declared}
    homes = packages_distributions()
    missing = {
        module
        for module in imported()
        if not {name.replace("_", "-").lower() for name in homes.get(module, [module])} & names
    }
    # ArcadeDB's own package brings jpype.
    assert missing <= {"jpype"}, "name them under dependencies in pyproject.toml, then run: make lock"
