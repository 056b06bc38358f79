"""The Cypher shell: history, completion of labels, types and properties, several lines until a semicolon."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable
from pathlib import Path

from prompt_toolkit import PromptSession
from prompt_toolkit.completion import CompleteEvent, Completer, Completion
from prompt_toolkit.document import Document
from prompt_toolkit.history import FileHistory
from prompt_toolkit.lexers import PygmentsLexer
from pygments.lexers.graph import CypherLexer
from rich.text import Text

from careergraph.knowledge import KnowledgeBase
from careergraph.rendering import answer_table, console, print_dictionary
from queries.dictionary import Dictionary
from queries.store import StoreError

KEYWORDS = (
    *("MATCH", "OPTIONAL MATCH", "WHERE", "RETURN", "WITH", "ORDER BY", "LIMIT", "SKIP", "UNWIND", "DISTINCT"),
    *("UNION", "AND", "OR", "NOT", "IN", "STARTS WITH", "CONTAINS", "IS NULL", "IS NOT NULL", "AS", "DESC"),
    *("count(", "collect("),
)
HELP = """\
A query ends with a semicolon: MATCH (s:SubCluster) RETURN s.title;
:schema [NAME]  labels, relationship types, properties      :help  this text      :quit  leave (or Ctrl-D)
Tab completes; arrow up brings back earlier queries; Ctrl-C ends a running query or clears the line."""


class CypherCompleter(Completer):
    """Labels and types behind a colon, properties behind a point, keywords elsewhere."""

    def __init__(self, found: Dictionary) -> None:
        self.labels = [entry.name for entry in found.labels]
        self.types = [entry.name for entry in found.relationship_types]
        entries = (*found.labels, *found.relationship_types)
        self.properties = sorted({p.name for entry in entries for p in entry.properties})

    def get_completions(self, document: Document, complete_event: CompleteEvent) -> Iterable[Completion]:  # noqa: ARG002
        """What may stand at the cursor."""
        before = document.text_before_cursor
        started = re.search(r"[A-Za-z_]*$", before)
        word = started[0] if started else ""
        for name in self._candidates(before[: len(before) - len(word)]):
            if name.lower().startswith(word.lower()):
                yield Completion(name, start_position=-len(word))

    def _candidates(self, before: str) -> Iterable[str]:
        if re.search(r"\[[^\]]*[:|]$", before):
            return self.types
        if re.search(r"\([^)]*[:|&]$", before):
            return self.labels
        if re.search(r"\w\.$", before) or re.search(r"\{[^}]*$", before):
            return self.properties
        return KEYWORDS if not before or before[-1].isspace() else ()


def run(base: KnowledgeBase, history: Path) -> None:
    """Reads queries until the end of input. From a pipe without a prompt, and up to the first that fails."""
    if not sys.stdin.isatty():
        for text in statements(sys.stdin.read()):
            answer(base, text)
        return
    found = base.schema()
    session: PromptSession[str] = PromptSession(
        history=FileHistory(str(history)), completer=CypherCompleter(found), lexer=PygmentsLexer(CypherLexer)
    )
    print(f"careergraph, build {base.info.build}. Reading only.\n{HELP}")
    pending = ""
    while True:
        try:
            line = session.prompt("careergraph> " if not pending else "         ... ")
        except KeyboardInterrupt:
            pending = ""
            continue
        except EOFError:
            return
        if not pending and line.strip().startswith(":"):
            if not _command(found, line.split()):
                return
            continue
        pending = f"{pending}\n{line}" if pending else line
        if pending.rstrip().endswith(";"):
            _answer_or_say_why(base, pending)
            pending = ""


def statements(text: str) -> list[str]:
    """The queries of a text, each ended by a semicolon at the end of a line."""
    return [part.strip() for part in re.split(r";\s*(?:\n|$)", text) if part.strip()]


def _command(found: Dictionary, words: list[str]) -> bool:
    """Carries out a line with a colon; False to leave."""
    if words[0] in (":quit", ":exit", ":q"):
        return False
    if words[0] == ":schema":
        print_dictionary(console(), found, words[1:])
    else:
        print(HELP)
    return True


def _answer_or_say_why(base: KnowledgeBase, text: str) -> None:
    try:
        answer(base, text)
    except StoreError as error:
        console().print(Text(str(error), style="red"))
    except KeyboardInterrupt:
        print("The query was ended.")


def answer(base: KnowledgeBase, text: str) -> None:
    """Prints the answer to one query. Raises StoreError where there is none."""
    found = base.query(text.strip().rstrip(";"))
    console().print(answer_table(found))
    cut = "; there are more" if found.truncated else ""
    hints = [] if len(found) else base.hints(text)
    print(
        "\n".join(
            [f"{len(found):,} row{'' if len(found) == 1 else 's'}, {found.result.seconds:.2f} s{cut}", *hints]
        )
    )
