"""The report before it goes out: what it is made of, what is to be known about it, and its pages as they will be."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QResizeEvent, QShortcut, QWindow
from PySide6.QtWidgets import (
    QFileDialog,
    QPushButton,
    QScrollArea,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from db.records import Person
from desktop.dialogs.frame import Dialog
from desktop.dialogs.new_notebook import folder_name
from desktop.editor.fields import set_look
from desktop.panes.report.definition import ReportDefinition
from desktop.panes.report.finding_list import FindingList
from desktop.panes.report.pages_pane import PagesPane
from exporters.editions import Roster, masked
from exporters.registry import WRITERS, suffix

if TYPE_CHECKING:
    from db.records import Report
    from desktop.context import PageContext
    from desktop.models.report_choice import LastChoice
    from desktop.models.sheets import Sheets
    from desktop.report_pages import Made
    from exporters.base import Finding

WIDTH, HEIGHT, LEAST, LEAST_HIGH = 1240, 812, 640, 420
DEFINITION, FINDINGS, NARROW = 264, 330, 900
"""px at 100 %. NARROW: below this the findings stand under the definition."""
MEGABYTE = 1_000_000


class ExportDialog(Dialog):
    """Stays open beside the window. changed: something else is to be printed. save_wanted: to a path.

    open_wanted, folder_wanted: what was saved is to be seen. remembered: another format. undo_wanted: undo or redo.
    Whoever makes the pages tells the dialog how it goes. definition: what the report is made of; see define.
    """

    definition: ReportDefinition

    changed = Signal()
    remembered = Signal()
    undo_wanted = Signal(str)
    save_wanted = Signal(object)
    open_wanted = Signal()
    folder_wanted = Signal()

    def __init__(
        self, context: PageContext, title: str, folder: Path, sheets: Sheets,
        entry_of: Callable[[Finding], str | None], parent: QWidget | None = None,
    ) -> None:  # fmt: skip
        """title: of the tour; the file is named after it. folder: where reports usually go."""
        say = context.sentences
        super().__init__(context.theme, say, say("window.export.title"), title, parent)
        self._title, self.folder, self._reader = title, folder, context.notebook.reader
        self._reading = context.notebook.read_only
        self._size: tuple[str, str] | None = None
        self._narrow = False
        self.setWindowModality(Qt.WindowModality.NonModal)
        self.setWindowFlag(Qt.WindowType.WindowMaximizeButtonHint)
        self.ask_width(WIDTH, HEIGHT)
        self.setMinimumSize(
            min(self.theme.px(LEAST), self.maximumWidth()), min(self.theme.px(LEAST_HIGH), self.maximumHeight())
        )
        self.findings = FindingList(self.theme, say, entry_of)
        self.pages = PagesPane(self.theme, sheets, say)
        self._furnish()
        self.folder_button = self.add_button(say("pages.show_folder"), "quiet")
        self.open_button = self.add_button(say("pages.open"))
        self.cancel = self.add_button(say("window.button.close"))
        self.make: QPushButton = self.add_button("", "primary", default=True)
        self.folder_button.hide()
        self.open_button.hide()

    def define(self, reports: Sequence[Report], last: LastChoice) -> None:
        """Ask what the report is made of; the dialog is whole now. last: what was chosen.

        Apart from the rest, so that it can have a turn of the loop for itself.
        """
        reader, say = self._reader, self.sentences
        forms = {name: say(f"pages.form.{name}") for name in WRITERS}
        self.definition = ReportDefinition(
            self.theme, say, reader, reports, forms, last, reading=self._reading, column=self._left
        )
        self._name_button()
        self._connect()

    def _furnish(self) -> None:
        """From the outside inwards: a part that moves with all that is in it is gone through again."""
        px = self.theme.px
        self.columns = QSplitter(Qt.Orientation.Horizontal)
        self.columns.setChildrenCollapsible(False)
        self.columns.setHandleWidth(1)
        self.columns.setMinimumHeight(px(200))
        self.body.setContentsMargins(0, 0, 0, 0)
        self.body.addWidget(self.columns, 1)
        area = self._area = QScrollArea()
        area.setObjectName("definition_area")
        area.setWidgetResizable(True)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setMinimumWidth(px(216))
        self.findings.setMinimumWidth(px(200))
        self.findings.setMinimumHeight(px(130))
        for number, part in enumerate((area, self.findings, self.pages)):
            self.columns.addWidget(part)
            self.columns.setStretchFactor(number, int(part is self.pages))
        left = QWidget()
        left.setObjectName("definition_column")
        left.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        area.setWidget(left)
        self._left = QVBoxLayout(left)
        self._left.setContentsMargins(0, 0, 0, 0)
        self._left.setSpacing(0)

    def _connect(self) -> None:
        self.definition.changed.connect(self.changed)
        self.definition.form_changed.connect(self._form_changed)
        self.findings.page_requested.connect(self.pages.small.choose)
        self.cancel.clicked.connect(self.reject)
        self.make.clicked.connect(self.ask_place)
        self.open_button.clicked.connect(self.open_wanted)
        self.folder_button.clicked.connect(self.folder_wanted)
        QShortcut(QKeySequence.StandardKey.Save, self, self.make.click)
        pages = self.pages
        for keys, act in (
            ("Alt+PgDown", lambda: pages.turn(1)), ("Alt+PgUp", lambda: pages.turn(-1)),
            ("Ctrl++", lambda: pages.large.zoom_by(1)), ("Ctrl+=", lambda: pages.large.zoom_by(1)),
            ("Ctrl+-", lambda: pages.large.zoom_by(-1)), ("Ctrl+0", lambda: pages.large.set_zoom(None)),
            ("Ctrl+Z", lambda: self.undo_wanted.emit("undo")), ("Ctrl+Shift+Z", lambda: self.undo_wanted.emit("redo")),
            ("Ctrl+Y", lambda: self.undo_wanted.emit("redo")),
        ):  # fmt: skip
            QShortcut(QKeySequence(keys), self, act)

    # --- what is told -------------------------------------------------------------------------------------------

    def _form_changed(self) -> None:
        self._name_button()
        self.forget_saved()
        if self._size:
            self._tell_size()
        self.remembered.emit()

    def _name_button(self) -> None:
        self.make.setText(self.sentences("pages.save", form=self.sentences(f"pages.form.{self.form}")))

    def tell(self, words: str) -> None:
        """A quiet line left of the buttons."""
        set_look(self.reason, "second")
        self.reason.setText(words)

    def refuse(self, reason: str) -> None:
        """Say why there is no report; everything may be changed and tried again."""
        set_look(self.reason, "error")
        self.reason.setText(reason)

    def show_made(self, made: Made) -> None:
        """The pages are there."""
        self._size = f"{made.size / MEGABYTE:.1f}", f"{made.seconds:.1f}"
        self._tell_size()
        report = self.definition.picker.combo.currentText()
        self.findings.show_findings(made.findings)
        self._order_keys()
        key = "pages.head_findings" if self._narrow and self.findings.number else "pages.head"
        self.second.setText(self.sentences(key, report=report, pages=made.pages, count=self.findings.number))

    def _order_keys(self) -> None:
        """Tab walks from the definition over the findings to the pages, whenever these were made."""
        before: QWidget = self.definition.logo.remove
        for way in (*self.findings.ways, self.pages.small):
            QWidget.setTabOrder(before, way)
            before = way

    def _tell_size(self) -> None:
        """What the file will be called; how large it is, is known of the pages only."""
        size, seconds = self._size or ("", "")
        key = "pages.made" if self.form == "pdf" else "pages.made_other"
        self.tell(self.sentences(key, name=self.file_name, size=size, seconds=seconds))

    def show_saved(self, path: Path) -> None:
        """The report is at path; it can be seen from here."""
        self.tell(self.sentences("pages.saved", name=path.name))
        self._show_ways(there=True)
        self.open_button.setFocus(Qt.FocusReason.OtherFocusReason)

    def forget_saved(self) -> None:
        """What was saved is not what is shown any more."""
        self._show_ways(there=False)

    def _show_ways(self, *, there: bool) -> None:
        self.open_button.setVisible(there)
        self.folder_button.setVisible(there)

    # --- where it goes ------------------------------------------------------------------------------------------

    @property
    def form(self) -> str:
        """The format of the file, as exporters.registry names it."""
        return self.definition.form.value

    @property
    def file_name(self) -> str:
        """The name that the file is given unless another is chosen."""
        given = self.definition.definition
        name = f"{given.title or self._title} {self.sentences(f'window.export.{given.edition}')}"
        if given.edition == "public":
            name = masked(name, Roster.of(self._reader.all(Person), withheld=""))
        return f"{folder_name(name)}{suffix(self.form)}"

    def ask_place(self) -> None:
        """Where the file is to be saved."""
        end, name = suffix(self.form), self.sentences(f"pages.form.{self.form}")
        chosen, _ = QFileDialog.getSaveFileName(
            self, self.sentences("pages.place", form=name), str(self.folder / self.file_name), f"{name} (*{end})"
        )
        if chosen:
            self.save_wanted.emit(Path(chosen if chosen.lower().endswith(end) else chosen + end))

    # --- the window ---------------------------------------------------------------------------------------------

    def step_aside(self) -> None:
        """Let the window come before this."""
        self.windowHandle().setTransientParent(cast(QWindow, None))  # else it stays above, whatever is raised
        self.lower()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        narrow = self.width() < self.theme.px(NARROW)
        if narrow != self._narrow:
            self._narrow = narrow
            self.findings.stand_whole(narrow)  # one scroll bar, not one in another
            if narrow:
                self._left.addWidget(self.findings, 1)
            else:
                self.columns.insertWidget(1, self.findings)
        if event.oldSize().width() != self.width():
            self._part()

    def _part(self) -> None:
        """The pages get the most room; definition and findings never more than they need."""
        px, wide = self.theme.px, self.width()
        needed = self.definition.minimumSizeHint().width() + px(12)  # its bar, too
        definition = max(min(px(DEFINITION), round(wide * 0.23)), min(needed, wide // 2))
        self._area.setMinimumWidth(definition if self._narrow else px(216))
        findings = 0 if self._narrow else min(px(FINDINGS), round(wide * 0.26))
        middle = [] if self._narrow else [findings]
        self.columns.setSizes([definition, *middle, wide - definition - findings])

    def keyPressEvent(self, event: QKeyEvent) -> None:
        focus = self.focusWidget()
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and isinstance(focus, QPushButton):
            focus.click()
        else:
            super().keyPressEvent(event)
