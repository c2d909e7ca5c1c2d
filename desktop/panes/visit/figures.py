"""The figures of a visit: picture or its place, caption, credit, words for those who do not see it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial
from itertools import pairwise
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QSize, Qt, QTimer
from PySide6.QtGui import (
    QDragEnterEvent,
    QDragLeaveEvent,
    QDropEvent,
    QGuiApplication,
    QKeyEvent,
    QKeySequence,
    QResizeEvent,
    QShortcut,
)
from PySide6.QtWidgets import QBoxLayout, QFrame, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget
from shiboken6 import isValid

from db.edits import change
from db.records import Figure, Person, Visit
from desktop.models.contact_sheet import added, picture_fields, shifted
from desktop.panes.history.history_button import open_history
from desktop.panes.parts import button, label, line, rule
from desktop.panes.pictures import choose_pictures, given_pictures, take_pictures
from desktop.panes.visit.entries import EntryPane
from desktop.panes.visit.thumbnail import HEIGHT, WIDTH, Thumbnail, beside, room
from desktop.thumbnails import Thumbnails
from desktop.turns import Turn

if TYPE_CHECKING:
    from db.blobs import Blob
    from db.edits import Changes
    from desktop.panes.pictures import Source
    from desktop.panes.visit.desk import VisitDesk

CREDIT, COPY = "Ctrl+M", "Ctrl+Shift+C"
"""Keys in the fields of a figure: its credit is me; its alternative text is its caption."""
NARROW, MARGINS, ROW, SEEN = 780, 44, 12, 4
"""The width below which a picture always stands above its words; the room at both sides of the column, and above and
below a row; px at 100 %. Rows that are seen, about."""
MANY, SOON = 20, 5
"""Objects that change together from which on the rows are made a moment later, and ms until then."""


class FiguresPane(EntryPane[Figure]):
    """The tab 그림. Pictures may be dropped anywhere on it."""

    kind = Figure
    in_order = False

    def __init__(self, page: VisitDesk) -> None:
        super().__init__(page)
        self._fields: dict[int, list[QWidget]] = {}
        self._presses: dict[int, list[QWidget]] = {}
        self._rows: dict[int, QBoxLayout] = {}
        self._figures: list[Figure] = []
        self._places: dict[str, int] = {}
        self._need, self._narrow = 0, False
        self._top = self._revealed = ""
        self._words = self._around = 0
        self._frame: QFrame | None = None
        self._missing = label("", "warning")
        self._missing.setParent(self)
        self._missing.hide()
        theme = self.context.theme
        self.pictures = Thumbnails(self.context, QSize(theme.px(2 * WIDTH), theme.px(2 * HEIGHT)), self)
        self.pictures.made.connect(self._repaint)
        self._due = Turn(self, self._build_due)
        self.setAcceptDrops(not self.context.notebook.read_only)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._reflow()

    def _reflow(self) -> None:
        """Where it is narrow, pictures stand above their words."""
        theme = self.context.theme
        least = max(self._need + theme.px(MARGINS), theme.px(NARROW))
        self._narrow = self.viewport().width() < least
        for row in self._rows.values():
            row.setDirection(self._way())
        one = next(iter(self._rows.values()), None)
        words = one.itemAt(1) if one is not None else None
        if one is None or words is None:
            return
        self._words = words.sizeHint().height()
        self._around = 2 * theme.px(ROW) + 1 + (one.spacing() if self._narrow else 0)
        self.coming.estimate()

    def _way(self) -> QBoxLayout.Direction:
        return QBoxLayout.Direction.TopToBottom if self._narrow else QBoxLayout.Direction.LeftToRight

    def _height(self, number: int) -> int:
        """Of a row that is not there yet, after the first one."""
        picture = room(self._figures[number], self.context.theme).height()
        return self._around + (picture + self._words if self._narrow else max(picture, self._words))

    def _repaint(self) -> None:
        for each in self.findChildren(Thumbnail):
            each.update()

    def _clear(self) -> None:
        """The rows that were seen come again before anything is painted."""
        self._top = self.view(0).object_id if self._rows else ""
        self._rows, self._fields, self._presses, self._need = {}, {}, {}, 0
        super()._clear()

    def as_read(self, records: list[Figure]) -> list[Figure]:
        self._figures = records
        self._places = {each.id: place for place, each in enumerate(records)}
        return records

    def build(self, visit: Visit, figures: list[Figure]) -> None:
        say, theme = self.context.sentences, self.context.theme
        if not figures:
            self.show_empty(
                "image", "editor.figures.empty", "editor.figures.empty_step", "editor.figures.add", self.choose
            )
            return
        add = button(say("editor.figures.add"), "tonal", icon="plus", theme=theme)
        add.clicked.connect(self.choose)
        add.setEnabled(not self.context.notebook.read_only)
        self._missing = label("", "warning")
        self._all = button(say("editor.figures.all_me"), "link")
        self._all.clicked.connect(self.credit_all)
        self.layout_.addLayout(line(add, self._missing, self._all, spacing=theme.px(14)))
        self._say_missing(figures)
        self.layout_.addSpacing(theme.px(14))
        self._fields[-1] = [add, self._all]
        for number, figure in enumerate(figures):
            self.add_entry(figure, partial(self._slot, number=number), partial(self._height, number))

    def _urgent(self) -> set[str]:
        """The rows that were seen too."""
        top = self._places.get(self._top, -1)
        seen = self._figures[top : top + SEEN] if top >= 0 else []
        return super()._urgent() | {each.id for each in seen}

    def _slot(self, figure: Figure, number: int) -> QWidget:
        """A row, with a line above it where it is not the first."""
        part = self._row(figure, number)
        if number:
            inside = part.layout()
            assert isinstance(inside, QVBoxLayout)
            inside.insertWidget(0, rule())
        return part

    def _attend(self, name: str, part: QWidget) -> None:
        """A row is there: Tab goes from words to words; what is pressed comes behind them all."""
        number = self._places[name]
        before = max(each for each in self._fields if each < number)
        for chain in (self._fields, self._presses):
            last = chain[before][-1] if before in chain else self._fields[number][-1]
            for one, other in pairwise((last, *chain[number])):
                QWidget.setTabOrder(one, other)
        row = self._rows[number]
        need = beside(row)
        if need > self._need:
            self._need = need
            self._reflow()
        row.setDirection(self._way())

    def reveal(self, object_id: str) -> None:
        self._revealed = object_id if self._due.waiting else ""  # it is let be seen once its row can be there
        if not self._revealed:
            super().reveal(object_id)

    def signature(self, records: list[Figure]) -> list[str]:
        return [f"{record.id} {record.blob}" for record in records]

    def refresh(self, changes: Changes) -> None:
        if len(changes.ids) > MANY and self._built:
            self._due.start(SOON)  # what else changes with so many has a turn of its own
            return
        super().refresh(changes)
        if self._built and isValid(self._missing) and "figure" in changes.kinds:
            self._say_missing(self.records())

    def building(self) -> Iterator[None]:
        if self._due.waiting:
            self._build_due()
        return super().building()

    def _build_due(self) -> None:
        self._due.stop()
        if self._built and self.signature(records := self.records()) != self._ids:
            self.rebuild()
            if self._revealed:
                QTimer.singleShot(0, self, partial(self.reveal, self._revealed))
        elif self._built and isValid(self._missing):
            self._say_missing(records)

    def _say_missing(self, figures: Sequence[Figure]) -> None:
        count = sum(not figure.credit for figure in figures)
        self._missing.setText(self.context.sentences("editor.figures.missing", count=count) if count else "")
        self._all.setVisible(count > 1 and bool(self.context.person) and not self.context.notebook.read_only)

    def credit_me(self, figure_id: str) -> None:
        """The picture is by whoever writes here."""
        me = self.context.notebook.reader.get(self.context.person) if self.context.person else None
        if isinstance(me, Person):
            self._write(figure_id, credit=me.name)
        else:
            self.page.note(self.context.sentences("editor.figures.nobody"))

    def credit_all(self) -> None:
        """Those without credit are by whoever writes here: one step that can be undone."""
        self.fields.autosave.settle()
        me = self.context.notebook.reader.get(self.context.person or "")
        if isinstance(me, Person):
            self.page.commit_some(change(each, credit=me.name) for each in self.records() if not each.credit)

    def copy_caption(self, figure_id: str) -> None:
        """The caption says it also to those who do not see the picture."""
        self.fields.autosave.settle(figure_id)
        figure = self.context.notebook.reader.get(figure_id)
        if isinstance(figure, Figure) and figure.caption:
            self._write(figure_id, alt=figure.caption)

    def _write(self, figure_id: str, **fields: str) -> None:
        self.fields.autosave.settle(figure_id)
        figure = self.context.notebook.reader.get(figure_id)
        if figure is not None and not self.context.notebook.read_only:
            self.page.commit(change(figure, **fields))

    def choose(self) -> None:
        """Ask for pictures."""
        choose_pictures(self.page, self.take)

    def take(self, paths: Sequence[Source], figure_id: str = "") -> None:
        """Take pictures in; the first one into an existing figure where one is named."""
        known = None if figure_id else {figure.blob for figure in self.records() if figure.blob}
        take_pictures(self.page, paths, partial(self._add, figure_id), known)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if given_pictures(event.mimeData()):
            event.acceptProposedAction()
            self._mark(True)

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        self._mark(False)

    def dropEvent(self, event: QDropEvent) -> None:
        self._mark(False)
        if sources := given_pictures(event.mimeData()):
            event.acceptProposedAction()
            self.take(sources)

    def _mark(self, over: bool) -> None:
        """Show that what is dragged comes in here."""
        if self._frame is None:
            self._frame = QFrame(self)
            self._frame.setObjectName("drop_frame")
            self._frame.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._frame.setGeometry(self.viewport().geometry())
        self._frame.setVisible(over)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not self._pasted(event):
            super().keyPressEvent(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """A picture that was copied is pasted from any of the fields, too; Alt with up and down moves the figure."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            if self._pasted(event):
                return True
            by = {"Alt+Up": -1, "Alt+Down": 1}.get(QKeySequence(event.keyCombination()).toString())
            key = getattr(watched, "key", None)
            if by is not None and key is not None:
                self.shift(key[0], by)
                return True
        return super().eventFilter(watched, event)

    def shift(self, figure_id: str, by: int) -> None:
        """Move a figure one place forward (-1) or back (1); the caret goes with it."""
        self.fields.autosave.settle(figure_id)
        figure = self.context.notebook.reader.get(figure_id)
        if isinstance(figure, Figure) and not self.context.notebook.read_only:
            edits = shifted(self.context.notebook.reader, figure, by)
            if edits and self.page.commit(*edits) is not None:
                self.reveal(figure_id)

    def _pasted(self, event: QKeyEvent) -> bool:
        if self.context.notebook.read_only or not event.matches(QKeySequence.StandardKey.Paste):
            return False
        sources = given_pictures(QGuiApplication.clipboard().mimeData())
        if sources:
            self.take(sources)
        return bool(sources)

    def _add(self, figure_id: str, blobs: Sequence[Blob]) -> None:
        existing = self.context.notebook.reader.get(figure_id) if figure_id else None
        if existing is not None:
            blob = blobs[0]
            self.page.commit(change(existing, **picture_fields(blob)))
            return
        edits = added(self.context.notebook.reader, blobs, self.visit_id)
        if edits:
            visit, first = self.visit_id, edits[0].object
            begin = partial(self._begin, visit, first)  # in a turn of its own
            self.context.operations.commit_later(edits, lambda _: QTimer.singleShot(3 * SOON, self, begin))

    def _begin(self, visit: str, figure: str) -> None:
        """Go on in the words of what came in, where its visit is still the one that is shown."""
        if self.visit_id == visit and self.isVisible():
            self.focus(figure, "caption")

    def _row(self, figure: Figure, number: int) -> QWidget:
        say, theme = self.context.sentences, self.context.theme
        part, called = QWidget(), say("editor.figures.number", number=number + 1)
        outer = QVBoxLayout(part)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        row = self._rows[number] = QHBoxLayout()
        outer.addLayout(row)
        row.setContentsMargins(0, theme.px(ROW), 0, theme.px(ROW))
        row.setSpacing(theme.px(18))
        row.addWidget(Thumbnail(self.context, figure, self.pictures), 0, Qt.AlignmentFlag.AlignTop)
        words = QVBoxLayout()
        words.setSpacing(theme.px(6))
        words.addWidget(label(called, "strong"))
        fields, presses = self._fields.setdefault(number, []), self._presses.setdefault(number, [])
        grid = QGridLayout()
        grid.setHorizontalSpacing(theme.px(10))
        grid.setVerticalSpacing(theme.px(2))
        for place, field in enumerate(("caption", "credit", "alt")):
            name = say(f"fields.field.{field}")
            widget = self.fields.line(figure, field, f"{called}: {name}", look="header", missing=True)
            grid.addWidget(label(name, "small"), place, 0)
            grid.addWidget(widget, place, 1)
            widget.installEventFilter(self)
            widget.returnPressed.connect(partial(self._below, number, field))
            fields.append(widget)
        for place, keys, key, do in ((1, CREDIT, "me", self.credit_me), (2, COPY, "as_caption", self.copy_caption)):
            press = button(f"{say(f'editor.figures.{key}')}  {keys}", "link")
            press.setAccessibleName(f"{called}: {say(f'editor.figures.{key}')}")
            press.clicked.connect(partial(do, figure.id))
            press.setEnabled(not self.context.notebook.read_only)
            shortcut = QShortcut(QKeySequence(keys), part)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(partial(do, figure.id))
            grid.addWidget(press, place, 2)
            presses.append(press)
        words.addLayout(grid)
        words.addLayout(self.page.conflicts.place(figure.id))
        words.addLayout(self._buttons(figure, presses))
        words.addStretch(1)
        row.addLayout(words, 1)
        return part

    def _below(self, number: int, field: str) -> None:
        """Enter leads to the same words of the next figure, as in a table."""
        if number + 1 < len(self._figures):
            self.focus(self._figures[number + 1].id, field)

    def _buttons(self, figure: Figure, presses: list[QWidget]) -> QHBoxLayout:
        say, theme = self.context.sentences, self.context.theme
        other = button(
            say("editor.figures.other" if figure.blob else "editor.figures.choose"), "link", icon="image", theme=theme
        )
        other.clicked.connect(lambda: choose_pictures(self.page, lambda paths: self.take(paths[:1], figure.id)))
        away = button(say("editor.delete"), "link", icon="trash", theme=theme)
        away.clicked.connect(partial(self.remove, figure.id))
        for press in (other, away):
            press.setEnabled(not self.context.notebook.read_only)
        past = button(say("history.title"), "link", icon="history", theme=theme)
        past.clicked.connect(lambda: open_history(self.page, figure.id))
        presses += [other, past, away]
        size = label(f"{figure.width}×{figure.height}" if figure.width else "", "small")
        return line(other, past, away, size, spacing=theme.px(8))
