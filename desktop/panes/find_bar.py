"""Find and replace in the texts of a page, or in the one that is written in: a bar above the text, nothing modal."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, QTimer
from PySide6.QtGui import QKeyEvent, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QGridLayout, QSizePolicy, QTextEdit, QToolButton, QWidget
from shiboken6 import isValid

from db.edits import Edit
from desktop.editor.composition import LineField, code_points, commit_composition, full_text, utf16_units
from desktop.editor.finding import beside, matches, replaced
from desktop.editor.outline_editor import OutlineEditor
from desktop.panes.parts import button, label, line
from desktop.panes.review.suggest_mode import TYPED

if TYPE_CHECKING:
    from desktop.editor.autosave import Writing
    from desktop.panes.text_page import TextPage

MARKED = 500
"""Places that are coloured; more are counted and found, but not coloured."""
DELAY = 200
LOW = 340
"""px at 100 % of a page below which marks and both lines do not stand over a text together."""
LAYER = "found"


class FindBar(QWidget):
    """Hidden until `open`."""

    def __init__(self, page: TextPage) -> None:
        super().__init__()
        self._page = page
        theme, say = page.context.theme, page.context.sentences
        self._places: list[tuple[int, int, int]] = []
        self._fields: list[Writing] = []
        self._home: QWidget | None = None
        self._stale, self._partly = True, False
        self._steps: list[tuple[int, bool]] = []
        self._marks_away = False
        self.words, self.others = LineField(), LineField()
        for field, name in ((self.words, "words"), (self.others, "others")):
            field.setPlaceholderText(say(f"editor.find.{name}"))
            field.setAccessibleName(say(f"editor.find.{name}"))
        self.count = label("", "small")
        self.count.setMinimumWidth(theme.px(96))
        self.case, self.only = self._press("Aa", "case"), self._press("", "only", icon="document")
        self.back, self.on = self._press("", "back", icon="up"), self._press("", "on", icon="down")
        self.close_ = self._press("", "close", icon="close")
        for press in (self.case, self.only):
            press.setCheckable(True)
            press.toggled.connect(self.search)
        self.one, self.all = button(say("editor.find.one")), button(say("editor.find.all"))
        self.back.clicked.connect(lambda: self.step(-1))
        self.on.clicked.connect(lambda: self.step(1))
        self.close_.clicked.connect(self.close_bar)
        self.one.clicked.connect(self.replace_one)
        self.all.clicked.connect(self.replace_all)
        self.words.textEdited.connect(self._typed)
        grid = QGridLayout(self)
        grid.setContentsMargins(theme.px(26), theme.px(6), theme.px(20), theme.px(6))
        grid.setHorizontalSpacing(theme.px(6))
        grid.setVerticalSpacing(theme.px(4))
        rest = (self.back, self.on, self.case, self.only, self.close_)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)  # a low page takes no letters away
        self._grid, self._rest = grid, QWidget()
        self._rest.setLayout(line(*rest, spacing=theme.px(6)))
        grid.addWidget(self.words, 0, 0)
        grid.addWidget(self.count, 0, 1)
        grid.addWidget(self._rest, 0, 2)
        grid.addWidget(self.others, 1, 0)
        grid.addLayout(line(self.one, self.all, spacing=theme.px(6)), 1, 1)
        grid.setColumnStretch(0, 2)
        grid.setColumnStretch(2, 1)
        for before, after in pairwise((self.words, self.others, self.one, self.all, *rest)):
            QWidget.setTabOrder(before, after)  # from the words to those that take their place
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(DELAY)
        self._later.timeout.connect(self.search)
        self._came = QTimer(self)
        self._came.setSingleShot(True)
        self._came.setInterval(0)
        self._came.timeout.connect(self._complete)
        page.fields.made.connect(self._came.start)
        self.hide()

    def _press(self, text: str, name: str, *, icon: str = "") -> QToolButton:
        theme, press = self._page.context.theme, QToolButton()
        words = self._page.context.sentences(f"editor.find.{name}")
        press.setText(text)
        if icon:
            press.setIcon(theme.icon(icon))
            press.setIconSize(QSize(theme.px(18), theme.px(18)))
        press.setToolTip(words)
        press.setAccessibleName(words)
        press.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        return press

    # --- what is searched ---------------------------------------------------------------------------------------

    def open(self, *, replacing: bool = False) -> None:
        """Show the bar for the page's texts; what is chosen in a text is looked for."""
        field = self._page.field
        focus = self.window().focusWidget()
        if isinstance(focus, OutlineEditor) and any(each.widget is focus for each in self._shown()):
            field = focus  # in which one suggests, in the place of a field
        if field is not None and not self.isAncestorOf(field):
            self._home = field
            commit_composition(field)
            chosen = field.selectedText() if isinstance(field, LineField) else ""
            if isinstance(field, OutlineEditor):
                chosen = field.textCursor().selectedText()
            if chosen and "\u2029" not in chosen:
                self.words.setText(chosen)
        can = replacing and not self._page.context.notebook.read_only
        for part in (self.others, self.one, self.all):
            part.setVisible(can)
        self._grid.addWidget(self._rest, int(can), 2)  # behind what Tab comes to first
        if can and self._page.marks.isVisible() and self._page.height() < self._page.context.theme.px(LOW):
            self._page.marks.hide()
            self._marks_away = True
        self.show()
        self.words.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.words.selectAll()
        self.search()

    def look_from(self, field: QWidget | None, words: str) -> None:
        """Show the bar with words, and the first place that has them from the beginning of field on."""
        self.open()
        if isinstance(field, OutlineEditor):
            cursor = field.textCursor()
            cursor.setPosition(0)
            field.setTextCursor(cursor)
        elif isinstance(field, LineField):
            field.setCursorPosition(0)
        self._home = field if field is not None else self._home
        self.words.setText(words)
        self.words.selectAll()
        self._steps.clear()
        self.search()
        self.step(1, stay=True)

    def close_bar(self) -> None:
        """Go back to the text, where the last place found is chosen."""
        self.hide()
        if self._marks_away:
            self._marks_away = False
            self._page.marks.show()
        self._later.stop()
        self._steps.clear()
        self._colour([])
        self._places = []
        home = self._home
        if home is not None and isValid(home):
            home.setFocus(Qt.FocusReason.OtherFocusReason)

    def search_soon(self) -> None:
        """A text changed."""
        self._stale = True
        if not self.isHidden():
            self._later.start()

    def _typed(self) -> None:
        self._steps.clear()
        self.search()
        self.step(1, stay=True)

    def _complete(self) -> None:
        """Texts that were still to come when words were looked for are there: look in them too, and go on."""
        if self.isHidden() or not self._partly or self._page.fields.coming:
            return
        steps, self._steps = self._steps, []
        self.search()
        for by, stay in steps:
            self.step(by, stay=stay)

    def search(self) -> None:
        """Look again in the texts as they are; in those that are still to come, once they are there."""
        if self.isHidden():
            return
        self._later.stop()
        self._stale, self._partly = False, bool(self._page.fields.coming)
        words, case = full_text(self.words), self.case.isChecked()
        self._fields = self._searched()
        self._places = [
            (number, start, end)
            for number, each in enumerate(self._fields)
            for start, end in matches(full_text(each.widget), words, case=case)
        ]
        self._colour(self._places)
        self._tell()

    def _searched(self) -> list[Writing]:
        """The fields that are looked in, from the top of the page down."""
        found = self._shown()
        if self.only.isChecked():
            return [each for each in found if each.widget is self._home]
        return sorted(found, key=lambda each: each.widget.mapTo(each.widget.window(), each.widget.rect().topLeft()).y())

    def _shown(self) -> list[Writing]:
        """The fields that are seen, and what is being suggested in the place of one."""
        return [
            each
            for each in self._page.fields.autosave.writings()
            if (not each.held or each.field.endswith(TYPED))
            and isinstance(each.widget, LineField | OutlineEditor)
            and each.widget.isVisible()
        ]

    def _colour(self, places: Sequence[tuple[int, int, int]]) -> None:
        look = QTextCharFormat()
        look.setBackground(self._page.context.theme.color("highlight"))
        layers: dict[int, list[QTextEdit.ExtraSelection]] = {}
        texts: dict[int, str] = {}
        for number, start, end in places[:MARKED]:
            editor = self._fields[number].widget
            if isinstance(editor, OutlineEditor):
                if number not in texts:
                    texts[number] = _counted(editor.toPlainText())
                text = texts[number]
                mark = QTextEdit.ExtraSelection()
                mark.cursor = QTextCursor(editor.document())
                _choose(mark.cursor, text, start, end)
                mark.format = look
                layers.setdefault(number, []).append(mark)
        for number, each in enumerate(self._fields):
            if isValid(each.widget) and isinstance(each.widget, OutlineEditor):
                each.widget.show_layer(LAYER, layers.get(number, []))

    # --- going there --------------------------------------------------------------------------------------------

    def step(self, by: int, *, stay: bool = False) -> None:
        """To the next place (1) or the one before (-1), round the ends, once all texts are there.

        stay: where the caret is counts as next.
        """
        if self._page.fields.coming:
            self._steps.append((by, stay))
            self._partly = True
            return
        if self._stale:
            self.search()
        if not self._places:
            return
        place, round_it = beside(self._places, self._here(by, stay=stay), by)
        number, start, end = self._places[place]
        field = self._fields[number].widget
        commit_composition(field)
        text = full_text(field)
        if isinstance(self._home, LineField) and self._home is not field and isValid(self._home):
            self._home.deselect()
        if isinstance(field, OutlineEditor):
            cursor = field.textCursor()
            _choose(cursor, _counted(text), start, end)
            field.setTextCursor(cursor)
            self._page.fields.scroll_to(field, field.cursorRect())
        elif isinstance(field, LineField):
            field.setSelection(utf16_units(text, start), utf16_units(text[start:end], end - start))
        self._home = field
        self._tell(place, round_it=round_it)

    def _here(self, by: int, *, stay: bool) -> tuple[int, int]:
        for number, each in enumerate(self._fields):
            if each.widget is self._home:
                field = each.widget
                if isinstance(field, OutlineEditor):
                    cursor = field.textCursor()
                    unit = cursor.selectionStart() if by < 0 or stay else cursor.selectionEnd()
                elif isinstance(field, LineField) and field.hasSelectedText():
                    unit = field.selectionStart() if by < 0 or stay else field.selectionEnd()
                else:
                    unit = field.cursorPosition() if isinstance(field, LineField) else 0
                return number, code_points(full_text(field), unit)
        return (0, 0) if by > 0 else (len(self._fields), 0)

    def _tell(self, place: int | None = None, *, round_it: bool = False) -> None:
        say = self._page.context.sentences
        total = f"{len(self._places):,}"
        if not full_text(self.words):
            words = ""
        elif not self._places:
            words = "" if self._page.fields.coming else say("editor.find.none")
        elif place is None:
            words = say("editor.find.total", total=total)
        else:
            key = "editor.find.round" if round_it else "editor.find.place"
            words = say(key, place=f"{place + 1:,}", total=total)
        self.count.setText(words)
        for part in (self.back, self.on, self.one, self.all):
            part.setEnabled(bool(self._places))

    # --- replacing ----------------------------------------------------------------------------------------------

    def replace_one(self) -> None:
        """Put the other words where the place found last is chosen, and go to the next one."""
        commit_composition(self.others)
        self._page.fields.complete()
        self.search()
        number, _ = here = self._here(-1, stay=True)
        found = next((each for each in self._places if each[:2] == here), None)
        field = self._fields[number].widget if number < len(self._fields) else None
        if field is not None and field.isReadOnly():
            found = None
        if found is not None and isinstance(field, OutlineEditor):
            cursor = field.textCursor()
            _choose(cursor, field.toPlainText(), *found[1:])
            cursor.insertText(self.others.text())
            field.setTextCursor(cursor)
        elif found is not None and isinstance(field, LineField):
            field.setSelection(utf16_units(field.text(), found[1]), found[2] - found[1])
            field.insert(self.others.text())
            field.textEdited.emit(field.text())
        self._stale = True
        self.step(1)

    def replace_all(self) -> None:
        """Put the other words everywhere, as one step: of the text where it is one, else of the records."""
        commit_composition(self.others)
        self._page.fields.complete()
        self.search()
        words, others, case = self.words.text(), self.others.text(), self.case.isChecked()
        written = [each for each in self._fields if not each.widget.isReadOnly()]
        for each in written:
            commit_composition(each.widget)
        new = {each.key: (each, *replaced(full_text(each.widget), words, others, case=case)) for each in written}
        changed = [(each, text) for each, text, times in new.values() if times]
        times = sum(times for _, _, times in new.values())
        fields = [(each, text) for each, text in changed if not each.held]
        for each, text in changed if len(changed) == 1 else [pair for pair in changed if pair[0].held]:
            if isinstance(each.widget, OutlineEditor):
                each.widget.outline.put(text)
                fields = [pair for pair in fields if pair[0] is not each]
        if fields:
            self._page.fields.autosave.settle()
            self._page.commit(*(Edit(each.object, each.kind, {each.field: text}) for each, text in fields))
        self.search()
        self.count.setText(self._page.context.sentences("editor.find.replaced", count=f"{times:,}"))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if event.key() == Qt.Key.Key_Escape:
            self.close_bar()
        elif enter and self.others.hasFocus():
            self.replace_one()
        elif enter:
            self.step(-1 if event.modifiers() & Qt.KeyboardModifier.ShiftModifier else 1)
        else:
            super().keyPressEvent(event)


def _counted(text: str) -> str:
    """text, or nothing where each of its code points is one unit, so that places need no counting."""
    return text if utf16_units(text, len(text)) > len(text) else ""


def _choose(cursor: QTextCursor, text: str, start: int, end: int) -> None:
    """Choose code points. text: as it is, or nothing where code points are units."""
    cursor.setPosition(utf16_units(text, start) if text else start)
    cursor.setPosition(utf16_units(text, end) if text else end, QTextCursor.MoveMode.KeepAnchor)
