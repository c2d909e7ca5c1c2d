"""The bottom line: what is saved, what is open, how large the text is, who writes."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QMenu, QPushButton, QWidget

from desktop.dates import clock
from desktop.models.people import Named
from desktop.panes.parts import Elided, label, picture
from desktop.theme import TEXT_SIZES
from desktop.tips import plain_tip

if TYPE_CHECKING:
    from desktop.theme import Theme
    from resources import Sentences


class StatusPane(QWidget):
    """text_size_requested: per cent. person_chosen: id of who writes from now on, or nothing."""

    text_size_requested = Signal(int)
    person_chosen = Signal(str)

    def __init__(self, theme: Theme, sentences: Sentences, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme, self._sentences = theme, sentences
        self._instant = ""
        self.setObjectName("status")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setFixedHeight(max(theme.px(28), 28))
        self._tick = picture(theme, "check", "green", 14)
        self._saved, self._entry = label(""), Elided("")
        self._alarm, self._unkept = picture(theme, "error", "red", 16), label("", "error")
        self._note, self._words = "", ""
        self._person, self._people = QPushButton(), QMenu(self)
        self._person.setMenu(self._people)
        self._size = QPushButton()
        self._size.setAccessibleName(sentences("window.text_size"))
        self._size.setText(sentences("window.status.text_size", size=theme.text_size))
        self._size.setMenu(self._sizes())
        self._lines = [_upright(theme), _upright(theme)]
        layout = QHBoxLayout(self)
        layout.setContentsMargins(theme.px(16), 0, theme.px(14), 0)
        layout.setSpacing(theme.px(8))
        left: tuple[QWidget, ...] = (
            self._alarm, self._unkept, self._tick, self._saved, self._lines[0], self._entry,
        )  # fmt: skip
        for part in left:
            layout.addWidget(part, 1 if part is self._entry else 0)
        right: tuple[QWidget, ...] = (self._size, self._lines[1], self._person)
        for part in right:
            layout.addWidget(part)
        self.show_unkept("")
        self.show_entry("")
        self.show_people((), None)

    def sizeHint(self) -> QSize:
        return QSize(0, self._theme.px(28))

    @property
    def saved_at(self) -> str:
        """The instant of the last COMMIT shown, or nothing."""
        return self._instant

    def show_saved(self, instant: str) -> None:
        """instant: ISO, of the last COMMIT; nothing hides the words."""
        self._instant = instant
        self._show_state()

    def show_unkept(self, words: str, reason: str = "") -> None:
        """words: that texts are not saved, in red, in place of when something was; nothing hides them. reason: why."""
        self._unkept.setText(words)
        for part in (self._alarm, self._unkept):
            part.setToolTip(plain_tip(reason))
            part.setVisible(bool(words))
        self._unkept.setAccessibleDescription(reason)
        self._show_state()

    def _show_state(self) -> None:
        time = "" if self._unkept.text() else clock(self._instant)
        self._saved.setText(self._sentences("window.status.saved", time=time) if time else "")
        self._tick.setVisible(bool(time))
        self._saved.setVisible(bool(time))
        self._rules()

    def show_entry(self, text: str) -> None:
        """text: the name of the entry and its length, as its page says it."""
        self._words = text
        between = "  " if self._note.endswith((".", "?", "!")) else " · "  # no sign behind the end of a sentence
        self._entry.setText(between.join(filter(None, (self._note, self._words))))
        self._rules()

    def show_note(self, text: str) -> None:
        """text: one quiet line in front of the entry's name; it stays until another page is opened."""
        self._note = text
        self.show_entry(self._words)

    def show_people(self, people: Sequence[Named], person: str | None) -> None:
        """people: who may be chosen as the one who writes here. person: id of the one who is."""
        name = next((each.name for each in people if each.object_id == person), "")
        self._person.setText(name or self._sentences("window.status.who"))
        self._person.setAccessibleName(" ".join((self._sentences("window.status.who"), name)))
        self._person.setVisible(bool(people))
        self._people.clear()
        nobody = Named("", self._sentences("window.status.nobody"))
        for each in (*people, nobody):
            action = self._people.addAction(each.name.replace("&", "&&"))
            action.setCheckable(True)
            action.setChecked(each.object_id == (person or ""))
            action.triggered.connect(lambda _=False, chosen=each.object_id: self.person_chosen.emit(chosen))
        self._rules()

    def _rules(self) -> None:
        self._lines[0].setVisible(bool((self._saved.text() or self._unkept.text()) and self._entry.text()))
        self._lines[1].setVisible(not self._person.isHidden())

    def _sizes(self) -> QMenu:
        menu = QMenu(self)
        for size in TEXT_SIZES:
            action = menu.addAction(f"{size} %")
            action.setCheckable(True)
            action.setChecked(size == self._theme.text_size)
            action.triggered.connect(lambda _=False, wanted=size: self.text_size_requested.emit(wanted))
        return menu


def _upright(theme: Theme) -> QFrame:
    line = QFrame()
    line.setObjectName("tools_line")
    line.setFixedSize(1, theme.px(14))
    return line


def count_words(sentences: Sentences, name: str, text: str, chosen: str = "") -> str:
    """The words of the status bar about an entry: syllables and other characters without blanks, and words.

    chosen: what is selected of text; then that is counted, too.
    """

    def values(of: str) -> dict[str, str]:
        words = of.split()
        return {"letters": f"{sum(map(len, words)):,}", "words": f"{len(words):,}"}

    whole = sentences("window.status.entry", name=name, **values(text))
    return f"{whole} · {sentences('window.status.chosen', **values(chosen))}" if chosen.strip() else whole
