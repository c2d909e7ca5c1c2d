"""The parts of the window one under the other: tools, bands, the workspace or the welcome page, the status bar."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout, QWidget

if TYPE_CHECKING:
    from desktop.panes.bands import Bands


class Centre(QWidget):
    """bands: they keep their place while everything around them is changed; put back at it, they kept an old height."""

    def __init__(self, bands: Bands) -> None:
        super().__init__()
        self._bands = bands
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._column.addWidget(bands)

    def clear(self) -> None:
        """Take away everything but the bands."""
        for index in reversed(range(self._column.count())):
            item = self._column.itemAt(index)
            widget = item.widget() if item is not None else None
            if widget is not None and widget is not self._bands:
                self._column.removeWidget(widget)
                widget.hide()
                widget.deleteLater()

    def ask(self, band: QWidget) -> None:
        """Put a question under the bands, over the body."""
        self._column.insertWidget(self._column.indexOf(self._bands) + 1, band)
        self._bands.give_way(band)
        band.show()  # else the layout shows it at some later event, and a key in between passes it by

    def fill(self, tools: QWidget, body: QWidget, status: QWidget) -> None:
        """Put tools above the bands, body and status under them."""
        self._column.insertWidget(0, tools)
        self._column.addWidget(body, 1)
        body.show()
        self._column.addWidget(status)
