"""The catalogue as a page for people: docs/questions.md."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from queries.catalog import Question

HEAD = """\
# Questions

Written by `careergraph ask --markdown`, not by hand. Each is a file of `queries/cypher` and runs as it stands:
`careergraph ask QUESTION`, with parameters as options (`--sub-cluster "Web & Cloud"`: titles, codes or ids), or
`graph.ask("QUESTION", sub_cluster="Web & Cloud")` from Python. Tests recompute every answer without an engine.
Jobs and wages are national figures.
"""


def page(questions: Iterable[Question]) -> str:
    """All questions: a table of them, then each with what to know, its parameters and its Cypher."""
    found = list(questions)
    rows = [f"| [{q.name}](#{q.name}) | {q.asks} | {', '.join(q.tags)} |" for q in found]
    parts = [HEAD, "\n".join(["| question | asks | for |", "|---|---|---|", *rows]), ""]
    return "\n".join([*parts, *("\n".join(_section(question)) for question in found)]).rstrip()


def _section(question: Question) -> Iterator[str]:
    yield f"## {question.name}\n\n{question.asks}"
    if question.description:
        yield f"\n{question.description}"
    if question.parameters:
        yield ""
    for p in question.parameters:
        what = f"a `{p.type}`" if p.is_node else p.type
        yield f"- `--{p.option}`: {what}, else `{str(p.default).lower() if p.type == 'bool' else p.default}`"
    yield f"\n```cypher\n{question.cypher}\n```\n"
