"""The photo sheet: the figures of a report with their captions and credits, in its order and with its numbers."""

from __future__ import annotations

from dataclasses import replace

from exporters.compile.entries import heading
from exporters.compile.words import Words
from exporters.document import nodes as n
from exporters.document.walk import within


def photo_sheet(document: n.Document, words: Words) -> n.Document:
    """document with nothing but its figures, under the titles of the chapters they stand in, as one chapter."""
    blocks: list[n.Block] = []
    for chapter in document.chapters:
        found = list(dict.fromkeys(block for block in within(chapter.blocks) if isinstance(block, n.Figure)))
        blocks += [heading(chapter.title or chapter.kicker), *found] if found else []
    sheet = n.Chapter("photos", "", words.say("report.sort.photos"), tuple(blocks), "text")
    return replace(document, chapters=(sheet,) if blocks else (), submission=None, contents=bool(blocks))
