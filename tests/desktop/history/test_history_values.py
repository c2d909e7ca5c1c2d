"""The history of an object as values and words."""

from __future__ import annotations

from pathlib import Path

import pytest

import resources
from db.edits import Draft, Edit, change, create
from db.notebook import Notebook
from db.records import Note
from desktop.history import History, history_of
from desktop.models.history_words import Names, changed_letters, row_words, value_words
from desktop.models.versions import VersionsModel
from resources import Sentences
from tests.desktop.history.conftest import FIRST, SECOND


@pytest.fixture
def say() -> Sentences:
    return resources.sentences("ko")


def of(notebook: Notebook, object_id: str = "n1") -> History:
    found = history_of(notebook.reader, object_id)
    assert found is not None
    return found


def words(history: History, say: Sentences, wanted: str = "") -> list[str]:
    return [row_words(row, history, say) for row in history.rows(wanted)]


def test_versions_are_told_newest_first(written: Path, say: Sentences) -> None:
    with Notebook.open(written) as notebook:
        history = of(notebook)
        assert words(history, say) == ["휴지통에서 꺼냄", "지움", "제목", "글 +11자", "만듦 · 제목 · 글 +11자"]
        assert [row.steps[-1].author for row in history.rows()] == ["p2", "p2", "p2", "p1", None]
        assert history.fields() == ("heading", "text")
        assert words(history, say, "text") == ["글 +11자", "만듦 · 글 +11자"]


def test_authors_and_devices_have_names(written: Path, say: Sentences) -> None:
    with Notebook.open(written) as notebook:
        names = Names(notebook.reader, say, "here")
        assert names.author("p1") == ("문지안", "1조")
        assert names.author(None) == ("이름 없음", "")
        assert names.author("nobody") == ("모르는 사람", "")
        assert names.device("here") == names.device(None) == ""
        assert names.device("there") == "다른 컴퓨터 ther"


def test_versions_of_one_author_in_some_minutes_stand_together(path: Path, say: Sentences) -> None:
    with Notebook.open(path, author="p1") as notebook:
        for number in range(3):
            notebook.commit([change_text(notebook, f"○ {number}\n{FIRST}")])
        history = of(notebook)
        group, made = history.rows()
        assert len(group.steps) == 3
        assert (group.changes[0].before, group.changes[0].after) == (FIRST, f"○ 2\n{FIRST}")
        opened = history.rows("", frozenset({group.key}))
        assert [row.inner for row in opened] == [False, True, True, True, False]
        assert opened[-1].key == made.key
        notebook.commit([change_text(notebook, "더")])
        assert of(notebook).rows()[0].key == group.key


def change_text(notebook: Notebook, text: str) -> Edit:
    record = notebook.reader.get("n1")
    assert record is not None
    return change(record, text=text)


def test_going_back_is_told(written: Path, say: Sentences) -> None:
    with Notebook.open(written, author="p1") as notebook:
        notebook.commit([change_text(notebook, FIRST)])
        assert words(of(notebook), say)[0] == "되돌림 · 글 −11자"


def test_a_comparison_shows_what_the_version_changed(written: Path) -> None:
    with Notebook.open(written) as notebook:
        history = of(notebook)
        text = history.rows("text")[0]
        before, now, alone = (history.compare(text, mode) for mode in ("before", "now", "text"))
        assert [part.field for part in before.parts] == ["text"]
        assert "".join(p.text for p in before.parts[0].pieces if p.kind != "deleted") == SECOND
        assert [part.field for part in now.parts] == ["heading"]
        assert {part.field: part.pieces[0].text for part in alone.parts} == {"heading": "운영", "text": SECOND}
        assert before.text == f"운영\n\n{SECOND}"
        assert not before.same
        assert history.compare(history.rows()[0], "now").same


def test_drafts_stand_on_top_and_count_as_now(written: Path) -> None:
    with Notebook.open(written) as notebook:
        base = notebook.reader.heads("n1")["text"]
        notebook.keep_draft(Draft("n1", "note", "text", SECOND + "\n○ 쓰는 중", base)).result()
        history = of(notebook)
        draft, newest = history.rows()[:2]
        assert draft.draft is not None
        assert draft.revision == ""
        assert "○ 쓰는 중" in history.compare(draft, "before").parts[0].pieces[-1].text
        assert "○ 쓰는 중" in history.compare(newest, "now").parts[0].pieces[-1].text
        assert not history.compare(newest, "now").same


def test_a_blanked_version_is_told_and_has_no_text(written: Path, say: Sentences) -> None:
    with Notebook.open(written) as notebook:
        wanted = next(step.revision for step in of(notebook).steps if step.author == "p1")
        notebook.redact([wanted], "전화번호")
        history = of(notebook)
        row = next(row for row in history.rows() if row.redacted)
        assert row.revision == wanted
        assert row_words(row, history, say) == "삭제 처리됨"
        assert history.compare(row, "before").blanked
        assert history.compare(row, "text").text == ""


def test_values_are_names_dates_and_codes(written: Path, say: Sentences) -> None:
    with Notebook.open(written) as notebook:
        reader = notebook.reader
        visit, question = of(notebook, "v").specs, of(notebook, "q1").specs
        assert value_words(reader, say, "visit", visit["date"], "2031-06-12") == "2031년 6월 12일 목요일"
        assert value_words(reader, say, "visit", visit["recorders"], ("p1", "p2")) == "문지안, 한도영"
        assert value_words(reader, say, "question", question["asker"], "p1") == "문지안"
        assert value_words(reader, say, "question", question["check_later"], True) == "예"
        assert value_words(reader, say, "question", question["asker"], None) == "비어 있음"
        assert value_words(reader, say, "person", of(notebook, "p1").specs["role"], "reviewer") == "검토자"


def test_an_imported_version_says_so(path: Path, say: Sentences) -> None:
    with Notebook.open(path, author="p1") as notebook:
        notebook.take_in([create(Note, "i", heading="들인 절", text="글")], [Edit("i", "note", {"visit": "v"})])
        assert words(of(notebook, "i"), say) == ["순서", "들여옴 · 제목 · 글 +1자"]
        model = VersionsModel(notebook.reader, say, "here")
        model.show_history(of(notebook, "i"), "")
        assert model.index(2).data() == "들여온 판본"
        assert model.index(3).data() == "들여옴 · 제목 · 글 +1자"
        assert history_of(notebook.reader, "unknown") is None


def test_letters_are_counted_without_blanks() -> None:
    assert changed_letters("가 나 다", "가 나 다 라마") == (2, 0)
    assert changed_letters("가" * 30_000, "가" * 30_000 + "나 다") == (2, 0)


def test_the_list_stands_under_its_days(written: Path, say: Sentences) -> None:
    with Notebook.open(written) as notebook:
        model = VersionsModel(notebook.reader, say, "here")
        model.show_history(of(notebook), "")
        assert model.rowCount() == 6
        assert model.row(0) is None
        told = model.index(3).data()
        assert "한도영 1조 다른 컴퓨터 ther 제목" in told
        model.show_history(None, "")
        assert model.rowCount() == 0
