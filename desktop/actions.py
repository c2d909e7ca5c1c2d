"""Every action of the window once: its key, shortcut and icon; menus and tool bar are made from here."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QActionGroup, QKeySequence
from PySide6.QtWidgets import QMenu, QMenuBar, QWidget

from desktop.colouring import COLOURS
from desktop.folders import shown
from desktop.theme import TEXT_SIZES
from resources import LANGUAGES

if TYPE_CHECKING:
    from desktop.theme import Theme
    from resources import Sentences

SHORTCUTS: Mapping[str, tuple[str, ...]] = {
    "new": ("Ctrl+N",),
    "new_from": (),
    "open": ("Ctrl+O",),
    "import": ("Ctrl+I",),
    "receive": ("Ctrl+Shift+O",),
    "send_tour": ("Ctrl+Shift+G",),
    "send_answer": ("Ctrl+Shift+R",),
    "send_review": (),
    "send_everything": (),
    "export": ("Ctrl+E",),
    "backups": (),
    "intakes": (),
    "close_notebook": ("Ctrl+W",),
    "quit": ("Ctrl+Q",),
    "undo": ("Ctrl+Z",),
    "redo": ("Ctrl+Shift+Z", "Ctrl+Y"),
    "cut": ("Ctrl+X",),
    "copy": ("Ctrl+C",),
    "paste": ("Ctrl+V",),
    "paste_plain": ("Ctrl+Shift+V",),
    "select_all": ("Ctrl+A",),
    "find": ("Ctrl+F",),
    "replace": ("Ctrl+H",),
    "delete_entry": ("Ctrl+Shift+Del",),
    "history": ("Ctrl+Shift+H",),
    "new_visit": ("Ctrl+Shift+N",),
    "new_chapter": ("Ctrl+Shift+K",),
    "live": ("F5",),
    "home": ("Alt+Home",),
    "tour": ("Ctrl+Shift+T",),
    "write_day": ("Ctrl+Shift+D",),
    "submit_day": ("Ctrl+Shift+Return",),
    "implications": ("Ctrl+Shift+I",),
    "lift": ("Ctrl+Shift+L",),
    "bin": ("Ctrl+Shift+B",),
    "tab_notes": ("Ctrl+Alt+1",),
    "tab_questions": ("Ctrl+Alt+2",),
    "tab_takeaways": ("Ctrl+Alt+3",),
    "tab_figures": ("Ctrl+Alt+4",),
    "back": ("Alt+Left",),
    "forward": ("Alt+Right",),
    "previous": ("Ctrl+PgUp",),
    "next": ("Ctrl+PgDown",),
    "next_pane": ("F6",),
    "previous_pane": ("Shift+F6",),
    "comment": ("Ctrl+Alt+M",),
    "suggest": ("Ctrl+Alt+S",),
    "reply": ("Ctrl+Alt+Y",),
    "resolve": ("Ctrl+Alt+E",),
    "suggest_mode": ("Ctrl+Alt+I",),
    "accept": ("Ctrl+Alt+O",),
    "reject": ("Ctrl+Alt+X",),
    "accept_all": ("Ctrl+Alt+Shift+O",),
    "reject_all": ("Ctrl+Alt+Shift+X",),
    "remarks": (),
    "approve": ("Ctrl+Alt+A",),
    "return": ("Ctrl+Alt+R",),
    "queue": ("Ctrl+Alt+Q",),
    "comments": ("Ctrl+Alt+L",),
    "next_conflict": ("F8",),
    "previous_conflict": ("Shift+F8",),
    "navigator": ("Ctrl+\\",),
    "focus_mode": ("F11",),
    "larger": ("Ctrl++", "Ctrl+="),
    "smaller": ("Ctrl+-",),
    "normal": ("Ctrl+0",),
    "keys": ("F1",),
    "about": (),
}
ICONS: Mapping[str, str] = {"back": "back", "forward": "forward", "undo": "undo", "redo": "redo", "navigator": "lines"}
MENUS: Mapping[str, tuple[str, ...]] = {
    "file": (
        "new", "new_from", "open", "@recent", "|", "receive", "@send", "intakes",
        "|", "import", "export", "|", "backups",
        "|", "close_notebook", "quit",
    ),
    "edit": (
        "undo", "redo", "|", "cut", "copy", "paste", "paste_plain", "select_all", "|", "find", "replace",
        "|", "delete_entry", "history",
    ),
    "view": (
        "home", "tour", "@tabs", "write_day", "implications", "bin", "|", "back", "forward", "previous", "next",
        "|", "navigator", "focus_mode", "next_pane", "previous_pane",
        "|", "@colours", "@text_size", "@language",
    ),
    "insert": ("live", "|", "new_visit", "new_chapter", "|", "lift"),
    "review": (
        "comment", "suggest", "suggest_mode", "|", "reply", "resolve", "|", "accept", "reject", "accept_all",
        "reject_all", "|", "next_conflict", "previous_conflict",
        "|", "approve", "return", "|", "queue", "comments", "remarks",
    ),
    "report": ("submit_day", "|", "export",),
    "help": ("keys", "about"),
}  # fmt: skip
TABS = ("tab_notes", "tab_questions", "tab_takeaways", "tab_figures")
SENDING = ("submit_day", "send_tour", "send_answer", "send_review", "send_everything")
WITH_NOTEBOOK = frozenset(
    {
        *SENDING, *TABS,
        "comment", "suggest", "suggest_mode", "reply", "resolve", "accept", "reject", "accept_all", "reject_all",
        "remarks", "approve", "return", "queue", "comments",
        "new_from", "tour", "write_day", "submit_day", "implications", "lift",
        "live", "new_visit", "new_chapter", "export", "intakes", "close_notebook", "history", "home", "bin",
        "previous", "next", "next_conflict", "previous_conflict", "navigator", "find", "replace", "focus_mode",
    }
)  # fmt: skip

WRITING = frozenset(
    {
        *SENDING, "receive",
        "comment", "suggest", "suggest_mode", "reply", "resolve", "accept", "reject", "accept_all", "reject_all",
        "approve", "return",
        "live", "new_visit", "new_chapter", "import", "submit_day", "lift",
    }
)  # fmt: skip
"""What changes the notebook that is open."""


class Actions:
    """The window's actions by name. They live in the window, so that their keys work everywhere in it."""

    def __init__(self, window: QWidget) -> None:
        self._by_name: dict[str, QAction] = {}
        for name, keys in SHORTCUTS.items():
            action = QAction(window)
            action.setShortcuts([QKeySequence(key) for key in keys])
            window.addAction(action)
            self._by_name[name] = action
        self["focus_mode"].setCheckable(True)
        self["navigator"].setCheckable(True)
        self["navigator"].setChecked(True)
        self.recent, self.send_menu, self.tab_menu = QMenu(window), QMenu(window), QMenu(window)
        self.send_menu.addActions([self[name] for name in SENDING])
        self.tab_menu.addActions([self[name] for name in TABS])
        self.text_sizes = QActionGroup(window)
        self.languages = QActionGroup(window)
        self.colours = QActionGroup(window)
        self.size_menu, self.language_menu, self.colour_menu = QMenu(window), QMenu(window), QMenu(window)
        for size in TEXT_SIZES:
            _choice(self.text_sizes, self.size_menu, f"{size} %", size)
        self.size_menu.addSeparator()
        self.size_menu.addActions([self["larger"], self["smaller"], self["normal"]])
        for language in LANGUAGES:
            _choice(self.languages, self.language_menu, language, language)
        for colours in COLOURS:
            _choice(self.colours, self.colour_menu, colours, colours)

    def __getitem__(self, name: str) -> QAction:
        return self._by_name[name]

    def speak(self, sentences: Sentences, theme: Theme, colours: str) -> None:
        """Names, icons and marks in the language and colours of now. colours: what was chosen of COLOURS."""
        for name, action in self._by_name.items():
            action.setText(sentences(f"window.action.{name}"))
            self._tip(action)
            if name in ICONS:
                action.setIcon(theme.icon(ICONS[name]))
        self.recent.setTitle(sentences("window.action.recent"))
        self.send_menu.setTitle(sentences("window.action.send"))
        self.tab_menu.setTitle(sentences("window.action.tabs"))
        self.size_menu.setTitle(sentences("window.text_size"))
        self.language_menu.setTitle(sentences("window.language"))
        self.colour_menu.setTitle(sentences("window.colours.title"))
        for action in self.colours.actions():
            action.setText(sentences(f"window.colours.{action.data()}"))
            action.setChecked(action.data() == colours)
        for action in self.text_sizes.actions():
            action.setChecked(action.data() == theme.text_size)
        for action in self.languages.actions():
            action.setText(sentences(f"window.languages.{action.data()}"))
            action.setChecked(action.data() == sentences.language)

    def call(self, name: str, sentences: Sentences, what: str) -> None:
        """Name an action with what it would be done to. what: in words, or nothing."""
        plain = sentences(f"window.action.{name}")
        words = sentences("undo.called", action=plain, what=what) if what else plain
        if self[name].text() != words:
            self[name].setText(words)
            self._tip(self[name])

    def fill(self, bar: QMenuBar, sentences: Sentences) -> None:
        """Make the menus anew."""
        for menu in bar.findChildren(QMenu, options=Qt.FindChildOption.FindDirectChildrenOnly):
            menu.deleteLater()
        bar.clear()
        inner = {
            "@recent": self.recent, "@text_size": self.size_menu, "@language": self.language_menu,
            "@colours": self.colour_menu, "@send": self.send_menu, "@tabs": self.tab_menu,
        }  # fmt: skip
        for name, entries in MENUS.items():
            menu = bar.addMenu(sentences(f"window.menu.{name}"))
            for entry in entries:
                if entry == "|":
                    menu.addSeparator()
                elif entry in inner:
                    menu.addMenu(inner[entry])
                else:
                    menu.addAction(self[entry])
            for action in menu.actions():
                action.setIconVisibleInMenu(False)

    def list_recent(self, notebooks: Sequence[Path], open_: Callable[[Path], object], sentences: Sentences) -> None:
        """Make the menu of notebooks that were opened before anew. open_: called with the one that is chosen."""
        self.recent.clear()
        for path in notebooks:
            action = self.recent.addAction(shown(path).replace("&", "&&"))
            action.setToolTip(str(path))
            action.triggered.connect(lambda _=False, target=path: open_(target))
        self.recent.setEnabled(True)
        if self.recent.isEmpty():
            self.recent.addAction(sentences("window.action.no_recent")).setEnabled(False)

    def _tip(self, action: QAction) -> None:
        keys = action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
        plain = action.text().replace("&", "").rstrip("…")
        action.setToolTip(f"{plain} ({keys})" if keys else plain)

    def enable(self, *, notebook: bool, reading: bool = False) -> None:
        """notebook: one is open. reading: it can only be read."""
        for name in WITH_NOTEBOOK:
            self[name].setEnabled(notebook)
        for name in WRITING:
            self[name].setEnabled(not reading and (notebook or name not in WITH_NOTEBOOK))


def _choice(group: QActionGroup, menu: QMenu, text: str, value: object) -> None:
    action = QAction(text, menu)
    action.setData(value)
    action.setCheckable(True)
    group.addAction(action)
    menu.addAction(action)
