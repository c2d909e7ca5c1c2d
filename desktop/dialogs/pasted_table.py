"""Shows what a pasted table would bring: doubtful cells marked, to be put right before anything is written."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPersistentModelIndex, QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QPainter, QShortcut
from PySide6.QtWidgets import (
    QAbstractItemView,
    QCheckBox,
    QComboBox,
    QFrame,
    QHBoxLayout,
    QHeaderView,
    QMenu,
    QStackedLayout,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from desktop.dialogs.frame import Dialog
from desktop.editor.composition import LineField, full_text
from desktop.models.pasted import OUTCOME, PastedModel, meaning_name
from desktop.panes.nothing import Nothing
from desktop.panes.parts import button, label, line
from exporters.importing.columns import LEFT_OUT
from exporters.importing.listed import CHANGED, NEW, OUT, SAME

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtCore import QAbstractItemModel

    from desktop.theme import Theme
    from exporters.importing.grid import Grid
    from exporters.importing.listed import Line, Listing
    from resources import Sentences

BOX = 24
"""px at 100 % that a row's tick box takes: Qt does not count it."""
NEXT, PREVIOUS = "F8", "Shift+F8"
"""Keys to the doubtful cells, as to places in conflict elsewhere."""
LOW, LEAST = 560, 124
"""px at 100 % of a screen that is low, and of the table there: a row and what is said of it are seen together."""
LOOKED_AT = 60
"""Rows that the width of a column is taken from: all of five hundred would hold the window up."""
WIDEST = 260
"""px at 100 % that a column takes of itself."""


class PastedTableDialog(Dialog):
    """paste_requested, file_requested: another table is wanted. take_requested: the lines to be written.

    turn_requested: the table is of the other sort, and is to be taken so.
    """

    turn_requested = Signal()
    paste_requested = Signal()
    file_requested = Signal()
    take_requested = Signal(list)

    def __init__(self, theme: Theme, sentences: Sentences, listing: Listing, parent: QWidget | None = None) -> None:
        say = sentences
        super().__init__(theme, say, say(f"tour.paste.title_{listing.name}"), say("tour.paste.how"), parent)
        self.ask_width(980, 620)
        self._listing = listing
        self.model = PastedModel(listing, theme, say, self)
        self.table = QTableView()
        self._head()
        self._table()
        self._below()
        self.next_doubt = self.add_button(say("tour.paste.next_doubt", count=0), "amber")
        self.cancel = self.add_button(say("window.button.cancel"))
        self.take = self.add_button(say("tour.paste.take"), "primary", default=True)
        self.next_doubt.setToolTip(f"{NEXT} · {PREVIOUS}")
        self.next_doubt.clicked.connect(partial(self._to_doubt, 1))
        for keys, step in ((NEXT, 1), (PREVIOUS, -1)):
            QShortcut(QKeySequence(keys), self).activated.connect(partial(self._to_doubt, step))
        self.cancel.clicked.connect(self.reject)
        self.take.clicked.connect(self._take)
        self.model.read_again.connect(self._show)
        self._show()

    def show_grid(self, grid: Grid, *, strange: bool = False) -> None:
        """Show a table that was pasted or read; nothing shows how one comes in.

        strange: it looks like one of the other sort; Enter turns to it.
        """
        self.reason.setText("" if grid else self.sentences("tour.paste.no_table"))
        if not grid and self.model.rowCount():
            return  # what was put right in the table before is not lost
        self.model.take(grid)
        self.strange.setVisible(strange)
        self.table.resizeColumnsToContents()
        for column in range(self.model.columnCount()):
            box = self.theme.px(BOX) if column == OUTCOME else 0
            self.table.setColumnWidth(column, min(self.table.columnWidth(column) + box, self.theme.px(WIDEST)))
        if self.model.rowCount():
            row, column = next(iter(self.model.doubtful()), (0, 1))
            self.table.setCurrentIndex(self.model.index(row, max(column, OUTCOME)))
            (self.turn if strange else self.table).setFocus()

    def failed(self, words: str) -> None:
        """What could not be written stays on screen, with the reason."""
        self.reason.setText(words)
        self.take.setEnabled(True)

    # --- building -----------------------------------------------------------------------------------------------

    def _head(self) -> None:
        say, theme = self.sentences, self.theme
        self.paste = button(say("tour.paste.again"), icon="copy", theme=theme)
        self.choose = button(say("tour.paste.file"), icon="folder", theme=theme)
        for press, signal in ((self.paste, self.paste_requested), (self.choose, self.file_requested)):
            press.setAutoDefault(False)
            press.clicked.connect(signal)
        self.summary = label("", "strong", wrap=True)
        row = line(self.summary, self.paste, self.choose, spacing=theme.px(8), stretch=False)
        row.setStretch(0, 1)
        self.body.addLayout(row)
        self.body.addWidget(self._strange_band())

    def _strange_band(self) -> QFrame:
        """That the table is of the other sort, and the one key that takes it as such."""
        say, theme, name = self.sentences, self.theme, self._listing.name
        self.strange = QFrame()
        self.strange.setProperty("look", "band_warning")
        self.turn = button(say(f"tour.paste.turn_{name}"), "tonal", icon="forward", theme=theme)
        self.turn.clicked.connect(self.turn_requested)
        words = label(say(f"tour.paste.strange_{name}"), wrap=True)
        row = QHBoxLayout(self.strange)
        row.setContentsMargins(theme.px(12), theme.px(6), theme.px(8), theme.px(6))
        row.addWidget(words, 1)
        row.addWidget(self.turn)
        self.strange.hide()
        return self.strange

    def _table(self) -> None:
        table, header = self.table, self.table.horizontalHeader()
        table.setModel(self.model)
        table.setItemDelegate(CellDelegate(table))
        table.setAccessibleName(self.windowTitle())
        table.setWordWrap(False)
        table.setTabKeyNavigation(False)
        table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        table.setEditTriggers(
            QAbstractItemView.EditTrigger.DoubleClicked
            | QAbstractItemView.EditTrigger.EditKeyPressed
            | QAbstractItemView.EditTrigger.AnyKeyPressed
        )
        table.verticalHeader().hide()
        table.verticalHeader().setDefaultSectionSize(self.theme.px(30))
        low = self.screen().availableGeometry().height() < self.theme.px(LOW)
        table.setMinimumHeight(self.theme.px(LEAST if low else 200))
        header.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setSectionsClickable(True)
        header.setStretchLastSection(True)
        header.setResizeContentsPrecision(LOOKED_AT)
        header.setHighlightSections(False)
        header.sectionClicked.connect(self._offer_meanings)
        table.installEventFilter(self)
        table.selectionModel().currentChanged.connect(lambda *_: self._show_row())
        say, name = self.sentences, self._listing.name
        icon = "people" if name == "roster" else "calendar"
        self.shown, holder = QStackedLayout(), QWidget()
        holder.setLayout(self.shown)
        self.shown.addWidget(table)
        self.shown.addWidget(
            Nothing(self.theme, icon, say(f"tour.paste.empty_{name}"), say(f"tour.paste.shapes_{name}"))
        )
        self.body.addWidget(holder, 1)

    def _below(self) -> None:
        say, theme = self.sentences, self.theme
        self.meaning = QComboBox()
        for meaning in (LEFT_OUT, *self._listing.meanings):
            self.meaning.addItem(meaning_name(meaning, say), meaning)
        self.meaning.setAccessibleName(say("tour.paste.column"))
        self.meaning.activated.connect(self._mean)
        self.apart = QCheckBox(say(f"tour.paste.apart_{self._listing.name}"))
        self.apart.clicked.connect(self._set_apart)
        name = label(say("tour.paste.column"), "small")
        name.setBuddy(self.meaning)
        self.column = QWidget()
        self.column.setLayout(line(name, self.meaning, self.apart, spacing=theme.px(8)))
        self.body.addWidget(self.column)
        self.words = label("", "second", wrap=True)
        self.words.setMinimumHeight(theme.px(57))
        self.words.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
        self.body.addWidget(self.words)

    # --- what is shown ------------------------------------------------------------------------------------------

    def _show(self) -> None:
        say, counts, doubts = self.sentences, self.model.counts(), len(self.model.doubtful())
        there = self.model.rowCount() > 0
        parts = [
            say(f"tour.paste.count_{name}", count=counts[name]) for name in (NEW, CHANGED, SAME, OUT) if counts[name]
        ]
        if doubts:
            parts.append(say("tour.paste.count_doubts", count=doubts))
        self.summary.setText(" · ".join(parts))
        self.shown.setCurrentIndex(0 if there else 1)
        self.column.setVisible(there)
        self.take.setEnabled(bool(self.model.wanted()))
        self.take.setText(
            say("tour.paste.take_count", count=len(self.model.wanted())) if there else say("tour.paste.take")
        )
        self.next_doubt.setVisible(doubts > 0)
        self.next_doubt.setText(say("tour.paste.next_doubt", count=doubts))
        for part in (self.table, self.meaning):
            part.setEnabled(there)
        self.words.setVisible(there)
        self._show_row()

    def _show_row(self) -> None:
        index = self.table.currentIndex()
        found = self.model.line(index.row()) if index.isValid() else None
        self.words.setText("\n".join(self.model.words(index.row(), index.column())) if found is not None else "")
        self.meaning.setEnabled(index.column() > OUTCOME)
        self.meaning.setCurrentIndex(max(0, self.meaning.findData(self.model.meaning(index.column()))))
        apart = found is not None and found.row in self.model.apart
        self.apart.setVisible(found is not None and (found.object is not None or apart))
        self.apart.setChecked(apart)
        if found is not None:
            self.page.ensureWidgetVisible(self.words, 0, 0)

    def _mean(self) -> None:
        column = self.table.currentIndex().column()
        if column > OUTCOME:
            self.model.mean(column, str(self.meaning.currentData()))

    def _set_apart(self, apart: bool) -> None:
        self.model.set_apart(self.table.currentIndex().row(), apart)

    def _offer_meanings(self, column: int) -> None:
        if column == OUTCOME:
            return
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for meaning in (*self._listing.meanings, LEFT_OUT):
            action = menu.addAction(meaning_name(meaning, self.sentences))
            action.setCheckable(True)
            action.setChecked(meaning == self.model.meaning(column))
            action.triggered.connect(partial(self.model.mean, column, meaning))
        header = self.table.horizontalHeader()
        menu.popup(header.mapToGlobal(QPoint(header.sectionViewportPosition(column), header.height())))

    def _to_doubt(self, step: int) -> None:
        """Go to the next doubtful cell, or the one before; behind the last comes the first."""
        self._end_writing()
        doubts = self.model.doubtful()
        if not doubts:
            return
        here = self.table.currentIndex().row(), self.table.currentIndex().column()
        behind = (
            [each for each in doubts if each > here] if step > 0 else [each for each in doubts if each < here][::-1]
        )
        row, column = (behind or (doubts if step > 0 else doubts[::-1]))[0]
        self.table.setCurrentIndex(self.model.index(row, column))
        self.table.setFocus()

    def _end_writing(self) -> None:
        """What is being written in a cell counts."""
        focus = self.focusWidget()
        if isinstance(focus, LineField) and self.table.isAncestorOf(focus):
            self.table.setFocus()

    def _back(self) -> None:
        index = self.table.currentIndex()
        row, column = index.row(), index.column()
        if self.model.back():
            self.reason.setText("")
            last = self.model.rowCount() - 1, self.model.columnCount() - 1
            self.table.setCurrentIndex(self.model.index(min(row, last[0]), min(column, last[1])))

    def _take(self) -> None:
        self._end_writing()
        wanted: Sequence[Line] = self.model.wanted()
        if wanted:
            self.take.setEnabled(False)
            self.take_requested.emit(list(wanted))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """On the table Ctrl+V pastes anew, Ctrl+Z goes a step back, Space takes or leaves a row, Enter takes all."""
        if watched is self.table and event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            index = self.table.currentIndex()
            if event.matches(QKeySequence.StandardKey.Paste):
                self.paste_requested.emit()
                return True
            if event.matches(QKeySequence.StandardKey.Undo):
                self._back()
                return True
            if event.key() == Qt.Key.Key_Space and index.isValid() and not event.modifiers():
                self.model.set_taken(index.row(), self.model.outcome(index.row()) == OUT)
                return True
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self.take.click()
                return True
        return super().eventFilter(watched, event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Paste):
            self.paste_requested.emit()
            return
        super().keyPressEvent(event)


class CellDelegate(QStyledItemDelegate):
    """Cells are written in a line that knows the syllable being composed; a chosen one still shows its doubt."""

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        super().paint(painter, option, index)
        ground = index.data(Qt.ItemDataRole.BackgroundRole)
        if ground is not None and option.state & QStyle.StateFlag.State_Selected:
            edge = option.rect.adjusted(0, option.rect.height() - 4, 0, 0)
            painter.fillRect(edge, index.data(Qt.ItemDataRole.ForegroundRole))

    def createEditor(
        self, parent: QWidget, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QWidget:
        editor = LineField(parent=parent)
        editor.setAccessibleName(str(index.data(Qt.ItemDataRole.AccessibleTextRole) or ""))
        return editor

    def setEditorData(self, editor: QWidget, index: QModelIndex | QPersistentModelIndex) -> None:
        if isinstance(editor, LineField):
            editor.setText(" ".join(str(index.data(Qt.ItemDataRole.EditRole) or "").split()))
            editor.selectAll()

    def setModelData(
        self, editor: QWidget, model: QAbstractItemModel, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        if isinstance(editor, LineField):
            model.setData(model.index(index.row(), index.column(), index.parent()), full_text(editor))

    def eventFilter(self, editor: QObject, event: QEvent) -> bool:
        """Enter ends the writing in a cell, and does nothing else: Qt would let it go on to the list and the dialog.

        The focus is the list's again, even where it was read anew; else the next keys would go into some other field.
        """
        pressed = event.key() if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent) else None
        if isinstance(editor, LineField) and pressed in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            view = self.parent()
            self.commitData.emit(editor)
            self.closeEditor.emit(editor)
            if isinstance(view, QAbstractItemView):
                view.setFocus()
            return True
        return super().eventFilter(editor, event)
