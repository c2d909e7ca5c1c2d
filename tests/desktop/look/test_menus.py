"""Every menu: those of the bar, those of buttons and those that belong to a place, found by asking every widget."""

from __future__ import annotations

import ast
import importlib
import pkgutil
import re
import sys
from collections import Counter
from collections.abc import Iterator
from itertools import chain

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtGui import QAction, QContextMenuEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QAbstractScrollArea,
    QAbstractSpinBox,
    QApplication,
    QMenu,
    QPushButton,
    QToolButton,
    QWidget,
)
from shiboken6 import isValid

import desktop
from benchmarks.scenes import Stage, widgets
from tests.architecture.sources import ROOT
from tests.desktop.look.walking import seen

SMALL = (1024, 700)
"""px of the smallest screen."""
ELSEWHERE = {
    "desktop/actions.py: __init__",  # made before; the bar shows them
    "desktop/dialogs/pasted_table.py: _offer_meanings",  # by a click on the head of a column
    "desktop/panes/review/card.py: _menu",
    "desktop/panes/visit/takeaways.py: _sign",
    "desktop/panes/navigator.py: _offer",
}
"""Menus of what no scene has: one's own comment, a takeaway that nobody signed, a drawer that is put away."""
MNEMONIC = re.compile("&([^&])")
HANGUL, LATIN = re.compile("[가-힣]"), re.compile(r"[A-Za-z]{4,}")


def leaves(menu: QMenu) -> Iterator[QAction]:
    """What can be chosen in a menu and in those inside of it."""
    menu.aboutToShow.emit()
    for action in menu.actions():
        inner = action.menu()
        if isinstance(inner, QMenu):
            yield from leaves(inner)
        elif not action.isSeparator():
            yield action


def bar(stage: Stage) -> list[tuple[str, QMenu]]:
    found = [(action.text(), action.menu()) for action in stage.window.menuBar().actions()]
    return [(name, menu) for name, menu in found if isinstance(menu, QMenu)]


class Known(QMenu):
    """A menu that knows where the program makes it."""

    def __init__(self, *given: QWidget) -> None:
        super().__init__(*given)
        code = sys._getframe(1).f_code
        self.site = f"{code.co_filename.removeprefix(str(ROOT)).strip('/')}: {code.co_name}"


def sites() -> set[str]:
    """Where the program makes menus: module and function."""
    found = set()
    for path in sorted((ROOT / "desktop").rglob("*.py")):
        for outer in ast.walk(ast.parse(path.read_text())):
            if isinstance(outer, ast.FunctionDef):
                made = [each.func for each in ast.walk(outer) if isinstance(each, ast.Call)]
                if any(isinstance(each, ast.Name) and each.id == "QMenu" for each in made):
                    found.add(f"{path.relative_to(ROOT).as_posix()}: {outer.name}")
    return found


@pytest.fixture
def sited(monkeypatch: pytest.MonkeyPatch) -> None:
    """From now on menus know where they are made."""
    for module in pkgutil.walk_packages(desktop.__path__, "desktop."):
        if hasattr(importlib.import_module(module.name), "QMenu"):
            monkeypatch.setattr(f"{module.name}.QMenu", Known)


def _site(menu: QMenu) -> set[str]:
    """Where a menu, and those inside of it, are made."""
    inner = [action.menu() for action in menu.actions()]
    found = {menu.site} if isinstance(menu, Known) else set()
    return found.union(*(_site(each) for each in inner if isinstance(each, QMenu)))


def popped(stage: Stage) -> Iterator[tuple[str, QMenu]]:
    """The menus that open at a place, one of each widget, and those behind buttons."""
    met: set[tuple[str, ...]] = set()
    for scene, root in widgets(stage):
        stage.rest(30)
        for each in seen(root):
            if not isValid(each):  # made anew meanwhile
                continue
            name = (type(each).__name__, type(each.parentWidget()).__name__, scene if root is not stage.window else "")
            if name in met:
                continue
            if isinstance(each, QAbstractSpinBox) or isinstance(each.parentWidget(), QAbstractSpinBox):
                # Qt's own, and it waits until it is closed
                continue
            if isinstance(each, QPushButton | QToolButton):
                behind = each.menu()
                if isinstance(behind, QMenu):
                    yield f"{scene}: {each.accessibleName() or each.text()}", behind
                continue
            if (menu := _asked(each)) is not None:
                met.add(name)
                yield f"{scene}: {name[0]}", menu
                menu.close()
                stage.rest(5)


def _asked(widget: QWidget) -> QMenu | None:
    """What opens when the menu key is pressed over a widget."""
    inner = widget.viewport() if isinstance(widget, QAbstractScrollArea) else widget
    at = QPoint(inner.width() // 2, 12)
    if isinstance(widget, QAbstractItemView) and widget.model() is not None and widget.model().rowCount():
        index = widget.currentIndex() if widget.currentIndex().isValid() else widget.model().index(0, 0)
        at = widget.visualRect(index).center()
    event = QContextMenuEvent(QContextMenuEvent.Reason.Keyboard, at, inner.mapToGlobal(at))
    QApplication.sendEvent(inner, event)
    shown = QApplication.activePopupWidget()
    return shown if isinstance(shown, QMenu) else None


@pytest.mark.parametrize("language", ["ko", "en"])
def test_menus_of_the_bar_speak_one_language_and_name_nothing_twice(language: str, stage: Stage) -> None:
    stage.window.set_language(language)
    own, other = (HANGUL, LATIN) if language == "ko" else (LATIN, HANGUL)
    poor, count, recent = [], 0, {action.text() for action in leaves(stage.window.actions_.recent)}
    for name, menu in bar(stage):
        said = []
        for action in leaves(menu):
            count += 1
            words = action.text().replace("&", "").strip()
            said.append(words)
            if words in ("English", "한국어") or words in recent or re.fullmatch(r"\d+ %", words):
                continue
            if not own.search(words) and other.search(words) or not words:
                poor.append(f"{name}: {words}")
        poor += [f"{name}: {words} twice" for words, times in Counter(said).items() if times > 1]
    assert count > 60
    assert poor == []


def test_a_key_stands_for_one_thing(stage: Stage) -> None:
    keys = Counter(key.toString() for action in stage.window.actions() for key in action.shortcuts())
    assert len(keys) > 40
    assert [key for key, times in keys.items() if times > 1] == []


@pytest.mark.parametrize(("language", "size"), [("ko", 100), ("ko", 200), ("en", 200)])
def test_menus_have_words_and_room_and_all_of_them_are_met(sited: None, language: str, size: int, stage: Stage) -> None:
    stage.window.set_language(language)
    stage.window.set_text_size(size)
    poor, met = set(), set[str]()
    for name, menu in chain(bar(stage), popped(stage)):  # each goes when it is closed
        actions = list(leaves(menu))
        met |= _site(menu)
        if not actions or not all(action.text().strip() for action in actions):
            poor.add(f"{name}: {[action.text() for action in actions]}")
        keys = Counter(letter.lower() for action in actions for letter in MNEMONIC.findall(action.text()))
        poor |= {f"{name}: {letter} twice" for letter, times in keys.items() if times > 1}
        wanted = menu.sizeHint()
        if wanted.width() > SMALL[0] or wanted.height() > SMALL[1]:
            poor.add(f"{name}: {wanted.width()} to {wanted.height()} px")
    assert not poor, "\n".join(sorted(poor))
    assert sites() - met <= ELSEWHERE, "menus that no scene opens"
