"""The backups of a notebook: what is in each, how the notebook stands to it now, and the ways to bring it back."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QComboBox, QFileDialog, QHBoxLayout, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from desktop.dates import moment
from desktop.dialogs.frame import Dialog
from desktop.dialogs.new_notebook import folder_name
from desktop.dialogs.working import Working
from desktop.folders import SUFFIX
from desktop.models.backup_list import BackupList
from desktop.models.backups import Examined, Listing, Row, Second, State, Target
from desktop.panes.backups.detail import BackupDetail
from desktop.panes.backups.rows import BackupRows
from desktop.panes.backups.second_folder import SecondFolder
from desktop.panes.parts import button, label, picture

if TYPE_CHECKING:
    from desktop.operations import Task
    from desktop.theme import Theme
    from resources import Sentences


class BackupsDialog(Dialog):
    """Asks only: whoever knows the backups answers by show_targets, show_listing, show_examined, follow and refuse.

    target_chosen: a Target. row_chosen: a Row. restore_requested: into the notebook, or in its place. beside_requested:
    a Path. backup_requested: now. second_requested: a Path, or None for no second folder.
    """

    target_chosen = Signal(object)
    row_chosen = Signal(object)
    restore_requested = Signal()
    beside_requested = Signal(object)
    backup_requested = Signal()
    second_requested = Signal(object)

    def __init__(
        self, theme: Theme, sentences: Sentences, today: date, size: QSize, parent: QWidget | None = None
    ) -> None:
        """today: the laptop's date. size: of the last time, px; empty the first time."""
        super().__init__(theme, sentences, sentences("backup.title"), "", parent)
        self._today = today
        self._targets: Sequence[Target] = ()
        self._examined: dict[str, Examined] = {}
        self._busy = False
        self.ask_width(760, 690)
        if size.isValid():
            self.resize(size.boundedTo(self.maximumSize()))
        self.model = BackupList(sentences, today, self)
        self.notebooks = QComboBox()
        self.rows = BackupRows(theme, self.model)
        self.detail = BackupDetail(theme, sentences, self.model, today)
        self.second_folder = SecondFolder(theme, sentences, today)
        self.now = button(sentences("backup.now.make"), icon="copy", theme=theme)
        self.first = button(sentences("backup.now.make"), "tonal")
        self.working = Working(theme, sentences)
        self._place = label("", "small", wrap=True)
        self._pages = QStackedWidget()
        self._lay_out()
        self.leave = self.add_button(sentences("window.button.close"))
        self.beside = self.add_button(sentences("backup.beside"))
        self.restore = self.add_button(sentences("backup.restore.open"), "primary", default=True)
        for press in (self.leave, self.beside, self.now, self.first, *self.second_folder.findChildren(QPushButton)):
            press.setAutoDefault(True)  # Enter presses the button that has the focus, and restores only from the list
        self._connect()
        self._offer()

    @property
    def target(self) -> Target | None:
        """The notebook whose backups are shown."""
        number = self.notebooks.currentIndex()
        return self._targets[number] if 0 <= number < len(self._targets) else None

    @property
    def chosen(self) -> Examined | None:
        """The chosen backup, once it was looked into."""
        row = self.rows.row
        return self._examined.get(row.backup.name) if row is not None and row.backup is not None else None

    def show_targets(self, targets: Sequence[Target]) -> None:
        """The first one is chosen."""
        self._targets = tuple(targets)
        self.notebooks.clear()
        for target in targets:
            when = moment(target.last.isoformat(), self._today, self.sentences) if target.last else ""
            last = self.sentences("backup.target.last", when=when) if when else ""
            title = target.title or self.sentences("window.unnamed.tour")
            state = self.sentences(f"backup.target.{target.state}")
            self.notebooks.addItem(" · ".join(filter(None, (title, last, state))))
        self._several.setVisible(len(targets) > 1)
        self._change_target()

    def show_listing(self, listing: Listing, name: str = "") -> None:
        """name: of the backup to choose; else the newest."""
        self.model.show(listing.rows)
        there = bool(listing.rows)
        self._pages.setCurrentIndex(1 if there else 0)
        self.now.setVisible(self.target is not None and self.target.state is State.OPEN)
        self.rows.choose(name)
        if self.isVisible():
            (self.rows if there else self.first).setFocus()
        self._offer()

    def show_second(self, second: Second, reached: str, trouble: str = "") -> None:
        self.second_folder.show_second(second, reached, trouble)

    def show_examined(self, name: str, examined: Examined) -> None:
        """What a look into the backup called name brought."""
        self._examined[name] = examined
        if examined.trouble is not None:
            self.model.mark_broken(name)
        row = self.rows.row
        if row is not None and row.backup is not None and row.backup.name == name:
            self._show_row(row)

    def forget_examined(self) -> None:
        """The notebook has changed: what was compared is no longer so."""
        self._examined.clear()

    def follow(self, task: Task, key: str) -> None:
        """Something is being made; key: of the sentence that says what."""
        self.refuse("")
        self._busy = True
        task.finished.connect(self._free)
        self.working.follow(task, self.sentences(key))
        self._offer()

    def refuse(self, reason: str) -> None:
        """Say in the last line why something was not done."""
        self.reason.setText(reason)

    def _lay_out(self) -> None:
        px, s = self.theme.px, self.sentences
        self._several = QWidget()
        chooser = QVBoxLayout(self._several)
        chooser.setContentsMargins(0, 0, 0, px(2))
        chooser.setSpacing(px(4))
        name = label(s("backup.notebook"), "small")
        name.setBuddy(self.notebooks)
        self.notebooks.setAccessibleName(s("backup.notebook"))
        self.notebooks.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        chooser.addWidget(name)
        chooser.addWidget(self.notebooks)
        self._several.hide()
        self.rows.setAccessibleName(s("backup.list"))
        left = QVBoxLayout()
        left.setSpacing(px(8))
        left.addWidget(self.rows, 1)
        left.addWidget(self.now, 0, Qt.AlignmentFlag.AlignLeft)
        full_page = QWidget()
        columns = QHBoxLayout(full_page)
        columns.setContentsMargins(0, 0, 0, 0)
        columns.setSpacing(px(10))
        columns.addLayout(left, 5)
        columns.addWidget(self.detail, 7)
        self._pages.addWidget(self._empty())
        self._pages.addWidget(full_page)
        self._pages.addWidget(QWidget())
        self._pages.setCurrentIndex(2)
        self._pages.setMinimumHeight(px(220))
        self.body.addWidget(self._several)
        self.body.addWidget(self._place)
        self.body.addWidget(self._pages, 1)
        self.body.addSpacing(px(4))
        self.body.addWidget(self.second_folder)
        self.body.addWidget(self.working)

    def _empty(self) -> QWidget:
        page, px = QWidget(), self.theme.px
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(px(8))
        column.addStretch(1)
        column.addWidget(picture(self.theme, "history", "ink3", 28))
        self._nothing = label("", "head", wrap=True)
        self._nothing_line = label("", "second", wrap=True)
        column.addWidget(self._nothing)
        column.addWidget(self._nothing_line)
        column.addWidget(self.first, 0, Qt.AlignmentFlag.AlignLeft)
        column.addStretch(2)
        return page

    def _connect(self) -> None:
        self.notebooks.activated.connect(self._change_target)
        self.rows.chosen.connect(self._choose)
        self.leave.clicked.connect(self.reject)
        self.restore.clicked.connect(self.restore_requested)
        self.beside.clicked.connect(self._ask_beside)
        for press in (self.now, self.first):
            press.clicked.connect(self.backup_requested)
        self.second_folder.choose_requested.connect(self._ask_second)
        self.second_folder.forget_requested.connect(lambda: self.second_requested.emit(None))

    def _change_target(self) -> None:
        target, s = self.target, self.sentences
        self._examined.clear()
        self.refuse("")
        self._pages.setCurrentIndex(2 if target else 0)
        opened = target is not None and target.state is State.OPEN
        self.first.setVisible(opened)
        self._nothing.setText(s("backup.empty.one" if target else "backup.empty.all"))
        self._nothing_line.setText(s("backup.empty.line"))
        self._place.setVisible(target is not None)
        if target is not None:
            self.second.setText(target.title or s("window.unnamed.tour"))
            self.second.setVisible(len(self._targets) == 1)
            self._place.setText(s(f"backup.place.{target.state}", path=target.path))
            self.restore.setText(s(f"backup.restore.{target.state}"))
            self.target_chosen.emit(target)
        self._offer()

    def _choose(self, row: Row | None) -> None:
        self.refuse("")
        if row is None or row.backup is None:
            self._offer()
            return
        self._show_row(row)
        if row.backup.name not in self._examined:
            self.row_chosen.emit(row)

    def _show_row(self, row: Row) -> None:
        assert self.target is not None
        self.detail.show_row(row, self.target, self.chosen)
        self._offer()

    def _offer(self) -> None:
        """What can be done now."""
        chosen = self.chosen
        sound = chosen is not None and chosen.trouble is None and not self._busy
        reading = self.target is not None and self.target.reading
        self.restore.setEnabled(sound and not reading)
        if sound and reading and not self.reason.text():
            self.refuse(self.sentences("backup.refuse.reading"))
        self.beside.setEnabled(sound)
        for part in (self.notebooks, self.rows, self.first, self.now, self.second_folder):
            part.setEnabled(not self._busy)

    def _free(self) -> None:
        self._busy = False
        self._offer()

    def _ask_beside(self) -> None:
        target, row = self.target, self.rows.row
        if target is None or row is None:
            return
        taken = row.taken.astimezone()
        name = f"{folder_name(target.path.stem)[:42].rstrip()} {taken:%Y-%m-%d %H%M}"
        chosen, _ = QFileDialog.getSaveFileName(
            self, self.sentences("backup.beside_title"), str(target.path.parent / f"{name}{SUFFIX}"),
            options=QFileDialog.Option.DontConfirmOverwrite,
        )  # fmt: skip
        if chosen:
            self.beside_requested.emit(Path(chosen if chosen.lower().endswith(SUFFIX) else chosen + SUFFIX))

    def _ask_second(self) -> None:
        folder = QFileDialog.getExistingDirectory(self, self.sentences("backup.second.title"), str(Path.home()))
        if folder:
            self.second_requested.emit(Path(folder))

    def reject(self) -> None:
        self.working.stop.click()
        super().reject()
