"""An official file that is to be fetched, and one that is there."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Wanted:
    """An official file: the names it goes by, its address, the page that leads to it, its place, its checksum."""

    names: tuple[str, ...]
    address: str
    home: str
    path: Path
    sha256: str

    @property
    def name(self) -> str:
        """The name under which it is kept."""
        return self.names[0]

    @property
    def part(self) -> Path:
        """What has come of it until it is complete."""
        return self.path.with_name(f"{self.name}.part")

    @property
    def part_notes(self) -> Path:
        """Address and version that the part belongs to."""
        return self.path.with_name(f"{self.name}.part.json")

    def discard_part(self) -> None:
        """Removes what has come."""
        self.part.unlink(missing_ok=True)
        self.part_notes.unlink(missing_ok=True)


@dataclass(frozen=True, slots=True)
class Fetched:
    """A file that is there; `status` is "fetched", "resumed", "already there" or "differs"."""

    file: str
    path: Path
    status: str
    sha256: str

    @property
    def note(self) -> str:
        """What to know of a file that differs from the one that careergraph was checked against, or nothing."""
        if self.status != "differs":
            return ""
        return (
            f"{self.file} in {self.path.parent} differs from the file that careergraph was checked against: its "
            "publisher has changed it, or it was saved anew. It is kept; careergraph build --from will check "
            "whether it can still be read"
        )
