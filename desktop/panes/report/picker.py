"""Which definition it is: chosen, saved, named, copied and deleted in one line, with what was changed under it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QKeySequence
from PySide6.QtWidgets import (
    QHBoxLayout,
    QMenu,
    QStackedWidget,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from desktop.editor.composition import LineField, commit_composition
from desktop.panes.parts import button, label
from desktop.panes.report.segments import Choices
from desktop.tips import plain_tip

if TYPE_CHECKING:
    from db.records import Report
    from desktop.theme import Theme
    from resources import Sentences

LONGEST = 200
"""Letters of a title."""


class ReportPicker(QWidget):
    """chosen: id of a saved definition, or nothing for the whole notebook; the others ask for what they are called."""

    chosen = Signal(str)
    save_wanted = Signal()
    revert_wanted = Signal()
    added = Signal(str)
    renamed = Signal(str)
    copy_wanted = Signal()
    removal_wanted = Signal()

    def __init__(self, theme: Theme, sentences: Sentences, *, reading: bool = False) -> None:
        """reading: the notebook cannot be written."""
        super().__init__()
        self._say, self._reading = sentences, reading
        self._ids = [""]
        self._new = False
        px = theme.px
        self.combo = Choices({}, sentences("pages.report"))
        self.combo.currentIndexChanged.connect(lambda number: self.chosen.emit(self._ids[max(number, 0)]))
        self.name = _Name()
        self.name.setAccessibleName(sentences("pages.name"))
        self.name.setPlaceholderText(sentences("pages.name"))
        self.name.setMaxLength(LONGEST)
        self.name.given.connect(self._named)
        self._stack = QStackedWidget()
        self.name.left.connect(lambda: self._stack.setCurrentIndex(0))
        self._stack.addWidget(self.combo)
        self._stack.addWidget(self.name)
        self._stack.setMaximumHeight(self.combo.sizeHint().height())
        self.more = QToolButton()
        self.more.setIcon(theme.icon("more", "ink2", 18))
        self.more.setIconSize(QSize(px(18), px(18)))
        self.more.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        for tell in (self.more.setToolTip, self.more.setAccessibleName):
            tell(sentences("pages.more_ways"))
        self._menu()
        row = QHBoxLayout()
        row.setSpacing(px(4))
        row.addWidget(self._stack, 1)
        row.addWidget(self.more)
        self.state = label("", "small")
        self.save_link = button(sentences("pages.save_definition"), "link")
        self.revert_link = button(sentences("pages.revert"), "link")
        self.save_link.clicked.connect(self.save)
        self.revert_link.clicked.connect(self.revert_wanted)
        below = QHBoxLayout()
        below.setSpacing(px(10))
        below.addWidget(self.state, 1)
        below.addWidget(self.save_link)
        below.addWidget(self.revert_link)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(px(3))
        column.addLayout(row)
        column.addLayout(below)
        for link in (self.save_link, self.revert_link):
            policy = link.sizePolicy()
            policy.setRetainSizeWhenHidden(True)  # nothing jumps when something is changed
            link.setSizePolicy(policy)
        self.show_state(saved=False, dirty=False)

    def _menu(self) -> None:
        menu, say = QMenu(self.more), self._say
        self.save_action = menu.addAction(say("pages.save_definition"), self.save)
        self.new_action = menu.addAction(say("pages.save_new"), lambda: self.ask_name(new=True))
        menu.addSeparator()
        self.rename_action = menu.addAction(say("pages.rename"), lambda: self.ask_name(new=False))
        self.rename_action.setShortcut(QKeySequence(Qt.Key.Key_F2))
        self.rename_action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        self.addAction(self.rename_action)
        self.copy_action = menu.addAction(say("pages.copy"), self.copy_wanted.emit)
        self.remove_action = menu.addAction(say("pages.remove"), self.removal_wanted.emit)
        menu.addSeparator()
        self.revert_action = menu.addAction(say("pages.revert"), self.revert_wanted.emit)
        self.more.setMenu(menu)

    def show_reports(self, reports: Sequence[Report], report_id: str) -> None:
        """The definitions there are, this one chosen; nobody is told."""
        unnamed = self._say("window.unnamed.report")
        self.combo.blockSignals(True)
        self.combo.clear()
        self._ids = ["", *(report.id for report in reports)]
        self.combo.addItems([self._say("pages.everything"), *(report.title or unnamed for report in reports)])
        self.combo.setCurrentIndex(self._ids.index(report_id) if report_id in self._ids else 0)
        self.combo.blockSignals(False)
        self.combo.setToolTip(plain_tip(self.combo.currentText()))

    def show_state(self, *, saved: bool, dirty: bool) -> None:
        """saved: it is a saved definition. dirty: something was changed since it was chosen."""
        key = "pages.dirty" if dirty else "pages.saved_definition" if saved else "pages.whole"
        self.state.setText(self._say(key))
        self.state.setProperty("look", "warning" if dirty else "small")
        self.state.style().polish(self.state)
        self.save_link.setVisible(dirty and not self._reading)
        self.revert_link.setVisible(dirty)
        for action, possible in (
            (self.save_action, dirty or not saved), (self.new_action, True), (self.rename_action, saved),
            (self.copy_action, saved), (self.remove_action, saved),
        ):  # fmt: skip
            action.setEnabled(possible and not self._reading)
        self.revert_action.setEnabled(dirty)

    def save(self) -> None:
        """Save what was changed; what is no definition yet is named first."""
        if self.combo.currentIndex() > 0:
            self.save_wanted.emit()
        else:
            self.ask_name(new=True)

    def ask_name(self, *, new: bool) -> None:
        """Type the name in place of the list. new: of another definition."""
        self._new = new
        name = self.combo.currentText() if self.combo.currentIndex() > 0 else self._say("pages.new_name")
        self.name.setText(self._say("pages.copy_name", name=name) if new and self.combo.currentIndex() > 0 else name)
        self._stack.setCurrentIndex(1)
        self.name.setFocus(Qt.FocusReason.OtherFocusReason)
        self.name.selectAll()

    def _named(self, name: str) -> None:
        self._stack.setCurrentIndex(0)
        self.combo.setFocus(Qt.FocusReason.OtherFocusReason)
        (self.added if self._new else self.renamed).emit(name)


class _Name(LineField):
    """Enter gives the name, Escape or a press elsewhere leaves it."""

    given = Signal(str)
    left = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            commit_composition(self)
            name = " ".join(self.text().split())
            if name:
                self.given.emit(name)
        elif event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() != Qt.FocusReason.ActiveWindowFocusReason:
            self.left.emit()

    def event(self, event: QEvent) -> bool:
        """Escape means this field, not the dialog around it."""
        own = (Qt.Key.Key_Escape, Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.ShortcutOverride and event.key() in own:
            event.accept()
            return True
        return super().event(event)
