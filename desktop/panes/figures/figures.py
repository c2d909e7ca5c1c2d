"""The contact sheet of the tour: every figure by visit, what it lacks in red, moved and mended where it is seen."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QPoint, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QListView, QMenu, QStackedWidget, QVBoxLayout, QWidget

from db.edits import change
from db.errors import KnownError
from db.records import Figure, Visit
from desktop.dialogs.working import Working
from desktop.focus import take_focus
from desktop.models.contact_sheet import SheetModel, Tile, contact_sheet, in_text, in_time, lacking, moved, shifted
from desktop.models.outline import by_time, visit_name
from desktop.panes.figures.delegate import HIGH, WIDE, SheetDelegate
from desktop.panes.figures.thumbnails import Thumbnails
from desktop.panes.flow import FlowLayout
from desktop.panes.parts import button, label, line, picture
from desktop.panes.pictures import choose_pictures, picture_fields, take_pictures
from desktop.permissions import owners

if TYPE_CHECKING:
    from db.blobs import Blob
    from db.edits import Changes, Edit
    from desktop.context import PageContext


class FiguresPage(QWidget):
    """A page of the centre; see PageContext."""

    status_changed = Signal(str)
    noted = Signal(str)
    open_requested = Signal(str)

    def __init__(self, context: PageContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.context = context
        self._tiles: list[Tile] = []
        self._stale = True
        self.setObjectName("page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        say, theme = context.sentences, context.theme
        self.model = SheetModel(say, self._dropped, self)
        self.view = QListView()
        double = 2 * theme.text_size / 100
        self.pictures = Thumbnails(context, QSize(round(WIDE * double), round(HIGH * double)), self)
        self.pictures.made.connect(self.view.viewport().update)
        self.working = Working(theme, say)
        self.all, self.lacking = button("", "toggle"), button("", "toggle")
        for press in (self.all, self.lacking):
            press.setCheckable(True)
            press.setAutoExclusive(True)
            press.clicked.connect(self._show)
        self.all.setChecked(True)
        self.stack = QStackedWidget()
        self.empty, self.complete = self._nothing("image", "empty"), self._nothing("check", "complete")
        self._dress()
        self._lay_out()
        self._fitting = QTimer(self)
        self._fitting.setSingleShot(True)
        self._fitting.timeout.connect(self.view.scheduleDelayedItemsLayout)

    # --- the page's promises ------------------------------------------------------------------------------------

    def show_object(self, object_id: str) -> None:
        """There is only one sheet."""
        self._read()
        take_focus(self.view)

    def leave(self) -> None:
        """Nothing is written here."""

    def refresh(self, changes: Changes) -> None:
        """Read again; where it is not seen, when it is shown next."""
        self._stale = self._stale or bool(changes.kinds & {"figure", "visit", "chapter"})
        if self._stale and self.isVisible():
            self._read()

    def note(self, text: str) -> None:
        """One quiet line for the status bar."""
        self.noted.emit(text)

    # --- what is done to figures --------------------------------------------------------------------------------

    def selected(self) -> list[Figure]:
        """The figures that are chosen, in their order."""
        rows = sorted(self.view.selectionModel().selectedIndexes(), key=lambda index: index.row())
        return [tile.figure for index in rows if (tile := self.model.tile(index)) and tile.figure]

    def open_place(self) -> None:
        """Open the figure where it belongs."""
        if figures := self.selected():
            self.open_requested.emit(figures[0].id)

    def remove(self) -> None:
        """Put what is chosen into the bin."""
        self._write([change(figure, deleted=True) for figure in self.selected()])

    def give(self, figures: Sequence[Figure], visit: str) -> None:
        """Put figures behind those of another visit."""
        if any(in_text(figure) for figure in figures):
            self.note(self.context.sentences("figures.in_text"))
        self._write(moved(self.context.notebook.reader, figures, visit))

    def shift(self, by: int) -> None:
        """Move the one that is chosen forward (-1) or back (1) within its visit."""
        if len(figures := self.selected()) == 1:
            self._write(shifted(self.context.notebook.reader, figures[0], by))

    def sort(self) -> None:
        """Bring the figures of its visit into the order in which they were taken."""
        if (figures := self.selected()) and figures[0].visit:
            self._write(in_time(self.context.notebook.reader, figures[0].visit))

    def replace(self) -> None:
        """Give the one that is chosen another picture."""
        if not (figures := self.selected()) or not self._allowed(figures[:1]):
            return
        chosen = figures[0].id
        choose_pictures(self, lambda paths: take_pictures(self, paths[:1], lambda blobs: self._put(chosen, blobs)))

    def _put(self, figure_id: str, blobs: Sequence[Blob]) -> None:
        figure = self.context.notebook.reader.get(figure_id)
        if figure is not None:
            blob = blobs[0]
            self._write([change(figure, **picture_fields(blob))])

    def _dropped(self, ids: list[str], host: str) -> None:
        reader = self.context.notebook.reader
        if not isinstance(reader.get(host), Visit):
            return
        figures = [figure for each in ids if isinstance(figure := reader.get(each), Figure)]
        self.give(figures, host)

    def _allowed(self, figures: Sequence[Figure]) -> bool:
        reader, person = self.context.notebook.reader, self.context.person
        if any(owners(reader, figure, person) for figure in figures):
            self.note(self.context.sentences("figures.others"))
            return False
        return not self.context.notebook.read_only

    def _write(self, edits: Sequence[Edit]) -> None:
        reader = self.context.notebook.reader
        figures = [figure for edit in edits if isinstance(figure := reader.get(edit.object), Figure)]
        if not edits or not self._allowed(figures):
            return
        try:
            self.context.operations.commit(edits)
        except KnownError as error:
            self.context.messages.error(error, topic="saving")

    # --- reading ------------------------------------------------------------------------------------------------

    def _read(self) -> None:
        if not self._stale:
            return
        self._stale = False
        self._tiles = contact_sheet(self.context.notebook.reader, self.context.sentences)
        self._show()

    def _show(self) -> None:
        """Show what the filter lets through; what was chosen stays chosen, or its place."""
        index = self.view.currentIndex()
        row, tile = index.row(), self.model.tile(index)
        bar = self.view.verticalScrollBar()
        at = bar.value()
        say, figures = self.context.sentences, [tile for tile in self._tiles if tile.figure]
        short = lacking(self._tiles)
        self.all.setText(say("figures.all", count=len(figures)))
        self.lacking.setText(say("figures.lacking", count=sum(bool(tile.lacks) for tile in figures)))
        tiles = short if self.lacking.isChecked() else self._tiles
        self.model.show(tiles)
        self.stack.setCurrentWidget(self.view if tiles else self.complete if figures else self.empty)
        self.filters.setVisible(bool(figures))
        found = self.model.row_of(tile.figure.id) if tile is not None and tile.figure else -1
        row = found if found >= 0 else min(max(row, 1), len(tiles) - 1)
        while 0 < row < len(tiles) and tiles[row].figure is None:
            row += 1 if row + 1 < len(tiles) else -1
        if tiles:
            self.view.setCurrentIndex(self.model.index(row))
            self.view.executeDelayedItemsLayout()
            bar.setValue(at)
            self.view.scrollTo(self.model.index(row))

    # --- keys and menu ------------------------------------------------------------------------------------------

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Enter opens, Delete removes, Alt with arrows moves; all in the menu too."""
        if event.type() != QEvent.Type.KeyPress or not isinstance(event, QKeyEvent):
            return super().eventFilter(watched, event)
        key, alt = event.key(), bool(event.modifiers() & Qt.KeyboardModifier.AltModifier)
        do: Callable[[], None] | None = None
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            do = self.open_place
        elif key == Qt.Key.Key_Delete:
            do = self.remove
        elif alt and key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            do = lambda: self.shift(-1 if key == Qt.Key.Key_Up else 1)  # noqa: E731
        if do is None:
            return super().eventFilter(watched, event)
        do()
        return True

    def menu(self) -> QMenu:
        """Everything that can be done to what is chosen."""
        say, menu = self.context.sentences, QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addAction(f"{say('figures.open')}\tEnter", self.open_place)
        writing = [
            menu.addAction(say("figures.replace"), self.replace),
            menu.addAction(f"{say('figures.earlier')}\tAlt+↑", lambda: self.shift(-1)),
            menu.addAction(f"{say('figures.later')}\tAlt+↓", lambda: self.shift(1)),
            menu.addAction(say("figures.by_time"), self.sort),
        ]
        others = menu.addMenu(say("figures.move"))
        figures = self.selected()
        reader = self.context.notebook.reader
        for visit in sorted(by_time(reader.all(Visit)), key=lambda visit: visit.date or "9999"):
            name = visit_name(visit, say).replace("&", "&&")
            others.addAction(name, partial(self.give, figures, visit.id))
        menu.addSeparator()
        writing.append(menu.addAction(f"{say('figures.remove')}\tDel", self.remove))
        for action in (*writing, others.menuAction()):
            action.setEnabled(bool(figures) and not self.context.notebook.read_only)
        return menu

    def _menu_at(self, place: QPoint) -> None:
        if self.selected():
            self.menu().popup(self.view.viewport().mapToGlobal(place))

    # --- building -----------------------------------------------------------------------------------------------

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fitting.start(0)  # heads are as wide as the sheet

    def _dress(self) -> None:
        view, say, theme = self.view, self.context.sentences, self.context.theme
        view.setObjectName("sheet")
        view.setModel(self.model)
        view.setItemDelegate(SheetDelegate(theme, view, self.model, self.pictures, say("figures.no_caption")))
        view.setAccessibleName(say("figures.title"))
        view.setWrapping(True)
        view.setFlow(QListView.Flow.LeftToRight)
        view.setResizeMode(QListView.ResizeMode.Adjust)
        view.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        view.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        view.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        view.setMouseTracking(True)
        if not self.context.notebook.read_only:
            view.setDragDropMode(QAbstractItemView.DragDropMode.DragDrop)
            view.setDefaultDropAction(Qt.DropAction.MoveAction)
        view.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        view.customContextMenuRequested.connect(self._menu_at)
        view.doubleClicked.connect(lambda _: self.open_place())
        view.installEventFilter(self)

    def _lay_out(self) -> None:
        say, theme = self.context.sentences, self.context.theme
        self.filters = QWidget()
        row = FlowLayout(theme.px(6), theme.px(4))
        row.addWidget(self.all)
        row.addWidget(self.lacking)
        self.filters.setLayout(row)
        for part in (self.view, self.empty, self.complete):
            self.stack.addWidget(part)
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.px(24), theme.px(22), theme.px(8), theme.px(8))
        column.setSpacing(theme.px(10))
        column.addLayout(line(label(say("figures.title"), "day")))
        column.addWidget(self.filters)
        column.addWidget(self.working)
        column.addWidget(self.stack, 1)

    def _nothing(self, icon: str, key: str) -> QWidget:
        say, theme = self.context.sentences, self.context.theme
        page, middle = QWidget(), Qt.AlignmentFlag.AlignHCenter
        column = QVBoxLayout(page)
        column.addStretch(2)
        column.addWidget(picture(theme, icon, "ink3", 32), alignment=middle)
        for name, look in ((key, "head"), (f"{key}_line", "second")):
            words = label(say(f"figures.{name}"), look, wrap=True)
            words.setAlignment(middle)
            column.addSpacing(theme.px(8))
            column.addWidget(words)
        column.addStretch(3)
        return page
