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
    "search": ("Ctrl+Shift+F",),
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
ICONS: Mapping[str, str] = {
    "back": "back",
    "forward": "forward",
    "undo": "undo",
    "redo": "redo",
    "navigator": "lines",
    "search": "search",
}
MENUS: Mapping[str, tuple[str, ...]] = {
    "file": (
        "new", "new_from", "open", "@recent", "|", "receive", "@send", "intakes",
        "|", "import", "export", "backups", "|", "close_notebook", "quit",
    ),
    "edit": (
        "undo", "redo", "|", "cut", "copy", "paste", "paste_plain", "select_all", "|", "find", "replace", "search",
        "|", "delete_entry", "history",
    ),
    "view": (
        "home", "tour", "@tabs", "write_day", "implications", "bin", "@ways",
        "|", "navigator", "focus_mode", "|", "@colours", "@text_size", "@language",
    ),
    "insert": ("live", "|", "new_visit", "new_chapter", "|", "lift"),
    "review": (
        "comment", "reply", "resolve", "@suggestions", "|", "next_conflict", "previous_conflict",
        "|", "approve", "return", "|", "queue", "comments", "remarks",
    ),
    "report": ("submit_day", "|", "export",),
    "help": ("keys", "about"),
}  # fmt: skip
TABS = ("tab_notes", "tab_questions", "tab_takeaways", "tab_figures")
SENDING = ("submit_day", "send_tour", "send_answer", "send_review", "send_everything")
INNER: Mapping[str, tuple[str, ...]] = {
    "@send": SENDING,
    "@tabs": TABS,
    "@ways": ("back", "forward", "|", "previous", "next", "|", "next_pane", "previous_pane"),
    "@suggestions": ("suggest", "suggest_mode", "|", "accept", "reject", "|", "accept_all", "reject_all"),
}
"""Menus inside of these: with text twice as large, a menu is no higher than a screen of 700 px."""
TITLES = {"@text_size": "window.text_size", "@language": "window.language", "@colours": "window.colours.title"}
WITH_NOTEBOOK = frozenset(
    {
        *SENDING, *TABS,
        "comment", "suggest", "suggest_mode", "reply", "resolve", "accept", "reject", "accept_all", "reject_all",
        "remarks", "approve", "return", "queue", "comments",
        "new_from", "tour", "write_day", "submit_day", "implications", "lift",
        "live", "new_visit", "new_chapter", "export", "intakes", "close_notebook", "history", "home", "bin",
        "previous", "next", "next_conflict", "previous_conflict", "navigator", "find", "replace", "search",
        "focus_mode",
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
        self._inner = {name: QMenu(window) for name in ("@recent", "@text_size", "@language", "@colours", *INNER)}
        for name, entries in INNER.items():
            self._put(self._inner[name], entries)
        self.recent = self._inner["@recent"]
        self.text_sizes = QActionGroup(window)
        self.languages = QActionGroup(window)
        self.colours = QActionGroup(window)
        for size in TEXT_SIZES:
            _choice(self.text_sizes, self._inner["@text_size"], f"{size} %", size)
        self._put(self._inner["@text_size"], ("|", "larger", "smaller", "normal"))
        for language in LANGUAGES:
            _choice(self.languages, self._inner["@language"], language, language)
        for colours in COLOURS:
            _choice(self.colours, self._inner["@colours"], colours, colours)

    def __getitem__(self, name: str) -> QAction:
        return self._by_name[name]

    def speak(self, sentences: Sentences, theme: Theme, colours: str) -> None:
        """Names, icons and marks in the language and colours of now. colours: what was chosen of COLOURS."""
        for name, action in self._by_name.items():
            action.setText(sentences(f"window.action.{name}"))
            self._tip(action)
            if name in ICONS:
                action.setIcon(theme.icon(ICONS[name]))
        for name, menu in self._inner.items():
            menu.setTitle(sentences(TITLES.get(name, f"window.action.{name.strip('@')}")))
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
        for name, entries in MENUS.items():
            self._put(bar.addMenu(sentences(f"window.menu.{name}")), entries)

    def _put(self, menu: QMenu, entries: Sequence[str]) -> None:
        for entry in entries:
            if entry == "|":
                menu.addSeparator()
            elif entry in self._inner:
                menu.addMenu(self._inner[entry])
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
