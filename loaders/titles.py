"""The title tables: a code's or thing's titles as the sources spell them. Nothing is guessed."""

from __future__ import annotations

from collections.abc import Sequence

from loaders.shipped import Fact, many
from loaders.tables import Row


class TitleTable:
    """Titles and alternative titles of one table of facts, by code."""

    def __init__(self, what: str, *tables: Sequence[Fact]) -> None:
        self.what = what
        self.titles = {
            fact["code"]: (fact["title"], *many(fact.get("alt_titles", ""))) for facts in tables for fact in facts
        }

    def check(self, row: Row, code_column: str, title_column: str) -> str:
        """The row's code. Raises SourceError where it is unknown or the title beside it is not its own."""
        code, title = row[code_column], row[title_column].removesuffix(".")
        if code not in self.titles:
            lost = "; has it lost a leading zero?" if f"0{code}" in self.titles else ""
            row.wrong(code_column, f"a {self.what}{lost}")
        if title not in self.titles[code]:
            spelled = " or ".join(repr(known) for known in self.titles[code])
            row.wrong(title_column, f"{spelled}, the title of {code}")
        return code


class NameTable:
    """Slugs by title and alternative title, where a source gives names instead of codes."""

    def __init__(self, what: str, facts: Sequence[Fact]) -> None:
        self.what = what
        self.slugs = {
            title: fact["slug"] for fact in facts for title in (fact["title"], *many(fact["alt_titles"]))
        }

    def resolve(self, row: Row, column: str) -> str:
        """Slug of the thing that the row names. Raises SourceError for a name that no title table has."""
        if row[column] not in self.slugs:
            row.wrong(column, f"the title of a {self.what} (a new spelling goes into its title table)")
        return self.slugs[row[column]]
