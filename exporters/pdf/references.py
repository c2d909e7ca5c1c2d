"""References to places of the report, once it is known on which page these stand."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from exporters.document import nodes as n
from resources import Sentences


def referred(chapter: n.Chapter) -> Iterator[str]:
    """The anchors of chapter's references; these stand in cells of tables only."""
    cells = (cell for block in chapter.blocks if isinstance(block, n.Table) for row in block.rows for cell in row)
    return (node.anchor for cell in cells for node in cell if isinstance(node, n.PageReference))


def resolved(chapter: n.Chapter, pages: Mapping[str, int], say: Sentences) -> n.Chapter:
    """chapter with its references as links that tell the page. pages: printed number by anchor.

    What leads to a place that is not in the report stays as words.
    """
    blocks = tuple(_table(block, pages, say) if isinstance(block, n.Table) else block for block in chapter.blocks)
    return replace(chapter, blocks=blocks)


def _table(table: n.Table, pages: Mapping[str, int], say: Sentences) -> n.Table:
    return replace(table, rows=tuple(tuple(tuple(_cell(cell, pages, say)) for cell in row) for row in table.rows))


def _cell(cell: n.Inlines, pages: Mapping[str, int], say: Sentences) -> Iterator[n.Inline]:
    for node in cell:
        if not isinstance(node, n.PageReference):
            yield node
        elif node.anchor in pages:
            key = "report.pdf.page_reference" if node.children else "report.pdf.page_alone"
            yield from node.children
            yield n.Link(f"#{node.anchor}", (n.Text(say(key, page=pages[node.anchor])),))
        else:
            yield from node.children
