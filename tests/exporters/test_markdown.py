"""Documents as Markdown: they read back as they were, and no letter is lost on the way out and in again."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from pathlib import Path

from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from db.records import KINDS, Shape, field_specs
from exporters.base import WriteOptions, no_progress
from exporters.compile import Definition, compile_report
from exporters.document import nodes as n
from exporters.document.marks import figure_place
from exporters.document.markup import letters, letters_of, parse
from exporters.importing.letters import came_in
from exporters.importing.plan import plan
from exporters.importing.values import Plan
from exporters.markdown.render import Renderer
from exporters.markdown.writer import MarkdownWriter
from resources import sentences
from tests.exporters.document.trees import BLOCKS, INLINES
from tests.exporters.records import Shelf
from tests.exporters.tour import RECORDS, TOUR

KO = sentences("ko")
WORDS = {
    spec.name for kind in KINDS.values() for spec in field_specs(kind) if spec.shape in (Shape.TEXT, Shape.LINE)
} | {"date"}


def rendered(*blocks: n.Block) -> str:
    return "\n\n".join(Renderer(KO).blocks(blocks))


def written(document: n.Document, folder: Path) -> str:
    path = MarkdownWriter().write(document, folder / "out.md", WriteOptions(), no_progress).path
    return path.read_text(encoding="utf-8")


def twin(block: n.Block) -> n.Block:
    return replace(block, twin=True) if isinstance(block, n.Heading) else block


def lost(text: str) -> Counter[str]:
    """The letters of text that the import holds nowhere; an article that stands there twice is kept once."""
    result: Plan = plan(text.encode(), "report.md", tour=TOUR)
    total = came_in(result.text)
    for article in result.articles:
        if article.known:
            total.subtract(came_in(result.text[article.start : article.end]))
    records = [edit for edit in result.originals if edit.kind != "source"]
    figures = [figure_place(edit.object) for edit in records if edit.kind == "figure"]
    values = [
        value for edit in records for name, value in edit.fields.items() if name in WORDS and isinstance(value, str)
    ]
    held = "".join((*values, *result.labels))
    for place in figures:
        held = held.replace(place, "")
    return +total - Counter(letters_of(held))


@settings(deadline=None, max_examples=150, suppress_health_check=list(HealthCheck))
@given(st.lists(BLOCKS, min_size=1, max_size=4))
@example([n.Paragraph((n.Text("□"), n.LineBreak(), n.Text("가")))])
def test_outline_blocks_read_back_as_they_were(blocks: list[n.Block]) -> None:
    assert list(parse(rendered(*blocks))) == [twin(block) for block in blocks]


@settings(deadline=None, max_examples=60, suppress_health_check=list(HealthCheck))
@given(INLINES, st.lists(BLOCKS, max_size=3), INLINES)
def test_every_letter_of_a_reports_own_blocks_reads_back(
    said: n.Inlines, inner: list[n.Block], value: n.Inlines
) -> None:
    blocks: tuple[n.Block, ...] = (
        n.InfoTable((("방문기관", value),)),
        n.QuestionAnswer(said, tuple(inner), "묻는 이", "답하는 이"),
        n.TakeawayGroup("1팀", (n.Takeaway("한지우", "주무관", tuple(inner)),)),
    )
    back = Counter(letters(parse(rendered(*blocks))))
    assert Counter(letters(blocks)) <= back


@settings(deadline=None, max_examples=60, suppress_health_check=list(HealthCheck))
@given(st.lists(st.lists(BLOCKS, min_size=1, max_size=4), min_size=1, max_size=3))
def test_what_goes_out_comes_in_with_every_letter(chapters: list[list[n.Block]]) -> None:
    text = "\n\n---\n\n".join(f"# 장 {number}\n\n{rendered(*blocks)}" for number, blocks in enumerate(chapters))
    assert not lost(text)


def test_a_report_comes_in_again(tmp_path: Path) -> None:
    for definition in (Definition(), Definition(edition="public"), Definition(sort="daily"), Definition(language="en")):
        document = compile_report(Shelf(RECORDS), definition).document
        text = written(document, tmp_path)
        assert not lost(text)
        told = letters_of(text)
        for chapter in document.chapters:
            assert not Counter(letters_of(chapter.title)) - Counter(told)
            shown = [block for block in chapter.blocks if not isinstance(block, n.FigurePlace)]
            assert not Counter(letters(shown)) - Counter(told + letters_of("".join(_alts(document))))


def test_its_chapters_come_in_as_chapters_with_their_text_as_it_was(tmp_path: Path) -> None:
    document = compile_report(Shelf(RECORDS)).document
    result = plan(written(document, tmp_path).encode(), "report.md", tour=TOUR)
    (cover, *chapters) = [edit.fields for edit in result.originals if edit.kind == "chapter"]
    assert {edit.kind for edit in result.originals} == {"chapter", "source"}
    assert cover["heading"] == document.title
    assert [fields["heading"] for fields in chapters] == [each.title for each in document.chapters]
    assert {"overview", "implications", "text"} == {fields["kind"] for fields in chapters}
    for fields, chapter in zip(chapters, document.chapters, strict=True):
        shown = [block for block in chapter.blocks if isinstance(block, n.Paragraph | n.Bullet | n.Note)]
        read = parse(str(fields["text"]))
        assert [block for block in shown if block not in read] == []


def _alts(document: n.Document) -> list[str]:
    return [block.alt for c in document.chapters for block in c.blocks if isinstance(block, n.Figure)]


def test_marks_are_the_twins_and_figures_their_lines() -> None:
    text = rendered(
        *parse(
            "□ 하나\n◇ 둘\n○ 셋\n  이어서\n- 넷\n※ 다섯\n줄\n이어진 줄\n"
            "< 표 > (단위: 명)\n| 가 | 나 |\n| --- | --- |\n| 1 | |"
        ),
        n.Figure("f", 3, "가로수 [큰길]", "한지우", "대체", None),
    )
    assert text.split("\n\n") == [
        "# 하나",
        "## 둘",
        "○ 셋",
        "  이어서",
        "- 넷",
        "※ 다섯",
        "줄  \n이어진 줄",
        "< 표 > (단위: 명)\n| 가 | 나 |\n| --- | --- |\n| 1 |  |",
        r"▲ 가로수 \[큰길\] [출처=한지우]",
    ]


def test_a_question_and_its_answer() -> None:
    answer = (*parse("시가 낸다.\n\n절반은 기금이다.\n○ 나머지"),)
    text = rendered(n.QuestionAnswer((n.Text("누가 내는지."),), answer, "한지우", "Anna Vis"))
    assert text == (
        "- **Q.** (한지우) 누가 내는지.\n\n  **A.** (Anna Vis) 시가 낸다.\n\n  절반은 기금이다.\n\n○ 나머지"
    )
    assert rendered(n.QuestionAnswer((n.Text("언제?"),), ())) == "- **Q.** 언제?\n\n  **A.** 답변 없음"


def test_a_reference_is_called_by_its_chapter(tmp_path: Path) -> None:
    table = n.Table(
        (((n.Text("기관"),), (n.PageReference("chapter-v"),)), ((), (n.PageReference("entry-q", (n.Text("질문"),)),)))
    )
    chapters = (n.Chapter("v", "제3장 · 기관 방문", "그늘공사", ()), n.Chapter("b", "부록", "색인", (table,)))
    text = written(n.Document("제목", "ko", "internal", None, chapters), tmp_path)
    assert "| 기관 | 제3장 |" in text
    assert "|  | 질문 |" in text


def test_a_report_of_one_chapter_has_no_rule(tmp_path: Path) -> None:
    document = compile_report(Shelf(RECORDS), Definition(sort="daily")).document
    assert "---" not in written(document, tmp_path).splitlines()


def test_control_characters_are_shown_and_told(tmp_path: Path) -> None:
    chapter = n.Chapter("c", "", "제\x00목", (n.Paragraph((n.Text("a\x07b\ud800 티\u0f40베트 🙂"),)),))
    written = MarkdownWriter().write(
        n.Document("", "ko", "internal", None, (chapter,)), tmp_path / "out.md", WriteOptions(), no_progress
    )
    text = written.path.read_text(encoding="utf-8")
    assert "# 제\ufffd목" in text
    assert "a\ufffdb\ufffd 티\u0f40베트 🙂" in text
    assert [finding.values for finding in written.findings] == [(("count", "3"),)]
