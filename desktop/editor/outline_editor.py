"""The editor of outline text: what is on screen is the field's text, letter for letter.

It grows with its text and leaves scrolling to the page around it. Marks are drawn over their unseen letters.
"""

from __future__ import annotations

from collections.abc import Callable
from math import ceil
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QMimeData, QRect, QSize, Qt, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QFocusEvent,
    QImage,
    QInputMethodEvent,
    QKeyEvent,
    QKeySequence,
    QPaintEvent,
    QTextCursor,
)
from PySide6.QtWidgets import QFrame, QSizePolicy, QTextEdit, QWidget

from desktop.editor import lines
from desktop.editor.composition import commit_composition, preedit, with_own_undo
from desktop.editor.documents import OutlineDocument
from desktop.editor.painting import paint_marks
from exporters.document.marks import Kind, line_kind

if TYPE_CHECKING:
    from desktop.editor.painting import Pictures
    from desktop.editor.steps import Step
    from desktop.theme import Theme

PICTURES = (".jpg", ".jpeg", ".png", ".webp", ".gif", ".bmp", ".tif", ".tiff", ".heic")
"""How files of pictures end."""


class OutlineEditor(QTextEdit):
    """caret_moved: where the caret is now, in the editor. line_left: the number of the line the caret left.

    finished: Ctrl+Enter. edge_passed: Up in the first line (-1) or Down in the last one (+1).
    pictures_given: picture files (Path) or copied pictures (QImage) were pasted or dropped here. key: object and field
    that it shows.
    """

    caret_moved = Signal(QRect)
    line_left = Signal(int)
    finished = Signal()
    edge_passed = Signal(int)
    pictures_given = Signal(list)

    def __init__(
        self,
        theme: Theme,
        document: OutlineDocument,
        *,
        pictures: Pictures | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self._pictures = pictures
        self.key: tuple[str, str] | None = None
        self._line = 0
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setAcceptRichText(False)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setProperty("look", "outline")
        self.setCursorWidth(2)
        self.setDocument(document)
        document.documentLayout().documentSizeChanged.connect(self._fit)
        self.cursorPositionChanged.connect(self._moved)
        self._fit()

    @property
    def outline(self) -> OutlineDocument:
        document = self.document()
        assert isinstance(document, OutlineDocument)
        return document

    # --- size and drawing ---------------------------------------------------------------------------------------

    def _fit(self, _: object = None) -> None:
        height = ceil(self.document().size().height()) + 2
        if height != self.height() or height != self.minimumHeight():
            self.setFixedHeight(height)

    def sizeHint(self) -> QSize:
        return QSize(self._theme.px(400), ceil(self.document().size().height()) + 2)

    def minimumSizeHint(self) -> QSize:
        return QSize(self._theme.px(120), ceil(self.document().size().height()) + 2)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        paint_marks(self, self._theme, event.rect(), self._pictures)

    # --- undo, composition --------------------------------------------------------------------------------------

    def undo(self) -> None:
        """One step of the author's back."""
        commit_composition(self)
        self._carry_out(self.outline.steps.undo)

    def redo(self) -> None:
        """One step of the author's forward."""
        commit_composition(self)
        self._carry_out(self.outline.steps.redo)

    def _carry_out(self, take: Callable[[], Step | None]) -> None:
        step = None if self.isReadOnly() else take()
        if step is not None:
            self.setTextCursor(self.outline.carry_out(step))
            self.show_caret()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Qt's menu, with our undo in it."""
        commit_composition(self)
        menu = self.createStandardContextMenu(event.pos())
        with_own_undo(menu, self, can_undo=self.outline.steps.can_undo, can_redo=self.outline.steps.can_redo)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(event.globalPos())

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        if self.isReadOnly():  # Qt would take it
            event.ignore()
            return
        super().inputMethodEvent(event)
        if not event.preeditString():
            self.caret_moved.emit(self.cursorRect())

    def focusOutEvent(self, event: QFocusEvent) -> None:
        if event.reason() not in (Qt.FocusReason.ActiveWindowFocusReason, Qt.FocusReason.PopupFocusReason):
            commit_composition(self)
            self._leave_line(self.textCursor().blockNumber())
            self.outline.highlighter.show_signs(-1)
        super().focusOutEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.outline.highlighter.show_signs(self.textCursor().blockNumber())

    def _moved(self) -> None:
        if preedit(self):
            return
        number = self.textCursor().blockNumber()
        if number != self._line:
            left, self._line = self._line, number
            self._leave_line(left)
            if self.hasFocus():
                self.outline.highlighter.show_signs(number)
        self.caret_moved.emit(self.cursorRect())

    def _leave_line(self, number: int) -> None:
        kind = line_kind(self.document().findBlockByNumber(number).text())
        if kind.kind is Kind.FIGURE_LINE or (kind.kind is Kind.HEADING and kind.level == 1):
            self.line_left.emit(number)

    # --- keys ---------------------------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self.isReadOnly():
            super().keyPressEvent(event)
            return
        if event.matches(QKeySequence.StandardKey.Undo):
            self.undo()
        elif event.matches(QKeySequence.StandardKey.Redo):
            self.redo()
        elif not self._own(event):
            super().keyPressEvent(event)

    def _own(self, event: QKeyEvent) -> bool:
        key, held = event.key(), event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if key in (Qt.Key.Key_Tab, Qt.Key.Key_Backtab) and held & Qt.KeyboardModifier.ControlModifier:
            commit_composition(self)
            self.setTabChangesFocus(True)  # without it the editor keeps the focus
            self.focusNextPrevChild(not held & Qt.KeyboardModifier.ShiftModifier)
            self.setTabChangesFocus(False)
            return True
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            commit_composition(self)
            if held == Qt.KeyboardModifier.ControlModifier:
                self.finished.emit()
            elif held == Qt.KeyboardModifier.ShiftModifier:
                self.textCursor().insertText("\n  ")
            else:
                self.new_line()
        elif key == Qt.Key.Key_Tab and not held:
            self.level(1)
        elif key == Qt.Key.Key_Backtab or (key == Qt.Key.Key_Tab and held == Qt.KeyboardModifier.ShiftModifier):
            self.level(-1)
        elif held == Qt.KeyboardModifier.AltModifier and key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self.move_line(-1 if key == Qt.Key.Key_Up else 1)
        elif not held and key in (Qt.Key.Key_Up, Qt.Key.Key_Down) and self._at_edge(key == Qt.Key.Key_Down):
            commit_composition(self)
            self.edge_passed.emit(1 if key == Qt.Key.Key_Down else -1)
        else:
            return False
        self.ensureCursorVisible()
        return True

    def _at_edge(self, down: bool) -> bool:
        probe = self.textCursor()
        return not probe.movePosition(QTextCursor.MoveOperation.Down if down else QTextCursor.MoveOperation.Up)

    def new_line(self) -> None:
        """Go on in the next line: a list goes on, an empty item ends it."""
        cursor = self.textCursor()
        line = cursor.block().text()
        cursor.beginEditBlock()
        begins = lines.continuation(line)
        if begins is None:
            _replace_line(cursor, "")
        elif cursor.positionInBlock() < line_kind(line).mark_end:
            cursor.insertText("\n")
        else:
            cursor.insertText("\n" + begins)
        cursor.endEditBlock()
        self.setTextCursor(cursor)

    def level(self, by: int) -> None:
        """The chosen lines one level deeper (+1) or higher (-1)."""
        self._change_lines(lambda line: lines.levelled(line, by))

    def set_mark(self, mark: str) -> None:
        """Give the chosen lines mark, or take it away where they have it."""
        self._change_lines(lambda line: lines.marked(line, mark))

    def _change_lines(self, change: Callable[[str], str]) -> None:
        commit_composition(self)
        cursor = self.textCursor()
        first = self.document().findBlock(cursor.selectionStart())
        last = self.document().findBlock(cursor.selectionEnd())
        inside = cursor.block().length() - 1 - cursor.positionInBlock()
        working = QTextCursor(first)
        working.beginEditBlock()
        numbers = range(first.blockNumber(), last.blockNumber() + 1)
        for number in numbers:
            block = self.document().findBlockByNumber(number)
            changed = change(block.text())
            if changed != block.text():
                working.setPosition(block.position())
                _replace_line(working, changed)
        working.endEditBlock()
        if len(numbers) == 1:
            block = self.document().findBlockByNumber(numbers[0])
            cursor = QTextCursor(block)
            cursor.setPosition(block.position() + max(0, block.length() - 1 - inside))
            self.setTextCursor(cursor)

    def move_line(self, by: int) -> None:
        """The caret's line one up (-1) or down (+1)."""
        commit_composition(self)
        cursor = self.textCursor()
        block, column = cursor.block(), cursor.positionInBlock()
        other = block.next() if by > 0 else block.previous()
        if not other.isValid():
            return
        upper, lower = (block, other) if by > 0 else (other, block)
        text, number = f"{lower.text()}\n{upper.text()}", other.blockNumber()
        cursor.beginEditBlock()
        cursor.setPosition(upper.position())
        cursor.setPosition(lower.position() + lower.length() - 1, QTextCursor.MoveMode.KeepAnchor)
        cursor.insertText(text)
        cursor.endEditBlock()
        cursor.setPosition(self.document().findBlockByNumber(number).position() + column)
        self.setTextCursor(cursor)

    # --- inserting ----------------------------------------------------------------------------------------------

    def bold(self) -> None:
        """Put ** round what is selected, or round the caret."""
        commit_composition(self)
        cursor = self.textCursor()
        chosen = cursor.selectedText()
        if "\u2029" in chosen:
            return
        if chosen.startswith("**") and chosen.endswith("**") and len(chosen) > 4:
            cursor.insertText(chosen[2:-2])
        else:
            cursor.insertText(f"**{chosen}**")
        if not chosen:
            cursor.movePosition(QTextCursor.MoveOperation.Left, n=2)
        self.setTextCursor(cursor)

    def insert_block(self, text: str) -> None:
        """Put lines behind the caret's line."""
        commit_composition(self)
        cursor = self.textCursor()
        cursor.movePosition(QTextCursor.MoveOperation.EndOfBlock)
        cursor.insertText(("\n" if cursor.block().text().strip() else "") + text)
        self.setTextCursor(cursor)

    def insert_link(self) -> None:
        """Make what is selected a link, the caret at its address."""
        commit_composition(self)
        cursor = self.textCursor()
        chosen = cursor.selectedText().replace("\u2029", " ")
        cursor.insertText(f"[{chosen}](https://)")
        cursor.movePosition(QTextCursor.MoveOperation.Left)
        self.setTextCursor(cursor)

    def canInsertFromMimeData(self, source: QMimeData) -> bool:
        return source.hasText() or bool(_pictures(source))

    def createMimeDataFromSelection(self) -> QMimeData:
        data = QMimeData()
        data.setText(self.textCursor().selection().toPlainText())
        return data

    def insertFromMimeData(self, source: QMimeData) -> None:
        """Paste or drop: plain clean text; pictures are passed on."""
        pictures = _pictures(source)
        if pictures:
            commit_composition(self)
            self.pictures_given.emit(pictures)
        elif source.hasText():
            commit_composition(self)
            self.textCursor().insertText(lines.clean(source.text()))

    def show_caret(self) -> None:
        """Let the page around it scroll to the caret."""
        self.caret_moved.emit(self.cursorRect())

    def place_caret(self, position: int) -> None:
        """position: UTF-16 units. Never during composition."""
        commit_composition(self)
        cursor = self.textCursor()
        cursor.setPosition(min(position, self.document().characterCount() - 1))
        self.setTextCursor(cursor)


def _replace_line(cursor: QTextCursor, text: str) -> None:
    cursor.movePosition(QTextCursor.MoveOperation.StartOfBlock)
    cursor.movePosition(QTextCursor.MoveOperation.EndOfBlock, QTextCursor.MoveMode.KeepAnchor)
    cursor.insertText(text)


def _pictures(source: QMimeData) -> list[Path | QImage]:
    """The pictures in source: files, or one that was copied; nothing where text is meant."""
    paths = [Path(url.toLocalFile()) for url in source.urls() if url.isLocalFile()]
    if paths and all(path.suffix.lower() in PICTURES for path in paths):
        return list(paths)
    if source.hasImage() and not source.text().strip():
        image = source.imageData()
        return [image] if isinstance(image, QImage) and not image.isNull() else []
    return []
