"""Report styles: every kind of node in each of them and in both languages, and styles of one's own."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pikepdf
import pytest
from PIL import Image

from db.errors import KnownError
from exporters.base import WriteOptions, no_progress
from exporters.document import nodes as n
from exporters.output import Wanted, write_report
from exporters.pdf.style import load_style
from exporters.pdf.writer import PdfWriter
from exporters.styles import own_folder, styles
from tests.exporters.every import document as all_kinds
from tests.exporters.pdf.documents import chapter, document, inlines
from tests.exporters.pdf.reading import letters, lines, page_texts
from tests.exporters.pdf.tagged import tagged
from tests.exporters.records import Shelf
from tests.exporters.tour import RECORDS, report

MM = 72 / 25.4


@pytest.fixture(scope="module")
def picture(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("pictures") / "logo.png"
    Image.new("RGB", (400, 100), "navy").save(path)
    return path


def made(report: n.Document, folder: Path, style: str) -> Path:
    return PdfWriter().write(report, folder / "report.pdf", WriteOptions(style=style, epoch=0), no_progress).path


def own(text: str, name: str = "ours") -> Path:
    own_folder().mkdir(parents=True, exist_ok=True)
    path = own_folder() / f"{name}.toml"
    path.write_text(text, encoding="utf-8")
    return path


def test_these_styles_come_with_the_program() -> None:
    assert styles() == ("government", "house", "modern")


@pytest.mark.parametrize("language", ["ko", "en"])
@pytest.mark.parametrize("style", styles())
def test_every_kind_of_node_in_every_style_and_language(
    style: str, language: str, picture: Path, tmp_path: Path
) -> None:
    report = replace(all_kinds(picture), language=language)  # type: ignore[arg-type]
    path = made(report, tmp_path, style)
    read = tagged(path)
    wanted = "차례 그림목록 표목록 출처" if language == "ko" else "Contents Listoffigures Listoftables Source"
    words = letters(read.root.text)
    assert all(each in words for each in wanted.split())
    page = load_style(style).page
    for each in lines(path)[2:]:
        for text, left, top, right in each:
            assert page.left - 1.5 <= left < right <= page.width - page.right + 1.5, text
            assert top < page.height - 12


def test_the_government_style_is_as_the_genre_has_it(tmp_path: Path) -> None:
    style = load_style("government")
    page = style.page
    lengths = [page.width, page.height, page.top, page.bottom, page.left, page.right]
    assert [round(each / MM, 1) for each in lengths] == [210, 297, 15, 15, 20, 20]
    for name in ("body", "bullet"):
        assert (style.text[name].size, style.text[name].leading) == (15, 24)
    outline = style.measures["outline"]
    assert outline["bullet1"] < outline["bullet2"] < outline["bullet3"]
    blocks = (n.Heading(1, inlines(2)), n.Bullet(1, "○", inlines(30)), n.Bullet(2, "-", inlines(30)))
    made(document(chapter(blocks)), tmp_path, "government")
    assert "- 2 -" in page_texts(tmp_path / "report.pdf")[1]


def test_a_style_chooses_its_letters(tmp_path: Path) -> None:
    serif = tmp_path / "serif.toml"
    serif.write_text('[fonts]\nregular = "myeongjo"\nbold = "myeongjo"\n', encoding="utf-8")
    text = chapter((n.Paragraph((n.Text("빗물 Malmö "), n.Strong((n.Text("굵은 글"),)))),))
    wanted = {
        "house": {"Pretendard-Regular", "Pretendard-Bold"},
        "government": {"TourMyeongjo-Regular", "Pretendard-Bold"},
        str(serif): {"TourMyeongjo-Regular", "TourMyeongjo-Bold"},
    }
    for style, names in wanted.items():
        path = made(document(text), tmp_path, style)
        with pikepdf.open(path) as pdf:
            faces = {str(font.BaseFont).split("+")[1] for font in pdf.pages[-1].Resources.Font.values()}
        assert faces == names, style
        assert "빗물 Malmö 굵은 글" in page_texts(path)[-1]


def test_a_style_of_ones_own_says_only_what_differs(tmp_path: Path) -> None:
    own('extends = "modern"\n[colours]\nmark = "#114477"\n[text.body]\nsize = 11\n')
    assert styles()[-1] == "ours"
    ours, base = load_style("ours"), load_style("modern")
    assert ours.colours["mark"] == "0.06667 0.2667 0.4667"
    assert ours.text["kicker"].colour == ours.colours["mark"]
    assert (ours.text["body"].size, ours.text["body"].leading) == (11, base.text["body"].leading)
    assert ours.page == base.page
    assert ours.forms == base.forms
    written = write_report(Shelf(RECORDS), tmp_path / "a.pdf", Wanted(style="ours", epoch=0), no_progress)
    assert written.pages > 5


@pytest.mark.parametrize("language", ["ko", "en"])
def test_the_style_that_the_guide_shows_can_be_used(language: str, tmp_path: Path) -> None:
    guide = Path(__file__).parents[3] / "docs" / f"guide.{language}.md"
    shown = re.findall("```toml\n(.+?)```", guide.read_text(encoding="utf-8"), re.DOTALL)
    assert len(shown) == 1
    own(shown[0])
    style = load_style("ours")
    assert style.logo == own_folder() / "logo.png"
    assert (style.text["body"].size, style.forms["cover"]) == (14, "plain")
    written = write_report(Shelf(RECORDS), tmp_path / "a.pdf", Wanted(style="ours", epoch=0), no_progress)
    assert "report.pdf.picture_unreadable" in [each.code for each in written.findings]


def test_a_style_may_be_named_by_the_path_of_its_file_on_the_command_line_only(tmp_path: Path) -> None:
    path = tmp_path / "far.toml"
    path.write_text('[colours]\nnavy = "333333"\n', encoding="utf-8")
    assert write_report(Shelf(RECORDS), tmp_path / "a.pdf", Wanted(style=str(path), epoch=0), no_progress).pages
    with pytest.raises(KnownError) as refused:
        write_report(Shelf(RECORDS), tmp_path / "b.pdf", Wanted(report=report(style=str(path)), epoch=0), no_progress)
    assert refused.value.key == "files.no_style"


@pytest.mark.parametrize("name", ["", "none", "../house", "house.toml", "a\0b", "styles/house"])
def test_a_style_that_there_is_none_of_is_refused(name: str, tmp_path: Path) -> None:
    with pytest.raises(KnownError) as refused:
        write_report(Shelf(RECORDS), tmp_path / "a.pdf", Wanted(style=name, epoch=0), no_progress)
    assert refused.value.key == "files.no_style"


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("extends = ", ""),
        ('extends = "nothing"', "nothing"),
        ('extends = "ours"', "ours"),
        ('[colours]\nink = "black"', "black"),
        ("[colours]\nink = 5", "5"),
        ('[text.body]\nsize = "large"', "large"),
        ("[text.body]\nsize = 30", "30"),
        ("[text.body]\nsize = nan", "nan"),
        ('[text.body]\ncolour = "sea"', "sea"),
        ("[page]\ndepth = 3", "depth"),
        ('[forms]\ncover = "round"', "round"),
        ('[signs]\nsection = "star"', "star"),
        ("text = 3", ""),
        ("page = 3", ""),
        ("[forms]\nnothing = 'x'", "nothing"),
    ],
)
def test_a_style_that_cannot_be_used_says_why(text: str, reason: str, tmp_path: Path) -> None:
    own(text)
    with pytest.raises(KnownError) as refused:
        write_report(Shelf(RECORDS), tmp_path / "a.pdf", Wanted(style="ours", epoch=0), no_progress)
    assert refused.value.key == "files.bad_style"
    assert reason in str(refused.value.values["reason"])


@pytest.mark.parametrize("style", styles())
def test_a_logo_stands_on_the_cover_and_is_told(style: str, picture: Path, tmp_path: Path) -> None:
    cover = n.Cover("종류", "제목", (("기간", "하루"),), "모래내시", "2031년 5월", picture, "모래내시 로고")
    path = made(document(chapter(()), cover=cover), tmp_path, style)
    (logo,) = tagged(path).of("Figure")
    assert str(logo.entries["/Alt"]) == "모래내시 로고"
    left, low, right, high = (float(each) for each in logo.entries["/A"].BBox)
    assert (right - left) / (high - low) == pytest.approx(4, abs=0.05)
    assert high < 300
    assert right <= 595


def test_a_style_brings_its_logo_where_the_report_has_none(picture: Path, tmp_path: Path) -> None:
    own('logo = "logo.png"')
    (own_folder() / "logo.png").write_bytes(picture.read_bytes())
    cover = n.Cover("종류", "제목", (), "모래내시", "")
    (logo,) = tagged(made(document(chapter(()), cover=cover), tmp_path, "ours")).of("Figure")
    assert str(logo.entries["/Alt"]) == "모래내시"


def test_a_logo_that_is_none_is_told_and_left_out(tmp_path: Path) -> None:
    (tmp_path / "logo.png").write_bytes(b"no picture")
    cover = n.Cover("종류", "제목", (), "모래내시", "", tmp_path / "logo.png")
    target = tmp_path / "report.pdf"
    written = PdfWriter().write(document(chapter(()), cover=cover), target, WriteOptions(epoch=0), no_progress)
    assert [each.code for each in written.findings] == ["report.pdf.picture_unreadable"]
    with pikepdf.open(target) as pdf:
        assert "/XObject" not in pdf.pages[0].Resources
