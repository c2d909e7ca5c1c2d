"""The same report by other means: `python -m benchmarks.pdf_rivals typst|platypus|qt CONTENT.json OUT.pdf`.

Each sets it as its own manual shows first: chapters, contents, running head, page numbers, lists, tables. None of
them is asked for tags or PDF/A. Prints the pages.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator
from html import escape
from pathlib import Path
from typing import Any, Final

ROOT: Final = Path(__file__).resolve().parents[1]
FONTS: Final = ROOT / "resources" / "fonts"
_BOLD: Final = "**"


def main(name: str, content: Path, out: Path) -> None:
    print(RIVALS[name](json.loads(content.read_text(encoding="utf-8")), out))


# --- typst ---

_TYPST: Final = """
#set page("a4", margin: 71pt, header: align(right)[국외연수 결과보고서], numbering: "1")
#set text(font: "Pretendard", size: 10.5pt, lang: "ko")
#set par(justify: true, leading: 0.65em)
#set heading(numbering: none)
#show heading.where(level: 1): it => { pagebreak(weak: true); it }
#outline(depth: 2)
"""


def typst(chapters: Any, out: Path) -> int:
    import typst as compiler

    source = out.with_suffix(".typ")
    source.write_text(_TYPST + "\n".join(_typst_lines(chapters)), encoding="utf-8")
    compiler.compile(str(source), output=str(out), font_paths=[str(FONTS)], ignore_system_fonts=True)
    return _pages(out)


def _typst_lines(chapters: Any) -> Iterator[str]:
    for chapter in chapters:
        yield f"= {_marked(chapter['title'])}"
        rows = "".join(f"[*{_marked(label)}*], [{_marked(value)}], " for label, value in chapter["rows"])
        yield f"#table(columns: (80pt, 1fr), {rows})"
        for section in chapter["sections"]:
            yield f"== {_marked(section['heading'])}"
            yield from _typst_section(section["blocks"])
        for question, answer in chapter["questions"]:
            yield f"*Q* {_marked(question)}\n\nA {_marked(answer)}\n"
        for author, said in chapter["takeaways"]:
            yield f"*{_marked(author)}*\n\n- {_marked(said)}\n"


def _typst_section(blocks: Any) -> Iterator[str]:
    rows: list[str] = []
    for mark, text in blocks:
        if mark == "|":
            rows.append("".join(f"[{_marked(cell)}], " for cell in text.split("|")))
        else:
            yield {"◇": "=== ", "○": "- ", "-": "  - "}[mark] + _marked(text)
    if rows:
        yield f"#table(columns: 3, [*구분*], [*내용*], [*값*], {''.join(rows)})"


def _marked(text: str) -> str:
    parts = text.split(_BOLD)
    plain = ["".join(f"\\{char}" if char in "\\#$*_`<>@[]=-+/~" else char for char in part) for part in parts]
    return "".join(f"#strong[{part}]" if at % 2 else part for at, part in enumerate(plain))


# --- ReportLab's Platypus ---


def platypus(chapters: Any, out: Path) -> int:
    from reportlab.lib.pagesizes import A4
    from reportlab.lib.styles import ParagraphStyle
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.ttfonts import TTFont
    from reportlab.platypus import BaseDocTemplate, Frame, PageBreak, PageTemplate, Paragraph, Table
    from reportlab.platypus.tableofcontents import TableOfContents

    pdfmetrics.registerFont(TTFont("body", FONTS / "Pretendard-Regular.ttf"))
    pdfmetrics.registerFont(TTFont("bold", FONTS / "Pretendard-Bold.ttf"))
    pdfmetrics.registerFontFamily("body", "body", "bold", "body", "bold")
    body = ParagraphStyle("p", fontName="body", fontSize=10.5, leading=17, alignment=4)
    heads = {
        level: ParagraphStyle(f"h{level}", body, fontName="bold", fontSize=size, leading=size * 1.4, spaceBefore=8)
        for level, size in ((0, 20), (1, 14), (2, 12))
    }
    inner = ParagraphStyle("inner", body, leftIndent=16)

    class Report(BaseDocTemplate):
        def afterFlowable(self, flowable: Any) -> None:
            if (level := getattr(flowable, "level", None)) is not None:
                self.notify("TOCEntry", (level, flowable.getPlainText(), self.page))

    def said(text: str, style: Any = body) -> Any:
        parts = [escape(part) for part in text.split(_BOLD)]
        return Paragraph("".join(f"<b>{part}</b>" if at % 2 else part for at, part in enumerate(parts)), style)

    def head(text: str, level: int) -> Any:
        made = said(text, heads[level])
        made.level = level if level < 2 else None
        return made

    def frame(canvas: Any, document: Any) -> None:
        canvas.setFont("body", 9)
        canvas.drawRightString(A4[0] - 71, A4[1] - 50, "국외연수 결과보고서")
        canvas.drawCentredString(A4[0] / 2, 40, str(document.page))

    story: list[Any] = [TableOfContents(), PageBreak()]
    for chapter in chapters:
        story += [head(chapter["title"], 0), Table([[said(a), said(b)] for a, b in chapter["rows"]], (80, 373))]
        for section in chapter["sections"]:
            story.append(head(section["heading"], 1))
            styles = {"○": body, "-": inner}
            rows = [[said(cell) for cell in text.split("|")] for mark, text in section["blocks"] if mark == "|"]
            for mark, text in section["blocks"]:
                if mark != "|":
                    story.append(head(text, 2) if mark == "◇" else said(f"{mark} {text}", styles[mark]))
            story.append(Table(rows))
        for question, answer in chapter["questions"]:
            story += [said(f"**Q** {question}"), said(f"A {answer}")]
        for author, text in chapter["takeaways"]:
            story += [said(f"**{author}**"), said(f"○ {text}")]
        story.append(PageBreak())
    report = Report(str(out), pagesize=A4)
    place = Frame(71, 71, A4[0] - 142, A4[1] - 142)
    report.addPageTemplates(PageTemplate(frames=[place], onPage=frame))
    report.multiBuild(story)
    return int(report.page)


# --- Qt's printer ---


def qt(chapters: Any, out: Path) -> int:
    from PySide6.QtCore import QMarginsF
    from PySide6.QtGui import QFontDatabase, QGuiApplication, QPageSize, QPdfWriter, QTextDocument

    app = QGuiApplication(["qt", "-platform", "offscreen"])
    for weight in ("Regular", "Bold"):
        QFontDatabase.addApplicationFont(str(FONTS / f"Pretendard-{weight}.ttf"))
    document = QTextDocument()
    document.setDefaultStyleSheet("p, li, td { font: 10.5pt Pretendard; text-align: justify }")
    document.setHtml("".join(_html(chapters)))
    printer = QPdfWriter(str(out))
    printer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
    printer.setPageMargins(QMarginsF(25, 25, 25, 25))
    document.print_(printer)
    del app
    return _pages(out)


def _html(chapters: Any) -> Iterator[str]:
    for chapter in chapters:
        yield f"<h1 style='page-break-before: always'>{escape(chapter['title'])}</h1>"
        yield _html_table(chapter["rows"])
        for section in chapter["sections"]:
            yield f"<h2>{escape(section['heading'])}</h2>"
            tags = {"◇": "h3", "○": "p", "-": "p style='margin-left: 16px'"}
            for mark, text in section["blocks"]:
                if mark != "|":
                    yield f"<{tags[mark]}>{_html_text(f'{mark} {text}')}</{tags[mark][:2].strip()}>"
            yield _html_table([text.split("|") for mark, text in section["blocks"] if mark == "|"])
        for question, answer in chapter["questions"]:
            yield f"<p><b>Q</b> {_html_text(question)}</p><p>A {_html_text(answer)}</p>"
        for author, said in chapter["takeaways"]:
            yield f"<p><b>{escape(author)}</b></p><p>○ {_html_text(said)}</p>"


def _html_text(text: str) -> str:
    parts = [escape(part) for part in text.split(_BOLD)]
    return "".join(f"<b>{part}</b>" if at % 2 else part for at, part in enumerate(parts))


def _html_table(rows: Any) -> str:
    body = "".join("<tr>" + "".join(f"<td>{_html_text(cell)}</td>" for cell in row) + "</tr>" for row in rows)
    return f"<table border='1'>{body}</table>"


def _pages(out: Path) -> int:
    return out.read_bytes().count(b"/Type /Page\n") or out.read_bytes().count(b"/Type/Page/") or 0


RIVALS: Final[dict[str, Callable[[Any, Path], int]]] = {"typst": typst, "platypus": platypus, "qt": qt}

if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]), Path(sys.argv[3]))
