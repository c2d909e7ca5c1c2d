"""One entry as the report will show it, for the preview beside the editor."""

from __future__ import annotations

from db.records import Figure
from exporters.compile.figures import Figures
from exporters.html.render import Renderer
from exporters.html.style import Colours, style_sheet
from exporters.reading import Records
from resources import Sentences


def preview(text: str, reader: Records, say: Sentences, colours: Colours | None = None) -> str:
    """An HTML page of outline text with the notebook's figures at their lines, numbered from 1.

    text: as it stands in the editor. say: sentences of the report's language. Pictures are `blob:<sha256>`.
    """
    blocks = Figures(reader.all(Figure), reader).blocks(text, "")
    return page(Renderer(say).blocks(blocks), colours)


def page(body: str, colours: Colours | None = None, *, language: str = "ko", title: str = "") -> str:
    """body, which is HTML, as a page with the style sheet. title is HTML too."""
    return (
        f'<!DOCTYPE html>\n<html lang="{language}"><head><meta charset="utf-8"><title>{title}</title>'
        f"<style>{style_sheet(colours or Colours())}</style></head>\n<body>\n{body}\n</body></html>\n"
    )
