"""Footnotes: notes of the block before them (`*`), set at the foot of the page where their sign stands in the text.

The sign takes the place of a star in the block where there is one a note, else it stands at the block's end. Signs are
counted from a chapter's beginning, which knows no other chapter.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Final, TypeAlias, TypeVar

from exporters.document import nodes as n
from exporters.pdf.draw import rule
from exporters.pdf.slab import Slab
from exporters.pdf.spot import Spot
from exporters.pdf.style import ReportStyle
from exporters.pdf.tags import Element
from exporters.pdf.text import Run, Typesetter
from resources import Sentences

T = TypeVar("T")
_Noted: TypeAlias = n.Paragraph | n.Bullet | n.Numbered | n.Note
_RAISED: Final = str.maketrans("0123456789()", "⁰¹²³⁴⁵⁶⁷⁸⁹⁽⁾")
_STAR: Final = re.compile(r"(?<=[^\s*])\*(?=[\s.,;:)\]’”'\"…가-힣]|$)")


class Footnotes:
    """The footnotes of one chapter. say: the words printed, in the report's language."""

    def __init__(self, setter: Typesetter, say: Sentences) -> None:
        self._setter = setter
        self._say = say
        self._style = setter.style
        self._at_foot = setter.style.forms["notes"] == "foot"
        self._count = 0

    def gathered(self, blocks: Iterable[T | n.Block]) -> Iterator[tuple[T | n.Block, list[n.Note]]]:
        """Each block with its footnotes; a note of what has no running text stays a block of its own."""
        waiting: tuple[T | n.Block, list[n.Note]] | None = None
        for block in blocks:
            if isinstance(block, n.Note) and block.mark == "*" and waiting is not None:
                waiting[1].append(block)
                continue
            if waiting is not None:
                yield waiting
            waiting = (block, []) if self._at_foot and _takes_notes(block) else None
            if waiting is None:
                yield block, []
        if waiting is not None:
            yield waiting

    def signed(self, block: T | n.Block, notes: Sequence[n.Note], spot: Spot) -> tuple[T | n.Block, list[str]]:
        """block with the signs of its notes, and where these lead."""
        if not notes or not isinstance(block, _Noted):
            return block, []
        targets, signs = [], []
        for _ in notes:
            self._count += 1
            targets.append(f"#{spot.chapter}-note-{self._count}")
            sign = self._say("report.pdf.footnote_sign", number=self._count)
            self._setter.titles[targets[-1]] = self._say("report.pdf.footnote", number=self._count)
            signs.append(n.Link(targets[-1], (n.Text(sign.translate(_RAISED)),)))
        return _with_signs(block, signs), targets

    def attach(self, slabs: list[Slab], notes: Sequence[n.Note], targets: Sequence[str], spot: Spot) -> None:
        """Give each note to the line that holds its sign."""
        for note, target in zip(notes, targets, strict=True):
            line, inside = _place(slabs, target, spot.inside)
            made = self._lines(note, target, inside)
            line.notes = (*line.notes, made)

    def _lines(self, note: n.Note, target: str, inside: Element) -> tuple[Slab, ...]:
        style = self._style.text["footnote"]
        sign = self._say("report.pdf.footnote_sign", number=int(target.rpartition("-")[2]))
        hang = max(self._style.measures["footnote"]["hang"], self._setter.width(sign, style) + 3)
        element = Element("Note", inside)
        width = self._style.page.measure - hang
        lines: list[Slab] = []
        for inlines in (note.inlines, *note.more):
            own = Element("P", element) if note.more else element
            lines += self._setter.paragraph(inlines, style, width, own, x=hang)
        lines = lines or [Slab(style.leading)]
        (label,) = self._setter.set_runs([Run(sign)], style, 9999.0, Element("Lbl", element))
        lines[0].take(label, first=True)
        lines[0].text = f"{sign} {lines[0].text}"
        lines[0].anchor = target[1:]
        return tuple(lines)


def note_rule(style: ReportStyle) -> Slab:
    """The short rule between a page's text and its footnotes, with the space around it."""
    measures = style.measures["footnote"]
    strip = Slab(measures["above"] + measures["below"])
    strip.over(rule(0, measures["above"], style.page.measure * measures["rule"], 0.6, style.colours["soft"]))
    return strip


def _takes_notes(block: object) -> bool:
    """Whether block has running text, in which a sign can stand."""
    if not isinstance(block, _Noted) or (isinstance(block, n.Note) and block.mark == "*"):
        return False
    last = block.more[-1] if not isinstance(block, n.Paragraph) and block.more else block.inlines
    return bool(last)


def _with_signs(block: _Noted, signs: Sequence[n.Link]) -> _Noted:
    """block with signs in the place of its stars where there are as many, else at its end."""
    parts = [block.inlines, *(() if isinstance(block, n.Paragraph) else block.more)]
    stars = sum(len(_STAR.findall(node.text)) for part in parts for node in part if isinstance(node, n.Text))
    if stars == len(signs):
        left = iter(signs)
        parts = [tuple(_starred(part, left)) for part in parts]
    else:
        parts[-1] = (*parts[-1], *signs)
    if isinstance(block, n.Paragraph):
        return replace(block, inlines=parts[0])
    return replace(block, inlines=parts[0], more=tuple(parts[1:]))


def _starred(inlines: n.Inlines, signs: Iterator[n.Link]) -> Iterator[n.Inline]:
    for node in inlines:
        if not isinstance(node, n.Text):
            yield node
            continue
        first, *others = _STAR.split(node.text)
        yield n.Text(first)
        for text in others:
            yield next(signs)
            if text:
                yield n.Text(text)


def _place(slabs: Sequence[Slab], target: str, inside: Element) -> tuple[Slab, Element]:
    """The line that holds the sign which leads to target, and the element of its paragraph."""
    for slab in slabs:
        for area in slab.links:
            if area.target == target and area.element.parent and area.element.parent.parent:
                return slab, area.element.parent.parent
    return slabs[-1], inside
