"""A whole document as one Markdown file, in the program's own grammar: it imports back with every letter.

Chapters are parted by rules, which the import takes for the borders of articles. Pictures stay in the notebook:
a figure is its line, `▲ caption [출처=credit]`, which becomes a figure again.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Final

from exporters.base import Finding, Progress, WriteOptions, Written, atomic_file
from exporters.document import nodes as n
from exporters.document.markup import write
from exporters.document.walk import anchors, printable, referred
from exporters.markdown.render import Renderer, heading, information, paragraph, plain, strong
from resources import sentences

RULE: Final = "---"


class MarkdownWriter:
    """Writes a Document as Markdown."""

    name = "markdown"
    suffix = ".md"

    def write(self, document: n.Document, path: Path, options: WriteOptions, progress: Progress) -> Written:
        """See base.Writer. Pages are not counted: there are none."""
        document, replaced = printable(document)
        named = anchors(document)
        document = referred(document, lambda to: to.children or plain(named.get(to.anchor, "")))
        total = len(document.chapters)
        renderer = Renderer(sentences(document.language))
        parts = [*_cover(document), *_submission(document.submission)]
        for done, chapter in enumerate(document.chapters):
            progress(done, total)
            parts += [*([RULE] if parts else []), *_chapter(chapter, renderer)]  # a rule at the top would be metadata
        progress(total, total)
        with atomic_file(path) as file:
            file.write(("\n\n".join(parts) + "\n").encode("utf-8"))
        return Written(path, 0, unprintable(replaced))


def unprintable(count: int) -> tuple[Finding, ...]:
    """What is told of control characters."""
    return (Finding("report.finding.unprintable", (("count", str(count)),)),) if count else ()


def _cover(document: n.Document) -> Iterator[str]:
    cover = document.cover
    if cover is None:
        if document.title and not document.chapters:
            yield heading(1, document.title)
        return
    if cover.kicker:
        yield strong(cover.kicker)
    yield heading(1, cover.title)
    yield from _rows(cover.rows)
    yield from map(paragraph, filter(None, (cover.organiser, cover.date)))


def _submission(page: n.Submission | None) -> Iterator[str]:
    if page is None:
        return
    yield heading(1, page.title)
    yield from map(paragraph, filter(None, (page.addressee, *page.text)))
    yield from _rows((*page.rows, *page.members))
    yield from map(paragraph, filter(None, (page.date, page.signed)))


def _rows(rows: tuple[tuple[str, str], ...]) -> Iterator[str]:
    if rows:
        yield write((information((label, plain(value)) for label, value in rows),))


def _chapter(chapter: n.Chapter, renderer: Renderer) -> Iterator[str]:
    if chapter.kicker:
        yield strong(chapter.kicker)
    if chapter.title:
        yield heading(1, chapter.title)
    yield from renderer.blocks(chapter.blocks)
