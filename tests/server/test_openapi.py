"""The description of the server is true: schemathesis finds nothing to say, and the page tells the same."""

from __future__ import annotations

import json
import os
import shlex
import subprocess
from pathlib import Path
from typing import Any

import httpx
import pytest

from server import openapi
from tests.server.running import Running

HERE = Path(__file__).parent
SCHEMATHESIS = HERE.parents[1] / ".venv-schemathesis" / ("Scripts" if os.name == "nt" else "bin") / "schemathesis"
OPERATIONS = ["search", "resolve", "explain", "align", "cypher", "sparql", "document", "health"]


@pytest.fixture(scope="module")
def described(http: httpx.Client) -> dict[str, Any]:
    found: dict[str, Any] = http.get("/openapi.json").json()
    return found


def test_the_server_is_at_the_address_that_was_asked(
    described: dict[str, Any], server: Running, http: httpx.Client
) -> None:
    assert described["openapi"] == "3.1.0"
    assert described["servers"] == [{"url": server.url}]
    assert http.get("/openapi.json").headers["content-type"] == "application/json"


def test_behind_a_prefix_the_addresses_have_it(prefixed: Running) -> None:
    assert prefixed.url.endswith("/graph")
    assert httpx.get(f"{prefixed.url}/openapi.json").json()["servers"] == [{"url": prefixed.url}]
    (hit,) = httpx.get(f"{prefixed.url}/search", params={"q": "29-1141"}).json()["hits"]
    assert hit["href"] == "/graph/doc/soc/2018/29-1141"
    assert 'action="/graph/align"' in httpx.get(f"{prefixed.url}/align").text


def test_the_page_tells_of_every_operation(described: dict[str, Any], http: httpx.Client) -> None:
    page = http.get("/api", headers={"accept": "text/html"})
    assert page.headers["content-type"] == "text/html; charset=utf-8"
    assert "<script" not in page.text
    names = [told["operationId"] for methods in described["paths"].values() for told in methods.values()]
    assert set(OPERATIONS) <= set(names)
    for name in names:
        assert f'id="{name}"' in page.text


ANSWERED = [
    ("/search", "get", "Search", "application/json"),
    ("/resolve", "get", "Resolve", "application/json"),
    ("/explain", "get", "Explain", "application/json"),
    ("/align", "post", "Align", "text/csv"),
    ("/cypher", "post", "Cypher", "application/json"),
    ("/sparql", "get", "Sparql", "application/sparql-results+json"),
    ("/doc/{id}", "get", "Document", "application/json"),
    ("/health", "get", "Health", "application/json"),
]
"""Each operation whose answer is shown: the response in which, and its media type."""
CHANGING = ("build", "seconds", "uptime", "made", "edition", "sparql", "cypher", "downloads")
EXAMPLES = Path(openapi.__file__).with_name("openapi_examples.json")


def test_the_examples_are_what_the_server_answers(described: dict[str, Any], http: httpx.Client) -> None:
    found = {}
    for path, method, name, media_type in ANSWERED:
        answer = example(http, path, method, described["paths"][path][method], media_type)
        found[name] = [media_type, answer.json() if media_type.endswith("json") else answer.text]
    if os.environ.get("CAREERGRAPH_GOLDEN") == "write":
        EXAMPLES.write_text(json.dumps(found, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    shown = json.loads(EXAMPLES.read_text(encoding="utf-8"))
    assert lasting(found) == lasting(shown), f"if meant: CAREERGRAPH_GOLDEN=write pytest {__file__}"


def example(http: httpx.Client, path: str, method: str, told: dict[str, Any], media_type: str) -> httpx.Response:
    """What the server answers to the example of an operation."""
    given = {one["name"]: one["example"] for one in told.get("parameters", ()) if "example" in one}
    address = path.replace("{id}", str(given.pop("id", "")))
    headers, content = {"accept": media_type}, ""
    for sent, body in told.get("requestBody", {}).get("content", {}).items():
        if "example" in body:
            headers["content-type"] = sent
            content = body["example"] if isinstance(body["example"], str) else json.dumps(body["example"])
    answer = http.request(method, address, params=given, headers=headers, content=content)
    assert answer.status_code == 200, answer.text
    return answer


def lasting(examples: dict[str, Any]) -> dict[str, Any]:
    """The examples without what differs from build to build."""
    return {
        name: {key: value for key, value in told.items() if key not in CHANGING}
        if isinstance(told, dict)
        else told
        for name, (_, told) in examples.items()
    }


def test_kinds_that_search_takes_are_labels_of_the_graph(described: dict[str, Any], http: httpx.Client) -> None:
    for kind in described["components"]["schemas"]["Kind"]["enum"]:
        assert http.get("/search", params={"q": "nurse", "kind": kind}).status_code == 200, kind


def test_schemathesis_finds_nothing_to_say(server: Running, tmp_path: Path) -> None:
    if not SCHEMATHESIS.exists():
        why = f"schemathesis is not installed in {SCHEMATHESIS}; `make test` installs it"
        if os.environ.get("CI"):
            pytest.fail(why)
        pytest.skip(why)
    config, hooks = HERE / "schemathesis.toml", HERE / "schemathesis_hooks.py"
    command = [str(SCHEMATHESIS), "--config-file", str(config), "run", f"{server.url}/openapi.json"]
    # Making data takes long where the machine is busy, which is no fault of the description.
    patient = "--request-timeout 60 --suppress-health-check too_slow"
    options = shlex.split(f"--checks all --mode all --seed 7 --max-examples 6 {patient}")
    environment = {**os.environ, "SCHEMATHESIS_HOOKS": str(hooks)}
    done = subprocess.run(
        [*command, *options],
        cwd=tmp_path,
        env=environment,
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
