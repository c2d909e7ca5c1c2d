"""The column beside a text in which comments stand level with the words that they are about."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QPointF, QRect, QTimer, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QApplication, QFrame, QLayout, QScrollArea, QWidget
from shiboken6 import isValid

from desktop.panes.parts import label
from desktop.panes.review.card import CommentCard

if TYPE_CHECKING:
    from db.commenting import Thread
    from desktop.context import PageContext
    from desktop.panes.review.composer import Composer
    from desktop.panes.review.returning import ReturnComposer

WIDTH, GAP, LEADER = 292, 8, 26
"""Of the column; between cards; the margin in which the line to the words is drawn. px at 100 %."""
NARROW = 760
"""Width of the text with the column below which it is shown only when it is asked for; px at 100 %."""
MOST = 16
"""Cards that are made at once; of more threads those of what is seen."""


class ReviewColumn(QWidget):
    """area: what scrolls text and column together. made: a card was put in. resized: how much room there is changed."""

    made = Signal(CommentCard)

    def __init__(self, context: PageContext, area: QScrollArea) -> None:
        super().__init__()
        self._context, self._area = context, area
        self._threads: tuple[Thread, ...] = ()
        self._tops: Mapping[str, float] = {}
        self._cards: dict[str, CommentCard] = {}
        self._active = ""
        self._composer: tuple[Composer | ReturnComposer, float] | None = None
        self._asked = False
        self._further = 0
        self._rest = label("", "small", wrap=True)
        self._rest.setParent(self)
        self._rest.hide()
        self.setFixedWidth(context.theme.px(WIDTH + LEADER))
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(0)
        self._soon.timeout.connect(self.lay_out)
        area.verticalScrollBar().valueChanged.connect(lambda _: self._scrolled())
        self.hide()

    def show_threads(self, threads: Sequence[Thread], tops: Mapping[str, float], rest: int = 0) -> None:
        """threads: in reading order. tops: by id, where the words are, px in what scrolls. rest: how many more open
        ones there are, further away."""
        self._further = rest
        known = {each.id: each for each in threads}
        for name in [name for name, card in self._cards.items() if known.get(name) != card.topic]:
            self._drop(name)
        self._threads, self._tops = tuple(threads), tops
        self._show()
        self._soon.start()

    def activate(self, name: str) -> None:
        """Show one card whole, level with its words."""
        if name != self._active:
            self._active = name
            for each, card in self._cards.items():
                card.show_active(each == name)
        self._soon.start()

    def show_composer(self, composer: Composer | ReturnComposer | None, top: float = 0.0) -> None:
        """Put a composer in, beside what it is about; None takes it out."""
        if self._composer is not None and isValid(self._composer[0]):
            self._composer[0].hide()
            self._composer[0].deleteLater()
        self._composer = None
        if composer is not None:
            self._composer = composer, top
            composer.setParent(self)
            composer.resized.connect(self._soon.start)
            composer.show()
            QTimer.singleShot(
                0, composer, lambda: self._area.ensureWidgetVisible(composer, 0, self._context.theme.px(12))
            )
        self._show()
        self.lay_out()

    def bring(self, name: str) -> None:
        """Scroll so that the words of a thread, and its card, are well seen."""
        if name in self._tops:
            room = self._area.viewport().height()
            self._area.ensureVisible(0, round(self._tops[name]), 0, round(room * 0.4))

    def card(self, name: str) -> CommentCard | None:
        """The card of a thread, where it is made."""
        return self._cards.get(name)

    def seen_from(self) -> float:
        """The top of what is seen, px in what scrolls."""
        return float(self._area.verticalScrollBar().value() + self._context.theme.px(8))

    def under(self, card: CommentCard) -> float:
        """Where something begins that stands under a card, px in what scrolls."""
        inner = self._area.widget()
        return float(card.mapTo(inner, QPoint(0, card.height())).y()) if inner is not None else 0.0

    def ask(self, wanted: bool) -> None:
        """Where there is little room: show the column, or put it away."""
        self._asked = wanted
        self._show()
        self._soon.start()

    @property
    def narrow(self) -> bool:
        """Whether there is so little room that the column is only shown when it is asked for."""
        return self._area.viewport().width() < self._context.theme.px(NARROW)

    def fit(self) -> None:
        """The room changed."""
        self._show()
        self._soon.start()

    def _show(self) -> None:
        filled = bool(self._threads) or self._composer is not None
        shown = filled and (not self.narrow or self._asked or self._composer is not None)
        if shown == self.isHidden():
            self.setVisible(shown)

    def _scrolled(self) -> None:
        if len(self._threads) > MOST and not self.isHidden():
            self._soon.start()

    # --- places -------------------------------------------------------------------------------------------------

    def lay_out(self) -> None:
        """Put every card where its words are, or under the one before; the active one exactly where its words are."""
        if self.isHidden() or not isValid(self._area) or self._area.widget() is None:
            return
        if self._context.operations.closed:  # the notebook may be closed before its pages are gone
            return
        px = self._context.theme.px
        left, width, gap = px(LEADER), self.width() - px(LEADER) - px(4), px(GAP)
        shift = self._shift()
        parts: list[tuple[QFrame, float, bool]] = []
        for each in self._near():
            parts.append((self._made(each), self._tops.get(each.id, 0.0) - shift, each.id == self._active))
        if self._composer is not None:
            parts.append((self._composer[0], self._composer[1] - shift, True))
            parts.sort(key=lambda part: part[1])
        heights = [_height(part, width) for part, _, _ in parts]
        tops = _levelled([(top, height, first) for (_, top, first), height in zip(parts, heights, strict=True)], gap)
        bottom = 0
        for (part, _, _), top, height in zip(parts, tops, heights, strict=True):
            part.setGeometry(QRect(left, round(top), width, height))
            part.show()
            bottom = max(bottom, round(top) + height)
        bottom = self._say_rest(len(parts), left, width, bottom + gap)
        if self.minimumHeight() != bottom:
            self.setMinimumHeight(bottom)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """The line from the active card to its words, in the margin only."""
        card = self._cards.get(self._active)
        if card is None or card.isHidden() or self._area.widget() is None or self._active not in self._tops:
            return
        theme, painter = self._context.theme, QPainter(self)
        painter.setPen(QPen(theme.color("highlight_line"), 1))
        y = min(
            self._tops[self._active] - self._shift() + theme.px(14),
            card.y() + card.height(),
        )
        y = max(y, card.y() + theme.px(10))
        painter.drawLine(QPointF(0, y), QPointF(card.x(), y))
        painter.end()

    def _shift(self) -> int:
        """How far below the top of what scrolls the column begins, px."""
        inner = self._area.widget()
        return self.mapTo(inner, QPoint(0, 0)).y() if inner is not None else 0

    def _near(self) -> list[Thread]:
        """The threads whose cards are made: all, or of many those near what is seen."""
        if len(self._threads) <= MOST:
            return list(self._threads)
        top, room = self._area.verticalScrollBar().value(), self._area.viewport().height()
        seen = [each for each in self._threads if top <= self._tops.get(each.id, 0.0) <= top + room]
        chosen = seen[:MOST]
        active = next((each for each in self._threads if each.id == self._active and each not in chosen), None)
        if active is not None:
            chosen = sorted([*chosen, active], key=lambda each: self._tops.get(each.id, 0.0))
        for name in self._cards.keys() - {each.id for each in chosen}:
            self._drop(name)
        return chosen

    def _made(self, thread: Thread) -> CommentCard:
        card = self._cards.get(thread.id)
        if card is None:
            card = self._cards[thread.id] = CommentCard(self._context, thread)
            card.setParent(self)
            card.show_active(thread.id == self._active)
            self.made.emit(card)
        return card

    def _drop(self, name: str) -> None:
        card = self._cards.pop(name)
        focus = QApplication.focusWidget()
        if focus is not None and (focus is card or card.isAncestorOf(focus)):
            self._area.setFocus()
        card.hide()
        card.deleteLater()

    def _say_rest(self, shown: int, left: int, width: int, bottom: int) -> int:
        """How many have no card now; answers where the column ends."""
        rest = self._further + len(self._threads) - shown + (self._composer is not None)
        self._rest.setVisible(rest > 0)
        if rest > 0:
            self._rest.setText(self._context.sentences("review.rest", count=rest))
            height = self._rest.heightForWidth(width)
            self._rest.setGeometry(QRect(left, bottom, width, height))
            return bottom + height
        return bottom


def _height(part: QFrame, width: int) -> int:
    layout: QLayout | None = part.layout()
    if layout is None:
        return part.sizeHint().height()
    layout.activate()
    return layout.totalHeightForWidth(width) if layout.hasHeightForWidth() else layout.totalSizeHint().height()


def _levelled(parts: Sequence[tuple[float, int, bool]], gap: int) -> list[float]:
    """Tops of parts (wanted top, height, whether it stays level): pushed down where crowded; above one that stays
    level they are pushed up, as far as there is room."""
    tops: list[float] = []
    free = 0.0
    for wanted, height, _ in parts:
        tops.append(max(wanted, free))
        free = tops[-1] + height + gap
    level = next((number for number, part in enumerate(parts) if part[2]), None)
    if level is None or tops[level] <= parts[level][0]:
        return tops
    needed = sum(height + gap for _, height, _ in parts[:level])
    free = max(parts[level][0], float(needed))
    tops[level] = free
    above = free
    for number in range(level - 1, -1, -1):
        above = min(tops[number], above - gap - parts[number][1])
        tops[number] = above
        above = tops[number]
    free = tops[level] + parts[level][1] + gap
    for number in range(level + 1, len(parts)):
        tops[number] = max(parts[number][0], free)
        free = tops[number] + parts[number][1] + gap
    return tops
