"""What of a page scrolls, and scrolling to a part of it, whatever scrolls around that."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol, runtime_checkable

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QHBoxLayout, QLayout, QScrollArea, QVBoxLayout, QWidget

if TYPE_CHECKING:
    from desktop.theme import Theme

SETTLING = 120
"""ms after which what was unfolded has found its height."""


@runtime_checkable
class Brings(Protocol):
    """What scrolls by itself so that a part of it stays in view while the texts above find their height."""

    def bring(self, widget: QWidget, margin: int) -> None: ...


def scroll_texts(
    area: QScrollArea, theme: Theme, texts: QLayout, comments: QWidget, *below: QWidget, widest: int,
    top: int = 14,
) -> None:  # fmt: skip
    """Let area scroll texts with their comments beside them, and below that what else there is.

    widest: column of texts, px at 100 %. top: margin above it, px at 100 %.
    """
    px = theme.px
    area.setWidgetResizable(True)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    column, outside = QWidget(), QWidget()
    texts.setContentsMargins(0, 0, 0, 0)
    column.setLayout(texts)
    column.setMaximumWidth(px(widest))
    outer = QVBoxLayout(outside)
    outer.setContentsMargins(px(24), px(top), px(20), px(60))
    beside = QHBoxLayout()  # asks the column for its height at the width it really has
    beside.addWidget(column, 1, Qt.AlignmentFlag.AlignTop)  # comments may end further down: no text moves for them
    beside.addStretch(0)  # the text hangs on the left edge, as the title does
    beside.addWidget(comments)
    outer.addLayout(beside)
    for each in below:
        outer.addWidget(each)
    outer.addStretch(1)
    area.setWidget(outside)


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
