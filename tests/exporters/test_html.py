"""Documents as HTML: nothing of a text is markup, nothing is loaded from elsewhere."""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from dataclasses import replace
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from exporters.base import Cancelled, WriteOptions, no_progress
from exporters.compile import compile_report
from exporters.document import nodes as n
from exporters.document.markup import letters, letters_of, parse
from exporters.html.preview import preview
from exporters.html.render import Renderer
from exporters.html.writer import HtmlWriter
from exporters.pdf.style import load_style
from resources import sentences
from tests.exporters.document.trees import BLOCKS
from tests.exporters.every import document, poisoned
from tests.exporters.records import Shelf
from tests.exporters.tour import RECORDS, TREES

KO = sentences("ko")
HOSTILE = '<img src="file:///etc/passwd" onerror=x>&lt;<script>alert(1)</script>'


class Reading(HTMLParser):
    """What a browser would see."""

    def __init__(self, page: str) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: set[str] = set()
        self.addresses: list[str] = []
        self.text = ""
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.addresses += [value or "" for name, value in attrs if name in ("href", "src")]
        assert not any(name.startswith("on") for name, _ in attrs)

    def handle_data(self, data: str) -> None:
        self.text += data


def test_text_is_never_markup() -> None:
    inlines = (n.Text(HOSTILE), n.Code(HOSTILE), n.Link("javascript:alert(1)", (n.Text(HOSTILE),)))
    blocks = (
        *parse(f'□ {HOSTILE}\n○ {HOSTILE}\n▲ {HOSTILE} [출처={HOSTILE}]\n1) [x](https://a.example/?q="><b>)'),
        n.InfoTable(((HOSTILE, inlines),)),
        n.QuestionAnswer(inlines, (n.Paragraph(inlines),), HOSTILE, HOSTILE),
        n.TakeawayGroup(HOSTILE, (n.Takeaway(HOSTILE, HOSTILE, ()),)),
        n.Table(((inlines,),), HOSTILE, HOSTILE),
    )
    seen = Reading(Renderer(KO).blocks(blocks))
    assert not seen.tags & {"img", "script"}
    assert not any(address.startswith(("javascript", "file")) for address in seen.addresses)
    assert seen.text.count("alert(1)") == 24, "each of them, as text"


@settings(deadline=None, max_examples=100, suppress_health_check=list(HealthCheck))
@given(st.lists(BLOCKS, min_size=1, max_size=3))
def test_every_letter_of_outline_blocks_is_shown(blocks: list[n.Block]) -> None:
    blocks = [b for b in blocks if not isinstance(b, n.FigurePlace) and getattr(b, "credit", None) != ""]
    seen = Reading(Renderer(KO).blocks(blocks))
    shown = Counter(letters_of(seen.text + "".join(seen.addresses)))
    assert Counter(letters(blocks)) <= shown


def test_a_preview_shows_figures_as_blobs_only(tmp_path: Path) -> None:
    name = hashlib.sha256(b"picture").hexdigest()
    (tmp_path / name).write_bytes(b"picture")
    shelf = Shelf(
        [n_ if n_.id != TREES else type(n_)(id=TREES, caption="가로수", blob=name) for n_ in RECORDS],  # type: ignore[call-arg]
        pictures={name: tmp_path / name},
    )
    seen = Reading(preview(f"○ 글\n![](figure:{TREES})\n![그림](file:///etc/passwd)", shelf, KO))
    assert seen.addresses == [f"blob:{name}"]
    assert "그림 1" in seen.text


def test_marks_hang() -> None:
    page = preview("◇ 나무\n○ 하나\n  둘", Shelf(RECORDS), KO)
    assert re.search(r'<p class="bullet1"><span class="mark">○</span> 하나</p><p class="bullet1-more">둘</p>', page)
    assert re.search(r"\.bullet1 \{ margin-left: \d+px; text-indent: -\d+px; \}", page)


def test_the_file_holds_its_pictures_and_needs_nothing_else(tmp_path: Path) -> None:
    picture = tmp_path / "picture"
    picture.write_bytes(b"\x89PNG\r\n\x1a\n rest")
    figure = n.Figure("f", 1, "설명", "출처", "대체", picture, 4, 3)
    gone = n.Figure("g", 2, "없는 것", "", "", tmp_path / "gone", 4, 3)
    shown = n.Document("제목", "ko", "internal", None, (n.Chapter("c", "제1장", "장", (figure, gone)),))
    written = HtmlWriter().write(shown, tmp_path / "out.html", WriteOptions(), no_progress)
    seen = Reading(written.path.read_text(encoding="utf-8"))
    assert [a[:22] for a in seen.addresses if not a.startswith("#")] == ["data:image/png;base64,"]
    assert [finding.values for finding in written.findings] == [(("caption", "없는 것"),)]


def test_a_whole_report_as_a_file(tmp_path: Path) -> None:
    document = compile_report(Shelf(RECORDS)).document
    written = HtmlWriter().write(document, tmp_path / "out.html", WriteOptions(), no_progress)
    seen = Reading(written.path.read_text(encoding="utf-8"))
    for chapter in document.chapters:
        assert chapter.title in seen.text
        assert not [c for c in set(letters(chapter.blocks)) if c not in seen.text + "".join(seen.addresses) + "figure"]


# --- the file ---

VOID = {"meta", "img", "br"}
TAGS = {
    "html", "head", "title", "style", "body", "main", "header", "section", "nav", "div", "span", "h1", "h2", "h3", "h4",
    "p", "ul", "ol", "li", "dl", "dt", "dd", "table", "caption", "thead", "tbody", "tr", "th", "td", "figure",
    "figcaption", "a", "strong", "em", "code", *VOID,
}  # fmt: skip
ATTRIBUTES = {
    "lang", "charset", "name", "content", "http-equiv", "class", "id", "href", "rel", "src", "alt", "width", "height",
    "scope", "role", "aria-label", "aria-hidden",
}  # fmt: skip


class Tree(HTMLParser):
    """A page read strictly: every element closed in its order. headings: their ranks; ids and links as they stand."""

    def __init__(self, page: str) -> None:
        super().__init__(convert_charrefs=True)
        self.open: list[str] = []
        self.headings: list[int] = []
        self.ids: list[str] = []
        self.links: list[str] = []
        self.inside: set[tuple[str, str]] = set()
        self.shown: list[tuple[str, dict[str, str | None]]] = []
        self.feed(page)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert tag in TAGS, tag
        assert {name for name, _ in attrs} <= ATTRIBUTES
        values = dict(attrs)
        self.shown.append((tag, values))
        self.inside.add((self.open[-1] if self.open else "", tag))
        if re.fullmatch("h[1-4]", tag):
            self.headings.append(int(tag[1]))
        if "id" in values:
            self.ids.append(values["id"] or "")
        if "href" in values:
            self.links.append(values["href"] or "")
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_comment(self, data: str) -> None:
        raise AssertionError(data)

    def handle_pi(self, data: str) -> None:
        raise AssertionError(data)

    def only(self, tag: str) -> list[dict[str, str | None]]:
        return [values for name, values in self.shown if name == tag]


def page_of(document: n.Document, folder: Path) -> str:
    path = HtmlWriter().write(document, folder / "out.html", WriteOptions(), no_progress).path
    return path.read_text(encoding="utf-8")


def chapters(*blocks: n.Block) -> n.Document:
    return n.Document("제목", "ko", "internal", None, (n.Chapter("c", "제1장", "장", blocks),))


@pytest.fixture
def picture(tmp_path: Path) -> Path:
    path = tmp_path / "picture"
    path.write_bytes(b"\x89PNG\r\n\x1a\n rest")
    return path


def no_gaps(ranks: list[int]) -> bool:
    return ranks[:1] == [1] and all(below <= above + 1 for above, below in pairwise(ranks))


def test_every_kind_of_node_makes_sound_html(picture: Path, tmp_path: Path) -> None:
    seen = Tree(page_of(document(picture), tmp_path))
    assert seen.inside >= {("ul", "li"), ("ol", "li"), ("figure", "figcaption"), ("table", "caption"), ("nav", "ol")}
    assert {parent for parent, child in seen.inside if child == "li"} == {"ul", "ol"}
    assert {parent for parent, child in seen.inside if child in ("dt", "dd")} == {"div"}
    assert no_gaps(seen.headings)
    assert set(seen.headings) == {1, 2, 3, 4}
    assert {each.get("scope") for each in seen.only("th")} == {"col", "row"}
    assert all("alt" in each for each in seen.only("img"))
    assert len(seen.ids) == len(set(seen.ids))
    assert {link[1:] for link in seen.links if link.startswith("#")} <= set(seen.ids)
    assert seen.only("html") == [{"lang": "ko"}]


@pytest.mark.parametrize(
    "poison", [HOSTILE, "\"'><b onclick=x>", "</style><style>*{}", "--></title>", "]]>&#60;b>", "\x00<b>"]
)
def test_nothing_of_a_text_becomes_markup(poison: str, picture: Path, tmp_path: Path) -> None:
    kinds = [(tag, set(values)) for tag, values in Tree(page_of(document(picture), tmp_path)).shown]
    hostile = Tree(page_of(poisoned(document(picture), lambda: poison), tmp_path))
    assert {tag for tag, _ in hostile.shown} <= {tag for tag, _ in kinds}
    assert all(link.startswith("#") for link in hostile.links)
    assert [each["src"] for each in hostile.only("img") if not (each["src"] or "").startswith("data:image/")] == []
    assert len(hostile.only("style")) == 1


@settings(deadline=None, max_examples=80, suppress_health_check=list(HealthCheck))
@given(st.lists(BLOCKS, min_size=1, max_size=8))
def test_outline_blocks_make_sound_html_without_gaps_in_headings(
    tmp_path_factory: pytest.TempPathFactory, blocks: list[n.Block]
) -> None:
    seen = Tree(page_of(chapters(*blocks), tmp_path_factory.getbasetemp()))
    assert no_gaps(seen.headings)


@pytest.mark.parametrize(
    ("text", "nested"),
    [
        ("○ 하나\n- 둘\n· 셋\n○ 넷", "<ul><li>하나<ul><li>둘<ul><li>셋</li></ul></li></ul></li><li>넷</li></ul>"),
        ("1. 하나\n○ 둘\n2. 셋", "<ol><li>하나<ul><li>둘</li></ul></li><li>셋</li></ol>"),
        ("○ 하나\n1) 둘\n2) 셋\n○ 넷", "<ul><li>하나<ol><li>둘</li><li>셋</li></ol></li><li>넷</li></ul>"),
        (
            "Ⅰ. 하나\n가. 둘\n1. 셋\n○ 넷",
            "<ol><li>하나<ol><li>둘</li></ol><ol><li>셋<ul><li>넷</li></ul></li></ol></li></ol>",
        ),
        ("- 하나\n○ 둘\n  이어서", "<ul><li>하나</li></ul><ul><li>둘<p>이어서</p></li></ul>"),
        ("○ 하나\n\n글\n○ 둘", "<ul><li>하나</li></ul><p>글</p><ul><li>둘</li></ul>"),
    ],
)
def test_lists_are_nested_by_level(text: str, nested: str, tmp_path: Path) -> None:
    page = page_of(chapters(*parse(text)), tmp_path)
    body = page[page.rindex("</h2>") + 5 : page.index("</section>")]
    assert re.sub(r'<span class="mark"[^>]*>[^<]*</span> |\n| class="items"', "", body) == nested


def test_it_prints_well_and_asks_for_nothing(tmp_path: Path) -> None:
    page = page_of(chapters(n.Paragraph((n.Text("글"),))), tmp_path)
    assert "word-break: keep-all" in page
    assert re.search(r"@page \{ size: 595\.28pt 841\.89pt; margin: [\d.]+pt", page)
    assert re.search(r"h1, h2, h3, h4[^{]*\{[^}]*break-after: avoid", page)
    assert re.search(r"\.chapter \{ break-before: page", page)
    assert "default-src 'none'" in page
    assert not re.search(r"url\(|@import|<script|<link", page)


def test_colours_are_those_of_the_style(tmp_path: Path) -> None:
    page = page_of(chapters(), tmp_path)
    style = load_style("house")
    assert "--navy: #17365d;" in page
    assert f"size: {style.page.width:g}pt {style.page.height:g}pt; margin: {style.page.top:g}pt" in page
    with pytest.raises(OSError, match="no such style"):
        HtmlWriter().write(chapters(), tmp_path / "other", WriteOptions(style="no such style"), no_progress)
    assert not (tmp_path / "other").exists()


def test_a_style_brings_its_logo_and_one_that_is_none_is_told(home: Path, tmp_path: Path) -> None:
    (home / "styles").mkdir()
    (home / "styles" / "ours.toml").write_text('extends = "modern"\nlogo = "logo.png"\n', encoding="utf-8")
    logo = home / "styles" / "logo.png"
    logo.write_bytes(b"\x89PNG\r\n\x1a\n rest")
    cover = n.Cover("종류", "제목", (), "시청", "")
    whole, target = replace(chapters(), cover=cover), tmp_path / "out.html"
    written = HtmlWriter().write(whole, target, WriteOptions(style="ours"), no_progress)
    assert written.findings == ()
    (shown,) = Tree(target.read_text(encoding="utf-8")).only("img")
    assert (shown["alt"], (shown["src"] or "")[:15]) == ("시청", "data:image/png;")
    logo.write_bytes(b"<svg onload=alert(1)>")
    written = HtmlWriter().write(whole, target, WriteOptions(style="ours"), no_progress)
    assert [finding.values for finding in written.findings] == [(("caption", "시청"),)]
    assert "<img" not in target.read_text(encoding="utf-8")


def test_contents_and_references_lead_to_their_places(tmp_path: Path) -> None:
    question = n.QuestionAnswer((n.Text("왜?"),), (), id="q")
    index = n.Paragraph((n.PageReference("entry-q"), n.PageReference("nowhere", (n.Text("없는 곳"),))))
    visit = n.Chapter("v", "제1장 · 기관 방문", "그늘공사", (question,))
    whole = n.Document("제목", "ko", "internal", None, (visit, n.Chapter("b", "부록", "색인", (index,), "back")))
    page = page_of(whole, tmp_path)
    assert Tree(page).links == ["#chapter-v", "#chapter-b", "#entry-q"]
    assert '<a href="#entry-q">제1장</a>없는 곳' in page
    assert "<nav" not in page_of(replace(whole, contents=False), tmp_path)


def test_contents_list_the_sections_of_chapters(tmp_path: Path) -> None:
    first, second = (n.Heading(1, (n.Text("내용"),), id=name) for name in ("note", ""))
    page = page_of(chapters(first, n.Heading(2, (n.Text("소제목"),)), second, second, n.Heading(1, ())), tmp_path)
    seen = Tree(page)
    assert seen.links == ["#chapter-c", "#entry-note", "#entry-c-3", "#entry-c-4"]
    assert [each for each in seen.ids if f"#{each}" in seen.links] == [link[1:] for link in seen.links]


def test_figures_and_numbered_tables_are_listed_unless_they_are_left_out(tmp_path: Path) -> None:
    figure = n.Figure("f", 3, "가로수", "시청", "", None)
    table = n.Table((((n.Text("가"),),),), "강수량", number=1)
    group = n.TakeawayGroup("", (n.Takeaway("", "", (figure, table)),))
    page = page_of(chapters(group, figure), tmp_path)
    assert Tree(page).links == ["#chapter-c", "#figure-3", "#table-1"]
    lists = page[page.index('aria-label="그림 목록"') : page.index("<section")]
    assert "그림 3" in lists
    assert "출처: 시청" in lists
    assert 'aria-label="표 목록"' in lists
    assert "그림 목록" not in page_of(replace(chapters(figure), lists=False), tmp_path)


def test_control_characters_are_shown_and_told(tmp_path: Path) -> None:
    written = HtmlWriter().write(
        chapters(n.Paragraph((n.Text("a\x00b\ud800 བོད 🙂"),))), tmp_path / "out.html", WriteOptions(), no_progress
    )
    assert "a\ufffdb\ufffd བོད 🙂" in written.path.read_text(encoding="utf-8")
    assert [finding.values for finding in written.findings] == [(("count", "2"),)]


def test_cancel_leaves_nothing(tmp_path: Path) -> None:
    def stop(done: int, total: int) -> None:
        raise Cancelled

    document = compile_report(Shelf(RECORDS)).document
    with pytest.raises(Cancelled):
        HtmlWriter().write(document, tmp_path / "out.html", WriteOptions(), stop)
    assert list(tmp_path.iterdir()) == []
