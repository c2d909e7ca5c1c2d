"""Asks how the report goes out, makes it, and says in place what stands in the way."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QButtonGroup,
    QComboBox,
    QFileDialog,
    QHBoxLayout,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from desktop.dialogs.frame import Dialog
from desktop.dialogs.new_notebook import folder_name
from desktop.dialogs.working import Working
from desktop.editor.composition import LineField, full_text
from desktop.panes.parts import button, label

if TYPE_CHECKING:
    from db.records import Report
    from desktop.operations import Task
    from desktop.theme import Theme
    from resources import Sentences

EDITIONS = ("internal", "public")
SUFFIX = ".pdf"


@dataclass(frozen=True, slots=True)
class Wish:
    """What was asked for. report: a saved definition, or None for everything. edition: internal or public."""

    path: Path
    edition: str
    report: Report | None


class ExportDialog(Dialog):
    """wished: a Wish; whoever makes the report tells the dialog how it goes by follow, refuse and accept."""

    wished = Signal(object)

    def __init__(
        self, theme: Theme, sentences: Sentences, title: str, folder: Path, reports: Sequence[Report],
        parent: QWidget | None = None,
    ) -> None:  # fmt: skip
        """title: of the tour; the file is named after it. folder: where reports usually go."""
        super().__init__(theme, sentences, sentences("window.export.title"), title, parent)
        self._title, self._folder = title, folder
        self._reports = list(reports)
        self._path_typed = False
        self.ask_width(560)
        self.report = QComboBox()
        self.report.addItem(sentences("window.export.everything"))
        self.report.addItems([report.title or sentences("window.unnamed.report") for report in reports])
        self.add_field(sentences("window.export.report"), self.report)
        self.edition = QButtonGroup(self)
        self._editions()
        self.path = LineField()
        self._place()
        self.working = Working(theme, sentences)
        self.body.addSpacing(theme.px(4))
        self.body.addWidget(self.working)
        self.cancel = self.add_button(sentences("window.button.close"))
        self.make = self.add_button(sentences("window.export.make"), "primary", default=True)
        self.cancel.clicked.connect(self.reject)
        self.make.clicked.connect(self._wish)
        self.report.currentIndexChanged.connect(self._chosen)
        self.edition.idClicked.connect(self._suggest)
        self.path.textEdited.connect(self._typed)
        self.path.textChanged.connect(lambda: self.refuse(""))
        self.working.stopped.connect(lambda: self.refuse(sentences("window.export.stopped")))
        self._suggest()

    def choose(self, report_id: str) -> None:
        """Start with a saved report."""
        for number, report in enumerate(self._reports, 1):
            if report.id == report_id:
                self.report.setCurrentIndex(number)

    def follow(self, task: Task) -> None:
        """The report is being made."""
        for part in (self.make, self.path, self.report, *self.edition.buttons()):
            part.setEnabled(False)
        task.finished.connect(self._free)
        self.working.follow(task, self.sentences("window.export.busy"))

    def refuse(self, reason: str) -> None:
        """Say why there is no report; everything may be changed and tried again."""
        self.reason.setText(reason)

    def _editions(self) -> None:
        row = QVBoxLayout()
        row.setSpacing(self.theme.px(2))
        for number, name in enumerate(EDITIONS):
            choice = QRadioButton(self.sentences(f"window.export.{name}"))
            choice.setAccessibleDescription(self.sentences(f"window.export.{name}_line"))
            self.edition.addButton(choice, number)
            row.addWidget(choice)
            words = label(self.sentences(f"window.export.{name}_line"), "small", wrap=True)
            words.setContentsMargins(self.theme.px(26), 0, 0, self.theme.px(4))
            row.addWidget(words)
        self.edition.button(0).setChecked(True)
        self.body.addWidget(label(self.sentences("window.export.edition"), "small"))
        self.body.addLayout(row)
        self.body.addSpacing(self.theme.px(4))

    def _place(self) -> None:
        choose = button(self.sentences("window.button.choose"))
        choose.clicked.connect(self._choose)
        self.path.setAccessibleName(self.sentences("window.export.place"))
        row = QHBoxLayout()
        row.setSpacing(self.theme.px(8))
        row.addWidget(self.path, 1)
        row.addWidget(choose)
        self.body.addWidget(label(self.sentences("window.export.place"), "small"))
        self.body.addLayout(row)

    def _chosen(self, number: int) -> None:
        if number > 0:
            self.edition.button(EDITIONS.index(self._reports[number - 1].edition)).setChecked(True)
        self._suggest()

    def _suggest(self) -> None:
        if self._path_typed:
            return
        number = self.report.currentIndex()
        name = (self._reports[number - 1].title if number > 0 else "") or self._title
        edition = self.sentences(f"window.export.{EDITIONS[self.edition.checkedId()]}")
        self.path.setText(str(self._folder / f"{folder_name(f'{name} {edition}')}{SUFFIX}"))

    def _typed(self) -> None:
        self._path_typed = True

    def _choose(self) -> None:
        chosen, _ = QFileDialog.getSaveFileName(
            self, self.sentences("window.export.place"), self.path.text(), f"PDF (*{SUFFIX})"
        )
        if chosen:
            self._path_typed = True
            self.path.setText(chosen if chosen.lower().endswith(SUFFIX) else chosen + SUFFIX)

    def _wish(self) -> None:
        text = full_text(self.path).strip()
        if not text:
            self.refuse(self.sentences("window.export.no_place"))
            return
        number = self.report.currentIndex()
        report = self._reports[number - 1] if number > 0 else None
        self.refuse("")
        self.wished.emit(Wish(Path(text).expanduser(), EDITIONS[self.edition.checkedId()], report))

    def _free(self) -> None:
        for part in (self.make, self.path, self.report, *self.edition.buttons()):
            part.setEnabled(True)

    def reject(self) -> None:
        self.working.stop.click()
        super().reject()
