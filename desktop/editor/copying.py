"""What a copy brings to other programs: HTML for Word and Hangul, plain text, and the outline text for ourselves."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QMimeData

from desktop.editor.pasting import OWN
from exporters.document.marks import figure_of

if TYPE_CHECKING:
    from desktop.editor.painting import Pictures


def copied(text: str, pictures: Pictures | None) -> QMimeData:
    """Outline text for the clipboard; elsewhere a figure is its caption and credit, for its id says nothing there."""
    from exporters.html.clipboard import MOST, clipboard_html

    def line(figure_id: str) -> str:
        return pictures.line(figure_id) if pictures is not None else ""

    data = QMimeData()
    named = ((each, figure_of(each)) for each in text.split("\n"))
    data.setText("\n".join(line(found) if found is not None else each for each, found in named))
    data.setData(OWN, text.encode("utf-8", "replace"))
    if len(text) <= MOST:
        data.setHtml(clipboard_html(text, line))
    return data
