"""The header of a visit: its fields on lines, what is missing in amber, the rarer ones and the contacts unfolded."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QLineEdit, QPushButton, QVBoxLayout, QWidget

from db.edits import change
from db.records import Contact, Visit
from desktop.editor.composition import LineField, commit_composition
from desktop.editor.fields import Fields, mark_missing, set_look
from desktop.panes import when
from desktop.panes.contacts import ContactList
from desktop.panes.parts import Elided, Press, button, clear, label, line

if TYPE_CHECKING:
    from desktop.panes.writing import WritingPage

FIRST = ("original_name", "when", "address", "web", "contacts", "tel", "email", "language")
MORE = ("institution", "title", "visit_type", "fax", "country", "city")
WIDE, MIDDLE = 760, 430
"""px at 100 % from which four, and two, fields stand side by side. Below WIDE the header is one line until unfolded."""


class HeaderForm(QWidget):
    """renamed: title, institution or type changed."""

    renamed = Signal()

    def __init__(self, page: WritingPage, fields: Fields) -> None:
        super().__init__(page)
        self._page, self._fields, self._context = page, fields, page.context
        self._visit: Visit | None = None
        self._cells: list[QWidget] = []
        self._more: list[QWidget] = []
        self._columns = 4
        self.when: LineField | None = None
        self.contacts: ContactList | None = None
        theme = page.context.theme
        self._summary = Elided("", "second")
        self._first = QWidget()
        self._grid = QGridLayout(self._first)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(theme.px(28))
        self._grid.setVerticalSpacing(theme.px(10))
        self._rest = QWidget()
        self._rest_layout = QVBoxLayout(self._rest)
        self._rest_layout.setContentsMargins(0, theme.px(10), 0, 0)
        self._rest_layout.setSpacing(theme.px(12))
        self._rest.hide()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(theme.px(26), 0, theme.px(20), theme.px(6))
        layout.setSpacing(0)
        layout.addWidget(self._summary)
        layout.addWidget(self._first)
        layout.addWidget(self._rest)

    @property
    def unfolded(self) -> bool:
        return not self._rest.isHidden()

    def unfold(self, shown: bool) -> None:
        """Show the rarer fields and the contacts."""
        self._rest.setVisible(shown)
        self._fold()

    def load(self, visit: Visit) -> None:
        """Show this visit."""
        self._visit = visit
        clear(self._grid)
        clear(self._rest_layout)
        self._cells = [self._cell(visit, name) for name in FIRST]
        self._more = [self._cell(visit, name) for name in MORE]
        self._more_grid = QGridLayout()
        self._more_grid.setHorizontalSpacing(self._grid.horizontalSpacing())
        self._more_grid.setVerticalSpacing(self._grid.verticalSpacing())
        self._rest_layout.addLayout(self._more_grid)
        self.contacts = ContactList(self._page, self._fields, visit)
        self.contacts.changed.connect(self.show_contacts)
        self._rest_layout.addWidget(self.contacts)
        self._place()
        self._fold()
        self.show_contacts()

    def keep(self) -> None:
        """Write date and times, which are no text of their own."""
        if self.when is None or self._visit is None or not self.when.isModified():
            return
        commit_composition(self.when)
        found = when.read(self.when.text())
        self._wrong(self.when, found is None)
        if found is None:
            return
        self.when.setModified(False)
        visit = self._context.notebook.reader.get(self._visit.id)
        assert isinstance(visit, Visit)
        if found != (visit.date, visit.start_time, visit.end_time):
            day, start, end = found
            self._page.commit(change(visit, date=day, start_time=start, end_time=end))
        self._say_when()

    def refresh(self) -> None:
        """Contacts and times may have changed."""
        if self._visit is not None and self.when is not None and not self.when.isModified():
            self._say_when()
        self.show_contacts()

    def show_contacts(self) -> None:
        """The one line about who was met."""
        if self._visit is None:
            return
        contacts = self._context.notebook.reader.all(Contact, visit=self._visit.id)
        words = ""
        if contacts:
            first = contacts[0]
            words = " · ".join(filter(None, (first.name or first.organisation, first.position)))
            if len(contacts) > 1:
                words = self._context.sentences("editor.contacts.more", first=words, count=len(contacts) - 1)
        self._who.setText(words or self._context.sentences("editor.empty"))
        set_look(self._who_line, "header" if words else "header_missing")

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.FocusOut and watched is self.when:
            self.keep()
        return super().eventFilter(watched, event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        px, width = self._context.theme.px, event.size().width()
        columns = 4 if width >= px(WIDE) else 2 if width >= px(MIDDLE) else 1
        if columns != self._columns:
            self._columns = columns
            self._place()
            self._fold()

    def _fold(self) -> None:
        """Where there is little room, the whole header is one line until it is unfolded."""
        one_line = self._columns < 4 and not self.unfolded
        self._first.setVisible(not one_line)
        self._summary.setVisible(one_line)
        if one_line and self._visit is not None:
            name = self._fields.autosave.writing(self._visit.id, "original_name")
            parts = (name.widget.text() if name else "", self.when.text() if self.when else "")  # type: ignore[union-attr]
            self._summary.setText(" · ".join(filter(None, parts)) or self._context.sentences("editor.empty"))

    def _place(self) -> None:
        for grid, cells in ((self._grid, self._cells), (getattr(self, "_more_grid", None), self._more)):
            if grid is None:
                continue
            for number, cell in enumerate(cells):
                grid.addWidget(cell, number // self._columns, number % self._columns)
            for column in range(4):
                grid.setColumnStretch(column, (10, 10, 12, 10)[column] if column < self._columns else 0)

    def _cell(self, visit: Visit, name: str) -> QWidget:
        say, cell = self._context.sentences, QWidget()
        layout = QVBoxLayout(cell)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        words = say(f"editor.header.{name}")
        layout.addWidget(label(words, "small"))
        if name == "contacts":
            layout.addWidget(self._contacts_line(words), 1)
            return cell
        if name == "when":
            widget = self.when = LineField(when.shown(visit, say))
            widget.setAccessibleName(words)
            widget.setTextMargins(-2, 0, 0, 0)
            mark_missing(widget, say("editor.empty"))
            widget.setReadOnly(self._context.notebook.read_only)
            widget.installEventFilter(self)
            widget.returnPressed.connect(self.keep)
        else:
            widget = self._fields.line(visit, name, words, missing=True)
            if name in ("title", "institution", "visit_type"):
                widget.textEdited.connect(self.renamed)
        widget.setCursorPosition(0)
        layout.addWidget(widget)
        return cell

    def _contacts_line(self, words: str) -> QWidget:
        self._who = label("")
        self._who_line = Press(self._context.theme, "header")
        self._who_line.setAccessibleName(words)
        inner = line(self._who)
        self._who_line.setLayout(inner)
        self._who_line.pressed.connect(self._to_contacts)
        return self._who_line

    def _to_contacts(self) -> None:
        self.unfold(True)
        if self.contacts is not None:
            self.contacts.begin()

    def _say_when(self) -> None:
        visit = self._context.notebook.reader.get(self._visit.id) if self._visit else None
        if isinstance(visit, Visit) and self.when is not None and not self.when.hasFocus():
            self.when.setText(when.shown(visit, self._context.sentences))

    def _wrong(self, widget: QLineEdit, wrong: bool) -> None:
        widget.setProperty("wrong", "true" if wrong else "false")
        widget.setToolTip(self._context.sentences("editor.header.when_wrong") if wrong else "")
        widget.style().unpolish(widget)
        widget.style().polish(widget)


def fold_button(header: HeaderForm) -> QPushButton:
    """The button that unfolds the rarer fields."""
    context = header._context
    answer = button(context.sentences("editor.header.unfold"), "quiet", icon="down", theme=context.theme)
    answer.setCheckable(True)
    answer.toggled.connect(header.unfold)
    answer.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    return answer
