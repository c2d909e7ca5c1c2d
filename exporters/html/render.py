"""Nodes → HTML that both a browser and Qt's rich text understand.

Nothing of a node reaches the page unescaped; the only addresses are http, https and mailto links and what `picture`
gives for a figure. Qt knows few layout rules, so marks hang by margin and a negative first-line indent, and whatever
stands side by side is a table.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from html import escape
from types import MappingProxyType
from typing import Final

from exporters.document import nodes as n
from exporters.html.inlines import inline_html
from resources import Sentences

Picture = Callable[[n.Figure], str | None]
"""The address of a figure's picture, or None where there is none."""

HEADING_SIGNS: Final = MappingProxyType({1: "□", 2: "◇"})


def blob_address(figure: n.Figure) -> str | None:
    """`blob:<sha256>`, which a preview answers from the notebook; no other place is ever asked."""
    return f"blob:{figure.path.stem}" if figure.path is not None else None


class Renderer:
    """Renders blocks. say: sentences of the document's language. picture: addresses of figures."""

    def __init__(self, say: Sentences, picture: Picture = blob_address) -> None:
        self._say = say
        self._picture = picture

    def blocks(self, blocks: Iterable[n.Block]) -> str:
        return "\n".join(map(self.block, blocks))

    def block(self, block: n.Block) -> str:
        match block:
            case n.Heading(level, inlines):
                return _hanging(f"h{level + 1}", HEADING_SIGNS[level], self.inlines(inlines))
            case n.Paragraph(inlines):
                return f'<p class="text">{self.inlines(inlines)}</p>'
            case n.Bullet(level, mark, inlines, more):
                return self._item(f"bullet{level}", mark, inlines, more)
            case n.Note(mark, inlines, more):
                return self._item("note", mark, inlines, more)
            case n.Numbered(number, level, inlines, more):
                return self._item(f"number{level}", number, inlines, more)
            case n.FigurePlace():
                return f'<p class="missing">{escape(self._say("report.no_figure"))}</p>'
            case n.FigureLine(caption, credit):
                return self._figure(n.Figure("", 0, caption, credit or "", caption))
            case n.Figure():
                return self._figure(block)
            case n.Table():
                return self._table(block)
            case n.InfoTable(rows):
                return info_table((escape(label), self.inlines(value)) for label, value in rows)
            case n.QuestionAnswer():
                return self._question(block)
            case n.TakeawayGroup(team, takeaways):
                head = f'<p class="team">{escape(team)}</p>' if team else ""
                return head + "".join(map(self._takeaway, takeaways))

    def _item(self, style: str, mark: str, inlines: n.Inlines, more: Iterable[n.Inlines]) -> str:
        further = (f'<p class="{style}-more">{self.inlines(part)}</p>' for part in more)
        return _hanging(style, mark, self.inlines(inlines)) + "".join(further)

    def _figure(self, figure: n.Figure) -> str:
        address = self._picture(figure)
        shown = (
            f'<img src="{escape(address)}" alt="{escape(figure.alt)}" width="420">'
            if address
            else f'<span class="missing">{escape(self._say("report.no_picture"))}</span>'
        )
        label = f"<b>{escape(self._say('report.figure', number=figure.number))}.</b> " if figure.number else ""
        credit = escape(self._say("report.credit", credit=figure.credit)) if figure.credit else ""
        behind = f'<br><span class="credit">{credit}</span>' if credit else ""
        return f'<p class="figure">{shown}<br>{label}{escape(figure.caption)}{behind}</p>'

    def _table(self, table: n.Table) -> str:
        rows = []
        for number, row in enumerate(table.rows):
            tag = "th" if table.header and number == 0 else "td"
            rows.append("<tr>" + "".join(f"<{tag}>{self.inlines(cell)}</{tag}>" for cell in row) + "</tr>")
        unit = f" ({escape(self._say('report.unit', unit=table.unit))})" if table.unit else ""
        title = f'<p class="table-title">{escape(table.title)}{unit}</p>' if table.title or unit else ""
        return f'{title}<table class="cells" width="98%" cellspacing="0">{"".join(rows)}</table>'

    def _question(self, block: n.QuestionAnswer) -> str:
        answer = self.blocks(block.answer) or f'<p class="missing">{escape(self._say("report.no_answer"))}</p>'
        rows = (
            ("Q", f"<b>{self.inlines(block.question)}</b>{_who(block.asker)}"),
            ("A", f"{answer}{_who(block.answerer)}"),
        )
        cells = (f'<tr><td class="sign" width="4%">{sign}</td><td>{text}</td></tr>' for sign, text in rows)
        return f'<table class="question" width="98%" cellspacing="0">{"".join(cells)}</table>'

    def _takeaway(self, takeaway: n.Takeaway) -> str:
        detail = f" ({escape(takeaway.detail)})" if takeaway.detail else ""
        author = f'<p class="author">{escape(takeaway.author)}{detail}</p>' if takeaway.author or detail else ""
        return author + self.blocks(takeaway.blocks)

    def inlines(self, inlines: n.Inlines) -> str:
        return inline_html(inlines, lambda _, words: words)


def info_table(rows: Iterable[tuple[str, str]]) -> str:
    """Labels and values, both HTML, side by side."""
    cells = (f'<tr><th width="20%">{label}</th><td>{value}</td></tr>' for label, value in rows)
    return f'<table class="info" width="98%" cellspacing="0">{"".join(cells)}</table>'


def _hanging(style: str, mark: str, text: str) -> str:
    tag = style if style in ("h2", "h3") else "p"
    return f'<{tag} class="{style}"><span class="mark">{escape(mark)}</span> {text}</{tag}>'


def _who(name: str) -> str:
    return f' <span class="credit">{escape(name)}</span>' if name else ""
