"""The title tables: a code's or thing's titles as the sources spell them. Nothing is guessed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from loaders.shipped import Fact, many
from loaders.tables import Row


class TitleTable:
    """Titles and alternative titles of tables of facts, by code. `spellings` are those of one source alone."""

    def __init__(
        self,
        what: str,
        *tables: Sequence[Fact],
        spellings: Mapping[str, Sequence[str]] | None = None,
        any_case: bool = False,
    ) -> None:
        self.what, self.spellings, self.any_case = what, spellings or {}, any_case
        self.titles = {
            fact["code"]: (fact["title"], *many(fact.get("alt_titles", ""))) for facts in tables for fact in facts
        }

    def check(self, row: Row, code_column: str, title_column: str, *, code: str = "") -> str:
        """The row's code. Raises SourceError where it is unknown or the title beside it is not its own.

        `code` is given where the file writes it in a way of its own.
        """
        code = code or row[code_column]
        if code not in self.titles:
            lost = "; has it lost a leading zero?" if f"0{code}" in self.titles else ""
            row.wrong(code_column, f"a {self.what}{lost}")
        self.check_title(row, title_column, row[title_column].removesuffix("."), code)
        return code

    def check_title(self, row: Row, column: str, title: str, code: str) -> None:
        """The title, out of this column, is that of the code. Raises SourceError."""
        known = (*self.titles[code], *self.spellings.get(code, ()))
        if title not in known and not (self.any_case and title.casefold() in map(str.casefold, known)):
            spelled = " or ".join(map(repr, known))
            row.wrong(column, f"{spelled}, the title of {code}")


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
