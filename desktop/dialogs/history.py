"""The history of an entry: its versions, what each changed, and the way back to one of them."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QButtonGroup,
    QComboBox,
    QHBoxLayout,
    QPushButton,
    QSplitter,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from db.errors import KnownError
from desktop.dialogs.frame import Dialog
from desktop.editor.fields import set_look
from desktop.editor.figure_pictures import FigurePictures
from desktop.history import MODES, Comparison, History, Mode, Row, history_of
from desktop.models.people import may_write
from desktop.models.versions import VersionsModel
from desktop.panes.history.version_list import VersionList
from desktop.panes.history.version_text import VersionText
from desktop.panes.parts import rule
from exporters.named import title_of

if TYPE_CHECKING:
    from db.edits import Changes
    from desktop.context import PageContext
    from exporters.base import Progress

WIDTH, HEIGHT, LEAST, LIST = 1040, 700, 620, 316
"""px at 100 %."""
MANY, LONG = 300, 20_000
"""Versions, and code points of a row's texts, from which a comparison is made beside the window's work."""
SOON = 300
"""ms until it is said that a comparison is being made."""


class HistoryDialog(Dialog):
    """Stays open beside the window, and follows what is written there."""

    def __init__(self, context: PageContext, object_id: str, field: str = "", parent: QWidget | None = None) -> None:
        super().__init__(context.theme, context.sentences, context.sentences("history.title"), "-", parent)
        self.context, self.object_id = context, object_id
        self.history: History | None = None
        self._comparison: Comparison | None = None
        self._seen: tuple[Row, Mode, str, Comparison] | None = None
        self._running: tuple[Row, Mode, str] | None = None
        self._waiting: tuple[Row, Mode, str] | None = None
        self._restored: tuple[str, ...] = ()
        self.setWindowModality(Qt.WindowModality.NonModal)
        self.setWindowFlag(Qt.WindowType.WindowMaximizeButtonHint)
        self.ask_width(WIDTH, HEIGHT)
        self.setMinimumWidth(min(self.theme.px(LEAST), self.maximumWidth()))
        self.model = VersionsModel(context.notebook.reader, self.sentences, context.notebook.device, self)
        self.list = VersionList(self.theme, self.model)
        self.list.setAccessibleName(self.sentences("history.versions"))
        self.text = VersionText(context, FigurePictures(context, self))
        self.field = QComboBox()
        self.modes = QButtonGroup(self)
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(SOON)
        self._soon.timeout.connect(self._say_soon)
        self._furnish()
        self._foot_buttons()
        self._load(field)
        self._connect()
        self._choose(self.list.row())
        self.list.setFocus()

    # --- building -----------------------------------------------------------------------------------------------

    def _furnish(self) -> None:
        px = self.theme.px
        splitter = QSplitter(Qt.Orientation.Horizontal)
        splitter.setChildrenCollapsible(False)
        splitter.setHandleWidth(1)
        right = QWidget()
        column = QVBoxLayout(right)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(self._choices())
        column.addWidget(rule())
        column.addWidget(self.text, 1)
        splitter.addWidget(self.list)
        splitter.addWidget(right)
        splitter.setStretchFactor(1, 1)
        splitter.setSizes([px(LIST), px(WIDTH - LIST)])
        splitter.setMinimumHeight(px(240))
        self.list.setMinimumWidth(px(200))
        self.body.setContentsMargins(0, 0, 0, 0)
        self.body.addWidget(splitter, 1)

    def _choices(self) -> QHBoxLayout:
        px, row = self.theme.px, QHBoxLayout()
        row.setContentsMargins(px(20), px(8), px(16), px(8))
        row.setSpacing(px(2))
        for number, mode in enumerate(MODES):
            press = QToolButton()
            press.setText(self.sentences(f"history.mode.{mode}"))
            press.setCheckable(True)
            press.setChecked(number == 0)
            self.modes.addButton(press, number)
            row.addWidget(press)
        row.addStretch(1)
        self.field.setAccessibleName(self.sentences("history.field"))
        row.addWidget(self.field)
        return row

    def _foot_buttons(self) -> None:
        say = self.sentences
        set_look(self.reason, "second")
        self.undo = self.add_button(say("history.undo"), "link")
        self.undo.hide()
        self.copy = self.add_button(say("history.copy"), "quiet")
        self.close_button = self.add_button(say("window.button.close"))
        self.restore = self.add_button(say("history.back"), "tonal")

    def _connect(self) -> None:
        self.list.chosen.connect(self._choose)
        self.list.entered.connect(self._to_restore)
        self.field.currentIndexChanged.connect(lambda _: self._fill(self.list.row()))
        self.modes.idClicked.connect(lambda _: self._choose(self.list.row()))
        self.restore.clicked.connect(self.go_back)
        self.undo.clicked.connect(self.take_back)
        self.copy.clicked.connect(self.copy_text)
        self.close_button.clicked.connect(self.reject)
        QShortcut(QKeySequence.StandardKey.Copy, self, self.copy_text)
        QShortcut(QKeySequence.StandardKey.Undo, self, self.take_back)
        self.context.operations.changed.connect(self._changed)
        self.context.operations.saved.connect(self._saved)
        self.finished.connect(self.deleteLater)

    # --- what is shown ------------------------------------------------------------------------------------------

    @property
    def wanted(self) -> str:
        """The field that is asked for, or nothing."""
        return str(self.field.currentData() or "")

    @property
    def mode(self) -> Mode:
        return MODES[self.modes.checkedId()]

    def _load(self, wanted: str) -> None:
        """Read the history again."""
        self._show(history_of(self.context.notebook.reader, self.object_id), wanted)

    def _show(self, history: History | None, wanted: str) -> None:
        """Show a history; what is chosen stays chosen."""
        row, self.history = self.list.row(), history
        self.field.blockSignals(True)
        self.field.clear()
        self.field.addItem(self.sentences("history.all_fields"), "")
        for name in history.fields() if history else ():
            self.field.addItem(self.sentences(f"fields.field.{name}"), name)
        self.field.setCurrentIndex(max(self.field.findData(wanted), 0))
        self.field.blockSignals(False)
        self.field.setVisible(self.field.count() > 2)
        self._name()
        self._fill(row)

    def _fill(self, row: Row | None) -> None:
        words = self.sentences("history.back")
        if self.wanted:
            words = self.sentences("history.back_field", field=self.field.currentText())
        self.restore.setText(words)
        self.model.show_history(self.history, self.wanted)
        place = self.model.place(row.key, row.revision) if row else -1
        self.list.choose(place if place >= 0 else self.model.first())
        if self.list.row() is None:
            self._choose(None)

    def _name(self) -> None:
        history = self.history
        self.second.setVisible(history is not None)
        if history is not None:
            known = f"fields.kind.{history.kind}"
            kind = self.sentences(known) if known in self.sentences else history.kind
            name = title_of(history.record) if history.record else ""
            self.second.setText(self.sentences("history.of", kind=kind, name=name) if name else kind)

    def _choose(self, row: Row | None) -> None:
        history = self.history
        self._comparison = None
        self._allow(None)
        if history is None or row is None:
            self._waiting = self._seen = None
            self.text.say(self.sentences("history.gone") if history is None else "")
        else:
            self._waiting = row, self.mode, self.wanted
            self._compare()

    def _compare(self) -> None:
        """Make the comparison that is waited for; long ones beside the window's work, one at a time."""
        history = self.history
        if self._waiting is None or self._running is not None or history is None:
            return
        row, mode, wanted = self._running = self._waiting
        length = sum(len(str(change.before)) + len(str(change.after)) for change in row.changes)
        if len(history.revisions) < MANY and length < LONG:
            self._compared(history.compare(row, mode, wanted))
            return

        def compare(_: Progress) -> Comparison:
            return history.compare(row, mode, wanted)

        self._soon.start()
        self.context.operations.start_short(compare).done.connect(self._compared)

    def _compared(self, comparison: Comparison) -> None:
        done, self._running = self._running, None
        self._soon.stop()
        if done != self._waiting:
            self._compare()
            return
        self._waiting, self._comparison = None, comparison
        if self.history is not None and done is not None:
            if self._seen != (*done, comparison):  # what is the same stays where it was scrolled to
                self.text.show_version(self.history, comparison, done[1], first=done[0].first and done[1] == "before")
                self._seen = (*done, comparison)
            self._allow(done[0])

    def _say_soon(self) -> None:
        self._seen = None
        self.text.say(self.sentences("history.computing"))

    def _allow(self, row: Row | None) -> None:
        """Whether one may go back to row; where not, the line left of the buttons says why."""
        comparison, history, say = self._comparison, self.history, self.sentences
        self.copy.setEnabled(comparison is not None and bool(comparison.text))
        reason = ""
        if row is None or comparison is None or history is None:
            self.restore.setEnabled(False)
        else:
            own = history.record is not None and may_write(
                self.context.notebook.reader, history.record, self.context.person
            )
            for stands, key in (
                (self.context.notebook.read_only, "read_only"), (not own, "another"), (comparison.blanked, ""),
                (row.draft is not None, "is_draft"), (comparison.same, "same_now"),
            ):  # fmt: skip
                if stands:
                    reason = say(f"history.{key}") if key else " "
                    break
            self.restore.setEnabled(not reason)
        if not self._restored:
            self.tell(reason.strip())

    def tell(self, words: str, *, undo: bool = False) -> None:
        """A quiet line left of the buttons. undo: with a way to take back what it tells."""
        self.reason.setText(words)
        self.undo.setVisible(undo)

    # --- what can be done ---------------------------------------------------------------------------------------

    def go_back(self) -> None:
        """Write the chosen version again, over what stands now. What is being written becomes a version first."""
        row, wanted, operations = self.list.row(), self.wanted, self.context.operations
        if row is None or not row.revision or not self.restore.isEnabled():
            return
        operations.preparing.emit()
        try:
            operations.commit_drafts(self.object_id)  # one that no page shows would hide what is restored
            history = history_of(self.context.notebook.reader, self.object_id)
            if history is None:
                return
            back, binned = history.going_back(row.revision, wanted), getattr(history.record, "deleted", False)
            changes = operations.commit([back], "" if binned else "changed")
        except KnownError as error:
            self.tell(self.sentences(error.key, **error.values))
            return
        self._restored = changes.revisions
        self.tell(self.sentences("history.done"), undo=bool(changes))
        self.list.setFocus()

    def take_back(self) -> None:
        """Undo going back, where that was what was done last with this entry."""
        revisions, self._restored = self._restored, ()
        if not revisions:
            return
        self.tell("")
        self.context.operations.take_back(revisions)

    def copy_text(self) -> None:
        """The whole text of the chosen version into the clipboard."""
        if self._comparison is not None and self._comparison.text:
            QGuiApplication.clipboard().setText(self._comparison.text)
            self.tell(self.sentences("history.copied"))

    def _to_restore(self) -> None:
        if self.restore.isEnabled():
            self.restore.setFocus(Qt.FocusReason.TabFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        focus = self.focusWidget()
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and isinstance(focus, QPushButton | QToolButton):
            focus.click()
        else:
            super().keyPressEvent(event)

    # --- following the window -----------------------------------------------------------------------------------

    def _changed(self, changes: Changes) -> None:
        if self.object_id in changes.ids or {"person", "team"} & changes.kinds:
            self._restored = ()
            self._load(self.wanted)

    def _saved(self, _: str) -> None:
        """What is being written in the window may be kept by now."""
        history = self.history
        if history is not None and not self.context.operations.closed:
            drafts = tuple(each for each in self.context.notebook.reader.drafts() if each.object == self.object_id)
            if drafts != history.drafts:
                self._show(replace(history, drafts=drafts), self.wanted)


def show_history(context: PageContext, window: QWidget | None, object_id: str, field: str = "") -> HistoryDialog | None:
    """Open the history of an object, in the bin or not, over window; None where nothing of it is here.

    field: show only what changed this one.
    """
    for dialog in window.findChildren(HistoryDialog) if window else ():
        if dialog.isVisible() and (dialog.object_id, dialog.wanted) == (object_id, field):
            dialog.activateWindow()
            return dialog
        dialog.reject()
    if not context.notebook.reader.heads(object_id):
        return None
    dialog = HistoryDialog(context, object_id, field, window)
    dialog.show()
    return dialog


def follow_window(context: PageContext, window: QWidget) -> None:
    """The history that is open speaks and looks as the window does from now on."""
    for dialog in window.findChildren(HistoryDialog):
        if dialog.isVisible():
            object_id, field, row = dialog.object_id, dialog.wanted, dialog.list.row()
            dialog.reject()
            again = show_history(context, window, object_id, field)
            if again is not None and row is not None:
                again.list.choose(max(again.model.place(row.key, row.revision), 0))
