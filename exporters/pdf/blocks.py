"""The document's blocks as strips of a page: the one place that knows how each kind of node looks on paper."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from exporters.base import Finding
from exporters.document import nodes as n
from exporters.document.markup import plain
from exporters.pdf.draw import circle, dash, diamond, dot, number, rectangle, square
from exporters.pdf.figures import FigureSetter
from exporters.pdf.pictures import Pictures
from exporters.pdf.slab import Slab, chained
from exporters.pdf.style import TextStyle
from exporters.pdf.tables import DataTable, info_table
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
        self._talk = setter.style.measures["question"]
        self._sections = 0
        self.findings: list[Finding] = []

    def blocks(self, blocks: Iterable[n.Block], chapter: str, x: float = 0.0) -> list[Slab]:
        """The strips of blocks. chapter: the id that anchors begin with. x: left edge of the text."""
        slabs: list[Slab] = []
        for block in blocks:
            slabs += self._block(block, chapter, x)
        return slabs

    def _block(self, block: n.Block, chapter: str, x: float) -> list[Slab]:
        width = self._width - x
        match block:
            case n.Heading():
                return self._heading(block, chapter, x)
            case n.Paragraph(inlines):
                return self._paragraph(inlines, "body", x)
            case n.Bullet():
                return self._bullet(block, x)
            case n.Note():
                return self._hanging(
                    block.mark,
                    (block.inlines, *block.more),
                    "note",
                    x + self._outline["note"],
                    self._outline["note_hang"],
                )
            case n.Numbered():
                return self._numbered(block, x)
            case n.Table():
                return self._table(block, x)
            case n.InfoTable():
                return info_table(block, self._setter, x, width)
            case n.Figure():
                return self._figures.slabs(block, x, width, self._pictures.usable(block))
            case n.FigurePlace():
                return []
            case n.FigureLine(caption, credit):
                line = caption + (f" [{credit}]" if credit else "")
                return self._hanging(
                    "▲", ((n.Text(line),),), "note", x + self._outline["bullet1"], self._outline["note_hang"]
                )
            case n.QuestionAnswer():
                return self._question(block, chapter, x)
            case n.TakeawayGroup():
                return self._takeaways(block, chapter, x)

    # --- outline ---

    def _heading(self, block: n.Heading, chapter: str, x: float) -> list[Slab]:
        style = self._style.text["section" if block.level == 1 else "heading"]
        hang = self._outline["section" if block.level == 1 else "heading"]
        slabs = self._setter.paragraph(block.inlines, style, self._width - x - hang, x=x + hang, ragged=True)
        if not slabs:
            return []
        middle, mark = style.leading / 2, self._style.colours["mark"]
        section, ring = square(x + 1, middle, 8.6, mark, 1.7), diamond(x + 1, middle, 8.8, mark, 1.1)
        sign = section if block.level == 1 else ring
        self._sign(slabs[0], sign, "□" if block.level == 1 else "◇", x, style)
        for slab in slabs:
            slab.keep = slab.head = True
        slabs[0].before, slabs[-1].after = style.before, style.after
        if block.level == 1:
            self._sections += 1
            title = " ".join(plain(block.inlines).split())
            slabs[0].bookmark = (1, title)
            slabs[0].anchor = f"{chapter}-{self._sections}"
        return slabs

    def _sign(self, slab: Slab, sign: str, mark: str, x: float, style: TextStyle) -> None:
        """Draw sign, and put mark behind it as text that is not painted, so that it can be searched and copied."""
        (hidden,) = self._setter.set_runs([Run(mark)], style, 99.0, x=x)
        hidden_text = hidden.operators.replace("BT ", "BT 3 Tr ", 1)
        slab.operators = f"q {sign} Q\nq {hidden_text} Q\n{slab.operators}"
        slab.text = f"{mark} {slab.text}"

    def _paragraph(self, inlines: n.Inlines, name: str, x: float) -> list[Slab]:
        style = self._style.text[name]
        slabs = self._setter.paragraph(inlines, style, self._width - x, x=x)
        if slabs:
            slabs[0].before, slabs[-1].after = style.before, style.after
        return slabs

    def _bullet(self, block: n.Bullet, x: float) -> list[Slab]:
        style = self._style.text["bullet"]
        left = x + self._outline[f"bullet{block.level}"]
        slabs = self._hanging("", (block.inlines, *block.more), "bullet", left, self._outline["hang"])
        if slabs:
            colour, middle = self._style.colours["mark"], style.leading / 2
            sign = {
                1: lambda: circle(left + 0.6, middle, 6.4, colour, 0.9),
                2: lambda: dash(left + 1, middle, 5.2, colour, 1.1),
                3: lambda: dot(left + 2, middle, 2.8, colour),
            }[block.level]()
            if block.mark == "▹":
                return self._hanging("▹", (block.inlines, *block.more), "bullet", left, self._outline["hang"])
            self._sign(slabs[0], sign, block.mark or "○-·"[block.level - 1], left, style)
        return slabs

    def _hanging(self, mark: str, parts: Sequence[n.Inlines], name: str, x: float, hang: float) -> list[Slab]:
        """Paragraphs that hang behind mark."""
        style = self._style.text[name]
        slabs: list[Slab] = []
        for inlines in parts:
            lines = self._setter.paragraph(inlines, style, self._width - x - hang, x=x + hang)
            if lines:
                lines[-1].after = style.after
                lines[0].before = style.before
            slabs += lines
        if mark and slabs:
            (sign,) = self._setter.set_runs([Run(mark, style.bold, self._style.colours["mark"])], style, 99.0, x=x)
            slabs[0].operators = f"{sign.operators}\n{slabs[0].operators}"
            slabs[0].text = f"{mark} {slabs[0].text}"
        return slabs

    def _numbered(self, block: n.Numbered, x: float) -> list[Slab]:
        style = self._style.text["bullet"]
        left = x + {1: 0.0, 2: self._outline["number2"], 3: self._outline["bullet1"]}.get(
            block.level, self._outline["number4"]
        )
        hang = max(self._outline["hang"], self._setter.width(block.number + " ", style) + 2)
        return self._hanging(block.number, (block.inlines, *block.more), "bullet", left, hang)

    def _table(self, block: n.Table, x: float) -> list[Slab]:
        width = self._width - x
        slabs: list[Slab] = []
        if block.title or block.unit:
            slabs += self._table_title(block, x, width)
        rows = DataTable(
            block, self._setter, x, width, self._style.page.depth * self._style.measures["table"]["split"]
        ).slabs()
        if rows and not slabs:
            rows[0].before = 7
        return slabs + rows

    def _table_title(self, block: n.Table, x: float, width: float) -> list[Slab]:
        style, small = self._style.text["caption"], self._style.text["credit"]
        unit = self._say("report.pdf.unit", unit=block.unit) if block.unit else ""
        room = self._setter.width(unit, small) if unit else 0.0
        slabs = self._setter.set_runs([Run(block.title or " ", True)], style, width - room - 8, x=x, ragged=True)
        if unit and slabs:
            (right,) = self._setter.set_runs([Run(unit)], small, width, ragged=True)[:1]
            drop = style.leading - small.leading
            slabs[-1].operators += f"\nq 1 0 0 1 {number(x + width - room)} {number(-drop)} cm {right.operators} Q"
            slabs[-1].text += " " + unit
        for slab in slabs:
            slab.keep = True
        if slabs:
            slabs[0].before, slabs[-1].after = 10, 4
        return slabs

    # --- questions and takeaways ---

    def _question(self, block: n.QuestionAnswer, chapter: str, x: float) -> list[Slab]:
        style = self._style.text["question"]
        left, hang = x + self._talk["indent"], self._talk["hang"]
        question = self._lettered("Q", block.question, block.asker, style, left, self._style.colours["mark"])
        answer = self.blocks(block.answer, chapter, left + hang)
        if answer:
            self._letter(answer[0], "A", left, style, self._style.colours["soft"])
            if block.answerer:
                self._sign_off(answer, block.answerer)
        else:
            waiting = (n.Text(self._say("report.pdf.unanswered")),)
            answer = self._setter.paragraph(waiting, self._style.text["note"], self._width - left - hang, x=left + hang)
        for slab in question:
            slab.keep = True
        slabs = question + answer
        if sum(slab.height for slab in slabs) < self._style.page.depth * self._talk["together"]:
            chained(slabs)
        return slabs

    def _lettered(
        self, letter: str, inlines: n.Inlines, detail: str, style: TextStyle, x: float, colour: str
    ) -> list[Slab]:
        hang = self._talk["hang"]
        lines = self._setter.runs(inlines, bold=style.bold)
        if detail:
            lines[-1].append(Run(f" ({detail})", False, self._style.colours["soft"]))
        slabs: list[Slab] = []
        for runs in lines:
            slabs += self._setter.set_runs(runs, style, self._width - x - hang, x=x + hang, ragged=True)
        if slabs:
            slabs[0].before, slabs[-1].after = style.before, style.after
            self._letter(slabs[0], letter, x, style, colour)
        return slabs

    def _letter(self, slab: Slab, letter: str, x: float, style: TextStyle, colour: str) -> None:
        (sign,) = self._setter.set_runs([Run(letter, True, colour)], style, 99.0, x=x)
        drop = (slab.height - style.leading) / 2
        slab.operators = f"q 1 0 0 1 0 {number(-drop)} cm {sign.operators} Q\n{slab.operators}"
        slab.text = f"{letter} {slab.text}"

    def _sign_off(self, answer: list[Slab], name: str) -> None:
        """Put the answerer's name at the right end of the answer's last line, or on a line of its own."""
        style, body = self._style.text["credit"], self._style.text["body"]
        (sign,) = self._setter.set_runs([Run(name)], style, self._width, ragged=True)[:1] or [Slab(0)]
        room = self._width - self._setter.width(name, style)
        last = answer[-1]
        used = self._talk["indent"] + 2 * self._talk["hang"] + self._setter.width(last.text, body)
        if last.height == body.leading and used + self._talk["hang"] < room and sign.height < last.height:
            drop = (last.height - sign.height) / 2 + (body.size - style.size) * 0.35
            last.operators += f"\nq 1 0 0 1 {number(room)} {number(-drop)} cm {sign.operators} Q"
            last.text += " " + name
        elif sign.height:
            sign.operators = f"q 1 0 0 1 {number(room)} 0 cm {sign.operators} Q"
            last.keep = True
            answer.append(sign)

    def _takeaways(self, block: n.TakeawayGroup, chapter: str, x: float) -> list[Slab]:
        slabs: list[Slab] = []
        if block.team:
            slabs.append(self._band(block.team, x))
        for takeaway in block.takeaways:
            slabs += self._takeaway(takeaway, chapter, x)
        return slabs

    def _band(self, text: str, x: float) -> Slab:
        """A team's name on a ground of its own."""
        style = self._style.text["cellhead"]
        (line,) = self._setter.set_runs([Run(text, True)], style, self._width - x - 14, x=x + 8, ragged=True)[:1]
        height = 20.0
        ground = rectangle(x, 0, self._width - x, height, self._style.colours["navy"])
        body = f"{ground}\nq 1 0 0 1 0 {number(-(height - style.leading) / 2)} cm {line.operators} Q"
        return Slab(height, before=12, after=5, keep=True, operators=body, text=text)

    def _takeaway(self, takeaway: n.Takeaway, chapter: str, x: float) -> list[Slab]:
        author = self._style.text["author"]
        slabs: list[Slab] = []
        if takeaway.author:
            runs = [Run(takeaway.author, True)]
            if takeaway.detail:
                runs.append(Run(f"  {takeaway.detail}", False, self._style.colours["soft"]))
            slabs = self._setter.set_runs(
                runs, author, self._width - x - self._outline["bullet1"], x=x + self._outline["bullet1"], ragged=True
            )
            for slab in slabs:
                slab.keep = True
            slabs[0].before, slabs[-1].after = author.before, author.after
        return slabs + self.blocks(self._outlined(takeaway), chapter, x)

    @staticmethod
    def _outlined(takeaway: n.Takeaway) -> tuple[n.Block, ...]:
        """The takeaway as ○ items: its plain paragraphs hang below the first one."""
        if not takeaway.blocks or not all(isinstance(block, n.Paragraph) for block in takeaway.blocks):
            return takeaway.blocks
        first, *more = (block.inlines for block in takeaway.blocks if isinstance(block, n.Paragraph))
        return (n.Bullet(1, "○", first, tuple(more)),)
