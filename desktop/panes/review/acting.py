"""What is done about the comments of a page: written, answered, decided, accepted, put elsewhere, deleted."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QLineEdit, QWidget
from shiboken6 import isValid

from db.accepting import accept, reject
from db.anchors import Outcome, anchor, carried
from db.commenting import Thread, comment, decide, reattach, reply
from db.edits import change
from db.frozen import dataclass
from db.open_comments import ACCEPTED, DISPUTED, REJECTED
from db.records import KINDS, Comment
from db.state import Graph
from desktop.editor.comment_marks import NEW, Range
from desktop.editor.composition import LineField, commit_composition, points_in, utf16_units
from desktop.editor.outline_editor import OutlineEditor
from desktop.focus import take_focus
from desktop.messages import Level, Step
from desktop.panes.review.composer import Composer
from desktop.words import shortened

if TYPE_CHECKING:
    from collections.abc import Callable

    from db.accepting import Acceptance
    from db.queries import Reader
    from desktop.panes.review.column import ReviewColumn
    from desktop.panes.review.page_threads import PageThreads
    from desktop.panes.text_page import TextPage

MAIN = ("text", "question")
"""Fields in which a comment without chosen words is about the whole entry."""
ON, PROPOSED, REPLY = "comment~", "suggest~", "reply"
"""Names under which what is not sent yet is kept: `comment~field~start~end` with the object, `reply` with a thread."""


@dataclass(frozen=True, slots=True)
class Target:
    """What is being commented on. span: code points, or None for all of the field."""

    object: str
    kind: str
    field: str
    span: tuple[int, int] | None
    quote: str = ""


class Acting:
    """What is done about the threads of a page."""

    def __init__(self, review: PageThreads, page: TextPage) -> None:
        self._review, self._page, self._context = review, page, page.context
        self._composer: Composer | None = None
        self._column: ReviewColumn | None = None
        self._left: set[tuple[str, str]] = set()

    # --- comments and suggestions -------------------------------------------------------------------------------

    def begin(self, *, suggest: bool = False) -> None:
        """Comment on the words that are chosen in the field with the focus, else on the field or the whole entry.

        suggest: propose other words for those that are chosen, else for the word at the caret.
        """
        widget = self._page.field
        key = widget.key if isinstance(widget, LineField | OutlineEditor) else None
        if (
            key is None
            or not isinstance(widget, LineField | OutlineEditor)
            or self._context.notebook.read_only
            or not self._finish()
        ):
            self._note("review.no_field")
            return
        commit_composition(widget)
        self._page.fields.autosave.settle(key[0])
        record = self._context.notebook.reader.get(key[0])
        if record is None:
            return
        units = _chosen(widget, suggest=suggest)
        text = widget.toPlainText() if isinstance(widget, OutlineEditor) else widget.text()
        points = points_in(text)
        span = (points(units[0]), points(units[1])) if units[0] < units[1] else None
        if suggest and span is None:
            self._note("review.no_words")
            return
        field = key[1] if span is not None or key[1] not in MAIN else ""
        quote = text[span[0] : span[1]] if span is not None else ""
        self._open(Target(key[0], record.KIND, field, span, quote), widget, suggest=suggest)

    def restore(self) -> None:
        """What was being written when the program ended is there again."""
        if self._composing or self._context.notebook.read_only:
            return
        for draft in self._context.notebook.reader.drafts(held=True):
            name, suggest = draft.field, draft.field.startswith(PROPOSED)
            if not name.startswith((ON, PROPOSED)) or (draft.object, name.removesuffix("~new")) in self._left:
                continue
            _, field, start, end, *_ = [*name.split("~"), "", "", ""]
            writing = next(
                (each for each in self._page.fields.autosave.writings()
                 if each.object == draft.object and field in ("", each.field) and not each.held), None
            )  # fmt: skip
            if writing is None or not writing.widget.isVisible():
                continue
            span = self._carried(draft.object, field, draft.base, start, end) if start.isdecimal() else None
            record = self._context.notebook.reader.get(draft.object)
            text = str(getattr(record, field, "") or "") if field else ""
            if suggest and span is None:
                continue
            target = Target(draft.object, draft.kind, field, span, text[span[0] : span[1]] if span else "")
            kept = name.removesuffix("~new")
            self._open(target, writing.widget, suggest=suggest, kept=kept, base=draft.base, quiet=True)
            return

    def _carried(
        self, object_id: str, field: str, base: tuple[str, ...], start: str, end: str
    ) -> tuple[int, int] | None:
        reader = self._context.notebook.reader
        state = Graph(reader.history(object_id)).field_of(field, base) if base else None
        now = str(getattr(reader.get(object_id), field, "") or "")
        then = state.value if state is not None and isinstance(state.value, str) else now
        if not int(start) < int(end) <= len(then):
            return None
        (place,) = carried([anchor(then, int(start), int(end))], [then, now])
        return None if place.outcome is Outcome.LOST else (place.start, place.end)

    def _open(
        self, target: Target, widget: QWidget, *, suggest: bool, kept: str = "", base: tuple[str, ...] = (),
        quiet: bool = False,
    ) -> None:  # fmt: skip
        column = self._host(widget)
        if column is None:
            self._note("review.no_field")
            return
        say, reader = self._context.sentences, self._context.notebook.reader
        start, end = target.span or ("", "")
        kept = kept or f"{PROPOSED if suggest else ON}{target.field}~{start}~{end}"
        base = base or reader.heads(target.object).get(target.field, ())
        title = say("review.suggest_on" if suggest else "review.comment_on", what=self._what(target))
        composer = Composer(
            self._context, (target.kind, target.object, kept), title=title, quote=target.quote, base=base,
            suggest=suggest,
        )  # fmt: skip
        composer.sent.connect(partial(self._send, composer, target, widget, kept))
        composer.closed.connect(partial(self._close, composer, widget, (target.object, kept)))
        self._left.discard((target.object, kept))
        self._composer, self._column = composer, column
        self._review.activate("")
        if isinstance(widget, OutlineEditor) and target.span is not None:
            marks = self._review.marks_of(widget)
            marks.show(
                [*(Range(name, *found, unsure) for name, found, unsure in marks.ranges()), Range(NEW, *target.span)]
            )
            marks.activate(NEW)
        column.show_composer(composer, self._top(widget))
        if not quiet:
            composer.begin()

    def _send(self, composer: Composer, target: Target, widget: QWidget, kept: str) -> None:
        words, replacement = composer.written, composer.replacement if composer.suggest else None
        if not words and replacement is None:
            self._note("review.empty")
            return
        reader = self._context.notebook.reader
        self._page.fields.autosave.settle(target.object)
        span = target.span
        if isValid(widget) and isinstance(widget, OutlineEditor) and span is not None:
            span = self._review.marks_of(widget).span(NEW)
        if span is not None and isValid(widget) and isinstance(widget, LineField):
            span = span if widget.text()[span[0] : span[1]] == target.quote else None
        try:
            edit = comment(
                reader, target.object, target.field, words, self._context.person, span, replacement=replacement
            )
        except ValueError:  # the words went away under the hands of whoever wrote about them
            edit = comment(reader, target.object, target.field, words, self._context.person)
        if self._page.commit(edit) is None:
            return
        composer.end()
        self._close(composer, widget, (target.object, kept))  # its draft may still be on its way out
        self._review.read()
        self._review.activate(edit.object)

    def _close(self, composer: Composer, widget: QWidget, kept: tuple[str, str] | None) -> None:
        """Back into the text. kept: what is not to be restored by itself: it stays for another time, or was sent."""
        if kept is not None:
            self._left.add(kept)
        if self._column is not None and isValid(self._column) and self._composer is composer:
            self._column.show_composer(None)
        if self._composer is composer:
            self._composer = None
        if isValid(widget):
            if isinstance(widget, OutlineEditor):
                cursor = widget.textCursor()
                cursor.clearSelection()
                widget.setTextCursor(cursor)
                marks = self._review.marks_of(widget)
                marks.show([Range(name, *found, unsure) for name, found, unsure in marks.ranges() if name != NEW])
                marks.activate(self._review.active)
            take_focus(widget)

    # --- what is done about a thread ----------------------------------------------------------------------------

    def do(self, thread_id: str, what: str) -> None:
        """reply, accept, attach, confirm, or a verdict on the thread."""
        thread = self._review.threads.get(thread_id)
        if thread is None or self._context.notebook.read_only:
            return
        if what == "accept" and thread.state == DISPUTED and not thread.acceptable:
            what = ACCEPTED  # the text has it already
        if what == "reply":
            self._reply(thread)
        elif what == "accept":
            self.accept([thread])
        elif what == REJECTED and thread.suggestion is not None:
            self.reject([thread])
        elif what in ("attach", "confirm"):
            self._attach(thread, confirm=what == "confirm")
        else:
            self._page.commit(decide(thread, what, self._context.person), how=what)
            self._after(thread)

    def accept(self, wanted: list[Thread]) -> None:
        """Write what threads propose, where that is certain; the others are said to stay."""
        self._settle(wanted, accept, ACCEPTED, "review.refused.some")

    def reject(self, wanted: list[Thread]) -> None:
        """Say of suggestions that they are not taken; words of one that was taken elsewhere are put back."""
        self._settle(wanted, reject, REJECTED, "review.refused.left")

    def _settle(
        self,
        wanted: list[Thread],
        settle: Callable[[Reader, list[Thread], str | None], Acceptance],
        how: str,
        refused: str,
    ) -> None:
        """settle: accepts or rejects. refused: sentence for those that stay as they are."""
        found = settle(self._context.notebook.reader, self._fresh(wanted), self._context.person)
        if found.edits and self._page.commit(*found.edits, how=how) is None:
            return
        if found.refused:
            self._note(refused, count=len(found.refused))
        elif wanted:
            self._note(f"review.{how}", count=len(wanted))
            self._after(wanted[-1])

    def all_here(self, *, accept: bool) -> None:
        """Accept or reject all that is proposed in the entry that the caret or the active thread is in."""
        thread, key = self._review.threads.get(self._review.active), getattr(self._page.field, "key", None)
        about = thread.object if thread is not None else key[0] if key else ""
        wanted = [each for each in self._review.threads.values() if each.object == about and each.open]
        wanted = [each for each in wanted if each.suggestion is not None]
        if wanted:
            (self.accept if accept else self.reject)(wanted)
        else:
            self._note("review.no_suggestions")

    def _fresh(self, wanted: list[Thread]) -> list[Thread]:
        """threads as they stand now, what is being written counted in."""
        for each in {thread.object for thread in wanted}:
            self._page.fields.autosave.settle(each)
        self._review.read()
        return [self._review.threads.get(each.id, each) for each in wanted]

    def delete(self, comment_id: str) -> None:
        """Put a comment of one's own into the bin, with the way back."""
        record = self._context.notebook.reader.get(comment_id)
        if not isinstance(record, Comment):
            return
        changes = self._page.commit(change(record, deleted=True))
        if changes is not None:
            back = partial(self._context.operations.take_back, changes.revisions)
            self._context.messages.tell(Level.INFO, "review.deleted", Step("undo.take_back", back), topic="review")

    def _reply(self, thread: Thread) -> None:
        column = self._review.current()
        if column is None or not self._finish():
            return
        card, say = column.card(thread.id), self._context.sentences
        composer = Composer(self._context, (Comment.KIND, thread.id, REPLY), title=say("review.reply_to"))
        widget = self._review.widget_of(thread) or column
        composer.sent.connect(partial(self._send_reply, composer, thread, widget))
        composer.closed.connect(partial(self._close, composer, widget, None))
        self._composer, self._column = composer, column
        self._review.activate(thread.id)
        column.show_composer(composer, column.under(card) if card is not None else 0.0)
        composer.begin()

    def _send_reply(self, composer: Composer, thread: Thread, widget: QWidget) -> None:
        if not composer.written:
            self._note("review.empty")
        elif self._page.commit(reply(thread, composer.written, self._context.person)) is not None:
            composer.end()
            self._close(composer, widget, None)
            self._review.read()
            self._review.activate(thread.id)

    def _attach(self, thread: Thread, *, confirm: bool) -> None:
        """Put a comment on the words that are chosen in a text of its object; confirm: where it stands."""
        field, span = thread.field, None
        if confirm and thread.place is not None:
            span = thread.place.start, thread.place.end
        else:
            widget = self._page.field
            key = getattr(widget, "key", None)
            if isinstance(widget, OutlineEditor) and key is not None and key[0] == thread.object:
                units, points = _chosen(widget, suggest=False), points_in(widget.toPlainText())
                span, field = (points(units[0]), points(units[1])), key[1]
        if thread.root is None or span is None or span[0] >= span[1]:
            self._note("review.attach_first")
            return
        self._page.fields.autosave.settle(thread.object)
        try:
            edit = reattach(self._context.notebook.reader, thread.root, field, span)
        except ValueError:
            self._note("review.attach_first")
            return
        self._page.commit(edit)

    def _after(self, thread: Thread) -> None:
        """The focus goes back into the text."""
        widget = self._review.widget_of(thread)
        if widget is not None:
            take_focus(widget)

    # --- parts --------------------------------------------------------------------------------------------------

    @property
    def _composing(self) -> bool:
        return self._composer is not None and isValid(self._composer)

    def _finish(self) -> bool:
        """What is being written now stays for another time."""
        if self._composing and self._composer is not None:
            if self._composer.written or self._composer.replacement is not None:
                self._composer.begin()
                return False
            self._composer.give_up()
        return True

    def _host(self, widget: QWidget) -> ReviewColumn | None:
        """The column beside widget, else the one that is seen."""
        return self._review.column_of(widget) or self._review.current()

    def _top(self, widget: QWidget) -> float:
        return self._review.top_of(widget, NEW)

    def _what(self, target: Target) -> str:
        say = self._context.sentences
        if target.quote:
            return f"“{shortened(target.quote, 40)}”"
        if not target.field:
            return say(f"fields.kind.{target.kind}") if target.kind in KINDS else ""
        return say(f"fields.field.{target.field}")

    def _note(self, key: str, **values: object) -> None:
        self._page.note(self._context.sentences(key, **values))


def _chosen(widget: QWidget, *, suggest: bool) -> tuple[int, int]:
    """What is chosen in a field, UTF-16 units, without blanks around it; to suggest, else the word at the caret."""
    if isinstance(widget, QLineEdit):
        text = widget.text()
        start = widget.selectionStart()
        if start >= 0:
            return start, start + utf16_units(widget.selectedText(), len(widget.selectedText()))
        return (0, utf16_units(text, len(text))) if suggest else (0, 0)
    assert isinstance(widget, OutlineEditor)
    cursor = widget.textCursor()
    if not cursor.hasSelection() and suggest:
        cursor.select(QTextCursor.SelectionType.WordUnderCursor)
        if not cursor.hasSelection():
            cursor.movePosition(QTextCursor.MoveOperation.PreviousWord, QTextCursor.MoveMode.KeepAnchor)
    start, end = cursor.selectionStart(), cursor.selectionEnd()
    document = widget.document()
    while start < end and str(document.characterAt(start)).strip() == "":
        start += 1
    while end > start and str(document.characterAt(end - 1)).strip() == "":
        end -= 1
    return start, end
