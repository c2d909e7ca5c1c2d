"""Tool tips show what people wrote as it is: Qt would read a tip that looks like HTML as HTML."""

from __future__ import annotations


def plain_tip(text: str) -> str:
    """A tool tip that shows text letter by letter."""
    if "<" not in text:
        return text
    from html import escape

    return f"<span>{escape(text)}</span>"
