"""The photo sheet: the figures of a report with their captions and credits, in its order and with its numbers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from exporters.compile.entries import heading
from exporters.compile.words import Words
from exporters.document import nodes as n


def photo_sheet(document: n.Document, words: Words) -> n.Document:
    """document with nothing but its figures, under the titles of the chapters they stand in, as one chapter."""
    blocks: list[n.Block] = []
    for chapter in document.chapters:
        found = list(dict.fromkeys(_figures(chapter.blocks)))
        blocks += [heading(chapter.title or chapter.kicker), *found] if found else []
    sheet = n.Chapter("photos", document.title, words.say("report.sort.photos"), tuple(blocks), "text")
    return replace(document, chapters=(sheet,) if blocks else (), submission=None)


def _figures(blocks: Iterable[n.Block]) -> Iterator[n.Figure]:
    for block in blocks:
        match block:
            case n.Figure():
                yield block
            case n.QuestionAnswer(answer=answer):
                yield from _figures(answer)
            case n.TakeawayGroup(takeaways=takeaways):
                for takeaway in takeaways:
                    yield from _figures(takeaway.blocks)
