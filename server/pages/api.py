"""The page that describes what programs may ask for: each operation, its parameters, how to call it."""

from __future__ import annotations

import json
import shlex
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote, urlencode

from starlette.requests import Request

from server.pages.templates import render


@dataclass(frozen=True, slots=True)
class Parameter:
    """A parameter; `about` says what kind of value it takes, with its bounds."""

    name: str
    required: bool
    description: str
    about: str


@dataclass(frozen=True, slots=True)
class Operation:
    """One thing that may be asked for; `call` is a command that does."""

    id: str
    tag: str
    method: str
    path: str
    summary: str
    description: str
    parameters: Sequence[Parameter]
    bodies: Sequence[str]
    responses: Sequence[tuple[str, str]]
    call: str
    answer: str


_WORDS = {"string": "text", "integer": "a whole number", "number": "a number", "boolean": "true or false"}


def api_page(request: Request, description: Mapping[str, Any]) -> bytes:
    """The page in UTF-8, made of the OpenAPI description."""
    found = list(_operations(description))
    groups = [(tag, [each for each in found if each.tag == tag["name"]]) for tag in description["tags"]]
    return render("api.html", request, info=description["info"], groups=groups)


def _operations(description: Mapping[str, Any]) -> Iterator[Operation]:
    server = description["servers"][0]["url"]
    for path, methods in description["paths"].items():
        for method, told in methods.items():
            yield Operation(
                id=told["operationId"],
                tag=told["tags"][0],
                method=method.upper(),
                path=path,
                summary=told["summary"],
                description=told.get("description", ""),
                parameters=[_parameter(description, given) for given in told.get("parameters", ())],
                bodies=list(told.get("requestBody", {}).get("content", ())),
                responses=[
                    (code, _at(description, found)["description"]) for code, found in told["responses"].items()
                ],
                call=_call(f"{server}{path}", told),
                answer=_answer(_at(description, told["responses"]["200"])),
            )


def _at(description: Mapping[str, Any], found: Mapping[str, Any]) -> Mapping[str, Any]:
    """What a reference leads to; anything else as it is."""
    if "$ref" not in found:
        return found
    place = description
    for step in found["$ref"].removeprefix("#/").split("/"):
        place = place[step]
    return place


def _parameter(description: Mapping[str, Any], given: Mapping[str, Any]) -> Parameter:
    schema = _at(description, given["schema"])
    items = _at(description, schema.get("items", schema))
    about = ", ".join(items["enum"]) if "enum" in items and len(items["enum"]) < 10 else _WORDS[items["type"]]
    if "maximum" in items:
        about += f" from {items['minimum']} to {items['maximum']}"
    if "default" in schema:
        about += f", {json.dumps(schema['default'])} unless given"
    return Parameter(given["name"], given.get("required", False), given["description"], about)


def _call(address: str, told: Mapping[str, Any]) -> str:
    """A command of curl's with the examples of the description."""
    examples = {given["name"]: given["example"] for given in told.get("parameters", ()) if "example" in given}
    for name in [name for name in examples if f"{{{name}}}" in address]:
        address = address.replace(f"{{{name}}}", quote(examples.pop(name)))
    words = ["curl", f"{address}?{urlencode(examples, doseq=True)}" if examples else address]
    for media_type, body in told.get("requestBody", {}).get("content", {}).items():
        if "example" in body:
            sent = body["example"] if isinstance(body["example"], str) else json.dumps(body["example"])
            words += ["-H", f"Content-Type: {media_type}", "--data-binary", sent.strip()]
            break
    return shlex.join(words)


def _answer(response: Mapping[str, Any]) -> str:
    """The example of an answer, empty where there is none."""
    examples = [told["example"] for told in response["content"].values() if "example" in told]
    texts = [one if isinstance(one, str) else json.dumps(one, ensure_ascii=False, indent=2) for one in examples]
    return "\n".join(texts)
