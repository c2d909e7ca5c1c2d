"""Asks for the tour of a new notebook: its title, days and countries, and where the notebook goes."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QDate, QLocale, Qt
from PySide6.QtWidgets import QCheckBox, QDateEdit, QFileDialog, QHBoxLayout, QWidget

from db.place import is_shared
from desktop.dates import day_of
from desktop.dialogs.frame import Dialog
from desktop.editor.composition import LineField, full_text
from desktop.folders import SUFFIX
from desktop.models.taken_along import Along
from desktop.panes.parts import button, label

if TYPE_CHECKING:
    from db.queries import Reader
    from desktop.dialogs.along import AlongChoice
    from desktop.theme import Theme
    from resources import Sentences


@dataclass(frozen=True, slots=True)
class NewTour:
    """What was entered. start, end: YYYY-MM-DD, or None while not known. along: taken along from another tour."""

    path: Path
    title: str
    start: str | None
    end: str | None
    countries: tuple[str, ...]
    along: Along = Along(frozenset(), frozenset())


class NewNotebookDialog(Dialog):
    """folder: where notebooks usually go. source: of a tour from which something may be taken along."""

    def __init__(
        self, theme: Theme, sentences: Sentences, folder: Path, parent: QWidget | None = None,
        source: Reader | None = None,
    ) -> None:  # fmt: skip
        super().__init__(theme, sentences, sentences("window.new.title"), sentences("window.new.line"), parent)
        self._folder = self._usual = folder
        self._path_typed = False
        self.ask_width(540)
        self.title = LineField()
        self.title.setPlaceholderText(sentences("window.new.title_example"))
        self.add_field(sentences("window.new.tour_title"), self.title)
        self.dated = QCheckBox(sentences("window.new.dated"))
        self.dated.setChecked(True)
        self.start, self.end = QDateEdit(), QDateEdit()
        self._days()
        self.countries = LineField()
        self.countries.setPlaceholderText(sentences("window.new.countries_example"))
        self.add_field(sentences("window.new.countries"), self.countries)
        self.path = LineField()
        self._place()
        self.along: AlongChoice | None = None
        if source is not None:
            self._offer(source)
        self.cancel = self.add_button(sentences("window.button.cancel"))
        self.make = self.add_button(sentences("window.new.make"), "primary", default=True)
        self.cancel.clicked.connect(self.reject)
        self.make.clicked.connect(self.accept)
        self.title.textChanged.connect(self._suggest)
        self.title.textEdited.connect(self._suggest)
        self.path.textEdited.connect(self._typed)
        self.start.dateChanged.connect(self._keep_order)
        for changed in (
            self.title.textChanged,
            self.title.textEdited,
            self.path.textChanged,
            self.end.dateChanged,
            self.dated.toggled,
        ):
            changed.connect(self._check)
        self._check()

    def answer(self) -> NewTour:
        dated = self.dated.isChecked()
        countries = (part.strip() for part in re.split(r"[,，、·;]", full_text(self.countries)))
        return NewTour(
            path=self._target(),
            title=full_text(self.title).strip(),
            start=self.start.date().toString(Qt.DateFormat.ISODate) if dated else None,
            end=self.end.date().toString(Qt.DateFormat.ISODate) if dated else None,
            countries=tuple(country for country in countries if country),
            along=self.along.along() if self.along is not None else Along(frozenset(), frozenset()),
        )

    def _offer(self, source: Reader) -> None:
        """What may be taken along; its countries are proposed, and as many days."""
        from desktop.dialogs.along import AlongChoice

        self.along = AlongChoice(self.theme, self.sentences, source)
        self.body.addWidget(self.along)
        tour = source.tour()
        if tour is None:
            return
        self.countries.setText(", ".join(tour.countries))
        start, end = day_of(tour.start), day_of(tour.end)
        if start is not None and end is not None and start <= end:
            self.end.setDate(self.start.date().addDays((end - start).days))

    def _days(self) -> None:
        px = self.theme.px
        for field, name, days in ((self.start, "start", 0), (self.end, "end", 7)):
            field.setCalendarPopup(True)
            field.setLocale(QLocale("ko_KR" if self.sentences.language == "ko" else "en_GB"))
            field.setDisplayFormat(self.sentences("window.date.field"))
            field.setDate(QDate.currentDate().addDays(days))
            field.setAccessibleName(self.sentences(f"window.new.{name}"))
            self.dated.toggled.connect(field.setEnabled)
        row = QHBoxLayout()
        row.setSpacing(px(8))
        row.addWidget(self.start, 1)
        row.addWidget(label("–", "second"))
        row.addWidget(self.end, 1)
        self.body.addWidget(label(self.sentences("window.new.days"), "small"))
        self.body.addLayout(row)
        self.body.addWidget(self.dated)
        self.body.addSpacing(px(6))

    def _place(self) -> None:
        choose = button(self.sentences("window.button.choose"))
        choose.clicked.connect(self._choose)
        row = QHBoxLayout()
        row.setSpacing(self.theme.px(8))
        self.path.setAccessibleName(self.sentences("window.new.place"))
        row.addWidget(self.path, 1)
        row.addWidget(choose)
        self.body.addWidget(label(self.sentences("window.new.place"), "small"))
        self.body.addLayout(row)
        self.here = button(self.sentences("places.here"), "link")
        self.here.clicked.connect(self._put_here)
        self.here.hide()
        self.body.addWidget(self.here)

    def _target(self) -> Path:
        text = full_text(self.path).strip()
        path = Path(text).expanduser()
        return path if not text or path.suffix == SUFFIX else path.with_name(path.name + SUFFIX)

    def _suggest(self, _: str = "") -> None:
        title = full_text(self.title)
        if not self._path_typed:
            self.path.setText(str(self._folder / f"{folder_name(title)}{SUFFIX}") if title.strip() else "")

    def _put_here(self) -> None:
        """Another machine's disk or a cloud was chosen: the same name, in the folder where notebooks usually go."""
        self.path.setText(str(self._usual / self._target().name))
        self.path.setFocus()

    def _typed(self) -> None:
        self._path_typed = True

    def _choose(self) -> None:
        folder = QFileDialog.getExistingDirectory(self, self.sentences("window.new.place"), str(self._folder))
        if folder:
            self._folder, self._path_typed = Path(folder), False
            self._suggest()

    def _keep_order(self, start: QDate) -> None:
        if self.end.date() < start:
            self.end.setDate(start)

    def _check(self) -> None:
        target = self._target()
        reason = ""
        if not full_text(self.title).strip():
            reason = "window.new.no_title"
        elif not full_text(self.path).strip():
            reason = "window.new.no_place"
        elif is_shared(target):
            reason = "places.new_shared"
        elif target.exists():
            reason = "window.new.taken"
        elif self.dated.isChecked() and self.end.date() < self.start.date():
            reason = "window.new.backwards"
        self.make.setEnabled(not reason)
        self.here.setVisible(reason == "places.new_shared")
        self.reason.setText(self.sentences(reason, name=target.name) if reason and full_text(self.title) else "")


def folder_name(title: str) -> str:
    """title as a folder's name on every system: NFC, without what they forbid, at most 60 characters."""
    plain = re.sub(r'[\\/:*?"<>|\x00-\x1f]+', " ", unicodedata.normalize("NFC", title))
    return re.sub(r"\s+", " ", plain).strip(" .")[:60].rstrip(" .") or "notebook"
