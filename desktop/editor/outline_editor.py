"""The editor of outline text: what is on screen is the field's text, letter for letter.

It grows with its text and leaves scrolling to the page around it. Marks are drawn over their unseen letters.
"""

from __future__ import annotations

from collections.abc import Callable
from math import ceil, floor
from typing import TYPE_CHECKING

from PySide6.QtCore import QMimeData, QPointF, QRect, QSize, Qt, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QFocusEvent,
    QFontMetrics,
    QGuiApplication,
    QInputMethodEvent,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QTextBlock,
    QTextCursor,
    QWheelEvent,
)
from PySide6.QtWidgets import QFrame, QMenu, QSizePolicy, QTextEdit, QWidget

from desktop.editor import cells
from desktop.editor.cells import is_row
from desktop.editor.composition import commit_composition, preedit, refused, undo_key, with_own_undo
from desktop.editor.copying import copied
from desktop.editor.documents import OutlineDocument
from desktop.editor.erasing import erase_chosen, erase_key, make_room, round_figure, to_text, with_own_erasing
from desktop.editor.grids import Grids
from desktop.editor.outline_text import OutlineText
from desktop.editor.painting import paint_marks
from desktop.editor.pasting import paste_of, pictures
from desktop.editor.table_edits import edit_key
from desktop.editor.table_keys import choose, table_key
from exporters.document.marks import Kind, line_kind

if TYPE_CHECKING:
    from collections.abc import Sequence

    from desktop.editor.painting import Pictures
    from desktop.editor.steps import Step
    from desktop.theme import Theme


APART = frozenset(
    {
        Qt.Key.Key_Shift, Qt.Key.Key_Control, Qt.Key.Key_Alt, Qt.Key.Key_AltGr, Qt.Key.Key_Meta, Qt.Key.Key_CapsLock,
        Qt.Key.Key_Hangul, Qt.Key.Key_Hangul_Hanja, Qt.Key.Key_Hangul_Start, Qt.Key.Key_Hangul_End,
    }
)  # fmt: skip
"""Keys that leave the syllable being composed open."""


class OutlineEditor(OutlineText):
    """caret_moved: where the caret is now, in the editor. line_left: the number of the line the caret left.

    finished: Ctrl+Enter. edge_passed: Up in the first line (-1) or Down in the last one (+1).
    pictures_given: picture files (Path) or copied pictures (QImage) were pasted or dropped here. paste_given: a Paste
    that takes a while to read, or is not taken; `insert_pasted` takes its text. zoom_asked: larger (1) or smaller (-1).
    menu_opening: the context menu, and the place in the text that it is about, in UTF-16 units.
    key: object and field that it shows. under, over: paint what lies under and over the text, in the viewport: given
    what is painted of it, and the first and last line there, which are costly to find in a long text.
    """

    caret_moved = Signal(QRect)
    line_left = Signal(int)
    finished = Signal()
    edge_passed = Signal(int)
    pictures_given = Signal(list)
    paste_given = Signal(object)
    zoom_asked = Signal(int)
    menu_opening = Signal(QMenu, int)

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
        self.under: list[Callable[[QRect, QTextBlock, QTextBlock], None]] = []
        self.over: list[Callable[[QRect, QTextBlock, QTextBlock], None]] = []
        self._line, self._place, self._told = 0, 0, False
        self._layers: dict[str, Sequence[QTextEdit.ExtraSelection]] = {}
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setAcceptRichText(False)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setProperty("look", "outline")
        self.setCursorWidth(theme.px(2))
        self.setDocument(document)
        self._grids = Grids(self, theme)
        document.documentLayout().documentSizeChanged.connect(self._fit)
        self.verticalScrollBar().rangeChanged.connect(self._stay)
        self.cursorPositionChanged.connect(self._moved)
        self._fit()

    # --- size and drawing ---------------------------------------------------------------------------------------

    def _fit(self, _: object = None) -> None:
        height = ceil(self.document().size().height()) + 2
        if height != self.height() or height != self.minimumHeight():
            self.setFixedHeight(height)

    def _stay(self, _: int, most: int) -> None:
        """Never scroll in itself, also while it waits for its new height: the caret is told where it will be."""
        if most:
            self.verticalScrollBar().setMaximum(0)

    def sizeHint(self) -> QSize:
        return QSize(self._theme.px(400), ceil(self.document().size().height()) + 2)

    def minimumSizeHint(self) -> QSize:
        return QSize(self._theme.px(120), ceil(self.document().size().height()) + 2)

    def paintEvent(self, event: QPaintEvent) -> None:
        clip = event.rect()
        first = self.cursorForPosition(clip.topLeft()).block()
        last = self.cursorForPosition(clip.bottomRight()).block() if self.under or self.over else first
        for paint in self.under:
            paint(clip, first, last)
        super().paintEvent(event)
        self._paint_hint()
        paint_marks(self, self._theme, clip, first, self._pictures, self._grids)
        for paint in self.over:
            paint(clip, first, last)

    def _paint_hint(self) -> None:
        """What to write, where the first words will stand: Qt's own is smaller and higher than they are."""
        layout = self.document().firstBlock().layout()
        if not self.placeholderText() or not self.document().isEmpty() or layout.preeditAreaText():
            return
        line, painter = layout.lineAt(0), QPainter(self.viewport())
        font = self.document().defaultFont()
        font.setBold(False)
        painter.setFont(font)
        painter.setPen(self._theme.color("ink3"))
        place = layout.position() + line.position() + QPointF(0, line.ascent())
        room = max(0, floor(self.viewport().width() - place.x()))
        words = QFontMetrics(font).elidedText(self.placeholderText(), Qt.TextElideMode.ElideRight, room)
        painter.drawText(place, words)

    def open_tables(self, wanted: Callable[[int, int], bool]) -> None:
        """Show tables as text too where wanted(start, stop) says so of their place, UTF-16 units."""
        self._grids.wanted = wanted

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._grids.resized()

    def wheelEvent(self, event: QWheelEvent) -> None:
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.zoom_asked.emit(1 if event.angleDelta().y() > 0 else -1)
            event.accept()
        else:
            super().wheelEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        commit_composition(self)
        cell = self._grids.cell_at(event.position()) if event.button() == Qt.MouseButton.LeftButton else None
        if cell is None or self.isReadOnly() or event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            super().mousePressEvent(event)
            return
        choose(self, *cell)

    def show_layer(self, name: str, marked: Sequence[QTextEdit.ExtraSelection]) -> None:
        """Mark places in the text beside those of other layers; none takes the layer away."""
        if not marked and not self._layers.get(name):
            return
        self._layers[name] = marked
        self.setExtraSelections([each for layer in self._layers.values() for each in layer])

    def setReadOnly(self, ro: bool) -> None:
        """What cannot be written can be chosen and copied, by keys too."""
        super().setReadOnly(ro)
        if ro:
            flags = Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
            self.setTextInteractionFlags(flags)

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
        with_own_erasing(menu, self)
        by_mouse = event.reason() == QContextMenuEvent.Reason.Mouse
        about = self.cursorForPosition(event.pos()) if by_mouse else self.textCursor()
        self.menu_opening.emit(menu, about.position())
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(event.globalPos())

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        if refused(self, event):
            return
        self._told = False
        if not preedit(self) and (event.preeditString() or event.commitString()):
            make_room(self)
        super().inputMethodEvent(event)
        if event.commitString().endswith(" "):
            self.blank_typed()
        if not event.preeditString() and not self._told:
            self.caret_moved.emit(self.cursorRect())

    def focusOutEvent(self, event: QFocusEvent) -> None:
        if event.reason() not in (Qt.FocusReason.ActiveWindowFocusReason, Qt.FocusReason.PopupFocusReason):
            commit_composition(self)
            self._leave_line(self.textCursor().blockNumber())
            self.outline.highlighter.show_signs(-1)
        super().focusOutEvent(event)
        self._grids.line_up()
        self.viewport().update()  # a table that was open is a grid again

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.outline.highlighter.show_signs(self.textCursor().blockNumber())
        self._grids.line_up()
        self.viewport().update()

    def _moved(self) -> None:
        if preedit(self):
            return
        before, self._place = self._place, self.textCursor().position()
        round_figure(self, before)
        number = self.textCursor().blockNumber()
        if number != self._line:
            left, self._line = self._line, number
            self._leave_line(left)
            if self.hasFocus():
                self.outline.highlighter.show_signs(number)
                if any(is_row(self.document().findBlockByNumber(each).text()) for each in (left, number)):
                    self._grids.line_up()
                    self.viewport().update()
        self._told = True
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
        if preedit(self) and event.key() not in APART:  # a key that the input method let by
            commit_composition(self)
        if undo_key(self, event) or self._own(event):
            return
        if event.matches(QKeySequence.StandardKey.Cut):
            self.cut()
            return
        if _is_typed(event):
            make_room(self)
            if cells.is_row(self.textCursor().block().text()) and event.text() in "|\\":
                self.textCursor().insertText("\\|" if event.text() == "|" else "\\ ")
                return
        super().keyPressEvent(event)
        if event.text() == " ":
            self.blank_typed()

    def _own(self, event: QKeyEvent) -> bool:
        if table_key(self, event) or edit_key(self, event) or erase_key(self, event) or to_text(self, event):
            self.ensureCursorVisible()
            return True
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
                make_room(self)
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

    # --- inserting ----------------------------------------------------------------------------------------------

    def canInsertFromMimeData(self, source: QMimeData) -> bool:
        if any(url.isLocalFile() for url in source.urls()):
            return bool(pictures(source))  # other files are for the window: Qt would write down where they lie
        return source.hasText() or source.hasHtml() or bool(pictures(source))

    def createMimeDataFromSelection(self) -> QMimeData:
        return copied(self.textCursor().selection().toPlainText(), self._pictures)

    def insertFromMimeData(self, source: QMimeData) -> None:
        """Paste or drop: outline text of what it is; pictures are passed on."""
        self._take(source)

    def cut(self) -> None:
        """Take what is chosen to the clipboard; tables and figures stay whole."""
        commit_composition(self)
        if not self.textCursor().hasSelection():
            return
        self.copy()
        if not self.isReadOnly() and not erase_chosen(self):
            self.textCursor().removeSelectedText()

    def selectAll(self) -> None:
        commit_composition(self)
        super().selectAll()

    def paste_plain(self) -> None:
        """Paste the text alone, as it is."""
        found = QGuiApplication.clipboard().mimeData()
        if found is not None:  # nothing was ever copied
            self._take(found, plain=True)

    def _take(self, source: QMimeData, *, plain: bool = False) -> None:
        if self.isReadOnly():
            return
        commit_composition(self)
        if found := pictures(source):
            self.pictures_given.emit(found)
        elif source.hasText() or source.hasHtml():
            paste = paste_of(source, plain=plain)
            if paste.quick and not paste.problem:
                self.insert_pasted(paste.read())
            else:
                self.paste_given.emit(paste)

    def show_caret(self) -> None:
        """Let the page around it scroll to the caret."""
        self.caret_moved.emit(self.cursorRect())

    def place_caret(self, position: int) -> None:
        """position: UTF-16 units. Never during composition."""
        commit_composition(self)
        cursor = self.textCursor()
        cursor.setPosition(min(position, self.document().characterCount() - 1))
        self.setTextCursor(cursor)


def _is_typed(event: QKeyEvent) -> bool:
    """Whether event is a key that puts a letter in; AltGr is Ctrl and Alt on some systems."""
    held = event.modifiers() & (Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier)
    both = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier
    return event.text().isprintable() and bool(event.text()) and (not held or held == both)
