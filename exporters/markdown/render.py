"""Nodes → outline text with Markdown twins, block by block.

Every mark is one of the grammar (document.marks), so that the text reads back as the same nodes: what stands in a
report alone (questions, takeaways, figures, tables of information) is written with its headings, bullets and tables.
Between blocks stands a blank line, which Markdown needs and the grammar allows.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from exporters.document import nodes as n
from exporters.document.marks import line_kind
from exporters.document.markup import figure_line, write
from resources import Sentences

BREAK = "  \n"
"""A line break inside a paragraph: two blanks before it, as Markdown wants; the grammar leaves them out."""


class Renderer:
    """Writes blocks. say: sentences of the document's language."""

    def __init__(self, say: Sentences) -> None:
        self._say = say

    def blocks(self, blocks: Iterable[n.Block]) -> Iterator[str]:
        """The text of each block; a report's own block may make several."""
        for block in blocks:
            yield from self._block(block)

    def _block(self, block: n.Block) -> Iterator[str]:
        match block:
            case n.Heading():
                yield write((replace(block, twin=True, id=""),))
            case n.Paragraph():
                yield broken(write((block,)))
            case n.Bullet() | n.Note() | n.Numbered():
                yield write((block,)).replace("\n", "\n\n")  # each further paragraph is one in Markdown, too
            case n.Table():
                yield write((block,))
            case n.FigurePlace() | n.FigureLine():
                yield write((block,))
            case n.Figure():
                yield figure_line(block.caption, block.credit)
            case n.InfoTable(rows):
                yield write((information(rows),))
            case n.QuestionAnswer():
                yield from self._question(block)
            case n.TakeawayGroup(team, takeaways):
                if team:
                    yield strong(team)
                for takeaway in takeaways:
                    yield from self._takeaway(takeaway)

    def _question(self, block: n.QuestionAnswer) -> Iterator[str]:
        """Question and answer as one bullet, the answer's paragraphs under it; what else it has stands behind."""
        answer: tuple[n.Block, ...] = block.answer or (n.Paragraph((n.Text(self._say("report.no_answer")),)),)
        paragraphs: list[n.Inlines] = []
        for part in answer:
            if not isinstance(part, n.Paragraph):
                break
            paragraphs.append(part.inlines)
        rest = answer[len(paragraphs) :]
        first, *further = paragraphs or [()]
        more = (labelled("A.", block.answerer, first), *further)
        bullet = n.Bullet(2, "-", labelled("Q.", block.asker, block.question), more)
        yield write((bullet,)).replace("\n", "\n\n")
        yield from self.blocks(rest)

    def _takeaway(self, takeaway: n.Takeaway) -> Iterator[str]:
        detail = f" ({takeaway.detail})" if takeaway.detail else ""
        if takeaway.author or detail:
            yield heading(2, takeaway.author + detail)
        yield from self.blocks(takeaway.blocks)


def labelled(label: str, name: str, inlines: n.Inlines) -> n.Inlines:
    """inlines behind a label in bold and the name of who spoke."""
    who = f" ({name}) " if name else " "
    return (n.Strong((n.Text(label),)), n.Text(who), *inlines)


def information(rows: Iterable[tuple[str, n.Inlines]]) -> n.Table:
    """Labels and values as a table under an empty header, which Markdown wants; a line break in a value ends a row."""
    made: list[tuple[n.Inlines, ...]] = [((), ())]
    for label, value in rows:
        name = plain(label)
        for part in lines(value):
            made.append((name, part))
            name = ()
    return n.Table(tuple(made))


def lines(inlines: n.Inlines) -> list[n.Inlines]:
    """inlines cut at their line breaks."""
    made: list[list[n.Inline]] = [[]]
    for node in inlines:
        if isinstance(node, n.LineBreak):
            made.append([])
        else:
            made[-1].append(node)
    return [tuple(line) for line in made]


def plain(text: str) -> n.Inlines:
    return (n.Text(text),) if text else ()


def heading(level: int, text: str) -> str:
    return write((n.Heading(1 if level == 1 else 2, plain(" ".join(text.split())), twin=True),))


def strong(text: str) -> str:
    return broken(write((n.Paragraph((n.Strong(plain(text)),)),)))


def paragraph(text: str) -> str:
    return broken(write((n.Paragraph(plain(text)),)))


def broken(text: str) -> str:
    """The text of a paragraph with Markdown's line breaks; their blanks must not make a mark of a line."""
    *before, last = text.split("\n")
    marked = (line if line_kind(line) == line_kind(line + BREAK[:-1]) else "\\" + line for line in before)
    return "".join(line + BREAK for line in marked) + last
