"""The page that hands the report over: to whom, which tour, when, and who took part."""

from __future__ import annotations

from exporters.document import nodes as n
from exporters.pdf.draw import rule
from exporters.pdf.pages import Frame
from exporters.pdf.slab import Slab
from exporters.pdf.tables import info_table
from exporters.pdf.tags import Element
from exporters.pdf.text import Run, Typesetter


class SubmissionSetter:
    """Sets the submission in the fonts and measures of a style."""

    def __init__(self, setter: Typesetter, frame: Frame) -> None:
        self._setter = setter
        self._frame = frame
        self._style = setter.style
        self._measures = setter.style.measures["submission"]

    def slabs(self, page: n.Submission, inside: Element) -> list[Slab]:
        """The page's strips. inside: its element."""
        slabs = self._frame.title(page.title, inside)
        slabs[0].anchor, slabs[0].bookmark = "submission", (0, page.title)
        if page.addressee:
            slabs += self._line(page.addressee, "section", inside, before=self._measures["addressee"])
        for at, sentence in enumerate(page.text):
            slabs += self._sentence(sentence, inside, before=self._measures["text"] if not at else 0.0)
        rows = tuple((label, (n.Text(value),)) for label, value in (*page.rows, *page.members))
        if rows:
            table = info_table(n.InfoTable(rows), self._setter, 0, self._style.page.measure, Element("Table", inside))
            table[0].before = self._measures["table"]
            for slab in table:
                slab.keep = False
            slabs += table
        return self._footed(slabs, page, inside)

    def _footed(self, slabs: list[Slab], page: n.Submission, inside: Element) -> list[Slab]:
        """slabs, and who submits and when at the foot of the page, or below them where they are long."""
        foot = self._line(page.signed, "section", inside, before=0.0)
        foot += self._line(page.date, "credit", inside, before=0.0)
        if foot:
            used = sum(slab.height + slab.before + slab.after for slab in slabs)
            spare = self._style.page.depth - used - sum(slab.height + slab.after for slab in foot)
            foot[0].before = max(self._measures["date"], spare - self._measures["foot"])
            foot[0].under(rule(0, -14, self._style.page.measure, 0.6, self._style.colours["line"]))
            for slab in foot[:-1]:
                slab.keep = True
        return slabs + foot

    def _sentence(self, text: str, inside: Element, *, before: float) -> list[Slab]:
        style, width = self._style.text["submission"], self._style.page.measure
        slabs = self._setter.set_runs([Run(text)], style, width, Element("P", inside), ragged=True)
        for slab in slabs[:1]:
            slab.before = before
        return slabs

    def _line(self, text: str, name: str, inside: Element, *, before: float) -> list[Slab]:
        """Words on lines of their own."""
        style, width = self._style.text[name], self._style.page.measure
        slabs = self._setter.set_runs([Run(text, style.bold)], style, width, Element("P", inside), ragged=True)
        for slab in slabs[:1]:
            slab.before = before
        return slabs
