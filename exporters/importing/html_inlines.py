"""The pieces of a pasted line to inline nodes: blanks as one, looks on the words alone."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Final

from exporters.document.marks import Kind, line_kind
from exporters.document.markup import normal_text
from exporters.document.nodes import Code, Emphasis, Inline, Inlines, Link, Strong, Text
from exporters.importing.html_lines import Look
from exporters.importing.pasted import with_mark

BLANKS: Final = re.compile(r"\s+")


def inlines_of(pieces: list[tuple[str, Look]]) -> Inlines:
    """The inline nodes of a line: blanks as one, none at its ends or at the ends of what is strong."""
    runs: list[tuple[str, Look]] = []
    blank = True
    for text, look in _lead_bare(pieces):
        text = normal_text(BLANKS.sub(" ", text))
        text = text.lstrip(" ") if blank else text
        if not text:
            continue
        blank = text.endswith(" ")
        look = replace(look, kept=False, drawn=False, sign=False)
        if runs and (runs[-1][1] == look or not text.strip()):
            runs[-1] = runs[-1][0] + text, runs[-1][1]
        else:
            runs.append((text, look))
    if runs:
        runs[-1] = runs[-1][0].rstrip(), runs[-1][1]
    nodes = [node for text, look in runs if text for node in _nodes(text, look)]
    return merged(nodes)


def _lead_bare(pieces: list[tuple[str, Look]]) -> list[tuple[str, Look]]:
    """pieces, with no look on the mark that the line begins with; a heading has none anywhere."""
    place = next((number for number, (text, _) in enumerate(pieces) if text.strip()), None)
    if place is None:
        return pieces
    text, look = pieces[place]
    line = with_mark(BLANKS.sub(" ", text).lstrip())
    kind = line_kind(line if len(line.strip()) > 1 else f"{line.strip()} x")
    if not kind.mark or look.code:
        return pieces
    if kind.kind is Kind.HEADING:
        return [(each, replace(its, strong=False)) for each, its in pieces]
    return [*pieces[:place], (line[: kind.mark_end], Look()), (line[kind.mark_end :], look), *pieces[place + 1 :]]


def _nodes(text: str, look: Look) -> Iterator[Inline]:
    body = text.strip()
    if not body or look == Look():
        yield Text(text)
        return
    if text[0] == " ":
        yield Text(" ")
    node: Inline = Code(body) if look.code else Text(body)
    if look.emphasis and not look.code:
        node = Emphasis((node,))
    if look.strong and not look.code:
        node = Strong((node,))
    if look.href and look.href not in (body, f"mailto:{body}"):
        node = Link(look.href, (node,))
    yield node
    if text[-1] == " ":
        yield Text(" ")


def merged(nodes: Iterable[Inline]) -> Inlines:
    found: list[Inline] = []
    for node in nodes:
        last = found[-1] if found else None
        if isinstance(node, Text) and isinstance(last, Text):
            found[-1] = Text(last.text + node.text)
        else:
            found.append(node)
    return tuple(found)
