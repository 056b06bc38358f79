"""docker-compose.yml, Dockerfile, .env.example: no Docker is here, but much of them can be checked and run."""

from __future__ import annotations

import json
import os
import re
import shlex
import subprocess
import sys
import tomllib
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest
from typer.main import get_command

from careergraph.cli import app
from tests.built import Built
from tests.conftest import ROOT
from tests.neo4j.server import free_port
from tests.server.running import started

SCHEMA = Path(__file__).parent / "compose" / "compose-spec.json"
# The environment of the SSSOM tools has a reader of YAML and one of JSON Schema; ours has no need of the first.
PYTHON = ROOT / ".venv-sssom" / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
PROGRAM = """
import json, sys, yaml
from jsonschema import Draft202012Validator
schema, compose = json.load(open(sys.argv[1], encoding="utf-8")), yaml.safe_load(sys.stdin)
wrong = [f"{error.json_path}: {error.message}" for error in Draft202012Validator(schema).iter_errors(compose)]
json.dump([compose, wrong], sys.stdout)
"""
TEXT = (ROOT / "docker-compose.yml").read_text(encoding="utf-8")
EXAMPLE = (ROOT / ".env.example").read_text(encoding="utf-8")
OURS = ("loader", "server", "dashboard")
_VARIABLE = re.compile(r"\$(?:(\$)|\{(\w+)(?::([-?])([^}]*))?\})")

Environment = Callable[[Path], dict[str, str]]


class Missing(Exception):
    """A variable without which the file says nothing."""


def read(text: str) -> tuple[dict[str, Any], list[str]]:
    """The file as data, and what is wrong with it by the schema of Compose."""
    if not PYTHON.exists():
        if os.environ.get("CI"):
            pytest.fail(f"{PYTHON} is missing; make it with: make test")
        pytest.skip("reading YAML needs the environment that `make test` makes for SSSOM")
    command = [str(PYTHON), "-c", PROGRAM, str(SCHEMA)]
    done = subprocess.run(command, input=text, capture_output=True, encoding="utf-8", check=True)
    compose, wrong = json.loads(done.stdout)
    return compose, wrong


def filled(found: Any, settings: Mapping[str, str]) -> Any:
    """The same with its variables put in, as Compose does. Raises Missing."""

    def value(variable: re.Match[str]) -> str:
        dollar, name, how, otherwise = variable.groups()
        if dollar:
            return "$"
        if how == "?" and not settings.get(name):
            raise Missing(otherwise)
        return settings.get(name) or (otherwise if how == "-" else "")

    match found:
        case str():
            return _VARIABLE.sub(value, found)
        case list():
            return [filled(part, settings) for part in found]
        case dict():
            return {name: filled(part, settings) for name, part in found.items()}
    return found


@pytest.fixture(scope="module")
def compose() -> dict[str, Any]:
    return read(TEXT)[0]


@pytest.fixture(scope="module")
def plain(compose: dict[str, Any]) -> dict[str, Any]:
    """The services for whoever only chooses a password."""
    services = filled(compose["services"], {"CAREERGRAPH_NEO4J_PASSWORD": "long enough"})
    assert isinstance(services, dict)
    return services


def offered() -> dict[str, str]:
    """All settings of the example, those that stand there as a remark, too."""
    return dict(re.findall(r"^#?(CAREERGRAPH_\w+)=(.*)$", EXAMPLE, re.MULTILINE))


def test_it_keeps_to_the_schema_of_compose() -> None:
    assert read(TEXT)[1] == []
    assert read(TEXT.replace("    restart:", "    restarts:"))[1] != []


def test_without_a_password_nothing_starts(compose: dict[str, Any]) -> None:
    with pytest.raises(Missing, match="choose a password"):
        filled(compose["services"], dict.fromkeys(offered(), ""))


def test_the_example_offers_every_setting_and_no_other() -> None:
    used = {name for _, name, _, _ in _VARIABLE.findall(TEXT) if name}
    assert set(offered()) == used
    assert [line for line in EXAMPLE.splitlines() if line and not line.startswith("#")] == [
        "CAREERGRAPH_NEO4J_PASSWORD="
    ]


def test_only_this_machine_reaches_them_unless_told_otherwise(plain: dict[str, Any]) -> None:
    published = {name: service.get("ports", []) for name, service in plain.items()}
    assert published == {
        "neo4j": ["127.0.0.1:7687:7687"],
        "loader": [],
        "server": ["127.0.0.1:8000:8000"],
        "dashboard": ["127.0.0.1:8501:8501"],
    }
    assert not [service for service in plain.values() if "network_mode" in service]


def test_each_waits_for_what_it_needs(plain: dict[str, Any]) -> None:
    assert plain["loader"]["depends_on"] == {"neo4j": {"condition": "service_healthy"}}
    for name in ("server", "dashboard"):
        assert plain[name]["depends_on"] == {"loader": {"condition": "service_completed_successfully"}}
        assert "builds:/data/builds:ro" in plain[name]["volumes"]


def test_ours_run_as_nobody_in_particular_and_may_next_to_nothing(plain: dict[str, Any]) -> None:
    for service in (plain[name] for name in OURS):
        assert (service["read_only"], service["cap_drop"]) == (True, ["ALL"])
        assert service["security_opt"] == ["no-new-privileges:true"]
        assert "privileged" not in service
        assert "user" not in service
    assert re.search(r"^USER 10001:10001$", (ROOT / "Dockerfile").read_text(encoding="utf-8"), re.MULTILINE)


def test_the_versions_are_those_of_the_project(plain: dict[str, Any]) -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    tried = re.search(
        r"<version>([\d.]{3,})</version>", (ROOT / "tests/neo4j/pom.xml").read_text(encoding="utf-8")
    )
    assert tried
    assert {plain[name]["image"] for name in OURS} == {f"careergraph:{project['version']}"}
    assert plain["neo4j"]["image"] == f"neo4j:{tried[1]}-community"


def test_the_image_gets_all_that_the_package_is_made_of() -> None:
    build = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    ignored = (ROOT / ".dockerignore").read_text(encoding="utf-8").splitlines()
    packages = build["tool"]["hatch"]["build"]["targets"]["wheel"]["packages"]
    needed = {*packages, *build["project"]["license-files"], build["project"]["readme"]}
    assert {line[1:] for line in ignored if line.startswith("!")} == needed | {
        "pyproject.toml",
        "requirements.lock",
    }


def test_the_loader_runs_commands_of_ours(plain: dict[str, Any]) -> None:
    shell, option, script = plain["loader"]["command"]
    assert (shell, option) == ("sh", "-c")
    names = []
    for line in script.split(" && "):
        program, name, *arguments = shlex.split(line.removeprefix("exec "))
        assert program == "careergraph"
        # Raises UsageError where an option is not one of the command's.
        vars(get_command(app))["commands"][name].make_context(name, arguments)
        names.append(name)
    assert names == ["build", "load"]
    assert script.endswith(" --to bolt://neo4j:7687")


def elsewhere(service: dict[str, Any]) -> tuple[list[str], list[str]]:
    """A service's command, and its check of health, on a port that is free here."""
    port = str(free_port())
    inside = re.search(r"--port=(\d+)", " ".join(service["command"]))
    assert inside
    how, *check = service["healthcheck"]["test"]
    assert how == "CMD"
    return (
        [part.replace(inside[0], f"--port={port}") for part in service["command"]],
        [part.replace(f":{inside[1]}/", f":{port}/") for part in check],
    )


@pytest.mark.skipif(sys.platform == "win32", reason="the commands are for a container, which runs Linux")
def test_server_and_dashboard_start_and_are_well_with_all_settings_of_the_example(
    compose: dict[str, Any], built: Built, environment: Environment, tmp_path: Path
) -> None:
    services = filled(compose["services"], {**offered(), "CAREERGRAPH_NEO4J_PASSWORD": "long enough"})
    path = os.pathsep.join((str(Path(sys.executable).parent), os.environ["PATH"]))
    surroundings = {**environment(built.home), "PATH": path}

    def well(check: list[str]) -> bool:
        done = subprocess.run(check, env=surroundings, stderr=subprocess.DEVNULL, timeout=60, check=False)
        return done.returncode == 0

    serve, server_check = elsewhere(services["server"])
    show, dashboard_check = elsewhere(services["dashboard"])
    assert not well(server_check)
    assert not well(dashboard_check)
    with (
        started(show, surroundings, tmp_path / "dashboard") as dashboard,
        started(serve, surroundings, tmp_path / "server") as server,
    ):
        assert [server.url.endswith("/graph"), dashboard.url.endswith("/look")] == [True, True]
        assert well(server_check)
        assert well(dashboard_check)
