"""What careergraph diff prints, taken apart."""

from __future__ import annotations


def flat(text: str) -> str:
    """A message without the frame and the line breaks that a terminal gives it."""
    return " ".join(word for word in text.split() if word.strip("│╭╮╰╯─"))


def groups(text: str) -> dict[str, list[str]]:
    """Heading of a list, with its count → its lines."""
    found: dict[str, list[str]] = {}
    heading = ""
    for line in text.splitlines():
        if line.startswith("  "):
            found[heading].append(line.strip())
        elif line:
            heading = " ".join(line.split())
            found[heading] = []
    return found
