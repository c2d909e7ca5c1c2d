"""What the report is made of, as the export dialog asks for it: definition, edition, style, and what is in it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QIcon, QPainter, QPixmap
from PySide6.QtWidgets import (
    QButtonGroup,
    QCheckBox,
    QComboBox,
    QHBoxLayout,
    QHeaderView,
    QSizePolicy,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from desktop.models.report_choice import (
    EDITIONS,
    FIRST_STYLE,
    Choice,
    Kept,
    Part,
    narrowed,
    parts,
    style_colours,
    style_name,
    styles,
)
from desktop.panes.parts import button, label

if TYPE_CHECKING:
    from db.records import Report
    from desktop.theme import Theme
    from exporters.reading import Records
    from resources import Sentences

PART = Qt.ItemDataRole.UserRole


class ReportDefinition(QWidget):
    """changed: something else is to be printed."""

    changed = Signal()

    def __init__(self, theme: Theme, sentences: Sentences, reader: Records, reports: Sequence[Report]) -> None:
        super().__init__()
        self._theme, self._sentences, self._reader = theme, sentences, reader
        self._reports = list(reports)
        self.setObjectName("definition")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.report, self.style_ = QComboBox(), QComboBox()
        self.edition = QButtonGroup(self)
        self.edition_line = label("", "small", wrap=True)
        self.approved = QCheckBox(sentences("pages.only_approved"))
        self.parts = _PartTree(theme, sentences)
        self._furnish()
        self._show_parts()
        self._say_edition()
        self.report.currentIndexChanged.connect(self._report_chosen)
        self.style_.currentIndexChanged.connect(lambda _: self.changed.emit())
        self.edition.idClicked.connect(self._edition_chosen)
        self.approved.toggled.connect(lambda _: self.changed.emit())
        self.parts.changed.connect(self.changed)

    # --- what is chosen -----------------------------------------------------------------------------------------

    @property
    def chosen_report(self) -> Report | None:
        """The saved definition, or None for the whole notebook."""
        number = self.report.currentIndex()
        return self._reports[number - 1] if number > 0 else None

    @property
    def chosen_edition(self) -> str:
        return EDITIONS[max(self.edition.checkedId(), 0)]

    def choice(self) -> Choice | None:
        """What is to be made; None where nothing is left of it."""
        report, chosen = self.chosen_report, self.parts.chosen()
        edition, style = self.chosen_edition, str(self.style_.currentData() or FIRST_STYLE)
        if self.parts.count and not chosen:
            return None
        if self.parts.is_changed:
            report = narrowed(report, chosen, edition=edition, style=style)
        return Choice(report, edition, style, self.approved.isChecked())

    def kept(self) -> Kept:
        """What is to be remembered."""
        report = self.chosen_report
        return Kept(
            report.id if report else "",
            self.chosen_edition,
            str(self.style_.currentData() or ""),
            self.approved.isChecked(),
            self.parts.left_out(),
        )

    def resume(self, kept: Kept) -> None:
        """Choose what was chosen last, as far as it is still there."""
        self.blockSignals(True)
        self.choose(kept.report)
        if kept.edition in EDITIONS:
            self.edition.button(EDITIONS.index(kept.edition)).setChecked(True)
        self.style_.setCurrentIndex(max(self.style_.findData(kept.style), 0))
        self.approved.setChecked(kept.only_approved)
        self.parts.leave_out(kept.left_out)
        self._say_edition()
        self.blockSignals(False)

    def choose(self, report_id: str) -> None:
        """A saved definition; the whole notebook where there is none of this id."""
        ids = ["", *(report.id for report in self._reports)]
        self.report.setCurrentIndex(ids.index(report_id) if report_id in ids else 0)

    def follow(self, reports: Sequence[Report]) -> None:
        """Definitions, visits or chapters were changed in the window: the lists follow, what is chosen stays."""
        kept = self.kept()
        if [(each.id, each.title) for each in reports] != [(each.id, each.title) for each in self._reports]:
            self._reports = list(reports)
            self.report.blockSignals(True)
            self._fill_reports()
            self.report.blockSignals(False)
            self.blockSignals(True)
            self.choose(kept.report)
            self.blockSignals(False)
        else:
            self._reports = list(reports)
        self._show_parts()
        self.parts.leave_out(kept.left_out)

    def show_pages(self, pages: Mapping[str, int]) -> None:
        """The pages, from 1, on which visits and chapters begin, by id."""
        self.parts.show_pages(pages)

    # --- building -----------------------------------------------------------------------------------------------

    def _furnish(self) -> None:
        px, say = self._theme.px, self._sentences
        column = QVBoxLayout(self)
        column.setContentsMargins(px(22), px(16), px(16), px(12))
        column.setSpacing(px(5))
        self._fill_reports()
        for name in styles():
            self.style_.addItem(self._chips(style_colours(name)), style_name(name, say), name)
        self.style_.setIconSize(QSize(px(30), px(14)))
        fields = (("pages.report", self.report), ("pages.edition", None), ("pages.style_field", self.style_))
        for key, field in fields:
            words = label(say(key), "small")
            column.addWidget(words)
            if field is None:
                column.addLayout(self._editions())
                column.addWidget(self.edition_line)
            else:
                field.setAccessibleName(say(key))
                field.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
                field.setMinimumContentsLength(8)
                words.setBuddy(field)
                column.addWidget(field)
            column.addSpacing(px(8))
        column.addWidget(label(say("pages.parts"), "small"))
        column.addWidget(self.approved)
        column.addWidget(self.parts, 1)

    def _fill_reports(self) -> None:
        self.report.clear()
        self.report.addItem(self._sentences("pages.everything"))
        unnamed = self._sentences("window.unnamed.report")
        self.report.addItems([report.title or unnamed for report in self._reports])

    def _chips(self, colours: Sequence[str]) -> QIcon:
        """A style's colours side by side."""
        px = self._theme.px
        picture = QPixmap(px(60), px(28))
        picture.fill(Qt.GlobalColor.transparent)
        painter = QPainter(picture)
        for number, colour in enumerate(colours):
            painter.fillRect(px(20) * number, 0, px(20), px(28), QColor(colour))
        painter.end()
        picture.setDevicePixelRatio(2)
        return QIcon(picture)

    def _editions(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(self._theme.px(4))
        for number, name in enumerate(EDITIONS):
            press = button(self._sentences(f"window.export.{name}"), "toggle")
            press.setCheckable(True)
            press.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
            press.setAccessibleDescription(self._sentences(f"window.export.{name}_line"))
            self.edition.addButton(press, number)
            row.addWidget(press)
        self.edition.button(0).setChecked(True)
        return row

    def _say_edition(self) -> None:
        self.edition_line.setText(self._sentences(f"window.export.{self.chosen_edition}_line"))

    # --- following ----------------------------------------------------------------------------------------------

    def _report_chosen(self, _: int) -> None:
        """A definition brings its own edition and style."""
        report = self.chosen_report
        if report is not None:
            self.edition.button(EDITIONS.index(report.edition)).setChecked(True)
            style = report.style or FIRST_STYLE
            if self.style_.findData(style) < 0:  # one that is not listed, or not there: making the pages tells
                self.style_.addItem(style, style)
            self.style_.setCurrentIndex(self.style_.findData(style))
        self._say_edition()
        self._show_parts()
        self.changed.emit()

    def _edition_chosen(self, _: int) -> None:
        self._say_edition()
        self.changed.emit()

    def _show_parts(self) -> None:
        self.parts.show_parts(parts(self._reader, self.chosen_report, self._sentences))


class _PartTree(QTreeWidget):
    """Visits and chapters, each with a box that says whether it is printed, and the page it begins on."""

    changed = Signal()

    def __init__(self, theme: Theme, sentences: Sentences) -> None:
        super().__init__()
        self._theme = theme
        self._first: tuple[bool, ...] = ()
        self._all = False
        self.setObjectName("parts")
        self.setColumnCount(2)
        self.setHeaderHidden(True)
        self.setRootIsDecorated(False)
        self.setUniformRowHeights(True)
        self.setAccessibleName(sentences("pages.parts"))
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setMinimumHeight(theme.px(150))
        self.header().setStretchLastSection(False)
        self.header().setMinimumSectionSize(theme.px(34))
        self.header().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        self.header().setSectionResizeMode(1, QHeaderView.ResizeMode.ResizeToContents)
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(0)
        self._soon.timeout.connect(self.changed)
        self.itemChanged.connect(self._item_changed)

    @property
    def count(self) -> int:
        return self.topLevelItemCount()

    @property
    def is_changed(self) -> bool:
        """Whether other parts are chosen than the definition says."""
        return tuple(self._checked(item) for item in self._items()) != self._first

    def chosen(self) -> list[Part]:
        return [item.data(0, PART) for item in self._items() if self._checked(item)]

    def left_out(self) -> tuple[str, ...]:
        """First ids of the parts that the definition takes in and that were taken out here."""
        return tuple(
            item.data(0, PART).ids[0]
            for item, first in zip(self._items(), self._first, strict=True)
            if first and not self._checked(item)
        )

    def leave_out(self, ids: Sequence[str]) -> None:
        self.blockSignals(True)
        for item in self._items():
            if item.data(0, PART).ids[0] in ids:
                item.setCheckState(0, Qt.CheckState.Unchecked)
        self.blockSignals(False)

    def show_parts(self, given: Sequence[tuple[Part, bool]]) -> None:
        self.blockSignals(True)
        self.clear()
        for part, inside in given:
            item = QTreeWidgetItem([part.name, ""])
            item.setData(0, PART, part)
            item.setCheckState(0, Qt.CheckState.Checked if inside else Qt.CheckState.Unchecked)
            item.setTextAlignment(1, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            item.setForeground(1, self._theme.color("ink3"))
            item.setFont(1, self._theme.font(12, tabular=True))
            item.setSizeHint(0, QSize(0, self._theme.px(28)))
            item.setToolTip(0, part.name if "<" not in part.name else "")
            self.addTopLevelItem(item)
        self._first = tuple(inside for _, inside in given)
        self.show_all(self._all)
        self.blockSignals(False)

    def show_all(self, wanted: bool) -> None:
        """As high as all rows, where what is around it scrolls."""
        self._all = wanted
        rows = self.count * self._theme.px(28) + 2 * self.frameWidth() + self._theme.px(6)
        self.setMinimumHeight(max(rows, self._theme.px(60)) if wanted else self._theme.px(150))

    def show_pages(self, pages: Mapping[str, int]) -> None:
        self.blockSignals(True)
        for item in self._items():
            page = pages.get(item.data(0, PART).entry)
            item.setText(1, str(page) if page is not None and self._checked(item) else "")
        self.blockSignals(False)

    def _items(self) -> list[QTreeWidgetItem]:
        return [item for number in range(self.count) if (item := self.topLevelItem(number)) is not None]

    def _item_changed(self, item: QTreeWidgetItem, column: int) -> None:
        if column == 0:
            self._soon.start()

    @staticmethod
    def _checked(item: QTreeWidgetItem) -> bool:
        return item.checkState(0) == Qt.CheckState.Checked
