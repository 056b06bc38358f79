"""A graph of the US National Career Clusters Framework; `careergraph.open()` opens the current build."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from careergraph.answers import Answer
    from careergraph.knowledge import KnowledgeBase, open  # noqa: A004
    from queries.store import Node, Path, Relationship

__all__ = ["Answer", "KnowledgeBase", "Node", "Path", "Relationship", "open"]

_HOMES = {
    "Answer": "careergraph.answers",
    "KnowledgeBase": "careergraph.knowledge",
    "open": "careergraph.knowledge",
    "Node": "queries.store",
    "Path": "queries.store",
    "Relationship": "queries.store",
}


def __getattr__(name: str) -> Any:
    # The command line imports this package for every --help: what takes long is imported when asked for.
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module

    return getattr(import_module(_HOMES[name]), name)
