"""A choice between short values, in one line: each value is a button. Or between deleting an object and keeping it."""

from __future__ import annotations

from datetime import date
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QIcon, QKeySequence, QPixmap, QShortcut
from PySide6.QtWidgets import QPushButton, QSizePolicy, QWidget
from shiboken6 import isValid

from db.disputes import DELETED
from db.errors import KnownError
from db.records import Shape, Value
from desktop.focus import take_focus
from desktop.models.values import Here, mine_first, shape_of, signed, value_words
from desktop.panes.flow import FlowLayout
from desktop.panes.parts import Elided, clear
from desktop.tips import plain_tip

if TYPE_CHECKING:
    from db.queries import Version
    from desktop.context import PageContext
    from desktop.thumbnails import Thumbnails

LONGEST = 36
"""Letters of a value on its button."""
THUMBNAIL = 96, 72
"""Largest size of a picture on its button; px at 100 %."""


class ShortChoice(QWidget):
    """settling: a choice is written in a moment. The keys Alt+1, Alt+2 … take the values from the left."""

    settling = Signal()

    def __init__(
        self, context: PageContext, object_id: str, kind: str, field: str, *, may_write: bool, parent: QWidget
    ) -> None:
        super().__init__(parent)
        self._context, self._object, self._kind, self._field = context, object_id, kind, field
        self._may_write = may_write and not context.notebook.read_only
        self._versions: tuple[Version, ...] = ()
        self._pictures: Thumbnails | None = None
        self._flow = FlowLayout(context.theme.px(6), context.theme.px(6), self)

    def show_versions(self, versions: tuple[Version, ...], words: str) -> None:
        """Offer the values of versions behind words; values that several versions share stand once."""
        self._versions = versions
        had_focus = self.focusWidget() is not None and self.isAncestorOf(self.focusWidget())
        for shortcut in self.findChildren(QShortcut):
            shortcut.deleteLater()
        clear(self._flow)
        title = Elided(words)
        title.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        title.setContentsMargins(0, 0, self._context.theme.px(8), 0)
        self._flow.addWidget(title)
        self._presses: list[QPushButton] = []
        self._pictured: list[tuple[str, QPushButton]] = []
        for value, words, tip in self._offers():
            self._offer(value, words, tip)
        for press in self._presses:  # their height is asked for before they are seen
            press.ensurePolished()
        for press in self._presses[:1]:  # the words stand level with the buttons
            title.setMinimumHeight(min(press.sizeHint().height(), self._context.theme.px(34)))
        self._flow.invalidate()
        if had_focus:
            self.begin()

    def begin(self) -> None:
        """Put the focus on the first value."""
        if self._presses:
            take_focus(self._presses[0])

    def choose(self, value: Value) -> None:
        """Write value in the place of the versions that are shown."""
        versions = self._versions
        self.settling.emit()
        if versions != self._versions:  # what was being typed has come in as a version: it is offered now
            return
        try:
            self._context.operations.settle(self._object, self._field, value, versions)
        except KnownError as error:
            self._context.messages.error(error, topic="saving")

    def _offers(self) -> list[tuple[Value, str, str]]:
        """Value, words and tool tip of each button."""
        say, reader = self._context.sentences, self._context.notebook.reader
        if self._field == DELETED:
            return [(False, say("conflict.keep"), ""), (True, say("conflict.bin"), "")]
        here = Here(self._context.person, self._context.notebook.device, date.today())
        found: dict[Value, list[str]] = {}
        for version in mine_first(self._versions, here):
            value = tuple(version.value) if isinstance(version.value, list) else version.value
            who = signed(reader, say, version, here)
            found.setdefault(value, []).append(f"{who.name} {who.time}".strip())
        offers: list[tuple[Value, str, str]] = []
        for value, names in found.items():
            words, who_words = value_words(reader, say, self._kind, self._field, value), " · ".join(names)
            shown = words if len(words) <= LONGEST else f"{words[: LONGEST - 1]}…"
            offers.append((value, f"{shown} — {who_words}", say("conflict.take", value=words, who=who_words)))
        if shape_of(self._kind, self._field) in (Shape.REFS, Shape.LINES):
            every = tuple(dict.fromkeys(each for value in found if isinstance(value, tuple) for each in value))
            if every not in found:
                offers.append(
                    (every, say("conflict.together"), value_words(reader, say, self._kind, self._field, every))
                )
        return offers

    def _offer(self, value: Value, words: str, tip: str) -> None:
        number = len(self._presses) + 1
        press = QPushButton(words.replace("&", "&&"))
        press.setProperty("look", "value")
        press.setCursor(Qt.CursorShape.PointingHandCursor)
        press.setAccessibleName(tip or words)
        press.setToolTip(plain_tip(f"{tip or words} (Alt+{number})"))
        picture = self._picture(value)
        if not picture.isNull():
            press.setIcon(QIcon(picture))
            press.setIconSize(picture.size().scaled(self._size(), Qt.AspectRatioMode.KeepAspectRatio) / 2)
            self._pictured.append((str(value), press))
            press.setText(f" {words.rpartition(' — ')[2]}")  # what is seen needs no name
        press.setEnabled(self._may(value))
        if not self._may(value):
            why = "conflict.read_only" if self._context.notebook.read_only else "conflict.not_yours"
            press.setToolTip(self._context.sentences(why))
        press.clicked.connect(partial(self._pressed, value))
        self._presses.append(press)
        self._flow.addWidget(press)
        if number <= 9:
            shortcut = QShortcut(QKeySequence(f"Alt+{number}"), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(press.click)

    def _picture(self, value: Value) -> QPixmap:
        """What a picture looks like is how one knows it; in double density. Null for anything else."""
        if self._field == DELETED or shape_of(self._kind, self._field) is not Shape.BLOB or not isinstance(value, str):
            return QPixmap()
        from desktop.thumbnails import Thumbnails

        blob, size = self._context.notebook.reader.blob(value), self._size()
        if blob is None or self._context.notebook.reader.blob_path(value) is None:
            return QPixmap()
        if self._pictures is None:
            self._pictures = Thumbnails(self._context, size, self)
            self._pictures.made.connect(self._show_made)
        found = self._pictures.get(value)
        if found is None:  # a plain ground keeps its place
            found = QPixmap(QSize(blob.width, blob.height).scaled(size, Qt.AspectRatioMode.KeepAspectRatio))
            found.fill(self._context.theme.color("sunk"))
        return found

    def _size(self) -> QSize:
        """Of a picture at most, in double density."""
        return QSize(*(2 * self._context.theme.px(edge) for edge in THUMBNAIL))

    def _show_made(self) -> None:
        """Pictures came: each where its value is offered."""
        for value, press in self._pictured:
            picture = self._pictures.get(value) if self._pictures is not None and isValid(press) else None
            if picture is not None and not picture.isNull():
                press.setIcon(QIcon(picture))

    def _may(self, value: Value) -> bool:
        """Whether who writes here may choose value."""
        return self._may_write

    def _pressed(self, value: Value, _: bool = False) -> None:
        self.choose(value)
