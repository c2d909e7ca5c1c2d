"""A page that is left in steps: nobody waits for what is kept, and whatever comes meanwhile finds it kept."""

from __future__ import annotations

from db.edits import Changes, change
from db.records import Visit
from tests.desktop.editor.typing import compose, hangul
from tests.desktop.panes.conftest import Desk
from tests.desktop.panes.test_visit import editor


def test_by_the_first_step_the_syllable_is_handed_over_and_by_the_last_all_is_kept(desk: Desk) -> None:
    page = desk.visit()
    text = editor(page, "n1")
    hangul(text, " 한글")
    compose(text, "한")
    steps = page.leaving()
    next(steps)
    assert text.toPlainText().endswith("한글한")
    for _ in steps:
        pass
    assert desk.text("n1").endswith("한글한")
    assert not desk.context.notebook.reader.drafts()


def test_what_is_changed_in_between_comes_behind_what_was_being_kept(desk: Desk) -> None:
    page, told = desk.visit(), list[Changes]()
    desk.context.operations.changed.connect(told.append)
    hangul(editor(page, "n1"), " 한글")
    steps = page.leaving()
    next(steps)
    visit = desk.context.notebook.reader.get("v")
    assert isinstance(visit, Visit)
    desk.context.operations.commit([change(visit, city="로테르담")])
    assert list(steps) == []
    assert ["n1" in each.ids for each in told] == [True, False]
    desk.context.operations.undo.undo()
    assert desk.text("n1").endswith("한글")
