"""The PDF writer, read back with pdfium: letters, order, links, numbers, fonts, hostile content."""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path
from typing import get_args

import pypdfium2 as pdfium
import pytest
from PIL import Image

from exporters.base import Cancelled, WriteOptions, no_progress
from exporters.document import nodes as n
from exporters.pdf.writer import PdfWriter
from resources import sentences
from tests.exporters.pdf.documents import chapter, document, every_kind, inlines, text, write
from tests.exporters.pdf.reading import body_text, letters, lines, opened, page_texts


@pytest.fixture(scope="module")
def picture(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("pictures") / "quay.jpg"
    Image.effect_noise((900, 560), 60).convert("RGB").save(path, quality=80)
    return path


@pytest.fixture(scope="module")
def report(picture: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write(every_kind(picture), tmp_path_factory.mktemp("report")).path


def plain_letters(inlines: n.Inlines) -> str:
    parts = []
    for inline in inlines:
        match inline:
            case n.Text(words) | n.Code(words):
                parts.append(words)
            case n.Strong(children) | n.Emphasis(children) | n.Link(_, children):
                parts.append(plain_letters(children))
            case n.LineBreak():
                pass
    return letters("".join(parts))


def paragraphs(blocks: tuple[n.Block, ...]) -> Iterator[n.Inlines]:
    """The texts of blocks in reading order, but for footnotes."""
    for block in blocks:
        match block:
            case n.Note("*"):
                pass
            case n.Heading(_, content) | n.Paragraph(content):
                yield content
            case n.Bullet(_, _, content, more) | n.Note(_, content, more) | n.Numbered(_, _, content, more):
                yield from (content, *more)
            case n.Table(rows):
                yield from (cell for row in rows for cell in row)
            case n.InfoTable(rows):
                for label, value in rows:
                    yield from ((n.Text(label),), value)
            case n.Figure():
                yield (n.Text(block.caption + block.credit),) if not block.credit else (n.Text(block.caption),)
            case n.QuestionAnswer():
                yield block.question
                yield from paragraphs(block.answer)
            case n.TakeawayGroup():
                yield (n.Text(block.team),)
                for takeaway in block.takeaways:
                    yield (n.Text(takeaway.author + takeaway.detail),)
                    yield from paragraphs(takeaway.blocks)
            case n.FigureLine(caption):
                yield (n.Text(caption),)
            case n.FigurePlace():
                pass


def test_the_document_of_the_tests_holds_every_kind_of_block() -> None:
    def kinds(blocks: tuple[n.Block, ...]) -> set[type]:
        return {type(block) for block in blocks}

    found = set().union(*(kinds(each.blocks) for each in every_kind().chapters))
    assert found == set(get_args(n.Block)) | set(get_args(n.OutlineBlock)) - {n.OutlineBlock}


def test_letters_stand_in_reading_order(report: Path) -> None:
    body = letters("\n".join(text for page in lines(report)[2:] for text, _, top, _ in page if 60 < top < 785))
    at = 0
    for each in every_kind().chapters:
        for content in paragraphs(each.blocks):
            wanted = plain_letters(content)
            found = body.find(wanted, at)
            assert found >= 0, wanted
            at = found + len(wanted)


def test_nothing_stands_outside_the_text_area(report: Path) -> None:
    for page in lines(report)[1:]:
        for words, left, top, right in page:
            assert left >= 67, words
            assert right <= 529, words
            assert 40 < top < 815, words


def test_pages_are_numbered_through(report: Path) -> None:
    texts = page_texts(report)
    for number, words in enumerate(texts[1:], 2):
        assert f"{number} / {len(texts)}" in words


def test_contents_bookmarks_and_pages_agree(report: Path) -> None:
    with opened(report) as pdf:
        marks = [(each.get_title(), each.get_dest().get_index()) for each in pdf.get_toc()]
    texts = page_texts(report)
    contents = letters(texts[1])
    assert [title for title, _ in marks][:2] == ["차례", "그림 목록"]
    assert [title for title, _ in marks][2:] == [
        "하펜슈타트 수변재생공사",
        "주요 내용",
        "질의응답",
        "참가자 시사점",
        "질의응답 색인",
    ]
    for title, page in marks[2:]:
        assert letters(title) + str(page + 1) in contents
        assert letters(title) in letters(texts[page])


def test_contents_lead_to_their_pages(report: Path) -> None:
    import pikepdf

    with pikepdf.open(report) as pdf:
        links = [each for each in pdf.pages[1].Annots if each.Subtype == "/Link"]
        assert len(links) == 5
        web = [
            str(each.A.URI)
            for page in pdf.pages
            for each in page.get("/Annots", [])
            if "/A" in each and "/URI" in each.A
        ]
    assert set(web) == {"https://ufer.example", "https://ufer.example/plan"}


def fonts(path: Path) -> set[str]:
    """Names of a file's fonts, each of which is embedded and gives its text back."""
    import pikepdf

    names = set()
    with pikepdf.open(path) as pdf:
        for font in (each for each in pdf.objects if isinstance(each, pikepdf.Dictionary)):
            if font.get("/Type") == "/Font" and font.Subtype == "/Type0":
                names.add(str(font.BaseFont).split("+")[1])
                assert font.Encoding == "/Identity-H"
                assert "/ToUnicode" in font
                assert "/FontFile2" in font.DescendantFonts[0].FontDescriptor
            elif font.get("/Type") == "/Font":
                assert font.Subtype == "/CIDFontType2"
    return names


def test_every_font_is_embedded_and_gives_its_text_back(report: Path) -> None:
    assert {"Pretendard-Regular", "Pretendard-Bold"} <= fonts(report)


def test_properties_are_those_of_the_document(report: Path) -> None:
    import pikepdf

    with pikepdf.open(report) as pdf:
        assert str(pdf.docinfo.Title) == "수변도시 국외연수 결과보고서"
        assert str(pdf.docinfo.Author) == "모래내시 연수단"
        assert str(pdf.docinfo.Subject) == "국외연수"
        assert str(pdf.Root.Lang).startswith("ko")
        assert "2030" in str(pdf.docinfo.CreationDate)


def test_same_input_same_bytes(picture: Path, tmp_path: Path) -> None:
    folders = [tmp_path / "a", tmp_path / "b"]
    for folder in folders:
        folder.mkdir()
    first, second = (write(every_kind(picture), folder).path.read_bytes() for folder in folders)
    assert first == second
    other = PdfWriter().write(every_kind(picture), tmp_path / "c.pdf", WriteOptions(epoch=5), no_progress)
    assert other.path.read_bytes() != first


def test_a_heading_is_never_last_on_a_page(tmp_path: Path) -> None:
    blocks: list[n.Block] = []
    for at in range(60):
        blocks.append(n.Heading(1 if at % 3 == 0 else 2, (n.Text(f"제목{at}"),)))
        blocks.append(n.Bullet(1, "○", inlines(10 + 7 * (at % 9), at)))
    path = write(document(chapter(tuple(blocks))), tmp_path).path
    pages = [[line for line in page if 75 < line[2] < 785] for page in lines(path)]
    assert len(pages) > 6
    for page in pages[1:]:
        assert "제목" not in page[-1][0]
        assert page[0][2] < 120


def test_feet_are_even_where_text_goes_on(tmp_path: Path) -> None:
    blocks = tuple(n.Bullet(1, "○", inlines(20 + 11 * (at % 7), at)) for at in range(80))
    path = write(document(chapter(blocks)), tmp_path).path
    feet = [max(top for _, _, top, _ in page if top < 785) for page in lines(path)[1:-1]]
    assert len(feet) > 5
    assert max(feet) - min(feet) < 3


def test_question_and_answer_stay_together(tmp_path: Path) -> None:
    pairs = tuple(
        n.QuestionAnswer(
            (n.Text(f"물음{at}은 무엇인지"),), (n.Paragraph((n.Text(text(25 + at % 20, at) + f" 맺음{at}끝"),)),)
        )
        for at in range(50)
    )
    for words in page_texts(write(document(chapter(pairs)), tmp_path).path)[1:]:
        flat = letters(words)
        for at in range(50):
            assert (f"물음{at}은" in flat) == (f"맺음{at}끝" in flat)


def test_a_table_repeats_its_header_and_loses_no_row(tmp_path: Path) -> None:
    head: tuple[n.Inlines, ...] = ((n.Text("머리번호"),), (n.Text("머리내용"),))
    rows = (head, *(((n.Text(f"행{at}호"),), inlines(3 + at % 12, at)) for at in range(300)))
    texts = page_texts(write(document(chapter((n.Table(rows),))), tmp_path).path)[1:]
    assert all("머리번호" in words for words in texts)
    joined = "".join(texts)
    assert all(joined.count(f"행{at}호") == 1 for at in range(300))


def test_a_row_higher_than_a_page_is_split(tmp_path: Path) -> None:
    long = text(1500, 3)
    rows: tuple[tuple[n.Inlines, ...], ...] = (((n.Text("가"),), (n.Text("나"),)), ((n.Text("다"),), (n.Text(long),)))
    path = write(document(chapter((n.Table(rows),))), tmp_path).path
    found = letters("".join(words for page in lines(path) for words, _, top, _ in page if 110 < top < 785))
    assert len(found) >= len(letters(long))
    assert letters(long)[-40:] in found


def test_a_character_of_the_fallback_font_is_embedded(tmp_path: Path) -> None:
    written = write(document(chapter((n.Paragraph((n.Text("漢江 ▹ 水邊 ☐ 계획"),)),))), tmp_path)
    assert written.findings == ()
    body = letters("".join(page_texts(written.path)))
    assert "漢江水邊계획" in body
    assert "TourFallback-Regular" in fonts(written.path)


def test_a_character_that_no_font_has_is_told(tmp_path: Path) -> None:
    written = write(document(chapter((n.Paragraph((n.Text("앞 가\U0001f9ff나 뒤"),)),), "가람 시청")), tmp_path)
    (finding,) = written.findings
    assert finding.code == "report.pdf.missing_glyph"
    assert ("code", "U+1F9FF") in finding.values
    assert "가람 시청" in finding.place
    assert "가람시청" in letters("".join(page_texts(written.path)))


def test_hostile_text_is_printed_as_text(tmp_path: Path) -> None:
    nasty = "a\x00b\x07c <img src='/etc/passwd'> \u202e ()\\[] \r\n\t \ud800 &amp; <b>굵게</b> " + "가" * 20_000
    blocks: tuple[n.Block, ...] = (
        n.Heading(1, (n.Text(nasty[:80]),)),
        n.Paragraph((n.Text(nasty),)),
        n.Bullet(1, "○", ()),
        n.Paragraph((n.Text(""),)),
        n.Table(()),
        n.Table(((),)),
        n.InfoTable((("", ()),)),
        n.QuestionAnswer((), ()),
        n.TakeawayGroup("", (n.Takeaway("", "", ()),)),
        n.Table((((n.Text("W" * 400),), (n.Text("나"),)),), "제목" * 200, "단위" * 100),
    )
    written = write(document(chapter(blocks, nasty[:60])), tmp_path)
    body = letters("".join(page_texts(written.path)))
    assert body.count("가") >= 20_000
    assert "imgsrcetcpasswd" in body
    assert "b굵게b" in body


@pytest.mark.parametrize("size", [(0, 0), (1, 4000), (4000, 1), (900, 560)])
def test_a_damaged_picture_leaves_a_place(tmp_path: Path, size: tuple[int, int]) -> None:
    path = tmp_path / "broken.jpg"
    buffer = io.BytesIO()
    Image.new("RGB", (300, 200), (9, 90, 90)).save(buffer, "JPEG")
    path.write_bytes(buffer.getvalue()[:120])
    figure = n.Figure("f", 1, "깨진 그림", "연수단", "", path, *size)
    written = write(document(chapter((figure,))), tmp_path)
    assert "그림 1. 깨진 그림" in page_texts(written.path)[1]
    if min(size):
        assert [finding.code for finding in written.findings] == ["report.pdf.picture_unreadable"]


def test_a_jpeg_goes_in_as_it_is(picture: Path, report: Path) -> None:
    assert picture.read_bytes() in report.read_bytes()


def test_figures_stay_on_their_page(picture: Path, tmp_path: Path) -> None:
    blocks: list[n.Block] = []
    for at in range(14):
        blocks += [n.Figure(f"f{at}", at + 1, f"사진{at}", "연수단", "", picture, 900, 300 + 150 * at)]
        blocks += [n.Paragraph(inlines(40 + 17 * at, at))]
    path = write(document(chapter(tuple(blocks))), tmp_path).path
    with opened(path) as pdf:
        boxes = [item.get_bounds() for page in pdf for item in page.get_objects(filter=[pdfium.raw.FPDF_PAGEOBJ_IMAGE])]
    assert len(boxes) == 14
    for left, bottom, right, top in boxes:
        assert 67 < left < right < 528
        assert 80 < bottom < top < 790


def test_cancelling_leaves_nothing(tmp_path: Path) -> None:
    def stop(done: int, _total: int) -> None:
        if done:
            raise Cancelled

    chapters = (chapter((n.Paragraph(inlines(9)),), name="a"), chapter((n.Paragraph(inlines(9)),), name="b"))
    with pytest.raises(Cancelled):
        PdfWriter().write(document(*chapters), tmp_path / "report.pdf", WriteOptions(), stop)
    assert list(tmp_path.iterdir()) == []


def test_progress_counts_to_its_total(tmp_path: Path) -> None:
    seen: list[tuple[int, int]] = []
    PdfWriter().write(every_kind(), tmp_path / "r.pdf", WriteOptions(), lambda done, total: seen.append((done, total)))
    assert [done for done, _ in seen] == sorted(done for done, _ in seen)
    assert seen[-1][0] == seen[-1][1]


def test_an_unwritable_target_is_an_os_error(tmp_path: Path) -> None:
    with pytest.raises(OSError, match="missing"):
        PdfWriter().write(every_kind(), tmp_path / "missing" / "r.pdf", WriteOptions(), no_progress)


def test_a_report_without_chapters_is_still_a_file(tmp_path: Path) -> None:
    assert write(document(), tmp_path).pages >= 1


def test_a_cover_keeps_all_its_rows(tmp_path: Path) -> None:
    rows = tuple((f"항목{at}", f"내용{at} " * 12) for at in range(9))
    cover = n.Cover("국외연수", "아주 긴 이름의 연수 " * 6, rows, "모래내시", "2031년 6월")
    (first, *_) = lines(write(document(cover=cover), tmp_path).path)
    words = letters("".join(words for words, _, _, _ in first))
    assert all(f"항목{at}" in words for at in range(9))
    foot = next(top for words, _, top, _ in first if "모래내시" in words)
    assert all(top < foot for words, _, top, _ in first if "내용" in words)


def test_a_line_tells_of_a_figure_that_there_is_none_of(tmp_path: Path) -> None:
    path = write(document(chapter((n.FigurePlace("f9"), n.Paragraph((n.Text("다음 문단"),))))), tmp_path).path
    assert sentences("ko")("report.no_figure") in body_text(path).replace("\xa0", " ")
