"""What the chapters of a report are set with: the fonts, a style, the words of a language."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from exporters.document import nodes as n
from exporters.pdf.blocks import BlockSetter
from exporters.pdf.chapter import Chars, Finished, Finisher, Standing
from exporters.pdf.cover import CoverSetter
from exporters.pdf.face import Face
from exporters.pdf.flow import Leaf, pages_of
from exporters.pdf.fontfile import Subset, Subsets
from exporters.pdf.fonts import FontChain
from exporters.pdf.footnotes import note_rule
from exporters.pdf.pages import Frame
from exporters.pdf.pictures import Pictures
from exporters.pdf.prints import pixels
from exporters.pdf.slab import Slab
from exporters.pdf.style import ReportStyle
from exporters.pdf.tags import Element
from exporters.pdf.text import Typesetter
from resources import Sentences, font_path, sentences


class Setting:
    """style: the report's. language: of what is printed around the blocks."""

    def __init__(self, style: ReportStyle, language: str) -> None:
        self.style = style
        self.language = language
        self.faces = {
            name: Face(font_path(file))
            for name, file in (
                ("F1", "Pretendard-Regular.ttf"), ("F2", "Pretendard-Bold.ttf"), ("F3", "TourFallback-Regular.ttf"),
                ("F4", "TourFallback-Bold.ttf"), ("F5", "TourSymbols.ttf"), ("F6", "TourMyeongjo-Regular.ttf"),
                ("F7", "TourMyeongjo-Bold.ttf"),
            )
        }  # fmt: skip
        regular = self._chain(style.fonts["regular"], "F1", "F3", "F5")
        bold = self._chain(style.fonts["bold"], "F2", "F4", "F5")
        self.setter = Typesetter(regular, bold, style)
        self.say: Sentences = sentences(language)
        self.frame = Frame(self.setter, self.say)
        self._subsets = Subsets()
        self._feet: tuple[int, dict[int, str]] = (0, {})
        self.size = (style.page.width, style.page.height)

    def _chain(self, file: str, *others: str) -> FontChain:
        """The face of file before all others."""
        first = next(name for name, face in self.faces.items() if face.path.name == file)
        return FontChain([(name, self.faces[name]) for name in dict.fromkeys((first, *others))])

    def pictures(self) -> Pictures:
        """The pictures of a part; photos with the pixels of the largest size in which they are printed."""
        page, measures = self.style.page, self.style.measures["figure"]
        return Pictures(pixels((page.measure * measures["widest"], page.depth * measures["highest"])))

    def chapter(self, chapter: n.Chapter, title: str) -> Finished:
        """title: the report's."""
        pictures = self.pictures()
        section = Element("Sect", Element("Document"))
        blocks = BlockSetter(self.setter, self.say, pictures)
        self.setter.said()
        slabs = self.frame.opener(chapter, section) + blocks.blocks(chapter.blocks, chapter.id, section)
        left = title if title != chapter.title else chapter.kicker  # what is one chapter says its name once
        return self.finished(self.leaves(slabs), self.frame.head(left, chapter.title), pictures)

    def leaves(self, slabs: Sequence[Slab]) -> list[Leaf]:
        """The pages that slabs take."""
        return pages_of(slabs, self.style.page.depth, self.style.feet, note_rule(self.style))

    def finished(self, leaves: Sequence[Leaf], head: str, pictures: Pictures, before: Chars = ("", "")) -> Finished:
        """Finished pages, of which all but the characters `before` was set since the setter was asked what was said."""
        page, finisher = self.style.page, Finisher(self.size)
        for leaf in leaves:
            strips = [Standing(placed.slab, page.left, page.top + placed.top, placed.again) for placed in leaf.placed]
            finisher.page(strips, opener=leaf.opener)
        chars = zip(before, self.setter.said(), strict=True)
        return finisher.finish(head, tuple("".join(sorted({*first, *then})) for first, then in chars), pictures)

    def cover(self, cover: n.Cover) -> Finished:
        """The page before all others."""
        self.setter.said()
        finisher, pictures = Finisher(self.size), self.pictures()
        slab = CoverSetter(self.setter, pictures).slab(cover, Element("Sect", Element("Document")))
        finisher.page([Standing(slab, 0, 0)], opener=True)
        done = finisher.finish("", self.setter.said(), pictures)
        done.footed = False
        return done

    def foot(self, page: int, pages: int) -> str:
        """What stands at the foot of a page of so many."""
        if pages != self._feet[0]:
            self._feet = pages, {}
        found = self._feet[1].get(page)
        if found is None:
            found = self._feet[1][page] = self.frame.foot(page, pages)
        return found

    def fonts(self, chars: Chars) -> Mapping[str, tuple[Face, Subset]]:
        """Each face that prints some of chars with the glyphs for them, by resource name."""
        fonts: dict[str, dict[int, str]] = {name: {} for name in self.faces}
        for chain, of_chain in zip(self.setter.chains, chars, strict=True):
            for name, used in chain.used(of_chain).items():
                fonts[name].update(used)
        faces = ((name, self.faces[name], used) for name, used in fonts.items() if used)
        return {name: (face, self._subsets.of(face, used)) for name, face, used in faces}

    def lacking(self, chars: Chars) -> set[str]:
        """Those of chars that no face has."""
        chains = zip(self.setter.chains, chars, strict=True)
        return set().union(*(chain.lacking(of_chain) for chain, of_chain in chains))
