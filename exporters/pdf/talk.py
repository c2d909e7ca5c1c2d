"""Questions with their answers, and the takeaways of participants, as strips of a page."""

from __future__ import annotations

from exporters.document import nodes as n
from exporters.pdf.draw import rectangle
from exporters.pdf.slab import Slab, chained
from exporters.pdf.spot import SetBlocks, Spot
from exporters.pdf.style import TextStyle
from exporters.pdf.tags import Element
from exporters.pdf.text import Run, Typesetter
from resources import Sentences


class TalkSetter:
    """say: the words printed, in the report's language. blocks: sets the blocks of an answer or a takeaway."""

    def __init__(self, setter: Typesetter, say: Sentences, blocks: SetBlocks) -> None:
        self._setter = setter
        self._style = setter.style
        self._say = say
        self._blocks = blocks
        self._width = setter.style.page.measure
        self._measures = setter.style.measures["question"]
        self._indent = setter.style.measures["outline"]["bullet1"]

    # --- questions: a list of two items, the letters are their labels ---

    def question(self, block: n.QuestionAnswer, spot: Spot) -> list[Slab]:
        style = self._style.text["question"]
        left, hang = spot.x + self._measures["indent"], self._measures["hang"]
        pair = Element("L", spot.inside, "/O/List/ListNumbering/UpperAlpha")
        question = self._question(block, Element("LI", pair), style, left)
        item = Element("LI", pair)
        label, body = Element("Lbl", item), Element("LBody", item)
        answer = self._blocks(block.answer, spot.at(left + hang, body))
        if answer:
            self._letter(answer[0], "A", label, left, style, self._style.colours["soft"])
        else:
            waiting, note = (n.Text(self._say("report.pdf.unanswered")),), self._style.text["note"]
            answer = self._setter.paragraph(waiting, note, self._width - left - hang, Element("P", body), x=left + hang)
        if block.answerer:
            self._sign_off(answer, block.answerer, body)
        for slab in question:
            slab.keep = True
        slabs = question + answer
        _anchored(slabs, block.id)
        if sum(slab.height for slab in slabs) < self._style.page.depth * self._measures["together"]:
            chained(slabs, soft=True)
        return slabs

    def _question(self, block: n.QuestionAnswer, item: Element, style: TextStyle, x: float) -> list[Slab]:
        hang, label, words = self._measures["hang"], Element("Lbl", item), Element("P", Element("LBody", item))
        lines = self._setter.runs(block.question, bold=style.bold)
        if block.asker:
            lines[-1].append(Run(f" ({block.asker})", False, self._style.colours["soft"]))
        slabs: list[Slab] = []
        for runs in lines:
            slabs += self._setter.set_runs(runs, style, self._width - x - hang, words, x=x + hang, ragged=True)
        if slabs:
            slabs[0].before, slabs[-1].after = style.before, style.after
            self._letter(slabs[0], "Q", label, x, style, self._style.colours["mark"])
        return slabs

    def _letter(self, slab: Slab, letter: str, label: Element, x: float, style: TextStyle, colour: str) -> None:
        (sign,) = self._setter.set_runs([Run(letter, True, colour)], style, 9999.0, label, x=x)
        slab.take(sign, 0, (slab.height - style.leading) / 2, first=True)
        slab.text = f"{letter} {slab.text}"

    def _sign_off(self, answer: list[Slab], name: str, body: Element) -> None:
        """Put the answerer's name at the right end of the answer's last line, or on a line of its own."""
        style, text = self._style.text["credit"], self._style.text["body"]
        signed = self._setter.set_runs([Run(name)], style, self._width, Element("P", body), ragged=True)
        (sign,) = signed[:1] or [Slab(0)]
        room = self._width - self._setter.width(name, style)
        last = answer[-1]
        used = self._measures["indent"] + 2 * self._measures["hang"] + self._setter.width(last.text, text)
        if last.height == text.leading and used + self._measures["hang"] < room and sign.height < last.height:
            last.take(sign, room, (last.height - sign.height) / 2 + (text.size - style.size) * 0.35)
            last.text += " " + name
        elif sign.height:
            sign.move(room)
            last.keep = True
            answer.append(sign)

    # --- takeaways ---

    def takeaways(self, block: n.TakeawayGroup, spot: Spot) -> list[Slab]:
        group = spot.at(spot.x, Element("Div", spot.inside))
        slabs: list[Slab] = []
        if block.team:
            slabs.append(self._band(block.team, group))
        for takeaway in block.takeaways:
            slabs += self._takeaway(takeaway, group)
        return slabs

    def _band(self, text: str, spot: Spot) -> Slab:
        """A team's name on a ground of its own."""
        style, width = self._style.text["cellhead"], self._width - spot.x
        height = style.leading + 6.6
        lines = self._setter.set_runs(
            [Run(text, True)], style, width - 14, Element("P", spot.inside), x=spot.x + 8, ragged=True
        )
        band = Slab(height, before=12, after=5, keep=True, text=text)
        band.over(rectangle(spot.x, 0, width, height, self._style.colours["head"]))
        for line in lines[:1]:
            band.take(line, 0, (height - style.leading) / 2)
        return band

    def _takeaway(self, takeaway: n.Takeaway, spot: Spot) -> list[Slab]:
        author, left = self._style.text["author"], spot.x + self._indent
        slabs: list[Slab] = []
        if takeaway.author:
            runs = [Run(takeaway.author, True)]
            if takeaway.detail:
                runs.append(Run(f"  {takeaway.detail}", False, self._style.colours["soft"]))
            slabs = self._setter.set_runs(
                runs, author, self._width - left, Element("P", spot.inside), x=left, ragged=True
            )
            for slab in slabs:
                slab.keep = True
            slabs[0].before, slabs[-1].after = author.before, author.after
        return _anchored(slabs + self._blocks(_outlined(takeaway), spot), takeaway.id)


def _anchored(slabs: list[Slab], entry: str) -> list[Slab]:
    """slabs, to which references to the entry lead."""
    if slabs and entry and not slabs[0].anchor:
        slabs[0].anchor = f"entry-{entry}"
    return slabs


def _outlined(takeaway: n.Takeaway) -> tuple[n.Block, ...]:
    """The takeaway as ○ items: its plain paragraphs hang below the first one."""
    if not takeaway.blocks or not all(isinstance(block, n.Paragraph) for block in takeaway.blocks):
        return takeaway.blocks
    first, *more = (block.inlines for block in takeaway.blocks if isinstance(block, n.Paragraph))
    return (n.Bullet(1, "○", first, tuple(more)),)
