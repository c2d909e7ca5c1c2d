"""The chapters of the report: their order, their kinds, a new one, and the way into the bin."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QPoint, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QComboBox, QHeaderView, QMenu, QStackedLayout, QTableView, QWidget

from db.edits import change
from db.errors import KnownError
from db.records import Chapter, field_specs
from desktop.adding import add_chapter
from desktop.hanging import deletion
from desktop.models.chapter_list import ChapterModel, chapters, order_at
from desktop.panes.drop_mark import DropMark
from desktop.panes.nothing import Nothing
from desktop.panes.parts import button, label, line
from desktop.panes.tour.part import TourPart

if TYPE_CHECKING:
    from desktop.panes.writing import WritingPage

KINDS = next(spec.codes for spec in field_specs(Chapter) if spec.name == "kind")


class ChapterTable(DropMark, QTableView):
    """The keys of the list go to its pane first."""

    def __init__(self, pane: ChaptersPane) -> None:
        super().__init__()
        self._pane = pane
        self.mark_theme = pane.context.theme

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not self._pane.take_key(event):
            super().keyPressEvent(event)


class ChaptersPane(TourPart):
    """See the module."""

    takes_tables = False

    def __init__(self, page: WritingPage) -> None:
        super().__init__(page)
        theme, say = self.context.theme, self.context.sentences
        self.model = ChapterModel(theme, say, fixed=self.fixed, parent=self)
        self.model.dropped.connect(self._dropped)
        self.add = button(say("tour.chapters.add"), "tonal", icon="plus", theme=theme)
        self.add.clicked.connect(self._add)
        self.add.setEnabled(not self.fixed)
        self.kind = QComboBox()
        self.kind.setAccessibleName(say("fields.field.kind"))
        for code in KINDS:
            self.kind.addItem(say(f"fields.code.kind.{code}"), code)
        self.kind.activated.connect(lambda _: self._set_kind(str(self.kind.currentData())))
        self.column.addLayout(line(self.add, label(say("fields.field.kind"), "small"), self.kind, spacing=theme.px(8)))
        self.list = self.table = ChapterTable(self)
        self._furnish()
        holder, self._shown = QWidget(), QStackedLayout()
        holder.setLayout(self._shown)
        self._shown.addWidget(self.table)
        self._shown.addWidget(Nothing(theme, "document", say("tour.chapters.empty"), say("tour.chapters.empty_how")))
        self.column.addWidget(holder, 1)

    def _furnish(self) -> None:
        table, header = self.table, self.table.horizontalHeader()
        table.setModel(self.model)
        table.setAccessibleName(self.context.sentences("tour.tab.chapters"))
        table.setShowGrid(False)
        table.setTabKeyNavigation(False)
        table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        table.setDragDropMode(QAbstractItemView.DragDropMode.InternalMove)
        table.setDragDropOverwriteMode(False)
        table.setDragEnabled(not self.fixed)
        table.verticalHeader().hide()
        table.verticalHeader().setDefaultSectionSize(self.context.theme.px(32))
        header.setHighlightSections(False)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        for column, mode in enumerate(("Stretch", "ResizeToContents", "ResizeToContents")):
            header.setSectionResizeMode(column, QHeaderView.ResizeMode[mode])
        table.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        table.customContextMenuRequested.connect(self._offer)
        table.doubleClicked.connect(lambda index: self._open(index))
        table.selectionModel().currentChanged.connect(lambda *_: self._show_kind())

    def refresh(self) -> None:
        """Read the notebook again; the chapter that was current stays so."""
        current = self._current()
        self.model.show(chapters(self.context.notebook.reader, self.context.sentences))
        index = self.model.find(current)
        if index.isValid():
            self.table.setCurrentIndex(index)
        self._shown.setCurrentIndex(0 if self.model.rows else 1)
        self._show_kind()

    def begin(self) -> None:
        if not self.model.rows:
            self.add.setFocus()
            return
        if not self.table.currentIndex().isValid():
            self.table.selectRow(0)
        self.table.setFocus()

    def take_key(self, event: QKeyEvent) -> bool:
        """Enter opens; Alt and an arrow move; Del puts into the bin."""
        alt = event.modifiers() & Qt.KeyboardModifier.AltModifier
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._open(self.table.currentIndex())
        elif self.fixed:
            return False
        elif alt and event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self._step(-1 if event.key() == Qt.Key.Key_Up else 1)
        elif event.key() == Qt.Key.Key_Delete:
            self._delete()
        else:
            return False
        return True

    def _offer(self, place: QPoint) -> None:
        index = self.table.indexAt(place)
        if not index.isValid():
            return
        say, menu = self.context.sentences, QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addAction(say("undo.open")).triggered.connect(lambda: self._open(index))
        for by, name in ((-1, "up"), (1, "down")):
            menu.addAction(say(f"tour.chapters.{name}")).triggered.connect(partial(self._step, by))
        menu.addSeparator()
        menu.addAction(say("editor.delete")).triggered.connect(self._delete)
        for action in menu.actions()[1:]:
            action.setEnabled(not self.fixed)
        menu.popup(self.table.viewport().mapToGlobal(place))

    def _current(self) -> str:
        row = self.table.currentIndex().row()
        return self.model.rows[row].id if 0 <= row < len(self.model.rows) else ""

    def _record(self) -> Chapter | None:
        found = self.context.notebook.reader.get(self._current()) if self._current() else None
        return found if isinstance(found, Chapter) else None

    def _show_kind(self) -> None:
        record = self._record()
        self.kind.setEnabled(record is not None and not self.fixed)
        if record is not None:
            self.kind.setCurrentIndex(max(0, self.kind.findData(record.kind)))

    def _open(self, index: QModelIndex) -> None:
        if index.isValid():
            self.open_requested.emit(self.model.rows[index.row()].id)

    def _add(self) -> None:
        try:
            self.open_requested.emit(add_chapter(self.context))
        except KnownError as error:
            self.context.messages.error(error, topic="saving")

    def _set_kind(self, kind: str) -> None:
        record = self._record()
        if record is not None and record.kind != kind:
            self.page.commit(change(record, kind=kind))

    def _step(self, by: int) -> None:
        place = self.table.currentIndex().row() + by
        if 0 <= place < len(self.model.rows):
            self._move(self._current(), place)

    def _dropped(self, chapter: str, place: int) -> None:
        before = self.model.find(chapter).row() < place
        self._move(chapter, place - 1 if before else place)

    def _move(self, chapter: str, place: int) -> None:
        record = self.context.notebook.reader.get(chapter)
        if record is not None:
            self.page.commit(change(record, order=order_at(self.model.rows, chapter, place)))
            self.table.setCurrentIndex(self.model.find(chapter))

    def _delete(self) -> None:
        record = self._record()
        if record is not None:
            self.put_away(deletion(self.context.notebook.reader, record), record)
