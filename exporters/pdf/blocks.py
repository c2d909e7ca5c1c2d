"""The document's blocks as strips of a page: the one place that knows how each kind of node looks on paper."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from exporters.base import Finding
from exporters.document import nodes as n
from exporters.document.markup import plain
from exporters.pdf.figures import FigureSetter
from exporters.pdf.footnotes import Footnotes
from exporters.pdf.pictures import Pictures
from exporters.pdf.signs import Signs
from exporters.pdf.slab import Slab
from exporters.pdf.spot import Spot
from exporters.pdf.tables import DataTable, info_table
from exporters.pdf.tags import Element, Headings, Lists, Numbering
from exporters.pdf.talk import TalkSetter
from exporters.pdf.text import Run, Typesetter
from resources import Sentences


class BlockSetter:
    """Sets blocks. say: the words printed, in the report's language. findings: what could not be printed as meant."""

    def __init__(self, setter: Typesetter, say: Sentences, pictures: Pictures) -> None:
        self._setter = setter
        self._style = setter.style
        self._say = say
        self._pictures = pictures
        self._width = setter.style.page.measure
        self._figures = FigureSetter(setter, say, setter.style.page.depth)
        self._outline = setter.style.measures["outline"]
        self._signs = Signs(setter)
        self._footnotes = Footnotes(setter, say)
        self._talk = TalkSetter(setter, say, self._set)
        self._sections = 0
        self.findings: list[Finding] = []

    def blocks(self, blocks: Iterable[n.Block], chapter: str, inside: Element) -> list[Slab]:
        """The strips of a chapter's blocks. chapter: the id that anchors begin with. inside: the chapter's element."""
        return self._set(blocks, Spot(chapter, inside, Headings()))

    def _set(self, blocks: Iterable[n.Block], spot: Spot) -> list[Slab]:
        slabs: list[Slab] = []
        lists = Lists(spot.inside)
        noted = False
        for each, notes in self._footnotes.gathered(self._figures.paired(blocks, self._pictures)):
            block, targets = self._footnotes.signed(each, notes, spot)
            if isinstance(block, tuple):
                lists.close()
                names = (self._pictures.name(block[0]), self._pictures.name(block[1]))
                slabs += self._figures.pair(block, spot.x, self._width - spot.x, names, spot.inside)
                continue
            if not isinstance(block, n.Bullet | n.Numbered | n.Note):
                lists.close()
            if isinstance(block, n.Heading) and noted and slabs:
                slabs[-1].keep = slabs[-1].head = False  # the heading above has nothing but its note
            set_block = self._block(block, spot, lists)
            if isinstance(block, n.Note) and slabs and set_block and not noted:
                slabs[-1].keep = True  # a note belongs to the block before it
                if slabs[-1].head:  # and does not part a heading from what follows
                    for slab in set_block:
                        slab.keep = slab.head = True
            noted = isinstance(block, n.Note)
            if notes:
                self._footnotes.attach(set_block, notes, targets, spot)
            slabs += set_block
        return slabs

    def _block(self, block: n.Block, spot: Spot, lists: Lists) -> list[Slab]:
        width = self._width - spot.x
        match block:
            case n.Heading():
                return self._heading(block, spot)
            case n.Paragraph(inlines):
                return self._paragraph(inlines, spot)
            case n.Bullet():
                return self._bullet(block, spot, lists)
            case n.Note():
                return self._note(block, spot, lists)
            case n.Numbered():
                return self._numbered(block, spot, lists)
            case n.Table():
                return self._table(block, spot)
            case n.InfoTable():
                return info_table(block, self._setter, spot.x, width, Element("Table", spot.inside))
            case n.Figure():
                return self._figures.slabs(block, spot.x, width, self._pictures.name(block), spot.inside)
            case n.FigurePlace():
                return self._figure_line(self._say("report.no_figure"), spot)
            case n.FigureLine(caption, credit):
                return self._figure_line(caption + (f" [{credit}]" if credit else ""), spot)
            case n.QuestionAnswer():
                return self._talk.question(block, spot)
            case n.TakeawayGroup():
                return self._talk.takeaways(block, spot)

    def _heading(self, block: n.Heading, spot: Spot) -> list[Slab]:
        name = "section" if block.level == 1 else "heading"
        style, hang = self._style.text[name], self._outline[name]
        element = Element(spot.headings.role(block.level), spot.inside)
        slabs = self._setter.paragraph(
            block.inlines, style, self._width - spot.x - hang, element, x=spot.x + hang, ragged=True
        )
        if not slabs:
            return []
        self._signs.heading(slabs[0], block, element, spot.x, style)
        for slab in slabs:
            slab.keep = slab.head = True
        slabs[0].before, slabs[-1].after = style.before, style.after
        if block.level == 1:
            self._sections += 1
            title = " ".join(plain(block.inlines).split())
            slabs[0].bookmark = (1, title)
            slabs[0].anchor = f"entry-{block.id}" if block.id else f"{spot.chapter}-{self._sections}"
        return slabs

    def _paragraph(self, inlines: n.Inlines, spot: Spot) -> list[Slab]:
        style = self._style.text["body"]
        slabs = self._setter.paragraph(inlines, style, self._width - spot.x, Element("P", spot.inside), x=spot.x)
        if slabs:
            slabs[0].before, slabs[-1].after = style.before, style.after
        return slabs

    def _bullet(self, block: n.Bullet, spot: Spot, lists: Lists) -> list[Slab]:
        left = spot.x + self._outline[f"bullet{block.level}"]
        label, body = lists.item(left, "Circle" if block.level == 1 else "Disc")
        slabs = self._hanging((block.inlines, *block.more), "bullet", left, self._outline["hang"], body)
        if slabs:
            self._signs.bullet(slabs[0], block, label, left, self._style.text["bullet"])
        return slabs

    def _numbered(self, block: n.Numbered, spot: Spot, lists: Lists) -> list[Slab]:
        style = self._style.text["bullet"]
        left = spot.x + {1: 0.0, 2: self._outline["number2"], 3: self._outline["bullet1"]}.get(
            block.level, self._outline["number4"]
        )
        numberings: dict[int, Numbering] = {1: "UpperRoman", 3: "UpperAlpha"}
        label, body = lists.item(left, numberings.get(block.level, "Decimal"))
        hang = max(self._outline["hang"], self._setter.width(block.number + " ", style) + 2)
        slabs = self._hanging((block.inlines, *block.more), "bullet", left, hang, body)
        if slabs and block.number.strip():
            self._signs.typed(slabs[0], block.number, label, left, style)
        return slabs

    def _note(self, block: n.Note, spot: Spot, lists: Lists) -> list[Slab]:
        note = Element("Note", lists.innermost)
        left = spot.x + self._outline["note"]
        slabs = self._hanging((block.inlines, *block.more), "note", left, self._outline["note_hang"], note)
        if slabs:
            self._signs.typed(slabs[0], block.mark, Element("Lbl", note), left, self._style.text["note"])
        return slabs

    def _figure_line(self, line: str, spot: Spot) -> list[Slab]:
        left, hang, element = spot.x + self._outline["bullet1"], self._outline["note_hang"], Element("P", spot.inside)
        style = self._style.text["note"]
        slabs = self._setter.paragraph((n.Text(line),), style, self._width - left - hang, element, x=left + hang)
        if slabs:
            slabs[0].before, slabs[-1].after = style.before, style.after
            self._signs.typed(slabs[0], "▲", element, left, style)
        return slabs

    def _hanging(self, parts: Sequence[n.Inlines], name: str, x: float, hang: float, inside: Element) -> list[Slab]:
        """Paragraphs that hang behind a mark."""
        style = self._style.text[name]
        slabs: list[Slab] = []
        for inlines in parts:
            lines = self._setter.paragraph(inlines, style, self._width - x - hang, Element("P", inside), x=x + hang)
            if lines:
                lines[-1].after = style.after
                lines[0].before = style.before
            slabs += lines
        return slabs

    def _table(self, block: n.Table, spot: Spot) -> list[Slab]:
        width = self._width - spot.x
        table = Element("Table", spot.inside)
        rows = DataTable(block, self._setter, spot.x, width, table).slabs()
        if not block.title and not block.unit:
            if rows:
                rows[0].before = 7
            return rows
        return self._table_title(block, spot.x, width, Element("Caption", table)) + rows

    def _table_title(self, block: n.Table, x: float, width: float, element: Element) -> list[Slab]:
        style, small = self._style.text["caption"], self._style.text["credit"]
        unit = self._say("report.pdf.unit", unit=block.unit) if block.unit else ""
        room = self._setter.width(unit, small) if unit else 0.0
        label = self._say("report.pdf.table", number=block.number) if block.number else ""
        title = [Run(label + " ", True, self._style.colours["mark"])] if label else []
        title.append(Run(block.title or "\u00a0", True))
        slabs = self._setter.set_runs(title, style, width - room - 8, element, x=x, ragged=True)
        if unit and slabs:
            (right,) = self._setter.set_runs([Run(unit)], small, width, element, ragged=True)[:1]
            slabs[-1].take(right, x + width - room, style.leading - small.leading)
            slabs[-1].text += " " + unit
        for slab in slabs:
            slab.keep = True
        if slabs:
            slabs[0].before, slabs[-1].after = 10, 4
            slabs[0].anchor = f"table-{block.number}" if block.number else ""
        return slabs
