"""Outline text ↔ nodes: the front door of the text format.

Two promises hold for everything that goes through it: blocks → text → blocks is the identity for every kind of
block, and for any text the letters of the blocks are the letters of the text, and no exception is raised.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TypeAlias

from exporters.document.blocks import parse_blocks, parse_inlines
from exporters.document.letters import has_lone_surrogate, letters, letters_of, normal_text, plain
from exporters.document.nodes import OutlineBlock, Text
from exporters.document.outline import figure_line, write_blocks, write_inlines

__all__ = [
    "Read",
    "as_text",
    "figure_line",
    "has_lone_surrogate",
    "letters",
    "letters_of",
    "normal_text",
    "parse",
    "parse_inlines",
    "plain",
    "write",
    "write_inlines",
]


Read: TypeAlias = Callable[[str], tuple[OutlineBlock, ...]]
"""What reads outline text as parse does."""


def parse(text: str) -> tuple[OutlineBlock, ...]:
    """The blocks of outline text; any text has some. Never raises."""
    return parse_blocks(text)


def write(blocks: Iterable[OutlineBlock]) -> str:
    """The outline text of blocks. Line breaks outside paragraphs become blanks."""
    return write_blocks(blocks)


def as_text(text: str) -> str:
    """One line of foreign text with the backslashes it needs so that no inline mark is read into it."""
    normal = normal_text(text)
    return write_inlines((Text(normal),)) if normal else ""
