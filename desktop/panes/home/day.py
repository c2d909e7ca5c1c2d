"""The visits of one day on the home page: a rail of times and signs, and a card for each visit."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from desktop.models.today import VisitCard
from desktop.panes.flow import FlowLayout
from desktop.panes.parts import Press, button, label, line, picture
from desktop.signs import paint_sign

if TYPE_CHECKING:
    from desktop.context import PageContext
    from desktop.theme import Theme


class TimeRail(QWidget):
    """Start, end and sign of one visit, with the line that leads to the next."""

    def __init__(self, theme: Theme, card: VisitCard, *, first: bool, last: bool) -> None:
        super().__init__()
        self._theme, self._card, self._first, self._last = theme, card, first, last
        self.setFixedWidth(theme.px(96))

    def sizeHint(self) -> QSize:
        return QSize(self._theme.px(96), self._theme.px(60))

    def paintEvent(self, event: QPaintEvent) -> None:
        px, theme = self._theme.px, self._theme
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        times = QRect(0, px(14), px(54), px(24))
        align = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        painter.setFont(theme.font(15, bold=True, tabular=True))
        painter.setPen(theme.color("ink"))
        painter.drawText(times, align, self._card.start)
        painter.setFont(theme.font(12, tabular=True))
        painter.setPen(theme.color("ink3"))
        painter.drawText(times.translated(0, px(20)), align, self._card.end)
        middle, side = px(74), px(14)
        painter.setPen(QPen(theme.color("line2"), 2))
        if not self._first:
            painter.drawLine(middle, 0, middle, px(12))
        if not self._last:
            painter.drawLine(middle, px(40), middle, self.height())
        paint_sign(painter, QRectF(middle - side / 2, px(19), side, side), self._card.state, theme)


class VisitRow(QWidget):
    """open_requested, takeaway_requested: the visit's id."""

    open_requested = Signal(str)
    takeaway_requested = Signal(str)
    surface: Press
    """What takes the focus."""

    def __init__(
        self, context: PageContext, card: VisitCard, *, following: bool, prompt: bool, first: bool, last: bool
    ) -> None:
        """following: it is next. prompt: its takeaway is asked for. first, last: no line leads here, or on."""
        super().__init__()
        px = context.theme.px
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(TimeRail(context.theme, card, first=first, last=last))
        beside = QVBoxLayout()
        beside.setContentsMargins(0, 0, 0, 0 if last else px(12))
        self.surface = self._card(context, card, following, prompt)
        beside.addWidget(self.surface)
        layout.addLayout(beside, 1)

    def _card(self, context: PageContext, card: VisitCard, following: bool, prompt: bool) -> Press:
        theme, sentences = context.theme, context.sentences
        surface = Press(theme, "card_next" if following else "card")
        surface.setAccessibleName(" ".join((card.start, card.name, sentences(f"window.state.{card.state}"))))
        surface.pressed.connect(lambda: self.open_requested.emit(card.object_id))
        layout = QVBoxLayout(surface)
        layout.setContentsMargins(*(theme.px(side) for side in (18, 12, 14, 14)))
        layout.setSpacing(theme.px(4))
        head = [label(card.name, "name")] + ([label(card.visit_type, "chip")] if card.visit_type else [])
        top = line(*head, spacing=theme.px(10))
        top.addWidget(picture(theme, "forward", "ink2", 18))
        layout.addLayout(top)
        if card.second:
            layout.addWidget(label(card.second, "small", wrap=True))
        layout.addSpacing(theme.px(6))
        layout.addLayout(self._counts(context, card))
        if prompt:
            layout.addSpacing(theme.px(8))
            layout.addWidget(self._prompt(context, card))
        return surface

    def _counts(self, context: PageContext, card: VisitCard) -> FlowLayout:
        theme, sentences = context.theme, context.sentences
        none_yet = sentences("window.card.none_yet")
        counts = (
            ("lines", "notes", card.notes, ""),
            ("comment", "questions", card.questions, _missing(context, "unanswered", card.unanswered)),
            *((("question", "prepared", card.prepared, ""),) if card.prepared else ()),
            ("image", "figures", card.figures, _missing(context, "uncredited", card.uncredited)),
            ("pencil", "takeaways", card.takeaways, "" if card.written or card.absent else none_yet),
        )
        layout = FlowLayout(theme.px(22), theme.px(4))
        for icon, name, count, missing in counts:
            parts: list[QWidget] = [picture(theme, icon, "ink2", 17)]
            parts.append(label(sentences(f"window.card.{name}", count=count), "second"))
            if missing:
                parts.append(label(missing, "warning"))
            together = QWidget()
            together.setLayout(line(*parts, spacing=theme.px(6), stretch=False))
            layout.addWidget(together)
        if card.absent:
            layout.addWidget(label(sentences("window.state.absent"), "second"))
        return layout

    def _prompt(self, context: PageContext, card: VisitCard) -> QFrame:
        theme, sentences = context.theme, context.sentences
        well = QFrame()
        well.setProperty("look", "well")
        write = button(sentences("window.card.write"), "tonal")
        write.clicked.connect(lambda: self.takeaway_requested.emit(card.object_id))
        layout = QHBoxLayout(well)
        layout.setContentsMargins(*(theme.px(side) for side in (12, 6, 10, 6)))
        layout.addWidget(label(sentences("window.card.prompt"), "second", wrap=True), 1)
        layout.addWidget(write)
        return well


def _missing(context: PageContext, name: str, count: int) -> str:
    return context.sentences(f"window.card.{name}", count=count) if count else ""
