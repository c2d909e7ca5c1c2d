"""The way through the notebook: the tour on top, below it home, the days with their visits, chapters, reports."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QPoint, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QAbstractItemView, QLabel, QMenu, QTreeView, QVBoxLayout, QWidget

from db.bin import count_binned
from desktop.dates import day_of, period
from desktop.models.conflicts import Spot, marked, spots
from desktop.models.navigator import NavigatorModel
from desktop.models.outline import BIN, FIGURES, HOME, TOUR, outline
from desktop.models.pages import page_of
from desktop.panes.navigator_delegate import NavigatorDelegate

if TYPE_CHECKING:
    from db.edits import Changes
    from desktop.context import PageContext

DELETABLE = ("visit", "note", "chapter")
"""Kinds of rows that can be put into the bin from here."""
CORNER = 34
"""Width of the part of a day's row that opens and closes it; the rest opens its page. px at 100 %."""
OPEN = "navigator-open"
"""What is remembered: the date, and the days that were open on it."""
KEYBOARD = (Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason, Qt.FocusReason.ShortcutFocusReason)


class Tree(QTreeView):
    """A tree whose Enter opens. at: where the mouse was pressed last, px from the left; -1 after a key."""

    entered_row = Signal(QModelIndex)
    deleted_row = Signal(QModelIndex)
    escaped = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.ringed = False
        """The focus is shown: the keyboard moved it here, or moves in it."""
        self.at = -1

    def focusInEvent(self, event: QFocusEvent) -> None:
        self.ringed = event.reason() in KEYBOARD
        super().focusInEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.ringed = False
        self.at = round(event.position().x())
        super().mousePressEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        self.ringed = True
        self.at = -1
        self.viewport().update()
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.entered_row.emit(self.currentIndex())
        elif event.key() == Qt.Key.Key_Delete:
            self.deleted_row.emit(self.currentIndex())
        elif event.key() == Qt.Key.Key_Escape:
            self.escaped.emit()
        else:
            super().keyPressEvent(event)


class NavigatorPane(QWidget):
    """open_requested: id of an object, HOME or BIN. delete_requested: id of what is to go into the bin."""

    open_requested = Signal(str)
    delete_requested = Signal(str)

    def __init__(self, context: PageContext, today: date, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._today = today
        self._open_visit = self._current = ""
        self._disputed: tuple[Spot, ...] = ()
        self._binned = 0
        self._restoring = False
        self.setObjectName("navigator_box")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._title = QLabel()
        self._period = QLabel()
        self.model = NavigatorModel(context.sentences, self)
        self.tree = Tree()
        self._begun: set[str] = set()
        self._build()
        self.refresh(None)
        context.operations.saved.connect(self._follow_writing)

    def _build(self) -> None:
        theme, sentences = self._context.theme, self._context.sentences
        self._title.setProperty("look", "name")
        self._title.setWordWrap(True)
        self._period.setProperty("look", "small")
        self._period.setWordWrap(True)
        self.tree.setObjectName("navigator")
        self.tree.setModel(self.model)
        self.tree.setItemDelegate(NavigatorDelegate(theme, self.tree, self.model))
        self.tree.setUniformRowHeights(True)
        self.tree.setAccessibleName(sentences("window.navigator"))
        self.tree.setHeaderHidden(True)
        self.tree.setRootIsDecorated(False)
        self.tree.setIndentation(0)
        self.tree.setMouseTracking(True)
        self.tree.setExpandsOnDoubleClick(False)
        self.tree.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.tree.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.tree.clicked.connect(self._chosen)
        self.tree.entered_row.connect(self._chosen)
        self.tree.deleted_row.connect(self._delete)
        self.tree.expanded.connect(self._turned)
        self.tree.collapsed.connect(self._turned)
        self.tree.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.tree.customContextMenuRequested.connect(self._offer)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, theme.px(14), 1, theme.px(8))
        layout.setSpacing(0)
        head = QVBoxLayout()
        head.setContentsMargins(theme.px(20), 0, theme.px(16), theme.px(10))
        head.setSpacing(theme.px(4))
        head.addWidget(self._title)
        head.addWidget(self._period)
        layout.addLayout(head)
        layout.addWidget(self.tree)

    def set_drawer(self, drawer: bool) -> None:
        """Whether it lies over the page, with an edge of its own."""
        self.setProperty("drawer", drawer)
        self.style().unpolish(self)
        self.style().polish(self)

    def refresh(self, changes: Changes | None) -> None:
        """Read the notebook again. changes: what a store call changed, or None for everything."""
        binned = count_binned(self._context.notebook.reader)
        unseen = changes is not None and not changes.kinds - {"contact", "figure", "source", "evidence"}
        disputed = spots(self._context.notebook.reader)
        if unseen and (binned, disputed) == (self._binned, self._disputed):
            return
        self._binned, self._disputed = binned, disputed
        self._begun = self._context.notebook.reader.in_drafts()
        self._show_head()
        rows = outline(
            self._context.notebook.reader, self._context.sentences, self._today, binned, self._context.person
        )
        if self.model.show(marked(rows, disputed)):
            self._restore()

    def _follow_writing(self, _: str) -> None:
        """A draft was kept: signs follow where it is the first of an entry, and not again with every key."""
        operations = self._context.operations
        if not operations.closed and self._context.notebook.reader.in_drafts() != self._begun:
            self.refresh(None)

    def show_current(self, object_id: str) -> None:
        """Mark the row of the object that the centre shows, and open the way to it; see `row_for`."""
        came, self._current = object_id != self._current, object_id
        index = self.model.find(self.row_for(object_id))
        if not index.isValid():
            self.tree.clearSelection()  # an empty bin, say: no other row may look as if it were open
            return
        visit = self._visit_of(index)
        if visit != self._open_visit:
            self.tree.setExpanded(self.model.find(self._open_visit), False)
            self._open_visit = visit
        parent = index.parent()
        while parent.isValid():
            self.tree.expand(parent)
            parent = parent.parent()
        row = self.model.row_of(index)
        if row is not None and (row.kind == "visit" or (row.kind == "day" and came)):
            self.tree.expand(index)
        self.tree.setCurrentIndex(index)
        self.tree.scrollTo(index)

    def row_for(self, object_id: str) -> str:
        """The key of the row where an object is found: its own, else its visit's, else the bin where that is in it."""
        if self.model.find(object_id).isValid():
            return object_id
        reader = self._context.notebook.reader
        if self.model.find(page := page_of(reader, object_id).key).isValid() and page != HOME:
            return page
        visit = reader.get(str(getattr(reader.get(object_id), "visit", None) or object_id))
        return (BIN if visit.deleted else visit.id) if visit is not None else object_id

    def neighbour(self, object_id: str, step: int) -> str | None:
        """The id of the row before (-1) or after (+1) that opens something; None at the ends."""
        object_id = self.row_for(object_id)
        rows = (row for row in self.model.sequence() if row.kind != "report" and row.key not in (TOUR, FIGURES))
        ids = [row.object_id for row in rows if row.kind != "day" or row.object_id == object_id]
        if object_id not in ids:
            return ids[0] if ids else None
        place = ids.index(object_id) + step
        return ids[place] if 0 <= place < len(ids) else None

    def beside(self, gone: Collection[str]) -> str | None:
        """The id of what stands after the rows of gone, else before them, in the same list."""
        rows = [row for row in self.model.sequence() if row.kind in ("visit", "chapter")]
        places = [number for number, row in enumerate(rows) if row.key in gone]
        if not places:
            return None
        near = [*rows[places[-1] + 1 :], *reversed(rows[: places[0]])]
        return next((row.object_id for row in near if row.kind == rows[places[0]].kind and row.key not in gone), None)

    def _delete(self, index: QModelIndex) -> None:
        row = self.model.row_of(index)
        if row is not None and row.object_id and row.kind in DELETABLE:
            self.delete_requested.emit(row.object_id)

    def _offer(self, place: QPoint) -> None:
        """What can be done with a row."""
        index = self.tree.indexAt(place)
        row = self.model.row_of(index)
        if row is None or not row.object_id:
            return
        say, menu = self._context.sentences, QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addAction(say("undo.open")).triggered.connect(lambda: self.open_requested.emit(row.object_id))
        if row.kind in DELETABLE:
            away = menu.addAction(say("editor.delete"))
            away.triggered.connect(lambda: self.delete_requested.emit(row.object_id))
            away.setEnabled(not self._context.notebook.read_only)
        menu.popup(self.tree.viewport().mapToGlobal(place))

    def _show_head(self) -> None:
        reader, sentences = self._context.notebook.reader, self._context.sentences
        from db.records import Visit

        tour = reader.tour()
        self._title.setText(tour.title if tour and tour.title else sentences("window.unnamed.tour"))
        parts = [period(day_of(tour.start), day_of(tour.end), sentences)] if tour else []
        if tour and tour.countries:
            parts.append(sentences("window.count.countries", count=len(tour.countries)))
        parts.append(sentences("window.count.visits", count=reader.count(Visit)))
        self._period.setText(" · ".join(part for part in parts if part))

    def _chosen(self, index: QModelIndex) -> None:
        row = self.model.row_of(index)
        if row is None:
            return
        corner = row.kind == "day" and 0 <= self.tree.at < self._context.theme.px(CORNER)
        if row.kind == "day" and (corner or row.object_id in (None, self._current)):
            self.tree.setExpanded(index, not self.tree.isExpanded(index))
        elif row.object_id:
            self.open_requested.emit(row.object_id)

    def _visit_of(self, index: QModelIndex) -> str:
        while index.isValid():
            row = self.model.row_of(index)
            if row is not None and row.kind == "visit":
                return row.key
            index = index.parent()
        return ""

    def _days(self) -> list[QModelIndex]:
        rows = (self.model.index(number, 0) for number in range(self.model.rowCount()))
        return [index for index in rows if self.model.rowCount(index)]

    def _turned(self, index: QModelIndex) -> None:
        """A row was opened or closed, by hand or on the way to what is shown: of days it is remembered."""
        row = self.model.row_of(index)
        if self._restoring or row is None or row.kind != "day":
            return
        days = [row.key for day in self._days() if self.tree.isExpanded(day) and (row := self.model.row_of(day))]
        self._context.memory.keep_choice(OPEN, " ".join((self._today.isoformat(), *days)))

    def _restore(self) -> None:
        """Days open as they were left; at first the day of today, else the first; on another day today's as well."""
        days = {str(row.key): index for index in self._days() if (row := self.model.row_of(index))}
        today = self._today.isoformat()
        kept = self._context.memory.choice(OPEN).split()
        opened = days.keys() & set(kept[1:])
        if kept[:1] != [today] or (len(kept) > 1 and not opened):
            opened |= set([key for key in days if key.removeprefix("day:") >= today][:1] or list(days)[:2])
        self._restoring = True
        for key, index in days.items():
            self.tree.setExpanded(index, key in opened)
        if self._open_visit:
            self.tree.setExpanded(self.model.find(self._open_visit), True)
        self._restoring = False
