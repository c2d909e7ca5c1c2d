"""Inlines → HTML, for preview and page alike: every text is escaped, and only safe addresses become links."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from html import escape
from typing import Final

from exporters.document import nodes as n

Reference = Callable[[str, str], str]
"""What stands in the page for a reference: its anchor and its words, which are HTML, → HTML."""

_SAFE: Final = ("http://", "https://", "mailto:")


def inline_html(inlines: n.Inlines, refer: Reference) -> str:
    """inlines as HTML that both a browser and Qt's rich text understand."""
    return "".join(_pieces(inlines, refer))


def _pieces(inlines: n.Inlines, refer: Reference) -> Iterator[str]:
    for node in inlines:
        match node:
            case n.Text(text):
                yield escape(text)
            case n.Code(text):
                yield f"<code>{escape(text)}</code>"
            case n.LineBreak():
                yield "<br>"
            case n.Strong(children):
                yield f"<strong>{inline_html(children, refer)}</strong>"
            case n.Emphasis(children):
                yield f"<em>{inline_html(children, refer)}</em>"
            case n.Link(href, children):
                inner = inline_html(children, refer)
                safe = href.lower().startswith(_SAFE)
                yield f'<a href="{escape(href)}" rel="noreferrer">{inner}</a>' if safe else inner
            case n.PageReference(anchor, children):
                yield refer(anchor, inline_html(children, refer))
