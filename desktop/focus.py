"""Where the focus goes: with F6 from one part of the window to the next, and into fields made a moment ago."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QWidget


def next_pane(panes: Sequence[QWidget], by: int) -> None:
    """Give the focus to the part after (or before) the one that has it; parts within others count as themselves."""
    takers = [(pane, taker) for pane in panes if pane.isVisible() and (taker := _first_taker(pane, panes))]
    if not takers:
        return
    focus = QApplication.focusWidget()
    holding = [place for place, (pane, _) in enumerate(takers) if focus and (pane is focus or pane.isAncestorOf(focus))]
    place = (holding[-1] + by) % len(takers) if holding else 0
    takers[place][1].setFocus(Qt.FocusReason.ShortcutFocusReason)


def tab_on(window: QWidget, event: QKeyEvent) -> bool:
    """Ctrl+Tab goes on from whatever has no use of its own for it, as it does from a text; whether it was that."""
    if event.key() not in (Qt.Key.Key_Tab, Qt.Key.Key_Backtab):
        return False
    focus = window.focusWidget()
    if focus is None or not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
        return False
    return focus.focusNextPrevChild(not event.modifiers() & Qt.KeyboardModifier.ShiftModifier)


def _first_taker(pane: QWidget, panes: Sequence[QWidget]) -> QWidget | None:
    """The widget of pane that had the focus last, else the first in Tab order; none of another pane inside it."""
    inner = [other for other in panes if other is not pane and pane.isAncestorOf(other)]
    last = pane.focusWidget()
    if last is not None and _takes(last) and not any(other is last or other.isAncestorOf(last) for other in inner):
        return last
    widget: QWidget = pane
    while True:
        takes = widget is pane or pane.isAncestorOf(widget)
        foreign = any(other is widget or other.isAncestorOf(widget) for other in inner)
        if takes and not foreign and _takes(widget):
            return widget
        following = widget.nextInFocusChain()
        if following is None or following is pane:
            return None
        widget = following


def _takes(widget: QWidget) -> bool:
    """Whether it takes keys now, and Tab leads to it."""
    return widget.isVisible() and widget.isEnabled() and bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus)


def take_focus(widget: QWidget) -> None:
    """Give the focus to a widget that may have come into its layout just now: Qt shows it only in its next round."""
    part: QWidget | None = widget
    while part is not None and not part.isWindow():
        if part.isHidden() and not part.testAttribute(Qt.WidgetAttribute.WA_WState_ExplicitShowHide):
            part.show()
        part = part.parentWidget()
    widget.setFocus(Qt.FocusReason.OtherFocusReason)
