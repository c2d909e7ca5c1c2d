"""The header of a visit: its fields on lines, what is missing in amber, the rarer ones and the contacts unfolded."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QGridLayout, QSizePolicy, QVBoxLayout, QWidget

from db.records import Contact, Visit
from desktop.editor.composition import LineField
from desktop.editor.fields import Fields, set_look
from desktop.focus import take_focus
from desktop.models.suggestions import earlier
from desktop.panes.conflict.header_conflicts import HeaderConflicts
from desktop.panes.history.history_button import open_history
from desktop.panes.parts import Elided, Fitting, Press, button, clear, label, line
from desktop.panes.suggesting import suggest
from desktop.panes.visit.contacts import ContactList
from desktop.panes.visit.recorders_field import RecordersField
from desktop.panes.visit.when_field import WhenField
from desktop.tips import plain_tip

if TYPE_CHECKING:
    from desktop.memory import Place
    from desktop.panes.writing import WritingPage

FIRST = ("original_name", "when", "address", "web", "contacts", "tel", "email", "language")
MORE = ("institution", "title", "visit_type", "fax", "country", "city", "recorders")
KNOWN = frozenset({*FIRST, *MORE} - {"when", "contacts", "title", "recorders"})
"""Fields in which what other visits have is suggested."""
WIDE, MIDDLE = 840, 430
"""px at 100 % from which four, and two, fields stand side by side. Below WIDE the header is one line until unfolded."""


SEEN = 100
"""ms in which the page is painted; then what is folded away is built too."""
LONG = 16
"""Letters of a field above which its tool tip has the whole."""


class HeaderForm(Fitting):
    """renamed: title, institution or type changed. contact_removed: id of one that is in the bin now.

    fold: the button that unfolds the rarer fields, to be put where it is seen. Where the page gives less height than
    is asked for, the header scrolls.
    """

    renamed = Signal()
    contact_removed = Signal(str)

    def __init__(self, page: WritingPage, fields: Fields) -> None:
        super().__init__(page.context.theme.px(40), page)
        self._page, self._fields, self._context = page, fields, page.context
        self._visit: Visit | None = None
        self._cells: list[QWidget] = []
        self._more: list[QWidget] = []
        self._columns = 4
        self.when: WhenField | None = None
        self._recorders: RecordersField | None = None
        self._contacts: ContactList | None = None
        self._unbuilt: Visit | None = None
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(SEEN)
        self._soon.timeout.connect(self._build_rest)
        theme = page.context.theme
        self._summary = Elided("", "second")
        self._summary_line = self._press(self._summary, page.context.sentences("editor.header.unfold"), "")
        self._summary_line.pressed.connect(lambda: self.unfold(True))
        self.fold = button(page.context.sentences("editor.header.unfold"), "quiet", icon="down", theme=theme)
        self.fold.setCheckable(True)
        self.fold.toggled.connect(self.unfold)
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
        inner = QWidget()
        layout = QVBoxLayout(inner)
        layout.setContentsMargins(theme.px(26), 0, theme.px(20), theme.px(6))
        layout.setSpacing(0)
        layout.addWidget(self._summary_line)
        layout.addWidget(self._first)
        self._conflicts = HeaderConflicts(page.context, page.conflicts)
        self._conflicts.unfold_requested.connect(lambda: self.unfold(True))
        layout.addWidget(self._conflicts)
        layout.addWidget(self._rest)
        layout.addStretch(1)
        self.hold(inner)
        self.share(alone=False)

    @property
    def recorders(self) -> RecordersField | None:
        """Who keeps the record; nothing before a visit is shown."""
        self._build_rest()
        return self._recorders

    @property
    def contacts(self) -> ContactList | None:
        """Who was met; nothing before a visit is shown."""
        self._build_rest()
        return self._contacts

    @property
    def unfolded(self) -> bool:
        return not self._rest.isHidden()

    def unfold(self, shown: bool) -> None:
        """Show the rarer fields and the contacts."""
        self._build_rest()
        self.fold.setChecked(shown)
        self.fold.setIcon(self._context.theme.icon("up" if shown else "down", "ink2", 18))
        self._rest.setVisible(shown)
        self._conflicts.unfold(shown)
        self._fold()
        self.resized.emit()

    def share(self, *, alone: bool) -> None:
        """Whether it has the height of the page for itself, or as much as it needs."""
        self.setSizePolicy(
            QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding if alone else QSizePolicy.Policy.Fixed
        )

    def load(self, visit: Visit) -> None:
        """Show this visit."""
        self._visit = self._unbuilt = visit
        clear(self._grid)
        clear(self._rest_layout)
        self._recorders = self._contacts = None
        self._more = []
        self._cells = [self._cell(visit, name) for name in FIRST]
        self._conflicts.load(visit.id)
        self._place()
        self._fold()
        self.show_contacts()
        if self.unfolded:
            self._build_rest()
        elif self.isVisible():
            self._soon.start()

    def _build_rest(self) -> None:
        """Build what is folded away, once it is wanted or the page was seen."""
        visit, self._unbuilt = self._unbuilt, None
        self._soon.stop()
        if visit is None or self._context.operations.closed:
            return
        self._more = [self._cell(visit, name) for name in MORE]
        self._more_grid = QGridLayout()
        self._more_grid.setHorizontalSpacing(self._grid.horizontalSpacing())
        self._more_grid.setVerticalSpacing(self._grid.verticalSpacing())
        self._rest_layout.addLayout(self._more_grid)
        contacts = self._contacts = ContactList(self._page, self._fields, visit)
        contacts.set_wide(self._columns == 4)
        contacts.changed.connect(self.show_contacts)
        contacts.removed.connect(self.contact_removed)
        self._rest_layout.addWidget(contacts)
        past = button(self._context.sentences("history.of_visit"), "link", icon="history", theme=self._context.theme)
        past.clicked.connect(lambda: open_history(self._page, visit.id))
        self._rest_layout.addLayout(line(past))
        self._place()

    def keep(self) -> None:
        """Write date, times and recorders, which are no text of their own."""
        for each in (self.when, self._recorders):
            if each is not None:
                each.keep()

    def focus_contact(self, contact: str) -> None:
        """Unfold, and put the focus into the name of a contact."""
        self.unfold(True)
        writing = self._fields.autosave.writing(contact, "name")
        if writing is not None:
            take_focus(writing.widget)
            self.ensureWidgetVisible(writing.widget)

    def focus_field(self, place: Place) -> bool:
        """Put focus and caret into a field of the header or of a contact; False where it is not there."""
        if place.field not in FIRST:
            self._build_rest()
        writing = self._fields.autosave.writing(place.object_id, place.field)
        own = {each.part: each for each in (self.when, self.recorders) if each is not None}
        widget = writing.widget if writing is not None else own.get(place.field)
        if widget is None or not self.isAncestorOf(widget):
            return False
        if self._rest.isAncestorOf(widget) or self._first.isHidden():
            self.unfold(True)
        self._page.go_on_in(widget, place)
        self.ensureWidgetVisible(widget)
        return True

    def refresh(self) -> None:
        """Contacts, times and recorders may have changed."""
        for each in (self.when, self._recorders):
            if each is not None:
                each.refresh()
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
        self._who.style().polish(self._who)  # its colour follows what it stands in

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._unbuilt is not None:
            self._soon.start()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        px, width = self._context.theme.px, event.size().width()
        columns = 4 if width >= px(WIDE) else 2 if width >= px(MIDDLE) else 1
        if columns != self._columns:
            self._columns = columns
            if self._contacts is not None:
                self._contacts.set_wide(columns == 4)
            self._place()
            if columns < 4 and self._page.field is not None and self._first.isAncestorOf(self._page.field):
                self.unfold(True)  # nobody's line is folded away while it is written in
            self._fold()

    def _fold(self) -> None:
        """Where there is little room, the whole header is one line until it is unfolded."""
        one_line = self._columns < 4 and not self.unfolded
        self._first.setVisible(not one_line)
        self._summary_line.setVisible(one_line)
        if one_line and self._visit is not None:
            name = self._fields.autosave.writing(self._visit.id, "original_name")
            when = self.when
            parts = (
                name.widget.text() if name else "",  # type: ignore[union-attr]
                when.text() if when else "",
                (when.trouble.text() if when.wrong else when.odd.text()) if when else "",
            )
            self._summary.setText(" · ".join(filter(None, parts)) or self._context.sentences("editor.empty"))

    def _place(self) -> None:
        for grid, cells in ((self._grid, self._cells), (getattr(self, "_more_grid", None), self._more)):
            if grid is None:
                continue
            for number, cell in enumerate(cells):
                grid.addWidget(cell, number // self._columns, number % self._columns)
            for column in range(4):
                grid.setColumnStretch(column, (10, 12, 12, 10)[column] if column < self._columns else 0)

    def _cell(self, visit: Visit, name: str) -> QWidget:
        say, cell = self._context.sentences, QWidget()
        layout = QVBoxLayout(cell)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        words = say(f"editor.header.{name}")
        layout.addWidget(label(words, "small"))
        if name == "contacts":
            self._who = Elided("")
            self._who_line = self._press(self._who, words, "header")
            self._who_line.setToolTip(say("editor.contacts.open"))
            self._who_line.pressed.connect(self._to_contacts)
            layout.addWidget(self._who_line)
            layout.addStretch(1)
            return cell
        if name in ("when", "recorders"):
            self._understood(visit, name, words, layout)
            layout.addStretch(1)
            return cell
        widget = self._fields.line(visit, name, words, missing=True)
        if name in KNOWN:
            reader, theme = self._context.notebook.reader, self._context.theme
            suggest(widget, theme, lambda: earlier(reader, name, visit.id))
        if name in ("title", "institution", "visit_type"):
            widget.textEdited.connect(self.renamed)
        widget.textChanged.connect(partial(_show_whole, widget))
        _show_whole(widget, widget.text())
        layout.addWidget(widget)
        layout.addStretch(1)
        return cell

    def _understood(self, visit: Visit, name: str, words: str, layout: QVBoxLayout) -> None:
        """A line whose words stand in other fields."""
        if name == "when":
            self.when = WhenField(self._page, visit, words)
            self.when.put_into(layout)
        else:
            self._recorders = RecordersField(self._page, visit, words)
            self._recorders.place(layout)

    def _press(self, words: QWidget, name: str, look: str) -> Press:
        press = Press(self._context.theme, look)
        press.setAccessibleName(name)
        inner = line(words, stretch=False)
        press.setLayout(inner)
        return press

    def _to_contacts(self) -> None:
        self.unfold(True)
        if self.contacts is not None:
            self.contacts.begin()
            self.ensureWidgetVisible(self.contacts, 0, 0)


def _show_whole(widget: LineField, text: str) -> None:
    """What does not fit is read in the tool tip."""
    widget.setToolTip(plain_tip(text) if len(text) > LONG else "")
