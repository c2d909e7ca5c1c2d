"""Every menu: those of the bar, those of buttons and those that belong to a place, found by asking every widget."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from itertools import chain

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtGui import QAction, QContextMenuEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QAbstractScrollArea,
    QApplication,
    QMenu,
    QPushButton,
    QToolButton,
    QWidget,
)
from shiboken6 import isValid

from benchmarks.scenes import SIZE, Stage, pages
from tests.desktop.look.walking import seen

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


def popped(stage: Stage) -> Iterator[tuple[str, QMenu]]:
    """The menus that open at a place, one of each widget, and those behind buttons."""
    met: set[tuple[str, str]] = set()
    for scene in pages(stage):
        stage.rest(30)
        for each in seen(stage.window):
            if not isValid(each):  # made anew meanwhile
                continue
            name = (type(each).__name__, type(each.parentWidget()).__name__)
            if name in met:
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


@pytest.mark.parametrize(("language", "size"), [("ko", 100), ("en", 200)])
def test_menus_of_places_have_words_and_room(language: str, size: int, stage: Stage) -> None:
    stage.window.set_language(language)
    stage.window.set_text_size(size)
    poor, count = set(), 0
    for name, menu in chain(bar(stage), popped(stage)):  # each goes when it is closed
        count += 1
        actions = list(leaves(menu))
        if not actions or not all(action.text().strip() for action in actions):
            poor.add(f"{name}: {[action.text() for action in actions]}")
        if menu.sizeHint().width() > SIZE[0]:
            poor.add(f"{name}: {menu.sizeHint().width()} px wide")
    assert count > 20
    assert not poor, "\n".join(sorted(poor))
