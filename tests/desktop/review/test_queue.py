"""The queue by keys: what waits, returned with a reason, approved, what changed since, and the next one by itself."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import date
from pathlib import Path
from types import SimpleNamespace

import pytest
from PySide6.QtCore import QItemSelectionModel, Qt
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QAbstractButton, QFrame, QLabel, QScrollArea

from db.edits import change, create
from db.judging import judge, verdicts
from db.notebook import Notebook
from db.order import keys
from db.records import Chapter, Figure, Note, Takeaway
from db.status import APPROVED, RETURNED, REVISED, SUBMITTED
from desktop.editor.composition import LineField
from desktop.editor.outline_editor import OutlineEditor
from desktop.models.outline import outline
from desktop.panes.history.difference import DifferenceView
from desktop.panes.review.queue import QueuePage
from desktop.panes.review.returning import ReturnComposer
from tests.desktop.frame.conftest import TODAY
from tests.desktop.review.conftest import CTRL, CTRL_ALT, TEXT, Desk, submit

Make = Callable[..., Desk]
ALL = ("h1", "n3", "n1", "n2", "q1", "s1")
MINUTE = 60 * 10**9


@pytest.fixture
def path(path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Handed in one after the other, a minute between them, the chapter first."""
    now = time.time_ns()
    with Notebook.open(path) as notebook:
        for number, name in enumerate(ALL):
            with monkeypatch.context() as patch:
                patch.setattr("db.revisions.time", SimpleNamespace(time_ns=lambda at=now + number * MINUTE: at))
                submit(notebook, name)
    return path


def queue(desk: Desk) -> QueuePage:
    page = desk.page
    assert isinstance(page, QueuePage)
    return page


def opened(desk: Desk) -> QueuePage:
    desk.act("queue")
    page = queue(desk)
    desk.qtbot.wait(10)
    return page


def entries(desk: Desk) -> list[str]:
    return [row.entry for row in queue(desk).model.rows]


def reason(desk: Desk) -> ReturnComposer:
    (found,) = [each for each in desk.page.findChildren(ReturnComposer) if each.isVisible()]
    return found


def shown_text(desk: Desk) -> str:
    found = (each for each in queue(desk).findChildren(OutlineEditor) if each.key and each.key[1] != "heading")
    return " ".join(each.toPlainText() for each in found if each.isVisible())


class TestList:
    def test_oldest_first_and_the_first_is_open(self, desk: Desk) -> None:
        page = opened(desk)
        assert entries(desk) == list(ALL)
        assert page.list.hasFocus()
        assert "본다" in shown_text(desk)
        QAbstractItemModelTester(page.model)

    def test_own_unfinished_on_top(self, desk: Desk) -> None:
        desk.open("n2")
        desk.comment("규약", "?", "n2")
        opened(desk)
        assert entries(desk) == ["n2", *(each for each in ALL if each != "n2")]
        desk.become("r2")
        desk.act("queue")
        assert entries(desk) == list(ALL)

    def test_what_was_handed_in_together_stands_as_one_reads_the_tour_with_the_remark_behind_the_visits(
        self, desk: Desk, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        order, write = iter(keys(4)), {"tour": "t", "author": "p1", "text": "남긴다."}
        made = {
            "e1": {"date": "2031-06-11"}, "e2": {"date": "2031-06-11", "visit": "b"}, "e3": {"date": "2031-06-10"},
            "e4": {"date": "2031-06-11", "visit": "a"},
        }  # fmt: skip
        desk.notebook.commit([create(Takeaway, each, order=next(order), **write, **of) for each, of in made.items()])
        with monkeypatch.context() as patch:
            later = time.time_ns() + len(ALL) * MINUTE
            patch.setattr("db.revisions.time", SimpleNamespace(time_ns=lambda: later))
            submit(desk.notebook, *made)
        page = opened(desk)
        assert entries(desk) == [*ALL, "e3", "e4", "e2", "e1"]
        rows = {row.entry: (row.name, row.within, row.by) for row in page.model.rows}
        assert rows["e1"] == ("6.11 하루를 마치며 · 문지안", "3일차", "")
        assert rows["e2"] == ("소감·시사점 문지안", "연구소", "")
        page.find_spot(("e1", False, ()))
        assert "6.11 하루를 마치며 · 문지안" in [each.text() for each in page.findChildren(QLabel)]
        desk.click(page.place)
        assert desk.day.day == date(2031, 6, 11)
        assert getattr(desk.focus, "key", None) == ("e1", "text")

    def test_text_is_read_and_commented_on(self, desk: Desk) -> None:
        page = opened(desk)
        page.list.setCurrentIndex(page.model.index(2))
        desk.key(Qt.Key.Key_Return)
        desk.qtbot.wait(10)
        assert isinstance(desk.focus, OutlineEditor)
        assert desk.focus.isReadOnly()
        name = desk.comment("7시간", "어느 해입니까?")
        assert desk.review.active == name
        assert queue(desk).model.rows[0].comments == 1

    def test_texts_stay_where_they_are_beside_comments(self, desk: Desk) -> None:
        page = opened(desk)
        desk.key(Qt.Key.Key_Return)
        desk.qtbot.wait(10)
        name = desk.comment("본다", "무엇을 봅니까? " * 40, "h1")
        desk.review.activate(name)
        desk.qtbot.wait(60)
        field = desk.focus
        place = field.mapTo(page.side, field.rect().topLeft()).y()
        assert place < desk.window.theme.px(140), "the texts stand under each other at the top"
        for _ in range(3):
            desk.review.read()
            desk.qtbot.wait(30)
        assert field.mapTo(page.side, field.rect().topLeft()).y() == place

    def test_nothing_waits(self, desk: Desk) -> None:
        submit(desk.notebook, *ALL, verdict=APPROVED, author="r2")
        page = opened(desk)
        assert entries(desk) == []
        assert "검토할 글이 없습니다" in " ".join(each.text() for each in page.findChildren(QLabel))
        (step,) = [each for each in page.findChildren(QLabel) if "Ctrl+Shift+R" in each.text()]
        assert step.height() >= step.heightForWidth(step.width()), "no line of it is cut"

    def test_of_a_text_that_is_gone_nothing_is_said_or_counted(self, desk: Desk) -> None:
        desk.open("n3")
        desk.comment("물길", "어느?", "n3")
        page, said = opened(desk), list[str]()
        page.status_changed.connect(said.append)
        desk.key(Qt.Key.Key_Return)
        desk.qtbot.waitUntil(lambda: bool(said) and said[-1] != page.name())  # name and length of what is read
        counts = {row.key: row.count for row in outline(desk.reader, desk.window.sentences, TODAY)}
        assert (counts["queue"], counts["comments"]) == (len(ALL), 1)
        records = [record for name in ("h1", "n3") if (record := desk.reader.get(name)) is not None]
        desk.window.context().operations.commit([change(record, deleted=True) for record in records])
        counts = {row.key: row.count for row in outline(desk.reader, desk.window.sentences, TODAY)}
        assert counts["queue"] == len(entries(desk)) == len(ALL) - 2
        assert "comments" not in counts
        submit(desk.notebook, *ALL, verdict=APPROVED, author="r2")
        page.read()
        desk.qtbot.wait(300)  # longer than words of a text are waited for
        assert said[-1] == page.name()

    def test_text_has_the_room_where_there_is_little(self, desk: Desk) -> None:
        page = opened(desk)
        px = desk.window.theme.px
        assert page.list.width() >= px(180)
        page.resize(px(680), px(500))
        desk.qtbot.waitUntil(lambda: page.list.width() <= px(44))
        assert page.side.width() > px(600)
        assert "항만공사" in str(page.model.index(2).data(Qt.ItemDataRole.ToolTipRole))
        page.list.grab()  # rows of signs alone
        desk.key(Qt.Key.Key_Down)
        assert page.list.chosen() == ["n3"]
        page.resize(px(900), px(500))
        desk.qtbot.waitUntil(lambda: page.list.width() >= px(180))

    def test_every_part_has_a_name(self, desk_of: Make) -> None:
        desk = desk_of("r1", "en")
        page = opened(desk)
        desk.key(Qt.Key.Key_R, CTRL_ALT)
        parts = [each for each in page.findChildren(QAbstractButton) if each.isVisible()]
        assert [each for each in parts if not (each.accessibleName() or each.text())] == []
        assert page.list.accessibleName()
        assert reason(desk).words.accessibleName()


class TestApproving:
    def test_one_key_and_the_next_opens(self, desk: Desk) -> None:
        opened(desk)
        before = desk.pressed
        desk.key(Qt.Key.Key_A, CTRL_ALT)
        desk.qtbot.wait(10)
        assert desk.pressed - before == 1
        assert desk.reader.status("h1") == APPROVED
        assert entries(desk) == list(ALL[1:])
        assert "물길을 잰다" in shown_text(desk)

    def test_many_at_once_those_with_comments_are_listed(self, desk: Desk) -> None:
        desk.open("n1")
        desk.comment("7시간", "?")
        page = opened(desk)
        page.list.selectAll()
        desk.key(Qt.Key.Key_A, CTRL_ALT)
        desk.qtbot.wait(10)
        assert {name: desk.reader.status(name) for name in ALL} == {
            name: SUBMITTED if name == "n1" else APPROVED for name in ALL
        }
        told = " ".join(each.text() for each in desk.window.bands.findChildren(QLabel))
        assert "열린 의견이 있어 승인하지 않은 글 1건: 운영" in told
        assert entries(desk) == ["n1"]

    def test_all_of_a_visit_and_of_a_day(self, desk: Desk) -> None:
        page = opened(desk)
        page.list.setCurrentIndex(page.model.index(1))
        page.choose_alike("visit")
        assert page.meant() == ["n3"]
        page.choose_alike("day")
        assert page.meant() == ["n3", "n1", "n2", "q1", "s1"]

    def test_stricter_verdict_of_another_reviewer_is_said(self, desk: Desk) -> None:
        submit(desk.notebook, "n1", verdict=RETURNED, author="r2", reason="줄여 주십시오.")
        submit(desk.notebook, "n1")  # handed in again
        page = opened(desk)
        page.list.setCurrentIndex(page.model.index(entries(desk).index("n1")))
        desk.key(Qt.Key.Key_A, CTRL_ALT)
        desk.qtbot.wait(10)
        assert {each.author: each.verdict for each in verdicts(desk.reader, "n1")} == {"r1": APPROVED, "r2": RETURNED}
        told = " ".join(each.text() for each in desk.window.bands.findChildren(QLabel))
        assert "다른 검토자가 돌려보낸 글 1건은 더 엄한 판정이 유지됩니다: 운영" in told

    def test_undone(self, desk: Desk) -> None:
        page = opened(desk)
        page.list.selectAll()
        desk.key(Qt.Key.Key_A, CTRL_ALT)
        desk.undo()
        desk.qtbot.wait(10)
        assert {desk.reader.status(name) for name in ALL} == {SUBMITTED}

    def test_not_by_participants(self, desk_of: Make) -> None:
        desk = desk_of("p1")
        opened(desk)
        desk.key(Qt.Key.Key_A, CTRL_ALT)
        assert desk.reader.status("h1") == SUBMITTED
        assert "판정은 검토자와 총괄이 합니다" in desk.note()


class TestReturning:
    def test_a_reason_is_demanded(self, desk: Desk) -> None:
        opened(desk)
        desk.key(Qt.Key.Key_R, CTRL_ALT)
        assert reason(desk).words.hasFocus()
        desk.send()
        assert reason(desk).wrong.isVisible()
        assert desk.reader.status("h1") == SUBMITTED
        desk.type("출처를 적어 주십시오.")
        desk.send()
        desk.qtbot.wait(10)
        assert desk.reader.status("h1") == RETURNED
        assert verdicts(desk.reader, "h1")[0].reason == "출처를 적어 주십시오."
        assert entries(desk) == list(ALL[1:])

    def test_open_comments_are_the_reason_in_two_keys(self, desk: Desk) -> None:
        page = opened(desk)
        page.list.setCurrentIndex(page.model.index(2))
        desk.key(Qt.Key.Key_Return)
        desk.comment("7시간", "어느 해입니까?")
        before = desk.pressed
        desk.key(Qt.Key.Key_R, CTRL_ALT)
        desk.send()
        desk.qtbot.wait(10)
        assert desk.pressed - before == 2
        assert verdicts(desk.reader, "n1")[0].reason == "“7시간” 어느 해입니까?"

    def test_undone_in_the_queue_on_the_entry_that_came_back(self, desk: Desk) -> None:
        page = opened(desk)
        flag = QItemSelectionModel.SelectionFlag.ClearAndSelect  # whatever key the test before held down
        page.list.selectionModel().setCurrentIndex(page.model.index(2), flag)
        desk.key(Qt.Key.Key_Return)
        desk.key(Qt.Key.Key_R, CTRL_ALT)
        desk.type("출처를 적어 주십시오.")
        desk.send()
        desk.qtbot.waitUntil(lambda: "n1" not in entries(desk))
        desk.key(Qt.Key.Key_Z, CTRL)
        desk.qtbot.waitUntil(lambda: "n1" in entries(desk))
        desk.qtbot.waitUntil(lambda: page.list.chosen() == ["n1"])
        assert desk.page is page
        assert "7시간" in shown_text(desk)
        assert desk.focus is desk.editor()
        desk.key(Qt.Key.Key_Y, CTRL)
        desk.qtbot.waitUntil(lambda: "n1" not in entries(desk))
        assert desk.page is page

    def test_next_one_begins_at_its_top(self, desk: Desk) -> None:
        lines = "\n".join(f"○ {number}째 줄" for number in range(80))
        for name in ("n3", "h1"):
            note = desk.reader.get(name)
            assert isinstance(note, Note | Chapter)
            submit(desk.notebook, name, verdict=RETURNED, author="r1", reason="늘려 주십시오.")
            desk.notebook.commit([change(note, text=lines)])
        desk.open("n3")
        desk.comment("79째", "?", "n3")
        page = opened(desk)
        assert isinstance(page.side, QScrollArea)
        bar = page.side.verticalScrollBar()
        desk.key(Qt.Key.Key_F8)
        desk.qtbot.waitUntil(lambda: bar.value() > 0)
        desk.key(Qt.Key.Key_R, CTRL_ALT)
        desk.send()
        desk.qtbot.waitUntil(lambda: entries(desk)[0] != "n3")
        desk.qtbot.wait(400)
        assert isinstance(desk.focus, OutlineEditor)
        assert bar.maximum() > 0
        assert bar.value() == 0

    def test_reason_is_kept_when_it_is_put_off(self, desk: Desk) -> None:
        opened(desk)
        desk.key(Qt.Key.Key_R, CTRL_ALT)
        desk.type("반쯤 쓴 이유")
        desk.key(Qt.Key.Key_Escape)
        desk.key(Qt.Key.Key_R, CTRL_ALT)
        assert reason(desk).reason == "반쯤 쓴 이유"

    def test_put_off_from_the_list_the_focus_is_back_in_it(self, desk: Desk) -> None:
        page = opened(desk)
        desk.key(Qt.Key.Key_R, CTRL_ALT)
        desk.key(Qt.Key.Key_Escape)
        assert page.list.hasFocus()

    def test_author_sees_the_reason_first(self, desk_of: Make) -> None:
        desk = desk_of("p1")
        submit(desk.notebook, "n1", verdict=RETURNED, author="r1", reason="출처가 없습니다.")
        submit(desk.notebook, "n1", verdict=APPROVED, author="r2")
        page = desk.open("n1")
        (card,) = [each for each in page.findChildren(QFrame) if "출처가 없습니다." in each.accessibleName()]
        told = card.accessibleName()
        assert "이선경" in told
        assert "한도영 승인 — 더 엄한 판정이 유지됩니다" in told
        assert (
            card.mapToGlobal(card.rect().topLeft()).y() < desk.editor().mapToGlobal(desk.editor().rect().topLeft()).y()
        )

    def test_from_the_page_of_a_visit(self, desk: Desk) -> None:
        desk.open("n1")
        desk.caret(desk.editor(), 0)
        desk.editor().setFocus()
        desk.key(Qt.Key.Key_R, CTRL_ALT)
        desk.type("이유")
        desk.send()
        desk.qtbot.wait(10)
        assert desk.reader.status("n1") == RETURNED
        assert desk.reader.status("n2") == SUBMITTED


class TestWalking:
    def test_f8_stays_in_the_queue_and_goes_on_to_the_next_entry(self, desk: Desk) -> None:
        desk.open("n3")
        far = desk.comment("물길", "어떻게?", "n3")
        desk.open("n1")
        one, two = desk.comment("여섯 번", "가"), desk.comment("터미널", "나")
        page = opened(desk)
        seen = []
        for _ in range(4):
            desk.key(Qt.Key.Key_F8)
            desk.qtbot.wait(10)
            seen.append(desk.review.active)
            assert desk.page is page
            assert isinstance(desk.focus, OutlineEditor)
        assert seen in ([far, one, two, far], [one, two, far, one])
        desk.key(Qt.Key.Key_F8, Qt.KeyboardModifier.ShiftModifier)
        desk.qtbot.wait(10)
        assert desk.review.active == seen[2]


class TestReading:
    def test_what_is_empty_says_so(self, desk_of: Make, path: Path) -> None:
        with Notebook.open(path) as notebook:
            question = notebook.reader.get("q1")
            assert question is not None
            notebook.commit([change(question, answer="")])
        desk = desk_of()
        page = opened(desk)
        page.list.setCurrentIndex(page.model.index(entries(desk).index("q1")))
        assert desk.editor("q1", "answer").placeholderText() == "쓴 것이 없습니다"
        assert desk.editor("q1", "question").toPlainText() == "요금은?"

    def test_long_heading_is_seen_whole(self, desk_of: Make, path: Path) -> None:
        with Notebook.open(path) as notebook:
            note = notebook.reader.get("n1")
            assert note is not None
            notebook.commit([change(note, heading="아주 긴 제목 " * 20)])
        desk = desk_of()
        page = opened(desk)
        page.list.setCurrentIndex(page.model.index(entries(desk).index("n1")))
        heading = desk.editor("n1", "heading")
        line = heading.fontMetrics().height()
        desk.qtbot.waitUntil(lambda: heading.document().size().height() > 2 * line)
        assert heading.height() >= heading.document().size().height()
        assert heading.isReadOnly()
        desk.key(Qt.Key.Key_Return)
        desk.key(Qt.Key.Key_I, CTRL_ALT)
        assert desk.review.suggesting.instead(heading) is heading  # one suggests on texts


class TestFigures:
    """A figure is no entry: it goes with the one that it stands in, here with the first note of its visit."""

    @pytest.fixture
    def credit(self, desk: Desk) -> LineField:
        page = opened(desk)
        page.list.setCurrentIndex(page.model.index(2))
        desk.qtbot.wait(10)
        line = desk.line("f1", "credit")
        line.setFocus()
        desk.key(Qt.Key.Key_M, CTRL_ALT)
        desk.type("이름을 모두 적어 주십시오.")
        desk.send()
        desk.qtbot.wait(10)
        return desk.line("f1", "credit")

    def test_credit_is_read_and_commented_on(self, desk: Desk, credit: LineField) -> None:
        assert credit.isReadOnly()
        (thread,) = desk.threads("f1")
        assert (thread.object, thread.field) == ("f1", "credit")
        row = queue(desk).model.rows[0]
        assert (row.entry, row.comments, row.begun) == ("n1", 1, True)

    def test_mended_credit_brings_its_entry_back_and_is_shown(self, desk: Desk) -> None:
        desk.notebook.commit(judge(desk.reader, ["n1"], RETURNED, "r1", "출처가 없습니다."))
        figure = desk.reader.get("f1")
        assert isinstance(figure, Figure)
        desk.notebook.commit([change(figure, credit="한도영")])
        assert desk.reader.status("n1") == REVISED
        page = opened(desk)
        page.list.setCurrentIndex(page.model.index(entries(desk).index("n1")))
        (view,) = page.findChildren(DifferenceView)
        assert "출처" in view.accessibleName()
        assert "한도영" in view.toPlainText()
        assert "11시간" not in view.toPlainText()

    def test_deleted_figure_brings_its_entry_back_and_is_shown(self, desk: Desk) -> None:
        desk.notebook.commit(judge(desk.reader, ["n1"], RETURNED, "r1", "그림이 흐립니다."))
        figure = desk.reader.get("f1")
        assert figure is not None
        desk.notebook.commit([change(figure, deleted=True)])
        assert desk.reader.status("n1") == REVISED
        page = opened(desk)
        page.list.setCurrentIndex(page.model.index(entries(desk).index("n1")))
        (view,) = page.findChildren(DifferenceView)
        assert "지운 그림" in view.accessibleName()
        assert view.toPlainText().strip() == "관제실"

    def test_entry_is_not_approved_while_its_credit_is_asked_about(self, desk: Desk, credit: LineField) -> None:
        desk.key(Qt.Key.Key_A, CTRL_ALT)
        desk.qtbot.wait(10)
        assert desk.reader.status("n1") == SUBMITTED
        told = " ".join(each.text() for each in desk.window.bands.findChildren(QLabel))
        assert "열린 의견이 있어 승인하지 않은 글 1건" in told

    def test_comment_on_a_credit_is_offered_as_reason(self, desk: Desk, credit: LineField) -> None:
        desk.key(Qt.Key.Key_R, CTRL_ALT)
        desk.send()
        desk.qtbot.wait(10)
        assert verdicts(desk.reader, "n1")[0].reason == "이름을 모두 적어 주십시오."

    def test_from_the_figures_of_the_visit(self, desk: Desk) -> None:
        desk.open("f1")
        desk.line("f1", "credit").setFocus()
        assert desk.review.judging.here() == ["n1"]


class TestChanges:
    def test_what_changed_since_it_was_judged(self, desk: Desk) -> None:
        submit(desk.notebook, "n1", verdict=RETURNED, author="r1", reason="줄여 주십시오.")
        note = desk.reader.get("n1")
        assert isinstance(note, Note)
        desk.notebook.commit([change(note, text=TEXT.replace("7시간", "8시간"))])
        assert desk.reader.status("n1") == REVISED
        page = opened(desk)
        page.list.setCurrentIndex(page.model.index(entries(desk).index("n1")))
        desk.qtbot.wait(10)
        (view,) = [each for each in page.findChildren(DifferenceView) if each.isVisible()]
        assert "78시간" in view.toPlainText()  # one struck, one underlined
        page.changes.click()
        assert not view.isVisible()
        assert shown_text(desk) == TEXT.replace("7시간", "8시간")


class TestAllComments:
    def test_filters_typing_and_the_way_there(self, desk: Desk) -> None:
        from desktop.panes.review.comments import CommentsPage

        desk.open("n1")
        one = desk.comment("7시간", "어느 해입니까?")
        lost = desk.comment("대기는 11시간에서", "사라질 말")
        note = desk.reader.get("n1")
        assert isinstance(note, Note)
        desk.notebook.commit([change(note, text="○ 전혀 다른 글.\n○ 7시간 남는다.")])
        desk.act("comments")
        page = desk.page
        assert isinstance(page, CommentsPage)
        desk.qtbot.waitUntil(lambda: page.model.rowCount() == 2)
        QAbstractItemModelTester(page.model)
        page.show_only("lost")
        assert lost in [row.thread for row in page.model.rows]
        page.show_only("mine")
        assert {row.thread for row in page.model.rows} == {one, lost}
        page.search.setText("사라질")
        assert [row.thread for row in page.model.rows] == [lost]
        page.search.setText("")
        page.show_only("open")
        place = [row.thread for row in page.model.rows].index(lost)
        page.list.setCurrentIndex(page.model.index(place))
        page.list.setFocus()
        desk.key(Qt.Key.Key_Return)
        desk.qtbot.wait(10)
        assert desk.review.active == lost
        assert desk.focus is desk.editor()
