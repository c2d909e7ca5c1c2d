"""The contact sheet of the tour: every figure by visit, what it lacks in red, moved and mended where it is seen."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QItemSelection, QItemSelectionModel, QObject, QPoint, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence, QResizeEvent
from PySide6.QtWidgets import QMenu, QStackedWidget, QVBoxLayout, QWidget

from db.edits import change
from db.errors import KnownError
from db.records import Figure, Person, Visit
from desktop.dialogs.working import Working
from desktop.focus import take_focus
from desktop.models.contact_sheet import (
    NOWHERE,
    SheetModel,
    Tile,
    added,
    contact_sheet,
    in_text,
    in_time,
    lacking,
    of_group,
    picture_fields,
    placed,
    shifted,
)
from desktop.models.outline import FIGURES
from desktop.panes.figures.big_picture import BigPicture
from desktop.panes.figures.delegate import HIGH, PAD, WIDE, SheetDelegate
from desktop.panes.figures.menus import CREDIT, MOVE, others_menu, sheet_menu
from desktop.panes.figures.view import SheetView
from desktop.panes.flow import FlowLayout
from desktop.panes.nothing import Nothing
from desktop.panes.parts import button, label, line
from desktop.panes.pictures import choose_pictures, given_pictures, take_pictures
from desktop.permissions import owners
from desktop.thumbnails import Thumbnails

if TYPE_CHECKING:
    from db.blobs import Blob
    from db.edits import Changes, Edit
    from desktop.context import PageContext
    from desktop.panes.pictures import Source


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
        self.model = SheetModel(say, self)
        self.view = SheetView(theme, self.model)
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
        self.big = BigPicture(context, self.view, self.model)
        self.big.left.connect(self.leave_big)
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
        tile = self.model.tile(self.view.currentIndex())
        if figures := self.selected():
            self.open_requested.emit(figures[0].id if figures[0].visit or figures[0].entry else FIGURES)
        elif tile is not None and tile.host:
            self.open_requested.emit(tile.host)

    def look(self) -> None:
        """Show the current picture large."""
        if self.big.show_current():
            self._share(big=True)
            self.big.take_focus()

    def leave_big(self) -> None:
        """Back to the sheet, at the picture that was looked at last."""
        self._share(big=False)
        self.view.scrollTo(self.view.currentIndex())
        take_focus(self.view)

    def _share(self, *, big: bool) -> None:
        """The large picture has the page for itself."""
        self.top.setVisible(not big)
        if big or self.stack.currentWidget() is self.big:
            self.stack.setCurrentWidget(self.big if big else self.view)

    def remove(self) -> None:
        """Put what is chosen into the bin."""
        self._write([change(figure, deleted=True) for figure in self.selected()])

    def give(self, figures: Sequence[Figure], host: str, before: str = "") -> None:
        """Put figures into a group: a visit's, or of none. before: id of the one in front of which they come."""
        if any(in_text(figure) for figure in figures):
            self.note(self.context.sentences("figures.in_text"))
        self._write(placed(self.context.notebook.reader, figures, host, before))

    def credit_me(self) -> None:
        """What is chosen is by whoever writes here."""
        reader, person = self.context.notebook.reader, self.context.person
        me = reader.get(person) if person else None
        if isinstance(me, Person):
            self._write([change(figure, credit=me.name) for figure in self.selected() if figure.credit != me.name])
        else:
            self.note(self.context.sentences("editor.figures.nobody"))

    def take(self, sources: Sequence[Source], host: str) -> None:
        """Take pictures into a group: a visit's, or of none."""
        reader = self.context.notebook.reader
        if self.context.notebook.read_only or not sources:
            return
        if host and not isinstance(reader.get(host), Visit):
            self.note(self.context.sentences("figures.of_chapter"))
            return
        known = {figure.blob for figure in of_group(reader, host) if figure.blob}
        take_pictures(self, sources, partial(self._add, host), known)

    def _add(self, host: str, blobs: Sequence[Blob]) -> None:
        edits = added(self.context.notebook.reader, blobs, host)
        show = partial(self._choose, [edit.object for edit in edits])  # once the sheet was read again
        self.context.operations.commit_later(edits, lambda _: QTimer.singleShot(0, self, show))

    def _choose(self, ids: Sequence[str]) -> None:
        rows = [row for each in ids if (row := self.model.row_of(each)) >= 0]
        if not rows:
            return
        chosen = QItemSelection()
        for row in rows:
            chosen.select(self.model.index(row), self.model.index(row))
        keep = QItemSelectionModel.SelectionFlag
        self.view.selectionModel().setCurrentIndex(self.model.index(rows[0]), keep.NoUpdate)
        self.view.selectionModel().select(chosen, keep.ClearAndSelect)
        self.view.scrollTo(self.model.index(rows[0]))

    def _keep_chosen(self, ids: Sequence[str]) -> None:
        """What was chosen before the sheet was read again stays chosen, as far as it is shown."""
        rows = [row for each in ids if (row := self.model.row_of(each)) >= 0]
        if len(rows) > 1:
            flag = QItemSelectionModel.SelectionFlag
            for row in rows:
                self.view.selectionModel().select(self.model.index(row), flag.Select)

    def paste(self) -> None:
        """Take pictures of the clipboard into the group that the current tile is of."""
        tile = self.model.tile(self.view.currentIndex())
        if sources := given_pictures(QGuiApplication.clipboard().mimeData()):
            self.take(sources, tile.host if tile is not None else NOWHERE)
        else:
            self._refused()

    def _refused(self) -> None:
        self.note(self.context.sentences("figures.not_pictures"))

    def shift(self, by: int) -> None:
        """Move the one that is chosen forward (-1) or back (1) within its visit."""
        if len(figures := self.selected()) == 1:
            self._write(shifted(self.context.notebook.reader, figures[0], by))

    def sort(self) -> None:
        """Bring the figures of its visit into the order in which they were taken."""
        if figures := self.selected():
            self._write(in_time(self.context.notebook.reader, figures[0].visit or NOWHERE))

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

    def _shifted(self, ids: Sequence[str], host: str, before: str) -> None:
        reader = self.context.notebook.reader
        if host and not isinstance(reader.get(host), Visit):
            self.note(self.context.sentences("figures.of_chapter"))
            return
        figures = [figure for each in ids if isinstance(figure := reader.get(each), Figure)]
        self.give(figures, host, before)
        self._choose(ids)

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
        chosen = [figure.id for figure in self.selected()]
        self.model.show(tiles)
        large = self.stack.currentWidget() is self.big
        self.stack.setCurrentWidget(self.view if tiles else self.complete if figures else self.empty)
        self.filters.setVisible(bool(figures))
        found = self.model.row_of(tile.figure.id) if tile is not None and tile.figure else -1
        row = found if found >= 0 else max(row, 0)
        stops = [place for place, each in enumerate(tiles) if each.figure is not None or each.empty]
        row = next((place for place in stops if place >= row), stops[-1] if stops else -1)
        if tiles:
            self.view.setCurrentIndex(self.model.index(row))
            self.view.executeDelayedItemsLayout()
            bar.setValue(at)
            if not self.view.visualRect(self.model.index(row)).intersects(self.view.viewport().rect()):
                self.view.scrollTo(self.model.index(row))
        self._keep_chosen(chosen)
        if large:  # what was done to the one that is looked at is seen there
            self._share(big=self.stack.currentWidget() is self.view and self.big.show_current())

    # --- keys and menu ------------------------------------------------------------------------------------------

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Enter opens, Delete removes, Alt with arrows moves, and more; all in the menu too."""
        if event.type() != QEvent.Type.KeyPress or not isinstance(event, QKeyEvent):
            return super().eventFilter(watched, event)
        key, alt = event.key(), bool(event.modifiers() & Qt.KeyboardModifier.AltModifier)
        do: Callable[[], None] | None = None
        if key == Qt.Key.Key_Space and watched is self.view and not event.modifiers():
            do = self.look
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            do = self.open_place
        elif key == Qt.Key.Key_Delete:
            do = self.remove
        elif event.matches(QKeySequence.StandardKey.Paste):
            do = self.paste
        elif QKeySequence(event.keyCombination()) == QKeySequence(CREDIT):
            do = self.credit_me
        elif QKeySequence(event.keyCombination()) == QKeySequence(MOVE):
            do = self.move_to
        elif alt and key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            do = lambda: self.shift(-1 if key == Qt.Key.Key_Up else 1)  # noqa: E731
        if do is None:
            return super().eventFilter(watched, event)
        do()
        return True

    def menu(self) -> QMenu:
        """Everything that can be done to what is chosen."""
        return sheet_menu(self, self)

    def move_to(self) -> None:
        """Ask which visit what is chosen is to belong to."""
        if (figures := self.selected()) and not self.context.notebook.read_only:
            menu = others_menu(self, self, figures)
            menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
            box = self.view.visualRect(self.view.currentIndex())
            menu.popup(self.view.viewport().mapToGlobal(box.center()))
            menu.setActiveAction(menu.actions()[0])

    def _menu_at(self, place: QPoint) -> None:
        if self.selected():
            self.menu().popup(self.view.viewport().mapToGlobal(place))

    # --- building -----------------------------------------------------------------------------------------------

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fitting.start(0)  # heads are as wide as the sheet

    def _dress(self) -> None:
        view, say, theme = self.view, self.context.sentences, self.context.theme
        words = say("figures.no_caption"), say("figures.none_here")
        view.setItemDelegate(SheetDelegate(theme, view, self.model, self.pictures, *words))
        view.setAccessibleName(say("figures.title"))
        if not self.context.notebook.read_only:
            view.let_drop()
        view.shifted.connect(self._shifted)
        view.brought.connect(self.take)
        view.refused.connect(self._refused)
        view.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        view.customContextMenuRequested.connect(self._menu_at)
        view.doubleClicked.connect(lambda _: self.open_place())
        view.installEventFilter(self)
        self.big.installEventFilter(self)

    def _lay_out(self) -> None:
        say, theme = self.context.sentences, self.context.theme
        self.filters = QWidget()
        row = FlowLayout(theme.px(6), theme.px(4))
        row.addWidget(self.all)
        row.addWidget(self.lacking)
        row.addWidget(label(say("figures.how"), "small"))
        self.filters.setLayout(row)
        for part in (self.view, self.empty, self.complete, self.big):
            self.stack.addWidget(part)
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.px(24), theme.px(22), theme.px(8), theme.px(8))
        column.setSpacing(theme.px(10))
        self.top = QWidget()
        head = QVBoxLayout(self.top)
        head.setContentsMargins(theme.px(PAD), 0, 0, 0)  # the title stands over the pictures' left edge
        head.setSpacing(theme.px(10))
        head.addLayout(line(label(say("figures.title"), "day")))
        head.addWidget(self.filters)
        column.addWidget(self.top)
        column.addWidget(self.working)
        column.addWidget(self.stack, 1)

    def _nothing(self, icon: str, key: str) -> QWidget:
        say = self.context.sentences
        return Nothing(self.context.theme, icon, say(f"figures.{key}"), say(f"figures.{key}_line"))
