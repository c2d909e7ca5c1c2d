"""What the pages that one writes in share: fields that are kept, marks, a preview, words for the status bar."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Sequence, Set
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QLayout, QScrollArea, QSplitter, QVBoxLayout, QWidget
from shiboken6 import isValid

from db.errors import KnownError
from desktop.dialogs.working import Working
from desktop.editor.carets import place_of, put_caret
from desktop.editor.composition import full_text
from desktop.editor.fields import Fields
from desktop.editor.mark_bar import MarkBar
from desktop.editor.outline_editor import OutlineEditor
from desktop.editor.table_keys import choose
from desktop.focus import take_focus
from desktop.messages import Level
from desktop.panes.conflict.conflict import Conflicts
from desktop.panes.figure_lines import add_figures
from desktop.panes.find_bar import FindBar
from desktop.panes.parts import rule
from desktop.panes.pictures import choose_pictures, take_pictures
from desktop.panes.preview import PreviewPane
from desktop.panes.review.review import Review
from desktop.panes.spelling import Spelling
from desktop.panes.status import count_words
from desktop.permissions import Guard
from exporters.document.marks import line_kind

if TYPE_CHECKING:
    from db.edits import Changes, Edit
    from db.records import Record
    from desktop.context import PageContext
    from desktop.editor.pasting import Paste
    from desktop.memory import Place
    from desktop.panes.pictures import Source

TABLE = "| {one} | {two} |\n| --- | --- |\n|  |  |"
SETTLED = 60
"""ms until a page whose width was changed has its lines."""
STYLES = {"bold": "**", "emphasis": "*", "code": "`"}


class WritingPage(QWidget):
    """status_changed: what is open. noted: one quiet line for the status bar. open_requested: id of another object.

    zoom_requested: text larger (1) or smaller (-1).
    """

    status_changed = Signal(str)
    noted = Signal(str)
    open_requested = Signal(str)
    zoom_requested = Signal(int)

    def __init__(self, context: PageContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.context = context
        self.object_id = ""
        self._current: OutlineEditor | None = None
        self._field: QWidget | None = None
        self.setObjectName("page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.fields = Fields(context, self)
        self.guard = Guard(context, self.fields)
        self.conflicts = Conflicts(context, self, self.fields)
        self.review = Review(self, self)
        self.marks = MarkBar(context.theme, context.sentences, self)
        self.marks.show_writable(not context.notebook.read_only)
        self._preview: PreviewPane | None = None
        self._finding: FindBar | None = None
        self._found_at: QWidget | None = None
        self.splitter: QSplitter | None = None
        self.spelling = Spelling(context, self)
        self.working = Working(context.theme, context.sentences)
        edge = context.theme.px(26)
        self.working.layout().setContentsMargins(edge, context.theme.px(6), edge, context.theme.px(6))  # type: ignore[union-attr]
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(0)
        self._seen = QTimer(self)
        self._seen.setSingleShot(True)
        self._seen.setInterval(500)
        self._seen.timeout.connect(self.keep_view)
        self._words = QTimer(self)
        self._words.setSingleShot(True)
        self._words.setInterval(250)
        self._words.timeout.connect(self.say_status)
        self._connect()

    def _connect(self) -> None:
        self.context.operations.preparing.connect(self.fields.autosave.settle)
        self.fields.focused.connect(self._focused)
        self.fields.written.connect(self._written)
        self.fields.pictures_given.connect(self.insert_pictures)
        self.fields.paste_given.connect(self._paste)
        self.fields.zoom_asked.connect(self.zoom_requested)
        self.fields.autosave.saved.connect(self.context.operations.saved)
        self.fields.autosave.saved.connect(lambda _: self.keep_place())
        self.fields.autosave.saved.connect(lambda _: self._words.start())
        self.fields.autosave.failed.connect(self._not_saved)
        self.marks.mark_chosen.connect(self._mark)
        self.marks.tool_chosen.connect(self._tool)
        self.marks.preview_toggled.connect(self.show_preview)
        self.context.operations.saved.connect(self._saved)
        self.context.operations.changed.connect(lambda _: self.spelling.forget())

    def _body(self, widget: QWidget) -> None:
        """Put the mark bar and, under it, widget beside the preview at the end of the page."""
        self.column.addWidget(self.marks)
        hairline = rule()
        self.column.addWidget(hairline)
        self.find_above(self.working)
        self.column.addWidget(self.working)
        splitter = self.splitter = QSplitter(Qt.Orientation.Horizontal)
        splitter.setChildrenCollapsible(False)
        self.below: list[QWidget] = [self.marks, hairline, splitter]
        splitter.addWidget(widget)
        splitter.setStretchFactor(0, 3)
        self.column.addWidget(splitter, 1)

    def find_above(self, widget: QWidget) -> None:
        """The page has texts that words are looked for in: the bar for it will stand above widget, in its column."""
        self._found_at = widget

    @property
    def can_find(self) -> bool:
        """Whether the page has texts that words are looked for in."""
        return self._found_at is not None

    @property
    def finding(self) -> FindBar:
        """The bar for finding words, made when it is first asked for. Only of a page that said where it stands."""
        if self._finding is None:
            assert self._found_at is not None
            self._finding = FindBar(self)
            self.column.insertWidget(self.column.indexOf(self._found_at), self._finding)
            for keys, by in (("F3", 1), ("Shift+F3", -1)):
                press = QShortcut(QKeySequence(keys), self._finding)
                press.setContext(Qt.ShortcutContext.WindowShortcut)  # while the bar is shown, and no longer
                press.activated.connect(partial(self._finding.step, by))
        return self._finding

    def look_for(self, *, replacing: bool = False) -> None:
        """Find, and replace, in the texts of the page, where it has any."""
        if self.can_find:
            self.finding.open(replacing=replacing)

    @property
    def preview(self) -> PreviewPane:
        """The preview beside the text, made when it is first asked for. Only of a page with a body."""
        if self._preview is None:
            assert self.splitter is not None
            self._preview = PreviewPane(self.context, self.fields.pictures)
            self._preview.hide()
            self.splitter.addWidget(self._preview)
            self.splitter.setStretchFactor(1, 2)
            self._preview.follow(self.editor)
        return self._preview

    def around(self) -> list[QWidget]:
        """Everything of the page but its text, and what tells of something under way."""
        kept = (self.splitter, self._finding, self.working)
        return list(_widgets(self.column, {each for each in kept if each is not None}))

    def minimumSizeHint(self) -> QSize:
        return QSize(self.context.theme.px(420), self.context.theme.px(300))

    # --- the page's promises ------------------------------------------------------------------------------------

    def leave(self) -> None:
        """Everything typed becomes revisions, the syllable being composed too."""
        deque(self.leaving(), 0)

    def leaving(self) -> Iterator[object]:
        """The same in steps that nobody waits in; by the first of them nothing more is written here."""
        self.keep_place()
        if self.context.notebook.read_only:
            return
        self.conflicts.keep()
        self.before_leaving()
        self.review.suggesting.end()
        yield from self.fields.autosave.settling()

    def spot(self) -> object:
        """Where one suggests; for `find_spot`."""
        return self.review.suggesting.spots()

    def find_spot(self, spot: Any) -> None:
        """Go on there after the page was built anew."""
        self.review.suggesting.find_spots(spot)

    def before_leaving(self) -> None:
        """What lines mean that were left by leaving the page."""

    @property
    def field(self) -> QWidget | None:
        """The field that is written in, or was last, while it is there."""
        return self._field if self._field is not None and isValid(self._field) else None

    def keep_place(self) -> None:
        """Remember where the caret is in the field that was written in last, and what of the page is seen."""
        place = place_of(self.field)
        if place is not None and self.object_id:
            self.context.memory.keep_place(self.object_id, place)
        self.keep_view()

    def go_on_in(self, widget: QWidget, place: Place | None = None) -> None:
        """Give focus and caret to a field that may not be seen yet; until it is, no other one counts as written in."""
        self._field = widget
        take_focus(widget)
        if place is not None:
            put_caret(widget, place)

    def keep_view(self) -> None:
        """Remember what of the page is seen."""

    def watch_scrolling(self, area: QScrollArea) -> None:
        """Remember what is seen a little after area was scrolled; the preview goes along."""
        area.verticalScrollBar().valueChanged.connect(lambda _: self._scrolled())

    def _scrolled(self) -> None:
        if self._preview is not None:
            self._preview.go_along()
        self._seen.start()

    def commit(self, *edits: Edit, how: str = "") -> Changes | None:
        """Write edits; what cannot be written is told in a band. how: what it is called, see Performed."""
        try:
            return self.context.operations.commit(edits, how)
        except KnownError as error:
            self.context.messages.error(error, topic="saving")
            return None

    # --- marks and tools ----------------------------------------------------------------------------------------

    def _focused(self, field: object) -> None:
        if isinstance(field, QWidget):
            self._field = field
        if isinstance(field, OutlineEditor) and field is not self.editor:
            self._current = field
            if not field.property("followed"):
                field.setProperty("followed", True)
                field.cursorPositionChanged.connect(self._show_mark)
                field.selectionChanged.connect(self._words.start)
            if self._preview is not None:
                self._preview.follow(field)
            self.spelling.follow(field)
            self.say_status()
        self._show_mark()

    @property
    def editor(self) -> OutlineEditor | None:
        """The editor that had the focus last, while it is there."""
        return self._current if self._current is not None and isValid(self._current) else None

    def _written(self, object_id: str, field: str) -> None:
        if self._preview is not None:
            self._preview.show_soon()
        if self._finding is not None:
            self._finding.search_soon()
        self.spelling.soon()
        self._words.start()

    def _show_mark(self) -> None:
        line = self.editor.textCursor().block().text() if self.editor else ""
        self.marks.show_mark(line_kind(line).mark)

    def _mark(self, mark: str) -> None:
        if self.editor is None:
            return
        if mark == "▲":
            self.add_figure(self.editor)
        else:
            self.editor.set_mark(mark)
        self.editor.setFocus()
        self._show_mark()

    def _tool(self, name: str) -> None:
        editor = self.editor
        if editor is None:
            return
        if name in ("indent", "outdent"):
            editor.level(1 if name == "indent" else -1)
        elif name in STYLES:
            editor.set_style(STYLES[name])
        elif name == "renumber":
            editor.renumber()
        elif name == "link":
            editor.insert_link()
        elif name == "table":
            say = self.context.sentences
            editor.insert_block(TABLE.format(one=say("editor.table.one"), two=say("editor.table.two")))
            choose(editor, editor.textCursor().blockNumber() - 2, 0)
        editor.setFocus()

    def _paste(self, editor: OutlineEditor, paste: Paste) -> None:
        """Take in what is too long to be read while a key is pressed, or say why it is not taken."""
        messages, say = self.context.messages, self.context.sentences
        messages.withdraw("paste")
        if paste.problem:
            messages.tell(Level.ERROR, paste.problem, topic="paste")
            return

        def done(text: str) -> None:
            from exporters.importing.pasted import MOST

            if len(text) > MOST:
                messages.tell(Level.ERROR, "editor.paste.too_long", topic="paste", letters=f"{len(text):,}")
            elif isValid(editor):
                editor.insert_pasted(text)

        task = self.context.operations.start(lambda _: paste.read())
        task.done.connect(done)
        task.failed.connect(self.context.operations.failed)
        task.cancelled.connect(lambda: self.note(say("editor.paste.stopped")))
        self.working.follow(task, say("editor.paste.busy"))

    def note(self, words: str) -> None:
        """One quiet line for the status bar."""
        self.noted.emit(words)

    def add_figure(self, editor: OutlineEditor) -> None:
        """Ask for pictures and put them at the caret."""
        choose_pictures(self, lambda paths: self.insert_pictures(editor, paths))

    def insert_pictures(self, editor: OutlineEditor, sources: Sequence[Source]) -> None:
        """Take pictures in and put them behind the caret's line, a figure each."""
        if editor.key is not None and sources and not self.context.notebook.read_only:
            take_pictures(self, sources, partial(add_figures, self, editor.key, self.figures_of()))

    def figures_of(self) -> Record | None:
        """The visit that the page's figures belong to, if they do to one."""
        return None

    def show_preview(self, shown: bool) -> None:
        """Show or hide the preview beside the text."""
        if self.splitter is None or (self._preview is None and not shown):
            return
        editor = self.editor
        if editor is not None and editor.viewport().visibleRegion().intersects(editor.cursorRect()):
            for moment in (0, SETTLED):  # lines break anew, and the caret stays in sight
                QTimer.singleShot(moment, editor, editor.show_caret)
        self.preview.setVisible(shown)
        if shown:
            width = self.splitter.width()
            self.splitter.setSizes([width * 3 // 5, width * 2 // 5])
            if self.editor is None:
                self.preview.follow(self._first())
            self.preview.show_now()

    def _first(self) -> OutlineEditor | None:
        """The uppermost text that is seen, where none has been written in yet."""
        widgets = (each.widget for each in self.fields.autosave.writings())
        seen = [each for each in widgets if isinstance(each, OutlineEditor) and each.isVisibleTo(self)]
        return min(seen, key=lambda each: each.mapTo(self, each.rect().topLeft()).y(), default=None)

    # --- status -------------------------------------------------------------------------------------------------

    def say_status(self) -> None:
        """Name and length of the entry in the status bar."""
        if self.context.operations.closed:
            return
        if self.editor is None or not self.editor.isVisibleTo(self):
            self.status_changed.emit(self.name())
            return
        text = full_text(self.editor)
        name = self.editor.accessibleName() or self.name()
        chosen = self.editor.textCursor().selection().toPlainText() if self.editor.textCursor().hasSelection() else ""
        self.status_changed.emit(count_words(self.context.sentences, name, text, chosen))

    def name(self) -> str:
        """What the page shows, in words."""
        return ""

    def _saved(self, instant: str) -> None:
        if instant:
            self.context.messages.withdraw("saving")

    def _not_saved(self, error: object) -> None:
        """What is kept nowhere yet is told by the window; else all is there as drafts, and this try failed only."""
        if not self.context.lasting.unkept:
            self.context.operations.failed.emit(error)


def _widgets(layout: QLayout, without: Set[QWidget]) -> Iterator[QWidget]:
    """Every widget that layout and the layouts in it place, but those."""
    for index in range(layout.count()):
        item = layout.itemAt(index)
        widget, inner = (item.widget(), item.layout()) if item is not None else (None, None)
        if widget is not None and widget not in without:
            yield widget
        elif inner is not None:
            yield from _widgets(inner, without)
