"""What a SPARQL query names, read before it runs: prefixes, graphs, terms, and calls to other servers."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from difflib import get_close_matches
from urllib.parse import urljoin

from ontology.rdf.prefixes import Names, prefixes
from queries.sparql_results import SparqlSyntaxError
from queries.store import FeatureRefused, WriteRefused

_TOKEN = re.compile(
    r"""
      (?P<remark> \#[^\r\n]* )
    | (?P<iri> <[^<>"{}|^`\\\x00-\x20]*> )
    | (?P<text> \"{3}(?:[^"\\]|\\.|"(?!""))*\"{3} | '{3}(?:[^'\\]|\\.|'(?!''))*'{3}
              | "(?:[^"\\\r\n]|\\.)*" | '(?:[^'\\\r\n]|\\.)*' ) (?P<typed> @[\w-]+ | \^\^ )?
    | (?P<open> ["'] .* )
    | (?P<variable> [?$]\w+ )
    | (?P<blank> _:[\w.-]+ )
    | (?P<name> (?P<prefix>[^\W\d_](?:[\w.-]*[\w-])?)? : (?P<local>(?:[\w:%-]|\\.|\.(?=[\w:%.\\-]*[\w:%-]))*) )
    | (?P<number> \d+(?:\.\d+)? (?![\w-]) )
    | (?P<word> \w+ )
    | (?P<other> \S )
    """,
    re.VERBOSE | re.DOTALL,
)

# Between two comparisons stands what looks like an IRI: `?a<?b && …`, without spaces.
_COMPARED = re.compile(r"<[?$]|[?$]\w+>$")
_QUOTES = re.compile(r"^(?:\"{3}|'{3}|\"|')|(?:\"{3}|'{3}|\"|')$")

# SERVICE as the grammar writes it, wherever it stands, in a text or a remark, too: how `<` is to be read hangs on
# what is around it, and whoever reads it wrongly takes code for a text. Never goes back, so that it stays fast.
_GAP = r"(?>\s|\#[^\r\n]*[\r\n])*+"
_CHARS = r"\w\u0080-\U0010ffff"
_WHERE = rf"(?:<[^>\s{{]*+>|[?$][{_CHARS}]++|[{_CHARS}.-]*+:(?:\\.|[{_CHARS}.:%-])*+)"
_SERVICE = re.compile(rf"(?<![?$:])service{_GAP}(?:silent{_GAP})?+{_WHERE}{_GAP}\{{", re.IGNORECASE)

_BEGINNING = re.compile(rf"(?:{_GAP}(?:PREFIX\s+\S+|BASE)\s*<[^>]*>)*+{_GAP}(\w*)", re.IGNORECASE)
_UPDATES = {"INSERT", "DELETE", "LOAD", "CLEAR", "DROP", "CREATE", "COPY", "MOVE", "ADD", "WITH"}


@dataclass(frozen=True, slots=True)
class Mention:
    """An IRI that a query names: as written, and in full."""

    written: str
    iri: str


@dataclass(slots=True)
class Mentions:
    """What a query names: graphs of FROM, of FROM NAMED, of GRAPH; other IRIs; texts; variables; numbers.

    `star` is where it selects all variables, by a star, if it does.
    """

    default: list[Mention] = field(default_factory=list)
    named: list[Mention] = field(default_factory=list)
    graphs: list[Mention] = field(default_factory=list)
    terms: list[Mention] = field(default_factory=list)
    texts: list[str] = field(default_factory=list)
    variables: dict[str, None] = field(default_factory=dict)
    numbers: list[str] = field(default_factory=list)
    star: int | None = None


def known_prefixes(base: str) -> dict[str, str]:
    """Prefix → IRI, of all prefixes that a query need not declare."""
    return dict(sorted({**prefixes(base), "graph": f"{base}graph/"}.items()))


class ShortNames:
    """IRIs as a query may write them: `soc:15-1252`, `graph:derived`; what has no prefix as `<statement/…>`."""

    def __init__(self, base: str) -> None:
        self._names, self._graphs = Names(base), f"{base}graph/"

    def __call__(self, iri: str) -> str:
        """The short name."""
        if iri.startswith(self._graphs):
            return f"graph:{iri.removeprefix(self._graphs)}"
        return self._names.prefixed(iri) or f"<{self._names.id_of(iri)}>"


def refuse_service(text: str) -> None:
    """Raises FeatureRefused for a query that asks another server."""
    if _SERVICE.search(text):
        raise FeatureRefused("SERVICE")


def refuse_update(text: str) -> None:
    """Raises WriteRefused for what begins as SPARQL Update does, and no query."""
    if (begins := _BEGINNING.match(text)) and begins[1].upper() in _UPDATES:
        raise WriteRefused(text)


def read(text: str, base: str) -> Mentions:
    """What the query names, every IRI in full. Raises SparqlSyntaxError for a prefix that nobody declared."""
    return _Reader(text, base).read()


def in_written_order(text: str, mentions: Mentions, variables: Sequence[str]) -> str:
    """The query with the variables that its star stands for in its place, in the order of their first mention."""
    names = [name for name in mentions.variables if name in variables]
    if mentions.star is None or names == variables:
        return text
    return f"{text[: mentions.star]} {' '.join(f'?{name}' for name in names)} {text[mentions.star + 1 :]}"


class _Reader:
    def __init__(self, text: str, base: str) -> None:
        self.text, self.prefixes, self.base = text, known_prefixes(base), f"{base}id/"
        self.found = Mentions()
        self.after = {"FROM": self.found.default, "NAMED": self.found.named, "GRAPH": self.found.graphs}

    def read(self) -> Mentions:
        tokens = (token for token in _TOKEN.finditer(self.text) if token.lastgroup != "remark")
        word = before = ""
        for token in tokens:
            match token.lastgroup:
                case "iri" | "name" if word in ("PREFIX", "BASE"):
                    self._declare(token, tokens)
                case "iri" if _COMPARED.search(token[0]):
                    pass
                case "iri" | "name":
                    self._mention(token, self.after.get(word, self.found.terms))
                case "text" if "\\" not in token[0]:
                    self.found.texts.append(_QUOTES.sub("", token[0]))
                case "number":
                    self.found.numbers.append(token[0])
                case "variable":
                    self.found.variables[token[0][1:]] = None
                case "other" if token[0] == "*" and "SELECT" in (word, before) and not self.found.variables:
                    self.found.star = token.start() if self.found.star is None else self.found.star
            before, word = word, token[0].upper() if token.lastgroup == "word" else ""
        return self.found

    def _declare(self, token: re.Match[str], rest: Iterator[re.Match[str]]) -> None:
        if token["iri"]:
            self.base = self._absolute(token)
        elif (iri := next(rest, None)) and iri["iri"]:
            self.prefixes[token["prefix"] or ""] = self._absolute(iri)

    def _mention(self, token: re.Match[str], among: list[Mention]) -> None:
        iri = self._absolute(token) if token["iri"] else self._expanded(token)
        among.append(Mention(token[0], iri))

    def _absolute(self, token: re.Match[str]) -> str:
        found = urljoin(self.base, token[0][1:-1])
        # Python may leave out the fragment of `…/ontology#`, for it is empty.
        return f"{found.removesuffix('#')}#" if token[0].endswith("#>") else found

    def _expanded(self, token: re.Match[str]) -> str:
        prefix = token["prefix"] or ""
        if prefix not in self.prefixes:
            near = ", ".join(get_close_matches(prefix, self.prefixes, 3))
            hint = f"near it: {near}" if near else f"declare it: PREFIX {prefix}: <its address>"
            line, column = place(self.text, token.start())
            raise SparqlSyntaxError(line, column, f"the prefix {prefix}: is unknown; {hint}", self.text)
        return self.prefixes[prefix] + re.sub(r"\\(.)", r"\1", token["local"])


def place(text: str, offset: int) -> tuple[int, int]:
    """Line and column, counted from 1."""
    return text.count("\n", 0, offset) + 1, offset - text.rfind("\n", 0, offset)
