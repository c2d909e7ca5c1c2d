"""What came in and stands against what is here: told with the way to it, and whose it is."""

from __future__ import annotations

from PySide6.QtCore import Qt

from db.edits import Edit, create
from db.records import Takeaway
from tests.desktop.exchange.conftest import DAY, Office, decide, person
from tests.desktop.exchange.receiving import NONE, LaptopOf, OfficeOf
from tests.desktop.known import remember


def test_coordinator_five_conflicts_are_settled_one_after_the_other_by_keys(
    office: Office, laptop_of: LaptopOf
) -> None:
    """From the plan to the first of them, with the focus in the choice; F8 to the next; the way back by Ctrl+Z."""
    laptop = laptop_of(person(1))
    with laptop as notebook:
        for name in ("a", "b"):
            notebook.commit([Edit(name, "visit", {"institution": f"{name}공사(참가자)", "city": f"{name}시(참가자)"})])
    operations = office.window.context().operations
    for name in ("a", "b"):
        operations.commit([Edit(name, "visit", {"institution": f"{name}공사(총괄)", "city": f"{name}시(총괄)"})])
    office.window.errands.take([laptop.day("하루.brief")])
    dialog = office.plan()
    assert any("부딪" in total.word and total.count == 4 for total in dialog.told.totals)
    assert dialog.take.text() == "2개 받고 4곳 고르기"
    pressed = [Qt.Key.Key_Return]
    office.key(pressed[0])
    office.done()
    office.band("엇갈리니")
    office.window.activateWindow()  # what a window manager does when a dialog is gone
    space = office.window.workspace
    assert space is not None
    settled = []
    for left in (3, 2, 1, 0):
        office.qtbot.waitUntil(lambda: space.conflict() is not None)
        settled.append(space.conflict())
        for key, held in ((Qt.Key.Key_1, Qt.KeyboardModifier.AltModifier), (Qt.Key.Key_F8, NONE)):
            office.key(key, held)
            pressed.append(key)
            note = office.window.status._entry.text()
            if key == Qt.Key.Key_1:
                assert (f"{left}곳 남았습니다" in note) if left else "더 없습니다" in note
    assert len({*settled}) == 4
    assert [each[0] for each in settled if each] == ["a", "a", "b", "b"]
    assert len(pressed) == 9, "one key for the plan, two for each place"
    assert [*office.reader.conflicts("a"), *office.reader.conflicts("b")] == []
    assert office.reader.get("a").institution == "a공사(총괄)"  # type: ignore[union-attr]
    office.window.actions_["undo"].trigger()
    office.qtbot.waitUntil(lambda: len([*office.reader.conflicts("a"), *office.reader.conflicts("b")]) == 1)


def test_a_conflict_stays_told_with_the_way_to_it(office: Office, laptop_of: LaptopOf) -> None:
    laptop = laptop_of(person(1))
    with laptop as notebook:
        notebook.commit([Edit("a", "visit", {"institution": "항만공사(참가자)"})])
    office.window.context().operations.commit([Edit("a", "visit", {"institution": "항만공사(총괄)"})])
    office.window.errands.take([laptop.day("하루.brief")])
    office.plan()
    office.key(Qt.Key.Key_Return)
    office.done()
    office.band("엇갈리니")
    office.qtbot.waitUntil(lambda: office.window.current == "a")
    office.window.go("home")
    office.press_band("고르러 가기 (F8)")
    assert office.window.current == "a"
    assert "institution" in office.reader.conflicts("a")


def test_what_somebody_else_wrote_is_named(office: Office, laptop_of: LaptopOf) -> None:
    laptop = laptop_of(person(1))
    with laptop as notebook:
        notebook.author = person(2)
        edit = create(Takeaway, tour="t", visit="a", author=person(2), date=DAY, text="남의 이름으로.")
        notebook.commit([edit])
        notebook.submit([edit.object])
        notebook.author = person(1)
    bundle = laptop.pack("모두.brief", lambda sharing: sharing.everything())
    office.window.errands.take([bundle])
    (row,) = office.plan().told.taken
    assert row.title == "참가자 01"
    assert "참가자 02" in row.warning
    assert row.warning in row.spoken


def test_what_is_passed_on_names_its_writers_without_alarm(office_of: OfficeOf, laptop_of: LaptopOf) -> None:
    """An answer brings what reviewers said: no warning for what is always so."""
    from db.merging import carry_out, survey

    writer, judge, boss = laptop_of(person(1)), laptop_of("judge"), laptop_of("boss")
    name = writer.write("a", "내 소감.")
    day = writer.day("하루.brief")
    with judge as notebook:
        carry_out(notebook, survey(notebook.reader, [day]))
        decide(notebook, name, "approved")
    review = judge.pack("검토.brief", lambda sharing: sharing.answer("boss"))
    with boss as notebook:
        carry_out(notebook, survey(notebook.reader, [day, review]))
    remember(writer.path)
    office = office_of(writer.path, person(1))
    office.window.errands.take([boss.pack("답.brief", lambda sharing: sharing.answer(person(1)))])
    (row,) = office.plan().told.taken
    assert (row.icon, row.warning) == ("check", "")
    assert "오가람 1" in row.note
    assert row.note in row.spoken
