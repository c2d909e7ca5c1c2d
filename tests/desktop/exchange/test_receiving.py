"""What came in: seen as a plan, taken by one press, taken back, and nothing half."""

from __future__ import annotations

from pathlib import Path
from time import sleep

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFrame, QLabel, QScrollArea, QWidget

from db.edits import Edit
from db.errors import KnownError
from db.merging import Merged, Survey
from db.notebook import Notebook
from db.packing import pack, parcel_of
from db.progress import Progress
from db.records import Takeaway
from tests.desktop.exchange.conftest import PEOPLE, Office, decide, person
from tests.desktop.exchange.receiving import LaptopOf, OfficeOf, count, drop, evening
from tests.desktop.known import remember

__all__ = ["evening"]


def test_coordinator_three_and_four_in_keys(office: Office, evening: Path) -> None:
    """24 bundles, two of them twice, one of another tour, one cut off: one drop, one key; the same again: one key."""
    drop(office.window, evening)
    dialog = office.plan()
    rows = {row.path.name: row for row in dialog.rows}
    assert len(rows) == PEOPLE + 4
    assert len(dialog.told.taken) == PEOPLE
    assert "꾸러미와 같은" in rows["04.zip"].about + rows["04.brief"].about
    assert "03.brief 꾸러미와 같은" in rows["03 (1).brief"].about  # the copy is the one that is a copy
    assert "겨울 연수" in rows["90 다른.brief"].about
    assert "온전하지" in rows["99 잘림.brief"].about
    assert dialog.nothing_yet.text() == "아직 아무것도 바꾸지 않았습니다."
    totals = {total.word: (total.count, total.detail) for total in dialog.told.totals}
    assert totals["새 항목"] == (PEOPLE, f"소감·시사점 {PEOPLE}")
    assert totals["제출된 글"][0] == PEOPLE  # that they are handed in is no item of its own
    assert dialog.take.text() == f"{PEOPLE}개 받기"
    assert rows["02.brief"].counts == "새 항목 1 · 제출 1"
    heads = [each.text() for each in dialog.list.findChildren(QLabel) if each.property("look") == "head"]
    assert heads == ["받지 않는 꾸러미", "받을 꾸러미", "두 번 온 꾸러미"]
    assert count(office) == 0
    office.pressed = 0
    office.key(Qt.Key.Key_Return)
    office.done()
    assert office.pressed == 1
    assert count(office) == PEOPLE
    assert f"꾸러미 {PEOPLE + 4}개 가운데 {PEOPLE}개: 새 항목과 바뀐 항목 {PEOPLE}개" in office.band("받았습니다")
    drop(office.window, evening)
    dialog = office.plan()
    assert "새로운 것이 없습니다" in dialog.nothing_yet.text()
    assert not dialog.take.isVisible()
    office.pressed = 0
    office.key(Qt.Key.Key_Return)
    office.done()
    assert office.pressed == 1
    assert count(office) == PEOPLE
    tour = office.reader.tour()
    assert tour is not None
    assert tour.title == "항만 연수"  # the other tour's bundle is offered, and not opened by itself


def test_coordinator_six_a_merge_is_taken_back_as_a_whole(office: Office, laptop_of: LaptopOf) -> None:
    bundle = laptop_of(person(1)).path
    laptop = laptop_of(person(2))
    name = laptop.write("a", "내 소감.")
    office.window.errands.take([laptop.day("하루.brief")])
    office.plan()
    office.key(Qt.Key.Key_Return)
    office.done()
    assert office.reader.get(name) is not None
    office.band("받았습니다")
    office.pressed = 0
    office.press_band("되돌리기")
    office.band("되돌렸습니다")
    assert office.pressed == 1
    assert office.reader.get(name) is None
    office.window.errands.take([laptop.day("다시.brief")])
    dialog = office.plan()
    assert not dialog.take.isVisible()  # what was taken back is no news
    assert dialog.again.isVisible()
    office.click(dialog.again)
    office.qtbot.waitUntil(lambda: any(each.take.isVisible() for each in office.plans()), timeout=20000)
    office.key(Qt.Key.Key_Return)
    office.done()
    assert office.reader.get(name) is not None
    assert bundle.exists()


def test_where_it_is_narrow_one_page_scrolls_by_keys(office: Office, evening: Path) -> None:
    office.window.errands.take([evening])
    dialog = office.plan()
    wide = dialog.size()
    dialog.setMinimumWidth(0)
    dialog.resize(office.window.theme.px(600), office.window.theme.px(480))
    office.qtbot.waitUntil(lambda: not dialog.list.isVisible())
    last = dialog.rows_shown.findChildren(QFrame)[-1]
    assert dialog.rows_shown.isVisible()
    assert not any(isinstance(each, QScrollArea) and each is not dialog.page and each.isVisible()
                   for each in dialog.findChildren(QScrollArea))  # fmt: skip
    office.qtbot.waitUntil(lambda: dialog.page.verticalScrollBar().maximum() > 0)
    for _ in range(30):
        office.key(Qt.Key.Key_PageDown)
    foot = last.mapTo(dialog.page.viewport(), last.rect().bottomLeft()).y()
    assert 0 <= foot <= dialog.page.viewport().height()
    dialog.resize(wide)
    office.qtbot.waitUntil(lambda: dialog.list.isVisible() and dialog.list.widget() is dialog.rows_shown)
    dialog.reject()


def test_nothing_new_is_closed_by_enter(office: Office, tour_bundle: Path) -> None:
    office.window.errands.take([tour_bundle])
    dialog = office.plan()
    assert "새로운 것이 없습니다" in dialog.nothing_yet.text()
    assert dialog.presses() == [dialog.cancel]
    before = office.notebook.intakes()
    office.key(Qt.Key.Key_Return)
    office.done()
    assert office.notebook.intakes() == before


def test_esc_leaves_everything_as_it_is(office: Office, laptop_of: LaptopOf) -> None:
    laptop = laptop_of(person(1))
    laptop.write("a", "내 소감.")
    office.window.errands.take([laptop.day("하루.brief")])
    office.plan()
    office.key(Qt.Key.Key_Escape)
    office.done()
    assert count(office) == 0
    assert office.notebook.intakes() == ()


def test_what_is_stopped_or_fails_leaves_nothing_and_can_be_tried_again(
    office: Office, laptop_of: LaptopOf, monkeypatch: pytest.MonkeyPatch
) -> None:
    import db.merging

    laptop = laptop_of(person(1))
    name = laptop.write("a", "내 소감.")
    office.window.errands.take([laptop.day("하루.brief")])
    dialog = office.plan()
    whole = db.merging.carry_out

    def endless(notebook: Notebook, survey: Survey, progress: Progress) -> Merged:
        while True:
            sleep(0.01)
            progress(0, 0)

    def no_room(notebook: Notebook, survey: Survey, progress: Progress) -> Merged:
        raise KnownError("errors.disk_full", path=notebook.path)

    monkeypatch.setattr(db.merging, "carry_out", endless)
    office.click(dialog.take)
    office.qtbot.waitUntil(lambda: dialog.working.isVisible(), timeout=5000)
    assert dialog.presses() == [dialog.take]
    office.key(Qt.Key.Key_Escape)
    office.qtbot.waitUntil(lambda: "아무것도 들어오지 않았습니다" in dialog.reason.text())
    assert dialog.isVisible()
    monkeypatch.setattr(db.merging, "carry_out", no_room)
    office.click(dialog.take)
    office.qtbot.waitUntil(lambda: dialog.take.isEnabled() and "아무것도" not in dialog.reason.text())
    assert dialog.reason.text()
    assert count(office) == 0
    monkeypatch.setattr(db.merging, "carry_out", whole)
    office.click(dialog.take)
    office.done()
    assert office.reader.get(name) is not None


def test_what_would_empty_the_notebook_is_to_be_agreed_to(office: Office, laptop_of: LaptopOf) -> None:
    laptop = laptop_of("boss")
    with laptop as notebook:
        gone = [Edit(person(each), "person", {"deleted": True}) for each in range(1, PEOPLE + 1)]
        notebook.commit(gone)
    office.window.errands.take([laptop.pack("틀.brief", lambda sharing: sharing.tour())])
    dialog = office.plan()
    assert not dialog.take.isEnabled()
    assert "24개가 휴지통" in dialog.agree_deletion.text()
    assert dialog.reason.text()
    dialog.agree_deletion.click()
    assert dialog.take.isEnabled()
    assert not dialog.reason.text()
    office.click(dialog.take)
    office.done()
    assert office.reader.get(person(1)).deleted  # type: ignore[union-attr]


def test_participant_twelve_an_answer_opens_on_what_came_back(
    office_of: OfficeOf, laptop_of: LaptopOf, path: Path
) -> None:
    """The answer bundle: one drop, one key, then F8 to the first."""
    writer = laptop_of(person(1))
    mine, other = writer.write("a", "내 소감."), writer.write("b", "다른 소감.")
    bundle = writer.day("하루.brief")
    with Notebook.open(path, author="judge", device="device of boss") as notebook:
        from db.merging import carry_out, survey

        notebook.backs_up = False
        carry_out(notebook, survey(notebook.reader, [bundle]))
        decide(notebook, mine, "returned", "근거를 한 줄 더 적어 주십시오.")
        decide(notebook, other, "approved")
        answer = pack(
            notebook, bundle.with_name("답.brief"), parcel_of(notebook, lambda sharing: sharing.answer(person(1)))
        ).path
    remember(writer.path)
    office = office_of(writer.path, person(1))
    drop(office.window, answer)
    dialog = office.plan()
    (new,) = [total for total in dialog.told.totals if total.word == "새 항목"]
    assert (new.count, new.detail) == (2, "돌려보냄 1, 승인 1")
    office.pressed = 0
    office.key(Qt.Key.Key_Return)
    office.done()
    assert "돌아온 글 1건" in office.band("돌아온 글")
    assert office.window.current == "home"
    assert any("근거를 한 줄" in str(getattr(each, "text", str)()) for each in office.page.findChildren(QWidget))
    office.act("next_conflict")
    assert office.pressed == 2
    assert office.reader.status(mine) == "returned"
    record = office.reader.get(mine)
    assert isinstance(record, Takeaway)
    office.window.context().operations.commit([Edit(mine, "takeaway", {"text": "내 소감. 근거도."})])
    assert office.reader.status(mine) == "writing" or office.reader.status(mine) == "revised"


def test_what_is_no_bundle_is_told_in_one_sentence(office_of: OfficeOf, tmp_path: Path, path: Path) -> None:
    false = tmp_path / "아님.brief"
    false.write_bytes(b"PK\x03\x04 not a bundle")
    office = office_of(None)
    office.window.errands.take([false])
    assert "꾸러미가 아니거나" in office.band("꾸러미가")
    office = office_of(path, "boss")
    office.window.errands.take([false])
    dialog = office.plan()
    assert dialog.presses() == [dialog.cancel]
    assert "받을 수 있는 꾸러미가 없습니다" in dialog.nothing_yet.text()


@pytest.mark.parametrize("language", ["ko", "en"])
@pytest.mark.parametrize("size", [100, 200])
def test_the_plan_is_named_and_fits(
    office_of: OfficeOf, laptop_of: LaptopOf, path: Path, language: str, size: int
) -> None:
    laptop = laptop_of(person(1))
    laptop.write("a", "내 소감.")
    office = office_of(path, "boss", language)
    office.window.set_text_size(size)
    office.window.errands.take([laptop.day("하루.brief")])
    dialog = office.plan()
    assert dialog.list.accessibleName()
    for press in dialog.presses():
        assert press.text()
        assert press.width() >= press.sizeHint().width()
    assert dialog.focusWidget() is dialog.take
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    office.done()
