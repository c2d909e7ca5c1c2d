"""Scrolling to a part of a page, whatever scrolls around it."""

from __future__ import annotations

from typing import Protocol, runtime_checkable

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QScrollArea, QWidget

SETTLING = 120
"""ms after which what was unfolded has found its height."""


@runtime_checkable
class Brings(Protocol):
    """What scrolls by itself so that a part of it stays in view while the texts above find their height."""

    def bring(self, widget: QWidget, margin: int) -> None: ...


def bring_into_view(widget: QWidget, margin: int) -> None:
    """Scroll whatever is around widget so that it begins margin px below the top, now and once its height is known."""

    def scroll() -> None:
        part = widget.parentWidget()
        while part is not None:
            if isinstance(part, Brings):
                part.bring(widget, margin)
            elif isinstance(part, QScrollArea) and (inner := part.widget()) is not None:
                if (layout := inner.layout()) is not None:
                    layout.activate()
                top = widget.mapTo(inner, widget.rect().topLeft()).y() - margin
                bar = part.verticalScrollBar()
                if not bar.value() <= top or top + widget.height() > bar.value() + part.viewport().height():
                    bar.setValue(max(0, top))
            part = part.parentWidget()

    scroll()
    QTimer.singleShot(0, widget, scroll)
    QTimer.singleShot(SETTLING, widget, scroll)
