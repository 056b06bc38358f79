"""What a build holds, for people."""

from __future__ import annotations

from pathlib import Path

from rich.console import Console
from rich.text import Text

from careergraph.manifest import Manifest, SourceEntry
from careergraph.rendering import counts_table, sources_table
from ontology.derived import DERIVED_TYPES


def print_summary(out: Console, manifest: Manifest) -> None:
    """Counts by kind, sources and releases, time taken, files that differ from the checked release."""
    out.print(counts_table("nodes", manifest.labels))
    counts = manifest.relationship_types
    published = {name: count for name, count in counts.items() if name not in DERIVED_TYPES}
    out.print(counts_table("relationships, published", published))
    if manifest.derived:
        derived = {name: count for name, count in counts.items() if name in DERIVED_TYPES}
        out.print(counts_table("relationships, derived by careergraph", derived))
    out.print(sources_table(manifest))
    for source in manifest.sources:
        for name in source.differing:
            out.print(
                Text(
                    f"Note: {name} is not the file that {source.title} was checked against; its counts are right."
                )
            )
        for what, count in source.counts.items():
            if "skipped" in what:
                out.print(Text(f"{source.title}: {count:,} {what}", style="dim"))
    out.print(
        f"\n{manifest.nodes:,} nodes (a node counts under each of its labels above) and "
        f"{manifest.relationships:,} relationships in {manifest.seconds} s, from {manifest.made_from}."
    )
    out.print(Text(f"Build {manifest.build}"))


def print_info(out: Console, manifest: Manifest, folder: Path) -> None:
    """The summary, with rights, place and citation."""
    print_summary(out, manifest)
    out.print(Text(f"made {manifest.made}, careergraph {manifest.careergraph}, {manifest.store}, in {folder}"))
    out.print(Text(f"content hash {manifest.content_hash}\n"))
    for source in manifest.sources:
        _print_source(out, source)
    out.print(Text(f"\nHow to cite\n{manifest.citation()}"))


def _print_source(out: Console, source: SourceEntry) -> None:
    """One source: whose it is, what it contributed, its files and their checksums."""
    out.print(Text(f"\n{source.title}", style="bold"))
    out.print(Text(f"  {source.publisher} · release {source.release} · {source.url}"))
    out.print(Text(f"  rights: {source.rights}"))
    made = f"{source.nodes:,} nodes, {source.relationships:,} relationships"
    added = f", {source.details:,} additions to nodes of others" if source.details else ""
    out.print(Text(f"  contributes {made}{added}"))
    if source.note:
        out.print(Text(f"  {source.note}"))
    for name, checksum in source.files.items():
        out.print(Text(f"  {name}  sha256 {checksum}", style="dim"))
