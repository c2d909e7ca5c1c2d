"""What a paste or drop brings into the editor: pictures, our own text as it is, or foreign text as outline text."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QMimeData
from PySide6.QtGui import QImage

from db.frozen import dataclass

OWN = "application/x-briefing-notebook-outline"
"""The outline text itself, beside what other programs take: it comes back letter for letter."""
PICTURES = (".jpg", ".jpeg", ".png", ".webp", ".gif", ".bmp", ".tif", ".tiff", ".heic", ".heif")
"""How files of pictures end."""
AT_ONCE = 30_000
"""Characters of HTML, or a tenth of those of text, that are read while a key is pressed; more is read beside it."""


@dataclass(frozen=True, slots=True)
class Paste:
    """read: makes the text; slow where it is not `quick`. problem: the sentence that says why it is not taken."""

    read: Callable[[], str]
    quick: bool = True
    problem: str = ""


def pictures(source: QMimeData) -> list[Path | QImage]:
    """The pictures in source: files, or one that was copied; nothing where text is meant."""
    paths = [Path(url.toLocalFile()) for url in source.urls() if url.isLocalFile()]
    if paths and all(path.suffix.lower() in PICTURES for path in paths):
        return list(paths)
    if source.hasImage() and not source.text().strip():
        image = source.imageData()
        return [image] if isinstance(image, QImage) and not image.isNull() else []
    return []


def paste_of(source: QMimeData, *, plain: bool = False) -> Paste:
    """What source would bring. plain: its text as it is, without marks or tables made of it."""
    from exporters.importing.pasted import MOST_BYTES, pasted_lines, pasted_text

    if source.data("text/html").size() > MOST_BYTES or source.data("text/plain").size() > MOST_BYTES:
        return Paste(str, problem="editor.paste.too_large")
    text = source.text()
    if source.hasFormat(OWN):
        text = bytes(source.data(OWN).data()).decode("utf-8", "replace")
    if plain or source.hasFormat(OWN):
        return Paste(lambda: pasted_lines(text), len(text) < 10 * AT_ONCE)
    html = source.html() if source.hasHtml() else ""
    if not html.strip():
        return Paste(lambda: pasted_text(text), len(text) < 10 * AT_ONCE)

    def read() -> str:
        from exporters.importing.pasted_html import pasted_html

        return pasted_html(html).text or pasted_text(text)

    return Paste(read, len(html) < AT_ONCE)
