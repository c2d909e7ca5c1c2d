"""A column of parts that are told apart by name: what says the same as before stays, with its focus and its place."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget


@dataclass(frozen=True, slots=True)
class Part:
    """name: unique in its column. says: what is seen of it, compared with ==. make: makes the widget anew.

    above: room over it, px. stretch: it takes what is left of the height.
    """

    name: str
    says: object
    make: Callable[[], QWidget]
    above: int = 0
    stretch: int = 0


class Column(QVBoxLayout):
    """Parts one below the other, from the top."""

    def __init__(self, widget: QWidget) -> None:
        super().__init__(widget)
        self.setSpacing(0)
        self._shown: list[tuple[Part, QWidget]] = []
        self.addStretch(1)

    def show(self, parts: Iterable[Part]) -> list[QWidget]:
        """Show parts, of which only those are made that say something new; answers these."""
        before = {part.name: (part, widget) for part, widget in self._shown}
        shown, made = [], []
        for part in parts:
            known = before.get(part.name)
            if known is not None and known[0].says == part.says:
                shown.append((part, known[1]))
            else:
                widget = part.make()
                made.append(widget)
                shown.append((part, widget))
        places = [(part.above, part.stretch, widget) for part, widget in shown]
        if places != [(part.above, part.stretch, widget) for part, widget in self._shown]:
            self._lay(shown)
        self._shown = shown
        return made

    def _lay(self, shown: list[tuple[Part, QWidget]]) -> None:
        """Put widgets in their order; those that are gone are let go."""
        while self.takeAt(0) is not None:
            pass
        kept = {widget for _, widget in shown}
        parent = self.parentWidget()
        for part, widget in shown:
            self.addSpacing(part.above)
            self.addWidget(widget, part.stretch)
            if parent is not None and parent.isVisible() and widget.isHidden():
                widget.show()
        self.addStretch(1)
        for _, widget in self._shown:
            if widget not in kept:
                widget.hide()
                widget.deleteLater()

    def found(self, name: str) -> QWidget | None:
        """The part of this name, where it is shown."""
        return next((widget for part, widget in self._shown if part.name == name), None)

    def stops(self) -> list[QWidget]:
        """What takes the focus, in the order in which one reads."""
        return [each for _, widget in self._shown for each in stops(widget)]


def stops(widget: QWidget) -> list[QWidget]:
    """What of a part takes the focus by Tab, in the order in which it was made."""
    inner = [widget, *widget.findChildren(QWidget)]
    return [each for each in inner if each.focusPolicy() & Qt.FocusPolicy.TabFocus and not each.isHidden()]
