"""Who was met: one row a contact, each field on its line, one press to add or take away."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QGridLayout, QToolButton, QVBoxLayout, QWidget

from db.edits import change, create
from db.order import key_between
from db.records import Contact, Visit
from desktop.focus import take_focus
from desktop.panes.history.history_button import open_history
from desktop.panes.parts import button, clear, label, line

if TYPE_CHECKING:
    from desktop.editor.composition import LineField
    from desktop.editor.fields import Fields
    from desktop.panes.writing import WritingPage

COLUMNS = (("name", 3), ("position", 3), ("organisation", 4), ("tel", 3), ("email", 4))
NARROW = 2
"""Fields side by side where there is little room."""


class ContactList(QWidget):
    """changed: one came or went, or was written. removed: id of one that is in the bin now."""

    changed = Signal()
    removed = Signal(str)

    def __init__(self, page: WritingPage, fields: Fields, visit: Visit) -> None:
        super().__init__(page)
        self._page, self._fields, self._visit = page, fields, visit
        self._ids: list[str] = []
        self._first: LineField | None = None
        theme, say = page.context.theme, page.context.sentences
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(theme.px(12))
        self._grid.setVerticalSpacing(theme.px(4))
        self._wide = True
        self._rows: list[tuple[list[QWidget], QWidget]] = []
        self.add_button = button(say("editor.contacts.add"), "link", icon="plus", theme=theme)
        self.add_button.clicked.connect(self.add)
        self.add_button.setEnabled(not page.context.notebook.read_only)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.px(4))
        layout.addLayout(self._grid)
        layout.addLayout(line(self.add_button))
        self.load()

    def load(self) -> None:
        """Show the visit's contacts."""
        contacts = self._page.context.notebook.reader.all(Contact, visit=self._visit.id)
        self._ids = [contact.id for contact in contacts]
        clear(self._grid)
        self._first = None
        self._rows = [self._row(row, contact) for row, contact in enumerate(contacts, start=1)]
        self._place()

    def set_wide(self, wide: bool) -> None:
        """Whether all fields of a contact stand in one row."""
        if wide != self._wide:
            self._wide = wide
            self._place()

    def _place(self) -> None:
        across = len(COLUMNS) if self._wide else NARROW
        lines = -(-len(COLUMNS) // across)
        for row, (cells, away) in enumerate(self._rows):
            for place, cell in enumerate(cells):
                cell.layout().itemAt(0).widget().setVisible(row == 0 or not self._wide)  # type: ignore[union-attr]
                self._grid.addWidget(cell, row * lines + place // across, place % across)
            self._grid.addWidget(away, row * lines, across, Qt.AlignmentFlag.AlignBottom)
        for column in range(len(COLUMNS) + 1):
            stretch = COLUMNS[column][1] if column < len(COLUMNS) else 0
            self._grid.setColumnStretch(column, stretch if self._wide else int(column < NARROW))

    def refresh(self) -> None:
        found = [contact.id for contact in self._page.context.notebook.reader.all(Contact, visit=self._visit.id)]
        if found != self._ids:
            self._page.fields.autosave.keep()
            self.load()
        self.changed.emit()

    def begin(self) -> None:
        """Put the focus into the first contact; make one where there is none."""
        if self._first is None and not self._page.context.notebook.read_only:
            self.add()
        if self._first is not None:
            take_focus(self._first)

    def add(self) -> None:
        """A new contact at the end, the focus in its name."""
        contacts = self._page.context.notebook.reader.all(Contact, visit=self._visit.id)
        edit = create(Contact, visit=self._visit.id, order=key_between(contacts[-1].order if contacts else None, None))
        if self._page.commit(edit) is None:
            return
        writing = self._fields.autosave.writing(edit.object, "name")
        if writing is not None:
            take_focus(writing.widget)

    def _row(self, row: int, contact: Contact) -> tuple[list[QWidget], QWidget]:
        say, theme = self._page.context.sentences, self._page.context.theme
        cells: list[QWidget] = []
        for column, (name, _) in enumerate(COLUMNS):
            words = say(f"fields.field.{name}")
            widget = self._fields.line(contact, name, f"{say('fields.kind.contact')} {row}: {words}", look="header")
            widget.editingFinished.connect(self.changed)
            cell = QWidget()
            inside = QVBoxLayout(cell)
            inside.setContentsMargins(0, 0, 0, 0)
            inside.setSpacing(0)
            inside.addWidget(label(words, "small"))
            inside.addWidget(widget)
            cells.append(cell)
            if row == 1 and column == 0:
                self._first = widget
        away = QToolButton()
        away.setIcon(theme.icon("close", "ink3", 16))
        away.setIconSize(QSize(theme.px(16), theme.px(16)))
        away.setAccessibleName(say("editor.contacts.remove", name=contact.name or row))
        away.setToolTip(away.accessibleName())
        away.clicked.connect(partial(self._remove, contact.id))
        away.setEnabled(not self._page.context.notebook.read_only)
        past = QAction(say("history.open"), away)
        past.triggered.connect(lambda: open_history(self._page, contact.id))
        away.addAction(past)
        away.setContextMenuPolicy(Qt.ContextMenuPolicy.ActionsContextMenu)
        return cells, away

    def _remove(self, contact_id: str) -> None:
        record = self._page.context.notebook.reader.get(contact_id)
        if record is not None:
            self._page.fields.autosave.settle(contact_id)
            if self._page.commit(change(record, deleted=True)) is not None:
                self.removed.emit(contact_id)
