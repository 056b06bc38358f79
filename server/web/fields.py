"""Parameters of an address or of a form, read strictly."""

from __future__ import annotations

from collections import defaultdict
from urllib.parse import parse_qsl

from server.web.problems import Problem

_MOST = 200


class Fields:
    """Names with their values, in order; an empty value counts as none."""

    def __init__(self, *texts: bytes, **more: str) -> None:
        """Reads texts such as `a=1&b=2`, percent-encoded UTF-8, and takes `more` as they are. Raises Problem."""
        self._values: defaultdict[str, list[str]] = defaultdict(list)
        for name, value in (*(pair for text in texts for pair in _pairs(text)), *more.items()):
            self._values[name].append(value)

    def __contains__(self, name: str) -> bool:
        return name in self._values

    def all(self, name: str) -> tuple[str, ...]:
        """Every value of this name that is not empty."""
        return tuple(value for value in self._values.get(name, ()) if value)

    def one(self, name: str) -> str | None:
        """Its value, empty or not; None without any. Raises Problem where there are several."""
        values = self._values.get(name, [])
        if len(values) > 1:
            raise Problem(400, f"There are {len(values)} parameters {name}; there should be one.")
        return values[0] if values else None

    def others(self, *names: str) -> dict[str, str]:
        """Name → value, of all that are not among these names and not empty. Raises Problem."""
        found = {name: self.one(name) for name in self._values if name not in names}
        return {name: value for name, value in found.items() if value}


def _pairs(text: bytes) -> list[tuple[str, str]]:
    try:
        return parse_qsl(
            text.decode(), keep_blank_values=True, encoding="utf-8", errors="strict", max_num_fields=_MOST
        )
    except UnicodeDecodeError:
        raise Problem(400, "The parameters should be UTF-8, percent-encoded.") from None
    except ValueError:
        raise Problem(400, f"There are more than {_MOST} parameters.") from None
