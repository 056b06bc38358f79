"""All that is said of a thing: by publishers and by methods of ours, apart, each with where it stands."""

from __future__ import annotations

import streamlit as st

from dashboard.data import opened, thing
from dashboard.parts.sayings import origin_of, tag
from dashboard.parts.tables import table
from dashboard.parts.text import plain
from queries.told.groups import Block, Line, blocks
from queries.told.rows import rows
from queries.told.words import methods


def statements(node_id: str) -> None:
    """Every relationship of a thing with its evidence, its rows of the crosswalk, folded. Raises NothingFound."""
    folded = st.expander("Everything that is said of it, and by whom", on_change="rerun", key=f"said of {node_id}")
    # What nobody looks at would cost half of the time that a page takes.
    if not folded.open:
        return
    found = thing(node_id)
    with folded:
        for derived in (False, True):
            for block in blocks(found.groups, opened().statements, derived=derived):
                _block(block)
        crosswalk = rows(found)
        if crosswalk:
            st.markdown(f"**Rows of the crosswalk** {tag('published')}")
            told = [
                {
                    **{
                        heading: f"{part.code} {part.title}".strip() if part else "no program"
                        for heading, part in zip(crosswalk.headings, row.parts, strict=True)
                    },
                    "row": row.number,
                    "note": row.note,
                }
                for row in crosswalk.rows
            ]
            table(told, "crosswalk-rows", origin="published", about=plain(crosswalk.sheet))


def _block(block: Block) -> None:
    st.markdown(f"**{plain(block.heading)}** {tag(origin_of(block.derived))}")
    said = [methods()[method] for method in block.methods] + [part for part in (block.note, block.place) if part]
    if said:
        st.caption(plain(" ".join(said)))
    about = "by " + ", ".join(source.title for source in block.sources)
    lines = [_line(block, line) for line in block.lines]
    table(lines, block.anchor, origin=origin_of(block.derived), about=plain(about))


def _line(block: Block, line: Line) -> dict[str, str]:
    told = {"id": line.name.id, "code": line.name.code, "title": line.name.title}
    told |= {heading: cell for (heading, _), cell in zip(block.columns, line.cells, strict=True)}
    if line.sureness:
        told |= {"how sure": line.sureness.words, "confidence": f"{line.sureness.confidence:.2f}"}
        told |= {"rests on": "; ".join(f"{name.code} {name.title}".strip() for name in line.rests_on)}
    return told | {"where it stands": line.place, "note": line.note}
