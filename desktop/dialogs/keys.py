"""Every key there is, by what it is for; found by typing its name, or the key itself."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableWidget, QTableWidgetItem, QWidget

from db.frozen import dataclass
from desktop.actions import INNER, MENUS
from desktop.dialogs.frame import Dialog
from desktop.editor.composition import LineField, full_text
from desktop.editor.mark_bar import MARKS, MORE_MARKS, MORE_TOOLS, TOOLS
from desktop.editor.table_edits import EDITS
from desktop.panes.parts import label

if TYPE_CHECKING:
    from desktop.actions import Actions
    from desktop.theme import Theme
    from resources import Sentences

WRITING = (
    ("Enter", "keys.line"), ("Alt+↑ ↓", "keys.move"), ("Ctrl+Tab", "keys.field"), ("F9", "editor.tool.preview"),
)  # fmt: skip
LIVE = (
    ("F2", "live.new"), ("F3", "live.answer"), ("F4", "live.note_key"), ("F6", "live.later"),
    ("Shift+F2", "live.follow"), ("F7", "live.waiting_key"), ("@", "live.name_key"), ("Ctrl+Enter", "live.next"),
    ("Esc", "live.leave"),
)  # fmt: skip
FIGURES = (("Ctrl+M", "editor.figures.me"), ("Ctrl+Shift+C", "editor.figures.as_caption"), ("Alt+↑ ↓", "keys.order"))


@dataclass(frozen=True, slots=True)
class Group:
    """What belongs together. rows: the keys, and what they do."""

    name: str
    rows: tuple[tuple[str, str], ...]


def all_keys(actions: Actions, say: Sentences) -> list[Group]:
    """The keys of writing first, then those of the menus, in their order and the language of say."""
    told: set[str] = set()
    found = [
        Group(say("keys.writing"), tuple(_writing(say))),
        Group(say("window.action.live"), tuple((keys, say(key)) for keys, key in LIVE)),
        Group(say("window.place.figures"), tuple((keys, say(key)) for keys, key in FIGURES)),
    ]
    inner = {**INNER, "@text_size": ("larger", "smaller", "normal")}
    for menu, entries in MENUS.items():
        names = [name for entry in entries for name in inner.get(entry, (entry,)) if name not in told]
        told.update(names)
        rows = [row for name in names for row in _of(actions, name, say)]
        if rows:
            found.append(Group(say(f"window.menu.{menu}"), tuple(rows)))
    return found


def _writing(say: Sentences) -> Iterator[tuple[str, str]]:
    for number, (mark, name) in enumerate(MARKS, start=1):
        yield f"Ctrl+{number}", f"{mark} {say(f'editor.mark.{name}')}"
    for mark, name, keys in MORE_MARKS:
        yield keys, f"{mark} {say(f'editor.mark.{name}')}"
    for name, _, keys in TOOLS:
        yield keys, say(f"editor.tool.{name}")
    for name, keys in MORE_TOOLS:
        yield keys, say(f"editor.tool.{name}")
    for name, keys in EDITS.items():
        if keys:
            yield keys, f"{say('editor.tool.table')}: {say(f'editor.table.{name}')}"
    for keys, key in WRITING:
        yield keys, say(key)


def _of(actions: Actions, name: str, say: Sentences) -> Iterator[tuple[str, str]]:
    if name != "|" and not name.startswith("@") and not actions[name].shortcut().isEmpty():
        keys = actions[name].shortcut().toString(QKeySequence.SequenceFormat.NativeText)
        yield keys, say(f"window.action.{name}").rstrip("…")


class KeysDialog(Dialog):
    """filter: what is looked for. table: keys and words, each group under its name."""

    def __init__(self, theme: Theme, say: Sentences, groups: Sequence[Group], parent: QWidget | None = None) -> None:
        super().__init__(theme, say, say("keys.title"), "", parent)
        self._groups = groups
        self.filter = LineField()
        self.filter.setPlaceholderText(say("keys.filter"))
        self.filter.setAccessibleName(say("keys.filter"))
        self.filter.setClearButtonEnabled(True)
        self.filter.textChanged.connect(self._show)
        self.filter.textEdited.connect(self._show)
        self.filter.installEventFilter(self)
        self.table = QTableWidget(0, 2)
        self.table.setAccessibleName(say("keys.title"))
        self.table.horizontalHeader().hide()
        self.table.verticalHeader().hide()
        self.table.setShowGrid(False)
        self.table.setTabKeyNavigation(False)
        self.table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.table.setMinimumHeight(theme.px(220))
        self.table.horizontalHeader().setSectionResizeMode(0, QHeaderView.ResizeMode.ResizeToContents)
        self.table.horizontalHeader().setSectionResizeMode(1, QHeaderView.ResizeMode.Stretch)
        self.none = label(say("keys.none"), "second", wrap=True)
        self.body.addWidget(self.filter)
        self.body.addSpacing(theme.px(6))
        self.body.addWidget(self.table, 1)
        self.body.addWidget(self.none)
        self.add_button(say("window.button.close"), "tonal", default=True).clicked.connect(self.accept)
        self.finished.connect(self.deleteLater)
        self.ask_width(560, 620)
        self._show()
        self.filter.setFocus()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Down leads from what is looked for to what was found."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and event.key() == Qt.Key.Key_Down:
            self.table.setFocus(Qt.FocusReason.TabFocusReason)
            self.table.selectRow(1)
            return True
        return super().eventFilter(watched, event)

    def _show(self) -> None:
        wanted = _folded(full_text(self.filter))
        self.table.clearSpans()
        self.table.setRowCount(0)
        for group in self._groups:
            rows = [row for row in group.rows if wanted in _folded(row[0]) or wanted in _folded(row[1])]
            if not rows:
                continue
            self._add(group.name, "", head=True)
            for keys, words in rows:
                self._add(keys, words)
        self.table.setVisible(self.table.rowCount() > 0)
        self.none.setVisible(self.table.rowCount() == 0)

    def _add(self, keys: str, words: str, *, head: bool = False) -> None:
        place = self.table.rowCount()
        self.table.insertRow(place)
        for column, text in enumerate((keys, words)):
            item = QTableWidgetItem(text)
            if head:
                item.setFlags(Qt.ItemFlag.NoItemFlags)
                item.setFont(self.theme.font(13, bold=True))
                item.setForeground(self.theme.color("navy"))
            elif column == 0:
                item.setFont(self.theme.font(13, tabular=True))
                item.setForeground(self.theme.color("ink2"))
            self.table.setItem(place, column, item)
        if head:
            self.table.setSpan(place, 0, 1, 2)


def _folded(words: str) -> str:
    return "".join(words.split()).casefold()
