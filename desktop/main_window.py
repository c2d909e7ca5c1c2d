"""The window: menus, tools, bands, the workspace or the welcome page, the status bar, and who is connected to whom."""

from __future__ import annotations

from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent, QShowEvent
from PySide6.QtWidgets import QApplication, QDialog, QMainWindow, QVBoxLayout, QWidget

import resources
from db.errors import KnownError
from desktop.actions import Actions
from desktop.backups import Keeper, any_backups, show_backups
from desktop.conflicting import ConflictWalk
from desktop.context import PageContext
from desktop.editing import Editing, Field
from desktop.editor.lasting import Lasting
from desktop.errands import Errands
from desktop.focus import next_pane, take_focus
from desktop.folders import notebook_folder, shown
from desktop.models.outline import BIN, HOME
from desktop.models.people import people
from desktop.not_saved import NotSaved, restored
from desktop.panes.bands import Bands
from desktop.panes.history_button import follow_window, open_here
from desktop.panes.status import StatusPane
from desktop.panes.tools import ToolPane
from desktop.panes.welcome import WelcomePage
from desktop.showing import Showing
from desktop.theme import TEXT_SIZES, Theme
from desktop.window_state import fitted
from desktop.workspace import WIDTH, Spot, Workspace

if TYPE_CHECKING:
    from desktop.memory import Memory
    from desktop.messages import Messages
    from desktop.session import Session
    from desktop.window_state import WindowState
    from resources import Sentences

TEXT_FILES = (".txt", ".md")


class MainWindow(QMainWindow):
    """today: the laptop's date."""

    def __init__(
        self, session: Session, messages: Messages, state: WindowState, sentences: Sentences, today: date
    ) -> None:
        super().__init__()
        self._session, self._messages, self._state, self._today = session, messages, state, today
        self.sentences, self.theme = sentences, Theme.load("light", state.text_size)
        self.workspace: Workspace | None = None
        self._ending = False
        self._memory: tuple[str, Memory] | None = None
        self._lasting: Lasting | None = None
        self.setAcceptDrops(True)
        self.setMinimumSize(720, 480)
        self.actions_ = Actions(self)
        self._editing = Editing(self.actions_, self)
        self.bands = Bands(messages, self.theme, sentences)
        self._centre = QWidget()
        self._column = QVBoxLayout(self._centre)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._column.addWidget(self.bands)
        self.setCentralWidget(self._centre)
        self.status = StatusPane(self.theme, sentences)
        self.errands = Errands(self, self, session, messages, today)
        self.not_saved = NotSaved(self, self, messages)
        self.keeper = Keeper(session, messages, self.show_backups, self)
        self._connect()
        self._dress()
        self._furnish()
        self._tell_restored()
        self._take_place()
        messages.listen()

    def _connect(self) -> None:
        act, session = self.actions_, self._session
        session.opened.connect(self._furnish)
        session.opened.connect(self._tell_restored)
        session.waiting.connect(self._wait)
        session.closing.connect(self._before_closing)
        session.backups_wanted.connect(self.show_backups)
        session.conflict_wanted.connect(lambda: self._to_conflict(1))
        session.closed.connect(self._forget)
        session.closed.connect(self._furnish)
        errands = self.errands
        for name, slot in {
            "new": errands.ask_new, "open": errands.ask_open, "import": errands.ask_import,
            "export": errands.ask_export, "backups": self.show_backups,
            "intakes": errands.show_intakes, "close_notebook": self._close_notebook, "quit": self.close,
            "about": errands.show_about, "new_visit": errands.add_visit, "new_chapter": errands.add_chapter,
            "home": lambda: self.go(HOME), "bin": lambda: self.go(BIN), "delete_entry": self._delete,
            "history": self._show_history,
            "back": lambda: self._travel(-1), "forward": lambda: self._travel(1),
            "previous": lambda: self._step(-1), "next": lambda: self._step(1),
            "next_conflict": lambda: self._to_conflict(1), "previous_conflict": lambda: self._to_conflict(-1),
            "next_pane": lambda: self._pane(1), "previous_pane": lambda: self._pane(-1),
            "larger": lambda: self._resize_text(1), "smaller": lambda: self._resize_text(-1),
            "normal": lambda: self.set_text_size(100),
        }.items():  # fmt: skip
            act[name].triggered.connect(slot)
        act["navigator"].toggled.connect(self._show_navigator)
        act.text_sizes.triggered.connect(lambda action: self.set_text_size(int(action.data())))
        act.languages.triggered.connect(lambda action: self.set_language(str(action.data())))
        act.recent.aboutToShow.connect(self._list_recent)

    def set_language(self, language: str) -> None:
        """Speak ko or en from now on; what is open stays open."""
        self.sentences = resources.sentences(language)
        self._session.settings.language = language
        try:
            self._session.settings.save()
        except KnownError as error:  # it is spoken now, and not remembered
            self._messages.error(error, topic="settings")
        self._again()

    def set_text_size(self, size: int) -> None:
        """size: per cent, 100 to 200."""
        if size != self.theme.text_size:
            self.theme = self.theme.sized(size)
            self._state.text_size = size
            self._again()

    def set_person(self, person: str) -> None:
        """Who writes in this notebook from now on: a person's id, or nothing."""
        self._session.set_person(person or None)
        self._again()

    def context(self) -> PageContext:
        """What pages and dialogs are given now. Only while a notebook is open."""
        session = self._session
        assert session.notebook is not None
        assert session.operations is not None
        if self._memory is None or self._memory[0] != session.notebook.id:
            self._memory = session.notebook.id, self._state.memory(session.notebook.id)
        self._lasting = self._lasting or Lasting()
        return PageContext(
            session.notebook, self.sentences, self.theme, session.operations, self._messages, session.person,
            self._memory[1], self._lasting,
        )  # fmt: skip

    @property
    def current(self) -> str:
        """Id of what the centre shows, HOME, or nothing."""
        return self.workspace.current if self.workspace else ""

    def _again(self) -> None:
        """Build everything that shows words or sizes again, at the same place."""
        before = self.workspace
        spot = before.spot() if before is not None else Spot()
        self.leave()
        self._dress()
        self._furnish(before.current if before else "")
        if self.workspace is not None and before is not None and self._session.notebook is not None:
            self.workspace.follow(before.way)
            QTimer.singleShot(0, self.workspace, partial(self.workspace.find_spot, spot))
            follow_window(self.context(), self)

    def _dress(self) -> None:
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        app.setFont(self.theme.font(13))
        app.setPalette(self.theme.palette())
        app.setStyleSheet(self.theme.style_sheet())
        self.actions_.speak(self.sentences, self.theme)
        self.actions_.fill(self.menuBar(), self.sentences)
        self.menuBar().setFixedHeight(self.theme.px(28))
        self.bands.speak(self.theme, self.sentences)

    def _furnish(self, place: str = "") -> None:
        """Put tools, bands, the workspace or the welcome page, and the status bar into the window."""
        if self._ending:
            return
        saved = self.status.saved_at
        for index in reversed(range(self._column.count())):
            item = self._column.itemAt(index)
            widget = item.widget() if item is not None else None
            if widget is not None and widget is not self.bands:  # a part put back at its place may keep an old height
                self._column.removeWidget(widget)
                widget.hide()
                widget.deleteLater()
        self.workspace = None
        self.tools = ToolPane(self.theme, self.sentences, self.actions_)
        self.status = StatusPane(self.theme, self.sentences)
        self.status.text_size_requested.connect(self.set_text_size)
        self.status.show_saved(saved if self._session.notebook else "")
        notebook = self._session.notebook
        self.actions_.enable(notebook=notebook is not None, reading=notebook is not None and notebook.read_only)
        self._column.insertWidget(0, self.tools)
        self._column.addWidget(self._workspace(place) if self._session.notebook else self._beginning(), 1)
        self._column.addWidget(self.status)
        self._editing.attend(self._session.operations.undo if self._session.operations else None, self.sentences)
        self._name()
        self.not_saved.follow(self._lasting, self._session.notebook)
        self.not_saved.tell()
        QTimer.singleShot(0, self, self._give_focus)

    def _tell_restored(self) -> None:
        """Drafts in a notebook that was just opened are what a program left that was ended before it could save."""
        notebook = self._session.notebook
        if notebook is not None:
            self.status.show_note(restored(notebook, self.sentences))

    def _give_focus(self) -> None:
        """Keys go to the field that the page chooses now that it is seen, else to the navigator."""
        space = self.workspace
        if space is None or not self.isVisible():
            return
        focus = self.focusWidget()
        if isinstance(focus, Field) and space.stack.isAncestorOf(focus):
            take_focus(focus)  # it was chosen before it could be seen
            return
        space.show_again()
        focus = self.focusWidget()
        if focus is None or not space.stack.isAncestorOf(focus):
            space.navigator.tree.setFocus()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._give_focus()

    def _wait(self) -> None:
        if self._session.notebook is None:
            self._furnish()

    def _beginning(self) -> QWidget:
        """What stands where no notebook is open."""
        wait = self._session.wait
        if wait is None:
            return self._welcome()
        from desktop.panes.waiting import WaitingPage

        return WaitingPage(self.theme, self.sentences, wait)

    def _welcome(self) -> WelcomePage:
        page = WelcomePage(self.theme, self.sentences, self._session.known(), backups=any_backups())
        ways = {
            "new": self.errands.ask_new,
            "open": self.errands.ask_open,
            "import": self.errands.ask_import,
            "sample": self.errands.make_sample,
            "backups": self.show_backups,
        }
        page.chosen.connect(lambda way: ways[way]())
        page.notebook_chosen.connect(lambda path: self._session.open(Path(path)))
        return page

    def _workspace(self, place: str) -> Workspace:
        context = self.context()
        space = self.workspace = Workspace(context, self._today)
        space.opened.connect(self._opened)
        space.status_changed.connect(self.status.show_entry)
        space.noted.connect(self.status.show_note)
        space.import_requested.connect(self.errands.ask_import)
        space.visit_requested.connect(self.errands.add_visit)
        space.takeaway_requested.connect(self.errands.add_takeaway)
        space.report_requested.connect(self.errands.ask_export)
        context.operations.saved.connect(self.status.show_saved)
        Showing(context, space, self.status)
        self._walk = ConflictWalk(context, space, self.status)
        space.narrowed.connect(self._narrowed)
        width = self.theme.px(self._state.navigator_width or WIDTH)
        space.splitter.setSizes([width, max(self.width() - width, 400)])
        space.show_navigator(self.actions_["navigator"].isChecked())
        self.status.show_people(people(context.notebook.reader), context.person)
        self.status.person_chosen.connect(self.set_person)
        space.resume(place or self._state.last_entry(context.notebook.id) or HOME)
        return space

    def _opened(self, object_id: str) -> None:
        space, notebook = self.workspace, self._session.notebook
        if space is not None and notebook is not None:
            self._state.keep_last_entry(notebook.id, object_id)
            self.status.show_note("")
            self.actions_["back"].setEnabled(space.can_go_back)
            self.actions_["forward"].setEnabled(space.can_go_forward)
            self.actions_["delete_entry"].setEnabled(object_id not in (HOME, BIN) and not notebook.read_only)

    def _name(self) -> None:
        program = self.sentences("window.program")
        notebook = self._session.notebook
        tour = notebook.reader.tour() if notebook else None
        name = (tour.title if tour else "") or (shown(notebook.path) if notebook else "")
        self.setWindowTitle(f"{name} — {program}" if name else program)
        if notebook is None:
            for action in ("back", "forward", "delete_entry"):
                self.actions_[action].setEnabled(False)

    def show_backups(self, path: object = None) -> None:
        """path: of a notebook that is damaged or gone; else those of the open one."""
        lost = path if isinstance(path, Path) else None
        show_backups(self, self._session, self._messages, self.theme, self.sentences, lost)

    def leave(self) -> None:
        """Commit what is being written."""
        if self.workspace is not None:
            self.workspace.leave()

    def _before_closing(self) -> None:
        """The notebook goes: what is being written is committed, and dialogs about it end."""
        focus = QApplication.focusWidget()
        if focus is not None and self.isAncestorOf(focus):
            focus.clearFocus()  # what a field does when it is left, it does while the notebook is open
        self.leave()
        self.not_saved.last_resort()
        for dialog in self.findChildren(QDialog):
            if dialog.isVisible():
                dialog.reject()

    def _forget(self) -> None:
        """The notebook is closed: what lasted while it was open goes too."""
        self._lasting = None

    def _close_notebook(self) -> None:
        self.leave()
        if not self.not_saved.holds_back(self._session.close):
            self._session.close()

    def go(self, object_id: str) -> None:
        """Show an object, or HOME."""
        if self.workspace is not None:
            self.workspace.open(object_id)

    def _show_history(self) -> None:
        if self.workspace is not None:
            open_here(self.context(), self, self.workspace.stack.currentWidget(), self.current)

    def _delete(self) -> None:
        if self.workspace is not None:
            self.workspace.delete()

    def _travel(self, by: int) -> None:
        if self.workspace is not None:
            (self.workspace.back if by < 0 else self.workspace.forward)()

    def _step(self, by: int) -> None:
        if self.workspace is not None:
            self.workspace.step(by)

    def _to_conflict(self, by: int) -> None:
        if self.workspace is not None:
            self._walk.step(by)

    def _pane(self, by: int) -> None:
        """Move the focus to the next part of the window that takes keys."""
        parts: list[QWidget] = self.workspace.panes() if self.workspace else [self._centre]
        next_pane([*parts, self.tools, *([self.bands] if self.bands.isVisible() else [])], by)

    def _show_navigator(self, shown: bool) -> None:
        if self.workspace is not None:
            self.workspace.show_navigator(shown)

    def _narrowed(self, narrow: bool) -> None:
        """The navigator became a drawer, or came back; its action shows whether it is seen."""
        self.tools.show_drawer(narrow)
        self.actions_["navigator"].setChecked(bool(self.workspace and self.workspace.navigator.isVisible()))

    def _resize_text(self, by: int) -> None:
        place = TEXT_SIZES.index(min(TEXT_SIZES, key=lambda size: abs(size - self.theme.text_size))) + by
        self.set_text_size(TEXT_SIZES[max(0, min(place, len(TEXT_SIZES) - 1))])

    def _list_recent(self) -> None:
        menu = self.actions_.recent
        menu.clear()
        for path in self._session.known():
            action = menu.addAction(shown(path).replace("&", "&&"))
            action.setToolTip(str(path))
            action.triggered.connect(lambda _=False, target=path: self._session.open(target))
        menu.setEnabled(True)
        if menu.isEmpty():
            menu.addAction(self.sentences("window.action.no_recent")).setEnabled(False)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if _dropped(event):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        event.acceptProposedAction()
        self.errands.take(_dropped(event))

    def _take_place(self) -> None:
        """Where the window was, as far as a screen is there now."""
        self.setGeometry(fitted(self._state.place, [screen.availableGeometry() for screen in QApplication.screens()]))
        if self._state.maximized:
            self.setWindowState(Qt.WindowState.WindowMaximized)

    def _keep_place(self) -> None:
        filling = self.isMaximized() or self.isFullScreen()
        self._state.maximized = filling
        self._state.place = self.normalGeometry() if filling else self.geometry()

    def closeEvent(self, event: QCloseEvent) -> None:
        self.leave()
        if self.not_saved.holds_back(self.close):
            event.ignore()
            return
        self._keep_place()
        if self.workspace is not None and self.workspace.navigator.isVisible() and not self.workspace.narrow:
            self._state.navigator_width = round(self.workspace.navigator.width() * 100 / self.theme.text_size)
        self._state.flush()
        self._ending = True
        self._session.close()
        super().closeEvent(event)


def _dropped(event: QDropEvent) -> list[Path]:
    paths = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
    return [path for path in paths if path.suffix.lower() in TEXT_FILES or notebook_folder(path) is not None]
