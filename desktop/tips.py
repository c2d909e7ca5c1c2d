"""Tool tips show what people wrote as it is: Qt would read a tip that looks like HTML as HTML."""

from __future__ import annotations

from html import escape


def plain_tip(text: str) -> str:
    """A tool tip that shows text letter by letter."""
    return f"<span>{escape(text)}</span>" if "<" in text else text
