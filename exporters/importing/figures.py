"""Figures ▲ caption [출처=credit]: a record each, and a line at their place."""

from __future__ import annotations

from typing import Final

from db.records import Figure
from exporters.document.nodes import FigurePlace
from exporters.importing.collector import Collector, Proposal
from exporters.importing.headings import has_body
from exporters.importing.marks import Block, figure_credit

_LONG: Final = 80


def figure(collector: Collector, block: Block, entry: Proposal, visit: Proposal | None) -> FigurePlace:
    """The record of the ▲ block in entry, and what stands at its place in the text."""
    text = collector.text
    credit = figure_credit(text, block.start, block.end)
    caption_end = credit.start() if credit else block.end
    made = collector.new(
        Figure,
        visit=visit.id if visit else None,
        entry=entry.id,
        caption=" ".join(text[block.body : caption_end].split()),
        credit=" ".join(credit["credit"].split()) if credit else "",
    )
    if visit is None:
        made.fields["tour"] = collector.tour
    collector.cut("figure", block.start, credit.end() if credit else block.end, made)
    if credit is not None:
        collector.label(credit.start("label"), credit.end("label"))
    elif caption_end - block.body > _LONG or has_body(text, block.body, caption_end):
        collector.doubt("figure_end", block.start, block.end, made)
    return FigurePlace(made.id)
