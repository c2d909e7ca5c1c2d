"""Where the focus goes: with F6 from one part of the window to the next, and into fields made a moment ago."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
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


def _first_taker(pane: QWidget, panes: Sequence[QWidget]) -> QWidget | None:
    """The first widget of pane, in Tab order, that takes keys and belongs to no other of the panes inside it."""
    inner = [other for other in panes if other is not pane and pane.isAncestorOf(other)]
    widget: QWidget = pane
    while True:
        takes = widget is pane or pane.isAncestorOf(widget)
        foreign = any(other is widget or other.isAncestorOf(widget) for other in inner)
        if takes and not foreign and widget.isVisible() and widget.isEnabled() and _by_tab(widget):
            return widget
        following = widget.nextInFocusChain()
        if following is None or following is pane:
            return None
        widget = following


def _by_tab(widget: QWidget) -> bool:
    return bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus)


def take_focus(widget: QWidget) -> None:
    """Give the focus to a widget that may have come into its layout just now: Qt shows it only in its next round."""
    part: QWidget | None = widget
    while part is not None and not part.isWindow():
        if part.isHidden() and not part.testAttribute(Qt.WidgetAttribute.WA_WState_ExplicitShowHide):
            part.show()
        part = part.parentWidget()
    widget.setFocus(Qt.FocusReason.OtherFocusReason)
