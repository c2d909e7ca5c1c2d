"""What taking bundles in would do, in words, before anything is written; one press does it, Esc leaves all as it is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QCheckBox,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from desktop.dialogs.frame import Dialog
from desktop.dialogs.working import Working
from desktop.panes.parts import Elided, label, picture, rule

if TYPE_CHECKING:
    from desktop.models.arrivals import Row, Told, Total
    from desktop.theme import Theme
    from resources import Sentences

WIDTH, HEIGHT, NARROW, SIDE = 860, 640, 700, 268
"""px at 100 %: of the dialog; below which the figures stand above the bundles; of the figures beside them."""


class MergeDialog(Dialog):
    """Asks only. take_wanted: carry it out. again_wanted: with what was taken back once. other_wanted: the bundles of
    other tours are to be notebooks of their own.

    known: a bundle of another tour is of a notebook that this machine has.
    """

    take_wanted = Signal()
    again_wanted = Signal()
    other_wanted = Signal()

    def __init__(
        self, theme: Theme, sentences: Sentences, told: Told, line: str, *, known: bool = False,
        parent: QWidget | None = None,
    ) -> None:  # fmt: skip
        super().__init__(theme, sentences, sentences("exchange.title"), line, parent)
        self.ask_width(WIDTH if theme.px(WIDTH) < 1000 else 600, HEIGHT)
        self.told = told
        self.rows = [*told.refused, *told.taken]
        self.agree_deletion = QCheckBox(told.deleting)
        self.agree_blanking = QCheckBox(told.blanking)
        self.working = Working(theme, sentences)
        self._beside = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._beside.setSpacing(theme.px(24))
        self._figures, self.rows_shown = self._side(), self._rows()
        self.list = self._scrolling(self.rows_shown)
        self._beside.addWidget(self._figures)
        self._beside.addWidget(self.list, 1)
        self.body.addLayout(self._beside, 1)
        self._ask_leave()
        self.body.addWidget(self.working)
        self.cancel = self.add_button(sentences("window.button.cancel"))
        self.other = self.add_button(sentences("exchange.open_known" if known else "exchange.open_other"))
        self.again = self.add_button(sentences("exchange.again"))
        self.take = self.add_button(self._take_words(), "primary")
        self._choose_default()
        self.cancel.clicked.connect(self.reject)
        self.take.clicked.connect(self.take_wanted)
        self.again.clicked.connect(self.again_wanted)
        self.other.clicked.connect(self.other_wanted)

    @property
    def has_news(self) -> bool:
        """Whether taking it in would write anything."""
        return (
            any(total.count for total in self.told.totals if total.word == self.sentences("exchange.total.pictures"))
            or self.told.taking > 0
        )

    def _take_words(self) -> str:
        told = self.told
        if not told.taking:
            return self.sentences("exchange.take_pictures")
        key = "exchange.take_choose" if told.conflicts and not told.answer else "exchange.take"
        return self.sentences(key, count=told.taking, conflicts=told.conflicts)

    def _choose_default(self) -> None:
        """Enter takes in what is new, closes where all is here, and opens another tour where there is nothing else."""
        news, other = self.has_news, any(row.other for row in self.rows)
        self.take.setVisible(news)
        self.again.setVisible(self.told.undone > 0)
        self.other.setVisible(other)
        chosen = self.take if news else self.other if other and not self.told.taken else self.cancel
        if chosen is not self.take:
            chosen.setProperty("look", "primary")
        if chosen is self.cancel:
            self.cancel.setText(self.sentences("window.button.close"))
        for press in (self.cancel, self.other, self.again, self.take):
            press.setAutoDefault(press is chosen)
            press.setDefault(press is chosen)
        chosen.setFocus()
        self._default = chosen
        self._agreed()

    def _ask_leave(self) -> None:
        """What is to be agreed to stands above the buttons."""
        for box in (self.agree_deletion, self.agree_blanking):
            box.setVisible(bool(box.text()))
            box.toggled.connect(self._agreed)
            self.body.addWidget(box)

    def _agreed(self) -> None:
        if self.working.isVisible():
            return
        waits = bool(self.told.deleting) and not self.agree_deletion.isChecked()
        self.take.setEnabled(not waits)
        self.reason.setText(self.sentences("exchange.agree_first") if waits and self.has_news else "")

    def _side(self) -> QWidget:
        """The figures of the plan, one under the other."""
        px = self.theme.px
        side = QWidget()
        column = QVBoxLayout(side)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(px(10))
        strip = QFrame()
        strip.setProperty("look", "band_info")
        row = QHBoxLayout(strip)
        row.setContentsMargins(px(12), px(7), px(12), px(7))
        row.setSpacing(px(9))
        row.addWidget(picture(self.theme, "lock", "blue", 16))
        self.nothing_yet = label(self.sentences(self._state()), wrap=True)
        row.addWidget(self.nothing_yet, 1)
        column.addWidget(strip)
        grid = QGridLayout()
        grid.setContentsMargins(0, px(6), 0, 0)
        grid.setHorizontalSpacing(px(14))
        grid.setVerticalSpacing(px(10))
        grid.setColumnStretch(1, 1)
        for place, total in enumerate(self.told.totals):
            self._show_total(grid, place, total)
        column.addLayout(grid)
        column.addStretch(1)
        return side

    def _state(self) -> str:
        if self.has_news:
            return "exchange.nothing_yet"
        return "exchange.nothing_new" if self.told.taken else "exchange.nothing_taken"

    def _show_total(self, grid: QGridLayout, place: int, total: Total) -> None:
        number = label(f"{total.count:,}", f"total_{total.token}")
        number.setMinimumWidth(self.theme.px(56))
        number.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop)
        words = QVBoxLayout()
        words.setSpacing(self.theme.px(1))
        words.addWidget(label(total.word, "strong"))
        if total.detail:
            words.addWidget(label(total.detail, "small", wrap=True))
        cell = QWidget()
        cell.setLayout(words)
        words.setContentsMargins(0, self.theme.px(2), 0, 0)
        cell.setAccessibleName(" ".join(filter(None, (total.word, str(total.count), total.detail))))
        grid.addWidget(number, place, 0)
        grid.addWidget(cell, place, 1)

    def _rows(self) -> QWidget:
        """The bundles, those that are not taken on top, where somebody must act."""
        px, say = self.theme.px, self.sentences
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, px(8), 0)
        column.setSpacing(0)
        refused = [row for row in self.told.refused if not row.twin]
        twins = [row for row in self.told.refused if row.twin]
        for key, rows in (("refused_head", refused), ("taken_head", self.told.taken), ("twins_head", twins)):
            if rows:
                head = label(say(f"exchange.{key}"), "head")
                head.setContentsMargins(0, px(14) if column.count() else 0, 0, px(4))
                column.addWidget(head)
            for number, row in enumerate(rows):
                if number:
                    column.addWidget(rule())
                column.addWidget(self._row(row))
        column.addStretch(1)
        return inside

    def _scrolling(self, rows: QWidget) -> QScrollArea:
        """rows beside the figures, scrolled by the arrow keys."""
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setWidget(rows)
        area.setObjectName("arrivals")
        area.setAccessibleName(self.sentences("exchange.list", count=len(self.rows)))
        area.setMinimumHeight(self.theme.px(170))
        return area

    def _row(self, row: Row) -> QFrame:
        px = self.theme.px
        frame = QFrame()
        frame.setAccessibleName(row.spoken)
        words = QVBoxLayout()
        words.setSpacing(px(1))
        refused = row in self.told.refused
        head = QHBoxLayout()
        head.setSpacing(px(12))
        head.addWidget(Elided(row.title, "strong"), 1)
        if row.counts:
            head.addWidget(label(row.counts, "second"))
        words.addLayout(head)
        words.addWidget(label(row.about, "small", wrap=True) if refused else Elided(row.about, "small"))
        if row.note:
            words.addWidget(label(row.note, "small", wrap=True))
        if row.warning:
            words.addWidget(label(row.warning, "warning", wrap=True))
        layout = QHBoxLayout(frame)
        layout.setContentsMargins(0, px(7), 0, px(7))
        layout.setSpacing(px(12))
        layout.addWidget(picture(self.theme, row.icon, row.token, 18), alignment=Qt.AlignmentFlag.AlignTop)
        layout.addLayout(words, 1)
        return frame

    def show_busy(self, busy: bool) -> None:
        """While it is carried out there is nothing else to press but stop."""
        for press in (self.take, self.again, self.other, self.agree_deletion, self.agree_blanking):
            press.setEnabled(not busy)
        self.cancel.setVisible(not busy)

    def refuse(self, words: str) -> None:
        """Why it was not carried out."""
        self.show_busy(False)
        self.reason.setText(words)

    def reject(self) -> None:
        """What is being done is stopped first: nothing of it has come in then."""
        if self.cancel.isHidden():
            self.working.stop.click()
        else:
            super().reject()

    def presses(self) -> list[QPushButton]:
        """The buttons that are there, from the left."""
        return [each for each in (self.cancel, self.other, self.again, self.take) if not each.isHidden()]

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        narrow = self.width() < self.theme.px(NARROW)
        if narrow is self.list.isVisibleTo(self):
            self._hang(narrow=narrow)
        way = QBoxLayout.Direction.TopToBottom if narrow else QBoxLayout.Direction.LeftToRight
        self._beside.setDirection(way)
        self._figures.setMaximumWidth(16777215 if narrow else self.theme.px(SIDE))
        self._figures.setMinimumWidth(0 if narrow else self.theme.px(SIDE))

    def _hang(self, *, narrow: bool) -> None:
        """Where it is narrow the bundles are part of the page that scrolls: nothing scrolls within what scrolls."""
        if narrow:
            rows = self.list.takeWidget()
            self._beside.addWidget(rows, 1)
            rows.show()
        else:
            self.list.setWidget(self.rows_shown)
        self.list.setVisible(not narrow)
