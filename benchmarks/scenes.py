"""Every page and every dialog of the window in the sample notebook, one after the other."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QDeadlineTimer, QEvent, QMimeData
from PySide6.QtWidgets import QApplication, QDialog, QWidget

import resources
from db.records import Chapter, Note, Person, Tour, Visit
from db.settings import Settings
from desktop.app import application
from desktop.main_window import MainWindow
from desktop.messages import Level, Messages, Step
from desktop.models.day import day_key
from desktop.models.outline import HOME
from desktop.models.pages import LIVE, PLACES
from desktop.panes.tour.tour import TABS, TourPage
from desktop.panes.visit.visit import VisitPage
from desktop.panes.writing import WritingPage
from desktop.session import Session
from desktop.window_state import WindowState
from resources import Words

if TYPE_CHECKING:
    from db.queries import Reader

SIZE = (1440, 900)
ROSTER = "조\t이름\t소속\t직위\n1조\t문지안\t하천관리과\t주무관\n1조\t한도영\t하천관리과\t\n2조\t\t도시계획과\t팀장\n"
ARTICLE = "기관명 : 물순환연구소\n일시 : 2031년 5월 6일 10:00\n\n□ 운영\n○ 비가 오면 스스로 닫는다.\n- 열두 곳\n"


@dataclass(slots=True)
class Stage:
    """The window on the sample."""

    session: Session
    messages: Messages
    window: MainWindow
    folder: Path

    @property
    def reader(self) -> Reader:
        assert self.session.notebook is not None
        return self.session.notebook.reader

    @property
    def visit(self) -> Visit:
        """The first one."""
        return self.reader.all(Visit)[0]

    def rest(self, milliseconds: int) -> None:
        """Let the window come to rest."""
        end = QDeadlineTimer(milliseconds)
        while not end.hasExpired():
            QApplication.processEvents()

    def end(self) -> None:
        for dialog in self.window.findChildren(QDialog):
            dialog.reject()
        self.window.close()
        self.session.close()
        self.window.deleteLater()
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def begin(notebook: Path | None, language: str = "ko") -> Stage:
    """The window on a notebook that this machine knows, or on none, on the first day of the sample."""
    application()
    settings, messages = Settings.load(), Messages()
    session = Session(settings, messages)
    day = date(2031, 5, 5)
    if notebook is not None:
        session.open(notebook)
        assert session.notebook is not None
        day = date.fromisoformat(session.notebook.reader.all(Visit)[0].date or day.isoformat())
    state = WindowState(settings.folder / "window.ini")
    window = MainWindow(session, messages, state, resources.sentences(language), day)
    window.resize(*SIZE)
    window.show()
    return Stage(session, messages, window, settings.folder)


def pages(stage: Stage) -> Iterator[str]:
    """Shows one page after the other in the window; answers their names."""
    window, reader = stage.window, stage.reader
    day = day_key(date.fromisoformat(stage.visit.date or ""))
    for role in ("participant", "reviewer", "coordinator"):
        people = reader.all(Person, role=role)
        window.set_person(people[0].id if people else "")
        window.go(HOME)
        yield f"home-{role}"
    window.set_person("")
    window.go(HOME)
    yield "who"
    window.set_person(reader.all(Person, role="participant")[0].id)
    chapter = reader.all(Chapter)[0].id
    places = {place.strip(":"): place for place in sorted(PLACES)} | {"day": day, "chapter": chapter}
    for name, place in places.items():
        window.go(place)
        yield name
    window.go(stage.visit.id)
    page = window.workspace.stack.currentWidget() if window.workspace else None
    assert isinstance(page, VisitPage)
    for number, name in enumerate(("notes", "questions", "takeaways", "figures")):
        page.show_tab(number)
        yield f"visit-{name}"
    page.show_tab(0)
    page.header.unfold(True)
    yield "visit-header"
    page.header.unfold(False)
    if isinstance(page, WritingPage):
        page.show_preview(True)
        stage.rest(600)  # it follows half a second later
        yield "visit-preview"
        page.show_preview(False)
    window.actions_["replace"].trigger()
    yield "visit-find"
    window.go(f"{LIVE}{stage.visit.id}")
    yield "live"
    window.go("tour")
    tour = window.workspace.stack.currentWidget() if window.workspace else None
    assert isinstance(tour, TourPage)
    for number, name in enumerate(TABS):
        tour.show_tab(number)
        yield f"tour-{name}"
    yield from _reviewing(stage)
    window.go(HOME)
    for level in Level:
        stage.messages.tell(level, "live.no_visit", Step("rescue.again", lambda: None), topic=level.name, stays=True)
    yield "bands"
    for level in Level:
        stage.messages.withdraw(level.name)


def _reviewing(stage: Stage) -> Iterator[str]:
    """What a reviewer writes in: a comment beside a text, and a suggestion typed over it."""
    window, person = stage.window, stage.window.context().person
    window.set_person(stage.reader.all(Person, role="reviewer")[0].id)
    note = stage.reader.all(Note)[0].id
    for name, place, action in (
        ("visit-comment", note, "comment"),
        ("visit-suggest", note, "suggest_mode"),
        ("queue-suggest", "queue", "suggest_mode"),
        ("queue-return", "queue", "return"),
    ):
        window.go(place)
        stage.rest(60)
        window.actions_[action].trigger()
        stage.rest(60)
        yield name
        if action == "suggest_mode":
            window.actions_[action].trigger()
        window.go(HOME)
    window.set_person(person or "")


def dialogs(stage: Stage) -> Iterator[tuple[str, QDialog]]:
    """Opens one dialog after the other; answers its name and itself."""
    for name, open_ in DIALOGS.items():
        open_(stage)
        shown = [each for each in stage.window.findChildren(QDialog) if each.isVisible()]
        assert shown, name
        yield name, shown[-1]
        for dialog in shown:
            dialog.reject()
        stage.rest(20)


def _crash(stage: Stage) -> None:
    from desktop.dialogs.crash import CrashDialog

    CrashDialog(stage.window.theme, stage.window.sentences, stage.folder / "fault.log", stage.window).open()


def _export(stage: Stage) -> None:
    from desktop.dialogs.export import ExportDialog

    stage.window.errands.ask_export()
    end = QDeadlineTimer(15000)
    while not (found := [each for each in stage.window.findChildren(ExportDialog) if each.isVisible()]):
        assert not end.hasExpired()
        stage.rest(50)  # it comes over several turns
    dialog = found[0]
    while (dialog.pages.making.isVisible() or not dialog.pages.small.count) and not end.hasExpired():
        stage.rest(50)


def _history(stage: Stage) -> None:
    from desktop.dialogs.history import show_history

    show_history(stage.window.context(), stage.window, stage.reader.all(Note)[0].id)


def _import(stage: Stage) -> None:
    from desktop.dialogs.importing import ImportDialog
    from exporters.importing.plan import plan

    tour = stage.reader.tour()
    assert isinstance(tour, Tour)
    window, found = stage.window, plan(ARTICLE.encode(), "a.txt", tour=tour.id)
    ImportDialog(window.theme, window.sentences, [found], [], window).open()


def _intakes(stage: Stage) -> None:
    from desktop.dialogs.intakes import IntakesDialog
    from desktop.models.intakes import Taken

    say = stage.window.sentences
    rows = [
        Taken("1", "2031-05-05 1조.notebook", Words(), "2031-05-05T21:10:00+09:00", 12, 0),
        Taken("2", "2031-05-05 2조.notebook", Words(), "2031-05-05T21:30:00+09:00", 8, 8),
    ]
    IntakesDialog(stage.window.theme, say, date(2031, 5, 6), rows, reading=False, parent=stage.window).open()


def _merge(stage: Stage) -> None:
    from desktop.dialogs.merging import MergeDialog
    from desktop.models.arrivals import Row, Told

    window, say = stage.window, stage.window.sentences
    visit = stage.visit.institution
    rows = [
        Row(Path("1.brief"), "check", "green", "문지안 1조", "2031-05-05", visit),
        Row(Path("2.brief"), "warning", "amber", "한도영 1조", "2031-05-05", visit, say("errors.disk_full", path="D")),
    ]
    told = Told((), tuple(rows), (), 12)
    MergeDialog(window.theme, say, told, visit, parent=window).open()


def _not_saved(stage: Stage) -> None:
    from desktop.dialogs.not_saved import NotSavedDialog

    say = stage.window.sentences
    names = [stage.visit.institution, say("window.unnamed.tour")]
    NotSavedDialog(stage.window.theme, say, names, say("errors.disk_full", path="D"), stage.window).open()


def _pasted(stage: Stage) -> None:
    from desktop.dialogs.pasted_table import PastedTableDialog

    stage.window.go("tour")
    page = stage.window.workspace.stack.currentWidget() if stage.window.workspace else None
    assert isinstance(page, TourPage)
    data = QMimeData()
    data.setText(ROSTER)
    page.people.table_requested.emit(data)
    for _ in range(100):  # it is read beside the window
        if any(each.model.rowCount() for each in page.findChildren(PastedTableDialog)):
            break
        stage.rest(20)


DIALOGS: Mapping[str, Callable[[Stage], object]] = {
    "AboutDialog": lambda stage: stage.window.errands.show_about(),
    "BackupsDialog": lambda stage: stage.window.show_backups(),
    "CrashDialog": _crash,
    "ExportDialog": _export,
    "HistoryDialog": _history,
    "ImportDialog": _import,
    "IntakesDialog": _intakes,
    "KeysDialog": lambda stage: stage.window.actions_["keys"].trigger(),
    "MergeDialog": _merge,
    "NewNotebookDialog": lambda stage: stage.window.errands.ask_new(),
    "NewNotebookDialog-from": lambda stage: stage.window.errands.ask_new_from(),
    "NotSavedDialog": _not_saved,
    "PastedTableDialog": _pasted,
    "RemarksDialog": lambda stage: stage.window.actions_["remarks"].trigger(),
    "SendDialog": lambda stage: stage.window.errands.ask_send("answer"),
    "SendDialog-tour": lambda stage: stage.window.errands.ask_send("tour"),
}
"""By the name of their class."""


def widgets(stage: Stage) -> Iterator[tuple[str, QWidget]]:
    """Every page, then every dialog: its name, and the window or dialog that shows it."""
    for name in pages(stage):
        yield name, stage.window
    yield from dialogs(stage)
