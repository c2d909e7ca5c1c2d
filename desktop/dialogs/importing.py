"""Shows what an import would write, before anything is written."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QVBoxLayout, QWidget

from desktop.dialogs.frame import Dialog
from desktop.dialogs.working import Working
from desktop.models.articles import ArticlesModel, rows_of
from desktop.panes.parts import Fitting, clear, label

if TYPE_CHECKING:
    from desktop.theme import Theme
    from exporters.importing.values import Plan
    from resources import Sentences

EXCERPT = 60
"""Code points of the text in doubt that are shown."""


class ImportDialog(Dialog):
    """plans: what would be written, one a file. refused: sentences about files that could not be read."""

    def __init__(
        self, theme: Theme, sentences: Sentences, plans: Sequence[Plan], refused: Sequence[str],
        parent: QWidget | None = None,
    ) -> None:  # fmt: skip
        rows = rows_of(plans)
        line = sentences("window.import.line_new", count=len(rows)) if rows else sentences("window.import.nothing")
        super().__init__(theme, sentences, sentences("window.import.title"), line, parent)
        self.ask_width(720, 600)
        for reason in refused:
            self.body.addWidget(label(reason, "error", wrap=True))
        self.model = ArticlesModel(rows, sentences, self)
        self.table = QTableView()
        self._doubts = QVBoxLayout()
        if rows:
            self._list()
        self.working = Working(theme, sentences)
        self.body.addWidget(self.working)
        self.cancel = self.add_button(sentences("window.button.cancel"))
        self.take = self.add_button(sentences("window.import.take"), "primary", default=True)
        self.take.setEnabled(bool(rows))
        self.cancel.clicked.connect(self.reject)

    def _list(self) -> None:
        table, header = self.table, self.table.horizontalHeader()
        table.setModel(self.model)
        table.setAccessibleName(self.sentences("window.import.article"))
        table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        table.setShowGrid(False)
        table.setTabKeyNavigation(False)
        table.setWordWrap(False)
        table.verticalHeader().hide()
        table.verticalHeader().setDefaultSectionSize(self.theme.px(32))
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setHighlightSections(False)
        for column, mode in enumerate(("Stretch", "ResizeToContents", "ResizeToContents", "ResizeToContents")):
            header.setSectionResizeMode(column, QHeaderView.ResizeMode[mode])
        self.body.addWidget(table, 1)
        table.setMinimumHeight(self.theme.px(160))
        area = Fitting(self.theme.px(40))
        area.setMaximumHeight(self.theme.px(150))
        inside = QWidget()
        inside.setLayout(self._doubts)
        self._doubts.setContentsMargins(0, self.theme.px(6), 0, 0)
        area.hold(inside)
        self.body.addWidget(area)
        table.selectionModel().currentRowChanged.connect(self._show_doubts)
        first = next((number for number in range(self.model.rowCount()) if self.model.row(number).doubts), 0)
        table.selectRow(first)

    def _show_doubts(self, current: QModelIndex) -> None:
        clear(self._doubts)
        if current.isValid():
            for doubt in self.model.row(current.row()).doubts:
                excerpt = " ".join(doubt.excerpt.split())
                shown = f"“{excerpt[:EXCERPT]}{'…' if len(excerpt) > EXCERPT else ''}”  " if excerpt else ""
                words = shown + self.sentences(f"importing.flag.{doubt.code}")
                self._doubts.addWidget(label(words, "second", wrap=True))
        self._doubts.addStretch(1)

    def reject(self) -> None:
        self.working.stop.click()
        super().reject()
