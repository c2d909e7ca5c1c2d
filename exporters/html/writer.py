"""A whole document as one HTML file that needs no other."""

from __future__ import annotations

import base64
from html import escape
from pathlib import Path
from typing import Final

from exporters.base import Finding, Progress, WriteOptions, Written, atomic_file
from exporters.document import nodes as n
from exporters.html.preview import page
from exporters.html.render import Renderer, info_table
from resources import Sentences, sentences

_MEDIA: Final = ((b"\x89PNG", "image/png"), (b"\xff\xd8", "image/jpeg"), (b"GIF8", "image/gif"))


class HtmlWriter:
    """Writes a Document as HTML; pictures stand in the file itself."""

    name = "html"
    suffix = ".html"

    def write(self, document: n.Document, path: Path, options: WriteOptions, progress: Progress) -> Written:
        """See base.Writer. Pages are not counted: there are none."""
        say = sentences(document.language)
        pictures = _Pictures()
        renderer = Renderer(say, pictures.address)
        total = len(document.chapters)
        parts = [_cover(document), _contents(document, say)]
        for number, chapter in enumerate(document.chapters, start=1):
            progress(number - 1, total)
            parts.append(_chapter(number, chapter, renderer))
        progress(total, total)
        whole = page("\n".join(parts), language=document.language, title=escape(document.title))
        with atomic_file(path) as file:
            file.write(whole.encode("utf-8"))
        return Written(path, 0, tuple(pictures.findings))


class _Pictures:
    """Pictures as data addresses. findings: files that could not be read."""

    def __init__(self) -> None:
        self.findings: list[Finding] = []

    def address(self, figure: n.Figure) -> str | None:
        if figure.path is None:
            return None
        try:
            data = figure.path.read_bytes()
        except OSError:
            self.findings.append(Finding("report.finding.picture_missing", (("caption", figure.caption),)))
            return None
        media = next((media for start, media in _MEDIA if data.startswith(start)), None)
        return f"data:{media};base64,{base64.b64encode(data).decode('ascii')}" if media else None


def _cover(document: n.Document) -> str:
    cover = document.cover
    if cover is None:
        return ""
    rows = info_table((escape(label), escape(value)) for label, value in cover.rows)
    foot = "<br>".join(escape(line) for line in (cover.organiser, cover.date) if line)
    return f'<p class="kicker">{escape(cover.kicker)}</p><h1>{escape(cover.title)}</h1>{rows}<p>{foot}</p>'


def _contents(document: n.Document, say: Sentences) -> str:
    items = "".join(
        f'<li><a href="#chapter-{number}">{escape(chapter.title)}</a></li>'
        for number, chapter in enumerate(document.chapters, start=1)
    )
    return f"<h1>{escape(say('report.contents'))}</h1><ul>{items}</ul>" if items else ""


def _chapter(number: int, chapter: n.Chapter, renderer: Renderer) -> str:
    return (
        f'<hr><a name="chapter-{number}"></a><p class="kicker">{escape(chapter.kicker)}</p>'
        f"<h1>{escape(chapter.title)}</h1>\n{renderer.blocks(chapter.blocks)}"
    )
