"""A whole document as one HTML file that needs no other, and asks for none."""

from __future__ import annotations

import base64
from collections.abc import Iterator
from dataclasses import replace
from html import escape
from pathlib import Path
from typing import Final

from exporters.base import Finding, Progress, WriteOptions, Written, atomic_file
from exporters.document import nodes as n
from exporters.document.letters import plain
from exporters.document.walk import anchor_of, anchors, printable, within
from exporters.html.page import PageRenderer, information
from exporters.html.sheet import style_sheet
from exporters.pdf.style import load_style
from resources import Sentences, sentences

_MEDIA: Final = ((b"\x89PNG", "image/png"), (b"\xff\xd8", "image/jpeg"), (b"GIF8", "image/gif"))
_POLICY: Final = "default-src 'none'; img-src data:; style-src 'unsafe-inline'"
"""What the file may load and run (Content Security Policy): nothing but what stands in it."""


class HtmlWriter:
    """Writes a Document as HTML; pictures stand in the file itself."""

    name = "html"
    suffix = ".html"

    def write(self, document: n.Document, path: Path, options: WriteOptions, progress: Progress) -> Written:
        """See base.Writer. Pages are not counted: there are none."""
        document, replaced = printable(document)
        document = replace(document, chapters=tuple(map(_with_places, document.chapters)))
        page = _Page(document, load_style(options.style).logo)
        total = len(document.chapters)
        with atomic_file(path) as file:
            file.write(_head(document, page.title, options.style).encode("utf-8"))
            for part in page.front():
                file.write(f"{part}\n".encode())
            for done, chapter in enumerate(document.chapters):
                progress(done, total)
                file.write(f"{page.chapter(chapter)}\n".encode())
            file.write(b"</main>\n</body>\n</html>\n")
            progress(total, total)
        unprintable = Finding("report.finding.unprintable", (("count", str(replaced)),))
        return Written(path, 0, (*page.findings, *([unprintable] if replaced else [])))


def _head(document: n.Document, title: str, style: str) -> str:
    said = (("author", document.author), ("description", document.subject), ("keywords", ", ".join(document.keywords)))
    metas = "".join(f'<meta name="{name}" content="{escape(text)}">\n' for name, text in said if text)
    return (
        f'<!DOCTYPE html>\n<html lang="{document.language}">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{escape(title)}</title>\n{metas}<style>\n{style_sheet(style)}</style>\n</head>\n<body>\n<main>\n"
    )


class _Page:
    """The parts of one page. logo: the style's, for a report without its own. findings: pictures that were not read."""

    def __init__(self, document: n.Document, logo: Path | None) -> None:
        self._document = document
        self._logo = logo
        self._say: Sentences = sentences(document.language)
        self.title = document.title or self._say("report.untitled")
        self.findings: list[Finding] = []
        self._renderer = PageRenderer(self._say, self._picture, anchors(document))

    def _picture(self, figure: n.Figure) -> str | None:
        return self._address(figure.path, figure.caption)

    def _address(self, path: Path | None, called: str) -> str | None:
        """The address that holds the picture of path; one that cannot be read is told by what it is called."""
        address = data_address(path) if path else None
        if path and address is None:
            self.findings.append(Finding("report.finding.picture_missing", (("caption", called),)))
        return address

    def front(self) -> Iterator[str]:
        """What stands before the chapters."""
        document = self._document
        yield self._cover(document.cover) if document.cover else f"<h1>{escape(self.title)}</h1>"
        if document.submission:
            yield self._submission(document.submission)
        if document.chapters and document.contents:
            yield self._contents()
        if document.lists:
            yield from self._lists()

    def _cover(self, cover: n.Cover) -> str:
        said = cover.logo_alt or cover.organiser or cover.title or self.title
        address = self._address(cover.logo or self._logo, said)
        logo = f'<img class="logo" src="{address}" alt="{escape(said)}">' if address else ""
        rows = information((label, escape(value)) for label, value in cover.rows) if cover.rows else ""
        foot = f"{escape(cover.organiser)} <span>{escape(cover.date)}</span>"
        return (
            f'<header class="cover">{logo}<p class="kicker">{escape(cover.kicker)}</p>\n'
            f'<h1>{escape(cover.title or self.title)}</h1>\n{rows}<p class="foot">{foot}</p></header>'
        )

    def _submission(self, page: n.Submission) -> str:
        addressee = f'<p class="addressee">{escape(page.addressee)}</p>' if page.addressee else ""
        said = addressee + "".join(f"<p>{escape(line)}</p>" for line in page.text if line)
        rows = information((label, escape(value)) for label, value in (*page.rows, *page.members))
        head = self._renderer.heading(2, escape(page.title))
        foot = f'<p class="foot">{escape(page.signed)} <span>{escape(page.date)}</span></p>'
        return f'<section class="submission">{head}{said}{rows}{foot}</section>'

    def _contents(self) -> str:
        items = "\n".join(
            _entry(_place(chapter), chapter.kicker, chapter.title or chapter.kicker, sections=self._sections(chapter))
            for chapter in self._document.chapters
            if chapter.title or chapter.kicker
        )
        return self._listing(self._say("report.contents"), items) if items else ""

    def _sections(self, chapter: n.Chapter) -> str:
        lines = (
            f'<li><a href="#{escape(anchor_of(each))}">{escape(plain(each.inlines))}</a></li>'
            for each in _heads(chapter)
        )
        found = "".join(lines)
        return f'<ol class="sections">{found}</ol>' if found else ""

    def _lists(self) -> Iterator[str]:
        """The figures with their credits, and the tables that have a number."""
        figures: dict[str, str] = {}
        tables: dict[str, str] = {}
        for block in (block for chapter in self._document.chapters for block in within(chapter.blocks)):
            match block:
                case n.Figure(number=number) if number:
                    credit = self._say("report.credit", credit=block.credit) if block.credit else ""
                    label = self._say("report.figure", number=number)
                    figures.setdefault(anchor_of(block), _entry(anchor_of(block), label, block.caption, credit))
                case n.Table(number=number) if number:
                    label = self._say("report.table", number=number)
                    tables.setdefault(anchor_of(block), _entry(anchor_of(block), label, block.title))
        for name, entries in (("figures", figures), ("tables", tables)):
            if entries:
                yield self._listing(self._say(f"report.{name}"), "\n".join(entries.values()), "contents numbered")

    def _listing(self, title: str, items: str, sort: str = "contents") -> str:
        head = self._renderer.heading(2, escape(title))
        return f'<nav class="{sort}" aria-label="{escape(title)}">{head}<ol>{items}</ol></nav>'

    def chapter(self, chapter: n.Chapter) -> str:
        """One chapter with its place."""
        renderer = self._renderer
        kicker = f'<p class="kicker">{escape(chapter.kicker)}</p>' if chapter.kicker and chapter.title else ""
        title = chapter.title or chapter.kicker
        place = renderer.identity(_place(chapter))
        head = renderer.heading(2, escape(title)) if title else ""
        return f'<section class="chapter"{place}>{kicker}{head}\n{renderer.blocks(chapter.blocks)}</section>'


def _heads(chapter: n.Chapter) -> list[n.Heading]:
    return [each for each in chapter.blocks if isinstance(each, n.Heading) and each.level == 1 and plain(each.inlines)]


def _with_places(chapter: n.Chapter) -> n.Chapter:
    """chapter whose headings all have ids, to which contents lead."""
    blocks = (
        replace(each, id=f"{chapter.id}-{at}") if isinstance(each, n.Heading) and not each.id else each
        for at, each in enumerate(chapter.blocks, 1)
    )
    return replace(chapter, blocks=tuple(blocks))


def _entry(anchor: str, label: str, title: str, credit: str = "", sections: str = "") -> str:
    """A line of contents that leads to anchor; sections: HTML."""
    behind = f' <span class="sub">{escape(credit)}</span>' if credit else ""
    words = f'<span class="kicker">{escape(label)}</span> <span>{escape(title)}{behind}</span>'
    return f'<li><a href="#{escape(anchor)}">{words}</a>{sections}</li>'


def _place(chapter: n.Chapter) -> str:
    return f"chapter-{chapter.id}"


def data_address(path: Path) -> str | None:
    """A picture's file as an address that holds it, or None for one that cannot be read or is no picture."""
    try:
        data = path.read_bytes()
    except OSError:
        return None
    media = next((media for start, media in _MEDIA if data.startswith(start)), None)
    return f"data:{media};base64,{base64.b64encode(data).decode('ascii')}" if media else None
