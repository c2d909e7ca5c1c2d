"""Values of which one is chosen: a few side by side, or many in a list that the wheel scrolls past."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPaintEvent, QWheelEvent
from PySide6.QtWidgets import (
    QButtonGroup,
    QComboBox,
    QHBoxLayout,
    QPushButton,
    QSizePolicy,
    QStyle,
    QStyleOptionComboBox,
    QStylePainter,
    QWidget,
)

from desktop.panes.parts import button

if TYPE_CHECKING:
    from desktop.theme import Theme


ROOM, ICON_GAP = 32, 4
"""px beside the names of a list; px between an icon and its name."""


class Choices(QComboBox):
    """A list of values. The wheel belongs to the form around it: nobody changes a report by scrolling."""

    def __init__(self, names: Mapping[str, str], spoken: str) -> None:
        """names: what each value is called. spoken: what is chosen, for those who hear the window."""
        super().__init__()
        self.setAccessibleName(spoken)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(8)
        for value, name in names.items():
            self.addItem(name, value)

    def showPopup(self) -> None:
        """As wide as what it lists: names of reports begin alike."""
        self.view().setMinimumWidth(min(self.view().sizeHintForColumn(0) + ROOM, self.window().width() // 2))
        super().showPopup()

    def paintEvent(self, event: QPaintEvent) -> None:
        """A name that does not fit ends in …; Qt itself cuts through a letter."""
        painter, option = QStylePainter(self), QStyleOptionComboBox()
        self.initStyleOption(option)
        painter.drawComplexControl(QStyle.ComplexControl.CC_ComboBox, option)
        part = QStyle.SubControl.SC_ComboBoxEditField
        field = self.style().subControlRect(QStyle.ComplexControl.CC_ComboBox, option, part, self)
        icon = 0 if self.itemIcon(self.currentIndex()).isNull() else self.iconSize().width() + ICON_GAP
        fitting = self.fontMetrics().elidedText(
            self.currentText(), Qt.TextElideMode.ElideRight, field.width() - icon - ICON_GAP
        )
        option.currentText = fitting
        painter.drawControl(QStyle.ControlElement.CE_ComboBoxLabel, option)

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()


class Segments(QWidget):
    """chosen: a value, by hand."""

    chosen = Signal(str)

    def __init__(self, theme: Theme, names: Mapping[str, str], spoken: str) -> None:
        """names: what each value is called. spoken: what is chosen, for those who hear the window."""
        super().__init__()
        self._values = list(names)
        self._group = QButtonGroup(self)
        self.setAccessibleName(spoken)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.px(4))
        for number, name in enumerate(names.values()):
            press = button(name, "toggle")
            press.setCheckable(True)
            press.setAutoDefault(False)
            press.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
            press.setAccessibleName(f"{spoken}: {name}")
            self._group.addButton(press, number)
            row.addWidget(press)
        self._group.button(0).setChecked(True)
        self._group.idClicked.connect(lambda number: self.chosen.emit(self._values[number]))

    @property
    def value(self) -> str:
        return self._values[max(self._group.checkedId(), 0)]

    def choose(self, value: str) -> None:
        """Nobody is told; a value that there is none of changes nothing."""
        if value in self._values:
            self._group.button(self._values.index(value)).setChecked(True)

    def button(self, value: str) -> QPushButton:
        """The button of a value. Raises ValueError."""
        found = self._group.button(self._values.index(value))
        assert isinstance(found, QPushButton)
        return found
