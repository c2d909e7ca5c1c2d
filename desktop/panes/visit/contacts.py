"""Who was met: a small table, a contact in each row; Tab goes on by cells, Enter by rows; rows and cards are pasted."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QSize, Qt, Signal
from PySide6.QtGui import QAction, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QApplication, QGridLayout, QToolButton, QVBoxLayout, QWidget

from db.edits import change, create
from db.order import key_between
from db.records import Contact, Visit
from desktop.editor.composition import LineField, commit_composition
from desktop.focus import take_focus
from desktop.panes.history.history_button import open_history
from desktop.panes.parts import button, clear, label, line

if TYPE_CHECKING:
    from desktop.editor.fields import Fields
    from desktop.panes.visit.card_panel import CardPanel
    from desktop.panes.writing import WritingPage

COLUMNS = (("name", 3), ("position", 3), ("organisation", 4), ("tel", 3), ("email", 4))
CARD = "card"
"""The name under which a pasted card is kept until it is decided."""
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
        self._grid.setVerticalSpacing(theme.px(8))
        self._wide = True
        self._rows: list[tuple[list[QWidget], QWidget]] = []
        self.paste_button = button(say("visit.card.paste"), "link", icon="person", theme=theme)
        self.paste_button.clicked.connect(self._paste_copied)
        self.paste_button.setEnabled(not page.context.notebook.read_only)
        self._panel: CardPanel | None = None
        self.add_button = button(say("editor.contacts.add"), "link", icon="plus", theme=theme)
        self.add_button.clicked.connect(self.add)
        self.add_button.setEnabled(not page.context.notebook.read_only)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.px(4))
        layout.addLayout(self._grid)
        layout.addLayout(line(self.add_button, self.paste_button))
        self._below = layout
        self.load()
        if page.context.notebook.reader.draft(visit.id, CARD) is not None:
            self.paste_card(begin=False)  # it was pasted before, and nobody decided

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

    def paste_card(self, text: str = "", *, begin: bool = True) -> None:
        """A box for a card or signature, and under it where its pieces would go. text: to begin with."""
        if self._panel is None:
            from desktop.panes.visit.card_panel import CardPanel

            self._panel = CardPanel(self._page, self._visit, CARD)
            self._panel.closed.connect(self._close_panel)
            self._below.addWidget(self._panel)
        if text:
            self._panel.box.insertPlainText(text)
        if begin:
            self._panel.begin()

    def _paste_copied(self) -> None:
        """The box with the card that was copied, if it is one; chosen, so that another paste takes its place."""
        from exporters.importing.cards import is_card

        copied = QApplication.clipboard().text()
        self.paste_card()
        if self._panel is not None and not self._panel.box.toPlainText().strip() and is_card(copied):
            self._panel.box.insertPlainText(copied.strip())
            self._panel.box.selectAll()

    def _close_panel(self) -> None:
        if self._panel is not None:
            self._panel.hide()
            self._panel.deleteLater()
            self._panel = None
            take_focus(self.paste_button)

    def paste_rows(self, text: str, column: int) -> bool:
        """Rows of a spreadsheet become contacts; False where text is no table."""
        from desktop.models.carding import contact_edits
        from exporters.importing.contact_rows import contact_rows

        found = contact_rows(text, column)
        contacts = self._page.context.notebook.reader.all(Contact, visit=self._visit.id)
        if not found:
            return False
        self._page.fields.autosave.settle()
        changed = contact_edits(found, self._visit.id, contacts)
        if changed:
            self._page.commit(*changed, how="added")
        return True

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Several lines pasted into a cell are rows, or a card."""
        if isinstance(event, QKeyEvent) and event.matches(QKeySequence.StandardKey.Paste):
            text = QApplication.clipboard().text().strip()
            column = watched.property("column")
            several = isinstance(column, int) and "\n" in text or "\t" in text
            if several and event.type() == QEvent.Type.ShortcutOverride:
                event.accept()
                return True
            if several and event.type() == QEvent.Type.KeyPress and isinstance(watched, LineField):
                commit_composition(watched)
                if not self.paste_rows(text, column):
                    self.paste_card(text)
                return True
        return super().eventFilter(watched, event)

    def _down(self, row: int, field: str) -> None:
        """Enter: the same cell of the next contact; behind the last one a new contact."""
        if row < len(self._ids):
            writing = self._fields.autosave.writing(self._ids[row], field)
            if writing is not None:
                take_focus(writing.widget)
        else:
            self.add()

    def _row(self, row: int, contact: Contact) -> tuple[list[QWidget], QWidget]:
        say, theme = self._page.context.sentences, self._page.context.theme
        cells: list[QWidget] = []
        for column, (name, _) in enumerate(COLUMNS):
            words = say(f"fields.field.{name}")
            widget = self._fields.line(contact, name, f"{say('fields.kind.contact')} {row}: {words}", look="header")
            widget.editingFinished.connect(self.changed)
            widget.returnPressed.connect(partial(self._down, row, name))
            widget.setProperty("column", column)
            widget.installEventFilter(self)
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
        away.setProperty("look", "level")
        away.setFixedHeight(widget.sizeHint().height())  # it stands level with the line, and no row is higher for it
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
