"""One backup in words: when and why it was made, what is in it, and how the notebook stands to it now."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from desktop.dates import full, moment
from desktop.models.backup_words import Line, counted, lines
from desktop.models.backups import Examined, Row, State, Target
from desktop.panes.parts import Elided, Fitting, clear, label, picture
from desktop.words import beginning

if TYPE_CHECKING:
    from desktop.models.backup_list import BackupList
    from desktop.theme import Theme
    from resources import Sentences

LAST, LONGEST = 5, 200
"""Titles that are shown of what was written last, and letters of one at most."""


class BackupDetail(Fitting):
    """today: the laptop's date. words: how a row is told."""

    def __init__(self, theme: Theme, sentences: Sentences, words: BackupList, today: date) -> None:
        super().__init__(theme.px(200))
        self._theme, self._sentences, self._words, self._today = theme, sentences, words, today
        inner = QFrame()
        self._column = QVBoxLayout(inner)
        self._column.setContentsMargins(theme.px(14), theme.px(4), theme.px(12), theme.px(8))
        self._column.setSpacing(theme.px(4))
        self.hold(inner)
        self.setAccessibleName(sentences("backup.detail"))
        self.setObjectName("backup_detail")
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)  # so that the arrow keys reach what is further down

    def sizeHint(self) -> QSize:
        """As high as there is room beside the list: what is longer scrolls here."""
        return QSize(self._theme.px(380), self._theme.px(240))

    def hasHeightForWidth(self) -> bool:
        return False

    def show_row(self, row: Row, target: Target, examined: Examined | None) -> None:
        """examined: None while it is being looked into."""
        clear(self._column)
        backup = row.backup
        if backup is None:
            return
        sentences, words = self._sentences, self._words
        day = full(row.taken.astimezone().date(), sentences)
        self._add(label(f"{day} {words.time(row)}", "section", wrap=True))
        revisions = sentences("backup.revisions", count=backup.revisions)
        about = (words.reason(row), words.line(row), revisions, words.second(row))
        self._add(label(" · ".join(filter(None, about)), "second", wrap=True))
        if examined is not None and examined.trouble is not None:
            self._head("backup.state.trouble")
            trouble = examined.trouble
            self._line(Line("error", "red", sentences(trouble.key, **trouble.values)))
        else:
            self._comparison(examined, target)
            self._content(row)
        self._column.addStretch(1)

    def _comparison(self, examined: Examined | None, target: Target) -> None:
        self._head("backup.now.head" if target.state in (State.OPEN, State.THERE) else "backup.way.head")
        if examined is None:
            self._add(label(self._sentences("backup.checking"), "second"))
            return
        for line in lines(examined, target, self._sentences):
            self._line(line)

    def _content(self, row: Row) -> None:
        assert row.backup is not None
        sentences = self._sentences
        self._head("backup.holds")
        self._add(label(counted(row.backup.counts, sentences) or sentences("backup.nothing"), wrap=True))
        if row.backup.last:
            self._head("backup.last")
            last = [(name, moment(instant, self._today, sentences)) for name, instant in row.backup.last[:LAST]]
            font = QFontMetrics(self._theme.font(12, tabular=True))
            width = max(font.horizontalAdvance(when) for _, when in last)
            for name, when in last:
                self._add(self._written(name, when, width))

    def _written(self, name: str, time: str, width: int) -> QWidget:
        theme = self._theme
        line = QWidget()
        layout = QHBoxLayout(line)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.px(10))
        when = label(time, "small")
        when.setFixedWidth(width + theme.px(2))
        when.setFont(theme.font(12, tabular=True))
        layout.addWidget(when)
        layout.addWidget(Elided(beginning(name, LONGEST)), 1)
        return line

    def _head(self, key: str) -> None:
        self._column.addSpacing(self._theme.px(10))
        self._add(label(self._sentences(key), "strong"))

    def _line(self, line: Line) -> None:
        theme = self._theme
        layout = QHBoxLayout()
        layout.setSpacing(theme.px(8))
        layout.addWidget(picture(theme, line.icon, line.token, 16), 0, Qt.AlignmentFlag.AlignTop)
        words = QVBoxLayout()
        words.setSpacing(theme.px(1))
        words.addWidget(label(line.text, "strong" if line.strong else "", wrap=True))
        if line.names:
            words.addWidget(label(line.names, "second", wrap=True))
        layout.addLayout(words, 1)
        self._column.addLayout(layout)

    def _add(self, widget: QWidget) -> None:
        self._column.addWidget(widget)
