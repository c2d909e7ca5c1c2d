"""What text a tree holds, without its marks: for counting, searching, and for the promise that no letter is lost."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator

from exporters.document.nodes import (
    Block,
    Bullet,
    Code,
    Figure,
    FigureLine,
    FigurePlace,
    Heading,
    InfoTable,
    Inlines,
    LineBreak,
    Link,
    Note,
    Numbered,
    Paragraph,
    QuestionAnswer,
    Table,
    TakeawayGroup,
    Text,
)  # fmt: skip

_BREAKS = re.compile("\r\n?|[\x0b\x0c\x85\u2028\u2029]")
_CONTROLS = re.compile("[\x00-\x08\x0e-\x1f\x7f]")
_SURROGATES = re.compile("[\ud800-\udfff]")
_ODD = re.compile("[\x00-\x08\x0b-\x1f\x7f\x85\u2028\u2029\ud800-\udfff]")
"""All that those three look for."""


def normal_text(text: str) -> str:
    """text as it is stored: NFC, `\\n` for every line break, no control characters, U+FFFD for lone surrogates."""
    if _ODD.search(text) is not None:
        text = _SURROGATES.sub("\ufffd", text)
        text = _CONTROLS.sub("", _BREAKS.sub("\n", text))
    return unicodedata.normalize("NFC", text)


def has_lone_surrogate(text: str) -> bool:
    """Whether normal_text has to replace something, which the user should be told."""
    return _SURROGATES.search(text) is not None


def plain(inlines: Inlines) -> str:
    """The text of inlines as read aloud: no marks, no addresses of links, `\\n` for line breaks."""
    return "".join(_plain(inlines, addresses=False))


def _plain(inlines: Inlines, *, addresses: bool) -> Iterator[str]:
    for node in inlines:
        match node:
            case Text(text) | Code(text):
                yield text
            case LineBreak():
                yield "\n"
            case Link(href, children):
                yield from _plain(children, addresses=addresses)
                if addresses:
                    yield href
            case _:
                yield from _plain(node.children, addresses=addresses)


def texts(block: Block) -> Iterator[str]:
    """Every piece of text in block in reading order, addresses of links and words of the grammar included."""
    match block:
        case Heading(_, inlines) | Paragraph(inlines):
            yield from _plain(inlines, addresses=True)
        case Bullet(_, _, inlines, more) | Note(_, inlines, more) | Numbered(_, _, inlines, more):
            if isinstance(block, Numbered):
                yield block.number
            for part in (inlines, *more):
                yield from _plain(part, addresses=True)
        case Table():
            yield from _table(block)
        case FigurePlace(figure):
            yield f"figure{figure}"
        case FigureLine(caption, credit):
            yield caption
            if credit is not None:
                yield f"출처{credit}"
        case _:
            yield from _report_block(block)


def _table(block: Table) -> Iterator[str]:
    yield block.title
    if block.unit:
        yield f"단위{block.unit}"
    for row in block.rows:
        for cell in row:
            yield from _plain(cell, addresses=True)


def _report_block(block: InfoTable | Figure | QuestionAnswer | TakeawayGroup) -> Iterator[str]:
    match block:
        case InfoTable(rows):
            for label, value in rows:
                yield label
                yield from _plain(value, addresses=True)
        case Figure():
            yield from (block.caption, block.credit, block.alt)
        case QuestionAnswer():
            yield from _plain(block.question, addresses=True)
            yield from (block.asker, block.answerer)
            for part in block.answer:
                yield from texts(part)
        case TakeawayGroup(team, takeaways):
            yield team
            for takeaway in takeaways:
                yield from (takeaway.author, takeaway.detail)
                for part in takeaway.blocks:
                    yield from texts(part)


def letters(blocks: Iterable[Block]) -> str:
    """The letters, digits and combining marks of blocks in reading order."""
    return letters_of("".join(piece for block in blocks for piece in texts(block)))


def letters_of(text: str) -> str:
    """The letters, digits and combining marks of text."""
    return "".join(char for char in text if unicodedata.category(char)[0] in "LMN")
