"""What others changed comes in while somebody writes: what a line then does to the text takes none of it away."""

from __future__ import annotations

import pytest

from db.edits import Edit, change
from db.records import Figure, Note
from desktop.panes.visit.when_field import WhenField
from tests.desktop.editor.typing import enter, hangul
from tests.desktop.panes.conftest import Desk, desk, path
from tests.desktop.panes.test_visit import editor

__all__ = ["desk", "path"]


@pytest.mark.parametrize(("mark", "kind"), [("□", Note), ("▲", Figure)])
def test_a_line_that_becomes_an_entry_leaves_what_others_wrote(
    mark: str, kind: type[Note | Figure], desk: Desk
) -> None:
    notebook = desk.context.notebook
    note = notebook.reader.get("n1")
    assert note is not None
    notebook.commit([change(note, text="○ 하나다.\n○ 둘이다.\n○ 셋이다.")])
    base = notebook.reader.heads("n1")["text"]
    before = notebook.reader.count(kind, visit="v")
    page = desk.visit()
    text = editor(page, "n1")
    enter(text)
    enter(text)
    hangul(text, f"{mark} 한글")
    theirs = Edit("n1", "note", {"text": "○ 하나가 아니다.\n○ 둘이다.\n○ 셋이다."}, {"text": base})
    desk.context.operations.announce(notebook.commit([theirs]))
    enter(text)
    page.leave()
    assert notebook.reader.count(kind, visit="v") == before + 1
    assert desk.text("n1").startswith("○ 하나가 아니다.\n○ 둘이다.\n○ 셋이다.")
    assert "한글" not in desk.text("n1")
    assert not notebook.reader.conflicts("n1")


def test_a_date_that_others_changed_meanwhile_stands_beside_the_one_that_was_written(desk: Desk) -> None:
    notebook, page = desk.context.notebook, desk.visit()
    line = next(each for each in page.findChildren(WhenField) if each.key == ("v", "when"))
    line.setFocus()
    line.selectAll()
    hangul(line, "2031. 6. 13.")
    visit = notebook.reader.get("v")
    assert visit is not None
    desk.context.operations.announce(notebook.commit([change(visit, date="2031-06-20")]))
    page.leave()
    line.keep()
    assert {version.value for version in notebook.reader.conflicts("v")["date"]} == {"2031-06-13", "2031-06-20"}
