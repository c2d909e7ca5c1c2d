"""What is to be known before a report goes out: each finding in words, with its place and the way there."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QScrollArea, QVBoxLayout, QWidget

from desktop.panes.parts import button, clear, label, picture, rule

if TYPE_CHECKING:
    from desktop.theme import Theme
    from exporters.base import Finding
    from resources import Sentences

MOST = 200
"""Findings in words; more are counted."""


class FindingList(QWidget):
    """open_requested: id of the entry that a finding is about. entry_of: finds that id by the finding.

    page_requested: a page, from 0, on which a finding's place is.
    """

    open_requested = Signal(str)
    page_requested = Signal(int)

    def __init__(self, theme: Theme, sentences: Sentences, entry_of: Callable[[Finding], str | None]) -> None:
        super().__init__()
        self._theme, self._sentences, self._entry_of = theme, sentences, entry_of
        self._shown: tuple[Finding, ...] | None = None
        self._links: dict[Finding, QPushButton] = {}
        self._pages: dict[Finding, int] = {}
        self._ways: list[QPushButton] = []
        self._whole = False
        px = theme.px
        self.setObjectName("findings")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        head = QHBoxLayout()
        head.setContentsMargins(px(18), px(14), px(18), px(12))
        head.setSpacing(px(6))
        self._title = label(sentences("pages.findings"), "head")
        self._sign, self.count = picture(theme, "warning", "amber", 16), label("", "warning")
        head.addWidget(self._title, 1)
        head.addWidget(self._sign)
        head.addWidget(self.count)
        self._inner = QWidget()
        self._rows = QVBoxLayout(self._inner)
        self._rows.setContentsMargins(0, 0, 0, px(8))
        self._rows.setSpacing(0)
        self._area = QScrollArea()
        self._area.setWidgetResizable(True)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._area.setWidget(self._inner)
        column = self._column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(rule())
        column.addWidget(self._area, 1)
        self._count(0)

    def stand_whole(self, whole: bool) -> None:
        """whole: it is as high as its findings are, in something that scrolls; else it scrolls them itself."""
        if whole == self._whole:
            return
        self._whole = whole
        if whole:
            self._column.addWidget(self._area.takeWidget(), 1)
            self._inner.show()
        else:
            self._column.removeWidget(self._inner)
            self._area.setWidget(self._inner)
        self._area.setVisible(not whole)

    def show_findings(self, findings: Sequence[Finding]) -> None:
        """findings: those that read the same are told once."""
        found = tuple(dict.fromkeys(findings))
        self._pages.clear()
        for link in self._links.values():
            link.hide()
        if found == self._shown:
            return
        self._shown = found
        self._links.clear()
        self._ways = []
        clear(self._rows)
        self._count(len(found))
        for finding in found[:MOST]:
            self._rows.addWidget(self._row(finding))
            self._rows.addWidget(rule())
        if len(found) > MOST:
            self._add_line("info", "ink2", self._sentences("pages.more", count=len(found) - MOST))
        if not found:
            self._add_line("check", "green", self._sentences("pages.no_findings"))
        self._rows.addStretch(1)

    @property
    def shown(self) -> tuple[Finding, ...]:
        """Those that are told."""
        return (self._shown or ())[:MOST]

    def show_page(self, finding: Finding, page: int) -> None:
        """The page, from 0, on which a finding's place is: one press away."""
        link = self._links.get(finding)
        if link is not None:
            self._pages[finding] = page
            link.setText(self._sentences("pages.page", page=page + 1))
            link.show()

    def words(self, finding: Finding) -> str:
        """A finding as a sentence."""
        return self._sentences(finding.code, **dict(finding.values))

    @property
    def ways(self) -> list[QPushButton]:
        """What can be pressed, in the order of the findings."""
        return self._ways

    @property
    def number(self) -> int:
        """How many findings there are."""
        return len(self._shown or ())

    def _count(self, count: int) -> None:
        self._sign.setVisible(count > 0)
        self.count.setText(str(count) if count else "")
        spoken = self._sentences("pages.findings")
        self.setAccessibleName(f"{spoken} {count}" if count else spoken)

    def _row(self, finding: Finding) -> QWidget:
        sentence = self.words(finding)
        row, line = self._line("warning", "amber")
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(label(sentence, wrap=True))
        if finding.place:
            words.addWidget(label(finding.place, "small", wrap=True))
        words.addWidget(self._page_link(finding, sentence), 0, Qt.AlignmentFlag.AlignLeft)
        line.addLayout(words, 1)
        entry = self._entry_of(finding)
        if entry:
            go = button(self._sentences("pages.go"), "link")
            go.setAccessibleDescription(sentence)
            go.clicked.connect(lambda: self.open_requested.emit(entry))
            self._ways.append(go)
            line.addWidget(go, 0, Qt.AlignmentFlag.AlignTop)
        return row

    def _page_link(self, finding: Finding, sentence: str) -> QPushButton:
        link = self._links[finding] = button("", "link")
        link.setAccessibleDescription(sentence)
        link.clicked.connect(lambda: self.page_requested.emit(self._pages[finding]))
        link.hide()
        self._ways.append(link)
        return link

    def _add_line(self, icon: str, token: str, words: str) -> None:
        row, line = self._line(icon, token)
        line.addWidget(label(words, "second", wrap=True), 1)
        self._rows.addWidget(row)

    def _line(self, icon: str, token: str) -> tuple[QWidget, QHBoxLayout]:
        px, row = self._theme.px, QWidget()
        line = QHBoxLayout(row)
        line.setContentsMargins(px(18), px(9), px(12), px(9))
        line.setSpacing(px(10))
        line.addWidget(picture(self._theme, icon, token, 16), 0, Qt.AlignmentFlag.AlignTop)
        return row, line
