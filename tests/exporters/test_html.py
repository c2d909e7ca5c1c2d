"""Documents as HTML: nothing of a text is markup, nothing is loaded from elsewhere."""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from html.parser import HTMLParser
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
from resources import sentences
from tests.exporters.document.trees import BLOCKS
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
    document = n.Document("제목", "ko", "internal", None, (n.Chapter("c", "제1장", "장", (figure, gone)),))
    written = HtmlWriter().write(document, tmp_path / "out.html", WriteOptions(), no_progress)
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


def test_cancel_leaves_nothing(tmp_path: Path) -> None:
    def stop(done: int, total: int) -> None:
        raise Cancelled

    document = compile_report(Shelf(RECORDS)).document
    with pytest.raises(Cancelled):
        HtmlWriter().write(document, tmp_path / "out.html", WriteOptions(), stop)
    assert list(tmp_path.iterdir()) == []
