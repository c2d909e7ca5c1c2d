"""A bundle before it is made: what goes along, for whom, under which name and where; one press makes it."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QFileDialog, QFrame, QHBoxLayout, QVBoxLayout

from desktop.dialogs.frame import Dialog
from desktop.dialogs.working import Working
from desktop.editor.composition import LineField, full_text
from desktop.models.parcels import REVIEW
from desktop.panes.parts import Elided, button, label, line, picture
from desktop.panes.report.segments import Choices

if TYPE_CHECKING:
    from desktop.theme import Theme
    from resources import Sentences


@dataclass(frozen=True, slots=True)
class Form:
    """What the dialog asks for. purpose: as models.parcels. line: what goes along, in words. first: that has never been
    told here. people, teams, days: to choose from, names by value; empty where there is no choice. again: what was sent
    before can be sent again. earlier: a bundle that the receiver has can be named. called: what the purpose is called
    for who sends, where that is another name. lacks: what of it is not there yet, a sentence each."""

    purpose: str
    line: str
    press: str
    first: bool = False
    people: Mapping[str, str] = field(default_factory=dict)
    teams: Mapping[str, str] = field(default_factory=dict)
    days: Mapping[str, str] = field(default_factory=dict)
    again: bool = False
    earlier: bool = False
    called: str = ""
    lacks: tuple[str, ...] = ()


class SendDialog(Dialog):
    """Asks only. chosen: something that the name depends on is another. save_wanted: the bundle is to be made."""

    chosen = Signal()
    save_wanted = Signal()

    def __init__(self, theme: Theme, sentences: Sentences, form: Form, folder: Path, parent: object = None) -> None:
        """folder: where the last bundle went."""
        title = form.called or sentences(f"exchange.send.{form.purpose}")
        super().__init__(theme, sentences, title, form.line, parent)  # type: ignore[arg-type]
        self.ask_width(560)
        self.form, self.folder = form, folder
        self.earlier: Path | None = None
        self._busy = False
        say = sentences
        self.told = label(say(f"exchange.leaves.{'review' if form.purpose == REVIEW else form.purpose}"), wrap=True)
        self.person = Choices(form.people, say("exchange.for"))
        self.team = Choices(form.teams, say("exchange.team"))
        self.day = Choices(form.days, say("exchange.day"))
        self.again = QCheckBox(say("exchange.all_again"))
        self.name = LineField()
        self._where = Elided("", "second")
        self.change = button(say("exchange.change_folder"), "link")
        self.change.setAccessibleName(say("exchange.change_folder"))
        self._since = label("", "second", wrap=True)
        self.pick = button(say("exchange.pick_earlier"), "link")
        self.working = Working(theme, sentences)
        self._lay_out()
        self.cancel = self.add_button(say("window.button.cancel"))
        self.save = self.add_button(form.press, "primary", default=True)
        self.cancel.clicked.connect(self.reject)
        self.save.clicked.connect(self._press)
        self.change.clicked.connect(self._ask_folder)
        self.pick.clicked.connect(self._ask_earlier)
        self.name.textEdited.connect(lambda _: self.refuse(""))
        for box in (self.person, self.team, self.day):
            box.currentIndexChanged.connect(self._changed)
        self.again.toggled.connect(self._changed)
        self.show_folder(folder)
        self.save.setFocus()

    def _lay_out(self) -> None:
        say, px, form = self.sentences, self.theme.px, self.form
        if form.first:
            strip = QFrame()
            strip.setProperty("look", "band_info")
            row = QHBoxLayout(strip)
            row.setContentsMargins(px(14), px(9), px(14), px(9))
            row.setSpacing(px(10))
            row.addWidget(picture(self.theme, "lock", "blue", 18))
            row.addWidget(self.told, 1)
            self.body.addWidget(strip)
            self.body.addSpacing(px(8))
        for words in form.lacks:
            row = line(picture(self.theme, "warning", "amber", 18), spacing=px(8), stretch=False)
            row.addWidget(label(words, wrap=True), 1)
            self.body.addLayout(row)
        if form.lacks:
            self.body.addSpacing(px(8))
        for key, box in (("for", self.person), ("team", self.team), ("day", self.day)):
            if box.count():
                self.add_field(say(f"exchange.{key}"), box)
        self.add_field(say("exchange.name"), self.name)
        self.name.setAccessibleName(say("exchange.name"))
        place = line(picture(self.theme, "folder", "ink3", 18), spacing=px(8), stretch=False)
        place.addWidget(self._where, 1)
        place.addWidget(self.change)
        self.body.addLayout(place)
        if form.again:
            self.body.addWidget(self.again)
        if form.earlier:
            since = QVBoxLayout()
            since.setSpacing(px(2))
            since.addWidget(self.pick)
            since.addWidget(self._since)
            self.body.addLayout(since)
        self._since.hide()
        self.body.addStretch(1)
        self.body.addWidget(self.working)

    @property
    def target(self) -> Path:
        """Where the bundle goes."""
        return self.folder / unicodedata.normalize("NFC", full_text(self.name).strip())

    def show_name(self, name: str, *, fixed: bool = False) -> None:
        """Propose name. fixed: there are several files, which are named by whom they are for."""
        self.name.setText(name)
        self.name.setEnabled(not fixed)

    def show_folder(self, folder: Path) -> None:
        self.folder = folder
        self._where.setText(unicodedata.normalize("NFC", str(folder)))
        self._where.setAccessibleName(self.sentences("exchange.folder", folder=self._where.text()))

    def say(self, words: str) -> None:
        """What goes along, in words."""
        self.second.setText(words)
        self.second.setVisible(bool(words))

    def refuse(self, words: str) -> None:
        """Why it was not made."""
        self.reason.setText(words)

    def show_busy(self, busy: bool) -> None:
        """While the bundle is made nothing else can be chosen."""
        self._busy = busy
        for each in (self.save, self.name, self.person, self.team, self.day, self.again, self.change, self.pick):
            each.setEnabled(not busy)

    def reject(self) -> None:
        """What is being made is stopped first."""
        if self._busy:
            self.working.stop.click()
        else:
            super().reject()

    def _press(self) -> None:
        self.refuse("")
        self.save_wanted.emit()

    def _changed(self, _: object) -> None:
        self.refuse("")
        self.chosen.emit()

    def _ask_folder(self) -> None:
        dialog = QFileDialog(self, self.sentences("exchange.change_folder"), str(self.folder))
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.setOption(QFileDialog.Option.ShowDirsOnly)
        dialog.fileSelected.connect(lambda folder: self._take_folder(Path(folder)))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _take_folder(self, folder: Path) -> None:
        self.show_folder(folder)
        self._changed(None)

    def _ask_earlier(self) -> None:
        if self.earlier is not None:
            self.show_earlier(None)
            return
        dialog = QFileDialog(self, self.sentences("exchange.pick_earlier"), str(self.folder))
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.setNameFilter(f"{self.sentences('exchange.bundles')} (*.brief *.zip)")
        dialog.fileSelected.connect(lambda file: self.show_earlier(Path(file)))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def show_earlier(self, path: Path | None) -> None:
        """path: a bundle that the receiver has, so that only what came after it goes along; None for no such bundle."""
        self.earlier = path
        name = unicodedata.normalize("NFC", path.name) if path is not None else ""
        self._since.setText(self.sentences("exchange.since", name=name) if path is not None else "")
        self._since.setVisible(path is not None)
        self.pick.setText(self.sentences("exchange.no_earlier" if path is not None else "exchange.pick_earlier"))
