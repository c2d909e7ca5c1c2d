"""The date of a report, typed as 2031. 9. 30. or 2031-09-30; empty, it is the month in which the tour ended."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.dates import day_of, plain
from desktop.editor.composition import LineField
from desktop.panes.parts import label
from desktop.panes.visit.when import read

if TYPE_CHECKING:
    from desktop.theme import Theme
    from resources import Sentences

LONGEST = 40


class DateField(QWidget):
    """given: YYYY-MM-DD, or None where it was emptied. What is no date is said, and changes nothing."""

    given = Signal(object)

    def __init__(self, theme: Theme, sentences: Sentences) -> None:
        super().__init__()
        self._say = sentences
        self._date: str | None = None
        self.field = LineField()
        self.field.setMaxLength(LONGEST)
        self.field.setAccessibleName(sentences("fields.field.date"))
        self.field.setPlaceholderText(sentences("pages.date_empty"))
        self.wrong = label(sentences("pages.date_wrong"), "error", wrap=True)
        self.wrong.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(2))
        column.addWidget(self.field)
        column.addWidget(self.wrong)
        self.setFocusProxy(self.field)
        self.field.editingFinished.connect(self._read)

    def show_date(self, day: str | None) -> None:
        """What is being typed stays; nobody is told."""
        if day != self._date or not self.field.isModified():
            self._date = day
            found = day_of(day)
            self.field.setText(plain(found, self._say) if found else day or "")
            self._say_wrong(wrong=False)

    def _read(self) -> None:
        text = self.field.text().strip()
        found = read(text)
        day = found[0] if found is not None and found[1:] == (None, None) else None
        self._say_wrong(wrong=bool(text) and day is None)
        if self.wrong.isHidden() and self.field.isModified():
            self.field.setModified(False)
            self.show_date(day)
            self.given.emit(day)

    def _say_wrong(self, *, wrong: bool) -> None:
        self.wrong.setVisible(wrong)
        self.field.setProperty("wrong", wrong)
        self.field.style().unpolish(self.field)
        self.field.style().polish(self.field)
