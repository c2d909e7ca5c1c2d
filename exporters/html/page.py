"""Nodes → the HTML of a report that stands alone: headings without gaps, lists, tables, figures and their captions.

Nothing of a node reaches the page unescaped, and no tag, attribute or address is made of text: what stands in angle
brackets here is all the markup there is. The addresses are http, https and mailto links, places of the page itself, and
what `picture` gives for a figure.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from html import escape
from itertools import groupby
from typing import Final

from exporters.document import nodes as n
from exporters.document.walk import anchor_of
from exporters.html.inlines import inline_html
from exporters.html.lists import list_of
from exporters.html.render import HEADING_SIGNS, Picture
from resources import Sentences

_CELL: Final = ("<td>", "</td>")
_SHORT: Final = 8
"""Rows of a table that print keeps on one page."""

_COLUMN: Final = ('<th scope="col">', "</th>")


class PageRenderer:
    """Renders blocks. say: sentences of the document's language. picture: addresses of figures.

    places: what a reference is called that has no words of its own, by its anchor.
    """

    def __init__(self, say: Sentences, picture: Picture, places: dict[str, str]) -> None:
        self._say = say
        self._picture = picture
        self._places = places
        self._rank = 1
        self._given: set[str] = set()

    def heading(self, wanted: int, content: str, attributes: str = "") -> str:
        """A heading of rank 1 to 4, one below the heading before it at most. content, attributes: HTML."""
        self._rank = min(wanted, self._rank + 1)
        return f"<h{self._rank}{attributes}>{content}</h{self._rank}>"

    def identity(self, anchor: str) -> str:
        """The attribute that makes an element the place of anchor; each place is one element's."""
        if not anchor or anchor in self._given:
            return ""
        self._given.add(anchor)
        return f' id="{escape(anchor)}"'

    def blocks(self, blocks: Iterable[n.Block]) -> str:
        """blocks as HTML; items that follow each other make one list, questions one, too."""
        return "\n".join(self._runs(blocks))

    def _runs(self, blocks: Iterable[n.Block]) -> Iterator[str]:
        for kind, run in groupby(blocks, key=_run):
            if kind == "items":
                yield list_of((item, self._item(item)) for item in run if isinstance(item, n.Bullet | n.Numbered))
            elif kind == "questions":
                pairs = "\n".join(self._question(block) for block in run if isinstance(block, n.QuestionAnswer))
                yield f'<dl class="questions">{pairs}</dl>'
            else:
                yield from map(self._block, run)

    def _block(self, block: n.Block) -> str:
        match block:
            case n.Heading(level, inlines):
                mark = f'<span class="mark" aria-hidden="true">{HEADING_SIGNS[level]}</span> '
                return self.heading(level + 2, mark + self.inlines(inlines), self.identity(anchor_of(block)))
            case n.Paragraph(inlines):
                return f"<p>{self.inlines(inlines)}</p>"
            case n.Bullet() | n.Numbered():
                return list_of([(block, self._item(block))])
            case n.Note(mark, inlines, more):
                further = "".join(f"<p>{self.inlines(part)}</p>" for part in more)
                return f'<div class="note" role="note">{escape(mark)} {self.inlines(inlines)}{further}</div>'
            case n.FigurePlace():
                return f'<p class="missing">{escape(self._say("report.no_figure"))}</p>'
            case n.FigureLine(caption, credit):
                return self._figure(n.Figure("", 0, caption, credit or "", caption))
            case n.Figure():
                return self._figure(block)
            case n.Table():
                return self._table(block)
            case n.InfoTable(rows):
                return information((label, self.inlines(value)) for label, value in rows)
            case n.QuestionAnswer():
                return f'<dl class="questions">{self._question(block)}</dl>'
            case n.TakeawayGroup(team, takeaways):
                head = f'<p class="team">{escape(team)}</p>' if team else ""
                return f'<div class="takeaways">{head}{"".join(map(self._takeaway, takeaways))}</div>'

    def _item(self, item: n.Bullet | n.Numbered) -> str:
        return self.inlines(item.inlines) + "".join(f"<p>{self.inlines(part)}</p>" for part in item.more)

    def _figure(self, figure: n.Figure) -> str:
        address = self._picture(figure)
        size = f' width="{figure.width}" height="{figure.height}"' if figure.width > 0 < figure.height else ""
        shown = (
            f'<img src="{escape(address)}" alt="{escape(figure.alt)}"{size}>'
            if address
            else f'<div class="empty">{escape(self._say("report.no_picture"))}</div>'
        )
        label = f"{self._say('report.figure', number=figure.number)}. " if figure.number else ""
        credit = self._say("report.credit", credit=figure.credit) if figure.credit else ""
        behind = f' <span class="sub">{escape(credit)}</span>' if credit else ""
        words = f"{escape(label + figure.caption)}{behind}"
        caption = f"<figcaption>{words}</figcaption>" if words else ""
        return f"<figure{self.identity(anchor_of(figure))}>{shown}{caption}</figure>"

    def _table(self, table: n.Table) -> str:
        unit = f" ({self._say('report.unit', unit=table.unit)})" if table.unit else ""
        caption = f"<caption>{escape(table.title + unit)}</caption>" if table.title or unit else ""
        head, body = (table.rows[:1], table.rows[1:]) if table.header else ((), table.rows)
        top = "".join(f"<thead>{self._row(row, _COLUMN)}</thead>" for row in head)
        rows = "".join(self._row(row, _CELL) for row in body)
        sort = ' class="short"' if len(table.rows) <= _SHORT else ""
        return f"<table{self.identity(anchor_of(table))}{sort}>{caption}{top}<tbody>{rows}</tbody></table>"

    def _row(self, row: tuple[n.Inlines, ...], ends: tuple[str, str]) -> str:
        """ends: tags around a cell; an empty head names no column, so it is a plain cell."""
        cells = ((self.inlines(cell), ends if cell else _CELL) for cell in row)
        return "<tr>" + "".join(f"{start}{text}{end}" for text, (start, end) in cells) + "</tr>"

    def _question(self, block: n.QuestionAnswer) -> str:
        question = f"{self.inlines(block.question)}{_who(block.asker)}"
        none = f'<p class="missing">{escape(self._say("report.no_answer"))}</p>'
        answer = (self.blocks(block.answer) or none) + (f"<p>{_who(block.answerer)}</p>" if block.answerer else "")
        sign = '<span class="mark">{}</span> '
        place = self.identity(anchor_of(block))
        return (
            f'<div class="pair"{place}><dt>{sign.format("Q")}{question}</dt><dd>{sign.format("A")}{answer}</dd></div>'
        )

    def _takeaway(self, takeaway: n.Takeaway) -> str:
        detail = f' <span class="sub">{escape(takeaway.detail)}</span>' if takeaway.detail else ""
        author = f'<p class="author">{escape(takeaway.author)}{detail}</p>' if takeaway.author or detail else ""
        return f"<div{self.identity(anchor_of(takeaway))}>{author}{self.blocks(takeaway.blocks)}</div>"

    def inlines(self, inlines: n.Inlines) -> str:
        return inline_html(inlines, self._reference)

    def _reference(self, anchor: str, words: str) -> str:
        called = words or escape(self._places.get(anchor, ""))
        return f'<a href="#{escape(anchor)}">{called}</a>' if called and anchor in self._places else called


def information(rows: Iterable[tuple[str, str]]) -> str:
    """Labels, and values as HTML, side by side."""
    cells = "".join(f'<tr><th scope="row">{escape(label)}</th><td>{value}</td></tr>' for label, value in rows)
    return f'<table class="information"><tbody>{cells}</tbody></table>'


def _run(block: n.Block) -> str:
    if isinstance(block, n.Bullet | n.Numbered):
        return "items"
    return "questions" if isinstance(block, n.QuestionAnswer) else ""


def _who(name: str) -> str:
    return f' <span class="sub">{escape(name)}</span>' if name else ""
