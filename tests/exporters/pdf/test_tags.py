"""Tags, archive and accessibility: what a reader who does not see the page is told, and in which order."""

from __future__ import annotations

from pathlib import Path

import pikepdf
import pytest
from PIL import Image

from exporters.base import WriteOptions, no_progress
from exporters.document import nodes as n
from exporters.pdf.writer import PdfWriter
from tests.exporters.every import document as all_kinds
from tests.exporters.pdf.documents import chapter, document, every_kind, inlines, text, write
from tests.exporters.pdf.reading import letters
from tests.exporters.pdf.tagged import Node, tagged
from tests.exporters.pdf.test_writer import paragraphs, plain_letters


def kids(node: Node) -> list[str]:
    return [each.role if isinstance(each, Node) else "·" for each in node.content]


def test_what_is_told_is_the_document_in_its_order(quay: Path, tmp_path: Path) -> None:
    read = tagged(write(every_kind(quay), tmp_path).path)
    words, at = letters(read.root.text), 0
    for each in every_kind(quay).chapters:
        at = words.index(letters(each.kicker + each.title), at)
        for content in paragraphs(each.blocks):
            wanted = plain_letters(content)
            at = words.index(wanted, at) + len(wanted)


def test_ornament_is_running_heads_page_numbers_and_repeated_headers(quay: Path, tmp_path: Path) -> None:
    written = write(every_kind(quay), tmp_path)
    report = every_kind(quay)
    running = [each.title for each in report.chapters]
    for number, words in enumerate(tagged(written.path).ornament[1:], 2):
        left = words.replace(report.title, "").replace(f"{number} / {written.pages}", "")
        for known in (*running, "번호", "기관", "질문", "차례", "그림 목록"):
            left = left.replace(known, "")
        assert not left.strip()


def test_every_kind_of_node_has_its_place(quay: Path, tmp_path: Path) -> None:
    target = tmp_path / "all.pdf"
    PdfWriter().write(all_kinds(quay), target, WriteOptions(epoch=0), no_progress)
    read = tagged(target)
    assert {node.role for node in read.root.all()} == {
        "Document", "Sect", "Div", "H1", "H2", "H3", "P", "L", "LI", "Lbl", "LBody", "Table", "TR", "TH", "TD",
        "Figure", "Caption", "Note", "TOC", "TOCI", "Reference", "Link",
    }  # fmt: skip
    before = ["cover", "submission", "contents", "figures", "tables"]
    assert kids(read.root) == ["Sect"] * (len(before) + len(all_kinds(quay).chapters))
    assert {"대체", "로고"} == {str(node.entries["/Alt"]) for node in read.of("Figure")}


def test_lists_nest_as_they_are_indented(tmp_path: Path) -> None:
    blocks = (
        n.Numbered("1.", 2, inlines(4, 1)),
        n.Bullet(1, "○", inlines(4, 2)),
        n.Bullet(2, "-", inlines(4, 3)),
        n.Note("※", inlines(4, 4)),
        n.Bullet(2, "-", inlines(4, 5)),
        n.Bullet(1, "○", inlines(4, 6), (inlines(4, 7),)),
        n.Numbered("2.", 2, inlines(4, 8)),
        n.Paragraph(inlines(4, 9)),
        n.Bullet(1, "○", inlines(4, 10)),
    )
    read = tagged(write(document(chapter(blocks)), tmp_path).path)
    numbers, rings, dashes, alone = read.of("L")
    assert [kids(each) for each in (numbers, rings, dashes, alone)] == [["LI", "LI"], ["LI"] * 2, ["LI"] * 2, ["LI"]]
    assert [kids(each) for each in read.of("LBody")] == [
        ["P", "L"], ["P", "L"], ["P", "Note"], ["P"], ["P", "P"], ["P"], ["P"],
    ]  # fmt: skip
    assert [each.text for each in read.of("Lbl")] == ["1.", "○", "-", "※", "-", "○", "2.", "○"]


def test_a_heading_below_none_is_no_gap(tmp_path: Path) -> None:
    blocks = tuple(n.Heading(level, (n.Text(f"제목{at}"),)) for at, level in enumerate((2, 2, 1, 2)))  # type: ignore[arg-type]
    headings = tagged(write(document(chapter(blocks)), tmp_path).path).of("H1", "H2", "H3")
    assert [each.role for each in headings[2:]] == ["H2", "H3", "H2", "H3"]
    assert [each.text[0] for each in headings[2:]] == ["◇", "◇", "□", "◇"]


def test_a_paragraph_over_two_pages_is_one(tmp_path: Path) -> None:
    (_, paragraph) = tagged(write(document(chapter((n.Paragraph((n.Text(text(900)),)),))), tmp_path).path).of("P")
    assert len(paragraph.pages()) > 1
    assert letters(paragraph.text) == letters(text(900))


def test_a_table_over_pages_is_one_and_so_is_a_row(tmp_path: Path) -> None:
    head: n.Inlines = (n.Text("머리"),)
    rows = ((head, head), (inlines(900, 1), inlines(1200, 2)), ((), inlines(3)))
    read = tagged(write(document(chapter((n.Table(rows, "표 제목", "억원"),))), tmp_path).path)
    (table,) = read.of("Table")
    assert kids(table) == ["Caption", "TR", "TR", "TR"]
    assert len(table.pages()) > 2
    assert [len(cell.text) > 500 for cell in read.of("TD")] == [True, True, False, False]
    assert sum("머리" in words for words in read.ornament) == len(table.pages()) - 1
    assert letters(read.of("Caption")[0].text) == "표제목단위억원"


def test_a_link_over_two_lines_is_one(tmp_path: Path) -> None:
    words = (n.Text(text(9)), n.Link("https://a.example/가?q=(1)", inlines(30)), n.Text("에서 볼 수 있다"))
    read = tagged(write(document(chapter((n.Paragraph(words),))), tmp_path).path)
    link = read.of("Link")[-1]
    assert link.links > 1
    assert letters(link.text) == plain_letters(inlines(30))
    assert kids(read.of("P")[-1]) == ["·", "Link", "·"]


def test_properties_stand_in_both_places(tmp_path: Path) -> None:
    path = write(document(chapter(()), title="물 & <불>"), tmp_path).path
    with pikepdf.open(path) as pdf:
        assert bool(pdf.Root.MarkInfo.Marked)
        assert bool(pdf.Root.ViewerPreferences.DisplayDocTitle)
        assert pdf.Root.OutputIntents[0].DestOutputProfile.read_bytes()[36:40] == b"acsp"
        known = pdf.open_metadata()
        assert known.pdfa_status == "2A"
        assert known["pdfuaid:part"] == "1"
        assert known["dc:title"] == str(pdf.docinfo.Title) == "물 & <불>"
        assert known["dc:creator"] == [str(pdf.docinfo.Author)]
        assert known["dc:description"] == str(pdf.docinfo.Subject)
        assert known["pdf:Keywords"] == str(pdf.docinfo.Keywords)
        assert known["xmp:CreateDate"] == "2030-03-17T17:46:40Z"
        assert str(pdf.docinfo.CreationDate) == "D:20300317174640Z"


@pytest.mark.parametrize("language", ["ko", "en"])
def test_a_report_without_a_title_still_says_what_it_is(language: str, tmp_path: Path) -> None:
    bare = n.Document("", language, "public", None, ())  # type: ignore[arg-type]
    path = write(bare, tmp_path).path
    tagged(path)
    with pikepdf.open(path) as pdf:
        assert str(pdf.docinfo.Title)
        assert str(pdf.Root.Lang) == language


@pytest.mark.parametrize(
    ("mode", "suffix"),
    [("RGB", "png"), ("L", "png"), ("P", "png"), ("RGBA", "png"), ("LA", "png"), ("1", "png"), ("I;16", "png"),
     ("RGB", "jpg"), ("L", "jpg"), ("CMYK", "jpg"), ("RGB", "webp"), ("RGBA", "tiff")],
)  # fmt: skip
def test_any_picture_is_printed_in_rgb_or_grey(mode: str, suffix: str, tmp_path: Path) -> None:
    path = tmp_path / f"picture.{suffix}"
    clear = 0 if "A" in mode else 255
    source = Image.new("RGBA", (40, 30), (0, 128, 128, clear)).convert("RGBA" if "A" in mode else "RGB")
    (source.convert("L").convert(mode) if mode == "I;16" else source.convert(mode)).save(path)
    figure = n.Figure("f", 1, "그림", "", "", path, 40, 30)
    written = write(document(chapter((figure,))), tmp_path)
    assert written.findings == ()
    tagged(written.path)
    with pikepdf.open(written.path) as pdf:
        (image,) = pdf.pages[1].Resources.XObject.values()
        assert image.ColorSpace in ("/DeviceRGB", "/DeviceGray")
        assert "/SMask" not in image
        if "A" in mode:
            assert set(image.read_bytes()) == {255}


def test_hostile_text_is_told_as_it_is_printed(tmp_path: Path) -> None:
    nasty = "a\x00b <b> \u202e ()\\[] \r\n\ud800 \ue000\uf8ff \U0001f9ff " + "가" * 200
    linked = n.Bullet(1, "○", (n.Link("https://a.example/가 \ud800)", (n.Text(nasty),)),))
    blocks = (n.Heading(2, (n.Text(nasty),)), linked, n.Figure("f", 1, "", "", nasty), n.InfoTable((("", ()),)))
    written = write(document(chapter(blocks, nasty), title=nasty), tmp_path)
    told = {dict(finding.values)["code"] for finding in written.findings}
    assert told == {"U+D800", "U+E000", "U+F8FF", "U+1F9FF"}
    assert tagged(written.path).root.text.count("가") >= 600
