"""What a look at any page or dialog asks of its widgets, whichever they are."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractScrollArea,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QLabel,
    QLineEdit,
    QPushButton,
    QScrollArea,
    QScrollBar,
    QSplitterHandle,
    QTextBrowser,
    QToolButton,
    QWidget,
)

from desktop.editor.outline_editor import OutlineEditor
from desktop.panes.parts import Elided

if TYPE_CHECKING:
    from benchmarks.scenes import Stage


def seen(root: QWidget) -> list[QWidget]:
    """Everything in root that is shown; what another one paints inside of itself is left out."""
    return [each for each in root.findChildren(QWidget) if each.isVisibleTo(root) and each.window() is root.window()]


def takes_keys(widget: QWidget) -> bool:
    """Whether Tab should get there: it wants the focus, and is not a part of a greater control."""
    inner = widget.parentWidget()
    return (
        widget.isEnabled()
        and bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus)
        and not isinstance(widget, QScrollBar | QSplitterHandle)
        and not isinstance(inner, QComboBox)
        and not (inner is not None and inner.inherits("QAbstractSpinBox"))
        and widget.focusProxy() is None
    )


def name_of(widget: QWidget) -> str:
    """What a screen reader calls it."""
    words = widget.accessibleName()
    if not words and isinstance(widget, QAbstractButton):
        words = widget.text()
    return words.replace("&", "").strip()


def called(widget: QWidget) -> str:
    """For messages of tests."""
    parents: list[str] = []
    part = widget.parentWidget()
    while part is not None and len(parents) < 3:
        parents.append(type(part).__name__)
        part = part.parentWidget()
    text = getattr(widget, "text", lambda: "")()
    return f"{type(widget).__name__} {widget.objectName()} {widget.accessibleName() or text!r} in {' < '.join(parents)}"


def cut_words(root: QWidget) -> list[str]:
    """Labels, buttons and lines that have no room for their words, and say them nowhere else."""
    return [f"{called(each)}: {short}" for each in seen(root) if (short := _short(each))]


def _short(widget: QWidget) -> str:
    if isinstance(widget, QLabel):
        return _short_label(widget)
    if isinstance(widget, QPushButton | QToolButton) and widget.text():
        hint, size = widget.minimumSizeHint(), widget.size()
        if isinstance(widget, QToolButton) and widget.toolButtonStyle() == Qt.ToolButtonStyle.ToolButtonIconOnly:
            return ""
        wanted = min(widget.sizeHint().width(), hint.width() or 9999)
        if size.width() < wanted and not widget.toolTip():
            return f"{size.width()} px wide of {wanted}"
        if size.height() < widget.fontMetrics().height():
            return f"{size.height()} px high of {widget.fontMetrics().height()}"
    if isinstance(widget, QLineEdit | QComboBox) and widget.height() < widget.fontMetrics().height():
        return f"{widget.height()} px high of {widget.fontMetrics().height()}"
    return ""


def _short_label(label: QLabel) -> str:
    if isinstance(label, Elided) or not label.text():
        return ""  # it says the whole in its tool tip, see test_parts
    if label.wordWrap():
        high = label.heightForWidth(label.width())
        return f"{label.height()} px high of {high}" if label.height() < high - 1 else ""
    wanted = label.sizeHint()
    if label.width() < wanted.width() - 1 and not (label.toolTip() or label.property("elides")):
        return f"{label.width()} px wide of {wanted.width()}"
    return f"{label.height()} px high of {wanted.height()}" if label.height() < wanted.height() - 2 else ""


def beyond(root: QWidget) -> list[str]:
    """Widgets of which a part lies outside what can be seen of their parents, where nothing scrolls to it."""
    return [called(each) for each in seen(root) if takes_room(each) and _outside(each, root)]


def faults(root: QWidget, stage: Stage) -> set[str]:
    """What is cut or out of reach once everything in root has its place."""
    found: set[str] = set()
    stage.rest(250)
    for _ in range(15):
        stage.rest(100)
        found = {*cut_words(root), *(f"beyond: {one}" for one in beyond(root))}
        if not found:
            break
    return found


def takes_room(widget: QWidget) -> bool:
    return isinstance(widget, QLabel | QAbstractButton | QLineEdit | QComboBox) and not widget.size().isEmpty()


def _outside(widget: QWidget, root: QWidget) -> bool:
    box = QRect(widget.mapTo(root, QPoint(0, 0)), widget.size())
    part: QWidget | None = widget.parentWidget()
    while part is not None and part is not root.parentWidget():
        room = QRect(part.mapTo(root, QPoint(0, 0)), part.size())
        above = part.parentWidget()
        area = above.parentWidget() if above is not None else None
        if above is not None and isinstance(area, QAbstractScrollArea):
            across = (
                isinstance(area, QScrollArea)
                and area.horizontalScrollBar().maximum() > 0
                and area.horizontalScrollBarPolicy() != Qt.ScrollBarPolicy.ScrollBarAlwaysOff
            )
            fits = room.left() <= box.left() + 1 and box.right() <= room.right() + 1
            if not fits or not (above.width() >= part.width() - 1 or across):
                return True
            box, part = QRect(area.mapTo(root, QPoint(0, 0)), area.size()), area.parentWidget()
            continue
        if not room.adjusted(-2, -2, 2, 2).contains(box):
            return True
        if part is root:
            return False
        part = above
    return False


def walk(root: QWidget) -> tuple[list[QWidget], str]:
    """Where Tab leads, from what has the focus until it is there again, and where it does not go on, or nothing.

    In texts that indent by Tab, Ctrl+Tab goes on.
    """
    found: list[QWidget] = []
    each = root.focusWidget() or next(iter(stops(root)), None)
    if each is not None:
        each.setFocus(Qt.FocusReason.OtherFocusReason)
    while each is not None and each not in found and len(found) < 500:
        found.append(each)
        indents = isinstance(each, OutlineEditor) and not each.isReadOnly()
        held = Qt.KeyboardModifier.ControlModifier if indents else Qt.KeyboardModifier.NoModifier
        inner = 3 if isinstance(each, QAbstractSpinBox) else 200 if isinstance(each, QTextBrowser) else 1
        for _ in range(inner):  # a date has three parts, a page its links
            if root.focusWidget() is each:
                QTest.keyClick(each, Qt.Key.Key_Tab, held)
                QApplication.processEvents()
        if root.focusWidget() is each and len(stops(root)) > 1:
            return found, called(each)
        each = root.focusWidget()
    return found, ""


def stops(root: QWidget) -> list[QWidget]:
    """What Tab should get to."""
    return [each for each in seen(root) if takes_keys(each)]


def against_reading(way: list[QWidget]) -> list[str]:
    """Neighbours of one parent that Tab visits against the way one reads: from the bottom up, or to the left."""
    found = []
    for first, then in pairwise(way):
        if first.parentWidget() is not then.parentWidget():
            continue
        above = then.geometry().bottom() <= first.geometry().top()
        siblings = [each for each in way if each.parentWidget() is then.parentWidget()]
        if then is min(siblings, key=lambda each: (each.geometry().center().y() // 10, each.x())):
            continue  # from the last to the first again
        beside = first.geometry().top() < then.geometry().bottom() and then.geometry().top() < first.geometry().bottom()
        if above or (beside and then.geometry().right() <= first.geometry().left()):
            found.append(f"{called(first)} → {called(then)}")
    return found


def focus_shows(widget: QWidget) -> bool:
    """Whether it looks different with the focus, some pixels round it taken along."""
    top, part = widget.window(), widget.parentWidget()
    while part is not None:
        if isinstance(part, QScrollArea):
            part.ensureWidgetVisible(widget)
        part = part.parentWidget()
    widget.setFocus(Qt.FocusReason.TabFocusReason)
    QApplication.processEvents()
    area = QRect(widget.mapTo(top, QPoint(0, 0)), widget.size()).adjusted(-4, -4, 4, 4).intersected(top.rect())
    focused = top.grab(area).toImage()
    widget.clearFocus()
    QApplication.processEvents()
    area = QRect(widget.mapTo(top, QPoint(0, 0)), widget.size()).adjusted(-4, -4, 4, 4).intersected(top.rect())
    return focused != top.grab(area).toImage()
