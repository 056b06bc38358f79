"""What nodes and relationships have in common, and what each of their properties means."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields
from functools import wraps
from types import MappingProxyType
from typing import Annotated, ClassVar, TypeVar, get_type_hints

Value = str | int | float | bool | tuple[str, ...]
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Means:
    """What a property says: its meaning, its unit and year where it has them, what its absence means."""

    meaning: str
    unit: str = ""
    year: str = ""
    absent: str = ""


class WrongValue(ValueError):
    """A record holds a value that its field does not allow."""

    def __init__(self, record: str, field: str, value: object, expected: str) -> None:
        super().__init__(f"{record}: {field} is {value!r}; expected {expected}")
        self.record, self.field, self.value, self.expected = record, field, value, expected


def once_a_class(function: Callable[[type[Record]], T]) -> Callable[[type[Record]], T]:
    """The function, which is asked only once for each record class."""
    # functools.cache rejects classes under mypy: a dataclass's own __hash__ hides that of its class.
    known: dict[type[Record], T] = {}

    @wraps(function)
    def remembered(record: type[Record]) -> T:
        if record not in known:
            known[record] = function(record)
        return known[record]

    return remembered


def camel_case(name: str) -> str:
    """`alt_titles` → `altTitles`; a number or `to` behind one stays lower case (`openings2024to2034`)."""
    first, *rest = name.split("_")
    joined = first
    for part in rest:
        joined += part if part == "to" and joined[-1].isdigit() else part.capitalize()
    return joined


@once_a_class
def property_names(record: type[Record]) -> Mapping[str, str]:
    """Field name → property name in the graph, in field order, for one record class."""
    return MappingProxyType({f.name: camel_case(f.name) for f in fields(record)})


@once_a_class
def property_types(record: type[Record]) -> Mapping[str, type]:
    """Field name → `str`, `int`, `float`, `bool` or `tuple` (of texts), for one record class."""
    hints = get_type_hints(record)
    return MappingProxyType({f.name: _plain_type(hints[f.name]) for f in fields(record)})


def _plain_type(hint: object) -> type:
    for plain in (tuple, bool, int, float, str):
        if re.search(rf"\b{plain.__name__}\b", str(hint)):
            return plain
    raise TypeError(f"no graph type for {hint}")


@once_a_class
def meanings(record: type[Record]) -> Mapping[str, Means]:
    """Property name → what it means, for one record class; fields that say nothing are left out."""
    hints = get_type_hints(record, include_extras=True)
    found = {}
    for name, hint in hints.items():
        for extra in getattr(hint, "__metadata__", ()):
            if isinstance(extra, Means):
                found[camel_case(name)] = extra
    return MappingProxyType(found)


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """A frozen bundle of typed fields that becomes the properties of a node or relationship.

    A list is a set of texts: it is held in order, none twice, so that every form of the graph can say it.
    """

    ENDS_OF_RELATIONSHIP: ClassVar[frozenset[str]] = frozenset({"start", "end"})

    def __post_init__(self) -> None:
        """Raises WrongValue for a value of another type, an empty text, or a text with stray spaces."""
        for name, expected in property_types(type(self)).items():
            value = getattr(self, name)
            if value is None and name not in required_fields(type(self)):
                continue
            if type(value) is not expected:
                raise WrongValue(repr(self), name, value, expected.__name__)
            if isinstance(value, float) and not math.isfinite(value):
                raise WrongValue(repr(self), name, value, "a finite number")
            for text in value if isinstance(value, tuple) else (value,):
                if isinstance(value, tuple) and type(text) is not str:
                    raise WrongValue(repr(self), name, text, "str")
                if isinstance(text, str) and text != " ".join(text.split()):
                    raise WrongValue(repr(self), name, text, "a text without stray spaces")
                if text == "":
                    raise WrongValue(repr(self), name, text, "a text, or nothing at all")
            if isinstance(value, tuple) and len(value) > 1:
                object.__setattr__(self, name, tuple(sorted(set(value))))

    def properties(self) -> dict[str, Value]:
        """Property name → value, without the absent ones; an empty list counts as absent."""
        found = {}
        for name, label in property_names(type(self)).items():
            value = getattr(self, name)
            if value is not None and value != () and name not in self.ENDS_OF_RELATIONSHIP:
                found[label] = value
        return found


@once_a_class
def required_fields(record: type[Record]) -> frozenset[str]:
    """Names of the fields that may not be None."""
    return frozenset(n for n, hint in get_type_hints(record).items() if "None" not in str(hint))


Note = Annotated[str | None, Means("A remark of ours on this thing", absent="nothing to remark")]
