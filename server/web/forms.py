"""Bodies of requests that HTML forms send: multipart/form-data (RFC 7578)."""

from __future__ import annotations

from dataclasses import dataclass
from email.message import Message
from email.parser import HeaderParser

from server.web.problems import Problem

MEDIA_TYPE = "multipart/form-data"


@dataclass(frozen=True, slots=True)
class Part:
    """A field of a form; `filename` is None where it is no file."""

    name: str
    filename: str | None
    body: bytes

    @property
    def text(self) -> str:
        """What was typed into the field."""
        return self.body.decode("utf-8", "replace")


def parts(body: bytes, content_type: str) -> list[Part]:
    """The fields in their order. Raises Problem, 400, where the body is no form.

    The standard library has no reader for forms any more, and a dependency for these lines is none we need: a body
    is small and all there.
    """
    named = Message()
    named["content-type"] = content_type
    boundary = named.get_param("boundary")
    if not isinstance(boundary, str) or not boundary:
        raise Problem(400, f"The header Content-Type: {MEDIA_TYPE} names no boundary.")
    _, *sections = (b"\r\n" + body).split(b"\r\n--" + boundary.encode("latin-1", "replace"))
    if not sections or not sections[-1].startswith(b"--"):
        raise Problem(400, "The form in the body is cut short: its last boundary is missing.")
    return [_part(section) for section in sections[:-1]]


def _part(section: bytes) -> Part:
    head, _, body = section.lstrip(b" \t").removeprefix(b"\r\n").partition(b"\r\n\r\n")
    headers = HeaderParser().parsestr(head.decode("utf-8", "replace"))
    name = headers.get_param("name", header="content-disposition")
    if not isinstance(name, str):
        raise Problem(400, "A part of the form in the body has no name.")
    return Part(name, headers.get_filename(), body)
