"""Writing in a visit: nothing typed is lost, and what was meant becomes records."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtWidgets import QAbstractButton, QLineEdit, QTextEdit
from pytestqt.qtbot import QtBot

from db.edits import change
from db.records import Contact, Figure, Note, Question, Takeaway
from desktop.editor.composition import LineField, full_text
from desktop.editor.outline_editor import OutlineEditor
from desktop.panes.visit.visit import VisitPage
from desktop.panes.writing import WritingPage
from tests.desktop.editor.typing import commit, compose, enter, hangul, key
from tests.desktop.panes.conftest import FIGURE, Desk


def field(page: WritingPage, object_id: str, name: str = "text") -> OutlineEditor | LineField:
    writing = page.fields.autosave.writing(object_id, name)
    assert writing is not None, f"{object_id} {name} is not on screen"
    assert isinstance(writing.widget, OutlineEditor | LineField)
    return writing.widget


def editor(page: WritingPage, object_id: str, name: str = "text") -> OutlineEditor:
    found = field(page, object_id, name)
    assert isinstance(found, OutlineEditor)
    found.setFocus()
    found.place_caret(found.document().characterCount() - 1)
    return found


def test_everything_typed_survives_closing_at_once(desk: Desk) -> None:
    page = desk.visit()
    hangul(editor(page, "n1"), " 한글")
    compose(editor(page, "n1"), "한")
    page.show_tab(1)
    hangul(editor(page, "q1", "answer"), " 가나")
    compose(field(page, "v", "tel"), "글")
    desk.reopen()
    assert desk.text("n1") == "○ 배가 기다리지 않는다. 한글한"
    assert desk.text("q1", "answer") == "정해져 있다. 가나"
    assert desk.text("v", "tel") == "글"


def test_a_killed_program_finds_the_draft_with_its_caret(desk: Desk, qtbot: QtBot) -> None:
    page = desk.visit()
    text = editor(page, "n1")
    text.place_caret(2)
    hangul(text, "가")
    compose(text, "한")
    with qtbot.waitSignal(page.fields.autosave.saved):
        page.fields.autosave.keep()
    assert full_text(text) == "○ 가한배가 기다리지 않는다."
    other = desk.visit()
    found = editor(other, "n1")
    assert found.toPlainText() == "○ 가한배가 기다리지 않는다."
    assert desk.context.notebook.reader.draft("n1", "text") is not None
    assert desk.text("n1") == "○ 배가 기다리지 않는다."
    text.document().clear()
    desk.pages.remove(page)
    commit(text, "")


def test_saved_is_said_after_the_commit_only(desk: Desk, qtbot: QtBot) -> None:
    page = desk.visit()
    said: list[str] = []
    desk.context.operations.saved.connect(said.append)
    hangul(editor(page, "n1"), "가")
    assert said == []
    qtbot.waitUntil(lambda: bool(said), timeout=3000)
    draft = desk.context.notebook.reader.draft("n1", "text")
    assert draft is not None
    assert draft.text == "○ 배가 기다리지 않는다.가"
    assert said[0] == draft.saved_at


def test_what_cannot_be_saved_is_said_and_tried_again(
    desk: Desk, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    from concurrent.futures import Future

    from db.errors import KnownError

    page = desk.visit()
    said: list[object] = []
    page.fields.autosave.failed.connect(said.append)
    refused: Future[str] = Future()
    refused.set_exception(KnownError("errors.disk_full", path="x"))
    whole = desk.context.notebook.keep_draft
    monkeypatch.setattr(desk.context.notebook, "keep_draft", lambda draft: refused)
    hangul(editor(page, "n1"), "가")
    with qtbot.waitSignal(page.fields.autosave.failed):
        page.fields.autosave.keep()
    assert [getattr(error, "key", "") for error in said] == ["errors.disk_full"]
    assert [draft.text for draft in desk.context.lasting.texts()] == [full_text(editor(page, "n1"))]
    monkeypatch.setattr(desk.context.notebook, "keep_draft", whole)
    with qtbot.waitSignal(page.fields.autosave.saved):
        page.fields.autosave.keep()
    draft = desk.context.notebook.reader.draft("n1", "text")
    assert draft is not None
    assert draft.text.endswith("가")


def test_leaving_writes_one_revision_and_a_second_one_has_the_first_as_parent(desk: Desk) -> None:
    page = desk.visit()
    hangul(editor(page, "n1"), "가")
    page.leave()
    hangul(editor(page, "n1"), "나")
    page.leave()
    page.leave()
    history = desk.context.notebook.history("n1")
    assert len(history) == 3
    assert history[2].parents == (history[1].id,)
    assert history[1].parents == (history[0].id,)


def test_another_edit_meanwhile_is_merged_not_undone(desk: Desk) -> None:
    page = desk.visit()
    text = editor(page, "n1")
    enter(text)
    hangul(text, "가나")
    note = desk.context.notebook.reader.get("n1")
    assert note is not None
    desk.context.operations.commit([change(note, heading="새 제목")])
    heading = field(page, "n1", "heading")
    assert isinstance(heading, LineField)
    assert heading.text() == "새 제목"
    page.leave()
    assert desk.text("n1", "heading") == "새 제목"
    assert desk.text("n1").endswith("○ 가나")


def test_an_open_editor_is_not_reloaded_while_it_is_written(desk: Desk) -> None:
    page = desk.visit()
    text = editor(page, "n1")
    compose(text, "한")
    note = desk.context.notebook.reader.get("n1")
    assert note is not None
    desk.context.operations.changed.emit(desk.context.notebook.commit([change(note, text="다른 글")]))  # by others
    assert full_text(text) == "○ 배가 기다리지 않는다.한"
    commit(text, "한")
    assert text.toPlainText() == "○ 배가 기다리지 않는다.한"


def test_a_section_mark_begins_a_new_note(desk: Desk, qtbot: QtBot) -> None:
    page = desk.visit()
    text = editor(page, "n1")
    enter(text)
    enter(text)
    hangul(text, "□ 한글")
    enter(text)
    qtbot.waitUntil(lambda: desk.context.notebook.reader.count(Note, visit="v") == 3)
    notes = desk.context.notebook.reader.all(Note, visit="v")
    assert [note.heading for note in notes] == ["운영", "한글", "자료"]
    assert desk.text("n1").rstrip() == "○ 배가 기다리지 않는다."
    hangul(editor(page, notes[1].id), "가")
    page.leave()
    assert desk.text(notes[1].id).strip() == "가"


def test_a_section_mark_still_under_the_caret_counts_when_the_page_is_left(desk: Desk) -> None:
    page = desk.visit()
    text = editor(page, "n2")
    enter(text)
    hangul(text, "□ 가")
    page.leave()
    assert [note.heading for note in desk.context.notebook.reader.all(Note, visit="v")] == ["운영", "자료", "가"]


def test_a_figure_line_becomes_a_figure_in_its_place(desk: Desk, qtbot: QtBot) -> None:
    page = desk.visit()
    text = editor(page, "n1")
    enter(text)
    enter(text)
    hangul(text, "▲ 한글 [출처=나]")
    enter(text)
    qtbot.waitUntil(lambda: desk.context.notebook.reader.count(Figure, visit="v") == 2)
    figure = desk.context.notebook.reader.all(Figure, visit="v")[1]
    assert (figure.caption, figure.credit, figure.entry) == ("한글", "나", "n1")
    assert f"![](figure:{figure.id})" in text.toPlainText()
    assert "▲" not in text.toPlainText()


def test_undo_survives_a_visit_to_another_entry(desk: Desk) -> None:
    page = desk.visit()
    hangul(editor(page, "n1"), "가나")
    page.show_object("w")
    assert desk.text("n1").endswith("가나")
    page.show_object("v")
    text = editor(page, "n1")
    text.undo()
    text.undo()
    assert text.toPlainText() == "○ 배가 기다리지 않는다."
    page.leave()
    assert desk.text("n1") == "○ 배가 기다리지 않는다."


def test_questions_are_added_with_ctrl_enter_and_taken_back_out_of_the_bin(desk: Desk, qtbot: QtBot) -> None:
    page = desk.visit()
    page.show_tab(1)
    key(editor(page, "q1", "answer"), "", Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    questions = desk.context.notebook.reader.all(Question, visit="v")
    assert len(questions) == 2
    hangul(editor(page, questions[1].id, "question"), "가나")
    page.panes[1].remove(questions[1].id)
    assert desk.context.notebook.reader.count(Question, visit="v") == 1
    page._undelete()
    qtbot.waitUntil(lambda: not desk.context.operations.undo.busy)
    assert desk.text(questions[1].id, "question") == "가나"
    assert desk.context.notebook.reader.count(Question, visit="v") == 2


def test_an_asker_of_the_delegation_is_linked(desk: Desk) -> None:
    page = desk.visit()
    page.show_tab(1)
    name = field(page, "q1", "asker_name")
    assert isinstance(name, LineField)
    assert name.text() == "문지안"
    name.clear()
    hangul(name, "한도영")
    name.textEdited.emit(name.text())
    page.leave()
    assert desk.text("q1", "asker") == "p2"


def test_an_asker_who_is_shown_but_not_written_makes_no_revision(desk: Desk) -> None:
    page = desk.visit()
    page.show_tab(1)
    page.leave()
    assert len(desk.context.notebook.history("q1")) == 1


def test_takeaways_of_others_are_read_only(desk: Desk) -> None:
    desk.write_as("p1")
    page = desk.visit()
    page.show_tab(2)
    assert not editor(page, "s1").isReadOnly()
    assert editor(page, "s2").isReadOnly()
    page.panes[2].add()  # type: ignore[attr-defined]
    fresh = desk.context.notebook.reader.all(Takeaway, visit="v")[-1]
    assert (fresh.author, fresh.team, fresh.date, fresh.tour) == ("p1", "team1", "2031-06-12", "t")


def test_the_header_writes_date_and_times(desk: Desk) -> None:
    page = desk.visit()
    line = page.header.when
    assert line is not None
    assert line.text() == "2031. 6. 12.(목) 09:30"
    line.setText("2031-06-13 10:00–11:30")
    line.setModified(True)
    page.leave()
    visit = page.visit()
    assert visit is not None
    assert (visit.date, visit.start_time, visit.end_time) == ("2031-06-13", "10:00", "11:30")


def test_a_date_that_cannot_be_read_is_marked_and_changes_nothing(desk: Desk) -> None:
    page = desk.visit()
    line = page.header.when
    assert line is not None
    line.setText("다음 주")
    line.setModified(True)
    page.leave()
    assert line.property("wrong") == "true"
    assert line.text() == "다음 주"
    assert desk.text("v", "date") == "2031-06-12"


def test_missing_fields_are_marked(desk: Desk) -> None:
    page = desk.visit()
    tel = field(page, "v", "tel")
    assert tel.property("look") == "header_missing"
    key(tel, "1")
    assert tel.property("look") == "header"


def test_contacts_are_added_and_written(desk: Desk) -> None:
    page = desk.visit()
    assert page.header.contacts is not None
    page.header.unfold(True)
    page.header.contacts.add()
    fresh = desk.context.notebook.reader.all(Contact, visit="v")[-1]
    hangul(field(page, fresh.id, "name"), "한글")
    page.leave()
    assert desk.text(fresh.id, "name") == "한글"
    assert "외 1명" in page.header._who.text()


def test_tabs_count_and_entries_open_their_tab(desk: Desk) -> None:
    page = desk.visit("s2")
    assert page.stack.currentIndex() == 2
    assert [tab.accessibleName() for tab in page.tabs] == ["내용 2", "질의응답 1", "소감·시사점 2", "그림 1"]
    page.show_object(FIGURE)
    assert page.stack.currentIndex() == 3


def test_pictures_are_taken_in(desk: Desk, qtbot: QtBot, tmp_path: Path) -> None:
    from PIL import Image

    Image.new("RGB", (60, 40), "teal").save(tmp_path / "a.png")
    page = desk.visit()
    page.show_tab(3)
    page.panes[3].take([tmp_path / "a.png"])  # type: ignore[attr-defined]
    qtbot.waitUntil(lambda: desk.context.notebook.reader.count(Figure, visit="v") == 2)
    figure = desk.context.notebook.reader.all(Figure, visit="v")[-1]
    assert (figure.width, figure.height) == (60, 40)
    assert page.fields.pictures.picture(figure.id, 100) is not None


def test_an_empty_visit_offers_one_step(desk: Desk) -> None:
    page = desk.visit("w")
    add = next(each for each in page.panes[0].findChildren(QAbstractButton) if each.text() == "절 더하기")
    add.click()
    notes = desk.context.notebook.reader.all(Note, visit="w")
    assert len(notes) == 1
    assert field(page, notes[0].id, "heading") is not None


def test_notes_move(desk: Desk) -> None:
    page = desk.visit()
    page.panes[0]._move("n2", -1)  # type: ignore[attr-defined]
    assert [note.id for note in desk.context.notebook.reader.all(Note, visit="v")] == ["n2", "n1"]
    hangul(editor(page, "n1"), "가")
    page.leave()
    assert desk.text("n1").endswith("가")


def test_every_focusable_part_has_a_name(desk: Desk) -> None:
    page = desk.visit()
    page.header.unfold(True)
    for place in range(4):
        page.show_tab(place)
    wanted = (QAbstractButton, QLineEdit, QTextEdit)
    nameless = [
        widget
        for kind in wanted
        for widget in page.findChildren(kind)
        if widget.focusPolicy() & Qt.FocusPolicy.TabFocus
        and not (widget.accessibleName() or (isinstance(widget, QAbstractButton) and widget.text()))
    ]
    assert nameless == []


def test_a_notebook_opened_for_reading_is_not_written(desk: Desk) -> None:
    desk.reopen(read_only=True)
    page = desk.visit()
    text = editor(page, "n1")
    assert text.isReadOnly()
    hangul(text, "가")
    page.leave()
    assert text.toPlainText() == desk.text("n1") == "○ 배가 기다리지 않는다."


def test_names_of_deleted_pages_are_not_called(desk: Desk) -> None:
    page = desk.visit()
    isinstance(page, VisitPage)
    page.show_object("w")
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    page.leave()
    page.show_object("v")
    hangul(editor(page, "n1"), "가")
    page.leave()
    assert desk.text("n1").endswith("가")


def test_the_caret_goes_on_in_the_next_text(desk: Desk) -> None:
    page = desk.visit()
    text = editor(page, "n1")
    key(text, "", Qt.Key.Key_Down)
    heading = field(page, "n2", "heading")
    assert heading.hasFocus()
    below = editor(page, "n2")
    below.place_caret(0)
    key(below, "", Qt.Key.Key_Up)
    assert heading.hasFocus()


def test_tab_with_ctrl_leaves_the_editor(desk: Desk) -> None:
    page = desk.visit()
    text = editor(page, "n1")
    key(text, "", Qt.Key.Key_Tab, Qt.KeyboardModifier.ControlModifier)
    assert not text.hasFocus()
    assert text.toPlainText() == "○ 배가 기다리지 않는다."


def test_a_program_that_is_killed_while_a_syllable_is_open_loses_nothing(desk: Desk, tmp_path: Path) -> None:
    """The files as they are on disk at that moment, opened as after a crash."""
    import shutil

    from db.notebook import Notebook

    page = desk.visit()
    hangul(editor(page, "n1"), "가나")
    compose(editor(page, "n1"), "한")
    seen: list[str] = []
    page.fields.autosave.saved.connect(seen.append)
    page.fields.autosave.keep()
    while not seen:
        QCoreApplication.processEvents()
    copy = tmp_path / "copy.notebook"
    shutil.copytree(desk.path, copy)
    with Notebook.open(copy) as found:
        draft = found.reader.draft("n1", "text")
        assert draft is not None
        assert draft.text == "○ 배가 기다리지 않는다.가나한"
        found.commit_drafts().result()
        assert getattr(found.reader.get("n1"), "text", "") == "○ 배가 기다리지 않는다.가나한"


def test_the_name_of_who_asked_stays_when_the_answer_is_saved(desk: Desk) -> None:
    """The line shows the name of a person; its own text is empty, and no save may take that for the author's wish."""
    page = desk.visit()
    page.show_tab(1)
    hangul(editor(page, "q1", "answer"), "가")
    page.leave()
    asker = field(page, "q1", "asker_name")
    assert isinstance(asker, LineField)
    assert asker.text() == "문지안"
    page.leave()
    assert desk.text("q1", "asker") == "p1"


def test_the_status_bar_does_not_count_a_text_of_another_tab(desk: Desk) -> None:
    page = desk.visit()
    said: list[str] = []
    page.status_changed.connect(said.append)
    editor(page, "n1").setFocus()
    page.say_status()
    assert "자" in said[-1]
    page.show_tab(3)
    assert said[-1] == page.name()
    page.show_tab(0)
    assert "자" in said[-1]
